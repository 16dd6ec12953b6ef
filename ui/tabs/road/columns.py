"""Columns of the list of 受理与评审 (DOMAIN facts §4; picture 17), how wide they are, and what a group row says."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt

from app.ports.road_queries import LATE_AFTER, RoadRow
from ui.models.columns import NUMBER_COLUMN, TICK_COLUMN, DataColumn, RowFunction
from ui.tabs.road.list_source import GroupRow
from ui.tabs.road.queue_words import say_oldest, say_wait
from ui.tabs.road.standing import Standing, standing_of
from ui.texts.dates import format_day, local
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets import roles
from ui.widgets.table_columns import Column as Look
from ui.widgets.table_columns import ColumnKind

Today = Callable[[], date]
_Row = RoadRow | GroupRow
Icon = tuple[str, str]


def make_columns(today: Today) -> list[DataColumn]:
    """Box # 姓名 单位 年度 计划名称 专业技术资格 申报方式 预检 第几次提交 到达时间 等待 状态."""

    def arrived(row: RoadRow) -> str:
        moment = local(row.arrived_at)
        return f"{moment:%m-%d %H:%M}" if moment.year == today().year else format_day(moment)

    def standing(row: RoadRow) -> Standing:
        return standing_of(row, today())

    pill = {
        roles.STATE: _of_row(lambda row: standing(row).state),
        roles.STATE_WORD: _of_row(lambda row: standing(row).word),
        roles.STATE_ICON: _of_row(lambda row: standing(row).icon),
        int(Qt.ItemDataRole.AccessibleTextRole): _of_row(lambda row: standing(row).word),
    }
    return [
        TICK_COLUMN,
        NUMBER_COLUMN,
        DataColumn(_t("姓名"), _name, {roles.ITEM: _say_group}),
        DataColumn(_t("单位"), _of_row(_unit)),
        DataColumn(_t("年度"), _of_row(_year)),
        DataColumn(_t("计划名称"), _of_row(_plan)),
        DataColumn(_t("专业技术资格"), _of_row(_title)),
        DataColumn(_t("申报方式"), _of_row(_mode)),
        DataColumn(
            *(_t("预检"), _of_row(say_flags)),
            {roles.ICON: _of_row(icon_of_flags), roles.INK: _of_row(ink_of_flags)},
        ),
        DataColumn(_t("第几次"), _of_row(say_submit_no), {roles.INK: _of_row(_ink_of_submit_no)}),
        DataColumn(_t("到达时间"), _of_row(arrived)),
        DataColumn(
            *(_t("等待"), _of_row(_wait)),
            {roles.ICON: _of_row(_icon_of_wait), roles.INK: _of_row(_ink_of_wait)},
        ),
        DataColumn(_t("状态"), None, pill),
    ]


WIDE_ONLY = (1, 4, 5, 6)
"""Left out below 1280 px: #, 年度, 计划名称, 专业技术资格."""


def make_looks(*, narrow: bool = False) -> list[Look]:
    return [
        Look("", 44, ColumnKind.CHECK),
        Look("#", 44, ColumnKind.NUMBER),
        Look(_t("姓名"), 84, ColumnKind.NAME),
        Look(_t("单位"), 122, stretch=narrow),
        Look(_t("年度"), 56),
        Look(_t("计划名称"), 120, stretch=not narrow),
        Look(_t("专业技术资格"), 104),
        Look(_t("申报方式"), 86),
        Look(_t("预检"), 88, ColumnKind.ACT),
        Look(_t("第几次"), 66, ColumnKind.ACT),
        Look(_t("到达时间"), 98),
        Look(_t("等待"), 122, ColumnKind.ACT),
        Look(_t("状态"), 136, ColumnKind.PILL),
    ]


def heads_of(columns: Sequence[DataColumn]) -> tuple[str, ...]:
    """Of 导出名单: every column but the box."""
    return tuple(column.title for column in columns if not column.is_tick)


def texts_of(columns: Sequence[DataColumn], place: int, row: RoadRow) -> tuple[str, ...]:
    """The row as 导出名单 writes it, the state in words. ``place`` from 0."""
    cells: list[str] = []
    for column in columns:
        if column.is_tick:
            continue
        functions = column.functions()
        function = functions.get(roles.STATE_WORD) or column.text
        said = str(place + 1) if column.is_number else function(row) if function else ""
        cells.append(str(said or ""))
    return tuple(cells)


def is_unseen(row: RoadRow) -> bool:
    """Open checks: the machine noticed something and nobody of this desk has opened it since it came."""
    return row.flags > 0 and not row.opened


def is_late(row: RoadRow) -> bool:
    return row.waits is not None and row.waits > LATE_AFTER


def say_flags(row: RoadRow) -> str:
    """1 未看, 2 已看, 无."""
    if not row.flags:
        return _t("无")
    return (_t("{0} 未看") if is_unseen(row) else _t("{0} 已看")).replace("{0}", str(row.flags))


def icon_of_flags(row: RoadRow) -> Icon:
    if not row.flags:
        return "check", "passed"
    return "triangle-alert", "returned" if is_unseen(row) else "muted"


def ink_of_flags(row: RoadRow) -> str:
    return "returned" if is_unseen(row) else "muted"


def say_submit_no(row: RoadRow) -> str:
    return _t("第 {0} 次").replace("{0}", str(row.submit_no))


def _of_row(function: Callable[[RoadRow], object]) -> RowFunction:
    """Nothing for a group row."""

    def answer(row: _Row) -> object:
        return None if isinstance(row, GroupRow) else function(row)

    return answer


def _name(row: _Row) -> str:
    return row.group.unit if isinstance(row, GroupRow) else row.name


def _say_group(row: _Row) -> str:
    """6 份　最久 6 个工作日."""
    if not isinstance(row, GroupRow):
        return ""
    parts: Sequence[str] = (
        _t("{0} 份").replace("{0}", str(row.group.count)),
        say_oldest(row.group.oldest),
    )
    return "　".join(part for part in parts if part)


def _unit(row: RoadRow) -> str:
    return row.unit


def _year(row: RoadRow) -> str:
    return str(row.year)


def _plan(row: RoadRow) -> str:
    return row.plan_name


def _title(row: RoadRow) -> str:
    return row.title_with_rank


def _mode(row: RoadRow) -> str:
    return word(row.mode)


def _ink_of_submit_no(row: RoadRow) -> str:
    return "accent_ink" if row.submit_no > 1 else "text"


def _wait(row: RoadRow) -> str:
    return _t("今天到的") if row.waits == 0 else say_wait(row.waits)


def _icon_of_wait(row: RoadRow) -> Icon | None:
    return ("clock-alert", "returned") if is_late(row) else None


def _ink_of_wait(row: RoadRow) -> str:
    return "returned" if is_late(row) else "text"


def _t(text: str) -> str:
    return translate("road", text)
