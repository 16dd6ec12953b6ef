"""Find people by a fragment, in memory: name, pinyin, initials, ID number (facts: 2 ms against 100 ms of LIKE).

Kept by the read thread beside its connection (db.queries). One joined string a field, searched with ``str.find``; where
hits are many, the lines are tested one by one instead, so that no fragment costs more than a few milliseconds at
100,000 people. People are only ever added, so new ones become a further segment.
"""

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

MANY_HITS = 30_000
"""From here on testing every line is quicker than jumping from hit to hit."""
MOST_SEGMENTS = 8
IGNORED = frozenset("·•．‧ ")
"""Left out of names and of what is typed: 买买提·艾力 is found with and without the dot."""


class Person(NamedTuple):
    key: int
    """Row number of the applicant: small and dense."""
    employer_id: str
    name: str
    pinyin: str
    initials: str
    id_number: str


def normalise_fragment(text: str) -> str:
    """What is typed as it is compared: half-width, lower case, no blanks and dots."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c not in IGNORED and not c.isspace())


class _Column:
    """One field of all people of a segment, a line each."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._text = "\n".join(lines)
        self._starts = array("l", accumulate((len(line) + 1 for line in lines), initial=0))

    def rows_with(self, fragment: str) -> Iterable[int]:
        if self._text.count(fragment) > MANY_HITS:
            return [row for row, line in enumerate(self._text.split("\n")) if fragment in line]
        return self._jump(fragment)

    def _jump(self, fragment: str) -> Iterator[int]:
        find, starts = self._text.find, self._starts
        at = find(fragment)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            yield row
            at = find(fragment, starts[row + 1])


@dataclass(frozen=True)
class _Segment:
    keys: Sequence[int]
    names: _Column
    pinyin: _Column
    initials: _Column
    id_numbers: _Column
    keys_of_employer: dict[str, list[int]]


class PeopleIndex:
    """Everybody in the working copy, whatever the desk; the caller keeps to its scope."""

    def __init__(self) -> None:
        self._segments: list[_Segment] = []
        self._people: list[Person] = []
        self.last_key = 0
        """The largest key indexed: what lies above is new."""

    def add(self, people: Iterable[Person]) -> None:
        """Index further people; ``people`` come in order of their keys, above ``last_key``."""
        new = list(people)
        if not new:
            return
        self.last_key = new[-1].key
        if len(self._segments) >= MOST_SEGMENTS:
            new = self._people + new
            self._segments.clear()
            self._people = []
        self._people += new
        self._segments.append(_build(new))

    def __len__(self) -> int:
        return len(self._people)

    def find(self, text: str, employer_ids: Iterable[str] = ()) -> bytearray:
        """A mark (1) at the key of each person whom the fragment names or who is of one of the units."""
        marks = bytearray(self.last_key + 1)
        fragment = normalise_fragment(text)
        units = list(employer_ids)
        for segment in self._segments:
            keys = segment.keys
            if fragment:
                for column in _columns_for(segment, fragment):
                    for row in column.rows_with(fragment):
                        marks[keys[row]] = 1
            for unit in units:
                for key in segment.keys_of_employer.get(unit, ()):
                    marks[key] = 1
        return marks


def _build(people: Sequence[Person]) -> _Segment:
    keys_of_employer: dict[str, list[int]] = {}
    for person in people:
        keys_of_employer.setdefault(person.employer_id, []).append(person.key)
    return _Segment(
        keys=array("l", (p.key for p in people)),
        names=_Column([normalise_fragment(p.name) for p in people]),
        pinyin=_Column([p.pinyin for p in people]),
        initials=_Column([p.initials for p in people]),
        id_numbers=_Column([p.id_number.casefold() for p in people]),
        keys_of_employer=keys_of_employer,
    )


def _columns_for(segment: _Segment, fragment: str) -> Iterator[_Column]:
    yield segment.names
    if fragment.isascii():
        if any(map(str.isdigit, fragment)) or fragment == "x":
            yield segment.id_numbers
        if fragment.isalpha():
            yield segment.initials
            # One letter is an initial: as a part of some syllable it would be in nearly every name.
            if len(fragment) > 1:
                yield segment.pinyin
