"""The read side of 省平台录入: decisions of an office that were, or were not yet, typed into the web platform (DOMAIN facts §9).

Read thread only. Only decisions of the scope's own organisation, whoever of it made them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.decision import Decision
from app.ports.queries import Scope


@dataclass(frozen=True, slots=True)
class EnteringRow:
    """``plan_name`` for a declaration; ``section`` and its first values for an archive item."""

    decision: Decision
    name: str
    unit: str
    plan_id: str = ""
    plan_name: str = ""
    section: str = ""
    values: tuple[str, ...] = ()
    record: Mapping[str, str] = field(default_factory=dict)
    """What the decision records; a meeting by its title, ``reopened`` as the act that was taken up again."""


class EnteringQueries(Protocol):
    def to_enter(self, scope: Scope, limit: int) -> Sequence[EnteringRow]:
        """未录入, newest first."""
        ...

    def entered(self, scope: Scope, limit: int) -> Sequence[EnteringRow]:
        """已录入, what was entered last first."""
        ...

    def of_subject(self, scope: Scope, subject_id: str) -> Sequence[EnteringRow]:
        """Of one declaration or archive item, entered or not, newest first. None of this office: empty."""
        ...

    def count_to_enter(self, scope: Scope, most: int) -> int:
        """How many are 未录入; no more than ``most`` are counted."""
        ...
