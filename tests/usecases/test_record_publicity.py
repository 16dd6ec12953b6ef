"""Beginning, entering afterwards and cancelling a publicity on a real working copy (A4.3-A4.5; DOMAIN facts §6)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.domain.attachment import FileRef
from app.domain.commands import AddPublicityEvidence, MarkSheetExported
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import ConflictError, RuleError
from app.domain.plan import CalendarRule
from app.domain.publicity import EndRule
from app.usecases.record_publicity import add_publicity_evidence, mark_sheet_exported, strictest_rule
from tests.copies import NewUow, Office, add_office
from tests.factories import FixedPlanKits, make_defect, make_file, make_id, make_kit
from tests.usecases.publicity_desk import PublicityDesk, make_publicity_desk


@pytest.fixture
def desk(new_uow: NewUow, office: Office) -> PublicityDesk:
    return make_publicity_desk(new_uow, office, FixedPlanKits())


def refusal(act: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(RuleError) as refused:
        act(*args, **kwargs)
    return refused.value.code


@pytest.mark.req("A4.3", "A4.4")
def test_one_publicity_holds_several_persons(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    stored = desk.publicity(publicity_id)
    assert stored.members == tuple(m.id for m in desk.members)
    assert (stored.place, stored.working_days, stored.held_before) == ("一楼公告栏", 5, False)
    for place in (0, 1):
        member = desk.member(place)
        assert (member.stage, member.publicity_id) == (Stage.IN_PUBLICITY, publicity_id)
        assert member.publicity_to == date(2026, 9, 7)


@pytest.mark.req("A4.4")
def test_an_end_before_the_chosen_rules_end_is_refused_and_writes_nothing(desk: PublicityDesk) -> None:
    assert refusal(desk.start, end=date(2026, 9, 4)) == "P-102"
    assert desk.member().stage is Stage.AWAITING_PUBLICITY


@pytest.mark.req("A4.4")
def test_the_earlier_end_counts_where_the_start_is_counted(desk: PublicityDesk) -> None:
    publicity_id = desk.start(end=date(2026, 9, 4), end_rule=EndRule.START_COUNTED)
    assert desk.publicity(publicity_id).end == date(2026, 9, 4)


@pytest.mark.req("A4.4")
def test_a_later_end_than_the_computed_one_is_kept(desk: PublicityDesk) -> None:
    assert desk.publicity(desk.start(end=date(2026, 9, 30))).end == date(2026, 9, 30)


@pytest.mark.req("A4.4")
def test_a_kit_that_fixes_the_rule_binds_whatever_the_person_chose(new_uow: NewUow, office: Office) -> None:
    kits = FixedPlanKits((make_kit(calendar=CalendarRule(5, start_counts=False)),))
    desk = make_publicity_desk(new_uow, office, kits)
    assert refusal(desk.start, end=date(2026, 9, 4), end_rule=EndRule.START_COUNTED) == "P-102"


def test_members_of_several_plans_are_published_by_the_strictest_rule() -> None:
    rules = [CalendarRule(5, None), CalendarRule(7, True), CalendarRule(5, False)]
    assert strictest_rule(rules) == CalendarRule(7, False)
    assert strictest_rule([CalendarRule(5, True), CalendarRule(5, True)]) == CalendarRule(5, True)
    assert strictest_rule([CalendarRule(5, True), CalendarRule(5, None)]) == CalendarRule(5, None)


@pytest.mark.req("A4.4")
def test_a_year_that_was_not_announced_needs_a_stated_end_with_source_and_reason(desk: PublicityDesk) -> None:
    beyond = {"start": date(2026, 12, 28), "end": date(2027, 1, 8)}
    assert refusal(desk.start, **beyond) == "P-103"
    stated = {**beyond, "end_rule": EndRule.STATED}
    assert refusal(desk.start, **stated, stated_source="通知") == "P-105"
    publicity_id = desk.start(**stated, stated_source="省政府办公厅通知", stated_reason="元旦放假 3 天")
    stored = desk.publicity(publicity_id)
    assert (stored.end_rule, stored.stated_source) == (EndRule.STATED, "省政府办公厅通知")


def test_a_stated_end_is_refused_where_the_year_is_known(desk: PublicityDesk) -> None:
    code = refusal(desk.start, end_rule=EndRule.STATED, stated_source="通知", stated_reason="理由")
    assert code == "P-104"


@pytest.mark.req("A4.5")
def test_one_that_took_place_is_entered_afterwards_and_can_be_passed_at_once(desk: PublicityDesk) -> None:
    held = {"start": date(2026, 8, 17), "end": date(2026, 8, 24), "held_before": True}
    publicity_id = desk.start(**held)
    assert desk.publicity(publicity_id).held_before
    desk.review(Action.PASS, opinion="经审核,同意推荐")
    assert desk.member().stage is Stage.ACCEPTANCE_REVIEW


@pytest.mark.req("A4.5")
def test_one_that_is_not_over_cannot_be_entered_as_held(desk: PublicityDesk) -> None:
    assert refusal(desk.start, held_before=True) == "P-108"


@pytest.mark.req("A4.3", "A4.5")
def test_one_that_is_over_is_not_begun_unless_it_is_entered_as_held(desk: PublicityDesk) -> None:
    over = {"start": date(2026, 8, 17), "end": date(2026, 8, 24)}
    assert refusal(desk.start, **over) == "P-114"
    assert desk.member().stage is Stage.AWAITING_PUBLICITY


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"place": "  "}, "P-106"), ({"members": ()}, "P-107"), ({"end": date(2026, 8, 30)}, "P-101")],
)
def test_what_is_missing_is_named(desk: PublicityDesk, changes: dict[str, Any], code: str) -> None:
    assert refusal(desk.start, **changes) == code


def test_a_person_who_is_not_waiting_takes_nobody_with_him(desk: PublicityDesk) -> None:
    desk.start(members=((desk.members[0].id, desk.members[0].rev),))
    both = ((desk.members[1].id, desk.members[1].rev), (desk.members[0].id, desk.member(0).rev))
    assert refusal(desk.start, members=both) == "W-101"
    assert desk.member(1).stage is Stage.AWAITING_PUBLICITY


def test_a_declaration_that_was_changed_meanwhile_is_a_conflict(desk: PublicityDesk) -> None:
    with pytest.raises(ConflictError):
        desk.start(members=((desk.members[0].id, 9),))


def test_another_units_declaration_is_as_unknown_as_none(desk: PublicityDesk, new_uow: NewUow) -> None:
    desk.office = add_office(new_uow)
    assert refusal(desk.start) == "N-404"


def test_a_cancelled_publicity_sends_its_members_back_and_says_why(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    assert refusal(desk.cancel, publicity_id, " ") == "P-109"
    desk.cancel(publicity_id, "公告栏被遮挡一天")
    stored = desk.publicity(publicity_id)
    assert stored.cancel_reason == "公告栏被遮挡一天" and stored.cancelled_at is not None
    assert (desk.member().stage, desk.member().publicity_id) == (Stage.AWAITING_PUBLICITY, None)
    assert refusal(desk.cancel, publicity_id, "再来一次") == "P-110"


@pytest.mark.req("A4.4")
def test_a_cancelled_publicity_opens_no_pass(desk: PublicityDesk) -> None:
    desk.cancel(desk.start(), "重贴")
    desk.go_to(date(2026, 9, 8))
    assert refusal(desk.review, Action.PASS, opinion="同意推荐") == "W-101"


def test_a_photo_is_kept_once(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    photo: FileRef = make_file(name="公告栏照片.jpg", media_type="image/jpeg")
    for _ in range(2):
        rev = desk.publicity(publicity_id).rev
        command = AddPublicityEvidence(make_id(), desk.office.actor, publicity_id, rev, (photo,))
        add_publicity_evidence(command, desk.new_uow, desk.clock)
    assert desk.publicity(publicity_id).evidence == (photo,)


@pytest.mark.req("A4.3")
def test_the_first_export_is_remembered(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    first = desk.clock.now()
    for _ in range(2):
        rev = desk.publicity(publicity_id).rev
        command = MarkSheetExported(make_id(), desk.office.actor, publicity_id, rev)
        mark_sheet_exported(command, desk.new_uow, desk.clock)
        desk.clock.advance(hours=3)
    assert desk.publicity(publicity_id).sheet_exported_at == first


@pytest.mark.req("A4.4")
def test_one_on_which_somebody_was_passed_cannot_be_cancelled(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    desk.go_to(date(2026, 9, 8))
    desk.review(Action.PASS, opinion="同意推荐")
    assert refusal(desk.cancel, publicity_id, "重贴") == "P-111"
    assert (desk.member().stage, desk.member().publicity_id) == (Stage.ACCEPTANCE_REVIEW, publicity_id)
    assert desk.publicity(publicity_id).cancelled_at is None


@pytest.mark.req("A4.4")
def test_cancelling_leaves_who_was_returned_as_he_stands(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    desk.review(Action.RETURN, defects=(make_defect(),))
    before = desk.member()
    desk.cancel(publicity_id, "重贴")
    assert desk.member() == before
    assert desk.member(1).stage is Stage.AWAITING_PUBLICITY


@pytest.mark.req("A4.4")
def test_an_open_objection_is_not_lost_by_cancelling(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    objection = desk.object(publicity_id)
    assert refusal(desk.cancel, publicity_id, "重贴") == "B-107"
    desk.settle(publicity_id, objection, upheld=False)
    desk.cancel(publicity_id, "重贴")
    assert desk.member().publicity_id is None


@pytest.mark.req("A4.4")
@pytest.mark.parametrize("end", [date(2026, 12, 28), date(2026, 12, 31)])
def test_a_stated_end_cannot_hold_fewer_days_than_working_days(desk: PublicityDesk, end: date) -> None:
    code = refusal(
        desk.start,
        start=date(2026, 12, 28),
        end=end,
        end_rule=EndRule.STATED,
        stated_source="通知",
        stated_reason="理由",
    )
    assert code == "P-112"


@pytest.mark.req("A4.4")
def test_a_stated_end_keeps_to_the_rule_the_kit_fixes(new_uow: NewUow, office: Office) -> None:
    kits = FixedPlanKits((make_kit(calendar=CalendarRule(5, start_counts=False)),))
    desk = make_publicity_desk(new_uow, office, kits)
    # 12-31 is the end with the first day counted; the kit does not count it.
    stated = {"end_rule": EndRule.STATED, "stated_source": "通知", "stated_reason": "理由"}
    code = refusal(desk.start, start=date(2026, 12, 25), end=date(2026, 12, 31), **stated)
    assert code == "P-112"
