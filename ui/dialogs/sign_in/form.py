"""Choose an account and type its password (picture 11 for local accounts). Errors stand at the field.

The password is checked on the write thread (argon2id and an audit entry): the window stays alive. ``signed_in`` carries
the Actor. A wrong password leaves everything as it was and says how many tries are left.
"""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import KnownError
from app.domain.organisation import Actor
from app.ports.desk import Desk
from app.ports.queries import AccountChoice
from app.ports.sync import ServerAccount
from app.usecases.sign_in import record_sign_in, sign_in
from ui.dialogs.sign_in.attempts import Attempts
from ui.dialogs.sign_in.error_line import ErrorLine
from ui.operations import Operations
from ui.shortcuts import bind_enter
from ui.texts.errors import describe, describe_code
from ui.texts.words import word
from ui.widgets.buttons import LinkButton, PrimaryButton
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import PasswordField, set_invalid
from ui.widgets.key_chip import LockReason
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line
from ui.widgets.pills import PillLabel

WRONG_PASSWORD = "A-102"
WAIT = "A-103"
_NOT_THIS_PASSWORD = frozenset({"Y-101", "Y-102", "Y-103", "Y-105"})
"""The server does not know it, or cannot be asked: as far as this desk can say it is wrong."""


class SignInForm(QWidget):
    """``set_desk`` fills it; Enter signs in."""

    signed_in = Signal(object)
    """Actor."""
    join_wanted = Signal()
    """连接单位的服务器…"""

    def __init__(
        self, operations: Operations, parent: QWidget | None = None, attempts: Attempts | None = None
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._attempts = attempts or Attempts()
        self._desk: Desk | None = None
        self._account: ServerAccount | None = None
        self._choices: Sequence[AccountChoice] = ()
        self._asked: AccountChoice | None = None
        self.copy = TextLabel("", "body")
        self.sample = PillLabel("info", self.tr("样例"), "layers")
        self.account = ComboBox()
        self.account.setAccessibleName(self.tr("账号"))
        self.password = PasswordField()
        self.password.setAccessibleName(self.tr("密码"))
        self.error = ErrorLine()
        self.hint = TextLabel("", "caption", "muted")
        self.fill_in = LinkButton(self.tr("填入"))
        self.join = LinkButton(self.tr("连接单位的服务器…"))
        self.join.setObjectName("sign_in.join")
        self.join.hide()
        self._duty = TextLabel("", "caption", "muted", wrap=True)
        self._copy_caption = TextLabel(self.tr("工作副本"), "caption", "muted")
        self.button = PrimaryButton(self.tr("登录"), None, "Enter")
        self._ticker = QTimer(self)
        self._ticker.setInterval(500)
        self._lay_out()
        self._connect()

    def set_desk(self, desk: Desk, choices: Sequence[AccountChoice], preferred: str = "") -> None:
        """Offer these accounts; ``preferred`` is the account id chosen last time."""
        self._desk, self._choices = desk, choices
        sync = desk.sync
        self.copy.setText(desk.copy_name or (sync.server_name if sync is not None else ""))
        self._account = sync.account if sync is not None else None
        self._copy_caption.setText(self.tr("服务器") if self._account is not None else self.tr("工作副本"))
        self._show_duty()
        is_sample = bool(desk.sample_password)
        self.sample.setVisible(is_sample)
        hint = self.tr("样例密码：{0}").format(desk.sample_password) if is_sample else ""
        if self._account is not None:
            hint = self.tr("登录名 {0}").format(self._account.login)
        self.hint.setText(hint)
        self.fill_in.setVisible(is_sample)
        self.account.clear()
        for choice in choices:
            account, unit = choice.account, choice.organisation
            # Wide gaps, never a middle dot: it occurs in names (LOOK "Words").
            self.account.addItem(f"{account.name}\u2003{unit.name}\u2003{word(account.role)}", account.id)
        place = self.account.findData(preferred)
        self.account.setCurrentIndex(max(place, 0) if choices else -1)
        self.clear()
        self.set_busy(False)

    def clear(self) -> None:
        """Forget the password and its error."""
        self.password.clear()
        self._say("")

    def set_busy(self, busy: bool) -> None:
        """While the password is checked nothing can be changed."""
        for field in (self.account, self.password, self.fill_in):
            field.setEnabled(not busy)
        self.button.setText(self.tr("正在核对…") if busy else self.tr("登录"))
        self._asked = self._asked if busy else None
        self._show_wait()

    def submit(self) -> None:
        """Try to sign in with what stands in the fields."""
        choice = self._chosen()
        if self._desk is None or choice is None or self._asked is not None or not self.button.isEnabled():
            return
        desk, password = self._desk, self.password.text()
        if not password:
            self._say(self.tr("还没有输入密码。"))
            self.password.setFocus()
            return
        self._asked = choice
        self._say("")
        self.set_busy(True)

        if self._account is not None:
            self._check_login(self._account, password)
            return

        def act() -> Actor:
            return sign_in(choice, password, desk.new_unit_of_work, desk.clock, desk.passwords)

        self._operations.write(act, self._accept, self._refuse)

    def _check_login(self, account: ServerAccount, password: str) -> None:
        """The password last accepted is known here; another one may be new at the server, which is asked then."""

        def act() -> bool:
            if account.unlock(password):
                return True
            try:
                account.renew(password)
            except KnownError as error:
                if error.code in _NOT_THIS_PASSWORD:
                    return False
                raise
            return True

        self._operations.network(act, self._login_checked, self._refuse)

    def _login_checked(self, right: bool) -> None:
        desk, choice = self._desk, self._asked
        if desk is None or choice is None:
            return

        def act() -> Actor:
            return record_sign_in(
                choice, right=right, new_unit_of_work=desk.new_unit_of_work, clock=desk.clock
            )

        self._operations.write(act, self._accept, self._refuse)

    def _show_duty(self) -> None:
        if self._account is not None:
            self._duty.setText(self.tr("这是服务器的登录密码。没有网络时用上次登录成功的密码，照样能办。"))
        else:
            self._duty.setText(
                self.tr("本机账号只分清职责，不是保密边界。能打开这台电脑的人，都可能打开工作副本。")
            )

    def _accept(self, actor: Actor) -> None:
        self._attempts.note_right(actor.account_id)
        self.set_busy(False)
        self.clear()
        self.signed_in.emit(actor)

    def _refuse(self, error: KnownError) -> None:
        asked = self._asked
        self.set_busy(False)
        text = describe(error)
        if error.code == WRONG_PASSWORD and asked is not None:
            self._attempts.note_wrong(asked.account.id)
            left = self._attempts.tries_left(asked.account.id)
            if left:
                text = self.tr("密码不对，还可以试 {0} 次。\n忘了密码请找平台管理员重置。（{1}）").format(
                    left, error.code
                )
        self._say(text)
        self.password.selectAll()
        self.password.setFocus()
        self._show_wait()

    def _say(self, text: str) -> None:
        self.error.set_text(text)
        self.password.setAccessibleDescription(text)
        set_invalid(self.password, bool(text))

    def _show_wait(self) -> None:
        """While the account has to wait, the button says so and the sentence counts down."""
        choice = self._chosen()
        account_id = choice.account.id if choice else ""
        seconds = self._attempts.seconds_to_wait(account_id)
        checking = self._asked is not None
        if seconds:
            params = {"count": self._attempts.wrong(account_id), "seconds": seconds}
            self._say(describe_code(WAIT, params))
            self._ticker.start()
        elif self._ticker.isActive():
            self._ticker.stop()
            self._say("")
        self.button.setEnabled(choice is not None and not checking and not seconds)

    def _account_changed(self) -> None:
        self._ticker.stop()
        self.clear()
        self._show_wait()

    def _typed(self) -> None:
        if not self._ticker.isActive():
            self._say("")

    def _fill_in_sample(self) -> None:
        if self._desk is not None:
            self.password.setText(self._desk.sample_password)
            self.password.setFocus()

    def _chosen(self) -> AccountChoice | None:
        place = self.account.currentIndex()
        return self._choices[place] if 0 <= place < len(self._choices) else None

    def _connect(self) -> None:
        self.button.clicked.connect(self.submit)
        self.join.clicked.connect(self.join_wanted)
        self.fill_in.clicked.connect(self._fill_in_sample)
        self.account.currentIndexChanged.connect(self._account_changed)
        self.password.textEdited.connect(self._typed)
        self._ticker.timeout.connect(self._show_wait)
        bind_enter(self, self.submit)

    def _lay_out(self) -> None:
        copy_row = QHBoxLayout()
        copy_row.setSpacing(8)
        copy_row.addWidget(self.copy)
        copy_row.addWidget(self.sample)
        copy_row.addStretch(1)
        copy_row.addWidget(self.join)
        hint_row = QHBoxLayout()
        hint_row.setSpacing(4)
        hint_row.addWidget(self.hint)
        hint_row.addWidget(self.fill_in)
        hint_row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._copy_caption)
        column.addLayout(copy_row)
        column.addSpacing(10)
        column.addWidget(TextLabel(self.tr("账号"), "caption", "muted"))
        column.addWidget(self.account)
        column.addSpacing(10)
        column.addWidget(TextLabel(self.tr("密码"), "caption", "muted"))
        column.addWidget(self.password)
        column.addLayout(hint_row)
        column.addWidget(self.error)
        column.addSpacing(8)
        column.addWidget(self.button)
        column.addSpacing(14)
        column.addWidget(Line())
        column.addSpacing(6)
        column.addWidget(LockReason(self.tr("工作副本在本机加密保存")))
        column.addWidget(self._duty)
