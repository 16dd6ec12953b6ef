"""The theme that is on now: colours, fonts and icons for everything that paints. GUI thread only.

`install` runs once at start; painters ask `color`, `font`, `pixmap` **at paint time** and never keep an answer.
A widget that keeps something (a local palette) connects a bound method to `signals.changed`. Everything under
`ui/` may import this module; nothing else in the program knows colours.
"""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from resources import fonts_dir, icons_dir
from ui.theme import active, fonts, shapes, tokens
from ui.theme.active import StateStyle, color, font, icon, is_dark, pixmap, state_style, tinted_pixmap
from ui.theme.palette import build_palette
from ui.theme.proxy_style import ReviewStyle

__all__ = [
    "SCHEMES",
    "StateStyle",
    "color",
    "font",
    "icon",
    "install",
    "is_dark",
    "pixmap",
    "scheme",
    "set_scheme",
    "signals",
    "state_style",
    "tinted_pixmap",
]

SCHEMES = ("system", "light", "dark")

_QT_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class ThemeSignals(QObject):
    """Carries `changed`, emitted after palette and tokens of the other theme are in force."""

    changed = Signal()

    def follow_system(self) -> None:
        """Take over the desktop's light or dark while the setting says 跟随系统."""
        if _Setting.scheme == "system":
            _apply()


class _Setting:
    scheme = "system"
    followed: QObject | None = None


signals = ThemeSignals()


def install(app: QApplication, scheme: str = "system") -> None:
    """Give `app` style, palette, font and window icon; `scheme` as in `set_scheme`. May run again (tests)."""
    fonts.load_fonts(fonts_dir())
    shapes.forget_widths()
    app.setStyle(ReviewStyle())
    app.setFont(font("body"))
    app.setWindowIcon(QIcon(str(icons_dir() / "app.svg")))
    if _Setting.followed is not app:
        app.styleHints().colorSchemeChanged.connect(signals.follow_system)
        _Setting.followed = app
    set_scheme(scheme)


def set_scheme(scheme: str) -> None:
    """Switch to "light", "dark" or "system" at once; ValueError for another word."""
    if scheme not in SCHEMES:
        raise ValueError(f"unknown colour scheme {scheme!r}")
    _Setting.scheme = scheme
    app = QApplication.instance()
    if isinstance(app, QApplication):
        # Also darkens the native title bar and file dialogs (Qt 6.8+).
        app.styleHints().setColorScheme(_QT_SCHEMES[scheme])
    _apply()


def scheme() -> str:
    """Return the setting: "light", "dark" or "system"."""
    return _Setting.scheme


def _apply() -> None:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    dark = _Setting.scheme == "dark" or (
        _Setting.scheme == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    )
    active.use_tokens(dark)
    app.setPalette(build_palette(tokens.DARK if dark else tokens.LIGHT))
    signals.changed.emit()
