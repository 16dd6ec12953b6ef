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

def load_desk(report):
    # The loader runs after the first paint.
    seen.extend(name for name in {HEAVY!r}.split() if name in sys.modules)
    seen.extend(name for name in sys.modules if name.startswith(("db.", "app.services", "app.main", "ui.tabs.")))
    raise ValueError("far enough")

app = build_application(["test"], "0", Preferences())
window = MainWindow(load_desk, list)
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
