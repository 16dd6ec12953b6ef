"""The verdict bar of the archive desk: 通过 P, 退回 R, 不通过 F, 保存 for what was returned, 重开 for what failed, and why not (LOOK 5)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.archive import ArchiveStatus
from app.domain.decision import last_standing
from app.ports.queries import ArchiveDossier
from ui.desk_bar import DeskBar
from ui.texts.dates import say_moment
from ui.widgets.buttons import QuietButton, TallSecondaryButton
from ui.widgets.verdict_button import make_verdict_button


class ReviewBar(DeskBar):
    """Shows what may be done with the item; the desk acts on the signals."""

    pass_wanted = Signal()
    return_wanted = Signal()
    fail_wanted = Signal()
    hand_in_wanted = Signal()
    reopen_wanted = Signal()
    opinion_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("archive", "条", parent)
        self._returned = False
        self._passes = make_verdict_button("passed", self.tr("通过"), self)
        self._returns = make_verdict_button("returned", self.tr("退回"), self)
        self._fails = make_verdict_button("failed", self.tr("不通过"), self)
        self._hand_in = TallSecondaryButton(self.tr("保存"), "send", "Ctrl S", self)
        self._reopen = TallSecondaryButton(self.tr("重开"), "lock-open", "", self)
        self._opinion = QuietButton(self.tr("写意见"), "message-square-text", "E", self)
        for name, button, signal in (
            ("archive.pass", self._passes, self.pass_wanted),
            ("archive.return", self._returns, self.return_wanted),
            ("archive.fail", self._fails, self.fail_wanted),
            ("archive.hand_in", self._hand_in, self.hand_in_wanted),
            ("archive.reopen", self._reopen, self.reopen_wanted),
            ("archive.write_opinion", self._opinion, self.opinion_wanted),
        ):
            button.setObjectName(name)
            button.clicked.connect(signal)
            self.add_button(button)
        self._hand_in.setToolTip(self.tr("材料补好后，保存并交审核"))
        self._reopen.setToolTip(self.tr("写明理由后回到待审核，本人可以改正"))
        self._opinion.hide()
        self._hand_in.hide()
        self._reopen.hide()

    def show_item(self, dossier: ArchiveDossier | None) -> None:
        """Open what the status allows and say why the rest is closed."""
        status = dossier.item.status if dossier else None
        waits = status is ArchiveStatus.PENDING
        for button in (self._passes, self._returns, self._fails):
            button.setEnabled(waits)
        self._returned = status is ArchiveStatus.RETURNED
        self._hand_in.setVisible(self._returned)
        self._reopen.setVisible(status is ArchiveStatus.FAILED)
        self._opinion.setVisible(self._narrow and not self._returned)
        self.set_reason("" if dossier is None or waits else self._say_why(dossier))

    def set_narrow(self, narrow: bool) -> None:
        """A narrow window hides the opinion field behind 写意见 E."""
        super().set_narrow(narrow)
        self._opinion.setVisible(narrow and not self._returned)

    def _say_why(self, dossier: ArchiveDossier) -> str:
        verdict = last_standing(dossier.decisions)
        when = f"{say_moment(verdict.at)} {verdict.actor.name} " if verdict else ""
        if dossier.item.status is ArchiveStatus.RETURNED:
            return self.tr("补好后保存")
        if dossier.item.status is ArchiveStatus.PASSED:
            return self.tr("{0}已通过").replace("{0}", when)
        return self.tr("{0}已判不通过").replace("{0}", when)
