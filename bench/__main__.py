"""``python dev.py bench [NAME ...]``: benchmarks as ratios; without a name, or with --list, their names.

Each benchmark is a module with ``run() -> list[Row]``. Nothing is written but standard output; what a benchmark needs
on disk lies in a temporary folder.
"""

import argparse
import importlib
import time

from bench.rows import word_rows

BENCHES = {
    "startup": "process start to first paint, time and memory, beside a bare window",
    "decision": "key press to durable and to the next first page, beside a bare committed INSERT",
    "first_page": "a file's first page on the screen from file open, beside raw PyMuPDF; flips",
    "archive_list": "first paint of an archive list of 100,000 rows, beside a bare table with 50",
    "declaration_list": "the same of 100,000 declarations",
    "road_list": "the same of 受理与评审 at 受理点, 30,000 dossiers that reached it, and the counts of its queues",
    "sync": "the shared database: first pull of 100,000 rows beside COPY, a decision there and back beside a bare INSERT",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="one or several, or all")
    parser.add_argument("--list", action="store_true")
    chosen = parser.parse_args()
    names = list(BENCHES) if chosen.names == ["all"] else chosen.names
    unknown = [name for name in names if name not in BENCHES]
    if chosen.list or not names or unknown:
        for name, what in BENCHES.items():
            print(f"{name:16} {what}")
        return 2 if unknown else 0
    for name in names:
        begin = time.perf_counter()
        rows = importlib.import_module(f"bench.{name}").run()
        print(word_rows(name, rows))
        print(f"({time.perf_counter() - begin:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
