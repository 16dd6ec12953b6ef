"""The exchange in the window: status bar, 同步, conflicts, and the last round before leaving. Made by ``ui.shell`` where the
desk has a server; otherwise nothing of it exists.

A new conflict opens its card by itself once, when nobody is typing and nothing lies over the page; afterwards the status
bar keeps saying it.
"""

import enum
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.domain.decision import SubjectKind
from app.domain.declaration import DeclarationTab
from app.domain.errors import KnownError
from app.ports.queries import ArchiveDossier
from app.ports.sync import ConflictCase, DeskSync, OutboxCounts, OutboxRow
from ui.dialogs.exchange.answers import Answers
from ui.dialogs.exchange.conflict_card import ConflictCard
from ui.dialogs.exchange.leaving_card import LeavingCard
from ui.dialogs.exchange.records_page import CONFLICTS as CONFLICTS_CHIP
from ui.dialogs.exchange.records_page import REFUSED, WAITING
from ui.dialogs.exchange.sheet import SyncSheet
from ui.dialogs.reason_sheet import ReasonSheet
from ui.session import Session
from ui.shortcuts import keys_rest
from ui.status_line import StatusLine
from ui.sync_runner import SyncRunner, SyncState
from ui.sync_status import CONFLICTS, say_status
from ui.sync_status import REFUSED as REFUSED_ITEM
from ui.sync_status import WAITING as WAITING_ITEM
from ui.targets import ArchiveTarget, DeclarationTarget
from ui.texts.errors import describe
from ui.texts.sync_words import say_act

SHOWN_AFTER_MS = 1000
"""A round is shorter than that; the status bar would flicker every minute."""
LEAVE_WITHIN_MS, LEAVE_OFFLINE_MS = 10_000, 3_000


class _Leaving(enum.Enum):
    NOT = "not"
    COUNTING = "counting"
    REPORTING = "reporting"
    DONE = "done"


class ExchangeDesk(QObject):
    """GUI thread. ``shell`` is covered by the cards, ``pages`` (between the bars) by the sheet."""

    reloaded = Signal()

    def __init__(
        self, shell: QWidget, pages: QWidget, session: Session, sync: DeskSync, status: StatusLine
    ) -> None:
        super().__init__(shell)
        self._shell, self._session, self._sync, self._status = shell, session, sync, status
        self.runner = SyncRunner(sync, session.operations, session.desk.clock, self)
        self._marked: OutboxCounts | None = None
        self.sheet = SyncSheet(pages, session, sync, self.runner)
        self.card = ConflictCard(shell)
        self.leaving = LeavingCard(shell)
        self.reason = ReasonSheet(
            *(shell, "conflict.reason", self.tr("申请重开"), "message-square-warning"),
            action=self.tr("提交申请"),
        )
        self.answers = Answers(session, self)
        self._asked_for: ConflictCase | None = None
        self._is_offer = False
        self._leaving = _Leaving.NOT
        self._after: Callable[[], object] | None = None
        self._shows_running = False
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SHOWN_AFTER_MS)
        self._slow.timeout.connect(self._show_running)
        self._bound = QTimer(self)
        self._bound.setSingleShot(True)
        self._bound.timeout.connect(self._end_leaving)
        self._connect()
        self._show(self.runner.state)

    def start(self) -> None:
        self.runner.start()

    def stop(self) -> None:
        """Signed out or closing: no round begins, the password is forgotten."""
        self.runner.stop()
        account = self._sync.account
        if account is not None:
            self._session.operations.network(account.lock, self._locked)

    # ---- sheets

    def open_item(self, name: str) -> None:
        """An item of the status bar was clicked."""
        if name == CONFLICTS:
            self.open_conflicts()
        else:
            self.sheet.open_at({WAITING_ITEM: WAITING, REFUSED_ITEM: REFUSED}.get(name, ""))

    def open_sheet(self) -> None:
        self.sheet.open_at()

    def open_conflicts(self) -> None:
        self._is_offer = False
        self._read_conflicts()

    def _offer(self) -> None:
        """A new conflict: shown at once unless that would take the keys away from somebody who writes."""
        if not keys_rest(self._shell) and not _is_typing():
            self._is_offer = True
            self._read_conflicts()

    def _read_conflicts(self) -> None:
        queries = self._sync.queries
        self._session.operations.read(queries.conflicts, self._show_conflicts, key="sync-conflicts")

    def _show_conflicts(self, cases: Sequence[ConflictCase]) -> None:
        if self.card.is_open():
            self.card.take_cases(cases)
        elif not (self._is_offer and (keys_rest(self._shell) or _is_typing())):
            self.card.open_cases(cases)
            if not cases and not self._is_offer:
                # Of a publicity or a meeting: no two verdicts, the list says what stands.
                self.sheet.open_at(CONFLICTS_CHIP)

    def _see_conflict(self, row: OutboxRow) -> None:
        self._is_offer = False
        queries = self._sync.queries
        op_id = row.op_id

        def act() -> Sequence[ConflictCase]:
            cases = queries.conflicts()
            return sorted(cases, key=lambda case: case.op_id != op_id)

        self._session.operations.read(act, self._show_conflicts, key="sync-conflicts")

    # ---- answers

    def _ask_again(self, case: ConflictCase) -> None:
        self._asked_for = case
        sentence = self.tr("已生效的是{0}的“{1}”。请写明为什么要重新办理，对方会在这份申报上看到。")
        words = sentence.replace("{0}", case.standing.reviewer or case.standing.organisation)
        words = words.replace("{1}", say_act(case.standing.action))
        title = self.tr("请现在办理的单位重开")
        self.reason.begin_subject(case.op_id, f"{case.person}　{case.title}", title, words)

    def _send_request(self) -> None:
        case = self._asked_for
        if case is not None and not self.answers.is_busy:
            self.card.set_busy(True)
            self.answers.ask_again(case, self.reason.reason())

    def _answered(self, op_id: str) -> None:
        if self.reason.is_open():
            self.reason.forget()
            self._session.say(self.tr("已申请重开"))
        self.runner.read_counts()
        self.sheet.read()
        if self.card.is_open():
            self._read_conflicts()

    def _not_answered(self, error: KnownError) -> None:
        if self.reason.is_open():
            self.card.set_busy(False)
            self.reason.refuse(error)
        elif self.card.is_open():
            self.card.show_error(error)
        else:
            self.sheet.problem.set_content("", [describe(error)])

    def _open_dossier(self, case: ConflictCase) -> None:
        """The dossier is decided again as it stands now: the conflict is answered with that."""
        self.answers.accept_case(case)
        self.card.close_overlay()
        self._go(case.subject_kind, case.subject_id)

    def _open_row(self, row: OutboxRow) -> None:
        self._go(row.subject_kind, row.subject_id)

    def _note_refusal(self, row: OutboxRow) -> None:
        if not self.answers.is_busy:
            self.answers.accept(row.op_id)

    def _go(self, kind: SubjectKind | None, subject_id: str) -> None:
        if kind is SubjectKind.DECLARATION:
            self.sheet.close_overlay()
            self._session.go_to(DeclarationTarget(DeclarationTab.ALL, declaration_id=subject_id))
        elif kind is SubjectKind.ARCHIVE_ITEM:
            queries, scope = self._session.desk.queries, self._session.scope

            def act() -> ArchiveDossier:
                return queries.archive_dossier(scope, subject_id)

            self._session.operations.read(act, self._open_archive)

    def _open_archive(self, dossier: ArchiveDossier) -> None:
        self.sheet.close_overlay()
        item = dossier.item
        self._session.go_to(ArchiveTarget(item.section, item.status, dossier.applicant.name, item_id=item.id))

    # ---- status bar

    def _show(self, state: SyncState) -> None:
        if state.progress is None:
            self._slow.stop()
            self._shows_running = False
        elif state.asked:
            self._shows_running = True
        elif not self._shows_running and not self._slow.isActive():
            self._slow.start()
        if state.is_known and state.counts != self._marked:
            self._marked = state.counts
            self._session.marks.reload()
        today = self._session.today()
        self._status.show_sync(
            say_status(state, self._sync.server_name, today, shows_running=self._shows_running)
        )
        if self._leaving is _Leaving.REPORTING:
            self.leaving.show_progress(state.progress)
            # A round that was running already is followed by the one that was asked for.
            if state.progress is None and not self.runner.runs_again:
                self._end_leaving()

    def _show_running(self) -> None:
        self._shows_running = True
        self._show(self.runner.state)

    # ---- leaving

    def leave_first(self, then: Callable[[], object]) -> bool:
        """Whether leaving has to wait for a last round; ``then`` (a bound method) is called when it is over.

        Nothing to send: nothing to wait for. What was skipped or not answered stays in the outbox.
        """
        if self._leaving is _Leaving.DONE:
            return False
        if self._leaving is _Leaving.NOT:
            self._leaving, self._after = _Leaving.COUNTING, then
            # Behind the decisions that are being written.
            self._session.operations.write(_nothing, self._count)
        return True

    def _count(self, nothing: None) -> None:
        self._session.operations.read(self._sync.queries.counts, self._begin_leaving, self._cannot_count)

    def _cannot_count(self, error: KnownError) -> None:
        self._end_leaving()

    def _begin_leaving(self, counts: OutboxCounts) -> None:
        if not counts.waiting:
            self._end_leaving()
            return
        self._leaving = _Leaving.REPORTING
        self.leaving.begin(counts.waiting)
        offline = self.runner.state.is_offline
        self._bound.start(LEAVE_OFFLINE_MS if offline else LEAVE_WITHIN_MS)
        self.runner.sync_now()

    def _end_leaving(self) -> None:
        if self._leaving in (_Leaving.NOT, _Leaving.DONE):
            return
        self._leaving = _Leaving.DONE
        self._bound.stop()
        self.runner.cancel()
        self.leaving.close_overlay()
        QTimer.singleShot(0, self._go_after)

    def _go_after(self) -> None:
        then, self._after = self._after, None
        if then is not None:
            then()

    def _locked(self, nothing: None) -> None:
        """Nobody sits there any more."""

    def _connect(self) -> None:
        runner = self.runner
        runner.state_changed.connect(self._show)
        runner.reloaded.connect(self.reloaded)
        runner.conflict_came.connect(self._offer)
        self._status.sync_wanted.connect(self.open_item)
        self.sheet.conflict_wanted.connect(self._see_conflict)
        self.sheet.read_wanted.connect(self._note_refusal)
        self.sheet.open_wanted.connect(self._open_row)
        self.card.accept_wanted.connect(self.answers.accept_case)
        self.card.open_dossier_wanted.connect(self._open_dossier)
        self.card.reopening_wanted.connect(self._ask_again)
        self.reason.confirmed.connect(self._send_request)
        self.answers.answered.connect(self._answered)
        self.answers.failed.connect(self._not_answered)
        self.leaving.skip_wanted.connect(self._end_leaving)


def _nothing() -> None:
    """Behind what is being written."""


def _is_typing() -> bool:
    focus = QApplication.focusWidget()
    return isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)
