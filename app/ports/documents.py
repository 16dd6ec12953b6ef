"""Documents the program makes: PDF (typst, PDF/A) and xlsx. All return bytes; the caller chooses the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.plan import PlanKit
from app.ports.queries import DeclarationDossier


@dataclass(frozen=True, slots=True)
class PublicityMember:
    """One line of 公示名单: exactly the seven columns of DOMAIN facts §6."""

    name: str
    unit: str
    title: str
    rank: str
    specialty: str
    mode: str
    education: str


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A list as it stands on the screen (导出名单, A3.17)."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


class Documents(Protocol):
    """Raises RuleError("D-101", char=…) when a text has a character that the shipped font cannot draw."""

    def publicity_form(self, kit: PlanKit, dossier: DeclarationDossier, words: Mapping[str, str]) -> bytes:
        """评审表(公示版) of one person: the form less the fields whose ``public`` is False and less evidence files.

        ``words`` gives the Chinese words of enum values ("mode:normal" → 正常申报).
        """
        ...

    def publicity_roster(
        self,
        *,
        body: str,
        place: str,
        start: date,
        end: date,
        plan_name: str,
        members: Sequence[PublicityMember],
        contact: str,
    ) -> bytes:
        """公示名单 as it is posted."""
        ...

    def roster_xlsx(self, sheet: RosterSheet) -> bytes:
        """Numbers stay text (ID numbers keep their digits); formulas are never made from text."""
        ...
