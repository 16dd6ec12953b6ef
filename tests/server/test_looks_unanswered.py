"""Looks that one district does not take now keep nothing else of a round back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.decision import SubjectKind
from app.domain.looks import Look, LookAct
from db.sync.gateway import Gateway, NotAnsweredError, Push, PushAnswer
from tests.server.exchange_world import ExchangeWorld, enter_item, enter_person, judge_item, stored_item
from tests.server.world import NEAR, StandardWorld, World


class NoLooks:
    """The district is being moved: 57P03 to every push of looks while ``moving``."""

    moving = True

    def over(self, behind: Gateway) -> Any:
        return _NoLooksGateway(behind, self)


class _NoLooksGateway:
    def __init__(self, behind: Gateway, server: NoLooks) -> None:
        self._behind = behind
        self._server = server

    def __getattr__(self, name: str) -> Any:
        return getattr(self._behind, name)

    def push(self, push: Push) -> PushAnswer:
        if push.function == "push_looks" and self._server.moving:
            raise NotAnsweredError("Y-103", state="57P03")
        return self._behind.push(push)


@pytest.fixture
def exchange(
    world: World, standard: StandardWorld, empty_copy: Path, tmp_path: Path
) -> Iterator[ExchangeWorld]:
    made = ExchangeWorld(world, standard, empty_copy, tmp_path)
    yield made
    made.close()


def test_the_round_goes_on_and_the_looks_are_sent_later(exchange: ExchangeWorld) -> None:
    unit, server = exchange.standard.employers[NEAR][0], NoLooks()
    first, second = exchange.open(unit), exchange.open(unit, over=server.over)
    item = enter_item(first, enter_person(first))
    first.round()
    second.round()
    look = Look(second.clock.now(), second.actor.account_id, LookAct.LOOK, SubjectKind.ARCHIVE_ITEM, item.id)
    with second.new_uow() as uow:
        uow.looks.add([look])
        uow.commit()
    judge_item(first, item.id)
    first.round()
    report = second.round()
    assert report.problem == "Y-103"
    assert stored_item(second, item.id).status is ArchiveStatus.PASSED
    assert exchange.world.one("SELECT count(*) FROM rd.look") == 0
    server.moving = False
    assert second.round().problem == ""
    assert exchange.world.one("SELECT count(*) FROM rd.look") == 1
