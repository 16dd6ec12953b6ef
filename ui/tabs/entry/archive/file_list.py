"""The files of an entry in the order in which they are reviewed: dragged, or moved with Alt Up and Alt Down.

It shows and asks; the page keeps the files.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.attachment import FileRef
from app.domain.photo_rules import format_size
from ui.theme import shapes
from ui.widgets import row_paint
from ui.widgets.drop_zone import paths_in
from ui.widgets.row_view import RowView

ROW_HEIGHT = 30
MOST_ROWS = 4
_FILE = int(Qt.ItemDataRole.UserRole) + 60
_Index = QModelIndex | QPersistentModelIndex


class _Files(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: tuple[FileRef, ...] = ()
        self.movable = False

    def set_files(self, files: Sequence[FileRef], movable: bool) -> None:
        self.beginResetModel()
        self.files, self.movable = tuple(files), movable
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.files)

    def data(self, index: _Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        file = self.files[index.row()]
        if role in (0, int(Qt.ItemDataRole.ToolTipRole)):
            return file.name
        if role == _FILE:
            return file
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{index.row() + 1} {file.name} {format_size(file.size)}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.movable and index.isValid() else flags


class _FileDelegate(QStyledItemDelegate):
    """number · icon · name … size."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        row_paint.paint_inset_ground(painter, option, rect.adjusted(6, 1, -6, -1), 6)
        file: FileRef = index.data(_FILE)
        number = QRect(rect.x() + 6, rect.y(), 22, rect.height())
        shapes.draw_text(
            painter, number, str(index.row() + 1), "caption", "muted", Qt.AlignmentFlag.AlignRight
        )
        icon = "file-text" if file.media_type == "application/pdf" else "image"
        shapes.draw_icon(painter, QPoint(rect.x() + 36, rect.center().y() - 6), icon, "muted", 14)
        size = format_size(file.size)
        width = shapes.text_width(size, "caption")
        right = rect.right() - 16
        end = QRect(right - width, rect.y(), width + 2, rect.height())
        shapes.draw_text(painter, end, size, "caption", "muted", elide=Qt.TextElideMode.ElideNone)
        name = QRect(rect.x() + 58, rect.y(), right - width - 12 - rect.x() - 58, rect.height())
        role = "body_bold" if row_paint.is_current(option) else "body"
        shapes.draw_text(painter, name, file.name, role, elide=Qt.TextElideMode.ElideMiddle)


class FileList(RowView):
    """``moved``: from which place to which; ``removed``: the place of one. ``place_chosen``: a person went to it."""

    moved = Signal(int, int)
    removed = Signal(int)
    place_chosen = Signal(int)
    paths_dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = _Files(self)
        self._silent = False
        self.setModel(self._files)
        self.setItemDelegate(_FileDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setAccessibleName(self.tr("佐证材料的次序"))
        self.selectionModel().currentChanged.connect(self._tell)
        self.hide()

    def show_files(self, files: Sequence[FileRef], *, locked: bool) -> None:
        """Other files, or another order; the current file stays current."""
        files = tuple(files)
        if (files, not locked) == (self._files.files, self._files.movable):
            return
        before = self.current_file()
        self._silent = True
        self._files.set_files(files, not locked)
        if files:
            self.set_current_row(files.index(before) if before in files else 0)
        self._silent = False
        rows = min(len(files), MOST_ROWS)
        self.setFixedHeight(rows * ROW_HEIGHT + 4 if rows else 0)
        self.setVisible(bool(files))

    def files(self) -> tuple[FileRef, ...]:
        return self._files.files

    def current_file(self) -> FileRef | None:
        place = self.current_row()
        return self._files.files[place] if 0 <= place < len(self._files.files) else None

    def mark(self, place: int) -> None:
        """The file that is being looked at; tells nobody."""
        if place != self.current_row():
            self._silent = True
            self.set_current_row(place)
            self._silent = False

    def move_current(self, by: int) -> None:
        """Alt Up, Alt Down."""
        place = self.current_row()
        if self._files.movable and place >= 0 and 0 <= place + by < len(self._files.files):
            self.moved.emit(place, place + by)

    def remove_current(self) -> None:
        if self._files.movable and self.current_row() >= 0:
            self.removed.emit(self.current_row())

    def _tell(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._silent and now.isValid():
            self.place_chosen.emit(now.row())

    def place_at(self, point: QPoint, place: int) -> int:
        """Where the file of ``place`` lands when it is let go at ``point`` (in the viewport)."""
        index = self.indexAt(point)
        if not index.isValid():
            return len(self._files.files) - 1
        below = point.y() > self.visualRect(index).center().y()
        target = index.row() + (1 if below else 0)
        return target - 1 if target > place else target

    # ---- Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.move_current(-1 if event.key() == Qt.Key.Key_Up else 1)
                return
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_current()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._files.movable and (event.source() is self or paths_in(event.mimeData())):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self:
            place = self.current_row()
            target = self.place_at(event.position().toPoint(), place)
            # Copied, not moved: Qt would take the row out of the model by itself.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if target != place:
                self.moved.emit(place, target)
        elif paths := paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)
