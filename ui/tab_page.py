"""What a tab of the window is: the page's base class and the entry that registers it.

A page lives in ``ui/tabs/<name>/``, imports no other tab, and stands in ``ui.tab_registry`` with one line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from app.domain.commands import Changed
from app.domain.organisation import Role
from app.ports.queries import HomeFacts
from ui.session import Session
from ui.targets import Target


class TabPage(QWidget):
    """Built when its tab is first opened, kept until sign-out. Override what the page needs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def refresh(self, changed: Changed | None) -> None:
        """Something was written (None: anything may be different, e.g. another day). Only while the page is in
        front; what happens meanwhile is told, all in one, when it comes to the front again."""

    def open_target(self, target: Target) -> None:
        """A link leads here; the page is in front."""

    def enter(self) -> None:
        """The page came to the front: give the focus to what keys should move."""
        self.setFocus()

    def leave(self) -> None:
        """The page goes to the back, or the person signs out: keep what was typed (a draft, sizes)."""


@dataclass(frozen=True, slots=True)
class TabEntry:
    key: str
    title: str
    roles: frozenset[Role]
    factory: Callable[[Session], TabPage]
    badge: Callable[[HomeFacts], int] | None = None
    """The number beside the title; 0 shows none."""
    titles: Mapping[Role, str] = field(default_factory=dict)
    """Where a role reads another title."""

    def title_for(self, role: Role) -> str:
        return self.titles.get(role, self.title)
