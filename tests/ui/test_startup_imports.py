"""Up to the first paint the program pays for Qt and the standard library only (DESIGN §8; facts B)."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = "sqlalchemy pymupdf PIL alembic keyring pydantic typst psycopg sqlcipher3 structlog pikepdf cryptography argon2"

PROGRAM = f"""
import sys
from PySide6.QtCore import QTimer
from ui.application import build_application, finish, run
from ui.main_window import MainWindow
from ui.preferences import Preferences

seen = []

def load_interior():
    # The first thing that runs after the first paint.
    seen.extend(name for name in {HEAVY!r}.split() if name in sys.modules)
    late = ("db.", "app.services", "app.main", "app.ports", "app.usecases", "ui.tabs.", "ui.texts", "ui.shell")
    seen.extend(name for name in sys.modules if name.startswith(late))
    raise ValueError("far enough")

def load_desk(report):
    raise ValueError("never used")

app = build_application(["test"], "0", Preferences())
window = MainWindow(load_desk, load_interior)
window.failed_to_open.connect(window.close)
code = run(app, window)
print("heavy:", seen)
sys.exit(code)
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "REVIEWDESK_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "heavy: []"
