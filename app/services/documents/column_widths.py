"""Shares the width of a page among the columns of a table by what stands in them. For `publicity_form` and
`publicity_roster`.

All widths are in em of the table's type size. Chinese text may break after any character, a date or a number not.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

CELL_INSET_PT = 3.0
"""As the templates have it."""
HALF_WIDTH_EM = 0.58
WIDE_LETTER_EM = 0.63
MOST_WANTED = 20.0
"""A wider column is not asked for: longer text takes more lines."""
LONGEST_PIECE = 14.0
"""A longer word (a web address) gets no more room than this."""
MOST_CENTRED = 6.2
_PIECE = re.compile(r"[!-~]+|[^!-~\s]")


@dataclass(frozen=True, slots=True)
class _Need:
    least: float
    wanted: float


def lay_out_columns(
    titles: Sequence[str], columns: Sequence[Sequence[str]], room_pt: float, size_pt: float
) -> list[dict[str, object]]:
    """For each column its title (broken where it must be), its width in pt with insets, whether it is centred, and how many
    letters of one word fit on a line (the template breaks a longer one)."""
    if not titles:
        return []
    room = room_pt - 2 * CELL_INSET_PT * len(titles)
    shares = share_width(titles, columns, room / size_pt)
    return [
        {
            "title": break_title(title, share),
            "width": round(share * size_pt + 2 * CELL_INSET_PT, 2),
            "centred": is_narrow(texts),
            "piece": max(int(share / WIDE_LETTER_EM), 1),
        }
        for title, texts, share in zip(titles, columns, shares, strict=True)
    ]


def measure(text: str) -> float:
    """Width of one line."""
    wide = sum(unicodedata.east_asian_width(c) in "WFA" for c in text)
    return wide + (len(text) - wide) * HALF_WIDTH_EM


def is_narrow(texts: Sequence[str]) -> bool:
    """Whether every text is short enough to stand in the middle of its column."""
    return all(measure(line) <= MOST_CENTRED for text in texts for line in text.splitlines())


def break_title(title: str, width: float) -> str:
    """A title that is wider than its column in two even lines; a unit in brackets is a line of its own."""
    if measure(title) <= width:
        return title
    middle = title.find("（") if title.endswith("）") else (len(title) + 1) // 2
    return f"{title[:middle]}\n{title[middle:]}"


def share_width(titles: Sequence[str], columns: Sequence[Sequence[str]], total: float) -> list[float]:
    """Widths that sum up to ``total``; ``columns`` holds the texts of each column below its title.

    Every column gets what its longest unbreakable piece needs, one of short texts what they need on one line, then
    as much of what it would like as there is.
    """
    needs = [_find_need(title, texts) for title, texts in zip(titles, columns, strict=True)]
    least, wanted = sum(n.least for n in needs), sum(n.wanted for n in needs)
    if wanted <= total:
        # What is left goes to the text columns: a number looks lost in a wide one.
        spare = [max(n.wanted - n.least, 0.2) for n in needs]
        return [n.wanted + (total - wanted) * s / sum(spare) for n, s in zip(needs, spare, strict=True)]
    if least >= total:
        cap = _find_cap([n.least for n in needs], total)
        return [min(n.least, cap) for n in needs]
    factor = (total - least) / (wanted - least)
    return [n.least + (n.wanted - n.least) * factor for n in needs]


def _find_cap(widths: Sequence[float], total: float) -> float:
    """The most a column may have so that all fit into ``total``: the widest give way, a date or a figure does not."""
    left = total
    for number, width in enumerate(sorted(widths)):
        share = left / (len(widths) - number)
        if width >= share:
            return share
        left -= width
    return max(widths)


def _find_need(title: str, texts: Sequence[str]) -> _Need:
    lines = [line for text in texts for line in text.splitlines()]
    pieces = [piece for line in lines for piece in _PIECE.findall(line)]
    least = min(max(map(measure, pieces), default=0.0), LONGEST_PIECE)
    if is_narrow(texts):
        least = max(map(measure, lines), default=0.0)
    least = max(least, *map(measure, break_title(title, 0).splitlines()), 2.0)
    return _Need(least, max(least, min(max(map(measure, lines), default=0.0), MOST_WANTED)))
