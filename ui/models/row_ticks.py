"""Which rows of a list are ticked, by key, so that ticks survive scrolling, paging and a refresh."""

from array import array
from collections.abc import Iterable


class RowTicks:
    """A set of keys. ``windowed_table`` owns one and tells the views."""

    def __init__(self) -> None:
        self._keys: set[int] = set()

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: int) -> bool:
        return key in self._keys

    def set(self, key: int, on: bool) -> bool:
        """Whether that changed anything."""
        if on == (key in self._keys):
            return False
        if on:
            self._keys.add(key)
        else:
            self._keys.discard(key)
        return True

    def replace(self, keys: Iterable[int]) -> bool:
        """Whether that changed anything."""
        wanted = set(keys)
        if wanted == self._keys:
            return False
        self._keys = wanted
        return True

    def keep_only(self, keys: "array[int]") -> bool:
        """Forget ticks of rows that left the list. Whether any did."""
        if not self._keys:
            return False
        return self.replace(self._keys.intersection(keys))

    def in_order(self, keys: "array[int]") -> list[int]:
        """The ticked keys in list order."""
        return [k for k in keys if k in self._keys] if self._keys else []
