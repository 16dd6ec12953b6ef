"""The colours, fonts and icons in force: the lookup below `ui.theme.current` (which re-exports it).

Split from `current` so that the style and the shapes can look colours up without importing what installs them.
Outside `ui/theme/` import `current`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QIcon, QPixmap

from ui.theme import fonts, icons, tokens


@dataclass(frozen=True)
class StateStyle:
    """How a state looks now. `mark` is its colour for an icon or a word on a neutral ground."""

    icon: str
    ink: QColor
    fill: QColor | None
    outline: QColor | None
    mark: QColor
    solid: bool


class _Force:
    """The token colours in force."""

    def __init__(self) -> None:
        self.dark = False
        self.colors: Mapping[str, QColor] = {}


_force = _Force()  # the module's one piece of state


def use_tokens(dark: bool) -> None:
    """Put the dark or the light table in force (called by `current` only)."""
    table = tokens.DARK if dark else tokens.LIGHT
    _force.dark = dark
    _force.colors = {name: QColor(value) for name, value in table.items()}


use_tokens(False)


def is_dark() -> bool:
    """Tell whether the dark tokens are in force."""
    return _force.dark


def color(token: str) -> QColor:
    """Return the token's colour in the current theme; KeyError for a word LOOK.md does not know."""
    return QColor(_force.colors[token])


def shared_color(token: str) -> QColor:
    """Like `color` without the copy, for the theme's own painting: never change what it returns."""
    return _force.colors[token]


def state_style(state: str) -> StateStyle:
    """Return how a state looks: pending, passed, returned, failed, conflict, or flag, error, info, neutral."""
    style = tokens.STATES[state]
    return StateStyle(
        icon=style.icon,
        ink=color(style.ink),
        fill=color(style.fill) if style.fill else None,
        outline=color(style.outline) if style.outline else None,
        mark=color(style.mark),
        solid=style.solid,
    )


def font(role: str) -> QFont:
    """Return the font of a role (`fonts.ROLES`): caption body body_bold section title sentence number …"""
    return fonts.build_font(role)


def icon(name: str, token: str = "text") -> QIcon:
    """Return a Lucide icon as QIcon; it follows theme switches by itself."""
    return QIcon(icons.TokenIconEngine(name, token, color))


def pixmap(name: str, token: str, size: int, dpr: float) -> QPixmap:
    """Return a Lucide icon of `size` logical px, cached; `dpr` is the painting device's pixel ratio."""
    return icons.render_icon(name, _force.colors[token].rgba(), size, dpr)


def tinted_pixmap(name: str, tint: QColor, size: int, dpr: float) -> QPixmap:
    """Like `pixmap`, for a colour that came out of `state_style`."""
    return icons.render_icon(name, tint.rgba(), size, dpr)
