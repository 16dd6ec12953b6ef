"""统计 at any office of the road, over a real working copy with dossiers that have walked it (tests/road_offices.py)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.domain.decision import Action
from app.domain.declaration import Declaration, Route, Stage
from app.domain.organisation import Role
from tests.copies import Office, add_office
from tests.desk_fixtures import OpenTab, RealDesk
from tests.factories import make_applicant, make_decision, make_declaration, make_defect
from tests.road_offices import PLAN, RoadOffices, make_road_offices
from ui.tab_page import TabEntry
from ui.tabs.declarations.view import DeclarationsTab
from ui.tabs.road.view import RoadTab
from ui.tabs.statistics.view import StatisticsTab

WAY: tuple[tuple[Stage, Role, Action], ...] = (
    (Stage.EMPLOYER_REVIEW, Role.EMPLOYER, Action.CONFIRM),
    (Stage.AWAITING_PUBLICITY, Role.EMPLOYER, Action.PASS),
    (Stage.ACCEPTANCE_REVIEW, Role.ACCEPTANCE, Action.PASS),
    (Stage.HR_BUREAU_REVIEW, Role.HR_BUREAU, Action.PASS),
    (Stage.AWAITING_PAYMENT, Role.HR_BUREAU, Action.RECORD_PAYMENT),
    (Stage.AWAITING_FORMS, Role.COMMITTEE, Action.RECEIVE_FORMS),
    (Stage.COMMITTEE_REVIEW, Role.COMMITTEE, Action.PASS),
    (Stage.AWAITING_APPLICANTS_PUBLICITY, Role.COMMITTEE, Action.CONCLUDE_PUBLICITY),
    (Stage.AWAITING_MEETING, Role.COMMITTEE, Action.MEETING_PASS),
    (Stage.AWAITING_RESULTS_PUBLICITY, Role.COMMITTEE, Action.CONCLUDE_PUBLICITY),
    (Stage.AWAITING_REPORT, Role.COMMITTEE, Action.REPORT),
)
"""Stages in order: who takes a dossier out of each, by what act."""
STAGES = tuple(stage for stage, _, _ in WAY)


def moment(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour - 8:02d}:00:00").replace(tzinfo=UTC)


@dataclass
class OpenStatistics:
    tab: OpenTab

    @property
    def page(self) -> StatisticsTab:
        page: StatisticsTab = self.tab.page
        return page

    def choose(self, name: str, words: str) -> None:
        """An entry of a filter, as a click on it does."""
        combo: Any = self.tab.find(QWidget, f"statistics.{name}")
        place = combo.findText(words)
        assert place >= 0, f"{words} is not offered"
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
        self.tab.wait()

    def offered(self, name: str) -> list[str]:
        combo: Any = self.tab.find(QWidget, f"statistics.{name}")
        return [combo.itemText(n) for n in range(combo.count())]

    def button(self, name: str) -> QAbstractButton:
        button: QAbstractButton = self.tab.find(QAbstractButton, f"statistics.{name}")
        return button

    def chart(self, name: str) -> Any:
        return self.tab.find(QWidget, f"statistics.{name}")

    def spoken(self, name: str) -> list[str]:
        """The rows of a picture in words, top to bottom."""
        return [row.spoken for row in self.chart(name).rows()]

    def table(self, name: str) -> list[list[str]]:
        """What a table shows, its head first."""
        model = self.tab.find(QWidget, f"statistics.{name}").model()
        from_head = [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]
        cells = [
            [str(model.index(row, n).data()) for n in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
        return [from_head, *cells]


@dataclass
class Walked:
    """``add`` puts dossiers on the road; ``sit`` opens the tab at an office."""

    offices: RoadOffices
    open_tab: Callable[..., OpenTab]
    units: dict[str, Office] = field(default_factory=dict)

    @property
    def real(self) -> RealDesk:
        return self.offices.real

    def unit(self, name: str) -> Office:
        """Another unit of the district."""
        return self.units.setdefault(name, add_office(self.real.new_uow, name=name))

    def add(
        self,
        stage: Stage = Stage.EMPLOYER_REVIEW,
        days: Sequence[str] = ("2026-09-21",),
        *,
        unit: str = "",
        returns: Sequence[tuple[Role, str]] = (),
        **changes: Any,
    ) -> Declaration:
        """``days``: when it came into each stage of ``WAY`` up to ``stage``, the last day repeated where they end.
        ``returns``: levels that returned it, each with a reason code."""
        office = self.unit(unit) if unit else self.offices.firm
        ids = {role: one.unit.id for role, one in self.offices.offices.items()}
        route = Route(ids[Role.ACCEPTANCE], ids[Role.HR_BUREAU], committee_id=ids[Role.COMMITTEE])
        person = make_applicant(office.unit)
        came = [moment(days[min(n, len(days) - 1)], 9 + min(n, 8)) for n in range(len(STAGES))]
        given: dict[str, Any] = {"plan_id": PLAN, "route": route, "submitted_at": came[0]}
        made = make_declaration(person, **(given | changes))
        with self.real.uow() as uow:
            uow.applicants.add(person)
            uow.declarations.add(replace(made, stage=Stage.EMPLOYER_REVIEW, arrived_at=came[0]))
            now = made
            for place, (here, role, action) in enumerate(WAY):
                if here is stage or stage not in STAGES:
                    break
                after = STAGES[place + 1]
                moved = replace(now, stage=after, arrived_at=came[place + 1], rev=now.rev + 1)
                actor = (office if role is Role.EMPLOYER else self.offices.offices[role]).actor
                uow.decisions.add(
                    make_decision(
                        replace(now, stage=here), actor, action=action, after=after.value, at=came[place + 1]
                    )
                )
                uow.declarations.save(moved)
                now = moved
            for level, code in returns:
                actor = (office if level is Role.EMPLOYER else self.offices.offices[level]).actor
                defect = make_defect(reason_code=code)
                uow.decisions.add(
                    make_decision(
                        now, actor, action=Action.RETURN, after=now.stage.value, at=came[0], defects=(defect,)
                    )
                )
            if stage not in STAGES:
                now = replace(now, stage=stage, arrived_at=came[-1], rev=now.rev + 1)
                uow.declarations.save(now)
            uow.commit()
        return now

    def sit(self, office: Role | Office = Role.EMPLOYER, **changes: Any) -> OpenStatistics:
        self.offices.sit(office)
        everybody = frozenset(Role)
        others = (
            TabEntry("declarations", "职称申报资格审查", everybody, DeclarationsTab),
            TabEntry("road", "受理与评审", everybody, RoadTab),
        )
        return OpenStatistics(self.open_tab(StatisticsTab, others=others, **changes))


@pytest.fixture
def walked(real_desk: RealDesk, open_tab: Callable[..., OpenTab]) -> Walked:
    return Walked(make_road_offices(real_desk), open_tab)
