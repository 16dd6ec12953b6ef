"""Archive review on a real working copy: one decision, bulk, evidence, hand-in, withdrawal."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.audit import verify_chain
from app.domain.commands import AddEvidence, HandInItem, OutcomeKind, ReviewArchiveItem, WithdrawDecision
from app.domain.decision import Action, Defect
from app.domain.errors import ConflictError, RuleError
from app.usecases.review_archive import add_evidence, hand_in_item, review_archive_item, review_archive_items
from app.usecases.withdraw_decision import withdraw_decision
from tests.copies import NewUow, Office, add_office
from tests.factories import (
    FixedClock,
    FixedPlanKits,
    make_applicant,
    make_defect,
    make_file,
    make_id,
    make_item,
)


@dataclass
class Archive:
    """One person with items at an office's desk."""

    new_uow: NewUow
    office: Office
    items: list[ArchiveItem]
    clock: FixedClock

    def review(self, item: ArchiveItem, action: Action = Action.PASS, **more: Any) -> ReviewArchiveItem:
        return ReviewArchiveItem(
            op_id=make_id(),
            actor=self.office.actor,
            item_id=item.id,
            base_rev=self.stored(item).rev,
            action=action,
            **more,
        )

    def stored(self, item: ArchiveItem) -> ArchiveItem:
        with self.new_uow() as uow:
            return uow.archive.get(item.id)

    def audit_length(self) -> int:
        with self.new_uow() as uow:
            return verify_chain(uow.audit.entries())


@pytest.fixture
def archive(new_uow: NewUow, office: Office) -> Archive:
    person = make_applicant(office.unit)
    items = [make_item(person) for _ in range(3)]
    with new_uow() as uow:
        uow.applicants.add(person)
        for item in items:
            uow.archive.add(item)
        uow.commit()
    return Archive(new_uow, office, items, FixedClock())


@pytest.mark.req("A3.4")
def test_a_passed_item_is_stored_with_decision_and_audit_entry(archive: Archive) -> None:
    command = archive.review(archive.items[0], opinion="属实")
    outcome = review_archive_item(command, archive.new_uow, archive.clock)

    assert outcome.kind is OutcomeKind.APPLIED
    assert outcome.changed.items == (archive.items[0].id,)
    assert archive.stored(archive.items[0]).status is ArchiveStatus.PASSED
    with archive.new_uow() as uow:
        decision = uow.decisions.get(command.op_id)
    assert (decision.actor, decision.at) == (archive.office.actor, archive.clock.now())
    assert (decision.before, decision.after, decision.opinion) == ("pending", "passed", "属实")
    assert archive.audit_length() == 1


def test_a_resend_is_the_same_decision(archive: Archive) -> None:
    command = archive.review(archive.items[0])
    first = review_archive_item(command, archive.new_uow, archive.clock)
    again = review_archive_item(command, archive.new_uow, archive.clock)
    assert again == first
    assert archive.audit_length() == 1


@pytest.mark.req("A4.2", "A5.2")
@pytest.mark.parametrize("defects", [(), (make_defect(text=" "),), (make_defect(), make_defect(text=""))])
def test_a_return_needs_named_defects_and_leaves_nothing_behind_without_them(
    archive: Archive, defects: tuple[Defect, ...]
) -> None:
    command = archive.review(archive.items[0], Action.RETURN, defects=defects)
    with pytest.raises(RuleError) as refused:
        review_archive_item(command, archive.new_uow, archive.clock)
    assert refused.value.code == "G-105"
    assert archive.stored(archive.items[0]).status is ArchiveStatus.PENDING
    assert archive.audit_length() == 0


def test_a_decision_on_a_revision_that_is_gone_is_a_conflict(archive: Archive) -> None:
    stale = archive.review(archive.items[0])
    review_archive_item(archive.review(archive.items[0]), archive.new_uow, archive.clock)
    with pytest.raises(ConflictError):
        review_archive_item(stale, archive.new_uow, archive.clock)


def test_an_item_of_another_unit_is_unknown(archive: Archive) -> None:
    stranger = add_office(archive.new_uow).actor
    command = replace(archive.review(archive.items[0]), actor=stranger)
    with pytest.raises(RuleError) as refused:
        review_archive_item(command, archive.new_uow, archive.clock)
    assert refused.value.code == "N-404"


@pytest.mark.req("A3.12")
def test_bulk_passes_the_rest_when_one_was_changed_meanwhile(archive: Archive) -> None:
    commands = [archive.review(item) for item in archive.items]
    review_archive_item(archive.review(archive.items[1]), archive.new_uow, archive.clock)

    outcomes = review_archive_items(commands, archive.new_uow, archive.clock)

    assert [o.kind for o in outcomes] == [OutcomeKind.APPLIED, OutcomeKind.CONFLICT, OutcomeKind.APPLIED]
    assert all(archive.stored(i).status is ArchiveStatus.PASSED for i in archive.items)
    assert archive.audit_length() == 3


class TestEvidence:
    def add(self, archive: Archive, *files) -> ArchiveItem:
        item = archive.stored(archive.items[0])
        command = AddEvidence(make_id(), archive.office.actor, item.id, item.rev, tuple(files))
        add_evidence(command, archive.new_uow, archive.clock, FixedPlanKits())
        return archive.stored(item)

    def test_files_are_added_as_a_new_revision_of_the_content(self, archive: Archive) -> None:
        before = archive.stored(archive.items[0])
        scan = make_file(name="排名证明.pdf")
        after = self.add(archive, scan)
        assert after.evidence == (*before.evidence, scan)
        assert after.content_rev == before.content_rev + 1

    def test_the_same_file_is_not_added_twice(self, archive: Archive) -> None:
        scan = make_file(name="排名证明.pdf")
        first = self.add(archive, scan)
        assert self.add(archive, scan, scan) == first

    def test_a_verdict_stands_on_the_evidence_it_saw(self, archive: Archive) -> None:
        review_archive_item(archive.review(archive.items[0]), archive.new_uow, archive.clock)
        with pytest.raises(RuleError) as refused:
            self.add(archive, make_file())
        assert refused.value.code == "W-104"


@pytest.mark.req("B1.2")
def test_saving_a_returned_item_hands_it_to_review_again(archive: Archive) -> None:
    item = archive.items[0]
    returned = archive.review(item, Action.RETURN, defects=(make_defect(),))
    review_archive_item(returned, archive.new_uow, archive.clock)
    archive.clock.advance(hours=3)
    command = HandInItem(make_id(), archive.office.actor, item.id, archive.stored(item).rev)
    hand_in_item(command, archive.new_uow, archive.clock)
    stored = archive.stored(item)
    assert (stored.status, stored.submit_no) == (ArchiveStatus.PENDING, 2)
    assert stored.submitted_at == archive.clock.now()


class TestWithdrawal:
    def decide(self, archive: Archive) -> str:
        command = archive.review(archive.items[0])
        review_archive_item(command, archive.new_uow, archive.clock)
        return command.op_id

    def withdraw(self, archive: Archive, decision_id: str) -> None:
        command = WithdrawDecision(make_id(), archive.office.actor, decision_id)
        withdraw_decision(command, archive.new_uow, archive.clock, FixedPlanKits())

    def test_z_restores_what_stood_before_and_keeps_the_record(self, archive: Archive) -> None:
        decision = self.decide(archive)
        archive.clock.advance(seconds=119)
        self.withdraw(archive, decision)
        assert archive.stored(archive.items[0]).status is ArchiveStatus.PENDING
        with archive.new_uow() as uow:
            assert uow.decisions.get(decision).withdrawn
        assert archive.audit_length() == 2

    def test_z_is_over_after_its_time(self, archive: Archive) -> None:
        decision = self.decide(archive)
        archive.clock.advance(seconds=121)
        with pytest.raises(RuleError) as refused:
            self.withdraw(archive, decision)
        assert refused.value.code == "U-103"

    def test_z_takes_back_once(self, archive: Archive) -> None:
        decision = self.decide(archive)
        self.withdraw(archive, decision)
        with pytest.raises(RuleError) as refused:
            self.withdraw(archive, decision)
        assert refused.value.code == "U-102"
