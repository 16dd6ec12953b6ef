"""Dossiers of archive items for the desk: the one asked for, and the next one read ahead."""

from collections.abc import Callable, Sequence

from app.domain.commands import Changed
from app.ports.queries import ArchiveDossier
from ui.dossier_reader import DossierReader


class ArchiveDossiers(DossierReader):
    """See the base."""

    name = "archive-dossier"

    def reading(self, subject_id: str) -> Callable[[], ArchiveDossier]:
        queries, scope = self._session.desk.queries, self._session.scope

        def act() -> ArchiveDossier:
            return queries.archive_dossier(scope, subject_id)

        return act

    def identity(self, dossier: ArchiveDossier) -> tuple[str, int]:
        return dossier.item.id, dossier.item.rev

    def touched(self, changed: Changed) -> Sequence[str]:
        return changed.items
