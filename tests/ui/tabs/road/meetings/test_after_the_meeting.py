"""What follows the meeting: 报送 with its list (B12.2), and 重新评审 in another meeting."""

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from python_calamine import CalamineWorkbook

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from tests.ui.tabs.road.meetings.conftest import Office, OpenDesk
from tests.usecases.road_desk import RoadDesk
from ui.tabs.road.acts.sheet import ActSheet
from ui.widgets.fields import TextEdit

CONFIRM = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def passed(office: Office, name: str) -> RoadDesk:
    """Somebody whose result was published without objection."""
    person = office.add(name)
    office.decide(person, office.meet(person), votes_for="11", votes_against="2")
    person.publish_through(Role.COMMITTEE)
    person.act(Action.CONCLUDE_PUBLICITY, Role.COMMITTEE)
    return person


def report_sheet(desk: OpenDesk) -> ActSheet:
    desk.to_queue("待报送结果")
    desk.press(Qt.Key.Key_1)
    sheet = desk.page.desk.sheets.open_sheet()
    assert sheet is not None
    return sheet


def save_report(desk: OpenDesk, sheet: ActSheet, folder: Path) -> None:
    desk.click("road.act.report.report")
    choice = sheet.report.choice
    assert choice is not None
    choice.chosen.emit([str(folder)])
    choice.dialog.reject()
    desk.tab.wait()
    desk.tab.shell.activateWindow()
    desk.tab.wait()


@pytest.mark.req("B12.2")
def test_results_are_reported_with_a_list_for_the_city(office: Office, tmp_path: Path) -> None:
    person = passed(office, "许文博")
    desk = office.sit()
    sheet = report_sheet(desk)
    assert desk.tab.find(QLineEdit, "road.act.report.to").text() == "市人力社保局"
    desk.write("road.act.report.to", "示例市人力社保局")
    save_report(desk, sheet, tmp_path)
    today = office.real.clock.today().isoformat()
    pdf, xlsx = (tmp_path / f"评审结果报送名单 {today}.{ending}" for ending in ("pdf", "xlsx"))
    with pymupdf.open(pdf) as document:
        words = "".join(page.get_text() for page in document)
    assert "示例市人力社保局" in words and "许文博" in words and "示例中评委办公室" in words
    rows = CalamineWorkbook.from_path(xlsx).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "姓名" and rows[1][0] == "许文博" and rows[1][-1] == "通过"
    assert person.stored().stage is Stage.AWAITING_REPORT
    desk.tab.press(*CONFIRM)
    assert person.stored().stage is Stage.CITY_REVIEW
    assert person.decisions()[-1].record == {"to": "示例市人力社保局", "on": today}


def test_a_report_that_cannot_be_saved_is_told_and_can_be_tried_again(office: Office, tmp_path: Path) -> None:
    passed(office, "许文博")
    desk = office.sit()
    sheet = report_sheet(desk)
    shown: list[object] = []
    desk.tab.session.error_shown.connect(shown.append)
    save_report(desk, sheet, tmp_path / "gone")
    assert len(shown) == 1 and not sheet.report.is_busy and sheet.is_open()


@pytest.mark.req("B11.2", "B12.1")
def test_who_is_reconvened_comes_onto_another_list_and_the_first_verdict_counts_no_more(
    office: Office,
) -> None:
    person = passed(office, "许文博")
    first = office.meeting(person.decisions()[-2].record["meeting"])
    desk = office.sit()
    desk.to_queue("待报送结果")
    desk.page.desk.begin(Action.RECONVENE)
    desk.tab.wait()
    reason: TextEdit = desk.tab.find(TextEdit, "road.act.reconvene.reason")
    reason.setPlainText("异议经核实成立")
    desk.tab.press(*CONFIRM)
    assert person.stored().stage is Stage.AWAITING_MEETING
    desk.open()
    # What was decided at that meeting stays in its list.
    assert desk.results() == {"许文博": "通过"}
    assert "请列入另一次评审会" in desk.label("road.meetings.below")
    assert not desk.desk.passed.isEnabled()
    desk.press(Qt.Key.Key_N)
    assert desk.ticked() == ["许文博"]
    desk.write("road.meetings.editor.name", "复议会")
    desk.tab.press(*CONFIRM)
    assert desk.label("road.meetings.title") == "复议会"
    desk.press(Qt.Key.Key_F)
    verdict = office.verdict(person)
    assert verdict.action is Action.MEETING_FAIL and verdict.record["meeting"] != first.id
    assert person.stored().stage is Stage.NOT_APPROVED
