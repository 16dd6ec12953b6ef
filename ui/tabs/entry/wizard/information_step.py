"""填写申报信息 (seed B 二(三); B5.1-B5.11): 申报方式, 人员类别, conditions, facts, 受理点, 本人述职, 开始自评."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.declaration import DeclareMode, PersonCategory
from app.domain.declaring import InformationPart, Step, information_of
from app.domain.plan import AcceptancePoint, PlanKit
from app.domain.score_sheet import add_up
from app.domain.submit_stops import NORMAL_MODE_ONLY, modes_of
from app.domain.typed_values import count_characters
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.tabs.entry.papers import PaperSaving
from ui.tabs.entry.wizard.information_facts import FactFields
from ui.tabs.entry.wizard.score_sheet import ScoreSheetPage
from ui.tabs.entry.wizard.step_page import CaseView, StepPage
from ui.texts.words import word
from ui.widgets.buttons import SecondaryButton
from ui.widgets.choice import CheckBox, RadioButton
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import TextEdit, set_invalid
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line, Pane

SETTLE_MS = 400
COLUMN_WIDTH = 780


class InformationStep(StepPage):
    step = Step.INFORMATION

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: CaseView | None = None
        self._score: dict[str, str] = {}
        self._filling = False
        self._modes = QButtonGroup(self)
        self.modes = {mode: self._radio(self._modes, "mode", mode.value, word(mode)) for mode in DeclareMode}
        self._categories = QButtonGroup(self)
        self.categories = {
            category: self._radio(self._categories, "category", category.value, word(category))
            for category in PersonCategory
        }
        self.mode_note = TextLabel("", "caption", "muted", wrap=True)
        self.mode_note.setObjectName("entry.information.mode_note")
        self.conditions_title = TextLabel(self.tr("在相应选择项打钩"), "section")
        self._conditions = QWidget()
        self._boxes: dict[str, CheckBox] = {}
        self._condition_column = QVBoxLayout(self._conditions)
        self._condition_column.setContentsMargins(0, 0, 0, 0)
        self.score_button = SecondaryButton(self.tr("开始自评"), "list-checks")
        self.score_button.setObjectName("entry.information.score")
        self.score_fact = TextLabel("", "body")
        self.score_fact.setObjectName("entry.information.score_fact")
        self._score_row = QWidget()
        self.facts = FactFields()
        self.point = ComboBox()
        self.point.setObjectName("entry.information.point")
        self.point.setAccessibleName(self.tr("受理点"))
        self.point_note = TextLabel("", "caption", "muted", wrap=True)
        self.point_note.setObjectName("entry.information.point_note")
        self._point_row = QWidget()
        self.statement = TextEdit(lines=8, most_lines=16)
        self.statement.setObjectName("entry.information.statement")
        self.statement.setAccessibleName(self.tr("本人述职"))
        self.counter = TextLabel("", "caption", "muted")
        self.counter.setObjectName("entry.information.counter")
        self.statement_note = TextLabel("", "caption", "muted", wrap=True)
        self.sheet = ScoreSheetPage(self)
        self._papers = PaperSaving(session, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._lay_out()
        self._connect()

    # ---- StepPage

    def show_case(self, view: CaseView, *, fresh: bool) -> None:
        self._view = view
        part = information_of(view.declaration)
        if fresh:
            self._fill(view, part)
        self._show_dependents(view.kit, self._part() or part)

    def settle(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._tell()

    def enter(self) -> None:
        chosen = self._modes.checkedButton()
        if chosen is not None:
            chosen.setFocus()

    # ---- showing

    def _fill(self, view: CaseView, part: InformationPart) -> None:
        self._timer.stop()
        self._filling = True
        locked, kit = view.is_locked(Step.INFORMATION), view.kit
        self._score = dict(part.score)
        self.modes[part.mode].setChecked(True)
        self.categories[part.person_category].setChecked(True)
        for category in self.categories.values():
            category.setEnabled(not locked)
        self._fill_conditions(kit, part, locked=locked)
        self.facts.show_facts(kit, part, locked=locked)
        self._fill_points(kit, part, locked=locked)
        if self.statement.toPlainText() != part.statement:
            self.statement.setPlainText(part.statement)
        self.statement.setReadOnly(locked)
        self.statement_note.setText(kit.notices.get("statement", ""))
        self.score_button.setEnabled(not locked)
        self._filling = False

    def _fill_conditions(self, kit: PlanKit, part: InformationPart, *, locked: bool) -> None:
        if set(self._boxes) != {c.key for c in kit.conditions}:
            for box in self._boxes.values():
                self._condition_column.removeWidget(box)
                box.hide()
                box.deleteLater()
            self._boxes = {}
            for condition in kit.conditions:
                box = CheckBox(condition.text)
                box.setObjectName(f"entry.information.condition.{condition.key}")
                box.toggled.connect(self._changed)
                self._boxes[condition.key] = box
                self._condition_column.addWidget(box)
        for key, box in self._boxes.items():
            box.setChecked(key in part.conditions)
            box.setEnabled(not locked)

    def _fill_points(self, kit: PlanKit, part: InformationPart, *, locked: bool) -> None:
        self._point_row.setVisible(bool(kit.acceptance_points))
        self.point.clear()
        self.point.addItem("", "")
        for point in kit.acceptance_points:
            self.point.addItem(point.name, point.key)
        self.point.setCurrentIndex(max(0, self.point.findData(part.acceptance_point)))
        self.point.setEnabled(not locked)

    def _show_dependents(self, kit: PlanKit, part: InformationPart) -> None:
        """What hangs on 申报方式 and 人员类别."""
        view = self._view
        locked = view is None or view.is_locked(Step.INFORMATION)
        offered = modes_of(kit) or tuple(DeclareMode)
        bound = part.person_category in NORMAL_MODE_ONLY
        for mode, button in self.modes.items():
            button.setEnabled(not locked and mode in offered and (not bound or mode is DeclareMode.NORMAL))
        self.mode_note.setText(
            self.tr("{0}人员请选择“正常申报”").replace("{0}", word(part.person_category)) if bound else ""
        )
        any_condition = False
        for condition in kit.conditions:
            fits = part.mode in condition.modes
            self._boxes[condition.key].setVisible(fits)
            any_condition = any_condition or fits
        self.conditions_title.setVisible(any_condition)
        scores = part.mode is DeclareMode.SELF_ASSESSED and kit.score_sheet is not None
        self._score_row.setVisible(scores)
        self._show_score(kit)
        self.facts.show_asked(kit, part)
        self._show_point(kit, part)
        self._count(kit)

    def _show_score(self, kit: PlanKit) -> None:
        needed = kit.self_score_needed or 0
        if not self._score or kit.score_sheet is None:
            self.score_fact.set_token("muted")
            self.score_fact.setText(self.tr("自评分需达到 {0} 分").replace("{0}", str(needed)))
            return
        total = add_up(kit.score_sheet, self._score)
        reached = total >= needed
        words = (
            self.tr("自评 {0} 分，已达到 {1} 分")
            if reached
            else self.tr("自评 {0} 分，需达到 {1} 分才能申报")
        )
        self.score_fact.set_token("passed" if reached else "failed")
        self.score_fact.setText(words.replace("{0}", str(total)).replace("{1}", str(needed)))

    def _show_point(self, kit: PlanKit, part: InformationPart) -> None:
        point = _find_point(kit, part.acceptance_point)
        if point is None:
            hint = self.tr("民营企业或非公单位按单位所属关系选；市直各单位所属国有企事业单位按属地选")
            self.point_note.setText(hint)
        else:
            phone = self.tr("电话 {0}").replace("{0}", point.phone)
            address = self.tr("纸质材料 {0}").replace("{0}", point.address)
            self.point_note.setText(f"{phone}　{address}")

    def _count(self, kit: PlanKit) -> None:
        count, limit = count_characters(self.statement.toPlainText()), kit.statement_limit
        over = count - limit
        words = self.tr("{0} / {1} 字，空白不计").replace("{0}", str(count)).replace("{1}", str(limit))
        if over > 0:
            words += self.tr("　超过 {0} 字，请删减后提交").replace("{0}", str(over))
        self.counter.set_token("failed" if over > 0 else "muted")
        self.counter.setText(words)
        set_invalid(self.statement, over > 0)

    # ---- what is typed

    def _part(self) -> InformationPart | None:
        mode = next((m for m, button in self.modes.items() if button.isChecked()), None)
        category = next((c for c, button in self.categories.items() if button.isChecked()), None)
        if mode is None or category is None:
            return None
        if category in NORMAL_MODE_ONLY:
            mode = DeclareMode.NORMAL
        return InformationPart(
            mode,
            category,
            tuple(key for key, box in self._boxes.items() if box.isChecked()),
            str(self.point.currentData() or ""),
            self.statement.toPlainText(),
            self.facts.facts(),
            dict(self._score),
        )

    def _changed(self) -> None:
        """A choice: told at once, so that what hangs on it follows."""
        if self._filling or self._view is None:
            return
        part = self._part()
        if part is None:
            return
        if part.person_category in NORMAL_MODE_ONLY and not self.modes[DeclareMode.NORMAL].isChecked():
            self._filling = True
            self.modes[DeclareMode.NORMAL].setChecked(True)
            self._filling = False
        self._show_dependents(self._view.kit, part)
        self._timer.stop()
        self._tell()

    def _typed(self) -> None:
        """Text: told after a pause."""
        if self._filling or self._view is None:
            return
        self._count(self._view.kit)
        self._timer.start()

    def _tell(self) -> None:
        view, part = self._view, self._part()
        if view is not None and part is not None and not view.is_locked(Step.INFORMATION):
            if part != information_of(view.declaration):
                self.edited.emit(part)

    # ---- 自评

    def begin_score(self) -> None:
        """开始自评."""
        if self._view is not None:
            self.sheet.begin(self._view.kit, self._score, self._view.case.applicant.name)

    def _scored(self, entries: dict[str, str]) -> None:
        self._score = dict(entries)
        if self._view is not None:
            self._show_score(self._view.kit)
        self._timer.start()

    def print_score(self) -> None:
        """打印自评表: for the two 高级工程师 to sign."""
        view = self._view
        if view is None or view.kit.score_sheet is None:
            return
        kit, entries = view.kit, dict(self._score)
        name, unit = view.case.applicant.name, view.case.employer.name
        total, documents = add_up(view.kit.score_sheet, entries), self.session.desk.documents

        def make() -> bytes:
            return documents.score_sheet(kit, name, unit, entries, total)

        self._papers.save(self, self.tr("自评表 {0}").replace("{0}", name), "pdf", make)

    # ---- making

    def _radio(self, group: QButtonGroup, kind: str, value: str, words: str) -> RadioButton:
        button = RadioButton(words)
        button.setObjectName(f"entry.information.{kind}.{value}")
        group.addButton(button)
        button.toggled.connect(self._toggled)
        return button

    def _toggled(self, on: bool) -> None:
        if on:
            self._changed()

    def _lay_out(self) -> None:
        # The scroll bar stands at the window's edge, the words no wider than can be read.
        column, content = ScrollColumn(), QWidget()
        content.setMaximumWidth(COLUMN_WIDTH)
        column.body.addWidget(content)
        body = QVBoxLayout(content)
        body.setContentsMargins(24, 16, 24, 16)
        body.setSpacing(10)
        modes, categories, score, point = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for row, buttons in ((modes, self.modes), (categories, self.categories)):
            row.setSpacing(18)
            for button in buttons.values():
                row.addWidget(button)
            row.addStretch(1)
        self._score_row.setLayout(score)
        score.setContentsMargins(0, 0, 0, 0)
        score.setSpacing(12)
        score.addWidget(self.score_button)
        score.addWidget(self.score_fact)
        score.addStretch(1)
        self._point_row.setLayout(point)
        point.setContentsMargins(0, 0, 0, 0)
        point.setSpacing(6)
        point.addWidget(TextLabel(self.tr("受理点"), "section"))
        self.point.setFixedWidth(300)
        point.addWidget(self.point)
        point.addWidget(self.point_note)
        head = QHBoxLayout()
        head.addWidget(TextLabel(self.tr("本人述职"), "section"))
        head.addWidget(self.statement_note)
        head.addStretch(1)
        head.addWidget(self.counter)
        body.addWidget(TextLabel(self.tr("填写申报信息"), "title"))
        body.addWidget(TextLabel(self.tr("申报方式"), "section"))
        body.addLayout(modes)
        body.addWidget(TextLabel(self.tr("人员类别"), "section"))
        body.addLayout(categories)
        body.addWidget(self.mode_note)
        body.addWidget(self.conditions_title)
        body.addWidget(self._conditions)
        body.addWidget(self._score_row)
        body.addWidget(Line())
        body.addWidget(TextLabel(self.tr("学历、编制和社保（决定要交哪些材料）"), "section"))
        body.addWidget(self.facts)
        body.addWidget(Line())
        body.addWidget(self._point_row)
        body.addLayout(head)
        body.addWidget(self.statement)
        body.addStretch(1)
        ground = Pane("surface")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)

    def _connect(self) -> None:
        self.facts.changed.connect(self._fact_changed)
        self.point.currentIndexChanged.connect(self._point_chosen)
        self.statement.textChanged.connect(self._typed)
        self.score_button.clicked.connect(self.begin_score)
        self.sheet.filled.connect(self._scored)
        self.sheet.print_wanted.connect(self.print_score)
        self._timer.timeout.connect(self._tell)

    def _fact_changed(self) -> None:
        part = self._part()
        if self._view is not None and part is not None and not self._filling:
            self.facts.show_asked(self._view.kit, part)
            self._timer.start()

    def _point_chosen(self) -> None:
        self._changed()


def _find_point(kit: PlanKit, key: str) -> AcceptancePoint | None:
    return next((point for point in kit.acceptance_points if point.key == key), None)
