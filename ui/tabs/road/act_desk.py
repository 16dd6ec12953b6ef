"""What the foot of the list does: the acts offered for the rows chosen with their sheets, and Z over all of them.

The tab says which rows are chosen; what was written comes back to it through ``Operations.changed``.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Action
from app.ports.road_queries import RoadRow
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.road.act_bar import ActBar
from ui.tabs.road.act_offers import ActOffer
from ui.tabs.road.acts.sheets import ActSheets
from ui.undo import UndoStack

COUNTDOWN_MS = 1000
MOST_KEYS = 9


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
        bar.act_wanted.connect(self.begin)
        bar.undo_wanted.connect(self.undo)
        for place in range(MOST_KEYS):
            _NumberKey(place, page).pressed.connect(self._begin_at)
        bind_key(page, "Z", self.undo)

    def show_rows(self, rows: Sequence[RoadRow]) -> None:
        """Other rows are chosen, or the same stand elsewhere now."""
        self._rows = rows
        self.offers = self.sheets.actions_for(rows) if rows else ()
        self._bar.add_act_buttons(self.offers)
        self.show_undo()

    def begin(self, action: Action) -> None:
        """The sheet of an act for the rows chosen."""
        if self._rows:
            self.sheets.open(action, self._rows)

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
