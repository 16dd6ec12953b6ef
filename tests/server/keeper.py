"""Ends a test's PostgreSQL when the process that started it is gone, however it went. A program; nothing imports it.

``python keeper.py PG_CTL FOLDER [UID GID]`` waits for the end of its standard input, which only the test process can write to,
then stops the server in FOLDER/data and removes FOLDER. So a server dies with a killed or timed-out test run too.
"""

import contextlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def main(pg_ctl: str, folder: str, *user: str) -> None:
    with contextlib.suppress(ValueError):
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Ctrl+C reaches the whole group; the test process ends first
        signal.signal(signal.SIGTERM, leave)
    with contextlib.suppress(SystemExit):
        sys.stdin.read()
    stop(pg_ctl, Path(folder), user)
    shutil.rmtree(folder, ignore_errors=True)


def leave(number: int, frame: object) -> None:
    """Somebody ends every process of the run: the server with them."""
    raise SystemExit


def stop(pg_ctl: str, folder: Path, user: Sequence[str]) -> None:
    options: dict[str, Any] = {}
    if user:
        options = {"user": int(user[0]), "group": int(user[1]), "extra_groups": []}
    if (folder / "data" / "postmaster.pid").exists():
        command = [pg_ctl, "stop", "-D", str(folder / "data"), "-m", "immediate", "-w", "-t", "20"]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=False, stdout=quiet, stderr=quiet, cwd=folder.anchor, **options)


if __name__ == "__main__":
    main(*sys.argv[1:])
