"""The window after sign-in: tab bar, the page in front, status bar, and what may lie over them.

Made for one Session by ``ui.main_window`` and deleted at sign-out. Pages are built when first opened; a page at the back
is told once, when it comes to the front, what was written meanwhile.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.domain.commands import Changed
from app.ports.queries import HomeFacts
from ui.dialogs.about_card import AboutCard
from ui.dialogs.error_card import ErrorCard
from ui.dialogs.keys_sheet import KeysSheet
from ui.dialogs.platform_entry.sheet import PlatformSheet
from ui.dialogs.sample_clock_card import SampleClockCard, find_clock_setter
from ui.dialogs.settings_card import SettingsCard
from ui.exchange_desk import ExchangeDesk
from ui.session import Session
from ui.shortcuts import EXCHANGE_KEYS, bind_key, keys_rest
from ui.status_line import StatusLine
from ui.tab_page import TabEntry, TabPage
from ui.targets import TAB_OF, PlatformTarget, Target
from ui.theme import current
from ui.top_bar import NARROW_BELOW, TopBar
from ui.widgets.toast import Toast

CLOCK_MS = 10_000


class _NumberKey(QObject):
    """Ctrl and a number: knows its tab."""

    pressed = Signal(str)

    def __init__(self, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._key = key

    def press(self) -> None:
        self.pressed.emit(self._key)


class Shell(QWidget):
    """``sign_out_wanted``, ``quit_wanted``, ``scheme_chosen`` are the window's business."""

    sign_out_wanted = Signal()
    quit_wanted = Signal()
    scheme_chosen = Signal(str)

    def __init__(self, session: Session, entries: Sequence[TabEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._entries = [e for e in entries if session.actor.role in e.roles]
        self._pages: dict[str, TabPage] = {}
        self._missed: dict[str, Changed | None] = {}
        self.top_bar = TopBar(session, self._entries, self)
        self.pages = QStackedWidget()
        sync = session.desk.sync
        self.status = StatusLine(
            session.actor, is_sample=bool(session.desk.sample_password), has_server=sync is not None
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.pages, 1)
        column.addWidget(self.status)
        self.toast = Toast(self.pages)
        self.keys_sheet = KeysSheet(self.pages, [EXCHANGE_KEYS] if sync is not None else [])
        self.exchange = (
            ExchangeDesk(self, self.pages, session, sync, self.status) if sync is not None else None
        )
        self._platform: PlatformSheet | None = None
        self.settings = SettingsCard(self)
        self.about = AboutCard(self)
        self.error = ErrorCard(self)
        set_now = find_clock_setter(session.desk)
        self.sample_clock = (
            SampleClockCard(self, session.desk, session.operations, set_now) if set_now else None
        )
        self._day = session.today()
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.start()
        self._connect()
        self._bind_keys()
        self._look_at_clock()

    @property
    def platform(self) -> PlatformSheet:
        """省平台录入, made when it is first needed."""
        if self._platform is None:
            self._platform = PlatformSheet(self.pages, self.session)
        return self._platform

    def open_first(self) -> None:
        """Bring 用户中心 to the front and ask for the numbers."""
        self.session.facts.reload()
        if self._entries:
            self.show_tab(self._entries[0].key)
        if self.exchange is not None:
            self.exchange.start()

    def show_tab(self, key: str) -> TabPage | None:
        """Bring a tab to the front, building its page if need be; None when the role has no such tab."""
        entry = next((e for e in self._entries if e.key == key), None)
        if entry is None:
            return None
        before = self.pages.currentWidget()
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = entry.factory(self.session)
            self.pages.addWidget(page)
        elif key in self._missed:
            page.refresh(self._missed.pop(key))
        self._missed.pop(key, None)
        if before is not page:
            if isinstance(before, TabPage):
                before.leave()
            self.pages.setCurrentWidget(page)
            self.top_bar.show_tab(key)
            page.enter()
        return page

    def go_to(self, target: Target) -> None:
        """Open what a link leads to."""
        if isinstance(target, PlatformTarget):
            self.platform.open_target(target)
            return
        page = self.show_tab(TAB_OF[type(target)])
        if page is not None:
            page.open_target(target)

    def leave_first(self, then: Callable[[], object]) -> bool:
        """Whether what is not sent yet is sent first; ``then`` is called afterwards. Never without a server."""
        return self.exchange is not None and self.exchange.leave_first(then)

    def leave(self) -> None:
        """Signing out or closing: every page keeps what was typed, the session writes what waits."""
        for page in self._pages.values():
            page.leave()
        self._clock.stop()
        self.session.close()
        if self.exchange is not None:
            self.exchange.stop()

    # ---- what happens

    def _spread(self, changed: Changed) -> None:
        """A write: the page in front refreshes now, the others when they come to the front."""
        front = self.pages.currentWidget()
        for key, page in self._pages.items():
            if page is front:
                page.refresh(changed)
            elif key not in self._missed:
                self._missed[key] = changed
            else:
                before = self._missed[key]
                self._missed[key] = None if before is None else before | changed

    def _refresh_everything(self) -> None:
        """Another day: waiting, running and over are not what they were."""
        self.session.facts.reload()
        front = self.pages.currentWidget()
        for key, page in self._pages.items():
            if page is front:
                page.refresh(None)
            else:
                self._missed[key] = None

    def _look_at_clock(self) -> None:
        self.status.show_time(self.session.now())
        if self.session.today() != self._day:
            self._day = self.session.today()
            self.session.day_changed.emit()

    def _clock_moved(self) -> None:
        self._day = self.session.today()
        self.status.show_time(self.session.now())
        self.session.day_changed.emit()

    def _show_facts(self, facts: HomeFacts) -> None:
        self.top_bar.show_badges(facts)
        self.status.show_to_enter(facts.to_enter)

    def _tab_chosen(self, key: str) -> None:
        self.show_tab(key)

    def _say(self, text: str, state: str, action: str, key: str) -> None:
        self.toast.show_text(text, state, action=action, key=key)

    def _toggle_theme(self) -> None:
        self.scheme_chosen.emit("light" if current.is_dark() else "dark")

    def _open_account_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("换账号")).triggered.connect(self.sign_out_wanted)
        menu.addAction(self.tr("关于职审台")).triggered.connect(self.about.open)
        menu.addSeparator()
        menu.addAction(self.tr("退出")).triggered.connect(self.quit_wanted)
        item = self.status.item("account")
        menu.popup(item.mapToGlobal(item.rect().topLeft()) - menu.rect().bottomLeft())

    def _open_keys(self) -> None:
        self.keys_sheet.open()

    def _open_platform(self) -> None:
        self.platform.open_target(PlatformTarget())

    def _open_settings(self) -> None:
        self.settings.open()

    def _open_sample_clock(self) -> None:
        if self.sample_clock is not None:
            self.sample_clock.open()

    def _connect(self) -> None:
        session, operations = self.session, self.session.operations
        session.navigated.connect(self.go_to)
        session.said.connect(self._say)
        session.error_shown.connect(self.error.show_error)
        session.day_changed.connect(self._refresh_everything)
        session.facts.updated.connect(self._show_facts)
        self.toast.acted.connect(session.run_toast_action)
        operations.changed.connect(self._spread)
        operations.busy_changed.connect(self.status.show_busy)
        operations.error_raised.connect(self.error.show_error)
        self.top_bar.tab_chosen.connect(self._tab_chosen)
        self.top_bar.theme_toggled.connect(self._toggle_theme)
        self.top_bar.settings_wanted.connect(self._open_settings)
        current.signals.changed.connect(self.top_bar.show_theme)
        self.status.keys_wanted.connect(self._open_keys)
        self.status.platform_wanted.connect(self._open_platform)
        self.status.account_wanted.connect(self._open_account_menu)
        self.status.clock_wanted.connect(self._open_sample_clock)
        self.settings.scheme_chosen.connect(self.scheme_chosen)
        self._clock.timeout.connect(self._look_at_clock)
        if self.exchange is not None:
            self.exchange.reloaded.connect(self._refresh_everything)
        if self.sample_clock is not None:
            self.sample_clock.moved.connect(self._clock_moved)

    def _bind_keys(self) -> None:
        bind_key(self, "Ctrl+K", self.top_bar.begin_search)
        bind_key(self, "F1", self._open_keys)
        bind_key(self, "S", self._open_platform)
        if self.exchange is not None:
            bind_key(self, "Y", self.exchange.open_sheet)
        for number, entry in enumerate(self._entries[:9], 1):
            number_key = _NumberKey(entry.key, self)
            number_key.pressed.connect(self._tab_chosen)
            bind_key(self, f"Ctrl+{number}", number_key.press)

    # ---- Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.top_bar.set_narrow(self.width() < NARROW_BELOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: layouts disagree on where ? is, and a Chinese keyboard types the full-width one.
        if event.text() in ("?", "？") and not keys_rest(self):
            self._open_keys()
            return
        super().keyPressEvent(event)
