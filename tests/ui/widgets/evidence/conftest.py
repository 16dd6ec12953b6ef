"""A real preview with real workers, shared; each test gets a pane of its own on it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.services.preview.preview_desk import PreviewDesk
from ui.widgets.evidence.files import EvidenceFile
from ui.widgets.evidence.pane import EvidencePane

Store = Callable[..., EvidenceFile]


@pytest.fixture(scope="session")
def preview_desk() -> Iterator[PreviewDesk]:
    with PreviewDesk() as shared:
        shared.wait_ready()
        yield shared


@pytest.fixture
def pane(qtbot: QtBot, preview_desk: PreviewDesk) -> Iterator[EvidencePane]:
    """425×573, as in the pictures."""
    made = EvidencePane(preview_desk.preview)
    qtbot.addWidget(made)
    made.resize(425, 573)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close_preview()


@pytest.fixture
def store(preview_desk: PreviewDesk) -> Store:
    """Keep bytes and name them."""

    def keep(data: bytes, name: str = "证书.pdf") -> EvidenceFile:
        source = preview_desk.store(data, name)
        return EvidenceFile(name, source.key, len(data))

    return keep
