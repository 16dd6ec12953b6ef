"""Every person of a bulk verdict by name, one line of 27 px each; any number of them (picture 17)."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.plan import SectionSpec
from app.ports.queries import ArchiveRow
from ui.field_text import line_of_item
from ui.models.row_list import ROW, TEXT, RowList
from ui.theme import current, shapes
from ui.widgets.row_view import RowView

_HEIGHT = 27
_Index = QModelIndex | QPersistentModelIndex


class _Names(RowList):
    """Rows with their line; the text is what a screen reader says."""

    def value(self, row: tuple[ArchiveRow, str], role: int) -> str | None:
        return f"{row[0].name} {row[1]}" if role in TEXT else None


class _NameDelegate(QStyledItemDelegate):
    """number · icon · name · item … 第 N 次."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = "passed"

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, line = index.data(ROW)
        rect, style = option.rect, current.state_style(self.state)
        number = QRect(rect.x(), rect.y(), 28, rect.height())
        shapes.draw_text(painter, number, str(index.row() + 1), "caption", "muted")
        at = QPoint(rect.x() + 30, rect.center().y() - 6)
        shapes.draw_icon(painter, at, style.icon, style.mark, 14)
        again = f"第 {row.submit_no} 次" if row.submit_no > 1 else ""
        end = shapes.text_width(again, "caption") + (10 if again else 0)
        left, room = rect.x() + 52, rect.width() - 52 - end
        name = shapes.draw_text(painter, QRect(left, rect.y(), room, rect.height()), row.name, "body_bold")
        name = max(name + 12, 84)
        words = QRect(left + name, rect.y(), room - name, rect.height())
        shapes.draw_text(painter, words, line, "body", "muted")
        right = QRect(rect.right() - end, rect.y(), end, rect.height())
        shapes.draw_text(painter, right, again, "caption", "accent_ink", Qt.AlignmentFlag.AlignRight)


class NameList(RowView):
    """Read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = _Names(self)
        self._delegate = _NameDelegate(self)
        self.setModel(self._names)
        self.setItemDelegate(self._delegate)
        # It lies on a raised sheet; Light carries that token in our palette.
        self.viewport().setBackgroundRole(QPalette.ColorRole.Light)

    def show_rows(self, section: SectionSpec, rows: Sequence[ArchiveRow], state: str) -> None:
        """``state``: whose icon stands before each name (passed, returned)."""
        self._delegate.state = state
        self._names.set_rows([(row, line_of_item(section, row.values)) for row in rows])

    def names(self) -> list[str]:
        """What is shown, top to bottom."""
        return [str(self._names.index(n).data()) for n in range(self._names.rowCount())]
