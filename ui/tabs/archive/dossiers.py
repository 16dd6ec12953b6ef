"""Dossiers of archive items for the desk (``ui.dossier_reader``)."""

from collections.abc import Callable, Sequence

from app.domain.commands import Changed
from app.ports.queries import ArchiveDossier
from ui.dossier_reader import DossierReader


class Dossiers(DossierReader):
    """Signals carry ArchiveDossier."""

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
