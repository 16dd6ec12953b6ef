"""What a reviewer has ticked and written so far, kept by subject until the verdict is stored. Pure.

In memory only: a draft names people and must not lie unencrypted beside the working copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.decision import Action, Defect
from ui.dialogs.return_sheet.subject import Candidate, Place


@dataclass
class Draft:
    """``texts`` keeps what was typed even after the box was unticked."""

    action: Action = Action.RETURN
    ticked: list[Candidate] = field(default_factory=list)
    texts: dict[Candidate, str] = field(default_factory=dict)
    free: list[Candidate] = field(default_factory=list)
    deadline: date | None = None

    def text_of(self, candidate: Candidate) -> str:
        return self.texts.get(candidate, candidate.text)

    def set_ticked(self, candidate: Candidate, on: bool) -> None:
        if on and candidate not in self.ticked:
            self.ticked.append(candidate)
        elif not on and candidate in self.ticked:
            self.ticked.remove(candidate)

    def next_serial(self) -> int:
        return max((c.serial for c in self.free), default=0) + 1

    def defects(self, places: Sequence[Place]) -> tuple[Defect, ...]:
        """Ticked defects that say something, in the order of the places, then as ticked."""
        order = {place.key: number for number, place in enumerate(places)}
        ticked = sorted(self.ticked, key=lambda c: order.get(f"{c.section}/{c.material}", len(order)))
        return tuple(c.defect(self.text_of(c)) for c in ticked if self.text_of(c).strip())

    def unwritten(self) -> int:
        """Ticked defects without a text."""
        return sum(not self.text_of(c).strip() for c in self.ticked)

    def disqualifying(self) -> int:
        """Ticked defects that no correction cures."""
        return sum(c.curable is False for c in self.ticked)

    def is_empty(self) -> bool:
        return not self.ticked and not self.texts


class DraftShelf:
    """Drafts by subject key."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}

    def take(self, key: str) -> Draft:
        """The draft of a subject, a new one when there is none."""
        return self._drafts.setdefault(key, Draft())

    def has(self, key: str) -> bool:
        draft = self._drafts.get(key)
        return draft is not None and not draft.is_empty()

    def drop(self, key: str) -> None:
        self._drafts.pop(key, None)
