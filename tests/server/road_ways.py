"""Short ways on the road for tests/server/test_conformance_codes.py and test_conformance_ways.py: their steps, and how they are walked."""

from collections.abc import Callable

from app.domain.commands import CancelPublicity, ResolveObjection
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.publicity import EndRule
from tests.factories import make_id
from tests.server.road_walk import RoadWalk
from tests.server.twin_desk import Ground, Told

EMPLOYER, COMMITTEE = Role.EMPLOYER, Role.COMMITTEE
Way = Callable[[RoadWalk], Told | None]


def take(ground: Ground, way: Way) -> str:
    """The code at the end of the way; both must stand the same then."""
    walk = RoadWalk(ground, seed=0)
    walk.acts.submit()
    told = way(walk)
    walk.compare()
    return told[1] if told else ""


def go_to(walk: RoadWalk, stage: Stage) -> None:
    for _ in range(60):
        if walk.acts.stage() is stage:
            return
        walk.go_on()
    raise AssertionError(f"never came to {stage}")


def vote(walk: RoadWalk, meeting: str) -> Told:
    return walk.acts.act(Action.MEETING_PASS, COMMITTEE, record={"meeting": meeting})


def receive(walk: RoadWalk, fault: str) -> Told:
    go_to(walk, Stage.AWAITING_FORMS)
    while walk.acts.twin.stored().form_step != "handed_in":
        walk.acts.next_form_act()
    return walk.acts.act(Action.FORM_STEP, Role.ACCEPTANCE, fault=fault)


def post(walk: RoadWalk, day_of_year: int, days: int, rule: EndRule, words: str = "whole") -> Told:
    """In the unit's 待公示. ``day_of_year`` below 300: days from today."""
    go_to(walk, Stage.AWAITING_PUBLICITY)
    today = walk.acts.twin.clock.today().timetuple().tm_yday
    begin = day_of_year - today if day_of_year > 300 else day_of_year
    return walk.acts.publish(EMPLOYER, begin, days, rule, words=words)


def cancel(walk: RoadWalk, reason: str) -> Told:
    publicity, seat = walk.acts.twin.publicity(), walk.acts.twin.employer
    assert publicity is not None
    command = CancelPublicity(make_id(), seat.actor, publicity.id, publicity.rev, reason)
    return walk.acts.twin.publicise(seat, command)


def objection(walk: RoadWalk, days: int, who: str) -> Told:
    go_to(walk, Stage.IN_PUBLICITY)
    told = walk.acts.object(EMPLOYER, days, who)
    assert told is not None
    return told


def settlement(walk: RoadWalk, handling: str, *, known: bool) -> Told:
    go_to(walk, Stage.IN_PUBLICITY)
    walk.acts.object(EMPLOYER, 0, "匿名来信")
    publicity, seat = walk.acts.twin.publicity(), walk.acts.twin.employer
    assert publicity is not None
    objection_id = publicity.objections[0].id if known else make_id()
    command = ResolveObjection(
        make_id(), seat.actor, publicity.id, publicity.rev, objection_id, False, handling
    )
    return walk.acts.twin.publicise(seat, command)
