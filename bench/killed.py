"""What both kill campaigns share: how a process is ended, and what is said when something is missing afterwards."""

import subprocess


class Lost(AssertionError):
    """Something acknowledged is gone, or something is there by half."""


def kill_after(victim: "subprocess.Popen[str]", delay: float) -> None:
    """Let it run on for ``delay`` seconds, then end it without any chance to clean up."""
    try:
        victim.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        victim.kill()
