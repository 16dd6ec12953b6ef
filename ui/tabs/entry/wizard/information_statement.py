"""本人述职 (B5.1): the editor and its counter. Longer than allowed stays as typed; how much too long is said at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.plan import PlanKit
from app.domain.typed_values import count_characters
from ui.widgets.fields import TextEdit, set_invalid
from ui.widgets.labels import TextLabel


class StatementEditor(QWidget):
    """``changed``: other text, committed by the input method."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = 0
        self._filling = False
        self.editor = TextEdit(lines=8, most_lines=20)
        self.editor.setObjectName("entry.information.statement")
        self.editor.setAccessibleName(self.tr("本人述职"))
        self.note = TextLabel("", "caption", "muted")
        self.counter = TextLabel("", "caption", "muted")
        self.counter.setObjectName("entry.information.counter")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(TextLabel(self.tr("本人述职"), "section"))
        head.addWidget(self.note)
        head.addStretch(1)
        head.addWidget(self.counter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.editor)
        self.editor.textChanged.connect(self._typed)

    def text(self) -> str:
        return self.editor.toPlainText()

    def show_text(self, kit: PlanKit, text: str, *, locked: bool) -> None:
        """The caret stays where it is unless the text is another."""
        self._limit = kit.statement_limit
        self.note.setText(kit.notices.get("statement", ""))
        if self.text() != text:
            self._filling = True
            self.editor.setPlainText(text)
            self._filling = False
        self.editor.setReadOnly(locked)
        self._count()

    def take_focus(self) -> None:
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed(self) -> None:
        if not self._filling:
            self._count()
            self.changed.emit()

    def _count(self) -> None:
        count = count_characters(self.text())
        over = count - self._limit
        words = self.tr("{0} / {1} 字，空白不计").replace("{0}", str(count)).replace("{1}", str(self._limit))
        if over > 0:
            words = self.tr("超过 {0} 字，请删减　").replace("{0}", str(over)) + words
        self.counter.set_token("failed" if over > 0 else "muted")
        self.counter.setText(words)
        set_invalid(self.editor, over > 0)
