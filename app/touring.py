"""The guided tour: a throw-away copy of the 样例 copy, the real window, hands that only press, type and click.

``python -m app tour [--out DIR]``. The hands live in ``ui.tour`` and know no usecase and no db; this module gives
them a window and a place, verifies the audit chain afterwards and prints what was done.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.domain.audit import verify_chain
from app.domain.errors import KnownError
from app.ports.desk import Desk
from app.services.user_paths import sample_dir
from app.version import VERSION
from app.wiring import SAMPLE_PEOPLE, OpenedDesk, Report, open_desk, open_sample
from ui.application import build_application, finish, watch_bugs
from ui.interior import load_interior
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.tour.driver import Driver, TourFailure
from ui.tour.pictures import walk_for_pictures
from ui.tour.steps import take_tour

SCALE = float(os.environ.get("QT_SCALE_FACTOR", "1"))
SCREEN = {
    "synchronousWindowSystemEvents": False,
    "windowFrameMargins": False,
    "screens": [
        {
            "name": "desk",
            "x": 0,
            "y": 0,
            "width": round(1366 * SCALE),
            "height": round(768 * SCALE),
            "logicalDpi": 96,
            "dpr": 1,
        }
        | {"logicalBaseDpi": 96}
    ],
}
"""The offscreen platform's default is 800x800."""


Walk = Callable[[Driver], None]


def tour(out: Path | None, people: int) -> int:
    """Take the tour; pictures and documents lie in ``out`` afterwards. 0 only when every step showed what it should."""
    place = (out or Path(tempfile.mkdtemp(prefix="reviewdesk-tour-"))).absolute()
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reviewdesk-tour-copy-") as scratch:
        folder = Path(scratch) / "copy"
        try:
            copy_sample(folder, people)
            return drive_window(folder, place, Path(scratch))
        except KnownError as error:
            print(f"the tour could not begin: {error.code} {dict(error.params)}", file=sys.stderr)
            return 1


def take_pictures(out: Path) -> int:
    """The pictures of the manual and of docs: each tab in light and dark; at 200 % when QT_SCALE_FACTOR says so."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reviewdesk-tour-copy-") as scratch:
        folder = Path(scratch) / "copy"
        copy_sample(folder, SAMPLE_PEOPLE)
        return drive_window(folder, out, Path(scratch), walk_for_pictures)


def copy_sample(folder: Path, people: int) -> None:
    """A copy of the kept 样例 copy (made now if there is none), so that the tour spoils nothing."""
    kept = sample_dir() if people == SAMPLE_PEOPLE else sample_dir().with_name(f"sample-{people}")
    print(f"preparing the sample dossiers of {people} people …", flush=True)
    open_sample(kept, people, print_tenths()).close()
    shutil.copytree(kept, folder)


def print_tenths() -> Report:
    """Progress for a terminal: one line for each tenth."""
    shown = 0

    def report(text: str, done: int, total: int) -> None:
        nonlocal shown
        tenth = done * 10 // max(total, 1)
        if tenth > shown:
            shown = tenth
            print(f"  {text} {tenth * 10} %", flush=True)

    return report


def drive_window(folder: Path, out: Path, scratch: Path, walk: Walk = take_tour) -> int:
    """Open the window over the copy in ``folder`` and let ``walk`` use it; then verify the audit chain."""
    take_screen(scratch)
    app = build_application(sys.argv[:1], VERSION, Preferences())
    opened: list[OpenedDesk] = []

    def load(report: Report) -> Desk:
        opened.append(open_desk(sample=True, folder=folder, report=report))
        return opened[-1].desk

    failures: list[str] = []
    window = MainWindow(load, load_interior, Preferences(), watch_bugs(app))
    window.resize(1366, 696)
    window.show()
    driver = Driver(window, out)
    try:
        walk(driver)
    except TourFailure as failure:
        failures.append(str(failure))
    finish(window)
    for desk in opened:
        try:
            count = verify_chain(desk.desk.queries.audit_entries())
            driver.note(f"审计链完整：{count} 条")
        except KnownError as error:
            failures.append(f"审计链不完整：{error.code} {dict(error.params)}")
        desk.close()
    for line in driver.done:
        print(line)
    print(f"{len(driver.shots)} pictures and {len(list_documents(out))} documents in {out}")
    for line in failures:
        print(f"FAILED: {line}", file=sys.stderr)
    return 1 if failures else 0


def take_screen(scratch: Path) -> None:
    """An offscreen screen of a desk's size, unless the platform is named already. Before the application is made."""
    if not os.environ.get("QT_QPA_PLATFORM"):
        # Relative, because Qt splits the platform's name at colons and a Windows path has one.
        (scratch / "screen.json").write_text(json.dumps(SCREEN), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={os.path.relpath(scratch / 'screen.json')}"


def list_documents(out: Path) -> list[Path]:
    return [path for path in sorted(out.rglob("*")) if path.suffix in (".pdf", ".xlsx")]
