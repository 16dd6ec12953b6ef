"""First paint of the list of 100,000 declarations, beside a bare table with 50 rows (DESIGN §7: ≤ 1.5 ×)."""

import tempfile
from pathlib import Path

from bench.archive_list import measure_list
from bench.fill import Filling, make_filled_copy
from bench.rows import Row

FILLING = Filling(declarations=100_000, items=100_000)
"""The archive is left small: no query of this list looks at it, and filling it takes a minute."""


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="reviewdesk-bench-", ignore_cleanup_errors=True) as home:
        folder = Path(home) / "copy"
        make_filled_copy(folder, FILLING).close()
        return measure_list("declarations", folder)
