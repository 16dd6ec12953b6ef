"""How a Chinese name may be typed in Latin letters. Imports pypinyin (0.2 s), so only the wiring imports this, late.

Every reading counts: 单, 曾, 仇, 解 … are read differently as surnames, and a clerk may type either.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from pypinyin import Style, pinyin

from db.repositories.people import NameReadings

MOST_READINGS = 24
"""A four-character name of characters with many readings would otherwise fill a page."""

# A run of Latin letters and digits, or one other character; dots and blanks fall out.
_PARTS = re.compile(r"[A-Za-z0-9]+|\w")


def read_name(name: str) -> NameReadings:
    """单雄信 → "danxiongxin shanxiongxin chanxiongxin", "dxx sxx cxx". Latin parts stay, in lower case."""
    syllables = [_read_part(part) for part in _PARTS.findall(unicodedata.normalize("NFKC", name))]
    combined = list(itertools.islice(itertools.product(*syllables), MOST_READINGS))
    full = dict.fromkeys("".join(parts) for parts in combined)
    initials = dict.fromkeys("".join(part[:1] for part in parts) for parts in combined)
    return NameReadings(" ".join(full), " ".join(initials))


@lru_cache(maxsize=8192)
def _read_part(part: str) -> Sequence[str]:
    """One character at a time: among others pypinyin would take 单于 or 曾经 for a word, with one reading."""
    (readings,) = pinyin(part, style=Style.NORMAL, heteronym=True) or [[part]]
    letters = ("".join(filter(str.isalnum, reading.lower())) for reading in readings)
    return tuple(dict.fromkeys(letters))
