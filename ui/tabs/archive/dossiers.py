"""Dossiers of archive items for the desk: the one asked for, and the next one before it is asked for.

Read thread; the newest question wins. What was read ahead is used only while it is in the revision that the list
shows, and forgotten after every write that touches it.
"""

from PySide6.QtCore import QObject, Signal

from app.domain.commands import Changed
from app.domain.errors import KnownError
from app.ports.queries import ArchiveDossier, ArchiveRow
from ui.session import Session

KEPT_AHEAD = 8


class Dossiers(QObject):
    """``arrived`` carries the dossier asked for last, ``ready_ahead`` one that was read ahead."""

    arrived = Signal(object)
    failed = Signal(object)
    ready_ahead = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ahead: dict[str, ArchiveDossier] = {}
        self._wanted = ""

    def ask(self, row: ArchiveRow) -> None:
        """Read an item; one that was read ahead arrives at once, within this call."""
        self._wanted = row.id
        ahead = self._ahead.pop(row.id, None)
        if ahead is not None and ahead.item.rev == row.rev:
            self.arrived.emit(ahead)
            return
        self.ask_again(row.id)

    def ask_again(self, item_id: str) -> None:
        """Read an item as it is now (after a write, after a conflict)."""
        self._wanted = item_id
        queries, scope = self._session.desk.queries, self._session.scope

        def act() -> ArchiveDossier:
            return queries.archive_dossier(scope, item_id)

        self._session.operations.read(act, self._take, self._fail, key="archive-dossier")

    def read_ahead(self, row: ArchiveRow | None) -> None:
        """Read the item the clerk will probably open next."""
        if row is None or row.id in self._ahead:
            return
        queries, scope, item_id = self._session.desk.queries, self._session.scope, row.id

        def act() -> ArchiveDossier:
            return queries.archive_dossier(scope, item_id)

        self._session.operations.read(act, self._keep, self._ignore, key="archive-dossier-ahead")

    def forget(self, changed: Changed | None) -> None:
        """What was written is read anew."""
        if changed is None:
            self._ahead.clear()
            return
        for item_id in changed.items:
            self._ahead.pop(item_id, None)

    def _take(self, dossier: ArchiveDossier) -> None:
        if dossier.item.id == self._wanted:
            self.arrived.emit(dossier)

    def _keep(self, dossier: ArchiveDossier) -> None:
        self._ahead[dossier.item.id] = dossier
        while len(self._ahead) > KEPT_AHEAD:
            self._ahead.pop(next(iter(self._ahead)))
        self.ready_ahead.emit(dossier)

    def _fail(self, error: KnownError) -> None:
        self.failed.emit(error)

    def _ignore(self, error: KnownError) -> None:
        """An item read ahead may have left meanwhile; if it is opened, the same question is asked again."""
