"""Random acts of two desks of one unit and the desk above, with answers that get lost: in the end all say the same as the server."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import KnownError
from app.domain.organisation import Role
from tests.server.exchange_world import (
    ExchangeWorld,
    assert_agrees,
    begin_draft,
    enter_item,
    enter_person,
    judge,
    judge_item,
    publicise,
    stored,
    submit,
    take_back_,
    withdraw,
)
from tests.server.world import NEAR, StandardWorld, World
from tests.sync.exchange_desk import ExchangeDesk
from tests.sync.losing_gateway import LosingGateway

STEPS = 160
MOST_ROUNDS = 40


@pytest.fixture
def exchange(
    world: World, standard: StandardWorld, empty_copy: Path, tmp_path: Path
) -> Iterator[ExchangeWorld]:
    made = ExchangeWorld(world, standard, empty_copy, tmp_path)
    yield made
    made.close()


class Traffic:
    def __init__(self, exchange: ExchangeWorld, seed: int) -> None:
        self.chance = random.Random(seed)
        self.exchange = exchange
        unit = exchange.standard.employers[NEAR][0]
        self.units = [
            exchange.open(unit, rest=60, over=LosingGateway.every(7)),
            exchange.open(unit, over=LosingGateway.every(5)),
        ]
        self.above = exchange.open(exchange.standard.near[Role.ACCEPTANCE], rest=30)
        self.people = 0
        self.done = 0

    @property
    def desks(self) -> list[ExchangeDesk]:
        return [*self.units, self.above]

    def step(self) -> None:
        acts: list[tuple[int, Callable[[], Any]]] = [
            (2, self.person),
            (3, self.item),
            (6, self.verdict),
            (4, self.hand_in),
            (8, self.review),
            (2, self.post),
            (1, self.take_back),
            (2, self.z),
            (8, self.hear),
            (2, lambda: self.exchange.advance(days=self.chance.choice([0, 1, 9]), seconds=45)),
        ]
        act = self.chance.choices([a for _, a in acts], [weight for weight, _ in acts])[0]
        try:
            act()
        except (KnownError, IndexError):
            return  # a rule said no, or there was nothing to act on: as at any desk
        self.done += 1

    def any_of(self, desk: ExchangeDesk, statement: str) -> str:
        return str(self.chance.choice(desk.rows(statement))[0])

    def unit(self) -> ExchangeDesk:
        return self.chance.choice(self.units)

    def person(self) -> None:
        self.people += 1
        desk = self.unit()
        person = enter_person(desk, self.people)
        enter_item(desk, person)

    def item(self) -> None:
        desk = self.unit()
        person_id = self.any_of(desk, "SELECT id FROM applicant")
        with desk.new_uow() as uow:
            person = uow.applicants.get(person_id)
        enter_item(desk, person, "award", name=f"优质工程奖{self.chance.random()}")

    def verdict(self) -> None:
        desk = self.unit()
        item_id = self.any_of(desk, "SELECT id FROM archive_item WHERE status = 'pending'")
        judge_item(desk, item_id, self.chance.choice([Action.PASS, Action.PASS, Action.PASS, Action.RETURN]))

    def hand_in(self) -> None:
        desk = self.unit()
        if self.chance.random() < 0.5:
            submit(desk, self.any_of(desk, "SELECT id FROM declaration WHERE stage IN ('draft', 'returned')"))
            return
        person_id = self.any_of(
            desk,
            "SELECT id FROM applicant a WHERE NOT EXISTS (SELECT 1 FROM declaration d WHERE d.applicant_key = a.key)",
        )
        with desk.new_uow() as uow:
            person, items = uow.applicants.get(person_id), uow.archive.of_applicant(person_id)
        passed = tuple(i for i in items if i.status is ArchiveStatus.PASSED)
        submit(desk, begin_draft(desk, person, passed).id)

    def review(self) -> None:
        desk = self.chance.choice(self.desks)
        stages = "('acceptance_review')" if desk is self.above else "('employer_review', 'in_publicity')"
        declaration_id = self.any_of(desk, f"SELECT id FROM declaration WHERE stage IN {stages}")
        action = self.chance.choice([Action.PASS, Action.PASS, Action.PASS, Action.RETURN])
        if stored(desk, declaration_id).stage is Stage.EMPLOYER_REVIEW and action is Action.PASS:
            action = Action.CONFIRM
        judge(desk, declaration_id, action)

    def post(self) -> None:
        desk = self.unit()
        waiting = desk.rows("SELECT id FROM declaration WHERE stage = 'awaiting_publicity'")
        if waiting:
            publicise(desk, *(row[0] for row in waiting))

    def take_back(self) -> None:
        desk = self.unit()
        take_back_(desk, self.any_of(desk, "SELECT id FROM declaration WHERE stage = 'employer_review'"))

    def z(self) -> None:
        desk = self.chance.choice(self.desks)
        withdraw(desk, str(desk.rows("SELECT id FROM decision ORDER BY key DESC LIMIT 1")[0][0]))

    def hear(self) -> None:
        self.chance.choice(self.desks).round(everything=self.chance.random() < 0.3)

    def settle(self) -> None:
        """Until nothing is on its way at any desk."""
        for _ in range(MOST_ROUNDS):
            for desk in self.desks:
                desk.round()
            if not any(
                desk.one("SELECT 1 FROM outbox_part WHERE state IN ('pending', 'sent')")
                for desk in self.desks
            ):
                break
        for desk in self.desks:
            desk.round()


def view_of(desk: ExchangeDesk) -> dict[str, Any]:
    """What every desk that sees it must say alike. Drafts are each PC's own, as is what was withdrawn before it was sent."""
    return {
        "items": desk.rows(
            "SELECT id, section, status, rev, content_rev, submit_no, submitted_at, opinion, v1 FROM archive_item"
            " WHERE id IN (SELECT id FROM mirror WHERE kind = 'archive_item') ORDER BY id"
        ),
        "texts": desk.rows(
            "SELECT i.item_id, i.content_rev, i.fields, i.evidence FROM archive_revision i JOIN archive_item a"
            " ON a.id = i.item_id AND a.content_rev = i.content_rev ORDER BY 1, 2"
        ),
        "declarations": desk.rows(
            "SELECT id, stage, rev, submit_no, submitted_at, publicity_id, publicity_to, reached, arrived_at, open_objections"
            " FROM declaration WHERE stage NOT IN ('draft', 'returned') ORDER BY id"
        ),
        "submissions": desk.rows("SELECT declaration_id, submit_no, content FROM submission ORDER BY 1, 2"),
        "decisions": desk.rows(
            "SELECT d.id, d.action, d.subject_id, d.base_rev, d.new_rev, d.at, d.withdrawn, d.answered_at FROM decision d"
            " JOIN mirror m ON m.kind = 'decision' AND m.id = d.id ORDER BY d.id"
        ),
        "publicities": desk.rows("SELECT publicity_id, declaration_id FROM publicity_member ORDER BY 1, 2"),
    }


@pytest.mark.parametrize("seed", [12, 13])
def test_random_traffic_ends_with_the_same_rows_everywhere(exchange: ExchangeWorld, seed: int) -> None:
    traffic = Traffic(exchange, seed)
    for _ in range(STEPS):
        traffic.step()
    traffic.settle()
    for desk in traffic.desks:
        assert desk.one("SELECT count(*) FROM mirror WHERE held IS NOT NULL") == 0
        states = {row[0] for row in desk.rows("SELECT DISTINCT state FROM outbox_part")}
        assert states <= {"applied", "conflict", "refused", "withdrawn"}
    assert_agrees(exchange, *traffic.desks)
    first, second = map(view_of, traffic.units)
    for name, rows in first.items():
        assert rows == second[name], name
    assert traffic.done > STEPS // 3
    assert exchange.world.one("SELECT count(*) FROM rd.op_result WHERE outcome = 'applied'") > 10
    assert exchange.world.one("SELECT rd.verify_audit(%s)", NEAR) is None
