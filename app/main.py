"""The only place that sees app, db and ui together: arguments, logging, and what is imported when.

Nothing heavy is imported before the window's first paint, so this module imports inside its functions. The order is:
window first; then, on the read thread, ``app.wiring`` is imported, opens the working copy and brings the rest in.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ports.desk import Desk
    from app.ports.server_sign_in import KnownCopy, ServerJoining
    from ui.interior import Interior

PREVIEW_WORKER = "preview-worker"
SERVER = "server"
TOUR_PEOPLE = 60

Report = Callable[[str, int, int], None]
"""What is being loaded: words, steps done, of all (0 = unknown)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and do what it says. Returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == [PREVIEW_WORKER]:  # the frozen program starts itself as the preview's worker process
        from app.services.preview import worker

        return worker.main(words[1:])
    open_streams()
    if words[:1] == [SERVER]:  # it has a command line of its own
        return serve(words[1:])
    chosen = read_arguments(words)
    from app.services.logs import install_crash_hooks, start_log, stop_log
    from app.services.user_paths import logs_dir

    log = start_log(logs_dir())
    install_crash_hooks()
    try:
        if chosen.command == "tour":
            return run_tour(chosen.out, chosen.people)
        if chosen.command == "pictures":
            return make_pictures(chosen.out)
        if chosen.command == "self-check":
            return check_self()
        if chosen.command == "verify":
            return verify_copy(sample=chosen.sample)
        return run_window(sample=chosen.sample, profile=chosen.profile)
    finally:
        stop_log(log)


def read_arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="reviewdesk", description="职审台 ReviewDesk")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    run = commands.add_parser("run", help="open the window (the default)")
    run.add_argument("--sample", action="store_true", help="on the 样例 copy, made at the first run")
    run.add_argument("--profile", type=Path, help="connection file of the server to join (first run)")
    tour = commands.add_parser(
        "tour", help="drive the window offscreen through the whole job; pictures, documents"
    )
    tour.add_argument("--out", type=Path, help="where pictures and documents go (default: a folder it names)")
    tour.add_argument("--people", type=int, default=TOUR_PEOPLE, help="people in the 样例 copy it works on")
    pictures = commands.add_parser("pictures", help="the pictures of the manual, made by the real window")
    pictures.add_argument("--out", type=Path, required=True)
    verify = commands.add_parser("verify", help="verify the audit chain of the working copy")
    verify.add_argument("--sample", action="store_true", help="of the 样例 copy")
    commands.add_parser(
        "self-check", help="open a copy, migrate it, render one PDF page; exit 0 when all is well"
    )
    commands.add_parser(SERVER, help="set up and run a shared database (server --help)")
    parser.set_defaults(command="run", sample=False, profile=None)
    return parser.parse_args(["self-check" if word == "--self-check" else word for word in words])


def open_streams() -> None:
    """A windowed program on Windows has no standard streams; what prints must not fail for that."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for the process's life


def run_window(*, sample: bool, profile: Path | None = None) -> int:
    """Open the window on the office's own copy, or on the 样例 copy while there is none. ``profile``: offer to join its server.
    Returns Qt's exit code."""
    from app.services.user_paths import home_dir
    from app.version import VERSION
    from ui.application import build_application, run, watch_bugs
    from ui.main_window import MainWindow, ServerDoor
    from ui.preferences import Preferences

    preferences = Preferences(home_dir() / "preferences.ini")
    app = build_application(sys.argv[:1], VERSION, preferences)
    desk = LazyDesk(sample=sample)
    try:
        door = ServerDoor(make_joining, desk.take_copy, profile)
        return run(app, MainWindow(desk.load, load_interior, preferences, watch_bugs(app), door))
    finally:
        desk.close()


class LazyDesk:
    """Opens the working copy when the loader asks for it, and closes what was opened."""

    def __init__(self, *, sample: bool, folder: Path | None = None) -> None:
        self._sample = sample
        self._folder = folder
        self._own: Path | None = None
        self._close: Callable[[], None] | None = None

    def load(self, report: Report) -> "Desk":
        """Read thread. Raises EnvironmentFault; may be called again after a failure."""
        from app.wiring import open_desk

        self.close()
        opened = open_desk(sample=self._sample, folder=self._folder, own=self._own, report=report)
        self._close = opened.close
        return opened.desk

    def take_copy(self, copy: "KnownCopy") -> None:
        """A server was joined: its copy is loaded next."""
        self._own = copy.folder

    def close(self) -> None:
        close, self._close = self._close, None
        if close is not None:
            close()


def make_joining() -> "ServerJoining":
    """Network thread, when somebody joins a server."""
    from app.joining import make_joining as make

    return make()


def load_interior() -> "Interior":
    """Read thread, right after the first paint: what is behind the first page."""
    from ui.interior import load_interior as load

    return load()


def run_tour(out: Path | None, people: int) -> int:
    """The guided tour on a throw-away copy of the 样例 copy. Returns 0 only when every step showed what it should."""
    from app.touring import tour

    return tour(out, people)


def make_pictures(out: Path) -> int:
    from app.touring import take_pictures

    return take_pictures(out)


def check_self() -> int:
    """What the installer's smoke test asks of a frozen program."""
    from app.self_check import check

    return check()


def serve(words: Sequence[str]) -> int:
    """Administration of a shared database: accounts, loading, checks."""
    from app.serving import serve as act

    return act(words)


def verify_copy(*, sample: bool) -> int:
    from app.domain.audit import verify_chain
    from app.domain.errors import KnownError
    from app.wiring import open_desk

    try:
        opened = open_desk(sample=sample)
        try:
            count = verify_chain(opened.desk.queries.audit_entries())
        finally:
            opened.close()
    except KnownError as error:
        print(f"{error.code} {dict(error.params)}", file=sys.stderr)
        return 1
    print(f"audit chain valid, {count} entries")
    return 0
