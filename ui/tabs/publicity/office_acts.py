"""What only the committee's office does on the publicity desk: 公示无异议, 继续公示, 重新评审 (B11.1-B12.2).

``PublicityActions`` owns one; it reads the pane and asks ``PublicityWrites``.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.decision import Action
from app.domain.publicity import PublicityKind
from ui.dialogs.form_sheet import FormSheet
from ui.session import Session
from ui.tabs.publicity.conclude_sheet import ConcludeSheet, ReconveneSheet
from ui.tabs.publicity.members import kit_of
from ui.tabs.publicity.person_words import describe_line
from ui.tabs.publicity.running_pane import RunningPane
from ui.tabs.publicity.writes import Passed, PublicityWrites
from ui.texts.errors import describe


class OfficeActs(QObject):
    """GUI thread only."""

    def __init__(
        self, session: Session, running: RunningPane, writes: PublicityWrites, host: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._running, self._writes = session, running, writes
        self.concluding, self.reconvening = ConcludeSheet(host), ReconveneSheet(host)
        self.concluding.confirmed.connect(self._conclusion_confirmed)
        self.reconvening.confirmed.connect(self._reconvening_confirmed)
        running.resume_wanted.connect(self.resume)
        running.reconvene_wanted.connect(self.reconvene)
        writes.carried_on.connect(self._carried_on)

    @property
    def sheets(self) -> tuple[FormSheet, ...]:
        return self.concluding, self.reconvening

    def conclude(self) -> None:
        """公示无异议: the sheet with everybody who is free."""
        dossier, ready = self._running.dossier, self._running.ready()
        if dossier is None or not ready:
            return
        kits, kind = self._session.desk.plan_kits.get, dossier.publicity.kind
        lines = [(s.member, describe_line(s.member, kit_of(s.member, kits), kind)) for s in ready]
        left_out = [
            (s.name, s.reason) for s in self._running.standings if not s.is_ready and s.state != "passed"
        ]
        self.concluding.open_for(kind, lines, left_out)

    def resume(self) -> None:
        """继续公示: the objection was not upheld, the days go on."""
        person = self._running.looked_at()
        if person is not None and not self._writes.is_busy:
            self._writes.carry_on(person.member, Action.RESUME_PUBLICITY)

    def reconvene(self) -> None:
        """重新评审: an objection to the result was upheld."""
        person, dossier = self._running.looked_at(), self._running.dossier
        if person is None or dossier is None:
            return
        upheld = dossier.publicity.upheld_objections(person.member.declaration.id)
        self.reconvening.open_for(person.member, upheld[-1].handling if upheld else "")

    def say_resolved(self, kind: PublicityKind, upheld: bool) -> str:
        """What to do after an objection was settled."""
        if not upheld:
            return self.tr("已写处理结果。请按继续公示")
        if kind is PublicityKind.RESULTS:
            return self.tr("异议成立。请按重新评审")
        return self.tr("异议成立。请在评委会审核里退回或判不通过")

    def tell(self, answer: Passed) -> None:
        """After a conclusion: who was refused stays on the sheet."""
        if answer.refused:
            self.concluding.show_refused({subject: describe(error) for subject, error in answer.refused})
        else:
            self.concluding.close_overlay()

    def _conclusion_confirmed(self) -> None:
        if not self._writes.is_busy:
            self.concluding.show_running()
            self._writes.conclude_all(self.concluding.members())

    def _reconvening_confirmed(self) -> None:
        person = self._running.looked_at()
        if person is not None and not self._writes.is_busy:
            self._writes.carry_on(person.member, Action.RECONVENE, self.reconvening.reason())

    def _carried_on(self, action: Action) -> None:
        self.reconvening.close_overlay()
        entry = self._writes.undo.last(self._session.now())
        words = entry.words if entry is not None else ""
        self._session.say(words, action=self.tr("撤销"), key="Z", act=self._undo)

    def _undo(self) -> None:
        self._writes.withdraw_last()
