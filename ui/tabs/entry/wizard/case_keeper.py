"""Keeps a declaration while it is filled in: what changes is on the screen at once and durable a moment later.

What is not durable yet lies in a ``Filling`` for each declaration: it survives going to another one, a full disk, a
conflict, and the window's closing. It is put over whatever is read, so the screen always shows what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.domain.archive import ArchiveStatus, FrozenItem
from app.domain.declaration import Declaration
from app.domain.declaring import FILLED_IN, DeclarationPart, ItemsPart, apply_part
from app.domain.errors import ConflictError, KnownError, RuleError
from app.domain.extracting import extract_items
from app.domain.plan import PlanKit
from app.domain.reopening import Reopened, find_reopened
from app.domain.submit_stops import find_stops
from app.ports.entry_queries import DeclaringCase
from app.usecases.enter_applicant import BASIC_SECTION
from ui.session import Session
from ui.tabs.entry.wizard.filling import Filling, Kept, Place
from ui.tabs.entry.wizard.step_page import CaseView


@dataclass(frozen=True, slots=True)
class _Read:
    """``answered``: how many writes had been answered when it was asked for."""

    case: DeclaringCase
    answered: int


class CaseKeeper(QObject):
    """``shown``: a CaseView and whether it was read anew; ``kept``: when; ``failed``: a KnownError; ``flushed``: nothing
    of the shown declaration waits any more."""

    shown = Signal(object, bool)
    kept = Signal(object)
    failed = Signal(object)
    unreadable = Signal(object)
    """KnownError: the declaration asked for could not be read; nothing is shown."""
    flushed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._case: DeclaringCase | None = None
        self._declaration: Declaration | None = None
        self._wanted = ""
        self._fresh = True
        self._fillings: dict[str, Filling] = {}
        self._answered = 0
        """How many writes were answered: what was asked for before the last of them may be older."""
        self._basic_taken: set[tuple[str, int]] = set()
        """(declaration, revision of 基本信息) that was tried: one that is refused is not tried again."""

    @property
    def is_settled(self) -> bool:
        """Nothing of the shown declaration waits to be kept."""
        filling = self._fillings.get(self._wanted)
        return filling is None or filling.is_settled

    @property
    def declaration(self) -> Declaration | None:
        """With everything typed; its rev is the stored one while ``is_settled``."""
        return self._declaration

    def open(self, declaration_id: str) -> None:
        """Read a declaration; what was not kept of it before is still there."""
        self._wanted = declaration_id
        self._case = self._declaration = None
        self._fresh = True
        self._send_waiting(declaration_id)
        self._read()

    def close(self) -> None:
        """None is shown: it was given up."""
        filling = self._fillings.pop(self._wanted, None)
        if filling is not None:
            filling.drop()
        self._wanted, self._case, self._declaration = "", None, None

    def reload(self) -> None:
        """Something outside may have changed it."""
        if self._wanted:
            self._read()

    def apply(self, part: DeclarationPart) -> None:
        """A step changed something."""
        case, declaration = self._case, self._declaration
        if case is None or declaration is None or declaration.stage not in FILLED_IN:
            return
        self._declaration = self._with_part(declaration, part, case)
        filling = self._filling(declaration.id)
        if not filling.under_way:
            filling.rev = case.declaration.rev
        filling.put(part)
        self._tell(fresh=False)
        # Also what failed before: the disk may have room again.
        self._send_waiting(declaration.id)

    def try_again(self) -> None:
        """After a failure: write what waits."""
        self._send_waiting(self._wanted)

    # ---- writing

    def _filling(self, declaration_id: str) -> Filling:
        return self._fillings.setdefault(declaration_id, Filling(declaration_id))

    def _send_waiting(self, declaration_id: str) -> None:
        filling = self._fillings.get(declaration_id)
        for place in filling.places() if filling is not None else ():
            self._send(self._fillings[declaration_id], place)

    def _send(self, filling: Filling, place: Place) -> None:
        desk, actor = self._session.desk, self._session.actor

        def act() -> Kept:
            return filling.write_one(place, desk, actor)

        filling.under_way += 1
        self._session.operations.write(act, self._tell_kept, self._tell_bug)

    def _tell_kept(self, answer: Kept) -> None:
        filling = self._fillings.get(answer.declaration_id)
        if filling is None:
            return
        filling.hear(answer)
        self._answered += 1
        is_shown = answer.declaration_id == self._wanted
        if answer.error is not None:
            self._tell_refused(answer.error, is_shown)
        elif answer.at is not None and is_shown:
            self._count_rev(answer.rev)
            self.kept.emit(answer.at)
        if filling.is_settled:
            if is_shown:
                self.flushed.emit()
            else:
                del self._fillings[answer.declaration_id]

    def _count_rev(self, rev: int) -> None:
        case = self._case
        if self._declaration is not None and case is not None:
            self._declaration = replace(self._declaration, rev=rev)
            self._case = replace(case, declaration=replace(case.declaration, rev=rev))

    def _tell_refused(self, error: KnownError, is_shown: bool) -> None:
        self.failed.emit(error)
        if is_shown and isinstance(error, ConflictError | RuleError):
            # Somebody else was first, or it may not be changed: show how it stands, with what was typed over it.
            self._fresh = True
            self._read()

    def _tell_bug(self, error: KnownError) -> None:
        """Reported by the window. What was typed went back and is tried again with the next change."""
        for filling in self._fillings.values():
            filling.under_way = 0
        self.failed.emit(error)

    # ---- reading

    def _read(self) -> None:
        self._session.operations.read(self._reading(), self._show, self._tell_failure, key="entry.case")

    def _reading(self) -> Callable[[], _Read]:
        entry, scope, declaration_id = self._session.desk.entry, self._session.scope, self._wanted
        answered = self._answered

        def act() -> _Read:
            return _Read(entry.case(scope, declaration_id), answered)

        return act

    def _show(self, read: _Read) -> None:
        case = read.case
        if case.declaration.id != self._wanted:
            return
        if read.answered != self._answered:
            self._read()
            return
        filling = self._fillings.get(self._wanted)
        if filling is not None and filling.under_way:
            if self._declaration is not None:
                # Older than what is being written; the write tells the window, which reads again.
                return
        elif filling is not None:
            filling.rev = case.declaration.rev
            if case.declaration.stage not in FILLED_IN:
                filling.drop()
        before = self._declaration
        same = before is not None and before.rev == case.declaration.rev
        fresh = self._fresh or not same
        self._case, self._fresh = case, False
        declaration = case.declaration
        for part in filling.parts() if filling is not None else ():
            declaration = self._with_part(declaration, part, case)
        self._declaration = declaration
        self._tell(fresh=fresh)
        self._take_basic(case, declaration)

    def _take_basic(self, case: DeclaringCase, declaration: Declaration) -> None:
        """基本信息 comes along by itself: passed since, or passed again after a correction."""
        if declaration.stage not in FILLED_IN or not self._reopened(case).allows_section(BASIC_SECTION):
            return
        passed = {i.id: i for i in case.items if i.status is ArchiveStatus.PASSED}
        basic = next((i for i in passed.values() if i.section == BASIC_SECTION), None)
        others = [f for f in declaration.items if f.section != BASIC_SECTION]
        frozen = next((f for f in declaration.items if f.section == BASIC_SECTION), None)
        if basic is None or (frozen is not None and frozen.content_rev == basic.content_rev):
            return
        # Another revision of an achievement is the person's choice, so it must not come along on the way.
        same = all(passed[f.item_id].content_rev == f.content_rev for f in others if f.item_id in passed)
        if same and (declaration.id, basic.content_rev) not in self._basic_taken:
            self._basic_taken.add((declaration.id, basic.content_rev))
            self.apply(ItemsPart(tuple(f.item_id for f in others)))

    def _tell_failure(self, error: KnownError) -> None:
        if self._declaration is None:
            self._wanted = ""
            self.unreadable.emit(error)
        else:
            self.failed.emit(error)

    def _tell(self, *, fresh: bool) -> None:
        case, declaration = self._case, self._declaration
        if case is None or declaration is None:
            return
        kit = self._kit(declaration)
        stops = find_stops(kit, declaration)
        self.shown.emit(CaseView(case, kit, declaration, stops, self._reopened(case)), fresh)

    # ---- judging

    def _kit(self, declaration: Declaration) -> PlanKit:
        return self._session.desk.plan_kits.get(declaration.plan_id, declaration.plan_version)

    def _reopened(self, case: DeclaringCase) -> Reopened:
        return find_reopened(case.declaration.stage, case.decisions, self._kit(case.declaration))

    def _with_part(self, declaration: Declaration, part: DeclarationPart, case: DeclaringCase) -> Declaration:
        kit = self._kit(declaration)
        frozen: tuple[FrozenItem, ...] = ()
        if isinstance(part, ItemsPart):
            frozen = extract_items(part.item_ids, declaration.items, case.items, kit, self._reopened(case))
        return apply_part(declaration, part, kit, now=self._session.now(), frozen=frozen)
