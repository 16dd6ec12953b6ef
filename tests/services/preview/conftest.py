"""One preview with real workers for all tests that do not hurt it."""

from collections.abc import Iterator

import pytest

from tests.services.preview.preview_desk import PreviewDesk


@pytest.fixture(scope="session")
def desk() -> Iterator[PreviewDesk]:
    """Shared: two warm workers."""
    with PreviewDesk() as shared:
        yield shared
