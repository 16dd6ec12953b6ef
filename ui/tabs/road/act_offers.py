"""What ``ui.tabs.road.acts`` offers for the rows chosen; the foot of the list shows it as buttons and knows no act by name."""

from dataclasses import dataclass

from app.domain.decision import Action


@dataclass(frozen=True, slots=True)
class ActOffer:
    """One act for the rows chosen. ``why_not`` says why it is not enabled."""

    action: Action
    title: str
    enabled: bool = True
    why_not: str = ""
    takes_back: bool = False
    """重开, 放弃申报 …: never the blue button."""
