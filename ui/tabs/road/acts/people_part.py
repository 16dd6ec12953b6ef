"""The upper half of an act sheet: whom it is for, who is left out and why, who was refused, the way of the forms, what would
be reopened."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.decision import Action
from app.ports.road_queries import RoadRow
from ui.tabs.road.acts.case import ActCase
from ui.tabs.road.acts.member_list import Member, MemberList
from ui.tabs.road.acts.offers import FORM_ACTS, LeftOut
from ui.tabs.road.acts.recorder import ActResult
from ui.tabs.road.acts.way_strip import WayStrip, find_refusal, find_way
from ui.texts.dates import format_short_day, local
from ui.texts.errors import describe
from ui.texts.reopen_words import say_reopening
from ui.widgets.callout import Callout
from ui.widgets.labels import ElidedLabel

MOST_LINES = 6
"""Of a box; the rest is a number."""


class PeoplePart(QWidget):
    """``show_case`` again whenever what was chosen changes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = ElidedLabel("", "caption", "muted")
        self._said = Callout("flag")
        self._said.setObjectName(f"{name}.deadline")
        self.members = MemberList(self)
        self.members.setObjectName(f"{name}.names")
        self.members.setAccessibleName(self.tr("名单"))
        self.left_out = Callout("flag")
        self.left_out.setObjectName(f"{name}.left_out")
        self.refused = Callout("error")
        self.refused.setObjectName(f"{name}.refused")
        self._refusal = Callout("flag")
        self._refusal.setObjectName(f"{name}.forms_refused")
        self.reopens = Callout("info")
        self.reopens.setObjectName(f"{name}.reopens")
        self.way = WayStrip()
        self.way.setObjectName(f"{name}.way")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (
            *(self._plan, self.refused, self.left_out, self.members, self._said, self._refusal),
            *(self.way, self.reopens),
        ):
            column.addWidget(part)

    def show_case(self, case: ActCase, rows: Sequence[RoadRow], left: Sequence[LeftOut]) -> None:
        """``rows``: those the act is for."""
        one = len(case.rows) == 1
        self._plan.setVisible(one)
        if one:
            self._plan.set_text(f"{case.rows[0].plan_name}　{case.rows[0].title_with_rank}")
        # With certificate numbers the names stand beside their fields.
        self.members.setVisible(not one and bool(rows) and case.action is not Action.RECORD_CERTIFICATE)
        self.members.show_members([Member(row.name, row.unit, case.say_of(row)) for row in rows])
        self._show_left(left)
        self._show_deadline(case, rows if one else ())
        self._show_way(case)
        self._show_reopening(case, rows)

    def show_result(self, result: ActResult) -> None:
        """Refused ones by name with the sentence; the others stand."""
        self.refused.set_content(*say_refused(result, self.tr("已登记"), self.tr("没有登记")))

    def forget_result(self) -> None:
        self.refused.set_content("")

    def _show_left(self, left: Sequence[LeftOut]) -> None:
        lines = [f"{one.row.name}　{one.why}" for one in left[:MOST_LINES]]
        if len(left) > MOST_LINES:
            lines.append(self.tr("另有 {0} 份").replace("{0}", str(len(left) - MOST_LINES)))
        title = self.tr("不在这次里 {0} 份").replace("{0}", str(len(left))) if left else ""
        self.left_out.set_content(title, lines)

    def _show_deadline(self, case: ActCase, rows: Sequence[RoadRow]) -> None:
        """Of one person: until when to pay, 逾期未缴费 in words (B9)."""
        until = rows[0].pay_until if rows else None
        if case.action not in (Action.RECORD_PAYMENT, Action.EXTEND_PAYMENT) or until is None:
            self._said.set_content("")
            return
        late = until < case.today
        day = format_short_day(until, case.today)
        self._said.set_kind("flag" if late else "info")
        words = self.tr("逾期未缴费，{0} 已截止") if late else self.tr("缴费到 {0} 止")
        self._said.set_content(words.replace("{0}", day))

    def _show_way(self, case: ActCase) -> None:
        dossier = case.one
        shown = dossier is not None and (case.action in FORM_ACTS or case.action is Action.REFUSE_FORMS)
        self.way.setVisible(shown)
        self._refusal.set_content("")
        if dossier is None or not shown:
            return
        self.way.show_way(find_way(dossier.declaration, dossier.decisions, case.today))
        refusal = find_refusal(dossier.decisions, dossier.declaration.submit_no)
        if refusal is not None:
            day = format_short_day(local(refusal.at).date(), case.today)
            title = self.tr("{0} {1}不收，要重新办理")
            title = title.replace("{0}", day).replace("{1}", refusal.actor.organisation_name)
            self._refusal.set_content(title, [refusal.opinion] if refusal.opinion else [])

    def _show_reopening(self, case: ActCase, rows: Sequence[RoadRow]) -> None:
        found = case.reopens(rows[0]) if case.action is Action.REOPEN and len(rows) == 1 else None
        if found is None:
            self.reopens.set_content("")
            return
        title, line = say_reopening(found, case.today)
        self.reopens.set_content(title, [line])


def say_refused(result: ActResult, done: str, not_done: str) -> tuple[str, list[str]]:
    """3 份已登记。2 份没有登记, and a line with the reason for each, as far as they fit."""
    stand = f"{len(result.applied)} 份{done}。" if result.applied else ""
    lines = [f"{row.name}：{describe(error)}" for row, error in result.refused[:MOST_LINES]]
    rest = len(result.refused) - MOST_LINES
    if rest > 0:
        lines.append(f"另有 {rest} 份也{not_done}")
    return f"{stand}{len(result.refused) + len(result.left)} 份{not_done}", lines
