"""The theme that is on now: colours, fonts and icons for everything that paints. GUI thread only.

`install` runs once at start; painters ask `color`, `font`, `pixmap` **at paint time** and never keep an answer.
A widget that keeps something (a local palette) connects a bound method to `signals.changed`. Everything under
`ui/` may import this module; nothing else in the program knows colours.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from resources import fonts_dir, icons_dir
from ui.theme import fonts, icons, tokens
from ui.theme.palette import build_palette
from ui.theme.proxy_style import ReviewStyle

SCHEMES = ("system", "light", "dark")

_QT_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


@dataclass(frozen=True)
class StateStyle:
    """How a state looks now. `mark` is its colour for an icon or a word on a neutral ground."""

    icon: str
    ink: QColor
    fill: QColor | None
    outline: QColor | None
    mark: QColor
    solid: bool


class ThemeSignals(QObject):
    """Carries `changed`, emitted after palette and tokens of the other theme are in force."""

    changed = Signal()

    def follow_system(self) -> None:
        """Take over the desktop's light or dark while the setting says 跟随系统."""
        if _now.scheme == "system":
            _apply()


class _Now:
    """The module's one piece of state: the chosen setting and the token colours in force."""

    scheme = "system"
    dark = False
    colors: dict[str, QColor] = {name: QColor(value) for name, value in tokens.LIGHT.items()}
    followed: QObject | None = None


_now = _Now()
signals = ThemeSignals()


def install(app: QApplication, scheme: str = "system") -> None:
    """Give `app` style, palette, font and window icon; `scheme` as in `set_scheme`. May run again (tests)."""
    icons.use_folder(icons_dir())
    fonts.load_fonts(fonts_dir())
    app.setStyle(ReviewStyle())
    app.setFont(font("body"))
    app.setWindowIcon(QIcon(str(icons_dir() / "app.svg")))
    if _now.followed is not app:
        app.styleHints().colorSchemeChanged.connect(signals.follow_system)
        _now.followed = app
    set_scheme(scheme)


def set_scheme(scheme: str) -> None:
    """Switch to "light", "dark" or "system" at once; ValueError for another word."""
    if scheme not in SCHEMES:
        raise ValueError(f"unknown colour scheme {scheme!r}")
    _now.scheme = scheme
    app = QApplication.instance()
    if isinstance(app, QApplication):
        # Also darkens the native title bar and file dialogs (Qt 6.8+).
        app.styleHints().setColorScheme(_QT_SCHEMES[scheme])
    _apply()


def scheme() -> str:
    """Return the setting: "light", "dark" or "system"."""
    return _now.scheme


def is_dark() -> bool:
    """Tell whether the dark tokens are in force."""
    return _now.dark


def color(token: str) -> QColor:
    """Return the token's colour in the current theme; KeyError for a word LOOK.md does not know."""
    return QColor(_now.colors[token])


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
    return icons.render_icon(name, _now.colors[token].rgba(), size, dpr)


def tinted_pixmap(name: str, tint: QColor, size: int, dpr: float) -> QPixmap:
    """Like `pixmap`, for a colour that came out of `state_style`."""
    return icons.render_icon(name, tint.rgba(), size, dpr)


def _apply() -> None:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    dark = _now.scheme == "dark" or (
        _now.scheme == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    )
    table = tokens.DARK if dark else tokens.LIGHT
    _now.dark = dark
    _now.colors = {name: QColor(value) for name, value in table.items()}
    app.setPalette(build_palette(table))
    signals.changed.emit()
