"""Z and 重开 after 省平台录入 was marked: what stands in the platform is never silently withdrawn here (DOMAIN facts §4, §9)."""

import pytest

from app.domain.commands import MarkEntered
from app.domain.decision import Action, Decision
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.platform_text import needs_entering
from app.usecases.mark_entered import mark_entered
from tests.copies import NewUow
from tests.factories import make_id
from tests.usecases.road_desk import RoadDesk, make_road_desk


@pytest.fixture
def passed(new_uow: NewUow) -> RoadDesk:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    return desk


def last(desk: RoadDesk) -> Decision:
    return desk.decisions()[-1]


def mark(desk: RoadDesk, decision: Decision, entered: bool) -> None:
    command = MarkEntered(make_id(), desk.offices[Role.EMPLOYER].actor, decision.id, entered)
    mark_entered(command, desk.new_uow, desk.clock)


def test_what_was_entered_is_taken_back_only_when_it_was_put_right_there(passed: RoadDesk) -> None:
    mark(passed, last(passed), True)
    with pytest.raises(RuleError, match="U-105"):
        passed.withdraw(last(passed), Role.EMPLOYER)
    assert passed.stored().stage is Stage.ACCEPTANCE_REVIEW
    mark(passed, last(passed), False)
    passed.withdraw(last(passed), Role.EMPLOYER)
    assert passed.stored().stage is Stage.IN_PUBLICITY


def test_the_reopening_of_what_was_entered_is_to_be_entered_itself(passed: RoadDesk) -> None:
    entered = last(passed)
    mark(passed, entered, True)
    assert passed.act(Action.REOPEN, Role.EMPLOYER) is Stage.IN_PUBLICITY
    assert needs_entering(last(passed))
    with pytest.raises(RuleError, match="L-111"):
        mark(passed, entered, True)
    # Taken back, the pass stands again as it was entered.
    passed.withdraw(last(passed), Role.EMPLOYER)
    (again,) = [d for d in passed.decisions() if d.id == entered.id]
    assert not again.withdrawn and not needs_entering(again)
