"""What a dossier leaves behind on ways that a random walk seldom takes is the same under both authorities."""

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from tests.server.road_walk import KITS, RoadWalk
from tests.server.road_ways import COMMITTEE, EMPLOYER, Way, cancel, go_to, take
from tests.server.seats import take_seats
from tests.server.twin_desk import lay_ground
from tests.server.world import FAR, World


def voted_again(walk: RoadWalk) -> None:
    """An upheld objection strikes a result; after a new vote it may be posted again."""
    go_to(walk, Stage.IN_RESULTS_PUBLICITY)
    walk.acts.object(COMMITTEE, 0, "匿名来信")
    walk.acts.settle(COMMITTEE, True, "已核实")
    walk.acts.act(Action.RECONVENE, COMMITTEE)
    walk.acts.act(Action.MEETING_PASS, COMMITTEE)
    assert walk.acts.publish(COMMITTEE, 1, 20) == ("applied", "")


def arrival_forgotten(walk: RoadWalk) -> None:
    go_to(walk, Stage.HR_BUREAU_REVIEW)
    walk.compare()
    assert walk.acts.act(Action.REOPEN, Role.ACCEPTANCE) == ("applied", "")
    walk.compare()
    assert not walk.saw[Role.HR_BUREAU]


def arrival_remembered(walk: RoadWalk) -> None:
    """The bureau looked at it: 重开 does not make it unseen."""
    go_to(walk, Stage.HR_BUREAU_REVIEW)
    walk.acts.look(Role.HR_BUREAU)
    assert walk.acts.act(Action.REOPEN, Role.ACCEPTANCE) == ("applied", "")
    walk.compare()
    assert walk.saw[Role.HR_BUREAU]


def handed_in_elsewhere(walk: RoadWalk) -> None:
    go_to(walk, Stage.HR_BUREAU_REVIEW)
    walk.compare()
    walk.acts.act(Action.RETURN, Role.HR_BUREAU)
    walk.acts.correct(FAR, statement=True)
    assert walk.acts.submit() == ("applied", "")
    walk.compare()
    assert not walk.saw[Role.ACCEPTANCE]
    walk.go_on()
    walk.go_on()
    walk.go_on()
    walk.compare()
    assert walk.saw["far_acceptance"]


def publicity_that_counts_on(walk: RoadWalk) -> None:
    """Handed in again as it was: the publicity of the former submission is resumed, and the person paid once."""
    go_to(walk, Stage.COMMITTEE_REVIEW)
    walk.acts.act(Action.RETURN, COMMITTEE)
    assert walk.acts.submit() == ("applied", "")
    walk.acts.act(Action.CONFIRM, EMPLOYER)
    assert walk.acts.act(Action.PASS, EMPLOYER) == ("applied", "")
    for role in (Role.ACCEPTANCE, Role.HR_BUREAU):
        walk.acts.act(Action.PASS, role)
    assert walk.acts.stage() is Stage.AWAITING_FORMS


def reopened_behind_a_cancelled_publicity(walk: RoadWalk) -> None:
    go_to(walk, Stage.IN_PUBLICITY)
    walk.acts.act(Action.FAIL, EMPLOYER)
    assert cancel(walk, "贴错了位置") == ("applied", "")
    assert walk.acts.act(Action.REOPEN, EMPLOYER) == ("applied", "")
    assert walk.acts.stage() is Stage.AWAITING_PUBLICITY


def payment_taken_up_again(walk: RoadWalk) -> None:
    go_to(walk, Stage.AWAITING_FORMS)
    assert walk.acts.act(Action.REOPEN, EMPLOYER) == ("applied", "")
    walk.acts.act(Action.EXTEND_PAYMENT, Role.HR_BUREAU)
    assert walk.acts.act(Action.RECORD_PAYMENT, EMPLOYER) == ("applied", "")


def forms_refused_and_made_anew(walk: RoadWalk) -> None:
    go_to(walk, Stage.AWAITING_FORMS)
    while walk.acts.twin.stored().form_step != "forwarded":
        walk.acts.next_form_act()
    walk.compare()
    assert walk.acts.act(Action.REFUSE_FORMS, COMMITTEE) == ("applied", "")
    walk.compare()
    walk.acts.next_form_act()


WAYS: tuple[Way, ...] = (
    voted_again,
    arrival_forgotten,
    arrival_remembered,
    handed_in_elsewhere,
    publicity_that_counts_on,
    reopened_behind_a_cancelled_publicity,
    payment_taken_up_again,
    forms_refused_and_made_anew,
)


def test_ways_that_are_seldom_taken_end_the_same(world: World) -> None:
    with lay_ground(take_seats(world, KITS)) as ground:
        for way in WAYS:
            take(ground, way)
