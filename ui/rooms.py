"""What is behind the sign-in form: the session of a person and the shell with its tabs.

Imported by ``ui.interior`` while the person types the password: a hundred widget classes take longer than the form.
"""

from collections.abc import Sequence
from typing import Any

from app.domain.organisation import Actor
from app.ports.desk import Desk
from ui.operations import Operations
from ui.preferences import Preferences
from ui.session import Session
from ui.shell import Shell
from ui.tab_page import TabEntry
from ui.tab_registry import ENTRIES


def build_shell(
    desk: Desk,
    actor: Actor,
    operations: Operations,
    preferences: Preferences,
    entries: Sequence[TabEntry] | None = None,
    kept: dict[str, Any] | None = None,
) -> Shell:
    """``entries``: the tabs, by default those of the program; ``kept``: what the account left unfinished."""
    session = Session(desk, actor, operations, preferences, kept=kept)
    session.checks.start()
    shell = Shell(session, ENTRIES if entries is None else entries)
    session.setParent(shell)
    return shell
