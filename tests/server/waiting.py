"""Waiting for another process, with a deadline."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 20.0
LOOK_AGAIN_SECONDS = 0.005


def wait_until(condition: Callable[[], object], within: float = PATIENCE_SECONDS) -> None:
    """Look until ``condition`` holds; AssertionError at the deadline."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"still not so after {within:g} s"
        time.sleep(LOOK_AGAIN_SECONDS)
