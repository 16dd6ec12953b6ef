"""Makes text ready for a page: invisible characters go, characters without a glyph are named. For this
package only.

Codes: D-101 (params char, point), D-102 (param file); worded in `office_documents`.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from app.domain.errors import EnvironmentFault, RuleError
from app.services.documents.font_coverage import read_code_points

_KEPT_CONTROLS = frozenset("\n")
_VARIATION_SELECTORS = frozenset(range(0xFE00, 0xFE10)) | frozenset(range(0xE0100, 0xE01F0))


class DrawableText:
    """Knows what all the fonts of a document can draw."""

    def __init__(self, fonts: Iterable[Path]) -> None:
        self._fonts = tuple(fonts)

    def prepare(self, value: object) -> object:
        """The same lists and dicts with every text cleaned.

        Raises RuleError("D-101", char=…, point="U+…") for the first character that a font cannot draw, and
        EnvironmentFault("D-102", file=…) when a font is not there.
        """
        known = self._read_known()

        def check(text: str) -> str:
            return _check(clean_text(text), known)

        return _map_texts(value, check)

    def prepare_leniently(self, value: object) -> object:
        """The same, with 〔U+1F600〕 for a character that a font cannot draw. Raises D-102."""
        known = self._read_known()

        def draw(text: str) -> str:
            unknown = frozenset(_find_unknown(clean := clean_text(text), known))
            return "".join(f"〔U+{ord(c):04X}〕" if c in unknown else c for c in clean)

        return _map_texts(value, draw)

    def _read_known(self) -> frozenset[int]:
        known: frozenset[int] | None = None
        for font in self._fonts:
            try:
                points = read_code_points(font)
            except (OSError, ValueError) as fault:
                raise EnvironmentFault("D-102", file=font.name) from fault
            known = points if known is None else known & points
        return known or frozenset()


def clean_text(text: str) -> str:
    """Without control, zero-width and variation characters, which people paste unseen; tabs become spaces, every
    line ending a newline, and other spaces stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    return "".join(c for c in text if not _is_invisible(c))


def _is_invisible(char: str) -> bool:
    if char in _KEPT_CONTROLS:
        return False
    return unicodedata.category(char) in ("Cc", "Cf") or ord(char) in _VARIATION_SELECTORS


def _map_texts(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _map_texts(part, change) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_map_texts(part, change) for part in value]
    return value


def _check(text: str, known: frozenset[int]) -> str:
    for char in _find_unknown(text, known):
        shown = "�" if unicodedata.category(char) == "Cs" else char
        raise RuleError("D-101", char=shown, point=f"U+{ord(char):04X}")
    return text


def _find_unknown(text: str, known: frozenset[int]) -> Iterator[str]:
    return (c for c in text if c not in _KEPT_CONTROLS and not c.isspace() and ord(c) not in known)
