"""First paint of 受理与评审 at 受理点 with 30,000 dossiers that reached it (全部), beside a bare table with 50 rows.

The goal is that of every list (DESIGN §7: ≤ 1.5 ×). Beside it what opening the tab reads for the stage list: the counts of all
queues with their oldest waits.
"""

import tempfile
from pathlib import Path

from sqlalchemy import text

from bench.archive_list import BARE, measure_list
from bench.child import run_child
from bench.fill import Filling, make_filled_copy
from bench.long_list import POINT
from bench.rows import Row

FILLING = Filling(declarations=100_000, items=100_000, employers=40)


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="reviewdesk-bench-", ignore_cleanup_errors=True) as home:
        folder = Path(home) / "copy"
        make_road(folder)
        rows = measure_list("road", folder)
        _, values = run_child("bench.long_list", "road", str(folder))
        return [*rows, Row("the counts of all its queues", "ms", tuple(values["counts"]), BARE)]


def make_road(folder: Path) -> None:
    """Every dossier belongs to one 受理点."""
    copy = make_filled_copy(folder, FILLING)
    with copy.write_engine.begin() as connection:
        connection.execute(
            text("UPDATE declaration SET acceptance_id = :point, arrived_at = submitted_at"), {"point": POINT}
        )
    copy.close()
