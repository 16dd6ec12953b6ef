"""填写申报信息 (seed B 二(三); B5.1-B5.11): 申报方式, 人员类别, conditions, facts, 受理点, 本人述职, 开始自评.

A choice is told at once, because the page itself changes with it; text after a pause of ``SETTLE_MS``.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.declaration import DeclareMode
from app.domain.declaring import InformationPart, Step, information_of
from app.domain.materials import FactKey
from app.domain.score_sheet import add_up
from app.domain.submit_stops import Stop
from ui.paper_printing import PaperPrinting
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.tab_page import TabPage
from ui.tabs.entry.papers import PaperSaving
from ui.tabs.entry.wizard.information_choices import ModeChoice
from ui.tabs.entry.wizard.information_conditions import ConditionList
from ui.tabs.entry.wizard.information_facts import FactFields
from ui.tabs.entry.wizard.information_point import PointField
from ui.tabs.entry.wizard.information_row import LabelledRow
from ui.tabs.entry.wizard.information_side import InformationSide, fact_of_stop
from ui.tabs.entry.wizard.information_statement import StatementEditor
from ui.tabs.entry.wizard.score_row import ScoreRow
from ui.tabs.entry.wizard.score_sheet import ScoreSheetPage
from ui.tabs.entry.wizard.step_page import CaseView, StepPage
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line, Pane

SETTLE_MS = 400
COLUMN_WIDTH = 860
LEAST_WITH_SIDE = 900
"""Below it the form needs the room; what is missing stands in the footer too."""
_LINE = 24


class InformationStep(StepPage):
    step = Step.INFORMATION

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: CaseView | None = None
        self._score: dict[str, str] = {}
        self.choice = ModeChoice()
        self.conditions = ConditionList()
        self.score = ScoreRow()
        self.facts = FactFields()
        self.point = PointField()
        self.statement = StatementEditor()
        self.side = InformationSide()
        self.sheet: ScoreSheetPage | None = None
        self._rows: dict[str, QWidget] = {
            "conditions": LabelledRow(self.tr("相应选择项"), self.conditions, height=_LINE),
            "score": LabelledRow(self.tr("自评"), self.score, height=32),
            "point": LabelledRow(self.tr("受理点"), self.point),
        }
        self._fact_line = Line()
        self._saving = PaperSaving(session, self)
        self.printing = PaperPrinting(session, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._lay_out()
        self._connect()

    # ---- StepPage

    def show_case(self, view: CaseView, *, fresh: bool) -> None:
        before, self._view = self._view, view
        is_other = before is None or before.declaration.id != view.declaration.id
        if is_other and self.sheet is not None:
            self.sheet.close_overlay()
        # What is just being typed comes before what was read meanwhile; it is told in a moment.
        if is_other or (fresh and not self._timer.isActive()):
            self._fill(view)
        self._show_dependents(view)
        self.side.show_case(view)

    def settle(self) -> None:
        if self._timer.isActive() or self._soon.isActive():
            self._tell()

    def enter(self) -> None:
        reopened = self._view.reopened if self._view is not None else None
        if reopened is None or reopened.allows_choices:
            self.choice.take_focus()
        elif reopened.allows_statement or not self.facts.take_first_open():
            self.statement.take_focus()

    # ---- showing

    def _fill(self, view: CaseView) -> None:
        self._timer.stop()
        self._soon.stop()
        part, locked, kit = information_of(view.declaration), not view.reopened.allows_choices, view.kit
        self._score = dict(part.score)
        self.choice.show_choice(part.mode, part.person_category)
        self.conditions.show_ticks(kit, part.conditions, locked=locked)
        open_facts = {key for key in FactKey if view.reopened.allows_fact(key)}
        self.facts.show_facts(kit, part.facts, self.session.today(), open_facts)
        proposed = self.point.show_point(kit, part.acceptance_point, view.case.employer, locked=locked)
        self.statement.show_text(kit, part.statement, locked=not view.reopened.allows_statement)
        if proposed:
            # Not from inside the showing: whoever shows the case would be told of another in the middle of it.
            self._soon.start()

    def _show_dependents(self, view: CaseView) -> None:
        """What hangs on 申报方式 and 人员类别."""
        kit, locked = view.kit, not view.reopened.allows_choices
        mode, category = self.choice.mode, self.choice.category
        self.choice.show_rights(kit, locked=locked)
        self._rows["conditions"].setVisible(self.conditions.show_mode(mode))
        self._rows["score"].setVisible(mode is DeclareMode.SELF_ASSESSED and kit.score_sheet is not None)
        self.score.show_score(kit, self._score, locked=locked, reported=view.declaration.self_score)
        asks = self.facts.show_asked(kit, mode, category)
        self.facts.setVisible(asks)
        self._fact_line.setVisible(asks)
        self._rows["point"].setVisible(bool(kit.acceptance_points))

    # ---- what is filled in

    def _part(self) -> InformationPart:
        return InformationPart(
            self.choice.mode,
            self.choice.category,
            self.conditions.ticked(),
            self.point.key,
            self.statement.text(),
            self.facts.facts(),
            dict(self._score),
        )

    def _chosen(self) -> None:
        if self._view is not None:
            self._show_dependents(self._view)
            self._tell()

    def _typed(self) -> None:
        if self._view is not None:
            self._show_dependents(self._view)
            self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        self._soon.stop()
        view = self._view
        if view is None or view.is_locked(Step.INFORMATION):
            return
        part, stored = self._part(), information_of(view.declaration)
        # A return may have opened a part of the step; the rest goes as it is.
        part = view.reopened.take_open(stored, part)
        if part != stored:
            self.edited.emit(part)

    # ---- 自评

    def begin_score(self) -> None:
        """开始自评."""
        view = self._view
        if view is None:
            return
        if self.sheet is None:
            self.sheet = ScoreSheetPage(self._find_host())
            self.sheet.filled.connect(self._scored)
            self.sheet.print_wanted.connect(self.print_score)
            self.sheet.save_wanted.connect(self.save_score)
            self.sheet.closed.connect(self.settle)
        self.sheet.begin(view.kit, self._score, view.case.applicant.name)

    def _find_host(self) -> QWidget:
        """The tab, so that the sheet reaches from bar to bar; the page itself where it stands alone."""
        place = self.parentWidget()
        while place is not None and not isinstance(place, TabPage):
            place = place.parentWidget()
        return place or self

    def _scored(self, entries: dict[str, str]) -> None:
        self._score = dict(entries)
        self._typed()

    def print_score(self) -> None:
        """打印自评表: for the two 高级工程师 to sign."""
        paper = self._make_score_paper()
        if paper is not None:
            self.printing.print_paper(self, *paper)

    def save_score(self) -> None:
        """The same as PDF."""
        paper = self._make_score_paper()
        if paper is not None:
            self._saving.save(self, paper[0], "pdf", paper[1])

    def _make_score_paper(self) -> tuple[str, Callable[[], bytes]] | None:
        view = self._view
        if view is None or view.kit.score_sheet is None:
            return None
        kit, entries = view.kit, dict(self._score)
        name, unit = view.case.applicant.name, view.case.employer.name
        total, documents = add_up(view.kit.score_sheet, entries), self.session.desk.documents

        def make() -> bytes:
            return documents.score_sheet(kit, name, unit, entries, total)

        return self.tr("自评表 {0}").replace("{0}", name), make

    # ---- jumps

    def go_to_stop(self, stop: Stop) -> None:
        """去填: the focus to where it is put right."""
        fact = fact_of_stop(stop)
        if fact is not None:
            self.facts.take_focus(fact)
        elif stop.code in ("self_score_missing", "self_score_low"):
            self.begin_score()
        elif stop.code == "conditions_missing":
            self.conditions.take_focus()
        elif stop.code == "acceptance_point_missing":
            self.point.take_focus()
        elif stop.code.startswith("statement"):
            self.statement.take_focus()
        else:
            self.choice.take_focus()

    def _want_materials(self) -> None:
        self.step_wanted.emit(Step.MATERIALS, "")

    # ---- Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(event.size().width() >= LEAST_WITH_SIDE)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.sheet is not None and not event.spontaneous():
            self.sheet.close_overlay()

    # ---- making

    def _lay_out(self) -> None:
        column = ScrollColumn()
        body = column.body
        body.setContentsMargins(20, 14, 20, 16)
        body.setSpacing(10)
        body.addWidget(TextLabel(self.tr("填写申报信息"), "title"))
        body.addWidget(self.choice)
        body.addWidget(self._rows["conditions"])
        body.addWidget(self._rows["score"])
        body.addWidget(self._fact_line)
        body.addWidget(self.facts)
        body.addWidget(Line())
        body.addWidget(self._rows["point"])
        body.addWidget(self.statement)
        body.addStretch(1)
        column.setMaximumWidth(COLUMN_WIDTH)
        ground = Pane("surface")
        inner = QHBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(column, 1)
        inner.addStretch(0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(ground, 1)
        whole.addWidget(self.side)

    def _connect(self) -> None:
        self.choice.changed.connect(self._chosen)
        self.conditions.changed.connect(self._chosen)
        self.point.changed.connect(self._chosen)
        self.facts.changed.connect(self._typed)
        self.statement.changed.connect(self._typed)
        self.score.begin_wanted.connect(self.begin_score)
        self.score.print_wanted.connect(self.print_score)
        self.score.save_wanted.connect(self.save_score)
        self.side.stop_wanted.connect(self.go_to_stop)
        self.side.materials_wanted.connect(self._want_materials)
        self._timer.timeout.connect(self._tell)
        self._soon.timeout.connect(self._tell)
