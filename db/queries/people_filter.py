"""Keep a list to the people a search found: two ways to say it to SQLite, whichever is quicker for their number.

Few people: their keys as a JSON array, looked up in the index by person. Many: one byte a person in a blob, tested for
each row of the index that the list walks anyway.
"""

import json

from sqlalchemy import Column, ColumnElement, func, literal, select

FEW = 3000
_HIT = b"\x01"


class PeopleFilter:
    """``marks`` has a 1 at each wanted applicant's key; None = nobody searched, or everybody was found."""

    def __init__(self, marks: bytearray | None) -> None:
        self.marks = marks
        self.by_person = marks is not None and marks.count(_HIT) <= FEW
        """Few people: the index by person should lead."""
        self._keys = json.dumps(self.keys()) if self.by_person else ""

    def keys(self) -> list[int]:
        """Of the people found; empty when nobody searched."""
        marks, found = self.marks or bytearray(), []
        at = marks.find(_HIT)
        while at >= 0:
            found.append(at)
            at = marks.find(_HIT, at + 1)
        return found

    def condition(self, key_column: Column[int]) -> ColumnElement[bool] | None:
        if self.marks is None:
            return None
        if self.by_person:
            wanted = func.json_each(self._keys).table_valued("value")
            return key_column.in_(select(wanted.c.value))
        # Beyond the end (a person added since) substr gives an empty blob: no hit.
        return func.substr(literal(bytes(self.marks)), key_column + 1, 1) == literal(_HIT)


NOBODY_SEARCHED = PeopleFilter(None)
