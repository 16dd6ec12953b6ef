"""What waits, for 用户中心 and the badges of the tab bar: one HomeFacts, read again a moment after each change.

Lives in a Session. A read that fails leaves the old numbers; the error goes the window's default way.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.commands import Changed
from app.domain.organisation import Actor
from app.ports.desk import Desk
from app.ports.queries import HomeFacts, Scope
from ui.operations import Operations

SETTLE_MS = 250
"""After a decision the next dossier is read first; the numbers may come a quarter of a second later."""


class WorkFacts(QObject):
    """``facts`` is None until the first answer."""

    updated = Signal(object)
    """HomeFacts."""

    def __init__(
        self, desk: Desk, scope: Scope, actor: Actor, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._scope, self._actor, self._operations = desk, scope, actor, operations
        self.facts: HomeFacts | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.reload)
        operations.changed.connect(self._reload_soon)

    def reload(self) -> None:
        """Read the numbers now."""
        self._timer.stop()
        desk, scope, actor = self._desk, self._scope, self._actor

        def act() -> HomeFacts:
            return desk.queries.home(scope, actor, desk.clock.today())

        self._operations.read(act, self._arrived, key="work-facts")

    def stop(self) -> None:
        """Read nothing more (signed out)."""
        self._timer.stop()
        self._operations.changed.disconnect(self._reload_soon)

    def _reload_soon(self, changed: Changed) -> None:
        self._timer.start()

    def _arrived(self, facts: HomeFacts) -> None:
        self.facts = facts
        self.updated.emit(facts)
