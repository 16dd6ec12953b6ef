"""What the program remembers about how this person likes the window: theme, sizes, last account. No dossier data.

``app/main.py`` makes it over an ini file in the program's folder; without one nothing is remembered (tests).
Values are texts and lists of numbers only. A file that cannot be written is not worth a message: it is forgotten.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings

SCHEME = "window/scheme"
GEOMETRY = "window/geometry"
ACCOUNT = "sign_in/account"


class Preferences:
    """Reads and writes at once; GUI thread only."""

    def __init__(self, file: Path | None = None) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat) if file is not None else None
        self._kept: dict[str, str] = {}

    def text(self, name: str, default: str = "") -> str:
        """The text kept under the name."""
        if self._settings is None:
            return self._kept.get(name, default)
        value = self._settings.value(name, default)
        return value if isinstance(value, str) else default

    def set_text(self, name: str, value: str) -> None:
        if self._settings is None:
            self._kept[name] = value
        else:
            self._settings.setValue(name, value)

    def sizes(self, name: str) -> list[int]:
        """Pane sizes kept under the name; empty when there are none or they are damaged."""
        parts = self.text(f"sizes/{name}").split()
        return [int(p) for p in parts] if parts and all(p.isdecimal() for p in parts) else []

    def set_sizes(self, name: str, sizes: Sequence[int]) -> None:
        # Blanks, because QSettings reads "1,2" in an ini file as a list.
        self.set_text(f"sizes/{name}", " ".join(str(size) for size in sizes))
