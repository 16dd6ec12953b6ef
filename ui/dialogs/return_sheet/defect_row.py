"""One defect in the composer: a line of 35 px, and when ticked a card with its text to edit (picture 06)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.dialogs.return_sheet.subject import FREE, Candidate
from ui.theme import current, shapes
from ui.widgets.choice import CheckBox
from ui.widgets.fields import TextEdit, set_invalid
from ui.widgets.labels import TextLabel


class DefectRow(QWidget):
    """The list asks the row what is ticked and written after ``toggled`` and ``edited``."""

    toggled = Signal(bool)
    edited = Signal()

    def __init__(self, candidate: Candidate, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.candidate = candidate
        self._editor: TextEdit | None = None
        title = candidate.title or self.tr("其他问题")
        self._box = CheckBox("", self)
        self._box.setAccessibleName(title)
        self._box.setObjectName(f"return.tick.{candidate.reason_code}")
        self._title = TextLabel(title, "body", "text", wrap=True)
        self._code = TextLabel(_code_words(candidate), "caption", "muted")
        self._cure = TextLabel(self._cure_words(), "caption", self._cure_token())
        self._place = TextLabel(place, "caption", "muted")
        self._place_line = QWidget(self)
        self._text_line = QWidget(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._box)
        head.addWidget(self._title, 1)
        head.addWidget(self._code)
        head.addWidget(self._cure)
        under = QHBoxLayout(self._place_line)
        under.setContentsMargins(28, 0, 0, 0)
        under.addWidget(self._place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 12, 5)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._place_line)
        column.addWidget(self._text_line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._box.toggled.connect(self._toggle)
        self._show_state(False)

    def is_ticked(self) -> bool:
        return self._box.isChecked()

    def set_ticked(self, on: bool, text: str) -> None:
        """Restore a draft without a signal."""
        self._box.blockSignals(True)
        self._box.setChecked(on)
        self._box.blockSignals(False)
        self._show_state(on, text)

    def toggle(self) -> None:
        """What a click on the line and the key X do."""
        self._box.toggle()

    def text(self) -> str:
        """What stands in the field, or the proposed text when it was never opened."""
        return self._editor.toPlainText() if self._editor is not None else self.candidate.text

    def editor(self) -> TextEdit | None:
        """The text field, once ticked."""
        return self._editor

    def box(self) -> CheckBox:
        return self._box

    def has_focus(self) -> bool:
        """Whether the box or the text field has the focus."""
        return self._box.hasFocus() or (self._editor is not None and self._editor.hasFocus())

    def matches(self, words: str) -> bool:
        """Whether the row is found by these words (code, title, text)."""
        candidate = self.candidate
        return words.casefold() in f"{candidate.reason_code} {candidate.title} {candidate.text}".casefold()

    def _toggle(self, on: bool) -> None:
        self._show_state(on, self.text())
        if on and self._editor is not None and not self._editor.toPlainText():
            self._editor.setFocus()
        self.toggled.emit(on)

    def _show_state(self, on: bool, text: str = "") -> None:
        self._title.set_role("body_bold" if on else "body")
        self._cure.setVisible(on and bool(self._cure.text()))
        self._place_line.setVisible(on and bool(self._place.text()))
        if on and self._editor is None:
            self._editor = TextEdit(text, self, lines=1, most_lines=5)
            self._editor.setPlaceholderText(self.tr("写明哪里不对、要怎样改"))
            self._editor.setAccessibleName(self._box.accessibleName())
            self._editor.setObjectName(f"return.text.{self.candidate.reason_code}")
            self._editor.textChanged.connect(self._edit)
            line = QHBoxLayout(self._text_line)
            line.setContentsMargins(28, 4, 0, 4)
            line.addWidget(self._editor)
        self._text_line.setVisible(on)
        self._mark_empty()
        self.updateGeometry()
        self.update()

    def _edit(self) -> None:
        self._mark_empty()
        self.edited.emit()

    def _mark_empty(self) -> None:
        if self._editor is not None:
            set_invalid(self._editor, self.is_ticked() and not self._editor.toPlainText().strip())

    def _cure_words(self) -> str:
        if self.candidate.curable is None:
            return ""
        return self.tr("可改正") if self.candidate.curable else self.tr("不可改正")

    def _cure_token(self) -> str:
        return "returned" if self.candidate.curable else "failed"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.toggle()

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = current.color("line")
        shapes.frame_round(QPainter(self), self.rect(), edge, shapes.RADIUS_CONTROL, 1.0)


def _code_words(candidate: Candidate) -> str:
    return "" if candidate.reason_code == FREE else candidate.reason_code
