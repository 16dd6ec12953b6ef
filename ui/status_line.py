"""The window's status bar, 27 px: how the copy is used, the 样例 mark with its clock, 省平台未录入, account, keys.

With a server its left side says how the exchange stands (``ui.sync_status``) instead of 单机使用.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.organisation import Actor
from app.ports.queries import MOST_TO_ENTER
from ui.sync_status import StatusWords
from ui.texts.dates import say_moment
from ui.texts.words import word
from ui.widgets.pills import PillLabel
from ui.widgets.status_bar import StatusBar


class StatusLine(StatusBar):
    """``sync_wanted`` carries the item of the exchange that was clicked (``ui.sync_status``). ``clock_wanted``, ``platform_wanted``, ``account_wanted`` and ``keys_wanted`` are clicks on the items."""

    clock_wanted = Signal()
    platform_wanted = Signal()
    account_wanted = Signal()
    keys_wanted = Signal()
    sync_wanted = Signal(str)

    def __init__(
        self, actor: Actor, *, is_sample: bool, has_server: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_sample = is_sample
        self.sample = PillLabel("flag", self.tr("样例"), "layers", self)
        self.sample.setVisible(is_sample)
        self.sample.setToolTip(self.tr("样例数据都是编造的，密码公开，时间可以调"))
        self._row.insertWidget(0, self.sample)
        self._left = 1
        self._of_sync: set[str] = set()
        if not has_server:
            self.set_item("mode", self.tr("单机使用"), icon="laptop")
        self.set_item("platform", "", icon="monitor", key="S", right=True, clickable=True)
        self.set_item(
            "account", f"{actor.name}\u2003{word(actor.role)}", icon="user", right=True, clickable=True
        )
        self.set_item("keys", self.tr("全部按键"), key="?", right=True, clickable=True)
        self.item_activated.connect(self._tell_item)

    def show_time(self, moment: datetime) -> None:
        """The sample clock; an ordinary copy shows none, the computer has one."""
        if self._is_sample:
            text = self.tr("样例时间 {0}").format(say_moment(moment))
            self.set_item("clock", text, icon="clock", clickable=True)

    def show_to_enter(self, count: int) -> None:
        """省平台未录入 12; nothing where everything was entered (DOMAIN facts §9)."""
        shown = f"{count}+" if count >= MOST_TO_ENTER else str(count)
        words = self.tr("省平台未录入 {0}").replace("{0}", shown) if count else ""
        self.set_item("platform", words, icon="monitor")

    def show_sync(self, words: Sequence[StatusWords]) -> None:
        """Each opens its sheet; the tooltip is what a screen reader adds to the name."""
        for one in words:
            self._of_sync.add(one.name)
            self.set_item(one.name, one.text, icon=one.icon, token=one.token, clickable=True)
            item = self.item(one.name)
            item.setToolTip(one.tip)
            item.setAccessibleName(one.text)
            item.setAccessibleDescription(one.tip)

    def show_busy(self, busy: bool) -> None:
        """Only after 300 ms, at the end of the left side: nothing moves."""
        self.set_item("busy", self.tr("正在处理…") if busy else "", icon="hourglass")

    def _tell_item(self, name: str) -> None:
        signals = {
            "clock": self.clock_wanted,
            "platform": self.platform_wanted,
            "account": self.account_wanted,
            "keys": self.keys_wanted,
        }
        if name in self._of_sync:
            self.sync_wanted.emit(name)
        elif name in signals:
            signals[name].emit()
