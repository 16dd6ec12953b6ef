"""Every test here leaves the light theme behind."""

import pytest
from PySide6.QtCore import QCoreApplication

from ui.theme import current


@pytest.fixture(autouse=True)
def _light_again(qapp):
    yield
    current.set_scheme("light")
    QCoreApplication.processEvents()
