"""重开 of an item that failed: only with a reason, by the unit that decided (DOMAIN facts §4)."""

from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.ports.queries import ArchiveDossier
from ui.dialogs.form_sheet import FormSheet
from ui.tabs.archive.review_desk import ReviewDesk
from ui.tabs.archive.verdicts import Verdicts
from ui.widgets.callout import Callout
from ui.widgets.fields import TextEdit


class ReopenSheet(FormSheet):
    """Opens with the item on the screen and closes once it is written."""

    def __init__(self, host: QWidget, desk: ReviewDesk, verdicts: Verdicts) -> None:
        super().__init__(host, "archive.reopen_sheet", "重开", "重开", "lock-open")
        self._desk, self._verdicts = desk, verdicts
        self._dossier: ArchiveDossier | None = None
        self._item_id = ""
        self._what = Callout("info")
        self._reason = TextEdit(lines=4, most_lines=8)
        self.body.addWidget(self._what)
        self.add_field(self.tr("理由"), self._reason, "reason")
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self._reason.textChanged.connect(self._show_open)
        self.confirmed.connect(self._reopen)
        verdicts.reopened.connect(self._written)
        verdicts.failed.connect(self._refused)

    def begin_item(self) -> None:
        """重开 was pressed."""
        dossier = self._desk.failed_dossier()
        if dossier is None:
            return
        self._dossier = dossier
        if dossier.item.id != self._item_id:
            self._item_id = dossier.item.id
            self._reason.clear()
        self._what.set_content(
            self.tr("这一条回到待审核"),
            [self.tr("可以改正后再审，也可以退回、通过或再判不通过。原来的结论和理由都留在审核日志里。")],
        )
        self.begin(dossier.applicant.name)
        self._show_open()
        self._reason.setFocus()

    def _reopen(self) -> None:
        if self._dossier is not None and not self._verdicts.is_busy:
            self.confirm_button.setEnabled(False)
            self._verdicts.reopen(self._dossier, self._reason.toPlainText().strip())

    def _written(self) -> None:
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
