"""Bulk 通过 / 退回 on the archive list: preview by name, composer for a return, run, say what came of it (A3.12)."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Action
from app.ports.queries import ArchiveRow
from ui.dialogs.return_sheet.overlay import ReturnOverlay
from ui.dialogs.return_sheet.subject import ReturnVerdict
from ui.session import Session
from ui.tabs.archive.bulk_review import BulkResult, BulkReview
from ui.tabs.archive.bulk_sheet import BulkSheet
from ui.tabs.archive.list_state import ArchiveList
from ui.tabs.archive.return_subject import archive_kit, make_bulk_subject
from ui.tabs.archive.verdicts import Verdicts
from ui.texts.errors import describe_code
from ui.texts.words import word
from ui.undo import Undoable


class BulkDesk(QObject):
    """``row_wanted``: open this row (its place) in the 审阅 state, to see what the machine noticed."""

    row_wanted = Signal(int)
    finished = Signal()

    def __init__(
        self,
        session: Session,
        state: ArchiveList,
        verdicts: Verdicts,
        host: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._verdicts = session, state, verdicts
        self._action = Action.PASS
        self._rows: list[ArchiveRow] = []
        self._key = ""
        self.sheet = BulkSheet(host)
        self.composer = ReturnOverlay(host)
        self.review = BulkReview(session, self)
        self.sheet.confirmed.connect(self._confirmed)
        self.sheet.open_row_wanted.connect(self._open_row)
        self.sheet.stop_wanted.connect(self.review.stop)
        self.composer.sheet.decided.connect(self._composed)
        self.review.progressed.connect(self._show_progress)
        self.review.finished.connect(self._finish)

    def begin(self, action: Action) -> None:
        """P or R with ticks: everybody ticked, also on pages never looked at."""
        if not self.review.is_running and self._state.model.tick_count():
            self._action = action
            self._state.model.read_ticked(self._preview)

    def _preview(self, rows: Sequence[ArchiveRow]) -> None:
        notices = archive_kit(self._session.desk).notices
        names = ("review_duty", "responsibility") if self._action is Action.PASS else ("evidence_duty",)
        duty = [notices[name] for name in names if name in notices]
        self.sheet.open_for(self._action, self._state.section, rows, duty)

    def _confirmed(self, action: Action, rows: list[ArchiveRow]) -> None:
        self._rows = rows
        if action is Action.PASS:
            self.sheet.show_progress(0, len(rows))
            self.review.run(action, rows)
            return
        self.sheet.finish()
        subject = make_bulk_subject(self._session.desk, self._state.section, rows)
        self._key = subject.key
        self.composer.open_for(subject)

    def _composed(self, verdict: ReturnVerdict) -> None:
        self.review.run(verdict.action, self._rows, verdict)

    def _show_progress(self, done: int, total: int) -> None:
        if self.sheet.is_open():
            self.sheet.show_progress(done, total)

    def _finish(self, result: BulkResult) -> None:
        self.sheet.finish()
        if result.error is not None:
            # What was composed goes on to those it has not reached.
            self._rows = result.left
            self.composer.sheet.release()
            self._session.show_error(result.error)
        elif self.composer.is_open():
            self.composer.sheet.settle(self._key)
        if result.applied:
            words = self._say_done(result)
            self._verdicts.undo.push(
                Undoable(
                    tuple(result.applied),
                    words,
                    result.first_item,
                    self._state.section.key,
                    self._session.now(),
                )
            )
            self._session.say(
                words + self._say_left(result),
                "flag" if result.refused or result.stopped else "passed",
                action=self.tr("撤销"),
                key="Z",
                act=self._undo,
            )
        elif result.refused:
            _, first = result.refused[0]
            self._session.say(describe_code(first.code, first.params), "flag")
        self._state.model.clear_ticks()
        for row in (*(row for row, _ in result.refused), *result.left):
            place = self._state.model.find_key(row.key)
            if place >= 0:
                self._state.model.set_ticked(place, True)
        if result.error is None:
            # Otherwise the focus belongs to what is said, and goes back from there to the composer or the list.
            self.finished.emit()

    def _undo(self) -> None:
        self._verdicts.withdraw_last()

    def _say_done(self, result: BulkResult) -> str:
        done = self.tr("已{0} {1} 条").replace("{0}", word(result.action))
        return done.replace("{1}", str(len(result.applied)))

    def _say_left(self, result: BulkResult) -> str:
        left = ""
        if result.refused:
            left += self.tr("，{0} 条刚被改过，没有处理").replace("{0}", str(len(result.refused)))
        if result.stopped:
            left += self.tr("，其余按您的要求停下了")
        return left

    def _open_row(self, key: int) -> None:
        place = self._state.model.find_key(key)
        if place >= 0:
            self.row_wanted.emit(place)
