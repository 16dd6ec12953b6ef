"""The read side of 省平台录入: decisions of an office that were not typed into the web platform yet (DOMAIN facts §9).

Read thread only. Only decisions of the scope's own organisation, whoever of it made them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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


class EnteringQueries(Protocol):
    def to_enter(self, scope: Scope, limit: int) -> Sequence[EnteringRow]:
        """未录入, newest first."""
        ...

    def count_to_enter(self, scope: Scope, most: int) -> int:
        """How many are 未录入; no more than ``most`` are counted."""
        ...
