"""The window. Built and shown without ports; the loader runs after the first paint and brings the Desk.

``app/main.py`` makes it: ``MainWindow(load_desk, load_tabs, preferences)``. ``load_desk(report)`` runs on the read
thread, may call ``report(text, done, total)`` from there, and returns the Desk or raises (KnownError is worded, anything
else is a bug). ``load_tabs`` runs there too: importing the tabs costs time that the first paint must not pay.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from app.domain.errors import KnownError
from app.domain.organisation import Actor
from app.ports.desk import Desk
from app.ports.queries import AccountChoice
from ui.bug_report import BugWatch
from ui.dialogs.report_card import ReportCard
from ui.dialogs.sign_in.page import SignInPage
from ui.operations import Operations
from ui.preferences import ACCOUNT, GEOMETRY, SCHEME, Preferences
from ui.session import Session
from ui.shell import Shell
from ui.tab_page import TabEntry
from ui.texts.errors import describe
from ui.theme import current

Report = Callable[[str, int, int], None]
LoadDesk = Callable[[Report], Desk]
LoadTabs = Callable[[], Sequence[TabEntry]]

CLOSE_WITHIN_S = 30.0


class MainWindow(QWidget):
    """Top-level. ``opened`` after ``connected``, ``failed_to_open`` after ``failed``; both for tests and the tour."""

    opened = Signal()
    failed_to_open = Signal(str)
    _stepped = Signal(str, int, int)

    def __init__(
        self,
        load_desk: LoadDesk,
        load_tabs: LoadTabs,
        preferences: Preferences | None = None,
        bugs: BugWatch | None = None,
    ) -> None:
        super().__init__()
        self._load_desk, self._load_tabs = load_desk, load_tabs
        self.preferences = preferences or Preferences()
        self.operations = Operations(self)
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self._entries: Sequence[TabEntry] = ()
        self._loading = False
        self.sign_in = SignInPage(self.operations)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self.sign_in)
        self.report = ReportCard(self)
        self.setMinimumSize(1024, 576)
        self.resize(1366, 696)
        self._restore_geometry()
        self._name_window("")
        # Emitted by the loader on the read thread, so it is queued to this object.
        self._stepped.connect(self._show_step)
        self.sign_in.first_painted.connect(self._start_soon)
        self.sign_in.form.signed_in.connect(self._enter)
        self.sign_in.failed.retry_wanted.connect(self.load)
        self.sign_in.failed.quit_wanted.connect(self.close)
        self.operations.bug_found.connect(self._show_bug)
        if bugs is not None:
            bugs.found.connect(self._show_bug)

    # ---- opening

    def load(self) -> None:
        """Open the working copy on the read thread. Runs by itself after the first paint; again by 重试."""
        if self._loading or self.desk is not None:
            return
        self._loading = True
        self.sign_in.show_opening()
        load_desk, load_tabs, report = self._load_desk, self._load_tabs, self._stepped.emit

        def act() -> tuple[Desk, Sequence[AccountChoice], Sequence[TabEntry]]:
            desk = load_desk(report)
            return desk, desk.queries.account_choices(), load_tabs()

        self.operations.read(act, self._loaded, self.failed)

    def connected(self, desk: Desk, choices: Sequence[AccountChoice], entries: Sequence[TabEntry]) -> None:
        """The working copy is open: offer its accounts."""
        self.desk, self._entries = desk, entries
        self._name_window(desk.copy_name)
        self.sign_in.form.set_desk(desk, choices, self.preferences.text(ACCOUNT))
        self.sign_in.show_form()
        self.opened.emit()

    def failed(self, error: KnownError) -> None:
        """The working copy could not be opened: say what happened and what to do."""
        self._loading = False
        sentence = describe(error)
        self.sign_in.show_failure(sentence)
        self.failed_to_open.emit(sentence)

    def _loaded(self, answer: tuple[Desk, Sequence[AccountChoice], Sequence[TabEntry]]) -> None:
        self._loading = False
        self.connected(*answer)

    def _start_soon(self) -> None:
        # After this paint is on the screen: importing beside it would slow it down (facts B).
        QTimer.singleShot(0, self.load)

    def _show_step(self, text: str, done: int, total: int) -> None:
        self.sign_in.opening.show_step(text, done, total)

    # ---- who sits here

    def _enter(self, actor: Actor) -> None:
        if self.desk is None:
            return
        self.preferences.set_text(ACCOUNT, actor.account_id)
        session = Session(self.desk, actor, self.operations, self.preferences)
        self.shell = Shell(session, self._entries)
        session.setParent(self.shell)
        self.shell.sign_out_wanted.connect(self.sign_out)
        self.shell.quit_wanted.connect(self.close)
        self.shell.scheme_chosen.connect(self._take_scheme)
        self._layers.addWidget(self.shell)
        self._layers.setCurrentWidget(self.shell)
        self._name_window(actor.organisation_name)
        self.shell.open_first()

    def sign_out(self) -> None:
        """换账号: back to the sign-in page; drafts are kept, pages are gone."""
        shell, self.shell = self.shell, None
        if shell is None:
            return
        shell.leave()
        self._layers.setCurrentWidget(self.sign_in)
        self._layers.removeWidget(shell)
        shell.deleteLater()
        self._name_window(self.desk.copy_name if self.desk else "")
        self.sign_in.form.clear()
        self.sign_in.show_form()

    # ---- the rest

    def _take_scheme(self, scheme: str) -> None:
        self.preferences.set_text(SCHEME, scheme)
        current.set_scheme(scheme)

    def _show_bug(self, error: BaseException) -> None:
        self.report.show_bug(error)

    def _name_window(self, name: str) -> None:
        title = self.tr("职审台")
        self.setWindowTitle(f"{title} - {name}" if name else title)

    def _restore_geometry(self) -> None:
        kept = self.preferences.text(GEOMETRY)
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii", "ignore"))))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks nothing; what was decided is written before the window goes."""
        if self.shell is not None:
            self.shell.leave()
        self.preferences.set_text(GEOMETRY, self.saveGeometry().toBase64().toStdString())
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self.operations.close(CLOSE_WITHIN_S)
        QApplication.restoreOverrideCursor()
        super().closeEvent(event)
