"""From a file nobody has looked at yet to its first page on the screen, beside raw PyMuPDF (DESIGN §7: ≤ 1.2 ×; where
raw takes less than 5 ms: raw + 3 ms). Then the flip to a prefetched file (≤ one frame of 60 Hz).

Raw: read the plain file, open it, `get_pixmap` at the same width, in the measuring process. Ours: `show_files` with the
file in the encrypted store, to the moment the page has been painted. By turns, one process; every file is new to the
preview each time, its bytes are in the system's cache.
"""

import statistics

from bench.child import run_child
from bench.rows import Row

KINDS = {
    "text": "text page",
    "scan": "scanned certificate, 200 dpi",
    "drawing": "drawing, 48 pages",
    "photo": "photo, JPEG",
}
FRAME_MS = 1000 / 60
SLOW_MS, EXTRA_MS, FACTOR = 5.0, 3.0, 1.2


def run() -> list[Row]:
    _, values = run_child("bench.first_page_child")
    rows = []
    for kind, words in KINDS.items():
        raw = statistics.median(values[f"{kind}-raw"])
        limit = FACTOR if raw >= SLOW_MS else (raw + EXTRA_MS) / raw
        base = f"{words}, raw PyMuPDF"
        rows.append(Row(base, "ms", tuple(values[f"{kind}-raw"])))
        rows.append(
            Row(f"{words}, on the screen", "ms", tuple(values[f"{kind}-shown"]), base, round(limit, 2))
        )
    frame = Row("one frame at 60 Hz", "ms", (FRAME_MS,))
    flips = [value for kind in KINDS for value in values[f"{kind}-flip"]]
    return [*rows, frame, Row("flip to a prefetched file, painted", "ms", tuple(flips), frame.what, 1.0)]
