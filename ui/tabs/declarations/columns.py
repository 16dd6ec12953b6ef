"""Columns of the declarations table (picture 14; A3.18), those of 退回记录 (A3.15), and the roles of the two-line list.

Above the employer the table adds 单位, 申报方式, 第几次, 到达时间 (DOMAIN facts §4).
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt

from app.domain.declaration import DeclarationTab, EmployerStep
from app.domain.organisation import Role
from app.ports.queries import DeclarationRow
from ui.models.columns import NUMBER_COLUMN, DataColumn, RowFunction
from ui.sync_marks import SyncMarks
from ui.tabs.declarations.row_words import PillOf, flags_of
from ui.texts.dates import format_minute, format_short_day, format_stamp
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets import roles
from ui.widgets.table_columns import Column as Look
from ui.widgets.table_columns import ColumnKind

NAME_PLACE = 1
"""The column whose text a two-line list shows."""


def make_columns(pill_of: PillOf, role: Role, *, returns: bool) -> list[DataColumn]:
    """# 姓名 年度 计划名称 专业技术资格 审查状态 申报时间 审查日志; those above the employer; those of 退回记录."""
    above = role is not Role.EMPLOYER
    units = [DataColumn(_t("单位"), _unit)] if above else []
    head = [NUMBER_COLUMN, DataColumn(_t("姓名"), _name), *units]
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
    state = DataColumn(_t("审查状态"), None, _pill_roles(pill_of, role))
    if above:
        return [
            *head,
            DataColumn(_t("计划名称"), _plan),
            DataColumn(_t("专业技术资格"), _title),
            DataColumn(_t("申报方式"), _mode),
            DataColumn(_t("提交"), _times),
            state,
            DataColumn(_t("到达时间"), _arrived_at),
            *tail,
        ]
    return [
        *head,
        DataColumn(_t("年度"), _year),
        DataColumn(_t("计划名称"), _plan),
        DataColumn(_t("专业技术资格"), _title),
        state,
        DataColumn(_t("申报时间"), _submitted_at),
        *tail,
    ]


def make_looks(role: Role, *, returns: bool, narrow: bool = False) -> list[Look]:
    """How ``TableView`` draws them; in a narrow window the plan's name (above the employer: the unit's) keeps what it can."""
    above = role is not Role.EMPLOYER
    head = [Look("#", 44, ColumnKind.NUMBER), Look(_t("姓名"), 88 if narrow else 108, ColumnKind.NAME)]
    if above:
        head.append(Look(_t("单位"), 120) if returns else Look(_t("单位"), stretch=True))
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
    if above:
        return [
            *head,
            Look(_t("计划名称"), 130 if narrow else 210),
            Look(_t("专业技术资格"), 108 if narrow else 130),
            Look(_t("申报方式"), 72 if narrow else 92),
            Look(_t("提交"), 76 if narrow else 132),
            Look(_t("审查状态"), 140 if narrow else 166, ColumnKind.PILL),
            Look(_t("到达时间"), 126),
            *tail,
        ]
    return [
        *head,
        Look(_t("年度"), 56 if narrow else 64),
        Look(_t("计划名称"), stretch=True),
        Look(_t("专业技术资格"), 150 if narrow else 176),
        Look(_t("审查状态"), 162 if narrow else 190, ColumnKind.PILL),
        Look(_t("申报时间"), 160 if narrow else 214),
        *tail,
    ]


def make_row_roles(
    pill_of: PillOf,
    role: Role,
    tab: Callable[[], DeclarationTab],
    short_plan: Callable[[str], str],
    today: Callable[[], date],
    marks: SyncMarks,
) -> dict[int, RowFunction]:
    """What the two-line list and screen readers ask. A pill stands there where it says more than the tab does."""
    above = role is not Role.EMPLOYER

    def unit(row: DeclarationRow) -> str:
        again = _times(row) if row.submit_no > 1 else ""
        about = row.unit if above else f"{row.year} {row.title_with_rank.partition('(')[0]}"
        return f"{about}　{again}".strip()

    def day(row: DeclarationRow) -> str:
        came = (row.arrived_at if above else None) or row.submitted_at
        moment = row.returned_at if tab() is DeclarationTab.RETURNS else came
        return format_short_day(moment, today())

    def item(row: DeclarationRow) -> str:
        if tab() is DeclarationTab.RETURNS:
            return row.returned_reasons
        return "　".join(part for part in (short_plan(row.plan_id), word(row.mode)) if part)

    def state(row: DeclarationRow) -> str | None:
        waits = (above or row.step is EmployerStep.REVIEW) and not row.open_objections
        if tab() is DeclarationTab.ALL or (tab() is DeclarationTab.PENDING and not waits):
            return pill_of(row).state
        return None

    def flags(row: DeclarationRow) -> int:
        return 0 if tab() is DeclarationTab.RETURNS else flags_of(row, role)

    def mark(row: DeclarationRow) -> tuple[str, str] | None:
        return None if tab() is DeclarationTab.RETURNS else marks.icon_of(row.id)

    def spoken(row: DeclarationRow) -> str:
        noticed = _t("{0} 处需留意").replace("{0}", str(flags(row))) if flags(row) else ""
        waits = marks.word_of(row.id)
        return " ".join(part for part in (row.name, item(row), pill_of(row).word, noticed, waits) if part)

    return {
        **_pill_roles(pill_of, role),
        roles.UNIT: unit,
        roles.DATE: day,
        roles.ITEM: item,
        roles.STATE: state,
        roles.FLAGS: flags,
        roles.SYNC_MARK: mark,
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


def _pill_roles(pill_of: PillOf, role: Role) -> dict[int, RowFunction]:
    def state(row: DeclarationRow) -> str:
        return pill_of(row).state

    def state_word(row: DeclarationRow) -> str:
        return pill_of(row).word

    def icon(row: DeclarationRow) -> str | None:
        return pill_of(row).icon

    def flags(row: DeclarationRow) -> int:
        return flags_of(row, role)

    return {
        roles.STATE: state,
        roles.STATE_WORD: state_word,
        roles.STATE_ICON: icon,
        roles.FLAGS: flags,
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
    """To the second (A3.19); of a resubmission with its number."""
    again = _times(row) if row.submit_no > 1 else ""
    return f"{format_stamp(row.submitted_at)}　{again}".rstrip()


def _unit(row: DeclarationRow) -> str:
    return row.unit


def _mode(row: DeclarationRow) -> str:
    return word(row.mode)


def _times(row: DeclarationRow) -> str:
    """第 2 次, and 没有改动 where it came again as it was returned."""
    number = _t("第 {0} 次").replace("{0}", str(row.submit_no))
    return _t("{0} 没有改动").replace("{0}", number) if row.unchanged else number


def _arrived_at(row: DeclarationRow) -> str:
    return format_minute(row.arrived_at or row.submitted_at)


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
