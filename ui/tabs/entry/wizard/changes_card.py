"""What this declaration changed: against the submission before (after a return), or against the one it was begun from.

A strip over the preview; the frame shows it where ``has_changes``. Defects of the return at whose place nothing changed
are pointed out: they stop nothing, the reviewer will see them too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.changes import Change, compare_declarations, find_unanswered
from app.domain.decision import Action, Defect, last_standing
from app.domain.declaration import Declaration, Stage
from app.domain.declaring import Step
from app.domain.plan import PlanKit
from app.ports.entry_queries import DeclaringCase
from ui.sections.change_words import (
    describe_change,
    material_of_defect,
    place_of_defect,
    step_of_defect,
    step_of_section,
)
from ui.session import Session
from ui.tabs.entry.wizard.step_page import CaseView
from ui.tabs.entry.wizard.strip import Strip
from ui.texts.dates import say_moment
from ui.widgets.callout import Callout, CalloutLine

MOST_LINES = 4
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``before``: what the declaration is held against; ``defects``: of the return in between."""

    before: Declaration
    changes: tuple[Change, ...]
    unanswered: tuple[Defect, ...] = ()
    is_copy: bool = False


def compare_case(case: DeclaringCase, kit: PlanKit, declaration: Declaration) -> Comparison | None:
    """None when there is nothing to compare with: a first declaration that began empty."""
    former = [s for s in case.submissions if s.submit_no < declaration.submit_no]
    if declaration.stage is Stage.RETURNED and case.submissions:
        former = list(case.submissions)
    if former:
        before = former[-1]
        standing = last_standing(case.decisions, Action.RETURN)
        defects = standing.defects if standing is not None else ()
        changes = compare_declarations(kit, before, declaration, defects)
        return Comparison(before, changes, find_unanswered(kit, before, declaration, defects))
    if case.copied_from is not None and declaration.stage is Stage.DRAFT:
        changes = compare_declarations(kit, case.copied_from, declaration)
        return Comparison(case.copied_from, changes, is_copy=True)
    return None


class ChangesCard(Strip):
    """``step_wanted``: the step of a line, a material's key."""

    step_wanted = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        changed, unanswered = Callout("info"), Callout("flag")
        super().__init__([unanswered, changed], parent)
        self.changed, self.unanswered = changed, unanswered
        self.changed.setObjectName("entry.wizard.changed")
        self.unanswered.setObjectName("entry.wizard.unanswered")
        self.setObjectName("entry.wizard.changes")
        self._session = session
        self._targets: dict[str, tuple[Step, str]] = {}
        self._shown: tuple[CaseView, Comparison] | None = None
        self._whole = False
        for callout in (self.changed, self.unanswered):
            callout.link_activated.connect(self._follow)

    @property
    def has_changes(self) -> bool:
        """Whether there is a state to compare with."""
        return self._shown is not None

    def show_changes(self, view: CaseView) -> None:
        """Compare again."""
        comparison = compare_case(view.case, view.kit, view.declaration)
        if self._shown is None or self._shown[0].declaration.id != view.declaration.id:
            self._whole = False
        self._shown = None if comparison is None else (view, comparison)
        self._show()

    def _show(self) -> None:
        self._targets.clear()
        if self._shown is None:
            self.hide()
            return
        view, comparison = self._shown
        self._show_unanswered(view.kit, comparison.unanswered)
        self.changed.set_content(self._title(comparison), self._make_lines(view, comparison))
        self.fit()

    def _title(self, comparison: Comparison) -> str:
        number = len(comparison.changes)
        if comparison.is_copy:
            model = self.tr("{0} 年的申报").replace("{0}", str(self._year_of(comparison.before)))
            said = self.tr("从 {0}带来，改了 {1} 处") if number else self.tr("从 {0}带来，还没有改动")
            return said.replace("{0}", model).replace("{1}", str(number))
        at = comparison.before.submitted_at
        when = say_moment(at) if at is not None else self.tr("上次")
        said = self.tr("与 {0} 提交的相比，改了 {1} 处")
        if not number:
            said = self.tr("与 {0} 提交的相比，还没有改动")
        return said.replace("{0}", when).replace("{1}", str(number))

    def _year_of(self, model: Declaration) -> int:
        return self._session.desk.plan_kits.get(model.plan_id, model.plan_version).year

    def _make_lines(self, view: CaseView, comparison: Comparison) -> list[CalloutLine]:
        shown = comparison.changes if self._whole else comparison.changes[:MOST_LINES]
        lines = []
        for place, change in enumerate(shown):
            text = describe_change(view.kit, change, comparison.before, view.declaration)
            if not change.asked:
                text = self.tr("{0}（退回意见没有要求）").replace("{0}", text)
            target = f"change:{place}"
            self._targets[target] = (
                step_of_section(view.kit, change.section, change.field),
                change.material if change.field != "facts" else "",
            )
            lines.append(CalloutLine(text, self.tr("去看"), target))
        rest = len(comparison.changes) - len(shown)
        if rest > 0:
            lines.append(CalloutLine(self.tr("还有 {0} 处").replace("{0}", str(rest)), self.tr("全部"), _ALL))
        return lines

    def _show_unanswered(self, kit: PlanKit, defects: Sequence[Defect]) -> None:
        lines = []
        for place, defect in enumerate(defects):
            target = f"defect:{place}"
            self._targets[target] = (step_of_defect(kit, defect), material_of_defect(kit, defect))
            lines.append(
                CalloutLine(f"{place_of_defect(kit, defect)}：{defect.text}", self.tr("去改"), target)
            )
        title = self.tr("退回意见里有 {0} 处还没有改动，需留意").replace("{0}", str(len(defects)))
        self.unanswered.set_content(title if defects else "", lines)

    def _follow(self, target: str) -> None:
        if target == _ALL:
            self._whole = True
            self._show()
        elif target in self._targets:
            self.step_wanted.emit(*self._targets[target])
