"""A copy with every office, and the real window over it with hands that only press, click and type."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.wiring import wire
from tests.copies import open_test_copy
from tests.flows.road_hands import Hands
from tests.flows.road_world import World, make_world
from ui.application import finish
from ui.interior import load_interior
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.theme import current


@pytest.fixture
def world(copy_folder: Path) -> Iterator[World]:
    opened = wire(open_test_copy(copy_folder))
    yield make_world(opened)
    opened.close()


@pytest.fixture
def open_window(
    qtbot: Any, qapp: QApplication, world: World, tmp_path: Path
) -> Iterator[Callable[[], Hands]]:
    """Call it when the copy holds what the test is about: the window on its sign-in page."""
    windows: list[MainWindow] = []

    def open_() -> Hands:
        window = MainWindow(lambda report: world.desk, load_interior, Preferences())
        windows.append(window)
        window.resize(1366, 696)
        with qtbot.waitSignal(window.opened):
            window.show()
        window.activateWindow()
        return Hands(window, tmp_path, world)

    yield open_
    for window in windows:
        finish(window)
    current.set_scheme("light")
