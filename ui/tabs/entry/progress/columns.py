"""The columns of 申报进度: what they show of a Line, and how they look."""

from datetime import date

from ui.models.columns import DataColumn
from ui.tabs.entry.progress.lines import Line
from ui.texts.next_acts import ink_of_act_day, say_act_day
from ui.texts.translate import translate
from ui.texts.words import state_of_stage, word_of_stage
from ui.widgets import roles
from ui.widgets.table_columns import Column, ColumnKind


class ProgressColumns:
    """Bound to one day: what is late or near depends on it."""

    def __init__(self, today: date) -> None:
        self.today = today

    def data(self) -> list[DataColumn]:
        return [
            DataColumn(_t("姓名"), self._name),
            DataColumn(_t("专业技术资格"), self._title),
            DataColumn(_t("计划"), self._plan),
            DataColumn(_t("状态"), None, {roles.STATE: self._state, roles.STATE_WORD: self._state_word}),
            DataColumn(_t("下一步"), self._act, {roles.ICON: icon_of}),
            DataColumn(_t("日期"), self.say_day, {roles.INK: self.ink_of_day}),
            DataColumn("", say_link),
        ]

    def looks(self, narrow: bool) -> list[Column]:
        return [
            Column(_t("姓名"), 100 if narrow else 132, ColumnKind.NAME),
            Column(_t("专业技术资格"), 124 if narrow else 164),
            Column(_t("计划"), 160, stretch=True, muted=True),
            Column(_t("状态"), 128, ColumnKind.PILL),
            Column(_t("下一步"), 232 if narrow else 292, ColumnKind.ACT),
            Column(_t("日期"), 104 if narrow else 116, ColumnKind.ACT),
            Column("", 64, ColumnKind.LINK),
        ]

    def say_day(self, line: Line) -> str:
        return say_act_day(line.progress.next, self.today)

    def ink_of_day(self, line: Line) -> str:
        return ink_of_act_day(line.progress.next, self.today)

    @staticmethod
    def _name(line: Line) -> str:
        return line.applicant.name

    @staticmethod
    def _title(line: Line) -> str:
        return line.kit.title_with_rank

    @staticmethod
    def _plan(line: Line) -> str:
        return line.kit.name

    @staticmethod
    def _state(line: Line) -> str:
        objected = bool(line.declaration.open_objections)
        return state_of_stage(line.declaration.stage, step=line.step, objected=objected)

    @staticmethod
    def _state_word(line: Line) -> str:
        return word_of_stage(line.declaration.stage, line.step)

    @staticmethod
    def _act(line: Line) -> str:
        return line.act.text


def icon_of(line: Line) -> tuple[str, str]:
    """In accent ink what is ours to do, muted what is waited for."""
    return line.act.icon, "muted" if line.act.waits else "accent_ink"


def say_link(line: Line) -> str:
    return _t("看") if line.act.waits else _t("去办")


def _t(text: str) -> str:
    return translate("entry", text)
