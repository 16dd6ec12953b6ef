"""The employer's road of a declaration on a real working copy: confirm, publicity, pass, return, withdraw."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.commands import (
    ReviewDeclaration,
    StartPublicity,
    SubmitDeclaration,
    TickSection,
    WithdrawDecision,
)
from app.domain.decision import Action
from app.domain.declaration import Declaration, Stage
from app.domain.errors import RuleError
from app.domain.publicity import EndRule
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from app.usecases.record_publicity import start_publicity
from app.usecases.review_declaration import review_declaration, tick_section
from app.usecases.submit_declaration import submit_declaration
from app.usecases.withdraw_decision import withdraw_decision
from resources import holidays_dir
from tests.copies import NewUow, Office
from tests.factories import (
    FixedClock,
    FixedPlanKits,
    make_applicant,
    make_declaration,
    make_defect,
    make_id,
    make_item,
)

KITS = FixedPlanKits()
START, END = date(2026, 8, 31), date(2026, 9, 7)


@dataclass
class Desk:
    new_uow: NewUow
    office: Office
    declaration: Declaration
    clock: FixedClock

    def stored(self) -> Declaration:
        with self.new_uow() as uow:
            return uow.declarations.get(self.declaration.id)

    def review(self, action: Action, **more: Any) -> str:
        command = ReviewDeclaration(
            op_id=make_id(),
            actor=self.office.actor,
            declaration_id=self.declaration.id,
            base_rev=self.stored().rev,
            action=action,
            **more,
        )
        review_declaration(command, self.new_uow, self.clock, KITS)
        return command.op_id

    def publish(self) -> None:
        command = StartPublicity(
            op_id=make_id(),
            actor=self.office.actor,
            publicity_id=make_id(),
            members=((self.declaration.id, self.stored().rev),),
            body=self.office.unit.name,
            place="一楼公告栏",
            start=START,
            end=END,
            end_rule=EndRule.START_EXCLUDED,
        )
        calendar = OfficeCalendar(read_shipped_years(holidays_dir()), ())
        start_publicity(command, self.new_uow, self.clock, KITS, calendar)

    def go_to(self, year: int, month: int, day: int) -> None:
        self.clock.set_now(datetime(year, month, day, 2, tzinfo=UTC))


@pytest.fixture
def desk(new_uow: NewUow, office: Office) -> Desk:
    person = make_applicant(office.unit)
    declaration = make_declaration(person)
    with new_uow() as uow:
        uow.applicants.add(person)
        uow.declarations.add(declaration)
        uow.commit()
    return Desk(new_uow, office, declaration, FixedClock())


@pytest.mark.req("A4.3", "A4.4", "A4.7", "A4.8")
def test_a_declaration_goes_through_confirm_publicity_and_pass_to_the_next_level(desk: Desk) -> None:
    desk.review(Action.CONFIRM)
    assert desk.stored().stage is Stage.AWAITING_PUBLICITY
    desk.publish()
    assert (desk.stored().stage, desk.stored().publicity_to) == (Stage.IN_PUBLICITY, END)
    desk.go_to(2026, 9, 8)
    desk.review(Action.PASS, opinion="经审核,同意推荐")
    assert desk.stored().stage is Stage.ACCEPTANCE_REVIEW


@pytest.mark.req("A4.4")
def test_pass_is_refused_on_the_last_day_of_the_publicity(desk: Desk) -> None:
    desk.review(Action.CONFIRM)
    desk.publish()
    desk.go_to(2026, 9, 7)
    with pytest.raises(RuleError) as refused:
        desk.review(Action.PASS, opinion="同意推荐")
    assert refused.value.code == "G-102"
    assert desk.stored().stage is Stage.IN_PUBLICITY


def test_pass_is_refused_before_the_review(desk: Desk) -> None:
    with pytest.raises(RuleError) as refused:
        desk.review(Action.PASS, opinion="同意推荐")
    assert refused.value.code == "W-101"


@pytest.mark.req("A4.2")
@pytest.mark.parametrize(("action", "stage"), [(Action.RETURN, Stage.RETURNED), (Action.FAIL, Stage.FAILED)])
def test_a_return_or_failure_keeps_its_defects_and_notice(desk: Desk, action: Action, stage: Stage) -> None:
    defect = make_defect()
    decision_id = desk.review(action, defects=(defect,), notice="有 1 处需要改正")
    assert desk.stored().stage is stage
    with desk.new_uow() as uow:
        decision = uow.decisions.get(decision_id)
    assert (decision.defects, decision.notice) == ((defect,), "有 1 处需要改正")


def test_z_takes_a_return_back(desk: Desk) -> None:
    decision_id = desk.review(Action.RETURN, defects=(make_defect(),))
    command = WithdrawDecision(make_id(), desk.office.actor, decision_id)
    withdraw_decision(command, desk.new_uow, desk.clock, KITS)
    assert desk.stored().stage is Stage.EMPLOYER_REVIEW


@pytest.mark.req("A4.1")
def test_ticks_are_kept_for_the_account_and_the_submission(desk: Desk) -> None:
    for section in ("basic", "award"):
        tick_section(TickSection(desk.office.actor, desk.declaration.id, 1, section), desk.new_uow)
    tick_section(TickSection(desk.office.actor, desk.declaration.id, 1, "award", read=False), desk.new_uow)
    with desk.new_uow() as uow:
        account = desk.office.actor.account_id
        assert uow.declarations.ticked_sections(desk.declaration.id, 1, account) == {"basic"}
        assert uow.declarations.ticked_sections(desk.declaration.id, 2, account) == frozenset()


class TestSubmit:
    """A draft with 基本信息 and one extracted item of a person whose archive stands in various states."""

    def draft(self, desk: Desk, basic: ArchiveStatus, award: ArchiveStatus) -> Desk:
        person = make_applicant(desk.office.unit)
        basic_item = make_item(person, section="basic", fields={"name": person.name}, status=basic)
        award_item = make_item(person, status=award)
        draft = make_declaration(person, (basic_item, award_item), stage=Stage.DRAFT)
        with desk.new_uow() as uow:
            uow.applicants.add(person)
            uow.archive.add(basic_item)
            uow.archive.add(award_item)
            uow.declarations.add(draft)
            uow.commit()
        return replace(desk, declaration=draft)

    def submit(self, desk: Desk) -> None:
        command = SubmitDeclaration(make_id(), desk.office.actor, desk.declaration.id, desk.stored().rev)
        submit_declaration(command, desk.new_uow, desk.clock, KITS)

    @pytest.mark.req("A3.6", "B1.4", "B8")
    def test_a_reviewed_archive_opens_the_employers_review(self, desk: Desk) -> None:
        drafted = self.draft(desk, ArchiveStatus.PASSED, ArchiveStatus.PASSED)
        self.submit(drafted)
        assert drafted.stored().stage is Stage.EMPLOYER_REVIEW
        assert drafted.stored().submitted_at == desk.clock.now()

    @pytest.mark.req("A3.6")
    @pytest.mark.parametrize(
        ("basic", "award"),
        [(ArchiveStatus.PENDING, ArchiveStatus.PASSED), (ArchiveStatus.PASSED, ArchiveStatus.PENDING)],
    )
    def test_an_archive_that_is_not_fully_reviewed_stops_the_submit(
        self, desk: Desk, basic: ArchiveStatus, award: ArchiveStatus
    ) -> None:
        drafted = self.draft(desk, basic, award)
        with pytest.raises(RuleError) as refused:
            self.submit(drafted)
        assert refused.value.code == "G-106"
        assert drafted.stored().stage is Stage.DRAFT

    @pytest.mark.req("B1.4")
    def test_an_item_that_was_returned_cannot_be_extracted(self, desk: Desk) -> None:
        drafted = self.draft(desk, ArchiveStatus.PASSED, ArchiveStatus.RETURNED)
        with pytest.raises(RuleError) as refused:
            self.submit(drafted)
        assert refused.value.code == "W-105"
