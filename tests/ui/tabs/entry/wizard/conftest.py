"""The wizard in the whole tab 人员与申报, over a real working copy."""

import pytest

from app.services.documents.office_documents import OfficeDocuments
from resources import fonts_dir, templates_dir
from tests.desk_fixtures import with_desk
from tests.ui.tabs.entry.unit import unit
from ui.tabs.entry.view import EntryTab

__all__ = ["unit"]


@pytest.fixture
def entered(real_desk, open_tab):
    """``entered(declaration, step)``: the tab with the declaration open, at rest; without one at its first list."""

    def open_(declaration=None, step=None, material="", **changes):
        documents = OfficeDocuments(templates_dir(), fonts_dir(), real_desk.clock)
        ports = {"documents": documents} | changes.pop("ports", {})
        tab = open_tab(EntryTab, desk=with_desk(real_desk, **ports), **changes)
        tab.wait()
        if declaration is not None:
            tab.page.open_case(declaration.id, step, material)
            tab.wait()
        return tab

    return open_


@pytest.fixture
def stored(real_desk):
    """The declaration as it lies in the copy. Call it at rest."""

    def read(declaration):
        with real_desk.uow() as uow:
            return uow.declarations.get(getattr(declaration, "id", declaration))

    return read
