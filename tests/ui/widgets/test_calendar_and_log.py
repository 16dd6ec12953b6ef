"""The publicity calendar and the review log."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from ui.theme.tokens import LIGHT
from ui.widgets.calendar_days import CalendarDay, CalendarModel
from ui.widgets.gallery.calendar_page import sample_days
from ui.widgets.gallery.log_page import ROWS, SPANS
from ui.widgets.log_rows import LogEntry, LogModel
from ui.widgets.log_timeline import LogTimeline
from ui.widgets.month_calendar import MonthCalendar


@pytest.fixture
def calendar(qtbot):
    widget = MonthCalendar()
    widget.resize(640, 380)
    widget.set_month("2026年10月", sample_days())
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.grid.setFocus()
    return widget


def spoken(calendar, day):
    return calendar.grid.model().index_of(day).data(Qt.ItemDataRole.AccessibleTextRole)


def test_arrows_walk_over_the_days(qtbot, calendar):
    assert calendar.set_current_day(date(2026, 10, 9))
    with qtbot.waitSignal(calendar.day_changed) as heard:
        QTest.keyClick(calendar.grid, Qt.Key.Key_Down)
    assert heard.args == [date(2026, 10, 16)]
    QTest.keyClick(calendar.grid, Qt.Key.Key_Left)
    assert calendar.current_day() == date(2026, 10, 15)
    with qtbot.waitSignal(calendar.day_activated) as heard:
        QTest.keyClick(calendar.grid, Qt.Key.Key_Return)
    assert heard.args == [date(2026, 10, 15)]


def test_months_are_asked_for_by_key_and_button(qtbot, calendar):
    with qtbot.waitSignal(calendar.month_moved) as heard:
        QTest.keyClick(calendar.grid, Qt.Key.Key_PageDown)
    assert heard.args == [1]
    with qtbot.waitSignal(calendar.month_moved) as heard:
        QTest.keyClick(calendar.grid, Qt.Key.Key_PageUp)
    assert heard.args == [-1]


def test_every_cell_speaks(calendar):
    assert spoken(calendar, date(2026, 10, 1)) == "10月1日 放假 国庆节"
    assert spoken(calendar, date(2026, 10, 10)) == "10月10日 调休上班 调休上班 第 3 个工作日"
    assert spoken(calendar, date(2026, 10, 9)).endswith("今天")
    assert spoken(calendar, date(2026, 10, 17)) == "10月17日 周末"


def test_a_counted_day_is_tinted(calendar):
    rect = calendar.grid.visualRect(calendar.grid.model().index_of(date(2026, 10, 13)))
    image = calendar.grid.viewport().grab().toImage()
    assert image.pixelColor(rect.center().x(), rect.y() + 12).name() == QColor(LIGHT["accent_soft"]).name()


def test_the_current_day_stays_over_a_new_month(calendar):
    calendar.set_current_day(date(2026, 10, 15))
    calendar.set_month("2026年10月", sample_days())
    assert calendar.current_day() == date(2026, 10, 15)
    assert not calendar.set_current_day(date(2027, 1, 1))


def test_broken_weeks_are_refused():
    model = CalendarModel()
    monday = date(2026, 9, 28)
    days = [CalendarDay(monday + timedelta(days=n), str(n)) for n in range(7)]
    for wrong in (days[:6], [*days[1:], days[0]], [*days[:6], days[0]]):
        with pytest.raises(ValueError, match="a calendar shows"):
            model.set_days(wrong)
    model.set_days(days)
    assert model.rowCount() == 1


def test_the_calendar_passes_the_model_tester(qtmodeltester):
    model = CalendarModel()
    model.set_days(sample_days())
    qtmodeltester.check(model)


def test_log_rows_have_their_heights_and_speak(qtbot):
    log = LogTimeline()
    qtbot.addWidget(log)
    log.resize(640, 500)
    log.set_rows(ROWS, SPANS)
    log.show()
    heights = [log.visualRect(log.model().index(row, 0)).height() for row in range(4)]
    assert heights == [47, 24, 47, 32]
    words = log.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("10-08 17:20 退回 沈佳宁")


def test_an_act_with_a_key_opens(qtbot):
    log = LogTimeline()
    qtbot.addWidget(log)
    log.set_rows([LogEntry("10-09", "send", "提交", key="e1"), LogEntry("10-08", "eye", "打开看")])
    log.show()
    log.set_current_row(0)
    with qtbot.waitSignal(log.entry_activated) as heard:
        QTest.keyClick(log, Qt.Key.Key_Return)
    assert heard.args == ["e1"]
    log.set_current_row(1)
    with qtbot.assertNotEmitted(log.entry_activated):
        QTest.keyClick(log, Qt.Key.Key_Return)


def test_the_log_passes_the_model_tester(qtmodeltester):
    model = LogModel()
    model.set_rows(ROWS, SPANS)
    qtmodeltester.check(model)
