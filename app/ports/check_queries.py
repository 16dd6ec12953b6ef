"""The read side of the pre-checks that look beyond one dossier (DOMAIN facts §7). Read thread only; scoped as ``queries``.

Only an employer checks archives and compares its people; for a level above there is nothing to compare (``unit_content``
is None) and an archive is unknown (RuleError N-404).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem
from app.domain.declaration import Declaration
from app.domain.organisation import Organisation
from app.domain.prechecks.notice import Notice
from app.domain.prechecks.repeats import UnitContent
from app.ports.queries import Scope


@dataclass(frozen=True, slots=True)
class ArchiveToCheck:
    """A person's archive as handed in. ``stored``: its notices, by item id; an item without any is absent."""

    applicant: Applicant
    employer: Organisation
    items: tuple[ArchiveItem, ...]
    stored: Mapping[str, tuple[Notice, ...]]


@dataclass(frozen=True, slots=True)
class DeclarationToCheck:
    declaration: Declaration
    applicant: Applicant
    employer: Organisation
    stored: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class AttachedFiles:
    """A row of 附件矩阵. ``declaration`` with what was stated and attached, without its items; ``stored``: its notices."""

    declaration: Declaration
    name: str
    unit: str
    stored: tuple[Notice, ...]


class CheckQueries(Protocol):
    def person_of(self, scope: Scope, item_id: str) -> str:
        """Whose item it is: the applicant's id."""
        ...

    def archive(self, scope: Scope, applicant_id: str) -> ArchiveToCheck: ...
    def declaration(self, scope: Scope, declaration_id: str) -> DeclarationToCheck: ...
    def attachments(self, scope: Scope, keys: Sequence[int]) -> Sequence[AttachedFiles]:
        """Declarations by row key, in the order of ``keys``; one that left the scope is omitted."""
        ...

    def unit_content(
        self, scope: Scope, applicant_id: str, files: Collection[str], wordings: Collection[str]
    ) -> UnitContent | None:
        """Which of the files (SHA-256) and wordings other people of the unit have in their archives too."""
        ...
