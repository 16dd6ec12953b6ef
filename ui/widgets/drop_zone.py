"""A dashed place for files (LOOK "Drop zone"): 36 px, 56 while something is dragged over it.

It asks only: whoever owns it takes the files in.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

HEIGHT = 36
OVER_HEIGHT = 56
_WORDS_LEFT = 42
_LINE = 18


def paths_in(data: QMimeData) -> list[str]:
    """Local files and folders of a drag or the clipboard, in their order."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


class DropZone(KeyboardFocus, QWidget):
    """Drop, Ctrl V, Enter or a click."""

    paths_dropped = Signal(list)
    paste_wanted = Signal()
    choose_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = self.tr("把文件拖到这里")
        self._more = self.tr("或 Ctrl V 粘贴　PDF、JPG、PNG")
        self._over_words = self.tr("松开鼠标，放进来")
        self._dragged: tuple[str, ...] | None = None
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{self._words}，{self._more}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_over(self) -> bool:
        return self._dragged is not None

    def set_over_words(self, words: str) -> None:
        """松开鼠标，放进第 N 项."""
        self._over_words = words

    def show_dragged(self, paths: Sequence[str] | None) -> None:
        """What somebody holds over it; None: nothing."""
        dragged = None if paths is None else tuple(path.rpartition("/")[2] for path in paths)
        if dragged != self._dragged:
            self._dragged = dragged
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, OVER_HEIGHT if self.is_over else HEIGHT)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = paths_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.show_dragged(paths)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.show_dragged(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self.show_dragged(None)
        event.acceptProposedAction()
        self.paths_dropped.emit(paths_in(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.choose_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.choose_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self.is_over:
            painter.fillPath(path, current.color("accent_soft"))
        pen = QPen(current.color("accent" if self.is_over else "control"), 2.0 if self.is_over else 1.2)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(path)
        icon = current.icon("file-up", "accent_ink" if self.is_over else "text")
        icon.paint(painter, 14, (self.height() - 16) // 2, 16, 16)
        if self._dragged is not None:
            self._paint_dragged(painter, self._dragged)
        else:
            self._paint_words(painter)
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())

    def _paint_words(self, painter: QPainter) -> None:
        words = QRect(_WORDS_LEFT - 2, 0, self.width() - _WORDS_LEFT - 8, self.height())
        used = shapes.draw_text(painter, words, self._words, "body", "text")
        rest = words.adjusted(used + 14, 0, 0, 0)
        if rest.width() > 40:
            shapes.draw_text(painter, rest, self._more, "caption", "muted")

    def _paint_dragged(self, painter: QPainter, names: tuple[str, ...]) -> None:
        upper = QRect(_WORDS_LEFT, self.height() // 2 - _LINE, self.width() - _WORDS_LEFT - 8, _LINE)
        shapes.draw_text(painter, upper, self._over_words, "body_bold", "accent_ink")
        said = names[0] if names else ""
        if len(names) > 1:
            said = self.tr("{0} 等 {1} 个").replace("{0}", said).replace("{1}", str(len(names)))
        said += self.tr("　PDF、JPG、PNG，可放多个，按次序排")
        shapes.draw_text(painter, upper.translated(0, _LINE), said, "caption", "muted")
