"""Everybody whom an act is for, by name, a line of 27 px each (LOOK 17): number, name, unit, what is said of the one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.row_list import ROW, TEXT, RowList
from ui.theme import shapes
from ui.widgets.row_view import RowView

HEIGHT = 27
MOST_SHOWN = 7
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    unit: str
    said: str = ""


class _Members(RowList):
    """The text is what a screen reader says."""

    def value(self, row: Member, role: int) -> str | None:
        if role in TEXT:
            return " ".join(filter(None, (row.name, row.unit, row.said)))
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return "　".join(filter(None, (row.name, row.unit, row.said)))
        return None


class _MemberDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, rect = index.data(ROW), option.rect
        number = QRect(rect.x(), rect.y(), 28, rect.height())
        shapes.draw_text(painter, number, str(index.row() + 1), "caption", "muted")
        end = min(shapes.text_width(row.said, "caption"), rect.width() // 2)
        left, room = rect.x() + 30, rect.width() - 30 - end - (10 if end else 0) - 6
        width = shapes.draw_text(
            painter, QRect(left, rect.y(), min(room, 150), rect.height()), row.name, "body_bold"
        )
        width = max(width + 12, 76)
        unit = QRect(left + width, rect.y(), room - width, rect.height())
        shapes.draw_text(painter, unit, row.unit, "detail", "muted")
        right = QRect(rect.right() - end - 6, rect.y(), end + 1, rect.height())
        shapes.draw_text(painter, right, row.said, "caption", "muted")


class MemberList(RowView):
    """Read only; scrolls beyond ``most`` lines."""

    def __init__(self, parent: QWidget | None = None, *, most: int = MOST_SHOWN) -> None:
        super().__init__(parent)
        self._most = most
        self._members = _Members(self)
        self.setModel(self._members)
        self.setItemDelegate(_MemberDelegate(self))
        # It lies on a raised sheet; Light carries that token in our palette.
        self.viewport().setBackgroundRole(QPalette.ColorRole.Light)

    def show_members(self, members: Sequence[Member]) -> None:
        self._members.set_rows(members)
        self.setFixedHeight(HEIGHT * min(len(members), self._most))

    def names(self) -> list[str]:
        """What is shown, top to bottom."""
        return [str(self._members.index(n).data(ROW).name) for n in range(self._members.rowCount())]
