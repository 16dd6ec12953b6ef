"""What was changed in one declaration and is not durable yet: between the window and the write lane.

The window puts parts in (``put``), each followed by one ``write_one`` on the write lane. That takes whatever is newest for
the place, so a slow disk never falls behind the typing, and closing the window loses nothing: what the lane still has to
do it does without the window. A part that could not be written goes back in, unless a newer one is there.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.commands import Changed, FillDeclaration
from app.domain.declaring import DeclarationPart, MaterialPart
from app.domain.errors import KnownError, RuleError
from app.domain.organisation import Actor
from app.ports.desk import Desk
from app.usecases.fill_declaration import fill_declaration

Place = tuple[str, str]


def place_of(part: DeclarationPart) -> Place:
    """Parts of the same place overtake one another."""
    return type(part).__name__, part.material if isinstance(part, MaterialPart) else ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer of one write. ``at`` None: it was written with an earlier one, or ``error`` says why not."""

    declaration_id: str
    rev: int = 0
    at: datetime | None = None
    error: KnownError | None = None
    changed: Changed = field(default_factory=Changed)
    """Under this name ``Operations`` tells the other pages."""


class Filling:
    """One declaration. ``rev`` is counted by the write lane while something is under way, else by what was read."""

    def __init__(self, declaration_id: str) -> None:
        self.declaration_id = declaration_id
        self.rev = 0
        self.under_way = 0
        """Writes that have been given and not answered; the window counts them."""
        self._lock = threading.Lock()
        self._waiting: dict[Place, DeclarationPart] = {}
        self._writing: DeclarationPart | None = None
        self._unanswered: list[DeclarationPart] = []
        """Written, and the window has not heard of it: what it reads may be older."""

    @property
    def is_settled(self) -> bool:
        """Everything is durable."""
        return not self.under_way and not self.parts()

    def parts(self) -> list[DeclarationPart]:
        """What is not known to be durable, oldest first."""
        with self._lock:
            writing = [self._writing] if self._writing is not None else []
            return [*self._unanswered, *writing, *self._waiting.values()]

    def hear(self, answer: "Kept") -> None:
        """In the window: one write was answered."""
        self.under_way = max(0, self.under_way - 1)
        with self._lock:
            if answer.at is not None:
                del self._unanswered[:1]

    def places(self) -> list[Place]:
        """Places with something that waits."""
        with self._lock:
            return list(self._waiting)

    def put(self, part: DeclarationPart) -> Place:
        """A newer state of its place."""
        place = place_of(part)
        with self._lock:
            self._waiting.pop(place, None)
            self._waiting[place] = part
        return place

    def write_one(self, place: Place, desk: Desk, actor: Actor) -> Kept:
        """On the write lane: make the newest state of a place durable. A bug is raised, everything known is answered."""
        with self._lock:
            part = self._writing = self._waiting.pop(place, None)
        if part is None:
            return Kept(self.declaration_id, self.rev)
        is_done = is_kept = False
        try:
            command = FillDeclaration(actor, self.declaration_id, self.rev, part)
            changed = fill_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)
            is_done = is_kept = True
            self.rev += 1
            return Kept(self.declaration_id, self.rev, desk.clock.now(), changed=changed)
        except KnownError as error:
            # A rule would refuse it again; after anything else it is tried again.
            is_done = isinstance(error, RuleError)
            return Kept(self.declaration_id, self.rev, error=error)
        finally:
            self._end(place, part if is_kept else None, None if is_done else part)

    def _end(self, place: Place, kept: DeclarationPart | None, failed: DeclarationPart | None) -> None:
        with self._lock:
            self._writing = None
            if kept is not None:
                self._unanswered.append(kept)
            if failed is not None:
                self._waiting.setdefault(place, failed)

    def drop(self) -> None:
        """The declaration cannot be changed any more."""
        with self._lock:
            self._waiting.clear()
