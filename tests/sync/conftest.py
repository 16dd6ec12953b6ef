"""A desk with a copy of its own at a server in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.exchange_desk import ExchangeDesk, open_exchange_desk
from tests.sync.fake_server import FakeServer


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def desk(copy_folder: Path, server: FakeServer) -> Iterator[ExchangeDesk]:
    opened = open_exchange_desk(copy_folder, server.account, "u_test", lambda: server)
    yield opened
    opened.close()
