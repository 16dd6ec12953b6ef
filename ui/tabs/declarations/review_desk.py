"""How one reviews a declaration: open it, read its sections one by one, decide, go on (seed A step 4; A4.1-A4.13).

Between the list (``list_state``), the panes (``review_view``) and the writes (``verdicts``). What is being read inside
one declaration is ``reading``; here is what moves between declarations.
"""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from app.domain.commands import Changed
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import DeclarationTab
from app.domain.errors import ConflictError, KnownError, RuleError
from app.ports.queries import DeclarationDossier, DeclarationRow
from ui.dialogs.return_sheet.subject import ReturnVerdict
from ui.session import Session
from ui.tabs.declarations.dossiers import Dossiers
from ui.tabs.declarations.list_state import DeclarationList
from ui.tabs.declarations.pass_gate import decision_open_again, judge_pass, may_turn_down, reviews
from ui.tabs.declarations.pass_proposal import propose_pass
from ui.tabs.declarations.pass_sheet import PassSheet
from ui.tabs.declarations.reading import Reading
from ui.tabs.declarations.reopen_sheet import ReopenSheet
from ui.tabs.declarations.return_subject import make_subject
from ui.tabs.declarations.review_view import ReviewView
from ui.tabs.declarations.unread_sheet import UnreadSheet
from ui.tabs.declarations.verdicts import Verdicts
from ui.texts.errors import describe
from ui.undo import Undoable

COUNTDOWN_MS = 1000


class ReviewDesk(QObject):
    """``log_wanted`` carries the dossier whose 审查日志 the person wants; ``shown`` after each dossier."""

    log_wanted = Signal(object)
    shown = Signal(object)

    def __init__(
        self,
        session: Session,
        state: DeclarationList,
        view: ReviewView,
        verdicts: Verdicts,
        sheets: tuple[PassSheet, UnreadSheet, ReopenSheet],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._view, self._verdicts = session, state, view, verdicts
        self._pass_sheet, self._unread_sheet, self._reopen_sheet = sheets
        self._dossiers = Dossiers(session, self)
        self.reading = Reading(session, state, view, self)
        self._place = -1
        self._awaits_row = False
        self._active = False
        self._back_to = ""
        self._countdown = QTimer(self)
        self._countdown.setInterval(COUNTDOWN_MS)
        self._countdown.timeout.connect(self.show_undo)
        self._connect()

    @property
    def dossier(self) -> DeclarationDossier | None:
        return self.reading.dossier

    # ---- coming and going

    def enter(self, place: int) -> None:
        """The 审阅 state begins at a row of the list."""
        self._active = True
        place = min(max(place, 0), self._state.model.rowCount() - 1)
        was_there = self._view.rows.view.current_row() == place
        # Also when it is current: Qt makes a row current, not selected, when a list gets the focus.
        self._view.rows.view.set_current_row(place)
        if was_there:
            self._open(place)
        self._show_emptiness()
        self._view.focus_list()

    def leave(self) -> int:
        """Back to the list: the row the clerk was at."""
        self._active = False
        self._view.composer.close_sheet()
        return self._view.rows.view.current_row()

    def move(self, by: int) -> None:
        """J, K."""
        place = self._view.rows.view.current_row() + by
        if not self._view.composes() and 0 <= place < self._state.model.rowCount():
            self._view.rows.view.set_current_row(place)

    def forget(self, changed: Changed | None) -> None:
        """Something was written, or it is another day: then what is shown is judged anew."""
        self._dossiers.forget(changed)
        dossier = self.dossier
        if dossier is None or not self._active:
            return
        if changed is None or (dossier.declaration.id in changed.declarations and self._is_at(dossier)):
            # Also where its rev is the same: 省平台录入 marks a decision.
            self._dossiers.ask_again(dossier.declaration.id)

    # ---- acts

    def accept(self) -> None:
        """P: 审核无误 or 通过; with sections nobody read it names them first (A4.1)."""
        dossier = self._at_hand()
        if dossier is None:
            return
        gate = judge_pass(dossier, self._session.actor, self._session.today())
        if not gate.is_open:
            return
        unread = self.reading.unread()
        if unread:
            self._unread_sheet.open_for(gate.action, dossier.applicant.name, unread)
        else:
            self._go_on(gate.action)

    def compose(self, action: Action) -> None:
        """R opens the composer for 退回, F for 不通过; nothing is decided yet."""
        dossier, kit = self._at_hand(), self.reading.kit
        if dossier is not None and kit is not None and may_turn_down(dossier, self._session.actor):
            self._view.open_composer()
            subject = make_subject(self._session.desk, kit, dossier, self.reading.here)
            self._view.composer.open_for(subject, action)

    def reopen(self) -> None:
        """O: 重开 of what this level decided last."""
        dossier = self._at_hand()
        if dossier is not None:
            self._reopen_sheet.open_for(dossier)

    def undo(self) -> None:
        """Z."""
        if not self._verdicts.is_busy and not self._verdicts.withdraw_last():
            self._session.say(self.tr("没有能撤销的结论，结论写下 120 秒内可以撤销"), "info")

    def open_log(self) -> None:
        """L, 审查日志."""
        if self.dossier is not None and self._view.shows_declaration():
            self.log_wanted.emit(self.dossier)

    def show_undo(self) -> None:
        """What Z would take back, second by second."""
        now = self._session.now()
        entry = self._verdicts.undo.last(now)
        seconds = self._verdicts.undo.seconds_left(entry, now) if entry else 0
        self._view.bar.show_undo(entry.words if entry else "", seconds)
        if entry is None:
            self._countdown.stop()
        elif not self._countdown.isActive():
            self._countdown.start()

    # ---- opening

    def _row_chosen(self, place: int) -> None:
        if self._active:
            self._open(place)

    def _open(self, place: int) -> None:
        self._place = place
        row = self._state.row(place) if place >= 0 else None
        self._awaits_row = place >= 0 and row is None
        if row is not None and not self._is_shown(row):
            self._dossiers.ask(row)
        elif row is not None:
            self._dossiers.stay(row)
        self._view.bar.show_place(place, self._state.model.rowCount())
        self._show_emptiness()

    def _rows_came(self, first: QModelIndex, last: QModelIndex) -> None:
        if self._active and self._awaits_row and first.row() <= self._place <= last.row():
            self._open(self._place)

    def _list_loaded(self, total: int) -> None:
        if self._active:
            self._view.rows.view.set_current_row(0 if total else -1)
            self._open(0 if total else -1)

    def _list_refreshed(self) -> None:
        if not self._active:
            return
        if self._back_to:
            place, self._back_to = self._state.model.find_id(self._back_to), ""
            if place >= 0:
                self._view.rows.view.set_current_row(place)
        place = self._view.rows.view.current_row()
        if place < 0 and self._state.model.rowCount():
            place = 0
            self._view.rows.view.set_current_row(0)
        self._open(place)
        self.reading.show_standing()

    def _arrived(self, dossier: DeclarationDossier) -> None:
        if not self.reading.shows(dossier.declaration.id):
            self._session.looks.note_look(SubjectKind.DECLARATION, dossier.declaration.id)
        self.reading.show(dossier)
        actor = self._session.actor
        gate = judge_pass(dossier, actor, self._session.today())
        self._view.bar.show_gate(
            gate,
            may_turn_down=may_turn_down(dossier, actor),
            decides=reviews(actor.role),
            may_reopen=decision_open_again(dossier, actor) is not None,
        )
        self.show_undo()
        self._dossiers.read_ahead(self._state.row(self._place + 1) if self._has_next() else None)
        self.shown.emit(dossier)

    def _not_read(self, error: KnownError) -> None:
        self._session.show_error(error)
        self._state.refresh()

    # ---- after P

    def _go_on(self, action: Action) -> None:
        """With everything read, or in spite of what was not."""
        dossier, kit = self._at_hand(), self.reading.kit
        if dossier is None or kit is None:
            return
        actor, today = self._session.actor, self._session.today()
        row = judge_pass(dossier, actor, today).row
        if action is not Action.PASS:
            self._verdicts.accept(dossier, action)
        elif row is not None:
            self._pass_sheet.open_for(propose_pass(kit, dossier, actor.role, row, today))

    def _pass_confirmed(self, declaration_id: str, opinion: str, record: Mapping[str, str]) -> None:
        dossier = self.dossier
        if dossier is not None and dossier.declaration.id == declaration_id and not self._verdicts.is_busy:
            self._verdicts.accept(dossier, Action.PASS, opinion, record)

    def _verdict_composed(self, verdict: ReturnVerdict) -> None:
        dossier = self.dossier
        if (
            dossier is not None
            and dossier.declaration.id == verdict.subject.key
            and not self._verdicts.is_busy
        ):
            self._verdicts.turn_down(dossier, verdict)
        else:
            self._view.composer.release()

    def _composer_closed(self) -> None:
        if self._view.composes():
            self._view.close_composer()
            self._view.focus_list()

    # ---- after writes

    def _decided(self, action: Action, dossier: DeclarationDossier) -> None:
        self._view.composer.settle(dossier.declaration.id)
        self._pass_sheet.settle(dossier.declaration.id)
        self.show_undo()
        entry = self._verdicts.undo.last(self._session.now())
        if entry is not None:
            self._session.say(
                entry.words, _STATE_OF.get(action, "passed"), action=self.tr("撤销"), key="Z", act=self.undo
            )
        if self._active and self._is_at(dossier):
            self._move_on(action)

    def _reopened(self, dossier: DeclarationDossier) -> None:
        """It stays on the screen; the tab goes to the list where it stands now."""
        self.show_undo()
        entry = self._verdicts.undo.last(self._session.now())
        if entry is not None:
            self._session.say(entry.words, "pending", action=self.tr("撤销"), key="Z", act=self.undo)

    def _move_on(self, action: Action) -> None:
        """The next row; at the end of the list the one before, unless this one stays."""
        place = self._place
        if self._has_next():
            self._view.rows.view.set_current_row(place + 1)
        elif self._leaves(action) and place > 0:
            self._view.rows.view.set_current_row(place - 1)

    def _leaves(self, action: Action) -> bool:
        """Whether the declaration leaves the list that the clerk is in."""
        wanted = self._state.wanted
        if wanted.tab is not DeclarationTab.PENDING:
            return False
        return action is not Action.CONFIRM or bool(wanted.steps)

    def _withdrawn(self, entry: Undoable) -> None:
        self._session.say(self.tr("已撤销：{0}").replace("{0}", entry.words), "info")
        self._back_to = entry.subject_id
        self.show_undo()

    def _refused(self, error: KnownError) -> None:
        self._view.composer.release()
        if self._pass_sheet.is_open():
            self._pass_sheet.release(describe(error))
        elif not self._reopen_sheet.is_open():
            self._session.show_error(error)
        if self.dossier is not None and isinstance(error, RuleError | ConflictError):
            self._dossiers.ask_again(self.dossier.declaration.id)
            self._state.refresh()

    # ---- inside

    def _at_hand(self) -> DeclarationDossier | None:
        """The dossier on the screen, when it is the one of the current row and nothing is under way."""
        dossier = self.dossier
        if dossier is None or not self._active or not self._view.shows_declaration():
            return None
        free = self._is_at(dossier) and not self._verdicts.is_busy and not self._view.composes()
        return dossier if free else None

    def _is_at(self, dossier: DeclarationDossier) -> bool:
        row = self._state.row(self._place) if self._place >= 0 else None
        return row is not None and row.id == dossier.declaration.id

    def _is_shown(self, row: DeclarationRow) -> bool:
        shown = self.dossier
        return shown is not None and (shown.declaration.id, shown.declaration.rev) == (row.id, row.rev)

    def _has_next(self) -> bool:
        return 0 <= self._place < self._state.model.rowCount() - 1

    def _show_emptiness(self) -> None:
        empty = self._state.model.rowCount() == 0
        self._view.show_declaration(not empty)
        if empty:
            self.reading.show_nothing()
            self._view.bar.show_gate(None, may_turn_down=False, decides=reviews(self._session.actor.role))

    def _compose_return(self) -> None:
        self.compose(Action.RETURN)

    def _compose_failure(self) -> None:
        self.compose(Action.FAIL)

    def _connect(self) -> None:
        view, model, bar = self._view, self._state.model, self._view.bar
        view.rows.row_chosen.connect(self._row_chosen)
        model.loaded.connect(self._list_loaded)
        model.refreshed.connect(self._list_refreshed)
        model.dataChanged.connect(self._rows_came)
        self._dossiers.arrived.connect(self._arrived)
        self._dossiers.ready_ahead.connect(self.reading.warm)
        self._dossiers.failed.connect(self._not_read)
        view.form.head.log_wanted.connect(self.open_log)
        view.composer.decided.connect(self._verdict_composed)
        view.composer.closed.connect(self._composer_closed)
        bar.pass_wanted.connect(self.accept)
        bar.return_wanted.connect(self._compose_return)
        bar.fail_wanted.connect(self._compose_failure)
        bar.reopen_wanted.connect(self.reopen)
        bar.undo_wanted.connect(self.undo)
        self._pass_sheet.confirmed.connect(self._pass_confirmed)
        self._unread_sheet.insisted.connect(self._go_on)
        self._unread_sheet.section_wanted.connect(self.reading.open_section)
        self._verdicts.decided.connect(self._decided)
        self._verdicts.reopened.connect(self._reopened)
        self._verdicts.withdrawn.connect(self._withdrawn)
        self._verdicts.failed.connect(self._refused)


_STATE_OF = {Action.RETURN: "returned", Action.FAIL: "failed"}
