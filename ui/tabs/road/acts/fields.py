"""One field of an act sheet: label and example, what is typed, and below it what is wrong (L-101 … L-104), as it is typed.

The line below keeps its place, so nothing moves when a sentence comes. An empty field is named only once something was
typed into it, or when the person wanted to record; a day that is still being typed is left alone.
"""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.domain.decision import Action
from app.domain.road_records import RecordField, RecordKind, find_problem
from app.domain.typed_values import is_date_begun, read_date
from ui.tabs.road.acts.sheet_part import SheetPart
from ui.tabs.road.acts.words import hint_of_field, label_of_field
from ui.texts.dates import say_day_and_weekday
from ui.texts.errors import describe_code
from ui.widgets.buttons import FrameIconButton
from ui.widgets.entry_form.day_picker import DayPicker
from ui.widgets.fields import LineEdit, TextEdit, set_invalid
from ui.widgets.labels import TextLabel

_DAYS = frozenset({RecordKind.PAST_DAY, RecordKind.COMING_DAY})


class ActField(SheetPart):
    """``changed``: another text."""

    def __init__(self, label: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._touched = False
        self._caption = TextLabel(label, "caption", "muted")
        # The example stays in sight beside the label: a sentence about the field refers to it.
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._caption)
        head.addWidget(TextLabel(hint, "caption", "muted"), 1, Qt.AlignmentFlag.AlignRight)
        self.below = TextLabel("", "caption", "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addLayout(head)

    def insist(self) -> None:
        self._touched = True
        self._show()

    def _set_input(self, field: QWidget, name: str) -> None:
        field.setObjectName(name)
        field.setAccessibleName(self.label)
        self._caption.setBuddy(field)
        self.setFocusProxy(field)

    def _tell(self) -> None:
        self._touched = True
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        problem = self.missing() if self._touched else ""
        if self._is_being_typed():
            problem = ""
        self.below.set_token("failed" if problem else "muted")
        self.below.setText(problem or self._good_words())
        proxy = self.focusProxy()
        if proxy is not None:
            set_invalid(proxy, bool(problem))
            proxy.setAccessibleDescription(problem)

    def _is_being_typed(self) -> bool:
        return False

    def _good_words(self) -> str:
        return ""


class RecordLine(ActField):
    """A field of the record (``app.domain.road_records``): text, money, count or day."""

    def __init__(self, name: str, action: Action, field: RecordField, today: date) -> None:
        hint = hint_of_field(field.key) or ("如 2026-11-09" if field.kind in _DAYS else "")
        super().__init__(label_of_field(action, field.key), hint)
        self.field = field
        self._today = today
        self.line = LineEdit()
        self._set_input(self.line, f"{name}.{field.key}")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        if field.kind in _DAYS:
            self.pick = FrameIconButton("calendar-days", self.tr("选日期"), self)
            self.pick.setObjectName(f"{name}.{field.key}.pick")
            self.pick.clicked.connect(self._open_picker)
            self._picker = DayPicker(self)
            self._picker.picked.connect(self._take_day)
            row.addWidget(self.pick)
        self._column.addLayout(row)
        self._column.addWidget(self.below)
        self.line.textChanged.connect(self._tell)
        self.line.editingFinished.connect(self._show)

    def value(self) -> str:
        return self.line.text()

    def fill(self, text: str) -> None:
        """As proposed: nothing is said about it before somebody types."""
        self.line.blockSignals(True)
        self.line.setText(text)
        self.line.blockSignals(False)
        self._touched = False
        self._show()

    def follow_day(self, today: date) -> None:
        self._today = today
        self._show()

    def missing(self) -> str:
        error = find_problem(self.field, self.value(), self._today)
        return describe_code(error.code, {**error.params, "field": self.label}) if error else ""

    def _is_being_typed(self) -> bool:
        return self.field.kind in _DAYS and self.line.hasFocus() and is_date_begun(self.value(), 3)

    def _good_words(self) -> str:
        if self.field.kind in _DAYS and self.value().strip() and not self.missing():
            day = read_date(self.value())
            return f"{day.year}年{say_day_and_weekday(day)}" if day else ""
        return ""

    def _open_picker(self) -> None:
        self._picker.open_below(self.line, read_date(self.value()) or self._today)

    def _take_day(self, day: date) -> None:
        self.line.setText(day.isoformat())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class ReasonField(ActField):
    """Why; the guard asks for it (G-109)."""

    def __init__(self, name: str, label: str, hint: str) -> None:
        super().__init__(label, hint)
        self.text = TextEdit(lines=2, most_lines=6)
        self._set_input(self.text, f"{name}.reason")
        self._column.addWidget(self.text)
        self._column.addWidget(self.below)
        self.text.textChanged.connect(self._tell)

    def add_row(self, row: QLayout) -> None:
        """Ready words below the text."""
        self._column.addLayout(row)

    def value(self) -> str:
        return self.text.toPlainText()

    def fill(self, text: str) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(text)
        self.text.blockSignals(False)
        self._touched = False
        self._show()

    def add(self, words: str) -> None:
        """A ready sentence, at the end of what stands there."""
        kept = self.value().rstrip()
        self.text.setPlainText(f"{kept}{words}" if not kept else f"{kept}\n{words}")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> str:
        return self.tr("先写理由")

    def missing(self) -> str:
        return "" if self.value().strip() else describe_code("G-109", {})
