"""Everything behind the first page: sign-in form, failure, report, shell with its tabs, words.

Imported on the read thread after the first paint (``load_interior``), because making a hundred widget classes and
frozen dataclasses costs more than a bare window takes. ``app/main.py`` hands ``load_interior`` to the window.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.domain.organisation import Actor
from app.ports.desk import Desk
from ui.dialogs.report_card import ReportCard
from ui.dialogs.sign_in.failed_view import FailedView
from ui.dialogs.sign_in.form import SignInForm
from ui.operations import Operations
from ui.preferences import Preferences
from ui.session import Session
from ui.shell import Shell
from ui.tab_page import TabEntry
from ui.tab_registry import ENTRIES
from ui.texts.errors import describe


class Interior:
    """Makes the parts; widgets only on the GUI thread. ``entries``: the tabs (tests give their own)."""

    def __init__(self, entries: Sequence[TabEntry] = ENTRIES) -> None:
        self._entries = entries

    def describe(self, error: KnownError) -> str:
        return describe(error)

    def make_form(self, operations: Operations) -> SignInForm:
        return SignInForm(operations)

    def make_failed_view(self) -> FailedView:
        return FailedView()

    def make_report_card(self, host: QWidget) -> ReportCard:
        return ReportCard(host)

    def build_shell(
        self, desk: Desk, actor: Actor, operations: Operations, preferences: Preferences
    ) -> Shell:
        session = Session(desk, actor, operations, preferences)
        shell = Shell(session, self._entries)
        session.setParent(shell)
        return shell


def load_interior() -> Interior:
    """The interior of the program as it ships."""
    return Interior()
