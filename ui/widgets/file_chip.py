"""One attached file (LOOK "Material row": file chip 32): name, pages and size; 看, 换, up, down, out.

Dragged up or down it asks for another place among its neighbours; Alt ↑ and Alt ↓ do the same.
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.domain.attachment import FileRef
from app.domain.photo_rules import format_size
from ui.theme import current
from ui.widgets.buttons import IconButton, QuietButton
from ui.widgets.labels import ElidedLabel, TextLabel

HEIGHT = 32
_LEFT = 34


class _Ground(QWidget):
    """The file's own part: window ground, icon, what stands in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_flagged = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.fillPath(path, current.color("window"))
        icon = ("triangle-alert", "returned") if self.is_flagged else ("file-text", "text")
        current.icon(*icon).paint(painter, 10, (self.height() - 16) // 2, 16, 16)


class FileChip(QWidget):
    """``place`` from 0. ``dragged``: place and y in the chip's parent while the mouse holds it; ``let_go``: the end."""

    look_wanted = Signal(int)
    replace_wanted = Signal(int)
    move_wanted = Signal(int, int)
    drop_wanted = Signal(int)
    dragged = Signal(int, int)
    let_go = Signal(int)

    def __init__(self, place: int, file: FileRef, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._file = file
        self._may_move = False
        self._pressed_at: int | None = None
        self._is_dragging = False
        self.setFixedHeight(HEIGHT)
        self._ground = _Ground(self)
        self.name = ElidedLabel(file.name, "body")
        self.name.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.facts = TextLabel(format_size(max(file.size, 1024)), "caption", "muted")
        self.look = QuietButton(self.tr("看"), "eye")
        self.look.setAccessibleName(self.tr("看 {0}").replace("{0}", file.name))
        self.replace = QuietButton(self.tr("换"), "replace")
        self.replace.setAccessibleName(self.tr("换掉 {0}").replace("{0}", file.name))
        self.up = IconButton("chevron-up", self.tr("上移"), self, key="Alt ↑")
        self.down = IconButton("chevron-down", self.tr("下移"), self, key="Alt ↓")
        self.drop = IconButton("trash-2", self.tr("移除 {0}").replace("{0}", file.name), self)
        self._lay_out()
        self.look.clicked.connect(self._look)
        self.replace.clicked.connect(self._replace)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.drop.clicked.connect(self._drop)
        # As shortcuts: a button takes every arrow key for walking to its neighbour.
        for keys, act in (("Alt+Up", self._move_up), ("Alt+Down", self._move_down)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def file(self) -> FileRef:
        return self._file

    def show_facts(self, pages: int, problem: str) -> None:
        """Pages, 0: not known or a picture; why it cannot be shown, "": it can."""
        size = format_size(max(self._file.size, 1024))
        counted = self.tr("{0} 页").replace("{0}", str(pages)) if pages else ""
        self.facts.setText(problem or " ".join(filter(None, (counted, size))))
        self.facts.set_token("returned" if problem else "muted")
        self._ground.is_flagged = bool(problem)
        self._ground.update()

    def set_moves(self, up: bool, down: bool, *, locked: bool, replaces: bool) -> None:
        """Which buttons make sense."""
        self._may_move = (up or down) and not locked
        self.up.setVisible(self._may_move)
        self.down.setVisible(self._may_move)
        self.up.setEnabled(up)
        self.down.setEnabled(down)
        self.drop.setVisible(not locked)
        self.replace.setVisible(replaces and not locked)
        self._ground.setCursor(
            Qt.CursorShape.OpenHandCursor if self._may_move else Qt.CursorShape.ArrowCursor
        )

    def _lay_out(self) -> None:
        inner = QHBoxLayout(self._ground)
        inner.setContentsMargins(_LEFT, 0, 6, 0)
        inner.setSpacing(10)
        inner.addWidget(self.name)
        inner.addWidget(self.facts)
        inner.addStretch(1)
        for button in (self.up, self.down):
            inner.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._ground, 1)
        for other in (self.look, self.replace, self.drop):
            row.addWidget(other)

    def _look(self) -> None:
        self.look_wanted.emit(self._place)

    def _replace(self) -> None:
        self.replace_wanted.emit(self._place)

    def _move_up(self) -> None:
        if self._may_move and self.up.isEnabled():
            self.move_wanted.emit(self._place, -1)

    def _move_down(self) -> None:
        if self._may_move and self.down.isEnabled():
            self.move_wanted.emit(self._place, 1)

    def _drop(self) -> None:
        self.drop_wanted.emit(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.drop.isVisible():
            self._drop()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._may_move:
            self._pressed_at = round(event.position().y())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        y = round(event.position().y())
        if self._is_dragging or abs(y - self._pressed_at) >= QApplication.startDragDistance():
            self._is_dragging = True
            self.dragged.emit(self._place, self.y() + y)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragging, self._is_dragging, self._pressed_at = self._is_dragging, False, None
        if was_dragging:
            self.let_go.emit(self._place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._look()
