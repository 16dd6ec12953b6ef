"""What a benchmark found, and how it is printed. Figures mean something only beside their base of the same run."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured several times. ``base``: the ``what`` of the row it is compared with; ``limit``: how many
    times the base DESIGN §7 allows."""

    what: str
    unit: str
    values: tuple[float, ...]
    base: str = ""
    limit: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """The nearest-rank 95th percentile: with few values the largest."""
        return sorted(self.values)[math.ceil(0.95 * len(self.values)) - 1]


def find_ratio(row: Row, rows: Sequence[Row]) -> float | None:
    """Median by median of the base; None for a row without one."""
    base = next((r for r in rows if r.what == row.base), None)
    return row.median / base.median if base is not None and base.median else None


def word_rows(name: str, rows: Sequence[Row]) -> str:
    """A table of medians and ratios, then every raw value."""
    width = max((len(row.what) for row in rows), default=0)
    lines = [f"== {name}", f"{'':{width}}  {'median':>10} {'p95':>10}  {'n':>3}  ratio"]
    for row in rows:
        figures = f"{row.median:10.2f} {row.p95:10.2f}  {len(row.values):3}"
        lines.append(f"{row.what:{width}}  {figures}  {_word_ratio(row, rows)}".rstrip() + f"  [{row.unit}]")
    lines += [f"raw {row.what}: {' '.join(f'{v:.2f}' for v in row.values)}" for row in rows]
    return "\n".join(lines)


def _word_ratio(row: Row, rows: Sequence[Row]) -> str:
    ratio = find_ratio(row, rows)
    if ratio is None:
        return "1.00" if any(r.base == row.what for r in rows) else ""
    if row.limit is None:
        return f"{ratio:.2f}"
    return f"{ratio:.2f} ({'within' if ratio <= row.limit else 'OVER'} {row.limit:g})"
