"""接受已生效的结论: the conflict is answered, the own verdict stays in the record (docs/protocol.md §5)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.domain.answering import AcceptStanding
from app.domain.archive import ArchiveStatus
from app.domain.audit import verify_chain
from app.domain.commands import ReviewArchiveItem
from app.domain.decision import Action
from app.domain.errors import RuleError
from app.ports.sync import OpState
from app.usecases.accept_standing import accept_standing
from app.usecases.review_archive import review_archive_item
from db.models.records import outbox
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from tests.calendars import plain_calendar
from tests.copies import NewUow, Office
from tests.factories import FixedClock, make_applicant, make_id, make_item

CLOCK = FixedClock()
LATER = FixedClock(CLOCK.now() + timedelta(minutes=2))


@pytest.fixture
def passed(new_uow: NewUow, office: Office) -> ReviewArchiveItem:
    """An item that this desk passed."""
    person = make_applicant(office.unit)
    item = make_item(person, status=ArchiveStatus.PENDING)
    with new_uow() as uow:
        uow.applicants.add(person)
        uow.archive.add(item)
        uow.commit()
    command = ReviewArchiveItem(make_id(), office.actor, item.id, item.rev, Action.PASS)
    review_archive_item(command, new_uow, CLOCK)
    return command


def set_state(copy: WorkingCopy, op_id: str, state: OpState) -> None:
    with copy.write_engine.begin() as connection:
        connection.execute(update(outbox).where(outbox.c.op_id == op_id).values(state=state.value))


def state_of(copy: WorkingCopy, op_id: str) -> str:
    with copy.write_engine.begin() as connection:
        return str(connection.execute(outbox.select().where(outbox.c.op_id == op_id)).one().state)


@pytest.mark.parametrize("state", [OpState.CONFLICT, OpState.REFUSED])
def test_what_was_read_is_closed_and_its_verdict_stands_in_the_log(
    copy: WorkingCopy, new_uow: NewUow, office: Office, passed: ReviewArchiveItem, state: OpState
) -> None:
    set_state(copy, passed.op_id, state)
    command = AcceptStanding(make_id(), office.actor, passed.op_id, "您的结论（未生效）：通过")
    outcome = accept_standing(command, new_uow, LATER)
    assert outcome.changed.items == (passed.item_id,)
    assert accept_standing(command, new_uow, LATER) == outcome
    assert state_of(copy, passed.op_id) == OpState.CLOSED
    queries = SqlQueries(copy.read_engine, plain_calendar)
    newest = queries.archive_log(office.scope, passed.item_id)[0]
    assert (newest.act, newest.text) == ("accept_standing", "您的结论（未生效）：通过")
    with new_uow() as uow:
        verify_chain(uow.audit.entries())


def test_what_the_server_took_is_not_closed(
    copy: WorkingCopy, new_uow: NewUow, office: Office, passed: ReviewArchiveItem
) -> None:
    set_state(copy, passed.op_id, OpState.APPLIED)
    with pytest.raises(RuleError, match="Y-141"):
        accept_standing(AcceptStanding(make_id(), office.actor, passed.op_id), new_uow, CLOCK)
    assert state_of(copy, passed.op_id) == OpState.APPLIED


def test_a_command_of_another_copy_is_unknown(new_uow: NewUow, office: Office) -> None:
    with pytest.raises(RuleError, match="N-404"):
        accept_standing(AcceptStanding(make_id(), office.actor, make_id()), new_uow, CLOCK)
