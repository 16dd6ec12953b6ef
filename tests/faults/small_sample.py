"""Stands for ``build_sample``: one office and one file, in the same order of acts, in a moment instead of a minute.

Run as ``python -m tests.faults.small_sample FOLDER`` it makes the 样例 copy and is killed on the way, after the files.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app import wiring
from app.services.samples.timetable import SAMPLE_NOW
from tests.copies import add_office

FIRST_FILE = b"%PDF-1.7 sample"


def build_small_sample(
    new_unit_of_work: Any, attachments: Any, plan_kits: Any, clock: Any, ids: Any, **more: Any
) -> None:
    progress: Callable[[int, int], None] = more["progress"]
    attachments.put(FIRST_FILE, "证书.pdf")
    progress(1, 2)
    add_office(new_unit_of_work)
    progress(2, 2)
    clock.set_now(SAMPLE_NOW)


def kill_self(text: str, done: int, total: int) -> None:
    if os.name == "nt":
        os._exit(9)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    vars(wiring)["build_sample"] = build_small_sample
    wiring.open_sample(Path(sys.argv[1]), report=kill_self)
