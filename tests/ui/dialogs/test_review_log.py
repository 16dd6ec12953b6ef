"""审核日志: every act newest first, chips, periods of correction, and a message when it cannot be read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.organisation import Role
from app.ports.queries import LogLine
from ui.dialogs.review_log import ReviewLogSheet
from ui.dialogs.review_log_times import find_spans
from ui.widgets.callout import Callout
from ui.widgets.filter_chips import FilterChipBar
from ui.widgets.log_timeline import LogTimeline

NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)


def make_line(act: str, days_ago: float, **changes: object) -> LogLine:
    given: dict[str, object] = {"text": "", "submit_no": 1, "minor": act in ("look", "reveal")}
    given.update(changes)
    at = NOW - timedelta(days=days_ago)
    return LogLine(at, act, "周敏", Role.EMPLOYER, "示例建设工程有限公司", **given)  # type: ignore[arg-type]


LINES = [
    make_line("save", 0, submit_no=2),
    make_line("return", 2, text="1. 获奖情况：看不清"),
    make_line("reveal", 2.1),
    make_line("look", 2.2),
    make_line("save", 4),
]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 640)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sheet(host: QWidget) -> ReviewLogSheet:
    made = ReviewLogSheet(host)
    made.open_for("陈晓东　获奖情况", date(2026, 9, 1))
    return made


def shown(sheet: ReviewLogSheet) -> list[str]:
    model = sheet.findChild(LogTimeline).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.req("A3.13", "A3.18")
def test_the_log_shows_every_act_newest_first(sheet: ReviewLogSheet) -> None:
    sheet.show_lines(LINES)
    assert [line.split(" ")[2] for line in shown(sheet)] == ["保存", "退回", "显示证件号码", "打开看", "保存"]
    assert shown(sheet)[1].startswith("08-30 10:00 退回 周敏")


def test_chips_filter_and_count(sheet: ReviewLogSheet, qtbot: QtBot) -> None:
    sheet.show_lines(LINES)
    chips = sheet.findChild(FilterChipBar)
    qtbot.mouseClick(chips.chip("looks"), Qt.MouseButton.LeftButton)
    assert len(shown(sheet)) == 2
    qtbot.mouseClick(chips.chip("verdicts"), Qt.MouseButton.LeftButton)
    assert len(shown(sheet)) == 1
    assert chips.chip("all").accessibleName() == "全部 5"


def test_a_correction_is_a_period_from_the_return_to_the_next_hand_in() -> None:
    (span,) = find_spans(LINES)
    assert (span.first, span.last, span.words) == (0, 1, ("改正", "2 日"))


def test_the_log_can_be_copied_and_closed(sheet: ReviewLogSheet, qtbot: QtBot) -> None:
    sheet.show_lines(LINES)
    qtbot.mouseClick(sheet.findChild(QPushButton, "review_log.copy"), Qt.MouseButton.LeftButton)
    assert "2026-08-30 10:00　退回　周敏" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_log_that_cannot_be_read_says_so(sheet: ReviewLogSheet) -> None:
    sheet.show_failure("找不到这条记录。请刷新列表后再试。（N-404）")
    assert sheet.findChild(Callout).title().endswith("（N-404）")
    assert not sheet.findChild(LogTimeline).isVisible()
