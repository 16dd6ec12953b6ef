"""Who sits here, over which working copy: made by the window at sign-in, given to every tab, ended at sign-out.

A tab gets everything from it: ``desk`` (ports), ``actor`` and ``scope`` for commands and queries, ``operations`` for
the background, ``facts`` for numbers, ``looks`` for the second log, ``checks`` for the pre-checks beside the work,
``marks`` for what the server has not taken yet; ``go_to``, ``say`` and ``show_error`` for the
rest of the window. Tabs never see the window itself.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.errors import KnownError
from app.domain.organisation import Actor
from app.ports.desk import Desk
from app.ports.queries import Scope
from ui.background_checks import BackgroundChecks
from ui.look_log import LookLog
from ui.operations import Operations, UnexpectedError
from ui.preferences import Preferences
from ui.sync_marks import SyncMarks
from ui.targets import Target
from ui.work_facts import WorkFacts

K = TypeVar("K")


class Session(QObject):
    """GUI thread only."""

    navigated = Signal(object)
    """Target: the window brings its tab to the front and opens it."""
    said = Signal(str, str, str, str)
    """Toast: text, state, action word, key."""
    error_shown = Signal(object)
    """KnownError for the window's error card."""
    ended = Signal()
    """The person signs out or closes the window: what is slow ends now."""
    day_changed = Signal()
    """Today is another day: midnight passed, or the sample clock was moved. Pages read everything again."""

    def __init__(
        self,
        desk: Desk,
        actor: Actor,
        operations: Operations,
        preferences: Preferences,
        parent: QObject | None = None,
        kept: dict[str, Any] | None = None,
    ) -> None:
        """``kept``: what this account left unfinished when somebody else sat down; in memory only."""
        super().__init__(parent)
        self._kept: dict[str, Any] = {} if kept is None else kept
        self.desk = desk
        self.actor = actor
        self.scope = Scope(actor.role, actor.organisation_id)
        self.operations = operations
        self.preferences = preferences
        self.facts = WorkFacts(desk, self.scope, actor, operations, self)
        self.looks = LookLog(desk, actor, operations, self)
        self.checks = BackgroundChecks(desk, self.scope, operations, self)
        self.marks = SyncMarks(desk.sync, operations, desk.clock, self)
        self.looks.noted.connect(self.checks.look_at)
        self._act_of_toast: Callable[[], object] | None = None
        self._closed = False

    def today(self) -> date:
        """The date in Asia/Shanghai, by the desk's clock."""
        return self.desk.clock.today()

    def now(self) -> datetime:
        """Aware UTC, by the desk's clock."""
        return self.desk.clock.now()

    def new_op_id(self) -> str:
        """A new op_id for a command."""
        return self.desk.new_id()

    def keep(self, name: str, make: Callable[[], K]) -> K:
        """The account's own object of this name, until the program ends: drafts outlive 换账号. Made when first asked for."""
        if name not in self._kept:
            self._kept[name] = make()
        found: K = self._kept[name]
        return found

    def go_to(self, target: Target) -> None:
        """Bring the target's tab to the front and open it there."""
        self.navigated.emit(target)

    def say(
        self,
        text: str,
        state: str = "passed",
        *,
        action: str = "",
        key: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """Show a short message for a few seconds; ``act`` (a bound method) runs when its ``action`` is clicked."""
        self._act_of_toast = act
        self.said.emit(text, state, action, key)

    def run_toast_action(self) -> None:
        """The window calls this when the toast's word was clicked."""
        act, self._act_of_toast = self._act_of_toast, None
        if act is not None:
            act()

    def show_error(self, error: KnownError) -> None:
        """Show an error over the window; fields show theirs themselves. A bug has its own dialog already."""
        if not isinstance(error, UnexpectedError):
            self.error_shown.emit(error)

    def close(self) -> None:
        """Write what waits and read nothing more. May be called again."""
        if not self._closed:
            self._closed = True
            self.ended.emit()
            self.looks.flush()
            self.facts.stop()
            self.checks.stop()
