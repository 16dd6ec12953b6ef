"""How a desk joins a shared database and who may sit at it (docs/protocol.md §5). Fulfilled by ``app.wiring_server``.

A copy belongs to one login. Signing in to a copy that is there already: ``app.ports.sync.ServerAccount``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.ports.sync import SyncProgress


@dataclass(frozen=True, slots=True)
class ServerCard:
    """What a profile file says, shown before joining. ``hosts``: "name:port", the first that answers is taken."""

    name: str
    hosts: tuple[str, ...]
    database: str


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A working copy on this PC. ``server`` and ``login`` are empty for one without a server."""

    copy_id: str
    folder: Path
    server: str = ""
    login: str = ""
    person: str = ""
    organisation: str = ""


class ServerJoining(Protocol):
    """Making a copy of one's own from a shared database. Network thread: any but the GUI's, one call at a time."""

    def read_profile(self, path: Path) -> ServerCard:
        """Raises RuleError: Y-131 not a profile file, Y-132 its certificate cannot be read."""
        ...

    def join(
        self,
        path: Path,
        login: str,
        password: str,
        *,
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> KnownCopy:
        """Sign in at the server, make the copy, pull everything for the first time. Open the copy afterwards by its folder.

        A pull that broke off goes on in the copy's first rounds. Raises SyncError (Y-101 … Y-112: no copy is left behind),
        RuleError Y-131 … Y-133 (Y-133: this login has a copy here already, ``folder``), EnvironmentFault E-…, S-….
        """
        ...

    def copies(self) -> Sequence[KnownCopy]:
        """Every working copy on this PC, for choosing at the start. One that cannot be opened is left out."""
        ...
