"""The whole road through desks with copies of their own (seed B head): every office sees the same dossier, and the server the same rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from tests.server.exchange_road import ExchangeRoad, take_the_road
from tests.server.exchange_world import ExchangeWorld, assert_agrees
from tests.server.world import StandardWorld, World
from tests.usecases.road_desk import BODIES


@pytest.fixture
def exchange(
    world: World, standard: StandardWorld, empty_copy: Path, tmp_path: Path
) -> Iterator[ExchangeWorld]:
    made = ExchangeWorld(world, standard, empty_copy, tmp_path)
    yield made
    made.close()


def to_the_archive(road: ExchangeRoad) -> Stage:
    road.through_employer()
    road.act(Action.PASS, Role.ACCEPTANCE)
    road.act(Action.PASS, Role.HR_BUREAU)
    road.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    assert road.through_paper_forms() is Stage.COMMITTEE_REVIEW
    road.act(Action.PASS, Role.COMMITTEE)
    road.publish(Role.COMMITTEE)
    road.pass_days(2)
    road.object(Role.COMMITTEE)
    road.settle(Role.COMMITTEE, upheld=False)
    assert road.act(Action.PASS, Role.COMMITTEE) is Stage.IN_APPLICANTS_PUBLICITY
    road.pass_days(22)
    road.act(Action.CONCLUDE_PUBLICITY, Role.COMMITTEE)
    road.act(Action.MEETING_PASS, Role.COMMITTEE)
    road.publish(Role.COMMITTEE)
    road.cancel(Role.COMMITTEE)
    road.publish_through(Role.COMMITTEE)
    road.act(Action.CONCLUDE_PUBLICITY, Role.COMMITTEE)
    road.act(Action.REPORT, Role.COMMITTEE)
    road.act(Action.ENDORSE, Role.CITY)
    second = {"body": BODIES[1], "on": road.clock.today().isoformat()}
    road.act(Action.ENDORSE, Role.CITY, road.second_city, record=second)
    road.act(Action.RECORD_DOCUMENT, Role.CITY)
    road.act(Action.RECORD_CERTIFICATE, Role.CITY)
    while road.stored().stage is Stage.AWAITING_FORMS_BACK:
        road.next_form_act()
    return road.stored().stage


def test_a_dossier_travels_the_whole_road_over_the_server(exchange: ExchangeWorld) -> None:
    """Of a firm under a 市直单位: every level has a hand in it."""
    road = take_the_road(exchange, municipal=True)
    assert to_the_archive(road) is Stage.ARCHIVED
    desks = list(road.desks.values())
    assert_agrees(exchange, *desks)
    seen = {}
    for desk in desks:
        with desk.new_uow() as uow:
            declaration = uow.declarations.get(road.declaration_id)
            decisions = uow.decisions.of_subject(road.declaration_id)
            publicities = [
                uow.publicities.get(p[0]) for p in desk.rows("SELECT id FROM publicity ORDER BY start_on, id")
            ]
        seen[desk.actor.role] = (
            *(declaration.stage, declaration.rev, declaration.items, declaration.materials),
            *(declaration.route, declaration.form_step, declaration.pay_until),
            tuple((d.id, d.action, d.at, d.record, d.withdrawn) for d in decisions),
            tuple((p.id, p.members, p.cancelled_at, len(p.objections)) for p in publicities),
        )
    first = seen[Role.EMPLOYER]
    assert all(view == first for view in seen.values())
    committee = road.desks[Role.COMMITTEE]
    assert committee.rows("SELECT declaration_id FROM meeting_member") == [(road.declaration_id,)]
