"""审核日志 / 审查日志: a side sheet with everything that happened to one dossier, newest first (picture 19; A3.13, A3.18).

The desk opens it at once (``open_for``), reads the lines on the read thread and hands them over (``show_lines``); it
asks nothing itself. Looks and reveals stand under a chip of their own.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.working_days import WorkingDayCalendar
from app.ports.queries import LogLine
from ui.dialogs import review_log_rows as rows
from ui.dialogs import review_log_times as times
from ui.shortcuts import bind_key
from ui.widgets.buttons import SecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.filter_chips import Chip, FilterChipBar
from ui.widgets.labels import TextLabel
from ui.widgets.log_rows import LogWait
from ui.widgets.log_timeline import LogTimeline
from ui.widgets.side_sheet import SideSheet

WIDTH = 690


class ReviewLogSheet(SideSheet):
    """One per desk, reused. ``host`` is the widget between tab bar and status bar."""

    platform_wanted = Signal(str)
    """The dossier whose decisions are to be entered into the 省平台."""

    def __init__(self, host: QWidget, title: str = "") -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("review_log")
        self._name = title or self.tr("审核日志")
        self._lines: list[LogLine] = []
        self._today = date.min
        self._calendar: WorkingDayCalendar | None = None
        self._now_at = ""
        self._subject_id = ""
        self._chips = FilterChipBar(exclusive=True)
        self._chips.selection_changed.connect(self._show_chosen)
        self.tools.addWidget(self._chips)
        self._timeline = LogTimeline()
        self._timeline.setObjectName("review_log.lines")
        self._timeline.setAccessibleName(self._name)
        self._failure = Callout("error")
        self._empty = TextLabel(self.tr("还没有记录"), "body", "muted")
        quiet = QWidget()
        column = QVBoxLayout(quiet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._failure)
        column.addWidget(self._empty)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._timeline)
        self._stack.addWidget(quiet)
        self.body.addWidget(self._stack, 1)
        self._copy = SecondaryButton(self.tr("复制文字"), "copy")
        self._copy.setObjectName("review_log.copy")
        self._copy.clicked.connect(self._copy_text)
        self._platform = SecondaryButton(self.tr("省平台录入"), "monitor", "S")
        self._platform.setObjectName("review_log.platform")
        self._platform.clicked.connect(self._enter_into_platform)
        self._platform.hide()
        self.footer.add_button(self._copy)
        self.footer.add_button(self._platform)
        bind_key(self, "S", self._enter_into_platform)

    def open_for(
        self,
        subject: str,
        today: date,
        calendar: WorkingDayCalendar | None = None,
        now_at: str = "",
        subject_id: str = "",
    ) -> None:
        """Open for a dossier (陈思远　获奖情况); the lines follow. ``today`` decides whether the year is shown.

        ``calendar``: waits are told in working days; ``now_at``: where the dossier is, "" when nobody has to act.
        ``subject_id``: with it the log leads to 省平台录入.
        """
        self._today, self._calendar, self._now_at = today, calendar, now_at
        self._subject_id = subject_id
        self._platform.setVisible(bool(subject_id))
        self.set_title(self._name, subject)
        self._take((), "")
        self._empty.hide()
        self.open()

    def show_lines(self, lines: Sequence[LogLine]) -> None:
        """Newest first, as ``queries.archive_log`` and ``declaration_log`` give them."""
        self._take(lines, "")

    def show_failure(self, sentence: str) -> None:
        """The log could not be read; the sentence carries its code."""
        self._take((), sentence)

    def _take(self, lines: Sequence[LogLine], failure: str) -> None:
        self._lines = lines = times.add_ends(lines, self._today)
        self._failure.set_content(failure)
        self._empty.setVisible(not lines and not failure)
        self._stack.setCurrentIndex(0 if lines else 1)
        self._copy.setEnabled(bool(lines))
        kinds = [rows.kind_of(line) for line in lines]
        chips = [
            Chip(rows.ALL, self.tr("全部"), "list", len(kinds)),
            Chip(rows.VERDICTS, self.tr("结论和退回"), "gavel", kinds.count(rows.VERDICTS)),
        ]
        if rows.PUBLICITY in kinds:
            chips.append(Chip(rows.PUBLICITY, self.tr("公示"), "megaphone", kinds.count(rows.PUBLICITY)))
        if rows.ROAD in kinds:
            chips.append(Chip(rows.ROAD, self.tr("办理"), "stamp", kinds.count(rows.ROAD)))
        chips.append(Chip(rows.LOOKS, self.tr("查看记录"), "eye", kinds.count(rows.LOOKS)))
        self._chips.set_chips(chips)
        self._chips.setVisible(bool(lines))
        self.footer.set_hints([((), times.say_length(lines, self._calendar)), (("Esc",), self.tr("关闭"))])
        self._show_chosen(self._chips.selected())

    def _show_chosen(self, kinds: list[str]) -> None:
        kind = kinds[0] if kinds else rows.ALL
        shown: list[LogLine | str] = list(rows.choose_lines(self._lines, kind))
        if kind == rows.ALL:
            shown = times.with_waits(self._lines, self._calendar, self._now_at, self._today)
        self._timeline.set_rows(
            [LogWait(row) if isinstance(row, str) else rows.make_entry(row, self._today) for row in shown],
            times.find_spans(shown),
        )

    def _enter_into_platform(self) -> None:
        if self._subject_id:
            self.close_overlay()
            self.platform_wanted.emit(self._subject_id)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(rows.write_out(self._lines))
