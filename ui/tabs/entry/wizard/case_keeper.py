"""Keeps a declaration while it is filled in: what changes is on the screen at once and durable a moment later.

One part is written at a time; a newer one for the same place replaces what still waits. After a failure (a full disk) the
part stays in the queue and goes out again with the next change or ``try_again``; after a conflict everything is read anew.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.archive import ArchiveStatus, FrozenItem
from app.domain.commands import Changed, FillDeclaration
from app.domain.declaration import Declaration
from app.domain.declaring import DeclarationPart, ItemsPart, MaterialPart, apply_part
from app.domain.errors import ConflictError, KnownError, RuleError
from app.domain.plan import PlanKit
from app.domain.reopening import find_reopened
from app.domain.submit_stops import find_stops
from app.ports.entry_queries import DeclaringCase
from app.usecases.fill_declaration import fill_declaration, freeze, with_basic
from ui.session import Session
from ui.tabs.entry.wizard.step_page import CaseView


class CaseKeeper(QObject):
    """``shown``: a CaseView and whether it was read anew; ``kept``: when; ``failed``: a KnownError."""

    shown = Signal(object, bool)
    kept = Signal(object)
    failed = Signal(object)
    flushed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._case: DeclaringCase | None = None
        self._declaration: Declaration | None = None
        self._rev = 0
        self._queue: list[DeclarationPart] = []
        self._under_way: DeclarationPart | None = None
        self._fresh = True

    @property
    def is_settled(self) -> bool:
        """Nothing waits to be kept."""
        return self._under_way is None and not self._queue

    @property
    def declaration(self) -> Declaration | None:
        return self._declaration

    def open(self, declaration_id: str) -> None:
        """Read a declaration; what waits of another one has been flushed by its leaving."""
        self._queue.clear()
        self._case = self._declaration = None
        self._fresh = True
        self._read(declaration_id)

    def reload(self) -> None:
        """Something outside may have changed it: read again once nothing waits."""
        if self._declaration is not None and self.is_settled:
            self._read(self._declaration.id)

    def apply(self, part: DeclarationPart) -> None:
        """A step changed something."""
        case, declaration = self._case, self._declaration
        if case is None or declaration is None:
            return
        kit = self._kit(declaration)
        frozen = self._freeze(part, case) if isinstance(part, ItemsPart) else ()
        self._declaration = apply_part(
            declaration, part, kit, now=self._session.now(), frozen=with_basic(kit, frozen, case.items)
        )
        self._queue = [waiting for waiting in self._queue if place_of(waiting) != place_of(part)]
        self._queue.append(part)
        self._tell(fresh=False)
        self._write_next()

    def try_again(self) -> None:
        """After a failure: write what waits."""
        self._write_next()

    # ---- inside

    def _freeze(self, part: ItemsPart, case: DeclaringCase) -> list[FrozenItem]:
        known = {item.id: item for item in case.items}
        kept = {f.item_id: f for f in self._declaration.items} if self._declaration else {}
        found = []
        for item_id in part.item_ids:
            item = known.get(item_id)
            if item is not None and item.status is ArchiveStatus.PASSED:
                found.append(freeze(item))
            elif item_id in kept:
                found.append(kept[item_id])
        return found

    def _kit(self, declaration: Declaration) -> PlanKit:
        return self._session.desk.plan_kits.get(declaration.plan_id, declaration.plan_version)

    def _read(self, declaration_id: str) -> None:
        self._session.operations.read(
            self._reading(declaration_id), self._show, self._tell_failure, key="entry.case"
        )

    def _reading(self, declaration_id: str) -> Callable[[], DeclaringCase]:
        entry, scope = self._session.desk.entry, self._session.scope

        def act() -> DeclaringCase:
            return entry.case(scope, declaration_id)

        return act

    def _show(self, case: DeclaringCase) -> None:
        if not self.is_settled:
            # Typed meanwhile: what was read is older than the screen; it is read again when all is kept.
            return
        before = self._declaration
        same = before is not None and before.id == case.declaration.id and before.rev == case.declaration.rev
        fresh = self._fresh or not same
        self._case, self._declaration = case, case.declaration
        self._rev, self._fresh = case.declaration.rev, False
        self._tell(fresh=fresh)

    def _tell(self, *, fresh: bool) -> None:
        case, declaration = self._case, self._declaration
        if case is None or declaration is None:
            return
        kit = self._kit(declaration)
        view = CaseView(
            case,
            kit,
            declaration,
            find_stops(kit, declaration),
            find_reopened(declaration.stage, case.decisions, kit),
        )
        self.shown.emit(view, fresh)

    def _write_next(self) -> None:
        if self._under_way is not None or not self._queue or self._declaration is None:
            return
        part = self._under_way = self._queue.pop(0)
        desk = self._session.desk
        command = FillDeclaration(self._session.actor, self._declaration.id, self._rev, part)

        def act() -> datetime:
            fill_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)
            return desk.clock.now()

        self._session.operations.write(act, self._written, self._not_written)

    def _written(self, at: datetime) -> None:
        self._under_way = None
        self._rev += 1
        if self._declaration is not None:
            self._declaration = replace(self._declaration, rev=self._rev)
        self.kept.emit(at)
        if self._queue:
            self._write_next()
        elif self._declaration is not None:
            self.flushed.emit()
            # Notices and the archive beside it may read otherwise now.
            self._read(self._declaration.id)
            self._session.operations.changed.emit(Changed(declarations=(self._declaration.id,)))

    def _not_written(self, error: KnownError) -> None:
        part, self._under_way = self._under_way, None
        if isinstance(error, ConflictError | RuleError):
            self._queue.clear()
            self._fresh = True
            if self._declaration is not None:
                self._read(self._declaration.id)
        elif part is not None and all(place_of(part) != place_of(waiting) for waiting in self._queue):
            self._queue.insert(0, part)
        self.failed.emit(error)

    def _tell_failure(self, error: KnownError) -> None:
        self.failed.emit(error)


def place_of(part: DeclarationPart) -> tuple[type, str]:
    """Parts of the same place overtake one another."""
    return type(part), part.material if isinstance(part, MaterialPart) else ""
