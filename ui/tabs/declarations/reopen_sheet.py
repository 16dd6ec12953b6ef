"""重开 of what this level decided last: only with a reason, until the next has decided (DOMAIN facts §4)."""

from PySide6.QtWidgets import QWidget

from app.ports.queries import DeclarationDossier
from ui.dialogs.reason_sheet import ReasonSheet
from ui.session import Session
from ui.tabs.declarations.pass_gate import decision_open_again
from ui.tabs.declarations.verdicts import Verdicts
from ui.texts.reopen_words import say_reopening


class ReopenSheet(ReasonSheet):
    """Opens for the declaration on the screen and closes once it is written."""

    def __init__(self, host: QWidget, session: Session, verdicts: Verdicts) -> None:
        super().__init__(host, "declarations.reopen_sheet", "重开", "lock-open")
        self._session, self._verdicts = session, verdicts
        self._dossier: DeclarationDossier | None = None
        self.confirmed.connect(self._reopen)
        verdicts.reopened.connect(self._written)
        verdicts.failed.connect(self.refuse)

    def open_for(self, dossier: DeclarationDossier) -> None:
        """Nothing happens where there is nothing to take up again."""
        decision = decision_open_again(dossier, self._session.actor)
        if decision is None:
            return
        self._dossier = dossier
        who = f"{dossier.applicant.name}　{dossier.employer.name}"
        self.begin_subject(dossier.declaration.id, who, *say_reopening(decision, self._session.today()))

    def _reopen(self) -> None:
        if self._dossier is not None and not self._verdicts.is_busy:
            self.confirm_button.setEnabled(False)
            self._verdicts.reopen(self._dossier, self.reason())

    def _written(self, dossier: DeclarationDossier) -> None:
        self._dossier = None
        self.forget()
