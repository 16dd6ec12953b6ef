"""Colour tokens of both themes, exactly LOOK.md's tables. Data only, no Qt.

The only place in the program where a colour is written as a number. `ui/theme/current.py` turns a token
into a QColor; nobody else should import this module except the theme package and its tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_ROWS: tuple[tuple[str, str, str], ...] = (
    # token, light, dark
    ("window", "#F2F4F6", "#15181C"),
    ("surface", "#FFFFFF", "#1C2025"),
    ("raised", "#FFFFFF", "#262B32"),
    ("sunken", "#E4E7EB", "#0E1013"),
    ("hover", "#EEF1F4", "#262B32"),
    ("line", "#E0E4E8", "#2D333B"),
    ("control", "#76808B", "#74808C"),
    ("text", "#1B2027", "#E7EAEE"),
    ("muted", "#56606B", "#A4AEB9"),
    ("accent", "#1D5FC9", "#6CA6FF"),
    ("on_accent", "#FFFFFF", "#0A1728"),
    ("accent_soft", "#E5EEFC", "#1D314E"),
    ("accent_ink", "#1A51AC", "#9DC4FF"),
    ("focus", "#1D5FC9", "#6CA6FF"),
    # States: the plain name is what an icon or a word wears on a neutral ground.
    ("pending", "#465565", "#B7C3D0"),
    ("passed", "#0A694F", "#62D4AA"),
    ("passed_fill", "#DCF2E9", "#14372C"),
    ("returned", "#875000", "#F2BA52"),
    ("returned_fill", "#FFEFD1", "#3C2D0F"),
    ("failed", "#AE1F2B", "#FF9494"),
    ("on_failed", "#FFFFFF", "#33090C"),
    ("failed_tint", "#FDE5E5", "#471F22"),
    ("conflict", "#6F32AE", "#D0A9FF"),
    ("on_conflict", "#FFFFFF", "#230C3D"),
    # Not in LOOK's table, measured from the mock-ups: scroll bar thumb, scrim and shadow (#AARRGGBB).
    ("thumb", "#B4B9BF", "#4A525C"),
    ("scrim", "#2B000000", "#5E000000"),
    ("shadow", "#30000000", "#80000000"),
    ("none", "#00000000", "#00000000"),
)

LIGHT: Mapping[str, str] = MappingProxyType({name: light for name, light, _ in _ROWS})
DARK: Mapping[str, str] = MappingProxyType({name: dark for name, _, dark in _ROWS})


@dataclass(frozen=True)
class StateTokens:
    """How one state looks, as token names. `mark` is its colour for an icon on a neutral ground."""

    icon: str
    ink: str
    fill: str | None
    outline: str | None
    mark: str
    solid: bool = False


STATES: Mapping[str, StateTokens] = MappingProxyType(
    {
        "pending": StateTokens("circle-dashed", "pending", None, "control", "pending"),
        "passed": StateTokens("check", "passed", "passed_fill", None, "passed"),
        "returned": StateTokens("undo-2", "returned", "returned_fill", None, "returned"),
        "failed": StateTokens("x", "on_failed", "failed", None, "failed", solid=True),
        "conflict": StateTokens("equal-not", "on_conflict", "conflict", None, "conflict", solid=True),
        # Not verdicts: pre-check flags, errors, neutral facts.
        "flag": StateTokens("triangle-alert", "returned", "returned_fill", None, "returned"),
        "error": StateTokens("circle-alert", "failed", "failed_tint", None, "failed"),
        "info": StateTokens("info", "accent_ink", "accent_soft", None, "accent_ink"),
        "neutral": StateTokens("minus", "muted", "line", None, "muted"),
    }
)
