"""Build the full QPalette of a theme from its tokens.

Every role is set: the one-colour constructor gives black bases, and an unset role keeps the platform's
colour in one theme only. Called by `ui/theme/current.py` alone.
"""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

_ROLES: tuple[tuple[QPalette.ColorRole, str, str], ...] = (
    # role, token, token when disabled
    (QPalette.ColorRole.Window, "window", "window"),
    (QPalette.ColorRole.WindowText, "text", "muted"),
    (QPalette.ColorRole.Base, "surface", "window"),
    (QPalette.ColorRole.AlternateBase, "window", "window"),
    (QPalette.ColorRole.Text, "text", "muted"),
    (QPalette.ColorRole.Button, "surface", "line"),
    (QPalette.ColorRole.ButtonText, "text", "muted"),
    (QPalette.ColorRole.BrightText, "failed", "failed"),
    (QPalette.ColorRole.Light, "raised", "raised"),
    (QPalette.ColorRole.Midlight, "hover", "hover"),
    (QPalette.ColorRole.Mid, "line", "line"),
    (QPalette.ColorRole.Dark, "control", "control"),
    (QPalette.ColorRole.Shadow, "shadow", "shadow"),
    (QPalette.ColorRole.Highlight, "accent", "line"),
    (QPalette.ColorRole.HighlightedText, "on_accent", "muted"),
    (QPalette.ColorRole.Link, "accent_ink", "muted"),
    (QPalette.ColorRole.LinkVisited, "accent_ink", "muted"),
    (QPalette.ColorRole.ToolTipBase, "raised", "raised"),
    (QPalette.ColorRole.ToolTipText, "text", "text"),
    (QPalette.ColorRole.PlaceholderText, "muted", "muted"),
    (QPalette.ColorRole.Accent, "accent", "line"),
)


def build_palette(tokens: Mapping[str, str]) -> QPalette:
    """Return the palette for a token table (`tokens.LIGHT` or `tokens.DARK`)."""
    palette = QPalette()
    for role, token, disabled in _ROLES:
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, role, QColor(tokens[token]))
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens[disabled]))
    return palette
