"""重开 of an item that failed: only with a reason, by the unit that decided (DOMAIN facts §4)."""

from PySide6.QtWidgets import QWidget

from app.ports.queries import ArchiveDossier
from ui.dialogs.reason_sheet import ReasonSheet
from ui.tabs.archive.review_desk import ReviewDesk
from ui.tabs.archive.verdicts import Verdicts


class ReopenSheet(ReasonSheet):
    """Opens with the item on the screen and closes once it is written."""

    def __init__(self, host: QWidget, desk: ReviewDesk, verdicts: Verdicts) -> None:
        super().__init__(host, "archive.reopen_sheet", "重开", "lock-open")
        self._desk, self._verdicts = desk, verdicts
        self._dossier: ArchiveDossier | None = None
        self.confirmed.connect(self._reopen)
        verdicts.reopened.connect(self._written)
        verdicts.failed.connect(self.refuse)

    def begin_item(self) -> None:
        """重开 was pressed."""
        dossier = self._desk.failed_dossier()
        if dossier is None:
            return
        self._dossier = dossier
        self.begin_subject(
            dossier.item.id,
            dossier.applicant.name,
            self.tr("这一条回到待审核"),
            self.tr("可以改正后再审，也可以退回、通过或再判不通过。原来的结论和理由都留在审核日志里。"),
        )

    def _reopen(self) -> None:
        if self._dossier is not None and not self._verdicts.is_busy:
            self.confirm_button.setEnabled(False)
            self._verdicts.reopen(self._dossier, self.reason())

    def _written(self) -> None:
        self._dossier = None
        self.forget()
