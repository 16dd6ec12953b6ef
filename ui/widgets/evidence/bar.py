"""The bar above the canvas, 40 px: which file, how large, which way up. It tells wishes and shows facts only."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ui.widgets.buttons import IconButton, QuietButton
from ui.widgets.evidence.zoom import Zoom, ZoomMode
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane

HEIGHT = 40
_FACTORS = (0.5, 0.75, 1.0, 1.5, 2.0, 4.0)


class EvidenceBar(Pane):
    """‹ 1/2 ›  name … zoom out, 适合宽, zoom in, rotate, more, full screen."""

    previous_file = Signal()
    next_file = Signal()
    zoom_out = Signal()
    zoom_in = Signal()
    zoom_chosen = Signal(object)
    """A Zoom out of the menu."""
    rotated = Signal()
    add_requested = Signal()
    page_list_toggled = Signal(bool)
    full_screen_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        self.setFixedHeight(HEIGHT)
        self._fallback: QWidget = self
        self._shown: tuple[int, int, str] | None = None
        self._previous = IconButton("chevron-left", self.tr("上一个文件"), key="[", token="muted")
        self._count = TextLabel("", "body", "muted")
        self._next = IconButton("chevron-right", self.tr("下一个文件"), key="]", token="muted")
        self._name = ElidedLabel("", "body_bold")
        self._name.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self._out = IconButton("zoom-out", self.tr("缩小"), key="-", token="muted")
        self._zoom = QuietButton(self.tr("适合宽"))
        self._zoom.setAccessibleName(self.tr("大小"))
        self._in = IconButton("zoom-in", self.tr("放大"), key="+", token="muted")
        self._turn = IconButton("rotate-cw", self.tr("旋转"), key="T", token="muted")
        self._more = IconButton("ellipsis", self.tr("更多"), token="muted")
        self._full = IconButton("maximize", self.tr("全屏"), key="F11", token="muted")

        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 1)
        row.setSpacing(0)
        row.addWidget(self._previous)
        row.addWidget(self._count)
        row.addWidget(self._next)
        row.addSpacing(8)
        row.addWidget(self._name, 1)
        row.addSpacing(8)
        for button in (self._out, self._zoom, self._in, self._turn, self._more, self._full):
            row.addWidget(button)
        for each in self.findChildren(QPushButton):
            # A click must not take the keys away from the list or the page.
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._make_zoom_menu()
        self._make_more_menu()

        self._previous.clicked.connect(self.previous_file)
        self._next.clicked.connect(self.next_file)
        self._out.clicked.connect(self.zoom_out)
        self._in.clicked.connect(self.zoom_in)
        self._zoom.clicked.connect(self._open_zoom_menu)
        self._turn.clicked.connect(self.rotated)
        self._more.clicked.connect(self._open_more_menu)
        self._full.clicked.connect(self.full_screen_toggled)
        self.set_file(0, 0, "")

    def set_focus_fallback(self, widget: QWidget) -> None:
        """Who takes the focus when the button that has it is switched off."""
        self._fallback = widget

    def set_file(self, number: int, count: int, name: str) -> None:
        """Show file `number` (from 0) of `count`; 0 files switch everything but 更多 off."""
        if (number, count, name) == self._shown:
            return
        self._shown = (number, count, name)
        self._name.set_text(name)
        for button, stays in ((self._previous, number > 0), (self._next, number + 1 < count)):
            if button.hasFocus() and not stays:
                self._fallback.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count.setText(f"{number + 1}/{count}" if count else "")
        self._previous.setEnabled(number > 0)
        self._next.setEnabled(number + 1 < count)
        for widget in (self._previous, self._count, self._next):
            widget.setVisible(count > 0)
        for switched in (self._out, self._zoom, self._in, self._turn, self._full):
            switched.setEnabled(count > 0)
        self._list_action.setEnabled(count > 0)

    def set_zoom(self, zoom: Zoom, scale: float) -> None:
        """Show how pages are sized; `scale` is the factor of the page looked at."""
        word = self.word_zoom(zoom)
        tip = f"{word}（{round(scale * 100)}%）"
        if tip == self._zoom.toolTip():
            return
        for action, choice in self._zoom_actions.items():
            action.setChecked(choice == zoom)
        self._zoom.setText(word)
        self._zoom.setToolTip(tip)

    def set_can_add(self, allowed: bool) -> None:
        """Offer 添加文件."""
        self._add_action.setVisible(allowed)

    def set_page_list_shown(self, shown: bool) -> None:
        """Show whether the page list is open."""
        self._list_action.setChecked(shown)

    def set_full_screen(self, full: bool) -> None:
        """Show what the last button does now."""
        self._full.set_icon_name("minimize" if full else "maximize")
        self._full.set_name(self.tr("退出全屏") if full else self.tr("全屏"), "Esc" if full else "F11")

    def word_zoom(self, zoom: Zoom) -> str:
        """适合宽, 适合页, or a percentage."""
        if zoom.mode == ZoomMode.FIT_WIDTH:
            return self.tr("适合宽")
        return self.tr("适合页") if zoom.mode == ZoomMode.FIT_PAGE else f"{round(zoom.factor * 100)}%"

    def _make_zoom_menu(self) -> None:
        self._zoom_menu = QMenu(self)
        self._zoom_actions: dict[QAction, Zoom] = {}
        group = QActionGroup(self)
        choices = [Zoom(ZoomMode.FIT_WIDTH), Zoom(ZoomMode.FIT_PAGE)]
        for choice in choices + [Zoom(ZoomMode.FACTOR, factor) for factor in _FACTORS]:
            if choice == Zoom(ZoomMode.FACTOR, _FACTORS[0]):
                self._zoom_menu.addSeparator()
            action = QAction(self.word_zoom(choice), self)
            self._zoom_menu.addAction(action)
            action.setCheckable(True)
            group.addAction(action)
            self._zoom_actions[action] = choice
        self._zoom_menu.triggered.connect(self._choose_zoom)

    def _make_more_menu(self) -> None:
        self._more_menu = QMenu(self)
        self._add_action = QAction(self.tr("添加文件…"), self)
        self._list_action = QAction(self.tr("页面列表"), self)
        self._more_menu.addActions([self._add_action, self._list_action])
        self._add_action.triggered.connect(self.add_requested)
        self._add_action.setVisible(False)
        self._list_action.setCheckable(True)
        self._list_action.toggled.connect(self.page_list_toggled)

    def _choose_zoom(self, action: QAction) -> None:
        self.zoom_chosen.emit(self._zoom_actions[action])

    def _open_zoom_menu(self) -> None:
        self._zoom_menu.popup(self._zoom.mapToGlobal(self._zoom.rect().bottomLeft()))

    def _open_more_menu(self) -> None:
        self._more_menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
