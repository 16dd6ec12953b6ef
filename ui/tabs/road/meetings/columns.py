"""The meeting's list on the screen: who, votes, result, note."""

from PySide6.QtCore import QObject, Qt

from app.ports.road_queries import MeetingMember
from ui.models.columns import NUMBER_COLUMN, DataColumn
from ui.models.rows_table import RowsTable
from ui.tabs.road.meetings.people import has_passed, is_open, say_verdict
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets import roles
from ui.widgets.table_columns import Column, ColumnKind


def make_model(parent: QObject) -> RowsTable:
    """# 姓名 单位 专业技术资格 申报方式 同意 反对 结果 备注; rows are MeetingMember."""
    pill = {
        roles.STATE: _state,
        roles.STATE_WORD: word_of_result,
        int(Qt.ItemDataRole.AccessibleTextRole): word_of_result,
    }
    columns = [
        NUMBER_COLUMN,
        DataColumn(_t("姓名"), _name),
        DataColumn(_t("单位"), _unit),
        DataColumn(_t("专业技术资格"), _title),
        DataColumn(_t("申报方式"), _mode),
        DataColumn(_t("同意"), _votes_for),
        DataColumn(_t("反对"), _votes_against),
        DataColumn(_t("结果"), None, pill),
        DataColumn(_t("备注"), _note),
    ]
    return RowsTable(columns, id_of, {roles.KEY: id_of}, parent)


def make_looks() -> list[Column]:
    return [
        Column("#", 44, ColumnKind.NUMBER),
        Column(_t("姓名"), 116, ColumnKind.NAME),
        Column(_t("单位"), 150, stretch=True),
        Column(_t("专业技术资格"), 124),
        Column(_t("申报方式"), 94),
        Column(_t("同意"), 52, ColumnKind.COUNT),
        Column(_t("反对"), 52, ColumnKind.COUNT),
        Column(_t("结果"), 104, ColumnKind.PILL),
        Column(_t("备注"), 110, muted=True),
    ]


def id_of(member: MeetingMember) -> str:
    return member.row.id


def word_of_result(member: MeetingMember) -> str:
    """通过, 未通过, 待登记; of somebody who is no longer 待评审 the stage."""
    if member.verdict is not None:
        return _t("通过") if has_passed(member.verdict) else _t("未通过")
    return _t("待登记") if is_open(member) else word(member.row.stage)


def _state(member: MeetingMember) -> str:
    if member.verdict is not None:
        return "passed" if has_passed(member.verdict) else "failed"
    return "pending" if is_open(member) else "neutral"


def _name(member: MeetingMember) -> str:
    return member.row.name


def _unit(member: MeetingMember) -> str:
    return member.row.unit


def _title(member: MeetingMember) -> str:
    return member.row.title_with_rank


def _mode(member: MeetingMember) -> str:
    return word(member.row.mode)


def _votes_for(member: MeetingMember) -> str:
    return say_verdict(member.verdict)[0]


def _votes_against(member: MeetingMember) -> str:
    return say_verdict(member.verdict)[1]


def _note(member: MeetingMember) -> str:
    return say_verdict(member.verdict)[3]


def _t(text: str) -> str:
    return translate("road", text)
