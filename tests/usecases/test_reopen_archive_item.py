"""重开 of an archive item that failed, on a real working copy (DOMAIN facts §4: by the level that decided, with reason)."""

from dataclasses import replace

import pytest

from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.audit import verify_chain
from app.domain.commands import OutcomeKind, ReopenArchiveItem, SaveItem
from app.domain.decision import Action
from app.domain.errors import ConflictError, RuleError
from app.usecases.enter_item import save_item
from app.usecases.reopen_archive_item import reopen_archive_item
from tests.copies import NewUow, Office, add_office
from tests.factories import FixedClock, FixedPlanKits, make_applicant, make_id, make_item

CLOCK = FixedClock()


@pytest.fixture
def failed(new_uow: NewUow, office: Office) -> ArchiveItem:
    person = make_applicant(office.unit)
    item = make_item(person, status=ArchiveStatus.FAILED)
    with new_uow() as uow:
        uow.applicants.add(person)
        uow.archive.add(item)
        uow.commit()
    return item


def reopening(item: ArchiveItem, office: Office, **changes: object) -> ReopenArchiveItem:
    command = ReopenArchiveItem(make_id(), office.actor, item.id, item.rev, "判错了，证书是本人的。")
    return replace(command, **changes)  # type: ignore[arg-type]


@pytest.mark.req("A3.4", "A3.13")
def test_a_failed_item_waits_again_and_the_reason_is_kept(
    new_uow: NewUow, office: Office, failed: ArchiveItem
) -> None:
    command = reopening(failed, office)
    outcome = reopen_archive_item(command, new_uow, CLOCK)
    assert outcome.kind is OutcomeKind.APPLIED and outcome.changed.items == (failed.id,)
    with new_uow() as uow:
        stored, decision = uow.archive.get(failed.id), uow.decisions.get(command.op_id)
        assert verify_chain(uow.audit.entries()) == 1
    assert (stored.status, stored.rev) == (ArchiveStatus.PENDING, failed.rev + 1)
    assert (decision.action, decision.before, decision.after) == (Action.REOPEN, "failed", "pending")
    assert decision.opinion == "判错了，证书是本人的。"
    assert reopen_archive_item(command, new_uow, CLOCK) == outcome, "a resend is the same act"


@pytest.mark.req("B1.2")
def test_what_was_reopened_can_be_corrected(new_uow: NewUow, office: Office, failed: ArchiveItem) -> None:
    reopen_archive_item(reopening(failed, office), new_uow, CLOCK)
    fields = dict(failed.fields) | {"name": "优质工程一等奖"}
    save = SaveItem(
        make_id(),
        office.actor,
        failed.id,
        failed.applicant_id,
        failed.section,
        fields,
        failed.evidence,
        failed.rev + 1,
    )
    save_item(save, new_uow, CLOCK, FixedPlanKits())
    with new_uow() as uow:
        stored = uow.archive.get(failed.id)
    assert stored.status is ArchiveStatus.PENDING and stored.fields["name"] == "优质工程一等奖"


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [
        (ArchiveStatus.FAILED, " ", "G-109"),
        (ArchiveStatus.PASSED, "判错了", "W-103"),
        (ArchiveStatus.RETURNED, "判错了", "W-103"),
        (ArchiveStatus.PENDING, "判错了", "W-103"),
    ],
)
def test_only_what_failed_and_only_with_a_reason(
    new_uow: NewUow, office: Office, failed: ArchiveItem, status: ArchiveStatus, reason: str, code: str
) -> None:
    with new_uow() as uow:
        uow.archive.save(replace(failed, status=status, rev=failed.rev + 1))
        uow.commit()
    with pytest.raises(RuleError) as refused:
        reopen_archive_item(reopening(failed, office, base_rev=failed.rev + 1, reason=reason), new_uow, CLOCK)
    assert refused.value.code == code


def test_not_by_another_unit_and_not_on_an_older_state(
    new_uow: NewUow, office: Office, failed: ArchiveItem
) -> None:
    with pytest.raises(RuleError) as unknown:
        reopen_archive_item(reopening(failed, office, actor=add_office(new_uow).actor), new_uow, CLOCK)
    assert unknown.value.code == "N-404"
    with pytest.raises(ConflictError):
        reopen_archive_item(reopening(failed, office, base_rev=failed.rev + 7), new_uow, CLOCK)
