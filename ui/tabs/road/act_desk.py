"""What the foot of the list does: 通过 for many, the acts offered for the rows chosen, and Z over all of them.

The tab says which rows are chosen; what was written comes back to it through ``Operations.changed``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Action
from app.domain.declaration import DeclarationTab
from app.domain.organisation import Role
from app.domain.prechecks.notice import Notice
from app.domain.road import REVIEW_STAGES
from app.ports.road_queries import RoadRow
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.road.act_bar import ActBar
from ui.tabs.road.act_offers import ActOffer
from ui.tabs.road.acts.recorder import ActResult
from ui.tabs.road.acts.sheets import ActSheets
from ui.tabs.road.bulk_pass_sheet import BulkPassSheet
from ui.tabs.road.pass_case import make_case
from ui.targets import DeclarationTarget
from ui.undo import UndoStack

COUNTDOWN_MS = 1000
MOST_KEYS = 9


@dataclass(frozen=True, slots=True)
class PassQuestion:
    """The rows chosen as they stand now, and by dossier what the pre-checks noted."""

    rows: Sequence[RoadRow]
    flags: Mapping[str, Sequence[Notice]]


class _NumberKey(QObject):
    """1 to 9: knows the place of its act."""

    pressed = Signal(int)

    def __init__(self, place: int, page: QWidget) -> None:
        super().__init__(page)
        self._place = place
        bind_key(page, str(place + 1), self._press)

    def _press(self) -> None:
        self.pressed.emit(self._place)


class ActDesk(QObject):
    """GUI thread only. ``page`` owns the keys and carries the sheets."""

    def __init__(self, session: Session, bar: ActBar, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._bar = session, bar
        self.undo_stack = UndoStack()
        self.sheets = ActSheets(session, page, self.undo_stack, self)
        self._rows: Sequence[RoadRow] = ()
        self.offers: Sequence[ActOffer] = ()
        """In the order of their keys."""
        self._countdown = QTimer(self)
        self._countdown.setInterval(COUNTDOWN_MS)
        self._countdown.timeout.connect(self.show_undo)
        self.passing = BulkPassSheet(page)
        self.passing.confirmed.connect(self._pass_confirmed)
        self.passing.stop_wanted.connect(self.sheets.recorder.stop)
        self.passing.open_wanted.connect(self._open_one)
        self.sheets.recorder.progressed.connect(self._show_progress)
        self.sheets.recorder.recorded.connect(self._passed)
        self._is_passing = False
        bar.act_wanted.connect(self.begin)
        bar.pass_wanted.connect(self.begin_pass)
        bar.undo_wanted.connect(self.undo)
        for place in range(MOST_KEYS):
            _NumberKey(place, page).pressed.connect(self._begin_at)
        bind_key(page, "Z", self.undo)
        bind_key(page, "P", self.begin_pass)

    def show_rows(self, rows: Sequence[RoadRow]) -> None:
        """Other rows are chosen, or the same stand elsewhere now."""
        self._rows = rows
        self.offers = self.sheets.actions_for(rows) if rows else ()
        self._bar.show_pass(self._passes(rows))
        self._bar.add_act_buttons(self.offers)
        self.show_undo()

    def begin(self, action: Action) -> None:
        """The sheet of an act for the rows chosen."""
        if self._rows:
            self.sheets.open(action, self._rows)

    # ---- 通过

    def begin_pass(self) -> None:
        """P: the sheet that names everybody, once it is known what the pre-checks noted."""
        rows = self._rows
        if not self._passes(rows) or self.sheets.recorder.is_busy:
            return
        road, scope, today = self._session.desk.road, self._session.scope, self._session.today()
        ids = [row.id for row in rows]

        def act() -> PassQuestion:
            return PassQuestion(road.road_rows_of(scope, ids, today), road.road_flags(scope, ids))

        self._session.operations.read(act, self._show_passing, self._session.show_error, key="road.pass")

    def _passes(self, rows: Sequence[RoadRow]) -> bool:
        """Whether this level reviews any of them; an employer's 通过 rests on a publicity and is written one by one."""
        role = self._session.actor.role
        return role is not Role.EMPLOYER and any(row.stage is REVIEW_STAGES.get(role) for row in rows)

    def _show_passing(self, asked: PassQuestion) -> None:
        session = self._session
        case = make_case(asked.rows, asked.flags, session.actor.role, self.sheets.kit_of_row, session.today())
        self.passing.open_for(case)

    def _pass_confirmed(self) -> None:
        entries = self.passing.entries()
        self._is_passing = self.sheets.recorder.record(Action.PASS, entries, done=self.tr("已通过"))
        if self._is_passing:
            self.passing.show_progress(0, len(entries))

    def _show_progress(self, done: int, total: int) -> None:
        if self._is_passing:
            self.passing.show_progress(done, total)

    def _passed(self, result: ActResult) -> None:
        if self._is_passing:
            self._is_passing = False
            self.passing.settle(result)

    def _open_one(self, declaration_id: str) -> None:
        self._session.go_to(DeclarationTarget(DeclarationTab.ALL, declaration_id=declaration_id))

    # ---- Z

    def undo(self) -> None:
        """Z: what was done last at this desk, whichever sheet it came from."""
        recorder = self.sheets.recorder
        if not recorder.is_busy and not recorder.withdraw_last():
            self._session.say(self.tr("没有能撤销的，办完 120 秒内可以撤销"), "info")

    def show_undo(self) -> None:
        """What Z would take back, second by second."""
        now = self._session.now()
        entry = self.undo_stack.last(now)
        seconds = self.undo_stack.seconds_left(entry, now) if entry else 0
        self._bar.show_undo(entry.words if entry else "", seconds)
        if entry is None:
            self._countdown.stop()
        elif not self._countdown.isActive():
            self._countdown.start()

    def _begin_at(self, place: int) -> None:
        if place < len(self.offers) and self.offers[place].enabled:
            self.begin(self.offers[place].action)
