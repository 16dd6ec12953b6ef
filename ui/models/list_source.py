"""What a WindowedTable asks of the tabs: the keys of a list and the rows that are looked at."""

from array import array
from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable


class ListSource(Protocol):
    """One list as the queries give it. Both methods run on the read thread; sources are frozen values."""

    def keys(self) -> "array[int]":
        """All row keys in list order, in an array that the model may keep."""
        ...

    def rows(self, keys: Sequence[int]) -> Sequence[Any]:
        """Row objects with ``key`` and ``id``; a key that left the list may be missing."""
        ...


@runtime_checkable
class QuickSource(ListSource, Protocol):
    """A list whose beginning is read much quicker than the whole."""

    def first_keys(self, limit: int) -> "array[int]":
        """The first ``limit`` of ``keys()``; any other number of keys means that these are all."""
        ...


KeysAnswer = tuple[ListSource, "array[int]", Sequence[int], Sequence[Any], bool]
"""Source, keys, the keys whose rows were read, those rows, whether the keys are all."""
