"""What would be recorded, before anything is: who passes, who does not, and every row that is not clear (B11.2).

For an imported workbook and for 其余都通过. Rows with a problem write nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.domain.verdict_sheet import ReadSheet, ReadVerdict, RowProblem
from ui.dialogs.form_sheet import FormSheet
from ui.models.columns import DataColumn
from ui.models.rows_table import RowsTable
from ui.texts.errors import describe, describe_code
from ui.texts.translate import fill, translate
from ui.widgets import roles
from ui.widgets.labels import TextLabel
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_delegate import ROW_HEIGHT
from ui.widgets.table_view import TableView

WIDTH = 860
MOST_PROBLEMS = 5
"""Shown without scrolling."""
_HEAD = 31
_ROW, _TYPED = 0, (3, 4, 6)
"""Columns left out where nobody has anything in them: 行, 同意, 反对, 备注."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """``source``: the file's name, "" where there is none."""

    sheet: ReadSheet
    source: str = ""


def make_verdict_model(parent: QObject) -> RowsTable:
    pill = {roles.STATE: _state, roles.STATE_WORD: _result}
    columns = [
        DataColumn(_t("行"), _row),
        DataColumn(_t("姓名"), _name),
        DataColumn(_t("单位"), _unit),
        DataColumn(_t("同意"), _votes_for),
        DataColumn(_t("反对"), _votes_against),
        DataColumn(_t("结果"), None, pill),
        DataColumn(_t("备注"), _note),
    ]
    return RowsTable(columns, _id, None, parent)


def make_problem_model(parent: QObject) -> RowsTable:
    look = {roles.ICON: _flag, roles.INK: _ink}
    columns = [DataColumn(_t("行"), _place), DataColumn(_t("这些没有读进来"), say_problem, look)]
    return RowsTable(columns, say_problem, None, parent)


def say_problem(problem: RowProblem) -> str:
    return describe_code(problem.code, problem.params)


class PreviewSheet(FormSheet):
    """``proposal`` is what it was opened for."""

    def __init__(self, host: QWidget) -> None:
        words = self.tr("登记结果")
        super().__init__(host, "road.meetings.preview", words, words, "check", WIDTH)
        self.proposal: Proposal | None = None
        self._is_recording = False
        self._summary = TextLabel("", "body_bold", wrap=True)
        self._summary.setObjectName("road.meetings.preview.summary")
        self._below = TextLabel("", "caption", "muted", wrap=True)
        self.problems = self._make_table("problems", make_problem_model(self), _problem_looks())
        self.verdicts = self._make_table("verdicts", make_verdict_model(self), _verdict_looks())
        for widget in (self._summary, self._below, self.problem, self.problems):
            self.body.addWidget(widget)
        self.body.addWidget(self.verdicts, 1)
        self.body.addStretch(0)

    def open_for(self, proposal: Proposal, title: str) -> None:
        self.proposal, self._is_recording = proposal, False
        sheet = proposal.sheet
        self._name = title
        self.begin(proposal.source)
        passed = sum(verdict.passed for verdict in sheet.verdicts)
        failed = len(sheet.verdicts) - passed
        parts = [self.tr("通过 {0} 人"), self.tr("未通过 {0} 人")]
        words = [part.replace("{0}", str(n)) for part, n in zip(parts, (passed, failed), strict=True)]
        if sheet.already:
            words.append(self.tr("{0} 人已经登记过，不再登记").replace("{0}", str(sheet.already)))
        if sheet.problems:
            words.append(self.tr("{0} 处有问题").replace("{0}", str(len(sheet.problems))))
        self._summary.setText("，".join(words))
        left = self.tr("现在还没有写入。确认后只登记下面这些人；有问题的行改好后可以再导入一次。")
        none = self.tr("现在还没有写入。确认后登记下面这些人，120 秒内可以一起撤销。")
        self._below.setText(left if sheet.problems else none)
        self._show(self.problems, sheet.problems)
        rows = min(len(sheet.problems), MOST_PROBLEMS)
        self.problems.setFixedHeight(_HEAD + rows * ROW_HEIGHT)
        self._show(self.verdicts, sheet.verdicts)
        for place in (_ROW, *_TYPED):
            nothing = not any(_cell(verdict, place) for verdict in sheet.verdicts)
            self.verdicts.setColumnHidden(place, nothing)
        self._show_open(len(sheet.verdicts))

    def close_overlay(self) -> None:
        """While it is being written the sheet stays: it says what came of it."""
        if not self._is_recording:
            super().close_overlay()

    def end_recording(self) -> None:
        self._is_recording = False

    def show_progress(self, done: int, total: int) -> None:
        self._is_recording = True
        self.confirm_button.setEnabled(False)
        words = self.tr("已登记 {0} / {1} 人").replace("{0}", str(done)).replace("{1}", str(total))
        self.footer.set_reason(words, "hourglass")

    def show_refused(self, lines: Sequence[str], stands: int) -> None:
        """Some were refused: they are named, the others stand."""
        title = self.tr("{0} 人没有登记，其余 {1} 人已登记").replace("{0}", str(len(lines)))
        self.problem.set_content(title.replace("{1}", str(stands)), lines[:6])
        self.footer.set_reason("")
        self.cancel_button.setText(self.tr("关闭"))
        self.confirm_button.setEnabled(False)

    def _show_open(self, count: int) -> None:
        self.cancel_button.setText(self.tr("取消"))
        self.confirm_button.setText(self.tr("登记 {0} 人").replace("{0}", str(count)))
        self.confirm_button.setEnabled(count > 0)
        self.footer.set_reason("" if count else self.tr("没有可以登记的行"))

    def _show(self, table: TableView, rows: Sequence[object]) -> None:
        model = table.model()
        if isinstance(model, RowsTable):
            model.set_rows(rows)
        table.setVisible(bool(rows))
        table.set_current_row(0 if rows else -1)

    def _make_table(self, name: str, model: RowsTable, looks: Sequence[Column]) -> TableView:
        table = TableView(self)
        table.setObjectName(f"road.meetings.preview.{name}")
        table.setAccessibleName(self.tr("有问题的行") if name == "problems" else self.tr("要登记的人"))
        table.setModel(model)
        table.set_columns(looks)
        table.viewport().setBackgroundRole(QPalette.ColorRole.Light)
        return table


def say_refused(name: str, error: object) -> str:
    return f"{name}：{describe(error)}"  # type: ignore[arg-type]


def _problem_looks() -> list[Column]:
    return [Column(_t("行"), 76), Column(_t("这些没有读进来"), 300, ColumnKind.ACT, stretch=True)]


def _verdict_looks() -> list[Column]:
    return [
        Column(_t("行"), 76, muted=True),
        Column(_t("姓名"), 116, ColumnKind.NAME),
        Column(_t("单位"), 150, stretch=True),
        Column(_t("同意"), 56, ColumnKind.COUNT),
        Column(_t("反对"), 56, ColumnKind.COUNT),
        Column(_t("结果"), 104, ColumnKind.PILL),
        Column(_t("备注"), 190, muted=True),
    ]


def _row(verdict: ReadVerdict) -> str:
    return fill(_t("第 {row} 行"), {"row": str(verdict.row)}) if verdict.row else ""


def _cell(verdict: ReadVerdict, column: int) -> str:
    said = {3: verdict.votes_for, 4: verdict.votes_against, 6: verdict.note}
    return _row(verdict) if column == _ROW else said[column]


def _place(problem: RowProblem) -> str:
    return fill(_t("第 {row} 行"), {"row": str(problem.row)}) if problem.row else _t("名单")


def _id(verdict: ReadVerdict) -> str:
    return verdict.person.id


def _name(verdict: ReadVerdict) -> str:
    return verdict.person.name


def _unit(verdict: ReadVerdict) -> str:
    return verdict.person.unit


def _votes_for(verdict: ReadVerdict) -> str:
    return verdict.votes_for


def _votes_against(verdict: ReadVerdict) -> str:
    return verdict.votes_against


def _result(verdict: ReadVerdict) -> str:
    return _t("通过") if verdict.passed else _t("未通过")


def _state(verdict: ReadVerdict) -> str:
    return "passed" if verdict.passed else "failed"


def _note(verdict: ReadVerdict) -> str:
    return verdict.note


def _flag(problem: RowProblem) -> tuple[str, str]:
    return "triangle-alert", "returned"


def _ink(problem: RowProblem) -> str:
    return "returned"


def _t(text: str) -> str:
    return translate("road", text)
