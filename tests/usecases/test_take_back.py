"""撤回: as if it had not been handed in, until the unit has opened it (DOMAIN facts §4)."""

from dataclasses import replace

import pytest

from app.domain.commands import DropDeclaration, TickSection, WithdrawDecision
from app.domain.decision import Action, Defect, SubjectKind
from app.domain.declaration import Stage
from app.domain.declaring import MaterialPart, information_of
from app.domain.errors import RuleError
from app.domain.looks import Look, LookAct
from app.domain.publicity import Publicity
from app.services.plan_kits import FolderPlanKits
from app.usecases.fill_declaration import drop_declaration
from app.usecases.review_declaration import tick_section
from app.usecases.withdraw_decision import withdraw_decision
from db.name_readings import read_name
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from resources import plans_dir
from tests.calendars import plain_calendar
from tests.copies import NewUow, Office
from tests.factories import FixedClock, make_file, make_id, make_publicity
from tests.usecases.entry_desk import EntryDesk

KITS = FolderPlanKits(plans_dir())
STATEMENT = Defect("statement", "S-02", "不符")
HOURS = Defect("materials", "M-06", "未盖章", material="study_hours")


@pytest.fixture
def new_uow(copy: WorkingCopy) -> NewUow:
    """With the shipped plan kits."""
    return lambda: copy.new_unit_of_work(KITS, read_name)


@pytest.fixture
def desk(new_uow: NewUow, office: Office) -> EntryDesk:
    return EntryDesk(new_uow, office, KITS, FixedClock())


def code_of(error: pytest.ExceptionInfo[RuleError]) -> str:
    return error.value.code


def submitted(desk: EntryDesk) -> str:
    declaration = desk.start(desk.enter_reviewed())
    desk.fill_all(declaration)
    desk.submit(declaration)
    return declaration


def publish(desk: EntryDesk, declaration: str) -> Publicity:
    """公示中 of a confirmed declaration."""
    found = desk.declaration(declaration)
    publicity = make_publicity(desk.office.actor, [found])
    with desk.new_uow() as uow:
        uow.publicities.add(publicity)
        uow.declarations.save(
            replace(
                found,
                stage=Stage.IN_PUBLICITY,
                rev=found.rev + 1,
                publicity_id=publicity.id,
                publicity_to=publicity.end,
            )
        )
        uow.commit()
    return publicity


def test_the_sender_takes_it_back_until_the_unit_has_opened_it(desk: EntryDesk) -> None:
    declaration = submitted(desk)
    desk.take_back(declaration)
    found = desk.declaration(declaration)
    assert (found.stage, found.submit_no, found.submitted_at) == (Stage.DRAFT, 1, None)
    with desk.new_uow() as uow:
        assert uow.declarations.submissions(declaration) == []
    desk.submit(declaration)
    with desk.new_uow() as uow:
        account = desk.office.account.id
        uow.looks.add([Look(desk.clock.now(), account, LookAct.LOOK, SubjectKind.DECLARATION, declaration)])
        uow.commit()
    with pytest.raises(RuleError) as refused:
        desk.take_back(declaration)
    assert code_of(refused) == "G-108"


def test_a_resubmission_goes_back_to_where_it_was_returned(desk: EntryDesk) -> None:
    declaration = submitted(desk)
    desk.judge(declaration, Action.RETURN, HOURS)
    desk.fill(declaration, MaterialPart("study_hours", (make_file(),)))
    desk.submit(declaration)
    desk.take_back(declaration)
    found = desk.declaration(declaration)
    assert (found.stage, found.submit_no) == (Stage.RETURNED, 1)
    with desk.new_uow() as uow:
        (returned,) = [d for d in uow.decisions.of_subject(declaration) if d.action is Action.RETURN]
        assert len(uow.declarations.submissions(declaration)) == 1
    assert returned.defects == (HOURS,)


def test_a_decision_that_was_withdrawn_still_opened_it(desk: EntryDesk, copy: WorkingCopy) -> None:
    declaration = submitted(desk)
    desk.judge(declaration, Action.RETURN, HOURS)
    with desk.new_uow() as uow:
        (returned,) = uow.decisions.of_subject(declaration)
    command = WithdrawDecision(make_id(), desk.office.actor, returned.id)
    withdraw_decision(command, desk.new_uow, desk.clock, KITS)
    case = SqlQueries(copy.read_engine, plain_calendar).entry.case(desk.office.scope, declaration)
    assert case.declaration.stage is Stage.EMPLOYER_REVIEW and case.opened
    with pytest.raises(RuleError) as refused:
        desk.take_back(declaration)
    assert code_of(refused) == "G-108"


def test_the_publicity_stands_again_with_the_return_it_was_named_in(desk: EntryDesk) -> None:
    declaration = submitted(desk)
    desk.judge(declaration, Action.CONFIRM)
    publicity = publish(desk, declaration)
    desk.judge(declaration, Action.RETURN, STATEMENT)
    before = information_of(desk.declaration(declaration))
    desk.fill(declaration, replace(before, statement="改写过的述职。"))
    desk.submit(declaration)
    assert desk.declaration(declaration).publicity_id is None
    desk.take_back(declaration)
    found = desk.declaration(declaration)
    assert (found.publicity_id, found.publicity_to) == (publicity.id, publicity.end)
    desk.fill(declaration, before)
    desk.submit(declaration)
    assert desk.declaration(declaration).publicity_id == publicity.id


def test_what_was_taken_back_may_be_given_up_though_it_was_ticked(desk: EntryDesk) -> None:
    declaration = submitted(desk)
    tick_section(TickSection(desk.office.actor, declaration, 1, "basic"), desk.new_uow)
    desk.take_back(declaration)
    rev = desk.declaration(declaration).rev
    drop_declaration(
        DropDeclaration(make_id(), desk.office.actor, declaration, rev), desk.new_uow, desk.clock
    )
    with pytest.raises(RuleError) as gone:
        desk.declaration(declaration)
    assert code_of(gone) == "N-404"


def test_what_was_confirmed_is_not_taken_back(desk: EntryDesk) -> None:
    declaration = submitted(desk)
    desk.judge(declaration, Action.CONFIRM)
    with pytest.raises(RuleError) as refused:
        desk.take_back(declaration)
    assert code_of(refused) == "W-101"
