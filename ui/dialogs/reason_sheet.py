"""An act that asks for nothing but a reason: what it means, the reason, one primary (重开, 重新公示, 重新评审)."""

from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from ui.dialogs.form_sheet import FormSheet
from ui.widgets.callout import Callout
from ui.widgets.fields import TextEdit


class ReasonSheet(FormSheet):
    """The reason typed stays with its subject until ``forget``. ``confirmed`` comes only with a reason."""

    def __init__(
        self, host: QWidget, name: str, title: str, icon: str, *, action: str = "", state: str = "info"
    ) -> None:
        """``action``: the words of the button where they are not the title; ``state`` colours what the act means."""
        super().__init__(host, name, title, action or title, icon)
        self._subject_id = ""
        self._what = Callout(state)
        self._what.setObjectName(f"{name}.what")
        self._reason = TextEdit(lines=4, most_lines=8)
        self.body.addWidget(self._what)
        self.add_field(self.tr("理由"), self._reason, "reason")
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self._reason.textChanged.connect(self._show_open)

    def begin_subject(
        self, subject_id: str, who: str, title: str, sentence: str, *, proposed: str = ""
    ) -> None:
        """Show what the act means for this subject; of another one no reason is kept, ``proposed`` stands there."""
        if subject_id != self._subject_id:
            self._subject_id = subject_id
            self._reason.setPlainText(proposed)
        self._what.set_content(title, [sentence])
        self.begin(who)
        self._show_open()
        self._reason.setFocus()

    def reason(self) -> str:
        return self._reason.toPlainText().strip()

    def forget(self) -> None:
        """It is written."""
        self._reason.clear()
        self.close_overlay()

    def refuse(self, error: KnownError) -> None:
        """Shown at the form; a sheet that is closed says nothing."""
        if self.is_open():
            self.show_error(error)

    def _show_open(self) -> None:
        missing = "" if self.reason() else self.tr("先写理由")
        self.confirm_button.setEnabled(not missing)
        self.footer.set_reason(missing)
