"""Where the files that ship with the program lie. The only code that builds paths to them; any layer may call.

The same functions serve a source tree and a frozen program: there PyInstaller unpacks this folder below
``sys._MEIPASS``. Every function returns an absolute folder that exists in a complete installation; none reads it.
"""

import sys
from pathlib import Path


def root_dir() -> Path:
    """The folder ``resources`` itself."""
    frozen_root = getattr(sys, "_MEIPASS", None)
    return Path(frozen_root) / "resources" if frozen_root else Path(__file__).resolve().parent


def fonts_dir() -> Path:
    """Noto Sans SC, Regular and Bold (OFL): for the window's fallback and for every PDF."""
    return root_dir() / "fonts"


def icons_dir() -> Path:
    """SVG icons, one folder per set."""
    return root_dir() / "icons"


def plans_dir() -> Path:
    """Plan kits (申报计划), one folder per plan."""
    return root_dir() / "plans"


def templates_dir() -> Path:
    """Typst templates of the documents the program makes."""
    return root_dir() / "templates"


def holidays_dir() -> Path:
    """One reviewed ``YYYY.json`` per announced year of holidays and make-up days (调休)."""
    return root_dir() / "holidays"


def translations_dir() -> Path:
    """Qt translation files (``*.qm``)."""
    return root_dir() / "translations"


def samples_dir() -> Path:
    """Typst templates and the Song face (a subset of Noto Serif SC, OFL) of the sample dossiers."""
    return root_dir() / "samples"
