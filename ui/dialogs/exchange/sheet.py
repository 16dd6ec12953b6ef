"""同步: how the exchange stands, 立即同步, 上报记录, 同步日志, 设置 (docs/protocol.md §5). One per window.

Reads on the read lane, settings on the write lane, 导出未上报的操作 on the work lane; what it finds out about a conflict or
a refusal goes to whoever made it (``ui.exchange_desk``).
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import KnownError
from app.ports.sync import DeskSync, OutboxRow, SyncLogKind, SyncLogLine
from ui.dialogs.exchange.records_page import RecordsPage
from ui.dialogs.exchange.settings_page import SettingsPage
from ui.dialogs.file_choice import choose_save_path
from ui.session import Session
from ui.shortcuts import bind_enter, bind_key, press_focused
from ui.sync_runner import SyncRunner, SyncState
from ui.sync_status import say_status
from ui.texts.dates import local
from ui.texts.errors import describe
from ui.texts.sync_words import say_log, say_phase, say_time
from ui.widgets.buttons import LinkButton, PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import ElidedLabel
from ui.widgets.log_rows import LogEntry
from ui.widgets.log_timeline import LogTimeline
from ui.widgets.side_sheet import SideSheet
from ui.widgets.sub_tabs import SubTabs

WIDTH = 640
MOST_ROWS = 500
_RECORDS, _LOG, _SETTINGS = range(3)
_TONES = {
    SyncLogKind.ROUND: ("refresh-cw", "neutral"),
    SyncLogKind.FIRST: ("download", "passed"),
    SyncLogKind.FAILED: ("cloud-off", "flag"),
    SyncLogKind.CONFLICT: ("equal-not", "conflict"),
    SyncLogKind.REFUSED: ("circle-alert", "error"),
    SyncLogKind.REPULL: ("refresh-cw", "info"),
    SyncLogKind.LEFT: ("log-out", "neutral"),
}
_Read = tuple[Sequence[OutboxRow], Sequence[SyncLogLine], tuple[int, int]]


def _inset(widget: QWidget) -> QWidget:
    """Where the words of a row begin: rows have their ground around them."""
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(16, 0, 0, 0)
    column.addWidget(widget)
    return around


class SyncSheet(SideSheet):
    """``host`` is the widget between tab bar and status bar."""

    conflict_wanted = Signal(object)
    read_wanted = Signal(object)
    open_wanted = Signal(object)
    """OutboxRow."""

    def __init__(self, host: QWidget, session: Session, sync: DeskSync, runner: SyncRunner) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("sync")
        self._session, self._sync, self._runner = session, sync, runner
        self.records, self.settings = RecordsPage(), SettingsPage()
        self.timeline = LogTimeline(with_spans=False)
        self.timeline.setObjectName("sync.log")
        self.timeline.setAccessibleName(self.tr("同步日志"))
        self._make_tools()
        self.problem = Callout("error")
        self.problem.setObjectName("sync.problem")
        self.pages = QStackedWidget()
        for page in (self.records, _inset(self.timeline), self.settings):
            self.pages.addWidget(page)
        self.body.setContentsMargins(6, 8, 20, 8)
        told = QHBoxLayout()
        told.setContentsMargins(16, 0, 0, 0)
        told.addWidget(self.problem)
        # A layout and not a widget: hidden, the message leaves no gap.
        self.body.addLayout(told)
        self.body.addWidget(self.pages, 1)
        self.now = PrimaryButton(self.tr("立即同步"), "refresh-cw", "Ctrl Enter", self)
        self.now.setObjectName("sync.now")
        self.export = TallSecondaryButton(self.tr("导出未上报的操作…"), "file-down", None, self)
        self.export.setObjectName("sync.export")
        self.export.setToolTip(self.tr("长时间连不上时，可以导出交给上级单位或平台管理员"))
        self.footer.add_button(self.now)
        self.footer.add_button(self.export)
        self.footer.set_hints([(("Esc",), self.tr("关闭"))])
        self.set_title(self.tr("同步"), sync.server_name)
        self._connect()
        self.show_state(runner.state)

    def open_at(self, key: str = "") -> None:
        """上报记录, with one of its chips on ("" = all)."""
        self._tabs.setCurrentIndex(_RECORDS)
        self.show_state(self._runner.state)
        self.footer.set_reason("")
        if not self.is_open():
            self.open()
        self.records.choose(key)
        self.records.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """What the pages show, as it is now. Nothing while the sheet is closed."""
        if not self.is_open():
            return
        queries, settings, wanted = self._sync.queries, self._sync.settings, self.records.wanted()

        def act() -> _Read:
            kept = settings.rest_seconds(), settings.cache_limit_mb()
            return queries.outbox(wanted, MOST_ROWS), queries.log(MOST_ROWS), kept

        self._session.operations.read(act, self._take, self._not_read, key="sync-sheet")

    def show_state(self, state: SyncState) -> None:
        today = self._session.today()
        words = say_status(state, self._sync.server_name, today, shows_running=True)[0]
        self._mark.set_icon(words.icon, words.token)
        self._said.set_token("text" if words.token == "muted" else words.token)
        last = say_time(state.last_round, today) if state.last_round is not None else ""
        since = self.tr("上次同步 {0}").replace("{0}", last) if last and not words.text.endswith(last) else ""
        self._said.set_text("　".join(part for part in (words.text, since) if part))
        running = state.progress is not None
        if state.progress is not None:
            self._said.set_text(say_phase(state.progress))
            self._bar.setRange(0, state.progress.total)
            self._bar.setValue(state.progress.done)
        self._bar.setVisible(running)
        self._stop.setVisible(running)
        self.now.setEnabled(not running)
        self.problem.set_kind("flag" if state.is_offline else "error")
        told = words.tip.split("\n", 1)[0] if state.problem and not running else ""
        self.problem.set_content("", [told] if told else [])
        self.records.show_counts(state.counts)

    # ---- inside

    def _take(self, answer: _Read) -> None:
        rows, lines, kept = answer
        today = self._session.today()
        self.records.show_rows(rows, today)
        self.timeline.set_rows([self._entry(line) for line in lines])
        if not self.settings.rest.isModified() and not self.settings.cache.isModified():
            self.settings.show_settings(*kept)

    def _entry(self, line: SyncLogLine) -> LogEntry:
        icon, tone = _TONES[line.kind]
        title, text = say_log(line)
        today = self._session.today()
        day = "" if local(line.at).date() == today else f"{local(line.at):%m-%d} "
        return LogEntry(f"{day}{local(line.at):%H:%M}", icon, title, text=text, tone=tone)

    def _not_read(self, error: KnownError) -> None:
        self.problem.set_kind("error")
        self.problem.set_content("", [describe(error)])

    def _choose_page(self, place: int) -> None:
        self.pages.setCurrentIndex(place)

    def _keep_settings(self, seconds: int, megabytes: int) -> None:
        settings = self._sync.settings

        def act() -> None:
            settings.set_rest_seconds(seconds)
            settings.set_cache_limit_mb(megabytes)

        self._session.operations.write(act, self._settings_kept, self._not_read)

    def _settings_kept(self, nothing: None) -> None:
        for field in (self.settings.rest, self.settings.cache):
            field.setModified(False)
        self.settings.say(self.tr("已保存，下一个结论起算"))

    def _export(self) -> None:
        name = self.tr("未上报的操作 {0}.json").replace("{0}", f"{local(self._session.now()):%Y-%m-%d}")
        title = self.tr("导出未上报的操作")
        choose_save_path(self, title, name, self.tr("未上报的操作 (*.json)"), self._export_to)

    def _export_to(self, paths: list[str]) -> None:
        path, export = paths[0], self._sync.export_outbox

        def act() -> tuple[int, str]:
            return export(path), path

        self._session.operations.work(act, self._exported, self._not_read)

    def _exported(self, answer: tuple[int, str]) -> None:
        count, path = answer
        words = self.tr("已导出 {0} 条到 {1}").replace("{0}", str(count)).replace("{1}", Path(path).name)
        self.footer.set_reason(words, "check")

    def _do_first(self) -> None:
        if press_focused(self, self.now):
            return
        if self.pages.currentIndex() == _RECORDS:
            self.records.do_first()
        elif self.pages.currentIndex() == _SETTINGS:
            self.settings.keep()

    def _make_tools(self) -> None:
        self._mark = IconMark("cloud", "muted")
        self._said = ElidedLabel("", "body")
        self._said.setObjectName("sync.said")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(140, 10)
        self._bar.setAccessibleName(self.tr("同步进度"))
        self._stop = LinkButton(self.tr("取消"))
        self._stop.setObjectName("sync.cancel")
        self._stop.setAccessibleName(self.tr("取消这次同步"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._said, 1)
        row.addWidget(self._bar)
        row.addWidget(self._stop)
        for widget in (self._bar, self._stop):
            keeps = widget.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(keeps)
        self._tabs = SubTabs()
        self._tabs.setObjectName("sync.tabs")
        self._tabs.setAccessibleName(self.tr("同步的各页"))
        self._tabs.set_tabs([self.tr("上报记录"), self.tr("同步日志"), self.tr("设置")])
        self.tools.addLayout(row)
        self.tools.addWidget(self._tabs)
        self._rule.hide()

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._choose_page)
        self._stop.clicked.connect(self._runner.cancel)
        self.now.clicked.connect(self._runner.sync_now)
        self.export.clicked.connect(self._export)
        self.records.filter_changed.connect(self.read)
        self.records.conflict_wanted.connect(self.conflict_wanted)
        self.records.read_wanted.connect(self.read_wanted)
        self.records.open_wanted.connect(self.open_wanted)
        self.settings.kept.connect(self._keep_settings)
        self._runner.state_changed.connect(self._state_changed)
        bind_key(self, "Ctrl+Return", self._runner.sync_now)
        bind_key(self, "Ctrl+Enter", self._runner.sync_now)
        bind_key(self, "O", self.records.open_current)
        bind_enter(self, self._do_first)

    def _state_changed(self, state: SyncState) -> None:
        self.show_state(state)
        if state.progress is None:
            self.read()
