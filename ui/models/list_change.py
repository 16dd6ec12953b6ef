"""How one array of row keys became another, so that a view keeps its place. Pure; ``windowed_table`` calls.

Most changes of a working list are one row leaving (a decision) or a few arriving: those are told as removed and
inserted runs. Anything else is a rearrangement.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

MOST_RUNS = 64
"""More separate runs than this are told as a rearrangement: each run costs the view a relayout."""


@dataclass(frozen=True, slots=True)
class ListChange:
    """``removed`` are runs (first, last) in the old array, last run first; ``inserted`` runs in the new array, first
    run first. ``rearranged``: order changed or too many runs; both are empty then."""

    removed: tuple[tuple[int, int], ...] = ()
    inserted: tuple[tuple[int, int], ...] = ()
    rearranged: bool = False


def compare_keys(old: "array[int]", new: "array[int]") -> ListChange:
    """The change from ``old`` to ``new``; keys are unique within each."""
    if old == new:
        return ListChange()
    head = _common_head(old, new)
    tail = _common_tail(old, new, head)
    old_part, new_part = old[head : len(old) - tail], new[head : len(new) - tail]
    if not old_part or not new_part:
        # One run came or left: told without sets, for the rest of a list of 100,000 comes this way.
        return ListChange(
            removed=((head, head + len(old_part) - 1),) if old_part else (),
            inserted=((head, head + len(new_part) - 1),) if new_part else (),
        )
    gone, come = set(old_part) - set(new_part), set(new_part) - set(old_part)
    if [k for k in old_part if k not in gone] != [k for k in new_part if k not in come]:
        return ListChange(rearranged=True)
    removed = _runs(old_part, gone, head)
    inserted = _runs(new_part, come, head)
    if len(removed) + len(inserted) > MOST_RUNS:
        return ListChange(rearranged=True)
    return ListChange(tuple(reversed(removed)), tuple(inserted))


def find_survivor(old: "array[int]", row: int, new_rows: dict[int, int]) -> int:
    """The new row of the nearest key at or after ``row`` that survived, else before it; -1 when none did."""
    for candidate in [*range(row, len(old)), *range(row - 1, -1, -1)]:
        found = new_rows.get(old[candidate])
        if found is not None:
            return found
    return -1


def _common_head(old: Sequence[int], new: Sequence[int]) -> int:
    """Length of the common start: by halves, because comparing slices runs in C."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_tail(old: Sequence[int], new: Sequence[int], head: int) -> int:
    low, high = 0, min(len(old), len(new)) - head
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _runs(keys: Sequence[int], wanted: set[int], offset: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place, key in enumerate(keys, offset):
        if key in wanted:
            if found and found[-1][1] == place - 1:
                found[-1] = (found[-1][0], place)
            else:
                found.append((place, place))
    return found
