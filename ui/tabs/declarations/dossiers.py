"""Dossiers of declarations for the desk (``ui.dossier_reader``)."""

from collections.abc import Callable, Sequence

from app.domain.commands import Changed
from app.ports.queries import DeclarationDossier
from ui.dossier_reader import DossierReader


class Dossiers(DossierReader):
    """Signals carry DeclarationDossier."""

    name = "declaration-dossier"

    def reading(self, subject_id: str) -> Callable[[], DeclarationDossier]:
        session = self._session
        queries, scope, actor, today = session.desk.queries, session.scope, session.actor, session.today

        def act() -> DeclarationDossier:
            return queries.declaration_dossier(scope, subject_id, actor, today())

        return act

    def identity(self, dossier: DeclarationDossier) -> tuple[str, int]:
        return dossier.declaration.id, dossier.declaration.rev

    def touched(self, changed: Changed) -> Sequence[str]:
        return changed.declarations
