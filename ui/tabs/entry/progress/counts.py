"""How many people miss how much. Pure; both lists and the number at the sub-tab use it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.tabs.entry.progress.lines import Line


@dataclass(frozen=True, slots=True)
class LackCounts:
    people: int
    lacking: int
    missing: int
    noticed: int


def lacks(line: Line) -> bool:
    """Whether the person has something to hand over."""
    return line.is_open and line.progress.missing > 0


def count_lacking(lines: Sequence[Line]) -> LackCounts:
    """People once each, however many plans they declare in."""
    short = [line for line in lines if lacks(line)]
    return LackCounts(
        people=len({line.applicant.id for line in lines}),
        lacking=len({line.applicant.id for line in short}),
        missing=sum(line.progress.missing for line in short),
        noticed=sum(line.progress.noticed for line in lines),
    )
