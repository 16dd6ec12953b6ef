"""Whole processes as the unit of measurement: start one, take the moment of each line it prints.

A child prints ``word`` or ``word value`` a line. The clock is the parent's, so that the child's own start counts.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping

WAIT_S = 600


def run_child(
    module: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> tuple[dict[str, float], dict[str, list[float]]]:
    """Milliseconds from the start to the first line with each word, and the values given with each word.

    Raises CalledProcessError when the child fails, TimeoutError when it does not end.
    """
    command = [sys.executable, "-m", module, *arguments]
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=_environment(environment or {})
    ) as process:
        moments: dict[str, float] = {}
        values: dict[str, list[float]] = {}
        assert process.stdout is not None
        for line in process.stdout:
            moment = (time.perf_counter() - begin) * 1000
            word, *given = line.split()
            moments.setdefault(word, moment)
            values.setdefault(word, []).extend(map(float, given))
            if moment > WAIT_S * 1000:
                process.kill()
                raise TimeoutError(module)
        code = process.wait(WAIT_S)
    if code:
        raise subprocess.CalledProcessError(code, command)
    return moments, values


def tell(word: str, *values: float) -> None:
    """In a child: one line, at once."""
    print(word, *values, flush=True)


def _environment(more: Mapping[str, str]) -> Mapping[str, str]:
    """Without a screen on Linux: offscreen, and of Qt's lines only those that matter."""
    environment: dict[str, str] = {**os.environ, "PYTHONUTF8": "1", **more}
    if sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment
