"""How a Chinese name may be typed in Latin letters. Imports pypinyin (0.2 s), so only the wiring imports this, late.

Every reading counts: 单, 曾, 仇, 解 … are read differently as surnames, and a clerk may type either.
"""

import itertools

from pypinyin import Style, pinyin

from db.repositories.people import NameReadings

MOST_READINGS = 24
"""A four-character name of characters with many readings would otherwise fill a page."""


def read_name(name: str) -> NameReadings:
    """单雄信 → "danxiongxin shanxiongxin chanxiongxin", "dxx sxx cxx". Latin parts stay, in lower case."""
    syllables = [
        list(dict.fromkeys("".join(filter(str.isalnum, reading.lower())) for reading in readings))
        for readings in pinyin(name, style=Style.NORMAL, heteronym=True)
    ]
    syllables = [readings for readings in syllables if any(readings)]
    combined = list(itertools.islice(itertools.product(*syllables), MOST_READINGS))
    full = dict.fromkeys("".join(parts) for parts in combined)
    initials = dict.fromkeys("".join(part[:1] for part in parts) for parts in combined)
    return NameReadings(" ".join(full), " ".join(initials))
