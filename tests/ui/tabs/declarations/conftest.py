"""The declarations tab over a real working copy (declaring.py fills it)."""

from typing import Any

import pytest

from tests.ui.tabs.declarations.declaring import Declaring
from ui.tabs.declarations.view import DeclarationsTab
from ui.targets import DeclarationTarget


@pytest.fixture
def declaring(real_desk):
    return Declaring(real_desk)


@pytest.fixture
def listed(open_tab):
    """Opens the tab in the 列表 state."""

    def open_(**changes):
        return open_tab(DeclarationsTab, **changes)

    return open_


@pytest.fixture
def reviewed(open_tab):
    """Opens a declaration in the 审阅 state. A tab opened before is at its end: one desk reads the copy at a time."""
    before: list[Any] = []

    def open_(declaration, **changes):
        for tab in before:
            tab.shell.leave()
            tab.operations.close()
        tab = open_tab(DeclarationsTab, **changes)
        before[:] = [tab]
        tab.page.open_target(DeclarationTarget(declaration_id=declaration.id))
        tab.wait()
        assert tab.page.in_review()
        return tab

    return open_
