"""The verdict buttons 通过 P, 退回 R, 不通过 F: never another order (LOOK.md "Buttons").

通过 is the view's primary; the others are secondary with the icon in its state colour. All 34 px high.
"""

from PySide6.QtWidgets import QWidget

from ui.theme import tokens
from ui.widgets.buttons import KeyButton, PrimaryButton, TallSecondaryButton

_KEYS = {"passed": "P", "returned": "R", "failed": "F"}


class VerdictButton(TallSecondaryButton):
    """A verdict that is not the primary: 退回, 不通过. `state` is "returned" or "failed"."""

    def __init__(self, state: str, text: str, parent: QWidget | None = None) -> None:
        style = tokens.STATES[state]
        super().__init__(text, style.icon, _KEYS[state], parent, icon_token=style.mark)
        self.state = state


class PassButton(PrimaryButton):
    """通过 or 审核无误 (by sub-state; `setText`)."""

    state = "passed"

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, tokens.STATES["passed"].icon, _KEYS["passed"], parent)


def make_verdict_button(state: str, text: str, parent: QWidget | None = None) -> KeyButton:
    """Return the button for "passed", "returned" or "failed" with the seed's literal word."""
    return PassButton(text, parent) if state == "passed" else VerdictButton(state, text, parent)
