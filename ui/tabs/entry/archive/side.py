"""业绩类别 of a person's archive: 0 基本信息 to 16, with the number of entries and what needs a hand (LOOK 02).

A pane of 196, and a combo box in a narrow window.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current, shapes
from ui.widgets.combo_box import ComboBox
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.section_list import CategoryList, SideDelegate
from ui.widgets.side_rows import SideRow

WIDTH = 196
_ROW, _ICON, _COUNT = 29, 14, 22


class _EntryDelegate(SideDelegate):
    """number · name … count, state icon: both, each in its own column."""

    def _paint_end(self, painter: QPainter, rect: QRect, row: SideRow, chosen: bool) -> int:
        right, middle = rect.right() + 1 - 16, rect.y() + rect.height() // 2
        if row.state is not None:
            style = current.state_style(row.state)
            icon = "pencil" if row.state == "neutral" else style.icon
            shapes.draw_icon(painter, QPoint(right - _ICON, middle - 7), icon, style.mark, _ICON)
        right -= _ICON + 6
        if row.count:
            line = QRect(right - _COUNT, rect.y(), _COUNT, rect.height())
            role = "body_bold" if chosen else "body"
            shapes.draw_text(painter, line, str(row.count), role, "text", Qt.AlignmentFlag.AlignRight)
            right -= shapes.text_width(str(row.count)) + 6
        return right

    def room_for_name(self, rect: QRect, row: SideRow) -> int:
        count = shapes.text_width(str(row.count)) + 6 if row.count else 0
        return rect.width() - 40 - 16 - _ICON - 6 - count


class CategorySide(Pane):
    """``chosen``: a person went to another category."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "r", parent)
        self.setFixedWidth(WIDTH)
        self.head = TextLabel(self.tr("业绩类别"), "caption", "muted")
        self.head.setContentsMargins(16, 0, 0, 0)
        self.list = CategoryList(self)
        self.list.setObjectName("entry.archive.categories")
        self.list.setAccessibleName(self.tr("业绩类别"))
        self.list.setItemDelegate(_EntryDelegate(_ROW, "window", self.list))
        self.list.current_changed.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 1, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[SideRow], current_key: str) -> None:
        self.list.set_rows(rows)
        self.list.set_current_key(current_key)


class CategoryCombo(ComboBox):
    """5 获奖情况　2."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry.archive.category_combo")
        self.setAccessibleName(self.tr("业绩类别"))
        self.activated.connect(self._choose)

    def show_rows(self, rows: Sequence[SideRow], current_key: str) -> None:
        self.blockSignals(True)
        while self.count() < len(rows):
            self.addItem("")
        for place, row in enumerate(rows):
            words = f"{row.number} {row.name}"
            self.setItemText(place, f"{words}　{row.count}" if row.count else words)
            self.setItemData(place, row.key)
        self.setCurrentIndex(self.findData(current_key))
        self.blockSignals(False)

    def _choose(self, place: int) -> None:
        self.chosen.emit(self.itemData(place))
