"""The list state as in mock-ups 13 and 14: chips, table with boxes, pills, flags and links."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.widgets import roles
from ui.widgets.buttons import SecondaryButton
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import SearchField
from ui.widgets.filter_chips import Chip, FilterChipBar
from ui.widgets.pane import Pane
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_view import TableView

COLUMNS = [
    Column("", 44, ColumnKind.CHECK),
    Column("#", 48, ColumnKind.NUMBER),
    Column("姓名", 108, ColumnKind.NAME),
    Column("计划名称", 300, stretch=True),
    Column("专业技术资格", 170),
    Column("审查状态", 190, ColumnKind.PILL),
    Column("申报时间", 168),
    Column("审查日志", 84, ColumnKind.LINK),
]
_STATES = [
    ("pending", "待审", None),
    ("pending", "待公示", None),
    ("pending", "公示中 第 2 / 5 日", "calendar-clock"),
    ("flag", "公示中 有异议 1", None),
    ("passed", "期满待通过", "calendar-check"),
    ("failed", "不通过", None),
    ("returned", "退回", None),
]
_NAMES = [
    "林致远",
    "王嘉树",
    "欧阳静怡",
    "赵一鸣",
    "孙可欣",
    "买买提·艾力",
    "何雨桐",
    "许文博",
    "吴静",
    "郑凯",
]
_Index = QModelIndex | QPersistentModelIndex


class SampleTableModel(QAbstractTableModel):
    """Rows made from their number."""

    def __init__(self, count: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = count
        self.ticked: set[int] = set()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == 0:
            return self._text(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            return Qt.CheckState.Checked if row in self.ticked else Qt.CheckState.Unchecked
        if column == 5:
            state, word, icon = _STATES[row % len(_STATES)]
            flags = row % 4 if row % 3 == 0 else 0
            return {
                roles.STATE: state,
                roles.STATE_WORD: word,
                roles.STATE_ICON: icon,
                roles.FLAGS: flags,
            }.get(role)
        return None

    def _text(self, row: int, column: int) -> str | None:
        plan = "水利工程专业正高级工程师职务任职资格评审计划"
        return [
            None,
            str(row + 1),
            _NAMES[row % len(_NAMES)],
            plan if row % 3 == 2 else "2026度杭州市建设工程专业技术人员工程师资格评审申报计划",
            "正高级工程师(正高级)" if row % 3 == 2 else "工程师(中级)",
            None,
            f"2026-10-{8 - row % 8:02d} 16:07:20",
            "查看",
        ][column]

    def setData(self, index: _Index, value: Any, role: int = 0) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.ticked.add(index.row())
        else:
            self.ticked.discard(index.row())
        self.dataChanged.emit(index, index)
        return True


class TablePage(Pane):
    """1366×560."""

    def __init__(self, title: str) -> None:
        super().__init__("surface")
        self.setFixedSize(1366, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        search = QHBoxLayout()
        search.setContentsMargins(16, 9, 16, 9)
        search.setSpacing(8)
        field = SearchField("请输入申报人姓名或身份证号关键字模糊查询")
        field.setFixedWidth(390)
        combo = ComboBox()
        combo.addItems(["全部 2 个计划"])
        search.addWidget(field)
        search.addWidget(SecondaryButton("查询"))
        search.addWidget(combo)
        search.addStretch(1)
        search.addWidget(SecondaryButton("导出名单", "download"))
        column.addLayout(search)
        chips = FilterChipBar()
        chips.setContentsMargins(16, 0, 16, 9)
        chips.set_chips(
            [
                Chip("pending", "待审", "circle-dashed", 9),
                Chip("notice", "待公示", "megaphone", 3),
                Chip("running", "公示中", "calendar-clock", 4),
                Chip("ripe", "期满待通过", "calendar-check", 1),
            ]
        )
        chips.set_selected(["running"])
        column.addWidget(chips)
        self.table = TableView()
        model = SampleTableModel(60, self.table)
        model.ticked = {0, 1, 3}
        self.table.setModel(model)
        self.table.set_columns(COLUMNS)
        self.table.head.set_check_state(Qt.CheckState.PartiallyChecked)
        self.table.set_current_row(3)
        self.table.set_pane_active(True)
        column.addWidget(self.table, 1)
