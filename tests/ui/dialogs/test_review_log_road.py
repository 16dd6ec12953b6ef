"""审查日志 over the whole road: records in words, periods, waits in working days, what no longer stands (picture 19)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.organisation import Role
from app.domain.working_days import WorkingDayCalendar
from app.ports.queries import LogLine
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from resources import holidays_dir
from ui.dialogs.review_log import ReviewLogSheet
from ui.dialogs.review_log_times import add_ends, find_spans, with_waits
from ui.widgets.filter_chips import FilterChipBar
from ui.widgets.log_rows import LOG_ROW, LogEntry, LogWait
from ui.widgets.log_timeline import LogTimeline

TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def calendar() -> WorkingDayCalendar:
    return OfficeCalendar(read_shipped_years(holidays_dir())).working_days()


def line(
    act: str, day: str, text: str = "", record: Mapping[str, str] | None = None, **changes: object
) -> LogLine:
    given: dict[str, object] = {"submit_no": 1, "record": record or {}}
    given.update(changes)
    at = datetime.fromisoformat(f"2026-{day}:00+08:00").astimezone(UTC)
    who = (
        given.pop("who", "周敏"),
        given.pop("role", Role.EMPLOYER),
        given.pop("unit", "示例建设工程有限公司"),
    )
    return LogLine(at, act, *who, text, **given)  # type: ignore[arg-type]


PUBLISHED = {"start": "2026-09-22", "end": "2026-09-30", "place": "一楼公告栏"}
ROAD = [
    line("form_step", "11-20 09:00", record={"step": "handed_in", "on": "2026-11-20"}),
    line("record_payment", "11-05 10:00", record={"amount": "450.00", "receipt": "202611"}),
    line("pass", "10-28 16:00", record={"pay_until": "2026-11-30"}, role=Role.HR_BUREAU, unit="上城区人社局"),
    line("pass", "10-28 15:00", withdrawn=True, role=Role.HR_BUREAU, unit="上城区人社局"),
    line("pass", "10-20 16:00", "同意上报", entered_at=datetime(2026, 10, 21, tzinfo=UTC), submit_no=2),
    line("submit", "10-12 09:12", record={"mode": "normal", "items": "6", "files": "3"}, submit_no=2),
    line("return", "10-09 17:20", "1. 备案表过期", role=Role.ACCEPTANCE, unit="上城区受理点"),
    line("pass", "10-08 08:50", "同意推荐"),
    line("publicity_start", "09-22 09:00", "2026-09-22 至 2026-09-30 一楼公告栏", PUBLISHED),
    line("confirm", "09-21 15:36"),
    line("submit", "09-18 10:40", record={"mode": "normal", "items": "6", "files": "2"}),
]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 640)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sheet(host: QWidget, calendar: WorkingDayCalendar) -> ReviewLogSheet:
    made = ReviewLogSheet(host, "审查日志")
    made.open_for("林致远　2026度", TODAY, calendar, "待报送评审表")
    made.show_lines(ROAD)
    return made


def rows_of(sheet: ReviewLogSheet) -> list[LogEntry | LogWait]:
    model = sheet.findChild(LogTimeline).model()
    return [model.index(row, 0).data(LOG_ROW) for row in range(model.rowCount())]


def entries(sheet: ReviewLogSheet) -> list[LogEntry]:
    return [row for row in rows_of(sheet) if isinstance(row, LogEntry)]


@pytest.mark.req("B9", "B10.6")
def test_what_an_act_recorded_is_told_in_words(sheet: ReviewLogSheet) -> None:
    step, paid, passed = entries(sheet)[:3]
    assert (paid.title, paid.text) == ("登记缴费", "450.00 元，票据 202611")
    assert step.text.endswith("2026-11-20")
    assert passed.text == "缴费截止 2026-11-30"
    assert passed.meta == "周敏　上城区人社局"


def test_a_hand_in_says_what_it_consisted_of_and_that_it_is_another(sheet: ReviewLogSheet) -> None:
    again = next(e for e in entries(sheet) if e.title == "重新提交")
    assert (again.text, again.right) == ("正常申报，业绩 6 条，附件 3 个文件", "第 2 次提交")


def test_what_no_longer_stands_and_what_was_entered_is_said(sheet: ReviewLogSheet) -> None:
    gone, entered = (e for e in entries(sheet) if e.right.startswith(("已收回", "省平台已录入")))
    assert (gone.title, gone.right, gone.tone) == ("通过", "已收回　第 1 次提交", "pending")
    assert entered.right == "省平台已录入　第 2 次提交"


@pytest.mark.req("A4.4")
def test_a_publicity_that_ran_out_has_a_line_of_its_own(sheet: ReviewLogSheet) -> None:
    over = next(e for e in entries(sheet) if e.title == "公示期满")
    assert (over.time, over.text) == ("09-30 24:00", "2026-09-22 至 2026-09-30")


def test_an_objection_cuts_a_publicity_short() -> None:
    lines = [line("objection_record", "09-25 09:00"), *ROAD[-3:]]
    assert all(found.act != "publicity_over" for found in add_ends(lines, TODAY))


def test_periods_stand_beside_the_axis(calendar: WorkingDayCalendar) -> None:
    rows = with_waits(add_ends(ROAD, TODAY), calendar, "", TODAY)
    assert [span.words for span in find_spans(rows)] == [("改正", "3 日"), ("公示", "8 日")]
    received = [line("receive_forms", "11-25 09:00"), *ROAD]
    assert find_spans(received)[0].words == ("评审表", "20 日")


def test_waits_are_told_in_working_days(sheet: ReviewLogSheet) -> None:
    waits = [row.text for row in rows_of(sheet) if isinstance(row, LogWait)]
    assert waits[0] == "现在：待报送评审表，已 7 个工作日"
    assert waits[1] == "等了 11 个工作日", "from the payment of 11-05 to 11-20"
    told = [row.text if isinstance(row, LogWait) else row.title for row in rows_of(sheet)]
    begun = told.index("开始公示")
    assert told[begun - 1] == "公示期满", "a publicity that runs is no wait"


def test_where_holidays_are_not_known_no_wait_is_guessed(sheet: ReviewLogSheet) -> None:
    bare = WorkingDayCalendar(frozenset(), {}, frozenset())
    assert all(isinstance(row, LogLine) for row in with_waits(ROAD, bare, "", TODAY))
    assert with_waits(ROAD, bare, "待报送评审表", TODAY)[0] == "现在：待报送评审表"


def test_the_acts_of_the_road_have_a_chip(sheet: ReviewLogSheet) -> None:
    sheet.findChild(FilterChipBar).chip("road").click()
    assert [e.title for e in entries(sheet)] == ["登记评审表", "登记缴费"]
    assert rows_of(sheet) == entries(sheet), "waits belong to the whole log"
