"""A server that failed over to another line of its history: nothing of it is believed before the digests were compared."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.archive import ArchiveStatus
from app.ports.sync import SyncLogKind
from db.sync.gateway import DistrictHead, Gateway, Hello
from tests.server.exchange_world import ExchangeWorld, passed_person, stored_item
from tests.server.world import NEAR, StandardWorld, World


class OtherLine:
    """``line`` is what the server tells; while it is ``busy`` somebody has written whenever one looks again."""

    line = "00000001"
    busy = False

    def over(self, behind: Gateway) -> Any:
        return _OtherLineGateway(behind, self)


class _OtherLineGateway:
    def __init__(self, behind: Gateway, server: OtherLine) -> None:
        self._behind = behind
        self._server = server
        self._looked = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._behind, name)

    def hello(self, schema: int) -> Hello:
        told = self._behind.hello(schema)
        heads = tuple(replace(head, line=self._server.line) for head in told.districts)
        return replace(told, districts=heads)

    def head(self, district_id: str) -> DistrictHead:
        told = replace(self._behind.head(district_id), line=self._server.line)
        return replace(told, head=told.head + 1) if self._server.busy and self._looked else told

    def digest(self, district_id: str) -> Mapping[str, tuple[int, int]]:
        self._looked = True
        return self._behind.digest(district_id)


@pytest.fixture
def exchange(
    world: World, standard: StandardWorld, empty_copy: Path, tmp_path: Path
) -> Iterator[ExchangeWorld]:
    made = ExchangeWorld(world, standard, empty_copy, tmp_path)
    yield made
    made.close()


def test_a_loss_that_only_the_line_tells_is_found_even_when_somebody_wrote_meanwhile(
    exchange: ExchangeWorld,
) -> None:
    unit, server = exchange.standard.employers[NEAR][0], OtherLine()
    first, second = exchange.open(unit), exchange.open(unit, over=server.over)
    _, item = passed_person(first)
    first.round()
    second.round()
    assert stored_item(second, item.id).status is ArchiveStatus.PASSED
    # Failed over to a standby that had not heard of the verdict yet; its head has grown again since.
    owner = exchange.world.owner
    owner.execute("DELETE FROM rd.decision WHERE subject_id = %s", [item.id])
    owner.execute("UPDATE rd.archive_item SET status = 'pending', rev = rev - 1 WHERE id = %s", [item.id])
    server.line, server.busy = "00000002", True
    second.round()
    assert stored_item(second, item.id).status is ArchiveStatus.PASSED, "nothing could be said yet"
    server.busy = False
    second.round()
    assert stored_item(second, item.id).status is ArchiveStatus.PENDING
    kind, params = second.rows("SELECT kind, params FROM sync_log ORDER BY key DESC LIMIT 2")[-1]
    assert kind == SyncLogKind.REPULL
    assert '"kinds":["archive_item","decision"]' in params
