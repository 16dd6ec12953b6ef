"""Cold start: whole processes, the program and a bare window by turns (DESIGN §7: first paint ≤ 2 × bare).

"Cold" is a new process; the files are in the system's cache after the first, uncounted round.
"""

import tempfile

from bench.child import run_child
from bench.rows import Row

ROUNDS = 9
BARE, PROGRAM = "bare window, first paint", "program, first paint"
BARE_MEMORY = "bare window, memory at first paint"


def run() -> list[Row]:
    bare, painted, opened = [], [], []
    memory: dict[str, list[float]] = {"bare": [], "painted": [], "opened": []}
    with tempfile.TemporaryDirectory(prefix="reviewdesk-bench-", ignore_cleanup_errors=True) as home:
        environment = {"REVIEWDESK_HOME": home}
        for number in range(ROUNDS + 1):  # the first makes the 样例 copy and warms the caches
            base, base_values = run_child("bench.startup_bare")
            moments, values = run_child("bench.startup_program", environment=environment)
            if number == 0:
                continue
            bare.append(base["painted"])
            painted.append(moments["painted"])
            opened.append(moments["opened"])
            memory["bare"] += base_values["memory"]
            memory["painted"] += values["memory"]
            memory["opened"] += values["memory_opened"]
    return [
        Row(BARE, "ms", tuple(bare)),
        Row(PROGRAM, "ms", tuple(painted), BARE, 2.0),
        Row("program, 样例 copy open, sign-in ready", "ms", tuple(opened), BARE),
        Row(BARE_MEMORY, "MB", tuple(memory["bare"])),
        Row("program, memory at first paint", "MB", tuple(memory["painted"]), BARE_MEMORY),
        Row("program, memory with the copy open", "MB", tuple(memory["opened"]), BARE_MEMORY),
    ]
