"""受理与评审 at any office of the road, over a real working copy (tests/road_offices.py)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.domain.decision import SubjectKind
from app.domain.declaration import Stage
from app.domain.organisation import Role
from tests.copies import Office
from tests.desk_fixtures import OpenTab, RealDesk
from tests.factories import make_flag
from tests.road_offices import RoadOffices, make_road_offices
from tests.usecases.road_desk import RoadDesk
from ui.tab_page import TabEntry
from ui.tabs.declarations.view import DeclarationsTab
from ui.tabs.road.view import RoadTab
from ui.widgets.grouped_table_view import GroupedTableView
from ui.widgets.labels import TextLabel


@dataclass
class OpenRoad:
    """The tab at one office, and what is on its screen."""

    tab: OpenTab

    @property
    def page(self) -> RoadTab:
        page: RoadTab = self.tab.page
        return page

    @property
    def table(self) -> GroupedTableView:
        return self.page.list.table

    def queues(self) -> dict[str, int]:
        """The stage list: name and count."""
        entries = self.page.stages.view.entries()
        return {entry.name: entry.count for entry in entries if entry.queue is not None}

    def note(self, name: str) -> str:
        return next(entry.note for entry in self.page.stages.view.entries() if entry.name == name)

    def go_to(self, name: str) -> None:
        """A click on a line of the stage list."""
        entries = self.page.stages.view.entries()
        place = next(n for n, entry in enumerate(entries) if entry.name == name)
        self.page.stages.view.set_current_row(place)
        self.tab.wait()

    def column(self, title: str) -> list[str]:
        """What a column shows, top to bottom, group rows included."""
        model = self.table.model()
        heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        place = heads.index(title)
        return [str(model.index(row, place).data() or "") for row in range(model.rowCount())]

    def names(self) -> list[str]:
        return self.column("姓名")

    def stand_on(self, name: str) -> None:
        self.table.set_current_row(self.names().index(name))
        self.tab.wait()

    def tick(self, *names: str) -> None:
        for name in names:
            self.page.state.model.set_ticked(self.names().index(name), True)
        self.tab.wait()

    def acts(self) -> list[str]:
        """The buttons of acts in the foot, left to right."""
        row = self.page.list.bar
        found = [b for b in row.findChildren(QAbstractButton) if b.objectName().startswith("road.act.")]
        return [b.text() for b in sorted(found, key=lambda b: b.x()) if b.isVisible()]

    def button(self, name: str) -> Any:
        return self.tab.find(QAbstractButton, f"road.{name}")

    def label(self, name: str) -> str:
        return str(self.tab.find(TextLabel, f"road.{name}").text())


@dataclass
class Road:
    """``add`` puts dossiers on the road; ``sit`` opens the tab at an office."""

    offices: RoadOffices
    open_tab: Callable[..., OpenTab]

    @property
    def real(self) -> RealDesk:
        return self.offices.real

    def add(self, name: str, stage: Stage, *, on: str = "", flags: int = 0, **changes: Any) -> RoadDesk:
        """``on``: the day it came into the stage, "2026-09-30"; ``flags``: what the pre-checks noted."""
        clock = self.real.clock
        now = clock.now()
        if on:
            clock.set_now(datetime.fromisoformat(f"{on}T02:00:00").replace(tzinfo=UTC))
        person = self.offices.add(name, stage, **changes)
        clock.set_now(now)
        noted = tuple(make_flag(field="start", params={"gap": str(n + 2)}) for n in range(flags))
        if noted:
            with self.real.uow() as uow:
                uow.flags.replace(SubjectKind.DECLARATION, person.declaration_id, noted)
                uow.commit()
        return person

    def change(self, person: RoadDesk, **changes: Any) -> None:
        """Somebody else wrote to the dossier."""
        with self.real.uow() as uow:
            stored = uow.declarations.get(person.declaration_id)
            uow.declarations.save(replace(stored, rev=stored.rev + 1, **changes))
            uow.commit()

    def sit(self, office: Role | Office, **changes: Any) -> OpenRoad:
        self.offices.sit(office)
        reading = TabEntry("declarations", "职称申报资格审查", frozenset(Role), DeclarationsTab)
        return OpenRoad(self.open_tab(RoadTab, others=(reading,), **changes))


@pytest.fixture
def road(real_desk: RealDesk, open_tab: Callable[..., OpenTab]) -> Road:
    return Road(make_road_offices(real_desk), open_tab)


def say_done_at(opened: OpenRoad) -> str:
    """What the window said last."""
    return str(opened.tab.shell.toast.text())
