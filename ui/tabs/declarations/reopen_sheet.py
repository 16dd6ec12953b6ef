"""重开 of what this level decided last: only with a reason, until the next has decided (DOMAIN facts §4)."""

from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.ports.queries import DeclarationDossier
from ui.dialogs.form_sheet import FormSheet
from ui.session import Session
from ui.tabs.declarations.pass_gate import decision_open_again
from ui.tabs.declarations.verdicts import Verdicts
from ui.texts.reopen_words import say_reopening
from ui.widgets.callout import Callout
from ui.widgets.fields import TextEdit


class ReopenSheet(FormSheet):
    """Opens for the declaration on the screen and closes once it is written. The reason typed stays with the declaration."""

    def __init__(self, host: QWidget, session: Session, verdicts: Verdicts) -> None:
        super().__init__(host, "declarations.reopen_sheet", "重开", "重开", "lock-open")
        self._session, self._verdicts = session, verdicts
        self._dossier: DeclarationDossier | None = None
        self._declaration_id = ""
        self._what = Callout("info")
        self._what.setObjectName("declarations.reopen_sheet.what")
        self._reason = TextEdit(lines=4, most_lines=8)
        self.body.addWidget(self._what)
        self.add_field(self.tr("理由"), self._reason, "reason")
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self._reason.textChanged.connect(self._show_open)
        self.confirmed.connect(self._reopen)
        verdicts.reopened.connect(self._written)
        verdicts.failed.connect(self._refused)

    def open_for(self, dossier: DeclarationDossier) -> None:
        """Nothing happens where there is nothing to take up again."""
        decision = decision_open_again(dossier, self._session.actor)
        if decision is None:
            return
        self._dossier = dossier
        if dossier.declaration.id != self._declaration_id:
            self._declaration_id = dossier.declaration.id
            self._reason.clear()
        self.begin(f"{dossier.applicant.name}　{dossier.employer.name}")
        title, sentence = say_reopening(decision, self._session.today())
        self._what.set_content(title, [sentence])
        self._show_open()
        self._reason.setFocus()

    def _reopen(self) -> None:
        if self._dossier is not None and not self._verdicts.is_busy:
            self.confirm_button.setEnabled(False)
            self._verdicts.reopen(self._dossier, self._reason.toPlainText())

    def _written(self, dossier: DeclarationDossier) -> None:
        self._reason.clear()
        self._dossier = None
        self.close_overlay()

    def _refused(self, error: KnownError) -> None:
        if self.is_open():
            self.show_error(error)

    def _show_open(self) -> None:
        missing = "" if self._reason.toPlainText().strip() else self.tr("先写理由")
        self.confirm_button.setEnabled(not missing)
        self.footer.set_reason(missing)
