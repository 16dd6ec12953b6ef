"""What tests of the window share: a window over an in-memory desk, and the way through its sign-in page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.fake_desk import PASSWORD, FakeDesk, make_fake_desk
from ui.application import finish
from ui.interior import load_interior
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.theme import current


@pytest.fixture
def fake() -> FakeDesk:
    """The desk of a 样例 copy with one employer account."""
    return make_fake_desk()


@pytest.fixture
def open_window(qtbot: Any, qapp: QApplication) -> Iterator[Callable[..., MainWindow]]:
    """A function that shows a window and waits for the sign-in page. Windows are closed at the end."""
    windows = []

    def open_(fake: FakeDesk, **changes: Any) -> MainWindow:
        window = MainWindow(
            changes.pop("load_desk", lambda report: fake.desk),
            changes.pop("load_interior", load_interior),
            changes.pop("preferences", None) or Preferences(),
            **changes,
        )
        windows.append(window)
        with qtbot.waitSignal(window.opened):
            window.show()
        window.activateWindow()
        return window

    yield open_
    for window in windows:
        finish(window)
    current.set_scheme("light")


@pytest.fixture
def sign_in(qtbot: Any) -> Callable[[MainWindow], MainWindow]:
    """Types the sample's password and Enter, waits for the numbers."""

    def sign_in_(window: MainWindow) -> MainWindow:
        QTest.keyClicks(window.sign_in.form.password, PASSWORD)
        QTest.keyClick(window.sign_in.form.password, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.shell is not None)
        qtbot.waitUntil(lambda: not window.operations.is_busy)
        return window

    return sign_in_
