"""The column of fields where a publicity is begun or entered afterwards: place, start, both ends, 人工确认, 已经公示过.

What is typed is judged by the pane at every change (``app.domain.publicity_dates``); errors stand at their field.
"""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.domain.plan import CalendarRule
from app.domain.publicity import EndRule
from ui.tabs.publicity.draft import Judged, Typed, open_rules
from ui.texts.dates import format_day, say_day, say_weekday
from ui.texts.errors import describe
from ui.texts.words import word
from ui.widgets.buttons import SecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.choice import CheckBox, RadioCard
from ui.widgets.date_edit import DateEdit
from ui.widgets.fields import LineEdit, TextEdit, set_invalid
from ui.widgets.labels import TextLabel

MISSING = frozenset({"P-105"})
"""Not wrong, only not there yet: said beside the button, not in red at a field that nobody has touched."""


class StartFields(QWidget):
    """``typed`` reads, ``show_judged`` answers."""

    changed = Signal()
    import_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None, *, body: str = "") -> None:
        """``body``: who publishes, to be changed where it is not the office itself; empty = not asked (the employer)."""
        super().__init__(parent)
        self._asks_body = bool(body)
        self.body = LineEdit(body, self)
        self._name(self.body, "body", self.tr("公示单位"))
        self._end_typed = False
        self._rule = EndRule.START_EXCLUDED
        self.place = LineEdit()
        self._name(self.place, "place", self.tr("公示地点"))
        self.place.setPlaceholderText(self.tr("如 评委会办公室网站") if body else self.tr("如 一楼公告栏"))
        self.start = DateEdit(QDate(today.year, today.month, today.day))
        self._name(self.start, "start_date", self.tr("开始日"))
        self.cards: dict[EndRule, RadioCard] = {}
        self._group = QButtonGroup(self)
        for rule in (EndRule.START_EXCLUDED, EndRule.START_COUNTED, EndRule.STATED):
            card = RadioCard("", word(rule))
            self._name(card, f"rule_{rule.value}", word(rule))
            self.cards[rule] = card
            self._group.addButton(card)
        self._ends_label = TextLabel("", "caption", "muted")
        self.rule_note = TextLabel("", "caption", "muted", wrap=True)
        self.rule_note.setObjectName("publicity.rule_note")
        self.end = DateEdit()
        self._name(self.end, "end_date", self.tr("截止日"))
        self._end_label = TextLabel(self.tr("实际截止日（可以更晚）"), "caption", "muted")
        self.callout = Callout("error")
        self.callout.setObjectName("publicity.date_problem")
        self.held_before = CheckBox(self.tr("已经公示过，补录情况"))
        self._name(self.held_before, "held_before", self.tr("已经公示过，补录情况"))
        self.source, self.reason = LineEdit(), TextEdit(lines=2, most_lines=4)
        self._name(self.source, "stated_source", self.tr("来源"))
        self.source.setPlaceholderText(self.tr("如 省政府办公厅通知"))
        self._name(self.reason, "stated_reason", self.tr("理由"))
        self.import_year = SecondaryButton(self.tr("导入节假日"), "calendar-days")
        self._name(self.import_year, "import_year", self.tr("导入节假日"))
        self.import_year.setToolTip(self.tr("有当年的放假通知时，导入后自动算"))
        self.stated = QWidget()
        self._lay_out()
        self._connect()

    def typed(self) -> Typed:
        return Typed(
            self.place.text().strip(),
            _to_date(self.start.date()),
            self._rule,
            _to_date(self.end.date()) if self._end_typed else None,
            self.source.text().strip(),
            self.reason.toPlainText().strip(),
            self.held_before.isChecked(),
            self.body.text().strip() if self._asks_body else "",
        )

    def set_start(self, day: date) -> None:
        self.start.setDate(QDate(day.year, day.month, day.day))

    def forget(self, today: date) -> None:
        """For the next publicity: the place stays, the dates begin anew."""
        self._end_typed = False
        self._rule = EndRule.START_EXCLUDED
        for field in (self.source, self.held_before, self.start):
            field.blockSignals(True)
        self.source.clear()
        self.held_before.setChecked(False)
        self.set_start(today)
        for field in (self.source, self.held_before, self.start):
            field.blockSignals(False)
        self.reason.clear()
        self.changed.emit()

    def show_judged(self, judged: Judged, kit_rule: CalendarRule) -> None:
        """Both ends, the rule that binds, and what is wrong with the dates."""
        self._show_cards(judged, kit_rule)
        stated = judged.computed is None
        self.stated.setVisible(stated)
        self._end_label.setText(
            self.tr("截止日（人工确认）") if stated else self.tr("实际截止日（可以更晚）")
        )
        if not self._end_typed:
            self._set_end(judged.end)
        self._show_problem(judged)

    def _show_cards(self, judged: Judged, kit_rule: CalendarRule) -> None:
        ends, days = judged.ends, kit_rule.working_days
        known = ends.start_excluded is not None or ends.start_counted is not None
        words = (
            self.tr("截止日（满 {0} 个工作日）") if known else self.tr("截止日（满 {0} 个工作日）尚未公布")
        )
        self._ends_label.setText(words.replace("{0}", str(days)))
        allowed = open_rules(kit_rule, ends)
        both = ends.start_excluded is not None and ends.start_counted is not None
        found = {EndRule.START_EXCLUDED: ends.start_excluded, EndRule.START_COUNTED: ends.start_counted}
        self._rule = judged.rule if judged.rule in allowed else allowed[0]
        for rule, card in self.cards.items():
            end = found.get(rule)
            note = word(rule)
            if rule in found:
                # Where neither end is known two empty cards would say the same thing twice.
                card.setVisible(known)
                title = f"{format_day(end)} {say_weekday(end)}" if end else self.tr("尚未公布")
                if rule not in allowed and end is not None:
                    note += self.tr("　本计划不采用")
                elif rule is EndRule.START_EXCLUDED and both and kit_rule.start_counts is None:
                    note += self.tr("　默认取较晚")
                card.set_words(title, note)
            else:
                card.set_words(note, self.tr("自己填写截止日、来源和理由"))
                card.setVisible(rule in allowed)
            card.setEnabled(rule in allowed)
            card.blockSignals(True)
            card.setChecked(rule is self._rule)
            card.blockSignals(False)
        fixed = {None: "", True: self.tr("本计划规定开始日计入"), False: self.tr("本计划规定开始日不计")}
        self.rule_note.setText(fixed[kit_rule.start_counts])
        self.rule_note.setVisible(kit_rule.start_counts is not None)

    def _show_problem(self, judged: Judged) -> None:
        error = judged.error
        shown = error is not None and error.code not in MISSING
        set_invalid(self.end, shown)
        if error is not None and shown:
            self.callout.set_kind("error")
            title = self.tr("还没有期满") if error.code == "P-108" else self.tr("截止日太早")
            self.callout.set_content(title, [describe(error)])
        elif judged.early:
            later = judged.ends.start_excluded
            words = (
                self.tr("按开始日不计要到 {0} 才满。从严要求时可能被认为天数不足。").replace(
                    "{0}", say_day(later)
                )
                if later
                else self.tr("开始日不计时的截止日尚未公布。从严要求时可能被认为天数不足。")
            )
            self.callout.set_kind("flag")
            self.callout.set_content(self.tr("截止日偏早"), [words])
        else:
            self.callout.set_content("")

    def _set_end(self, day: date) -> None:
        self.end.blockSignals(True)
        self.end.setDate(QDate(day.year, day.month, day.day))
        self.end.blockSignals(False)

    def _end_changed(self) -> None:
        self._end_typed = True
        self.changed.emit()

    def _start_changed(self) -> None:
        self.changed.emit()

    def _rule_chosen(self, card: QWidget) -> None:
        rule = next(rule for rule, own in self.cards.items() if own is card)
        if rule is not self._rule:
            self._rule = rule
            # A card names an end: what was typed before belonged to the other one.
            self._end_typed = False
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The wheel scrolls the column; a date must not change because the mouse passed over it.
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _name(self, widget: QWidget, name: str, spoken: str) -> None:
        widget.setObjectName(f"publicity.{name}")
        widget.setAccessibleName(spoken)

    def _connect(self) -> None:
        self.place.textChanged.connect(self.changed)
        self.body.textChanged.connect(self.changed)
        self.start.dateChanged.connect(self._start_changed)
        self.end.dateChanged.connect(self._end_changed)
        self._group.buttonClicked.connect(self._rule_chosen)
        self.source.textChanged.connect(self.changed)
        self.reason.textChanged.connect(self.changed)
        self.held_before.toggled.connect(self.changed)
        self.import_year.clicked.connect(self.import_wanted)
        for field in (self.start, self.end):
            field.installEventFilter(self)

    def _lay_out(self) -> None:
        stated = QVBoxLayout(self.stated)
        stated.setContentsMargins(0, 4, 0, 0)
        stated.setSpacing(5)
        for label, field in ((self.tr("来源"), self.source), (self.tr("理由"), self.reason)):
            stated.addWidget(TextLabel(label, "caption", "muted"))
            stated.addWidget(field)
        stated.addWidget(self.import_year)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.held_before)
        column.addSpacing(2)
        if self._asks_body:
            column.addWidget(TextLabel(self.tr("公示单位"), "caption", "muted"))
            column.addWidget(self.body)
            column.addSpacing(4)
        else:
            self.body.hide()
        column.addWidget(TextLabel(self.tr("公示地点"), "caption", "muted"))
        column.addWidget(self.place)
        column.addSpacing(4)
        column.addWidget(TextLabel(self.tr("开始日"), "caption", "muted"))
        column.addWidget(self.start)
        column.addSpacing(4)
        column.addWidget(self._ends_label)
        for card in self.cards.values():
            column.addWidget(card)
        column.addWidget(self.rule_note)
        column.addSpacing(4)
        column.addWidget(self._end_label)
        column.addWidget(self.end)
        column.addWidget(self.callout)
        column.addWidget(self.stated)


def _to_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
