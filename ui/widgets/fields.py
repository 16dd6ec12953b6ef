"""Line, search and password fields and the text area: 32 px high (30 when dense), radius 6.

Qt's classes with our size hints; the ground, edge and 2 px focus come from the theme's style. `set_invalid`
gives the edge the failed colour, `set_flagged` that of a flag; the words about it stand beside the field, never in it.
"""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.theme import current, shapes
from ui.widgets.buttons import IconButton
from ui.widgets.scroll_bar import slim

HEIGHT = 32
DENSE_HEIGHT = 30


def set_invalid(field: QWidget, invalid: bool) -> None:
    """Mark a field as not acceptable (or acceptable again)."""
    _mark(field, "invalid", invalid)


def set_flagged(field: QWidget, flagged: bool) -> None:
    """Mark a field as one to look at: it stands in nobody's way."""
    _mark(field, "flagged", flagged)


def set_locked(field: QWidget, locked: bool) -> None:
    """Mark a field whose text can be read and copied and not changed: the ground of a pane, no edge to speak of."""
    _mark(field, "locked", locked)


def _mark(field: QWidget, name: str, on: bool) -> None:
    if bool(field.property(name)) != on:
        field.setProperty(name, on)
        field.update()


class LineEdit(QLineEdit):
    """One line of text, 8 px from the edge."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, dense: bool = False) -> None:
        super().__init__(text, parent)
        self._height = DENSE_HEIGHT if dense else HEIGHT
        self.setTextMargins(5, 0, 5, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height)


class SearchField(LineEdit):
    """Magnifier, placeholder, key chip while empty, a clear button while not. Esc clears before it leaves."""

    cleared = Signal()

    def __init__(self, placeholder: str, key: str = "/", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._clear = IconButton("x", self.tr("清除搜索"), self, token="muted")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.hide()
        self._clear.clicked.connect(self._clear_all)
        self.textChanged.connect(self._show_clear)
        self._set_margins()

    def key(self) -> str:
        """Return the key shown on the chip."""
        return self._key

    def _set_margins(self) -> None:
        right = 30 if self.text() else (shapes.key_chip_width(self._key) + 12 if self._key else 6)
        self.setTextMargins(27, 0, right - 2, 0)

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._set_margins()

    def _clear_all(self) -> None:
        self.clear()
        self.cleared.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._clear_all()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clear.setGeometry(self.width() - 30, (self.height() - 28) // 2, 28, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() // 2
        shapes.draw_icon(painter, QPoint(9, middle - 8), "search", "muted")
        if self._key and not self.text():
            left = self.width() - shapes.key_chip_width(self._key) - 7
            shapes.draw_key_chip(
                painter, left, middle, self._key, current.color("muted"), current.color("control")
            )


class PasswordField(LineEdit):
    """Dots, with an eye that shows the text while pressed on; Caps Lock is the desk's business."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self._eye = IconButton("eye", self.tr("显示密码"), self, token="muted")
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._eye.clicked.connect(self._turn)
        self.setTextMargins(5, 0, 30, 0)

    def _turn(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Normal
        self.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        self._eye.set_icon_name("eye" if hidden else "eye-off")
        self._eye.set_name(self.tr("显示密码") if hidden else self.tr("隐藏密码"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._eye.setGeometry(self.width() - 30, (self.height() - 28) // 2, 28, 28)


class TextEdit(QPlainTextEdit):
    """Several lines of plain text. Tab leaves it; grows with its text from `lines` to `most_lines`."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, lines: int = 1, most_lines: int = 6
    ) -> None:
        super().__init__(text, parent)
        self._lines = lines
        self._most = max(lines, most_lines)
        self.setTabChangesFocus(True)
        slim(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(3, 2, 3, 2)
        self.document().setDocumentMargin(3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def _grow(self) -> None:
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Another width wraps the text into other lines, and Qt tells nobody.
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _height(self) -> int:
        # QPlainTextEdit's document counts its height in lines.
        wanted = round(self.document().size().height())
        shown = max(self._lines, min(self._most, wanted))
        return max(HEIGHT, shown * self.fontMetrics().lineSpacing() + 13)

    def sizeHint(self) -> QSize:
        return QSize(240, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height())
