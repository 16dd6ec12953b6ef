"""Type roles of LOOK.md as QFonts: one family list, two weights, tabular digits.

Called through `ui.theme.current.font`. The shipped face is registered once per process by `load_fonts`.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILIES = ["Microsoft YaHei UI", "Noto Sans SC"]

# role -> (points, bold)
ROLES: dict[str, tuple[float, bool]] = {
    "caption": (9, False),
    "caption_bold": (9, True),
    "detail": (9.5, False),
    "body": (10, False),
    "body_bold": (10, True),
    "section": (11, True),
    "section_plain": (11, False),
    "day": (11, False),
    "day_bold": (11, True),
    "title": (13, True),
    "sentence": (14, False),
    "empty": (15, True),
    "number": (22, True),
}

_loaded: set[Path] = set()


def load_fonts(folder: Path) -> list[str]:
    """Register every font file of `folder` once; return the names of files that Qt refused."""
    refused = []
    for path in sorted(folder.glob("*.[ot]t[fc]")):
        if path in _loaded:
            continue
        if QFontDatabase.addApplicationFont(str(path)) == -1:
            refused.append(path.name)
        else:
            _loaded.add(path)
    return refused


@lru_cache(maxsize=None)
def shared_font(role: str) -> QFont:
    """Return the one font object of `role` for painting: never change what it returns."""
    points, bold = ROLES[role]
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(points)
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def build_font(role: str) -> QFont:
    """Return a fresh copy of the font for `role`; KeyError for an unknown role."""
    return QFont(shared_font(role))
