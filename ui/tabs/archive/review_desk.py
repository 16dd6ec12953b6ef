"""How one reviews on the archive desk: open a row, look, decide, go on to the next (DESIGN §6, seed A step 3).

Between the list (``list_state``), the panes (``review_view``) and the writes (``verdicts``). After a verdict the next item
of the list the clerk is in stands there with its evidence at once: it was read ahead.
"""

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal

from app.domain.archive import ArchiveStatus
from app.domain.commands import Changed
from app.domain.decision import Action, SubjectKind
from app.domain.errors import KnownError
from app.domain.plan import FieldKind
from app.ports.queries import ArchiveDossier, ArchiveRow
from ui.dialogs.return_sheet.subject import ReturnVerdict
from ui.session import Session
from ui.tabs.archive.dossiers import ArchiveDossiers
from ui.tabs.archive.item_blocks import REVEAL
from ui.tabs.archive.list_state import ArchiveList
from ui.tabs.archive.return_subject import archive_kit, make_subject
from ui.tabs.archive.review_view import ReviewView
from ui.tabs.archive.verdicts import Verdicts
from ui.undo import Undoable
from ui.widgets.evidence.files import make_evidence

COUNTDOWN_MS = 1000


class ReviewDesk(QObject):
    """``log_wanted`` carries the dossier whose 审核日志 the person wants; ``item_shown`` after each dossier."""

    log_wanted = Signal(object)
    item_shown = Signal(object)
    undo_changed = Signal(str, int)
    """What Z would take back and for how many seconds; 0: nothing."""

    def __init__(
        self,
        session: Session,
        state: ArchiveList,
        view: ReviewView,
        verdicts: Verdicts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._view, self._verdicts = session, state, view, verdicts
        self._dossiers = ArchiveDossiers(session, self)
        self.dossier: ArchiveDossier | None = None
        self._place = -1
        self._awaits_row = False
        self._active = False
        self._narrow = False
        self._revealed: frozenset[str] = frozenset()
        self._opinions: dict[str, str] = {}
        self._back_to = ""
        self._countdown = QTimer(self)
        self._countdown.setInterval(COUNTDOWN_MS)
        self._countdown.timeout.connect(self.show_undo)
        self._view.item.sync_note.follow(session.marks)
        self._view.item.show_duty(archive_kit(session.desk).notices.get("review_duty", ""))
        self._connect()

    # ---- coming and going

    def enter(self, place: int) -> None:
        """The 审阅 state begins at a row of the list."""
        self._active = True
        total = self._state.model.rowCount()
        place = min(max(place, 0), total - 1)
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
        self._keep_opinion()
        self._view.composer.close_sheet()
        return self._view.rows.view.current_row()

    def keep_drafts(self) -> None:
        """The tab goes to the back."""
        self._keep_opinion()

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._view.set_narrow(narrow)
        self._view.item.set_opinion_room(not narrow or bool(self._view.item.opinion.toPlainText()))

    def move(self, by: int) -> None:
        """J, K."""
        place = self._view.rows.view.current_row() + by
        if not self._view.composes() and 0 <= place < self._state.model.rowCount():
            self._view.rows.view.set_current_row(place)

    def forget(self, changed: Changed | None) -> None:
        """Something was written."""
        self._dossiers.forget(changed)

    # ---- acts

    def pass_item(self) -> None:
        """P."""
        if (dossier := self._open_for_verdict()) is not None:
            self._verdicts.pass_item(dossier, self._view.item.opinion.toPlainText())

    def compose(self, action: Action) -> None:
        """R opens the composer for 退回, F for 不通过; nothing is decided yet."""
        if (dossier := self._open_for_verdict()) is not None:
            self._view.open_composer()
            self._view.composer.open_for(
                make_subject(self._session.desk, self._state.section, dossier), action
            )

    def hand_in(self) -> None:
        """Ctrl+S, 保存."""
        dossier = self.dossier
        if self._is_current(dossier) and dossier is not None:
            if dossier.item.status is ArchiveStatus.RETURNED and not self._view.composes():
                self._verdicts.hand_in(dossier)

    def failed_dossier(self) -> ArchiveDossier | None:
        """The one on the screen, if it failed and nothing is under way: 重开 is for it."""
        dossier = self.dossier
        if not self._is_current(dossier) or self._verdicts.is_busy or dossier is None:
            return None
        return dossier if dossier.item.status is ArchiveStatus.FAILED else None

    def undo(self) -> None:
        """Z."""
        if not self._verdicts.is_busy and not self._verdicts.withdraw_last():
            self._session.say(self._nothing_to_undo(), "info")

    def reveal_id(self) -> None:
        """I: the ID number in the clear until the next item; the second log notes it."""
        if self._is_current(self.dossier):
            key = next(
                (f.key for f in self._state.section.fields if f.kind is FieldKind.ID_NUMBER), "id_number"
            )
            self._reveal(REVEAL + key)

    def write_opinion(self) -> None:
        """E."""
        if self._is_current(self.dossier) and not self._view.composes():
            self._view.item.set_opinion_room(True)
            self._view.item.opinion.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_log(self) -> None:
        """L, 审核日志."""
        if self.dossier is not None and self._view.shows_item():
            self.log_wanted.emit(self.dossier)

    def show_undo(self) -> None:
        """What Z would take back, second by second."""
        now = self._session.now()
        entry = self._verdicts.undo.last(now)
        seconds = self._verdicts.undo.seconds_left(entry, now) if entry else 0
        self._view.bar.show_undo(entry.words if entry else "", seconds)
        self.undo_changed.emit(entry.words if entry else "", seconds)
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
            self._keep_opinion()
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

    def _arrived(self, dossier: ArchiveDossier) -> None:
        before = self.dossier
        same = before is not None and before.item.id == dossier.item.id
        self.dossier = dossier
        if not same:
            self._revealed = frozenset()
            self._view.item.opinion.setPlainText(self._opinions.get(dossier.item.id, ""))
            self._view.item.set_opinion_room(not self._narrow or dossier.item.id in self._opinions)
            self._session.looks.note_look(SubjectKind.ARCHIVE_ITEM, dossier.item.id)
        section = self._state.find_section(dossier.item.section)
        self._view.item.show_dossier(section, dossier, self._revealed, keep_place=same)
        self._view.evidence.show_files([make_evidence(ref) for ref in dossier.item.evidence])
        self._view.evidence.set_next_hint(self.tr("下一条") if self._has_next() else "")
        self._view.bar.show_item(dossier)
        self.show_undo()
        self._dossiers.read_ahead(self._state.row(self._place + 1) if self._has_next() else None)
        self.item_shown.emit(dossier)

    def _read_ahead(self, dossier: ArchiveDossier) -> None:
        self._view.evidence.set_next([make_evidence(ref) for ref in dossier.item.evidence])

    def _not_read(self, error: KnownError) -> None:
        self._session.show_error(error)
        self._state.refresh()

    # ---- after writes

    def _decided(self, action: Action, dossier: ArchiveDossier) -> None:
        self._opinions.pop(dossier.item.id, None)
        self._view.composer.settle(dossier.item.id)
        self.show_undo()
        if self._active and self._is_at(dossier):
            self._view.item.opinion.clear()
            self._move_on()

    def _handed_in(self, dossier: ArchiveDossier) -> None:
        words = self.tr("已保存，{0}的这一条交审核了").replace("{0}", dossier.applicant.name)
        self._session.say(words)
        if self._active and self._is_at(dossier) and self._state.wanted.status is not None:
            self._move_on()

    def _reopened(self, dossier: ArchiveDossier) -> None:
        words = self.tr("已重开，{0}的这一条回到待审核").replace("{0}", dossier.applicant.name)
        self._session.say(words)
        if self._active and self._is_at(dossier) and self._state.wanted.status is not None:
            self._move_on()

    def _move_on(self) -> None:
        """The next row; at the end of the list the one before. A row that leaves the list leaves it afterwards."""
        place = self._place
        going = self._state.wanted.status is not None
        if self._has_next():
            self._view.rows.view.set_current_row(place + 1)
        elif going and place > 0:
            self._view.rows.view.set_current_row(place - 1)

    def _withdrawn(self, entry: Undoable) -> None:
        self._session.say(self.tr("已撤销：{0}").replace("{0}", entry.words), "info")
        self._back_to = entry.subject_id
        self.show_undo()

    def _refused(self, error: KnownError) -> None:
        self._view.composer.release()
        self._session.show_error(error)
        if self.dossier is not None:
            self._dossiers.ask_again(self.dossier.item.id)
        self._state.refresh()

    # ---- inside

    def _verdict_composed(self, verdict: ReturnVerdict) -> None:
        dossier = self.dossier
        if dossier is not None and dossier.item.id == verdict.subject.key and not self._verdicts.is_busy:
            self._verdicts.turn_down(dossier, self._view.item.opinion.toPlainText(), verdict)
        else:
            self._view.composer.release()

    def _composer_closed(self) -> None:
        if self._view.composes():
            self._view.close_composer()
            self._view.focus_list()

    def _reveal(self, action: str) -> None:
        dossier, key = self.dossier, action.removeprefix(REVEAL)
        if dossier is None:
            return
        if key in self._revealed:
            self._revealed -= {key}
        else:
            self._revealed |= {key}
            self._session.looks.note_reveal(SubjectKind.ARCHIVE_ITEM, dossier.item.id)
        section = self._state.find_section(dossier.item.section)
        self._view.item.show_dossier(section, dossier, self._revealed, keep_place=True)

    def _open_for_verdict(self) -> ArchiveDossier | None:
        """The dossier on the screen, when it is the one of the current row, waits, and nothing is under way."""
        dossier = self.dossier
        if (
            dossier is None
            or not self._is_current(dossier)
            or self._verdicts.is_busy
            or self._view.composes()
        ):
            return None
        return dossier if dossier.item.status is ArchiveStatus.PENDING else None

    def _is_current(self, dossier: ArchiveDossier | None) -> bool:
        return self._active and self._view.shows_item() and dossier is not None and self._is_at(dossier)

    def _is_at(self, dossier: ArchiveDossier) -> bool:
        row = self._state.row(self._place) if self._place >= 0 else None
        return row is not None and row.id == dossier.item.id

    def _is_shown(self, row: ArchiveRow) -> bool:
        shown = self.dossier
        return shown is not None and shown.item.id == row.id and shown.item.rev == row.rev

    def _has_next(self) -> bool:
        return 0 <= self._place < self._state.model.rowCount() - 1

    def _show_emptiness(self) -> None:
        empty = self._state.model.rowCount() == 0
        self._view.show_item(not empty)
        if empty:
            self.dossier = None
            self._view.evidence.show_files([])
            self._view.bar.show_item(None)

    def _keep_opinion(self) -> None:
        dossier, text = self.dossier, self._view.item.opinion.toPlainText()
        if dossier is None:
            return
        if text.strip() and dossier.item.status is ArchiveStatus.PENDING:
            self._opinions[dossier.item.id] = text
        else:
            self._opinions.pop(dossier.item.id, None)

    def _nothing_to_undo(self) -> str:
        return self.tr("没有能撤销的结论，结论写下 120 秒内可以撤销")

    def _connect(self) -> None:
        view, model = self._view, self._state.model
        view.rows.row_chosen.connect(self._row_chosen)
        model.loaded.connect(self._list_loaded)
        model.refreshed.connect(self._list_refreshed)
        model.dataChanged.connect(self._rows_came)
        self._dossiers.arrived.connect(self._arrived)
        self._dossiers.ready_ahead.connect(self._read_ahead)
        self._dossiers.failed.connect(self._not_read)
        view.item.log_wanted.connect(self.open_log)
        view.item.reveal_wanted.connect(self._reveal)
        view.composer.decided.connect(self._verdict_composed)
        view.composer.closed.connect(self._composer_closed)
        bar = view.bar
        bar.pass_wanted.connect(self.pass_item)
        bar.return_wanted.connect(self._compose_return)
        bar.fail_wanted.connect(self._compose_failure)
        bar.hand_in_wanted.connect(self.hand_in)
        bar.opinion_wanted.connect(self.write_opinion)
        bar.undo_wanted.connect(self.undo)
        view.evidence.last_page_passed.connect(self._evidence_ended)
        self._verdicts.decided.connect(self._decided)
        self._verdicts.handed_in.connect(self._handed_in)
        self._verdicts.reopened.connect(self._reopened)
        self._verdicts.withdrawn.connect(self._withdrawn)
        self._verdicts.failed.connect(self._refused)

    def _compose_return(self) -> None:
        self.compose(Action.RETURN)

    def _compose_failure(self) -> None:
        self.compose(Action.FAIL)

    def _evidence_ended(self) -> None:
        self.move(1)
