"""What every test stands on: a screen of a known size, the shipped look, and a home of its own.

By default Qt draws offscreen on 1366x768. ``REVIEWDESK_TEST_PLATFORM=xcb`` (under Xvfb) is the second mode.
"""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication

from ui.theme import current

# Relative, because Qt splits the platform's name at colons and a Windows drive has one.
SCREEN = os.path.relpath(Path(__file__).with_name("screen_1366x768.json"))

os.environ["QT_QPA_PLATFORM"] = os.environ.get("REVIEWDESK_TEST_PLATFORM") or f"offscreen:configfile={SCREEN}"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # never the developer's own keyring

# Machines are shared and noisy: nothing here is a timed assertion.
settings.register_profile("reviewdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("reviewdesk")

# As in the program (ui/garbage.py): a worker thread must never collect a widget.
gc.disable()
GARBAGE_BETWEEN_COLLECTIONS = 20_000


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """pytest-qt's application, looking as the program does (its font comes from resources)."""
    current.install(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and working copies of each test lie in a folder of its own."""
    monkeypatch.setenv("REVIEWDESK_HOME", str(tmp_path_factory.mktemp("home")))


def pytest_runtest_teardown() -> None:
    """Collect on the main thread, when it is worth it."""
    if gc.get_count()[0] > GARBAGE_BETWEEN_COLLECTIONS:
        gc.collect()
