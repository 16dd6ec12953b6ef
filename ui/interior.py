"""Everything behind the first page: sign-in form, failure, report, words; and the door to the rooms behind it.

Imported on the read thread after the first paint (``load_interior``), because making widget classes and frozen
dataclasses costs more than a bare window takes. ``app/main.py`` hands ``load_interior`` to the window. The rooms (shell
and tabs) are imported after the sign-in page stands.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from ui.dialogs.report_card import ReportCard
from ui.dialogs.sign_in.failed_view import FailedView
from ui.dialogs.sign_in.form import SignInForm
from ui.dialogs.sign_in.join_view import JoinView, MakeJoining
from ui.operations import Operations
from ui.preferences import Preferences
from ui.texts.errors import describe

if TYPE_CHECKING:
    from app.domain.organisation import Actor
    from app.ports.desk import Desk
    from ui.shell import Shell
    from ui.tab_page import TabEntry

ROOMS = "ui.rooms"
"""By name, so that importing the interior does not import it."""


class Interior:
    """Makes the parts; widgets only on the GUI thread. ``entries``: the tabs (tests give their own)."""

    def __init__(self, entries: Sequence[TabEntry] | None = None) -> None:
        self._entries = entries
        self._kept: dict[str, dict[str, Any]] = {}
        """By account: what it left unfinished at 换账号. In memory only: it names people."""

    def describe(self, error: KnownError) -> str:
        return describe(error)

    def make_form(self, operations: Operations) -> SignInForm:
        return SignInForm(operations)

    def make_join_view(self, operations: Operations, make_joining: MakeJoining) -> JoinView:
        return JoinView(operations, make_joining)

    def make_failed_view(self) -> FailedView:
        return FailedView()

    def make_report_card(self, host: QWidget) -> ReportCard:
        return ReportCard(host)

    def load_rooms(self) -> None:
        """Import shell and tabs; any thread, before the person is through with the password."""
        importlib.import_module(ROOMS)

    def build_shell(
        self, desk: Desk, actor: Actor, operations: Operations, preferences: Preferences
    ) -> Shell:
        rooms = importlib.import_module(ROOMS)
        kept = self._kept.setdefault(actor.account_id, {})
        shell: Shell = rooms.build_shell(desk, actor, operations, preferences, self._entries, kept)
        return shell


def load_interior() -> Interior:
    """The interior of the program as it ships."""
    return Interior()
