"""The status bar, 27 px: sync state, pending, conflicts at the left; account and keys at the right."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.pane import Pane

HEIGHT = 27
_ICON = 14


class StatusItem(KeyboardFocus, QPushButton):
    """Icon or key chip and a 9 pt text; a button only when `clickable`."""

    def __init__(
        self,
        text: str,
        icon: str | None = None,
        token: str = "muted",
        parent: QWidget | None = None,
        *,
        key: str | None = None,
        clickable: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name, self._token, self._key = icon, token, key
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._set_clickable(clickable)

    def set_item(self, text: str, icon: str | None = None, token: str = "muted") -> None:
        """Show another text and icon."""
        self._icon_name, self._token = icon, token
        self.setText(text)
        self.updateGeometry()
        self.update()

    def _set_clickable(self, clickable: bool) -> None:
        self._clickable = clickable
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if clickable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        width = 8 + shapes.text_width(self.text(), "caption")
        if self._icon_name:
            width += _ICON + 5
        if self._key:
            width += shapes.key_chip_width(self._key) + 6
        return QSize(width, HEIGHT - 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._clickable and (self.underMouse() or self.isDown()):
            shapes.fill_round(painter, self.rect(), current.color("hover"), 4)
        x, middle = 4, self.height() // 2
        if self._icon_name:
            shapes.draw_icon(painter, QPoint(x, middle - _ICON // 2), self._icon_name, self._token, _ICON)
            x += _ICON + 5
        if self._key:
            edge = current.color("control")
            x += shapes.draw_key_chip(painter, x, middle, self._key, current.color("muted"), edge) + 6
        shapes.draw_text(
            painter, QRect(x, 0, self.width() - x, self.height()), self.text(), "caption", self._token
        )
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect(), 4)


class StatusBar(Pane):
    """Items by name: `set_item("sync", "已同步 10:31", icon="cloud-check")`; `item_activated` carries the name."""

    item_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self._items: dict[str, StatusItem] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 1, 10, 0)
        self._row.setSpacing(10)
        self._row.addStretch(1)
        self._left = 0
        self.setFixedHeight(HEIGHT)

    def set_item(
        self,
        name: str,
        text: str,
        *,
        icon: str | None = None,
        token: str = "muted",
        key: str | None = None,
        right: bool = False,
        clickable: bool = False,
    ) -> None:
        """Add or change an item. An empty text hides it. The side and the key are those of the first call."""
        item = self._items.get(name)
        if item is None:
            item = StatusItem(text, icon, token, self, key=key, clickable=clickable)
            item.setObjectName(name)
            item.clicked.connect(self._tell)
            self._items[name] = item
            if right:
                self._row.addWidget(item)
            else:
                self._row.insertWidget(self._left, item)
                self._left += 1
        item.set_item(text, icon, token)
        item.setVisible(bool(text))

    def item(self, name: str) -> StatusItem:
        """Return an item; KeyError when it was never set."""
        return self._items[name]

    def _tell(self) -> None:
        sender = self.sender()
        if isinstance(sender, StatusItem) and sender.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.item_activated.emit(sender.objectName())
