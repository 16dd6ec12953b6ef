"""What a field of an entry form is typed into: a line, a text area, a list of choices; ``ChoiceRow`` has the radios.

All four speak alike: ``edited`` (another text), ``committed`` (an input method handed over a word), ``left`` (the focus
went to another field), ``paused`` (the focus went, for whatever reason), ``entered`` (Enter: on to the next field).
``value`` and ``fill`` read and show the text exactly as typed.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.field_checks import choices_of
from app.domain.plan import FieldKind, FieldSpec
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import LineEdit, TextEdit, set_locked

_MOST_CHARACTERS = 1_000_000
"""Qt cuts a line off at 32,767 without a word; what is pasted stays whole here."""
_PLACEHOLDERS = {FieldKind.DATE: "如 2024-05-06", FieldKind.MONTH: "如 2024-05", FieldKind.YEAR: "如 2024"}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_STAYS = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""The focus comes back: a list, a menu, another program."""


def is_enter(event: QKeyEvent) -> bool:
    """A plain Enter, of either Enter key."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _COMMANDS


def is_leaving(event: QFocusEvent) -> bool:
    """Whether the person goes on to something else."""
    return event.reason() not in _STAYS


class LineInput(LineEdit):
    """``pick_wanted``: Alt+Down, where a calendar belongs to the field."""

    edited = Signal()
    committed = Signal()
    left = Signal()
    paused = Signal()
    entered = Signal()
    pick_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, dense=True)
        self.setMaxLength(_MOST_CHARACTERS)
        # Files dropped onto the form are evidence; a field would write their path into itself, and a second drop place
        # inside the first one would flicker.
        self.setAcceptDrops(False)
        self._is_composing = False
        self._example = ""
        self.textChanged.connect(self.edited)

    def set_spec(self, spec: FieldSpec) -> None:
        """Serve another field."""
        # Also when it is empty already: what Ctrl Z remembers belongs to the field before.
        self.setText("")
        self._example = _PLACEHOLDERS.get(spec.kind, "")

    def value(self) -> str:
        return self.text()

    def fill(self, text: str) -> None:
        # setText would forget what Ctrl Z could take back.
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def replace_all(self, text: str) -> None:
        """As if typed: Ctrl Z takes it back."""
        self.selectAll()
        self.insert(text)

    def lock(self, locked: bool) -> None:
        self.setReadOnly(locked)
        self.setPlaceholderText("" if locked else self._example)
        set_locked(self, locked)

    def is_composing(self) -> bool:
        """An input method has a word in hand that is not text yet."""
        return self._is_composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.isReadOnly():
            event.ignore()
            return
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if event.commitString():
            self.committed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pick_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._is_composing = False
        if is_leaving(event):
            self.left.emit()
        self.paused.emit()


class AreaInput(TextEdit):
    """Grows to six lines. Enter is a line break here."""

    edited = Signal()
    committed = Signal()
    left = Signal()
    paused = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, lines=2, most_lines=6)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self._is_composing = False
        self._told = ""
        self.textChanged.connect(self._tell)

    def set_spec(self, spec: FieldSpec) -> None:
        """Serve another field."""
        self.setPlainText("")

    def value(self) -> str:
        return self.toPlainText()

    def fill(self, text: str) -> None:
        if self.toPlainText() != text:
            self.setPlainText(text)

    def lock(self, locked: bool) -> None:
        self.setReadOnly(locked)
        set_locked(self, locked)
        role = QPalette.ColorRole.Window if locked else QPalette.ColorRole.Base
        self.viewport().setBackgroundRole(role)

    def is_composing(self) -> bool:
        return self._is_composing

    def _tell(self) -> None:
        # Qt also says so when only the word in composition is another.
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.edited.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.isReadOnly():
            event.ignore()
            return
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if event.commitString():
            self.committed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._is_composing = False
        if is_leaving(event):
            self.left.emit()
        self.paused.emit()


class ComboInput(ComboBox):
    """The choices of the kit below an empty one."""

    edited = Signal()
    committed = Signal()
    left = Signal()
    paused = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, dense=True)
        # A wheel over a long form must scroll the form, not change a value.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Otherwise Qt shrinks the box to its words for an instant, 20 ms after they change.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        self._own = 0
        """How many entries are the kit's; one more is a text that came in from elsewhere."""
        self.currentIndexChanged.connect(self.edited)

    def set_spec(self, spec: FieldSpec) -> None:
        """Serve another field."""
        self.clear()
        self.addItems(["", *choices_of(spec)])
        self._own = self.count()
        self.setCurrentIndex(0)

    def value(self) -> str:
        return self.currentText()

    def fill(self, text: str) -> None:
        if self.count() > self._own and self.itemText(self._own) != text:
            self.removeItem(self._own)
        if self.findText(text) < 0:
            self.addItem(text)
        self.setCurrentIndex(self.findText(text))

    def lock(self, locked: bool) -> None:
        self.setEnabled(not locked)
        self.setPlaceholderText("" if locked else self.tr("请选择"))

    def is_composing(self) -> bool:
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Its own list takes the focus without saying that it is one.
        if is_leaving(event) and not self.view().isVisible():
            self.left.emit()
        self.paused.emit()
