"""Takes numbers that must not be published out of free text. For `publicity_form` only.

The form leaves out whole fields (FieldSpec.public). A person may still have written the own phone or ID number into
the statement or a duty: those would hang on the notice board (DOMAIN facts §6).
"""

import re
import unicodedata
from collections.abc import Collection

HIDDEN = "＊＊＊"
_SEPARATORS = r"[\s\-‐‑‒–—−－.·]{0,2}"
_ALONE = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
# Written in one piece: a spaced row of digits in a statement is more often a table than a phone.
_SHAPES = re.compile(
    rf"{_ALONE[0]}(?:\d{{6}}(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}[\dX]|1[3-9]\d{{9}}){_ALONE[1]}",
    re.IGNORECASE,
)
_LEAST_DIGITS = 6
"""A withheld value with fewer digits (群众, 浙江省杭州市) is a word of the language, not a number."""


class HiddenNumbers:
    """``withheld``: values of the fields that are not published; those that are numbers are found in any writing."""

    def __init__(self, withheld: Collection[str]) -> None:
        numbers = {_plain(value) for value in withheld}
        numbers = {n for n in numbers if sum(c.isdigit() for c in n) >= _LEAST_DIGITS}
        alternatives = (_SEPARATORS.join(map(re.escape, n)) for n in sorted(numbers, key=len, reverse=True))
        pattern = "|".join(alternatives)
        self._known = re.compile(rf"(?<!\d)(?:{pattern})(?!\d)", re.IGNORECASE) if pattern else None

    def hide(self, text: str) -> str:
        """The text with resident ID numbers, mobile phones and the withheld numbers replaced by HIDDEN."""
        plain = _half_width(text)
        spans = [m.span() for m in _SHAPES.finditer(plain)]
        if self._known:
            spans += [m.span() for m in self._known.finditer(plain)]
        for start, end in sorted(_join(spans), reverse=True):
            text = text[:start] + HIDDEN + text[end:]
        return text


def _half_width(text: str) -> str:
    """Full-width digits and letters as half-width, character by character, so that places stay the same."""
    return "".join(n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)


def _plain(value: str) -> str:
    return re.sub(_SEPARATORS, "", _half_width(value))


def _join(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
