"""The page list: thumbnails of every page of every file in a strip beside the canvas.

A list view over a flat model; thumbnails come at the lowest visible priority, from the same workers.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ports.preview import DocumentInfo, PageRequest, PreviewError, PreviewService, Priority, RenderTarget
from ui.theme import current, shapes
from ui.widgets.evidence.preview_relay import PagePicture, PreviewRelay
from ui.widgets.evidence.shown_files import ShownFiles
from ui.widgets.scroll_bar import slim

WIDTH = 112
_THUMB = 76
_CELL = 112
_KEPT = 200
_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class PageListModel(QAbstractListModel):
    """One row per page; data at UserRole is (file, page)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[tuple[int, int]] = []
        self._names: list[str] = []

    def set_pages(self, names: Sequence[str], counts: Sequence[int]) -> None:
        """Replace all rows when they differ."""
        rows = [(file, page) for file, count in enumerate(counts) for page in range(count)]
        if rows == self._rows and list(names) == self._names:
            return
        self.beginResetModel()
        self._rows, self._names = rows, list(names)
        self.endResetModel()

    def find_row(self, file: int, page: int) -> int:
        """Row of a page, -1 when it is not there."""
        return self._rows.index((file, page)) if (file, page) in self._rows else -1

    def page_at(self, row: int) -> tuple[int, int]:
        """File and page of a row."""
        return self._rows[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = 0) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        file, page = self._rows[index.row()]
        if role == _ROLE:
            return (file, page)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self._names[file]}　{page + 1}"
        return None


class PageList(QListView):
    """Emits `page_chosen` on click or Enter."""

    page_chosen = Signal(int, int)

    def __init__(self, service: PreviewService, shown: ShownFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._relay = PreviewRelay(service)
        self._relay.page_arrived.connect(self._take)
        self.destroyed.connect(self._relay.close)
        self._pictures: dict[PageRequest, PagePicture | None] = {}
        self._model = PageListModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_ThumbnailDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        slim(self)
        self.setAccessibleName(self.tr("页面列表"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._request_visible)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(self._later.start)
        shown.changed.connect(self.refresh)

    def refresh(self) -> None:
        """The files, or what is known about them, changed."""
        names = [file.name for file in self._shown.files]
        counts = [state.page_count if isinstance(state, DocumentInfo) else 1 for state in self._shown.states]
        self._model.set_pages(names, counts)
        self._later.start()
        self.viewport().update()

    def set_position(self, file: int, page: int) -> None:
        """Mark the page that the canvas shows."""
        row = self._model.find_row(file, page)
        index = self._model.index(row, 0)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def find_picture(self, file: int, page: int) -> PagePicture | None:
        """The thumbnail, when it is there."""
        request = self._make_request(file, page)
        return self._pictures.get(request) or self._relay.cached_picture(request)

    def count_pictures(self) -> int:
        """How many thumbnails have arrived."""
        return sum(picture is not None for picture in self._pictures.values())

    def close_preview(self) -> None:
        """Ask nothing any more."""
        self._relay.close()

    def _make_request(self, file: int, page: int) -> PageRequest:
        side = max(round(_THUMB * self.devicePixelRatioF()), 1)
        target = RenderTarget(width=side, height=side)
        return PageRequest(self._shown.files[file].source, page, target, self._shown.rotations[file])

    def _request_visible(self) -> None:
        if not self.isVisible():
            return
        first = max(self.indexAt(self.viewport().rect().topLeft()).row(), 0)
        shown = range(first, min(first + self.height() // _CELL + 3, self._model.rowCount()))
        wanted = []
        for row in shown:
            file, page = self._model.page_at(row)
            if isinstance(self._shown.states[file], DocumentInfo):
                wanted.append(self._make_request(file, page))
        self._relay.cancel(keep=wanted)
        for request in [request for request, picture in self._pictures.items() if picture is None]:
            if request not in wanted:
                del self._pictures[request]
        for request in wanted:
            if request not in self._pictures:
                self._pictures[request] = None
                self._relay.request_page(request, Priority.THUMBNAIL)

    def _take(self, request: PageRequest, answer: PagePicture | PreviewError) -> None:
        if isinstance(answer, PreviewError):
            return
        self._pictures[request] = answer
        while len(self._pictures) > _KEPT:
            del self._pictures[next(iter(self._pictures))]
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        place = index.data(_ROLE)
        if place is not None:
            self.page_chosen.emit(*place)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._later.start()


class _ThumbnailDelegate(QStyledItemDelegate):
    """A small page with its number; the current one has an accent frame."""

    def __init__(self, view: PageList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(WIDTH - 10, _CELL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        place = index.data(_ROLE)
        if place is None:
            return
        file, page = place
        cell = QRect(option.rect)
        room = QRect(cell.center().x() - _THUMB // 2, cell.top() + 8, _THUMB, _THUMB)
        picture = self._view.find_picture(file, page)
        rect = room.adjusted(10, 0, -10, 0)
        if picture is not None:
            ratio = self._view.devicePixelRatioF()
            size = QSize(round(picture.page.width / ratio), round(picture.page.height / ratio))
            rect = QRect(
                room.center().x() - size.width() // 2, room.center().y() - size.height() // 2, *size.toTuple()
            )
            painter.drawImage(rect, picture.image)
        else:
            painter.fillRect(rect, current.color("hover"))
        current_one = bool(option.state & QStyle.StateFlag.State_Selected)
        edge = current.color("accent" if current_one else "line")
        shapes.frame_round(painter, rect.adjusted(-3, -3, 3, 3), edge, 4, 2.0 if current_one else 1.0)
        words = QRect(cell.left(), room.bottom() + 4, cell.width(), 20)
        text = f"{file + 1}-{page + 1}" if len(self._view._shown.files) > 1 else str(page + 1)
        role, tint = ("caption_bold", "text") if current_one else ("caption", "muted")
        shapes.draw_text(painter, words, text, role, tint, Qt.AlignmentFlag.AlignHCenter)
