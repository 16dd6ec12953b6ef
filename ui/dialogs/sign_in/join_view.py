"""连接单位的服务器: profile file, login, password; then everything is received for the first time, with progress.

Runs on the network lane. A wrong password, no TLS, an unknown certificate leave no copy behind and say what to do; a pull
that was broken off or cancelled goes on when the copy is opened (``app.ports.server_sign_in``).
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import KnownError
from app.ports.server_sign_in import KnownCopy, ServerCard, ServerJoining
from app.ports.sync import SyncProgress
from ui.dialogs.file_choice import choose_existing
from ui.dialogs.sign_in.error_line import ErrorLine
from ui.operations import Operations
from ui.shortcuts import bind_enter, bind_key, press_focused
from ui.texts.errors import describe
from ui.texts.sync_words import say_phase
from ui.widgets.buttons import PrimaryButton, SecondaryButton, TallSecondaryButton
from ui.widgets.fields import LineEdit, PasswordField, set_invalid
from ui.widgets.icon_mark import IconMark
from ui.widgets.key_chip import LockReason
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Line

WRONG_LOGIN = "Y-105"
REPORT_EVERY_S = 0.08
MakeJoining = Callable[[], ServerJoining]


class JoinView(QWidget):
    """``joined`` carries the KnownCopy, ``back_wanted`` nothing."""

    joined = Signal(object)
    back_wanted = Signal()
    _progressed = Signal(object)

    def __init__(
        self, operations: Operations, make_joining: MakeJoining, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._operations, self._make_joining = operations, make_joining
        self._path: Path | None = None
        self._cancel = threading.Event()
        self._running = False
        self._told_at = 0.0
        self.card_name = ElidedLabel(self.tr("还没有选连接文件"), "body", "muted")
        self.card_name.setObjectName("join.server")
        self._where = ElidedLabel("", "caption", "muted")
        self._where.hide()
        self.choose_button = SecondaryButton(self.tr("选连接文件…"), "folder-open", None, self)
        self.choose_button.setObjectName("join.choose")
        self.login = LineEdit()
        self.login.setObjectName("join.login")
        self.login.setAccessibleName(self.tr("登录名"))
        self.password = PasswordField()
        self.password.setObjectName("join.password")
        self.password.setAccessibleName(self.tr("密码"))
        self.error = ErrorLine()
        self.button = PrimaryButton(self.tr("连接并接收"), "log-in", "Enter")
        self.button.setObjectName("join.connect")
        self.back = TallSecondaryButton(self.tr("返回"), None, "Esc")
        self.back.setObjectName("join.back")
        self.step = TextLabel("", "body", "muted", wrap=True)
        self.step.setObjectName("join.step")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(10)
        self.bar.setAccessibleName(self.tr("接收进度"))
        self.stop = TallSecondaryButton(self.tr("取消"), None, "Esc")
        self.stop.setObjectName("join.cancel")
        self._lay_out()
        self._connect()

    def begin(self, profile: Path | None = None) -> None:
        """Shown: with a profile that was named on the command line it is read at once."""
        self.error.set_text("")
        self.password.clear()
        if profile is not None:
            self._read(profile)
        (self.login if self._path is not None or profile is not None else self.choose_button).setFocus()

    def submit(self) -> None:
        """Everything that is asked for is there, or what is missing is said."""
        if self._running:
            return
        path, login, password = self._path, self.login.text().strip(), self.password.text()
        missing = self._missing(path, login, password)
        if missing is not None or path is None:
            self._say(missing or "")
            return
        self._say("")
        self._set_running(True)
        self._cancel.clear()
        make, report, cancelled = self._make_joining, self._report, self._cancel.is_set

        def act() -> KnownCopy:
            return make().join(path, login, password, report=report, cancelled=cancelled)

        self._operations.network(act, self._joined, self._refused)

    def cancel(self) -> None:
        """What was received stays; the rest comes when the copy is opened. Before the server has answered: nothing is left."""
        self._cancel.set()
        self.stop.setEnabled(False)
        self.step.setText(self.tr("正在停下…"))

    # ---- inside

    def _missing(self, path: Path | None, login: str, password: str) -> str | None:
        if path is None:
            self.choose_button.setFocus()
            return self.tr("还没有选连接文件。请向平台管理员要，再选它。")
        if not login:
            self.login.setFocus()
            return self.tr("还没有输入登录名。")
        if not password:
            self.password.setFocus()
            return self.tr("还没有输入密码。")
        return None

    def _choose(self) -> None:
        choose_existing(self, self.tr("选连接文件"), self.tr("连接文件 (*.json);;所有文件 (*)"), self._chosen)

    def _chosen(self, paths: list[str]) -> None:
        self._read(Path(paths[0]))
        self.login.setFocus()

    def _read(self, path: Path) -> None:
        make = self._make_joining

        def act() -> tuple[Path, ServerCard]:
            return path, make().read_profile(path)

        self._operations.network(act, self._show_card, self._no_card)

    def _show_card(self, answer: tuple[Path, ServerCard]) -> None:
        self._path, card = answer
        self.card_name.set_text(card.name)
        self.card_name.set_token("text")
        self._where.set_text("　".join(card.hosts))
        self._where.show()
        self.choose_button.setText(self.tr("换一个…"))
        self._say("")

    def _no_card(self, error: KnownError) -> None:
        self._say(describe(error))
        self.choose_button.setFocus()

    def _report(self, progress: SyncProgress) -> None:
        """Network thread."""
        now = time.monotonic()
        if now - self._told_at >= REPORT_EVERY_S or not progress.done:
            self._told_at = now
            self._progressed.emit(progress)

    def _show_progress(self, progress: SyncProgress) -> None:
        if self._running and not self._cancel.is_set():
            self.step.setText(say_phase(progress))
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)

    def _joined(self, copy: KnownCopy) -> None:
        self._set_running(False)
        self.password.clear()
        self.joined.emit(copy)

    def _refused(self, error: KnownError) -> None:
        self._set_running(False)
        if self._cancel.is_set():
            self._say(self.tr("已取消，没有留下什么。要连接请再来一次。"))
            self.button.setFocus()
            return
        self._say(describe(error))
        set_invalid(self.password, error.code == WRONG_LOGIN)
        set_invalid(self.login, error.code == WRONG_LOGIN)
        self.password.selectAll()
        self.password.setFocus()

    def _say(self, text: str) -> None:
        self.error.set_text(text)
        self.password.setAccessibleDescription(text)
        set_invalid(self.password, False)
        set_invalid(self.login, False)

    def _set_running(self, running: bool) -> None:
        self._running = running
        self._pages.setCurrentIndex(1 if running else 0)
        self.stop.setEnabled(running)
        self.step.setText(self.tr("正在连接"))
        self.bar.setRange(0, 0)
        if running:
            self.stop.setFocus()

    def _typed(self) -> None:
        self._say("")

    def _escape(self) -> None:
        if self._running:
            if self.stop.isEnabled():
                self.cancel()
        else:
            self.back_wanted.emit()

    def _connect(self) -> None:
        self._progressed.connect(self._show_progress)
        self.choose_button.clicked.connect(self._choose)
        self.button.clicked.connect(self.submit)
        self.back.clicked.connect(self.back_wanted)
        self.stop.clicked.connect(self.cancel)
        self.login.textEdited.connect(self._typed)
        self.password.textEdited.connect(self._typed)
        bind_enter(self, self._enter)
        bind_key(self, "Esc", self._escape)

    def _enter(self) -> None:
        if not press_focused(self, self.button):
            self.submit()

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_form())
        self._pages.addWidget(self._make_progress())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _make_form(self) -> QWidget:
        server = QHBoxLayout()
        server.setSpacing(8)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.card_name)
        names.addWidget(self._where)
        server.addWidget(IconMark("server"), 0, Qt.AlignmentFlag.AlignVCenter)
        server.addLayout(names, 1)
        server.addWidget(self.choose_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.button, 1)
        buttons.addWidget(self.back)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(TextLabel(self.tr("连接单位的服务器"), "section"))
        column.addSpacing(8)
        column.addWidget(TextLabel(self.tr("服务器"), "caption", "muted"))
        column.addLayout(server)
        for caption, field in ((self.tr("登录名"), self.login), (self.tr("密码"), self.password)):
            column.addSpacing(10)
            column.addWidget(TextLabel(caption, "caption", "muted"))
            column.addWidget(field)
        column.addWidget(self.error)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addSpacing(14)
        column.addWidget(Line())
        column.addSpacing(6)
        column.addWidget(LockReason(self.tr("只走加密连接；收到的资料在本机加密保存")))
        words = self.tr("连接文件、登录名和密码由平台管理员发给您。")
        column.addWidget(TextLabel(words, "caption", "muted", wrap=True))
        column.addStretch(1)
        return form

    def _make_progress(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(TextLabel(self.tr("正在接收单位的资料"), "body_bold"))
        column.addWidget(self.bar)
        column.addWidget(self.step)
        words = self.tr("第一次要几分钟。中断了也不要紧，登录以后接着收。")
        column.addWidget(TextLabel(words, "caption", "muted", wrap=True))
        column.addSpacing(8)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        return page
