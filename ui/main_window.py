"""The window. Built and shown without ports; what is behind the first page comes after the first paint.

``app/main.py`` makes it: ``MainWindow(load_desk, load_interior, preferences)``. Both loaders run on the read thread, the
interior first (imports). ``load_desk(report)`` may call ``report(text, done, total)`` from there and returns the Desk or
raises: a KnownError is worded, anything else is a bug.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from ui.dialogs.sign_in.page import SignInPage
from ui.operations import AFTER_PAINT_MS, Operations
from ui.preferences import ACCOUNT, GEOMETRY, SCHEME, Preferences
from ui.theme import current

if TYPE_CHECKING:
    from app.domain.errors import KnownError
    from app.domain.organisation import Actor
    from app.ports.desk import Desk
    from app.ports.queries import AccountChoice
    from app.ports.server_sign_in import KnownCopy
    from ui.bug_watch import BugWatch
    from ui.dialogs.report_card import ReportCard
    from ui.dialogs.sign_in.join_view import MakeJoining
    from ui.interior import Interior
    from ui.shell import Shell

    Report = Callable[[str, int, int], None]
    LoadDesk = Callable[[Report], Desk]
    LoadInterior = Callable[[], Interior]

CLOSE_WITHIN_S = 30.0


class ServerDoor:
    """How a server is joined while there is no own copy. ``make_joining`` runs on the network thread; ``take_copy`` is told
    which copy is loaded next; ``profile``: the connection file that was named on the command line."""

    def __init__(
        self,
        make_joining: MakeJoining,
        take_copy: Callable[[KnownCopy], object],
        profile: Path | None = None,
    ) -> None:
        self.make_joining, self.take_copy, self.profile = make_joining, take_copy, profile


class MainWindow(QWidget):
    """Top-level. ``opened`` after ``connected``, ``failed_to_open`` after ``failed``: for tests and the tour."""

    opened = Signal()
    failed_to_open = Signal(str)
    _stepped = Signal(str, int, int)

    def __init__(
        self,
        load_desk: LoadDesk,
        load_interior: LoadInterior,
        preferences: Preferences | None = None,
        bugs: BugWatch | None = None,
        door: ServerDoor | None = None,
    ) -> None:
        super().__init__()
        self._load_desk, self._load_interior = load_desk, load_interior
        self.preferences = preferences or Preferences()
        self.operations = Operations(self)
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self.report: ReportCard | None = None
        self._interior: Interior | None = None
        self._loading = False
        self._door = door
        self.sign_in = SignInPage()
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self.sign_in)
        self.setMinimumSize(1024, 576)
        self.resize(1366, 696)
        self._restore_geometry()
        self._name_window("")
        # Emitted by the loader on the read thread, so it is queued to this object.
        self._stepped.connect(self._show_step)
        self.sign_in.first_painted.connect(self._start_soon)
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
        if self._interior is None:
            self.operations.read(self._load_interior, self._furnish, self._stop_unfurnished)
        load_desk, report = self._load_desk, self._stepped.emit

        def act() -> tuple[Desk, Sequence[AccountChoice]]:
            desk = load_desk(report)
            return desk, desk.queries.account_choices()

        self.operations.read(act, self._loaded, self.failed)

    def connected(self, desk: Desk, choices: Sequence[AccountChoice]) -> None:
        """The working copy is open: offer its accounts."""
        self.desk = desk
        self._name_window(desk.copy_name)
        self.sign_in.form.set_desk(desk, choices, self.preferences.text(ACCOUNT))
        may_join = self.sign_in.join is not None and bool(desk.sample_password)
        self.sign_in.form.join.setVisible(may_join)
        self.sign_in.set_where(desk.sync.server_name if desk.sync is not None else self.tr("单机使用"))
        self.sign_in.show_form()
        if may_join and self._door is not None and self._door.profile is not None:
            self.sign_in.show_join(self._door.profile)
        self.opened.emit()
        QTimer.singleShot(0, self._warm_up)

    def _warm_up(self) -> None:
        """While the person types: what comes behind the form. Signing in earlier waits for what it needs itself."""
        if self.desk is None or self._interior is None:
            return
        load_rooms, warm_up = self._interior.load_rooms, self.desk.warm_up

        def act() -> None:
            load_rooms()
            warm_up()

        self.operations.work(act, self._warmed, self._not_warmed)

    def _warmed(self, nothing: None) -> None:
        """Everything is at hand."""

    def _not_warmed(self, error: KnownError) -> None:
        """A damaged part of the program: said before somebody works without it."""
        if self.shell is None:
            self.desk = None
            self.failed(error)
        else:
            self.shell.error.show_error(error)

    def failed(self, error: KnownError) -> None:
        """The working copy could not be opened: say what happened and what to do."""
        self._loading = False
        if self._interior is not None:
            sentence = self._interior.describe(error)
            self.sign_in.show_failure(sentence)
            self.failed_to_open.emit(sentence)

    def _furnish(self, interior: Interior) -> None:
        self._interior = interior
        self.report = interior.make_report_card(self)
        form, failed = interior.make_form(self.operations), interior.make_failed_view()
        self.sign_in.add_states(form, failed)
        if self._door is not None:
            join = interior.make_join_view(self.operations, self._door.make_joining)
            self.sign_in.add_join(join)
            form.join_wanted.connect(self._open_join)
            join.back_wanted.connect(self.sign_in.show_form)
            join.joined.connect(self._open_joined)
        form.signed_in.connect(self._enter)
        failed.retry_wanted.connect(self.load)
        failed.quit_wanted.connect(self.close)

    def _open_join(self) -> None:
        self.sign_in.show_join()

    def _open_joined(self, copy: KnownCopy) -> None:
        """The copy of one's own is made: it is opened in the place of the 样例."""
        if self._door is not None:
            self._door.take_copy(copy)
        self.desk = None
        self.load()

    def _stop_unfurnished(self, error: KnownError) -> None:
        sentence = self.tr("程序文件不完整，打不开。请重新安装本程序。（{0}）").format(error.code)
        self.sign_in.opening.show_step(sentence)
        self.failed_to_open.emit(sentence)

    def _loaded(self, answer: tuple[Desk, Sequence[AccountChoice]]) -> None:
        self._loading = False
        if self._interior is not None:
            self.connected(*answer)

    def _start_soon(self) -> None:
        # After this paint is on the screen: importing beside it would slow it down (facts B).
        QTimer.singleShot(0, self.load)

    def _show_step(self, text: str, done: int, total: int) -> None:
        self.sign_in.opening.show_step(text, done, total)

    # ---- who sits here

    def _enter(self, actor: Actor) -> None:
        if self.desk is None or self._interior is None:
            return
        self.preferences.set_text(ACCOUNT, actor.account_id)
        shell = self._interior.build_shell(self.desk, actor, self.operations, self.preferences)
        shell.sign_out_wanted.connect(self.sign_out)
        shell.quit_wanted.connect(self.close)
        shell.scheme_chosen.connect(self._take_scheme)
        self.shell = shell
        self._layers.addWidget(shell)
        self._layers.setCurrentWidget(shell)
        self._name_window(actor.organisation_name)
        shell.open_first()
        # Nobody waits for it: the first search does not have to read everybody's name then.
        self.operations.read(self.desk.queries.prepare_search, self._search_prepared, after_ms=AFTER_PAINT_MS)

    def _search_prepared(self, nothing: None) -> None:
        """The names lie in memory."""

    def sign_out(self) -> None:
        """换账号: back to the sign-in page; drafts are kept, pages are gone."""
        if self.shell is not None and self.shell.leave_first(self.sign_out):
            return
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
        if self.report is not None:
            self.report.show_bug(error)

    def _name_window(self, name: str) -> None:
        title = self.tr("职审台")
        self.setWindowTitle(f"{title} - {name}" if name else title)

    def _restore_geometry(self) -> None:
        kept = self.preferences.text(GEOMETRY)
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii", "ignore"))))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks nothing; what was decided is written before the window goes, and sent where there is a server.

        When the computer shuts down nobody waits for the network: to ignore the event would stop the shutdown.
        """
        app = QApplication.instance()
        ends = isinstance(app, QApplication) and app.isSavingSession()
        if not ends and self.shell is not None and self.shell.leave_first(self.close):
            event.ignore()
            return
        if self.shell is not None:
            self.shell.leave()
        self.preferences.set_text(GEOMETRY, self.saveGeometry().toBase64().toStdString())
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self.operations.close(CLOSE_WITHIN_S)
        QApplication.restoreOverrideCursor()
        super().closeEvent(event)
