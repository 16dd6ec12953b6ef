"""What Z must not bring back, and what a withdrawn 通过 leaves behind, on a real working copy (DESIGN §4; DOMAIN §4)."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.commands import HandInItem, ReviewArchiveItem, SubmitDeclaration, WithdrawDecision
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.looks import Look, LookAct
from app.domain.organisation import Role
from app.domain.working_days import WorkingDayCalendar
from app.usecases.record_looks import record_looks
from app.usecases.review_archive import hand_in_item, review_archive_item
from app.usecases.submit_declaration import submit_declaration
from app.usecases.withdraw_decision import withdraw_decision
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from tests.copies import NewUow, Office, add_office
from tests.factories import (
    FixedPlanKits,
    make_applicant,
    make_declaration,
    make_defect,
    make_id,
    make_item,
)
from tests.usecases.publicity_desk import PublicityDesk, make_publicity_desk

OVER = date(2026, 9, 8)


@pytest.fixture
def desk(new_uow: NewUow, office: Office) -> PublicityDesk:
    return make_publicity_desk(new_uow, office, FixedPlanKits())


def last_decision(desk: PublicityDesk, subject_id: str) -> str:
    with desk.new_uow() as uow:
        return uow.decisions.of_subject(subject_id)[-1].id


def withdraw(desk: PublicityDesk, subject_id: str) -> None:
    command = WithdrawDecision(make_id(), desk.office.actor, last_decision(desk, subject_id))
    withdraw_decision(command, desk.new_uow, desk.clock, desk.kits)


def refused_withdrawal(desk: PublicityDesk, subject_id: str) -> str:
    with pytest.raises(RuleError) as refused:
        withdraw(desk, subject_id)
    return refused.value.code


def passed(desk: PublicityDesk) -> str:
    """The first member, passed on a complete publicity."""
    desk.start()
    desk.go_to(OVER)
    desk.review(Action.PASS, opinion="同意推荐")
    return desk.members[0].id


def look(desk: PublicityDesk, who: Office, subject_id: str) -> None:
    entry = Look(desk.clock.now(), who.account.id, LookAct.LOOK, SubjectKind.DECLARATION, subject_id)
    record_looks([entry], desk.new_uow)


def test_a_pass_cannot_be_taken_back_once_the_next_level_has_looked(desk: PublicityDesk) -> None:
    member = passed(desk)
    look(desk, add_office(desk.new_uow, role=Role.ACCEPTANCE), member)
    assert refused_withdrawal(desk, member) == "U-104"
    assert desk.member().stage is Stage.ACCEPTANCE_REVIEW


def test_the_own_desks_look_does_not_hold_a_pass(desk: PublicityDesk) -> None:
    member = passed(desk)
    look(desk, desk.office, member)
    withdraw(desk, member)
    assert desk.member().stage is Stage.IN_PUBLICITY


def test_a_pass_taken_back_is_out_of_sight_of_the_next_level(desk: PublicityDesk, copy: WorkingCopy) -> None:
    above = add_office(desk.new_uow, role=Role.ACCEPTANCE)
    queries = SqlQueries(copy.read_engine, _no_calendar)
    with copy.write_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE declaration SET acceptance_id = ?", (above.unit.id,))
    member = passed(desk)
    assert queries.declaration_dossier(above.scope, member, above.actor, OVER).declaration.id == member
    withdraw(desk, member)
    with pytest.raises(RuleError) as refused:
        queries.declaration_dossier(above.scope, member, above.actor, OVER)
    assert refused.value.code == "N-404"
    own = desk.office
    assert queries.declaration_dossier(own.scope, member, own.actor, OVER).declaration.id == member


@pytest.mark.req("A4.4")
def test_a_return_is_not_taken_back_into_a_publicity_that_was_cancelled(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    desk.review(Action.RETURN, defects=(make_defect(),))
    desk.cancel(publicity_id, "重贴")
    assert refused_withdrawal(desk, desk.members[0].id) == "U-104"
    assert desk.member().stage is Stage.RETURNED


def decide_item(desk: PublicityDesk, item_id: str, action: Action, opinion: str = "") -> None:
    with desk.new_uow() as uow:
        rev = uow.archive.get(item_id).rev
    defects = (make_defect(),) if action is Action.RETURN else ()
    command = ReviewArchiveItem(make_id(), desk.office.actor, item_id, rev, action, opinion, defects)
    review_archive_item(command, desk.new_uow, desk.clock)


@pytest.mark.req("A3.6", "B1.4")
def test_an_items_pass_is_not_taken_back_once_the_person_declared(desk: PublicityDesk) -> None:
    person = make_applicant(desk.office.unit)
    basic = make_item(person, section="basic", fields={"name": person.name}, status=ArchiveStatus.PASSED)
    award = make_item(person)
    passed = replace(award, status=ArchiveStatus.PASSED)
    draft = make_declaration(person, (basic, passed), stage=Stage.DRAFT)
    with desk.new_uow() as uow:
        uow.applicants.add(person)
        uow.archive.add(basic)
        uow.archive.add(award)
        uow.declarations.add(draft)
        uow.commit()
    decide_item(desk, award.id, Action.PASS)
    submit = SubmitDeclaration(make_id(), desk.office.actor, draft.id, draft.rev)
    submit_declaration(submit, desk.new_uow, desk.clock, desk.kits)
    assert refused_withdrawal(desk, award.id) == "U-104"
    with desk.new_uow() as uow:
        assert uow.archive.get(award.id).status is ArchiveStatus.PASSED


def test_the_opinion_that_stood_before_comes_back(desk: PublicityDesk) -> None:
    person = make_applicant(desk.office.unit)
    item = make_item(person)
    with desk.new_uow() as uow:
        uow.applicants.add(person)
        uow.archive.add(item)
        uow.commit()
    decide_item(desk, item.id, Action.RETURN, "证书编号看不清")
    hand_in = HandInItem(make_id(), desk.office.actor, item.id, item.rev + 1)
    hand_in_item(hand_in, desk.new_uow, desk.clock)
    decide_item(desk, item.id, Action.PASS, "补齐")
    withdraw(desk, item.id)
    with desk.new_uow() as uow:
        assert uow.archive.get(item.id).opinion == "证书编号看不清"


class TestResubmission:
    """A declaration returned out of its publicity and handed in again."""

    def returned(self, desk: PublicityDesk, objected: bool = False) -> str:
        person = make_applicant(desk.office.unit)
        basic = make_item(person, section="basic", fields={"name": person.name}, status=ArchiveStatus.PASSED)
        member = make_declaration(person, stage=Stage.AWAITING_PUBLICITY)
        with desk.new_uow() as uow:
            uow.applicants.add(person)
            uow.archive.add(basic)
            uow.declarations.add(member)
            uow.commit()
        desk.members = [member]
        publicity_id = desk.start()
        if objected:
            desk.object(publicity_id)
        desk.review(Action.RETURN, defects=(make_defect(),))
        return publicity_id

    def submit(self, desk: PublicityDesk) -> None:
        member = desk.member()
        command = SubmitDeclaration(make_id(), desk.office.actor, member.id, member.rev)
        submit_declaration(command, desk.new_uow, desk.clock, desk.kits)

    @pytest.mark.req("A4.2", "A4.4")
    def test_the_publicity_of_the_former_submission_does_not_count(self, desk: PublicityDesk) -> None:
        self.returned(desk)
        self.submit(desk)
        assert (desk.member().publicity_id, desk.member().publicity_to) == (None, None)
        desk.review(Action.CONFIRM)
        assert desk.member().stage is Stage.AWAITING_PUBLICITY

    @pytest.mark.req("A4.4")
    def test_an_open_objection_is_settled_first(self, desk: PublicityDesk) -> None:
        publicity_id = self.returned(desk, objected=True)
        with pytest.raises(RuleError) as refused:
            self.submit(desk)
        assert refused.value.code == "G-103"
        (objection,) = desk.publicity(publicity_id).open_objections()
        desk.settle(publicity_id, objection.id, upheld=True)
        self.submit(desk)
        assert (desk.member().stage, desk.member().open_objections) == (Stage.EMPLOYER_REVIEW, 0)


def _no_calendar() -> WorkingDayCalendar:
    raise AssertionError("no dossier asks for working days")
