"""The files of one entry or material: a chip a file, and where more can be dropped (LOOK "Material row", "Drop zone").

It shows and asks; whoever owns it keeps the files (``files_changed``) and takes new ones in (``paths_dropped`` …).
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
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
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from app.domain.photo_rules import format_size
from ui.tabs.entry.file_taking import paths_in
from ui.theme import current, shapes
from ui.widgets.buttons import IconButton, SecondaryButton
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.labels import ElidedLabel, TextLabel

ZONE_HEIGHT = 36
CHIP_HEIGHT = 32


class DropZone(KeyboardFocus, QWidget):
    """A dashed place for files: drop, Ctrl V, Enter or a click."""

    paths_dropped = Signal(list)
    paste_wanted = Signal()
    choose_wanted = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._over = False
        self._over_words = self.tr("松开鼠标，放进来")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_over_words(self, words: str) -> None:
        """松开鼠标，放进第 N 项."""
        self._over_words = words

    def set_over(self, over: bool) -> None:
        """Somebody drags over the row that this zone belongs to."""
        self._over = over
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, ZONE_HEIGHT)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_over(False)
        event.acceptProposedAction()
        self.paths_dropped.emit(paths_in(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
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
        if self._over:
            painter.fillPath(path, current.color("accent_soft"))
        pen = QPen(current.color("accent" if self._over else "control"), 2.0 if self._over else 1.2)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(path)
        icon = current.icon("file-up", "accent_ink" if self._over else "text")
        icon.paint(painter, 14, (self.height() - 16) // 2, 16, 16)
        words = self.rect().adjusted(38, 0, -8, 0)
        ink = "accent_ink" if self._over else "text"
        shapes.draw_text(painter, words, self._over_words if self._over else self._words, "body", ink)
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())


class FileChip(QWidget):
    """One file: name, size, 看, up, down, 删."""

    look_wanted = Signal(int)
    move_wanted = Signal(int, int)
    drop_wanted = Signal(int)

    def __init__(self, place: int, file: FileRef, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setFixedHeight(CHIP_HEIGHT)
        self.name = ElidedLabel(file.name, "body")
        self.size_label = TextLabel(format_size(file.size), "caption", "muted")
        self.look = IconButton("eye", self.tr("看 {0}").replace("{0}", file.name), self)
        self.up = IconButton("chevron-up", self.tr("上移"), self)
        self.down = IconButton("chevron-down", self.tr("下移"), self)
        self.drop = IconButton("trash-2", self.tr("移除 {0}").replace("{0}", file.name), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(34, 2, 4, 2)
        row.setSpacing(4)
        row.addWidget(self.name, 1)
        row.addWidget(self.size_label)
        for button in (self.look, self.up, self.down, self.drop):
            row.addWidget(button)
        self.look.clicked.connect(self._look)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.drop.clicked.connect(self._drop)

    def set_moves(self, up: bool, down: bool, locked: bool) -> None:
        """Which buttons make sense."""
        self.up.setVisible(not locked and (up or down))
        self.down.setVisible(not locked and (up or down))
        self.up.setEnabled(up)
        self.down.setEnabled(down)
        self.drop.setVisible(not locked)

    def _look(self) -> None:
        self.look_wanted.emit(self._place)

    def _move_up(self) -> None:
        self.move_wanted.emit(self._place, -1)

    def _move_down(self) -> None:
        self.move_wanted.emit(self._place, 1)

    def _drop(self) -> None:
        self.drop_wanted.emit(self._place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.fillPath(path, current.color("window"))
        current.icon("file-text", "muted").paint(painter, 10, (self.height() - 16) // 2, 16, 16)


class FileStrip(QWidget):
    """``files_changed`` carries the files in their new order; ``look_wanted`` the place of one."""

    files_changed = Signal(object)
    look_wanted = Signal(int)
    paths_dropped = Signal(list)
    paste_wanted = Signal()
    choose_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._files: tuple[FileRef, ...] = ()
        self._locked = False
        self._chips: list[FileChip] = []
        self.zone = DropZone(self.tr("把文件拖到这里，或 Ctrl V 粘贴　PDF、JPG、PNG"))
        self.zone.setObjectName(f"{name}.zone")
        self.choose = SecondaryButton(self.tr("选择文件"), "folder-open")
        self.choose.setObjectName(f"{name}.choose")
        self.refusals = TextLabel("", "caption", "failed", wrap=True)
        self.refusals.setObjectName(f"{name}.refusals")
        self.refusals.hide()
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.zone, 1)
        row.addWidget(self.choose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._row)
        self._column.addWidget(self.refusals)
        self.zone.paths_dropped.connect(self.paths_dropped)
        self.zone.paste_wanted.connect(self.paste_wanted)
        self.zone.choose_wanted.connect(self.choose_wanted)
        self.choose.clicked.connect(self.choose_wanted)

    @property
    def files(self) -> tuple[FileRef, ...]:
        return self._files

    def show_files(self, files: Sequence[FileRef], *, locked: bool = False) -> None:
        """Other files, or other rights to them."""
        files = tuple(files)
        if (files, locked) != (self._files, self._locked) or len(self._chips) != len(files):
            self._files, self._locked = files, locked
            self._rebuild()
        self._row.setVisible(not locked)

    def show_refusals(self, sentences: Sequence[str]) -> None:
        """Why something was not taken; [] clears it."""
        self.refusals.setText("\n".join(sentences))
        self.refusals.setVisible(bool(sentences))

    def chip(self, place: int) -> FileChip:
        return self._chips[place]

    def _rebuild(self) -> None:
        for chip in self._chips:
            self._column.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for place, file in enumerate(self._files):
            chip = FileChip(place, file, self)
            chip.setObjectName(f"{self.objectName()}.file{place}")
            chip.set_moves(place > 0, place + 1 < len(self._files), self._locked)
            chip.look_wanted.connect(self.look_wanted)
            chip.move_wanted.connect(self._move)
            chip.drop_wanted.connect(self._remove)
            self._column.insertWidget(place, chip)
            chip.show()
            self._chips.append(chip)

    def _move(self, place: int, by: int) -> None:
        files = list(self._files)
        files[place], files[place + by] = files[place + by], files[place]
        self.files_changed.emit(tuple(files))

    def _remove(self, place: int) -> None:
        self.files_changed.emit(self._files[:place] + self._files[place + 1 :])
