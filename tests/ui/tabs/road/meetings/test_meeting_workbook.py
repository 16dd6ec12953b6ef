"""The list out to Excel, filled in there, and back: everything is shown before anything is written (B11.2)."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt

from app.domain.declaration import Stage
from app.domain.errors import KnownError
from app.domain.verdict_sheet import COLUMNS
from app.services.documents.workbook_reader import read_workbook
from tests.ui.tabs.road.meetings.conftest import Office, OpenDesk, texts

CONFIRM = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def fill(rows: list[list[str]], values: Mapping[str, Mapping[str, str]], path: Path) -> Path:
    """As the secretary does at the meeting: cells by name of the person and column."""
    for row in rows[1:]:
        for column, text in values.get(row[COLUMNS.index("姓名")], {}).items():
            row[COLUMNS.index(column)] = text
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": True}) as workbook:
        page = workbook.add_worksheet()
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
    path.write_bytes(out.getvalue())
    return path


def export(desk: OpenDesk, path: Path) -> list[list[str]]:
    desk.click("road.meetings.export")
    desk.choose_file(path)
    return [list(row) for row in read_workbook(path.read_bytes())]


def bring(desk: OpenDesk, path: Path) -> None:
    desk.click("road.meetings.import")
    desk.choose_file(path)


@pytest.mark.req("B11.2")
def test_the_list_goes_to_excel_and_the_verdicts_come_back(office: Office, tmp_path: Path) -> None:
    first, second = office.add("许文博"), office.add("单文静")
    meeting = office.meet(first, second)
    desk = office.sit()
    desk.open()
    rows = export(desk, tmp_path / "名单.xlsx")
    assert [row[1:3] for row in rows[1:]] == [[n, "示例建设工程有限公司"] for n in ("许文博", "单文静")]
    assert all(row[3] and row[4] == "工程师" and row[-1] for row in rows[1:])
    filled = fill(
        rows,
        {
            "许文博": {"同意": "11", "反对": "2", "结果": "通过"},
            "单文静": {"同意": "3", "反对": "10", "结果": "未通过", "备注": "业绩不足"},
        },
        tmp_path / "结果.xlsx",
    )
    bring(desk, filled)
    preview = desk.desk.preview
    assert desk.label("road.meetings.preview.summary") == "通过 1 人，未通过 1 人"
    assert texts(preview.verdicts, "行") == ["第 2 行", "第 3 行"]
    assert first.decisions() == second.decisions() == ()
    desk.tab.press(*CONFIRM)
    assert not preview.is_open()
    assert office.verdict(first).record == {"meeting": meeting, "votes_for": "11", "votes_against": "2"}
    assert office.verdict(second).opinion == "业绩不足"
    assert second.stored().stage is Stage.NOT_APPROVED
    desk.press(Qt.Key.Key_Z)
    assert desk.results() == {"许文博": "待登记", "单文静": "待登记"}


@pytest.mark.req("B11.2")
def test_rows_that_are_not_clear_are_named_with_their_number_and_write_nothing(
    office: Office, tmp_path: Path
) -> None:
    people = [office.add(name) for name in ("许文博", "单文静", "李伟", "王嘉树")]
    office.meet(*people)
    desk = office.sit()
    desk.open()
    rows = export(desk, tmp_path / "名单.xlsx")
    rows = [row for row in rows if row[1] != "王嘉树"]
    filled = fill(
        rows,
        {
            "许文博": {"结果": "通过"},
            "单文静": {"同意": "3", "反对": "10", "结果": "通过"},
            "李伟": {"结果": "待定"},
        },
        tmp_path / "结果.xlsx",
    )
    bring(desk, filled)
    preview = desk.desk.preview
    assert texts(preview.problems, "行") == ["第 3 行", "第 4 行", "名单"]
    said = texts(preview.problems, "这些没有读进来")
    assert [words[-6:-1] for words in said] == ["M-206", "M-205", "M-211"]
    assert said[0] == "单文静的票数和结果“通过”对不上。请核对后改正。（M-206）"
    assert preview.confirm_button.text() == "登记 1 人"
    desk.tab.press(*CONFIRM)
    assert [p.stored().stage for p in people] == [
        Stage.AWAITING_RESULTS_PUBLICITY,
        *[Stage.AWAITING_MEETING] * 3,
    ]


def test_a_sheet_that_says_nothing_records_nothing(office: Office, tmp_path: Path) -> None:
    office.meet(office.add("许文博"))
    desk = office.sit()
    desk.open()
    export(desk, tmp_path / "名单.xlsx")
    bring(desk, tmp_path / "名单.xlsx")
    assert texts(desk.desk.preview.problems, "这些没有读进来") == [
        "许文博没有写结果。请填通过或未通过。（M-204）"
    ]
    assert not desk.desk.preview.confirm_button.isEnabled()
    desk.press(Qt.Key.Key_Escape)
    assert desk.desk.is_open() and desk.results() == {"许文博": "待登记"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7", "D-105"),
        (b"\xd0\xcf\x11\xe0 locked", "D-106"),
        (b"PK\x03\x04", "D-107"),
        (None, "E-210"),
    ],
    ids=["pdf", "password", "cut off", "gone"],
)
def test_a_file_that_is_no_such_list_is_refused_by_name(
    office: Office, tmp_path: Path, content: bytes | None, code: str
) -> None:
    office.meet(office.add("许文博"))
    desk = office.sit()
    desk.open()
    shown: list[KnownError] = []
    desk.tab.session.error_shown.connect(shown.append)
    path = tmp_path / "结果.xlsx"
    if content is not None:
        path.write_bytes(content)
    bring(desk, path)
    assert [error.code for error in shown] == [code]
    assert not desk.desk.preview.is_open() and not desk.desk.workbook.is_busy


def test_a_folder_that_takes_nothing_is_told(office: Office, tmp_path: Path) -> None:
    office.meet(office.add("许文博"))
    desk = office.sit()
    desk.open()
    shown: list[KnownError] = []
    desk.tab.session.error_shown.connect(shown.append)
    desk.click("road.meetings.export")
    desk.choose_file(tmp_path / "gone" / "名单.xlsx")
    assert [error.code for error in shown] == ["E-206"]
