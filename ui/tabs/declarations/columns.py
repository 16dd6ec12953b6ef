"""Columns of the declarations table (picture 14; A3.18), those of 退回记录 (A3.15), and the roles of the two-line list."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt

from app.domain.declaration import DeclarationTab, EmployerStep
from app.ports.queries import DeclarationRow
from ui.models.columns import NUMBER_COLUMN, DataColumn, RowFunction
from ui.tabs.declarations.row_words import PillOf, flags_of
from ui.texts.dates import format_short_day, format_stamp
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets import roles
from ui.widgets.table_columns import Column as Look
from ui.widgets.table_columns import ColumnKind

NAME_PLACE = 1
"""The column whose text a two-line list shows."""


def make_columns(pill_of: PillOf, *, returns: bool) -> list[DataColumn]:
    """# 姓名 年度 计划名称 专业技术资格 审查状态 申报时间 审查日志, or the columns of 退回记录."""
    head = [NUMBER_COLUMN, DataColumn(_t("姓名"), _name)]
    tail = [DataColumn(_t("审查日志"), _log_word)]
    if returns:
        return [
            *head,
            DataColumn(_t("计划名称"), _plan),
            DataColumn(_t("退回时间"), _returned_at),
            DataColumn(_t("退回人"), _returned_by),
            DataColumn(_t("原因"), _reasons),
            DataColumn(_t("改正后提交时间"), _answered_at),
            *tail,
        ]
    return [
        *head,
        DataColumn(_t("年度"), _year),
        DataColumn(_t("计划名称"), _plan),
        DataColumn(_t("专业技术资格"), _title),
        DataColumn(_t("审查状态"), None, _pill_roles(pill_of)),
        DataColumn(_t("申报时间"), _submitted_at),
        *tail,
    ]


def make_looks(*, returns: bool, narrow: bool = False) -> list[Look]:
    """How ``TableView`` draws them; in a narrow window the plan's name keeps what it can."""
    head = [Look("#", 44, ColumnKind.NUMBER), Look(_t("姓名"), 88 if narrow else 108, ColumnKind.NAME)]
    tail = [Look(_t("审查日志"), 76 if narrow else 84, ColumnKind.LINK)]
    if returns:
        return [
            *head,
            Look(_t("计划名称"), 140 if narrow else 260),
            Look(_t("退回时间"), 160),
            Look(_t("退回人"), 76),
            Look(_t("原因"), stretch=True),
            Look(_t("改正后提交时间"), 160),
            *tail,
        ]
    return [
        *head,
        Look(_t("年度"), 56 if narrow else 64),
        Look(_t("计划名称"), stretch=True),
        Look(_t("专业技术资格"), 150 if narrow else 176),
        Look(_t("审查状态"), 162 if narrow else 190, ColumnKind.PILL),
        Look(_t("申报时间"), 160 if narrow else 168),
        *tail,
    ]


def make_row_roles(
    pill_of: PillOf,
    tab: Callable[[], DeclarationTab],
    short_plan: Callable[[str], str],
    today: Callable[[], date],
) -> dict[int, RowFunction]:
    """What the two-line list and screen readers ask. A pill stands there where it says more than the tab does."""

    def unit(row: DeclarationRow) -> str:
        again = _t("第 {0} 次").replace("{0}", str(row.submit_no)) if row.submit_no > 1 else ""
        return f"{row.year} {row.title_with_rank.partition('(')[0]}　{again}".strip()

    def day(row: DeclarationRow) -> str:
        moment = row.returned_at if tab() is DeclarationTab.RETURNS else row.submitted_at
        return format_short_day(moment, today())

    def item(row: DeclarationRow) -> str:
        if tab() is DeclarationTab.RETURNS:
            return row.returned_reasons
        return "　".join(part for part in (short_plan(row.plan_id), word(row.mode)) if part)

    def state(row: DeclarationRow) -> str | None:
        waits = row.step is EmployerStep.REVIEW and not row.open_objections
        if tab() is DeclarationTab.ALL or (tab() is DeclarationTab.PENDING and row.step and not waits):
            return pill_of(row).state
        return None

    def flags(row: DeclarationRow) -> int:
        return 0 if tab() is DeclarationTab.RETURNS else flags_of(row)

    def spoken(row: DeclarationRow) -> str:
        noticed = _t("{0} 处需留意").replace("{0}", str(flags(row))) if flags(row) else ""
        return " ".join(part for part in (row.name, item(row), pill_of(row).word, noticed) if part)

    return {
        **_pill_roles(pill_of),
        roles.UNIT: unit,
        roles.DATE: day,
        roles.ITEM: item,
        roles.STATE: state,
        roles.FLAGS: flags,
        int(Qt.ItemDataRole.AccessibleTextRole): spoken,
    }


def texts_of(columns: Sequence[DataColumn], place: int, row: DeclarationRow) -> tuple[str, ...]:
    """The row as 导出名单 writes it: every column but 审查日志, the state in words. ``place`` from 0."""
    cells: list[str] = []
    for column in columns[:-1]:
        functions = column.functions()
        function = functions.get(roles.STATE_WORD) or column.text
        cells.append(str(place + 1) if column.is_number else str(function(row)) if function else "")
    return tuple(cells)


def _pill_roles(pill_of: PillOf) -> dict[int, RowFunction]:
    def state(row: DeclarationRow) -> str:
        return pill_of(row).state

    def state_word(row: DeclarationRow) -> str:
        return pill_of(row).word

    def icon(row: DeclarationRow) -> str | None:
        return pill_of(row).icon

    return {
        roles.STATE: state,
        roles.STATE_WORD: state_word,
        roles.STATE_ICON: icon,
        roles.FLAGS: flags_of,
    }


def _t(text: str) -> str:
    return translate("declarations", text)


def _name(row: DeclarationRow) -> str:
    return row.name


def _year(row: DeclarationRow) -> str:
    return str(row.year)


def _plan(row: DeclarationRow) -> str:
    return row.plan_name


def _title(row: DeclarationRow) -> str:
    return row.title_with_rank


def _submitted_at(row: DeclarationRow) -> str:
    return format_stamp(row.submitted_at)


def _returned_at(row: DeclarationRow) -> str:
    return format_stamp(row.returned_at)


def _returned_by(row: DeclarationRow) -> str:
    return row.returned_by


def _reasons(row: DeclarationRow) -> str:
    return row.returned_reasons


def _answered_at(row: DeclarationRow) -> str:
    return format_stamp(row.answered_at) or _t("还没有")


def _log_word(row: DeclarationRow) -> str:
    return _t("查看")
