"""First paint of a long list, beside a bare table with 50 rows (DESIGN §7: ≤ 1.5 ×).

A working copy with 100,000 declarations and 1,000,000 archive items; the list is 获奖情况 全部 with more than 100,000
of them. Processes by turns; the first of each is not counted.
"""

import tempfile
from pathlib import Path

from sqlalchemy import text

from bench.child import run_child
from bench.fill import Filling, make_filled_copy
from bench.long_list import SECTION
from bench.rows import Row

ROUNDS = 3
FILLING = Filling(declarations=100_000, items=1_000_000)
BARE = "bare QTableView, 50 rows"


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="reviewdesk-bench-", ignore_cleanup_errors=True) as home:
        folder = Path(home) / "copy"
        make_long_list(folder)
        return measure_list("archive", folder)


def measure_list(name: str, folder: Path) -> list[Row]:
    """The rows of one of ``bench.long_list.LISTS`` over the copy in ``folder``."""
    bare: list[float] = []
    shown: list[float] = []
    whole: list[float] = []
    keys: list[float] = []
    rows: list[float] = [0]
    for number in range(ROUNDS + 1):
        _, base = run_child("bench.list_bare")
        _, values = run_child("bench.long_list", name, str(folder))
        if number:
            bare += base["list"]
            shown += values["list"]
            whole += values["whole"]
            keys += values["keys"]
            rows = values["rows"]
    return [
        Row(BARE, "ms", tuple(bare)),
        Row(f"{name} list, {rows[0]:,.0f} rows", "ms", tuple(shown), BARE, 1.5),
        Row("in its whole length", "ms", tuple(whole), BARE),
        Row("the query for all its keys", "ms", tuple(keys), BARE),
    ]


def make_long_list(folder: Path) -> None:
    """A section holds 56,000 items when they are spread evenly: one more is given to it."""
    copy = make_filled_copy(folder, FILLING)
    with copy.write_engine.begin() as connection:
        connection.execute(
            text("UPDATE archive_item SET section = :one WHERE section = 'honour'"), {"one": SECTION}
        )
    copy.close()
