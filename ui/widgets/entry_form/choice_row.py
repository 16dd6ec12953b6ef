"""Two or three words side by side, one of them chosen: 男 女, 是 否. Speaks like the inputs of ``inputs``.

Tab comes once, arrows choose, Space chooses, Delete takes the choice back; so does the small x where a field may stay
empty.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.domain.field_checks import choices_of
from app.domain.plan import FieldSpec
from ui.widgets.buttons import IconButton
from ui.widgets.choice import RadioButton
from ui.widgets.entry_form.inputs import is_enter, is_leaving
from ui.widgets.fields import DENSE_HEIGHT

MOST_CHOICES = 3
MOST_CHARACTERS = 12
"""Of all words together: more would not stand in one line."""
_SHOWN = 6
_ERASE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class _Word(RadioButton):
    """One choice."""

    entered = Signal()
    erased = Signal()
    blurred = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.entered.emit()
        elif event.key() in _ERASE:
            self.erased.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.blurred.emit(is_leaving(event))


class ChoiceRow(QWidget):
    """The words of a choice field."""

    edited = Signal()
    committed = Signal()
    left = Signal()
    paused = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: list[str] = []
        self._words: list[_Word] = []
        self._own: tuple[str, ...] = ()
        self._locked = False
        self._may_be_empty = True
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._clear = IconButton("x", self.tr("清除选择"), self, key="Delete", token="muted")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self._erase)
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        self._row.addWidget(self._clear)
        self._row.addStretch(1)
        self.setFixedHeight(DENSE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.idToggled.connect(self._toggled)

    def set_spec(self, spec: FieldSpec) -> None:
        """Serve another field."""
        self._own = choices_of(spec)
        self._may_be_empty = not spec.required
        self._set_words(list(self._own))

    def words(self) -> list[RadioButton]:
        """The radio buttons, in order."""
        return list(self._words)

    def value(self) -> str:
        place = self._group.checkedId()
        return self._texts[place] if place >= 0 else ""

    def fill(self, text: str) -> None:
        if text == self.value() and len(self._texts) == len(self._own):
            return
        # What came in from elsewhere is shown as it is, though no choice of the kit.
        wanted = [*self._own, text] if text and text not in self._own else list(self._own)
        self._set_words(wanted)
        self._check(text)

    def lock(self, locked: bool) -> None:
        self._locked = locked
        for word in self._words:
            word.setEnabled(not locked)
        self._show_clear()

    def is_composing(self) -> bool:
        return False

    def _set_words(self, texts: list[str]) -> None:
        if texts != self._texts:
            self._texts = texts
            while len(self._words) < len(texts):
                self._add_word()
            for place, word in enumerate(self._words):
                whole = texts[place] if place < len(texts) else ""
                word.setText(whole if len(whole) <= 2 * _SHOWN else f"{whole[:_SHOWN]}…")
                word.setToolTip("" if word.text() == whole else whole)
                word.updateGeometry()
                word.setVisible(place < len(texts))
        self._check("")

    def _add_word(self) -> None:
        word = _Word("", self)
        word.setEnabled(not self._locked)
        word.entered.connect(self.entered)
        word.erased.connect(self._erase)
        word.blurred.connect(self._blurred)
        self._group.addButton(word, len(self._words))
        self._row.insertWidget(len(self._words), word)
        if not self._words:
            self.setFocusProxy(word)
        self._words.append(word)

    def _check(self, text: str) -> None:
        place = self._texts.index(text) if text in self._texts else -1
        if place >= 0:
            self._words[place].setChecked(True)
            self.setFocusProxy(self._words[place])
        else:
            checked = self._group.checkedButton()
            if checked is not None:
                self._group.setExclusive(False)
                checked.setChecked(False)
                self._group.setExclusive(True)
            # Nothing chosen: Tab comes to the first word alone.
            for number, word in enumerate(self._words):
                word.setFocusPolicy(Qt.FocusPolicy.ClickFocus if number else Qt.FocusPolicy.StrongFocus)
            if self._words:
                self.setFocusProxy(self._words[0])
        self._show_clear()

    def _erase(self) -> None:
        if self.value() and not self._locked:
            self._check("")

    def _show_clear(self) -> None:
        self._clear.setVisible(bool(self.value()) and self._may_be_empty and not self._locked)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.setFocusProxy(self._words[place])
        self._show_clear()
        # Of the two words that turn, the one that goes off keeps quiet, unless nothing is chosen any more.
        if on or self._group.checkedId() < 0:
            self.edited.emit()

    def _blurred(self, leaving: bool) -> None:
        now = QApplication.focusWidget()
        if now is not None and self.isAncestorOf(now):
            return
        if leaving:
            self.left.emit()
        self.paused.emit()
