"""Ends a test's PostgreSQL when the process that started it is gone, however it went. A program; nothing imports it.

``python keeper.py PG_CTL FOLDER [UID GID]`` waits for the end of its standard input, which only the test process can write to,
then stops the server in FOLDER/data and removes FOLDER. So a server dies with a killed or timed-out test run too.
"""

import contextlib
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any


def main(pg_ctl: str, folder: str, *user: str) -> None:
    with contextlib.suppress(ValueError):
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Ctrl+C reaches the whole group; the test process ends first
    sys.stdin.read()
    options: dict[str, Any] = {}
    if user:
        options = {"user": int(user[0]), "group": int(user[1]), "extra_groups": []}
    if (Path(folder) / "data" / "postmaster.pid").exists():
        stop = [pg_ctl, "stop", "-D", str(Path(folder) / "data"), "-m", "immediate", "-w", "-t", "20"]
        quiet = subprocess.DEVNULL
        subprocess.run(stop, check=False, stdout=quiet, stderr=quiet, cwd=Path(folder).anchor, **options)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
