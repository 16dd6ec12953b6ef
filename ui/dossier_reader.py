"""Dossiers for a review desk: the one asked for, and the next one before it is asked for. Each tab has its kind.

Read thread; the newest question wins. What was read ahead is used only while it is in the revision that the list
shows, and forgotten after every write that touches it.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.commands import Changed
from app.domain.errors import KnownError
from ui.operations import AFTER_PAINT_MS
from ui.session import Session

KEPT_AHEAD = 8


class ListedSubject(Protocol):
    """A row of a review list."""

    @property
    def id(self) -> str: ...

    @property
    def rev(self) -> int: ...


class DossierReader(QObject):
    """``arrived`` carries the dossier asked for last, ``ready_ahead`` one that was read ahead.

    A kind overrides ``reading``, ``identity`` and ``touched``; ``name`` tells its reads from those of other kinds.
    """

    arrived = Signal(object)
    failed = Signal(object)
    ready_ahead = Signal(object)

    name = "dossier"

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ahead: dict[str, Any] = {}
        self._wanted = ""
        session.checks.found.connect(self._follow_checks)

    # ---- what a kind says

    def reading(self, subject_id: str) -> Callable[[], Any]:
        """What reads a dossier on the read thread."""
        raise NotImplementedError

    def identity(self, dossier: Any) -> tuple[str, int]:
        """Id and revision of what the dossier is about."""
        raise NotImplementedError

    def touched(self, changed: Changed) -> Sequence[str]:
        """Ids of a change that concern this kind."""
        raise NotImplementedError

    # ---- for the desk

    def ask(self, row: ListedSubject) -> None:
        """Read a row's dossier; one that was read ahead arrives at once, within this call."""
        self._wanted = row.id
        ahead = self._ahead.pop(row.id, None)
        if ahead is not None and self.identity(ahead)[1] == row.rev:
            self.arrived.emit(ahead)
            return
        self.ask_again(row.id)

    def stay(self, row: ListedSubject) -> None:
        """The row's dossier is on the screen already: what was asked for meanwhile must not take its place."""
        self._wanted = row.id

    def ask_again(self, subject_id: str) -> None:
        """Read a dossier as it is now (after a write, after a conflict)."""
        self._wanted = subject_id
        read = self.reading(subject_id)
        self._session.operations.read(read, self._take, self._fail, key=self.name)

    def read_ahead(self, row: ListedSubject | None) -> None:
        """Read the dossier that the clerk will probably open next."""
        if row is None or row.id in self._ahead:
            return
        read = self.reading(row.id)
        self._session.operations.read(
            read, self._keep, self._ignore, key=f"{self.name}-ahead", after_ms=AFTER_PAINT_MS
        )

    def forget(self, changed: Changed | None) -> None:
        """What was written is read anew; None = anything may be different."""
        if changed is None:
            self._ahead.clear()
            return
        for subject_id in self.touched(changed):
            self._ahead.pop(subject_id, None)

    # ---- inside

    def _follow_checks(self, changed: Changed) -> None:
        """Other notices on the same revision: the list's row does not tell, so it is read again at once."""
        self.forget(changed)
        if self._wanted and self._wanted in self.touched(changed):
            self.ask_again(self._wanted)

    def _take(self, dossier: Any) -> None:
        if self.identity(dossier)[0] == self._wanted:
            self.arrived.emit(dossier)

    def _keep(self, dossier: Any) -> None:
        self._ahead[self.identity(dossier)[0]] = dossier
        while len(self._ahead) > KEPT_AHEAD:
            self._ahead.pop(next(iter(self._ahead)))
        self.ready_ahead.emit(dossier)

    def _fail(self, error: KnownError) -> None:
        self.failed.emit(error)

    def _ignore(self, error: KnownError) -> None:
        """One read ahead may have left meanwhile; if it is opened, the same question is asked again."""
