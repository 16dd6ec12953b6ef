"""What the tab asks of the acts beyond the reviews: what can be done with rows, and to open the sheet for it.

``ui.tabs.road.acts`` fulfils it; the tab shows the offers as buttons and knows no act by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.decision import Action
from app.ports.road_queries import RoadRow


@dataclass(frozen=True, slots=True)
class ActOffer:
    """One act for the rows chosen. ``why_not`` says why it is not enabled."""

    action: Action
    title: str
    enabled: bool = True
    why_not: str = ""


class Acts(Protocol):
    def actions_for(self, rows: Sequence[RoadRow]) -> list[ActOffer]:
        """The acts of this desk for these rows, the usual next one first; empty for none."""
        ...

    def open(self, action: Action, rows: Sequence[RoadRow]) -> None:
        """Show the sheet of the act. What it writes is told by ``Operations.changed``."""
        ...
