"""Making and checking an archive package in the background: read, work, note; progress in percent, cancel at any time.

The sheets of this folder own one job each. A job goes on while its sheet is closed; when the person signs out or closes
the window it is cancelled, so that no half package is left and none is taken away unrecorded.
"""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from app.domain.archive_package import PackageCheck
from app.domain.errors import KnownError
from app.ports.archive_package import DossierRecord
from app.usecases.export_archive_package import (
    MadePackage,
    PackageOrder,
    compare_with_copy,
    make_archive_package,
    record_archive_package,
)
from ui.file_saving import free_place
from ui.session import Session
from ui.texts.package_words import index_words

CANCELLED = "V-201"


class PackageJob(QObject):
    """One at a time. Signals reach the GUI thread."""

    progressed = Signal(int)
    """Percent."""
    failed = Signal(object)
    """KnownError; V-201 when it was cancelled."""
    _told = Signal(int)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stop = threading.Event()
        self.is_running = False
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        session.ended.connect(self.cancel)

    def cancel(self) -> None:
        """What is under way ends at its next piece, with V-201."""
        self._stop.set()

    def _begin(self) -> None:
        self._stop.clear()
        self.is_running = True

    def _fail(self, error: KnownError) -> None:
        self.is_running = False
        self.failed.emit(error)

    def _tell(self, percent: int) -> None:
        if self.is_running:
            self.progressed.emit(percent)

    def _make_report(self) -> Callable[[int, int], None]:
        """Called in the worker, for every piece; tells the GUI thread a hundred times at most."""
        emit, last = self._told.emit, [-1]

        def report(done: int, total: int) -> None:
            percent = done * 100 // total if total else 100
            if percent != last[0]:
                last[0] = percent
                # The sheet may be gone with its window.
                with contextlib.suppress(RuntimeError):
                    emit(percent)

        return report


class PackageMaking(PackageJob):
    """``made`` carries MadePackage, after it was written, read again and noted in the audit log."""

    made = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._folder = self._name = ""
        self._package: MadePackage | None = None
        self._error: KnownError | None = None

    def start(self, declaration_id: str, folder: str, name: str) -> None:
        """Write ``name`` into ``folder``; a name that is taken gets （2）."""
        self._begin()
        self._folder, self._name = folder, name
        records, scope = self._session.desk.package_records, self._session.scope

        def act() -> DossierRecord:
            return records.dossier_record(scope, declaration_id)

        self._session.operations.read(act, self._take_record, self._fail)

    def _take_record(self, record: DossierRecord) -> None:
        desk, report, stop = self._session.desk, self._make_report(), self._stop.is_set
        folder, name, actor, now = Path(self._folder), self._name, self._session.actor, self._session.now()
        words = index_words(record)
        program = f"ReviewDesk {QCoreApplication.applicationVersion()}".strip()

        def act() -> MadePackage:
            kit = desk.plan_kits.get(record.declaration.plan_id, record.declaration.plan_version)
            order = PackageOrder(str(free_place(folder, name)), actor, now, words, program)
            return make_archive_package(
                order, record, kit, desk.documents, desk.packages, report=report, stop=stop
            )

        self._session.operations.work(act, self._note, self._fail)

    def _note(self, package: MadePackage) -> None:
        self._package = package
        desk, actor = self._session.desk, self._session.actor

        def act() -> None:
            record_archive_package(package, actor, desk.new_unit_of_work, desk.clock)

        self._session.operations.write(act, self._finish, self._take_away)

    def _finish(self, nothing: None) -> None:
        self.is_running = False
        self.made.emit(self._package)

    def _take_away(self, error: KnownError) -> None:
        """It could not be noted: a package that nobody knows of must not be about."""
        self._error = error
        target = self._package.target if self._package is not None else ""

        def act() -> None:
            with contextlib.suppress(OSError):
                Path(target).unlink(missing_ok=True)

        self._session.operations.work(act, self._taken_away)

    def _taken_away(self, nothing: None) -> None:
        if self._error is not None:
            self._fail(self._error)


class PackageChecking(PackageJob):
    """``checked`` carries PackageCheck, also held against this working copy."""

    checked = Signal(object)

    def start(self, path: str) -> None:
        self._begin()
        packages, report, stop = self._session.desk.packages, self._make_report(), self._stop.is_set

        def act() -> PackageCheck:
            return packages.verify(path, report, stop)

        self._session.operations.work(act, self._compare, self._fail)

    def _compare(self, check: PackageCheck) -> None:
        records, scope = self._session.desk.package_records, self._session.scope

        def act() -> PackageCheck:
            return compare_with_copy(check, records, scope)

        self._session.operations.read(act, self._finish, self._fail)

    def _finish(self, check: PackageCheck) -> None:
        self.is_running = False
        self.checked.emit(check)
