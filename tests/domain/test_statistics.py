"""统计 counts every dossier once, ranks reasons, and names what stands out (issue 5, 7; LOOK "Charts")."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.declaration import DeclareMode, Stage
from app.domain.organisation import Role
from app.domain.statistics import (
    MOST_ROWS,
    Grouping,
    RankedReason,
    count_groups,
    count_legs,
    find_finding,
    levels_that_returned,
    percent_of,
    rank_reasons,
)
from app.domain.statistics_counts import DossierCount, ReasonCount
from app.domain.statistics_steps import Leg, Step
from app.domain.statistics_times import StepTime

LISTED = sorted(set(Stage) - {Stage.DRAFT})


def dossiers(stage: Stage, count: int = 1, **changes) -> DossierCount:
    values = {
        "plan_id": "plan",
        "unit_id": "unit",
        "mode": DeclareMode.NORMAL,
        "stage": stage,
        "stopped_at": None,
        "returned": False,
        "count": count,
    }
    return DossierCount(**(values | changes))


any_dossiers = st.lists(
    st.builds(
        DossierCount,
        plan_id=st.sampled_from("ab"),
        unit_id=st.sampled_from("xyz"),
        mode=st.sampled_from(DeclareMode),
        stage=st.sampled_from(LISTED),
        stopped_at=st.none() | st.sampled_from(LISTED),
        returned=st.booleans(),
        count=st.integers(1, 9),
    )
)


@given(any_dossiers)
def test_every_dossier_stands_at_one_leg_and_has_reached_all_before_it(counts):
    legs = count_legs(counts)
    total = sum(one.count for one in counts)
    assert legs[0].reached == total
    for before, after in itertools.pairwise(legs):
        assert before.reached == before.here + before.failed + before.withdrawn + after.reached
    archived = sum(one.count for one in counts if one.stage is Stage.ARCHIVED)
    stood = sum(leg.here + leg.failed + leg.withdrawn for leg in legs)
    assert stood + archived == total
    assert len(legs) <= MOST_ROWS


def test_a_returned_dossier_is_with_the_person_whatever_it_had_reached():
    legs = {leg.leg: leg for leg in count_legs([dossiers(Stage.RETURNED, 3, returned=True)])}
    assert (legs[Leg.DECLARED].reached, legs[Leg.DECLARED].here) == (3, 3)
    assert legs[Leg.EMPLOYER].reached == 0


@pytest.mark.parametrize(
    ("stage", "stopped_at", "leg"),
    [
        (Stage.FAILED, Stage.HR_BUREAU_REVIEW, Leg.HR_BUREAU),
        (Stage.FAILED, None, Leg.EMPLOYER),
        (Stage.NOT_APPROVED, None, Leg.COMMITTEE),
        (Stage.WITHDRAWN, Stage.RETURNED, Leg.DECLARED),
        (Stage.WITHDRAWN, Stage.AWAITING_PAYMENT, Leg.PAYMENT_AND_FORMS),
    ],
)
def test_an_ended_dossier_counts_where_it_ended(stage, stopped_at, leg):
    counted = [one for one in count_legs([dossiers(stage, stopped_at=stopped_at)]) if one.reached]
    assert counted[-1].leg is leg
    assert counted[-1].here == 0
    assert counted[-1].failed + counted[-1].withdrawn == 1


def test_an_archived_dossier_has_gone_the_whole_road():
    last = count_legs([dossiers(Stage.ARCHIVED, 4), dossiers(Stage.AWAITING_DOCUMENT)])[-1]
    assert (last.leg, last.reached, last.here) == (Leg.RESULTS, 5, 1)


@given(any_dossiers, st.sampled_from(Grouping))
def test_groups_share_out_all_dossiers(counts, grouping):
    groups = count_groups(counts, grouping)
    assert sum(group.total for group in groups) == sum(one.count for one in counts)
    for group in groups:
        assert group.smooth + group.returned + group.failed == group.total
        assert min(group.smooth, group.returned, group.failed) >= 0


def test_the_three_modes_stand_in_the_order_of_the_seed():
    keys = [group.key for group in count_groups([dossiers(Stage.ARCHIVED)], Grouping.MODE)]
    assert keys == ["normal", "self_assessed", "landmark"]


def test_units_stand_by_their_number():
    counts = [dossiers(Stage.FAILED, 2, unit_id="b"), dossiers(Stage.FAILED, 5, unit_id="c")]
    assert [group.key for group in count_groups(counts, Grouping.UNIT)] == ["c", "b"]


reason_counts = st.lists(
    st.builds(
        ReasonCount,
        level=st.sampled_from([Role.EMPLOYER, Role.ACCEPTANCE, Role.COMMITTEE]),
        code=st.sampled_from([f"r{n}" for n in range(14)]),
        places=st.integers(1, 30),
    )
)


@given(reason_counts, st.none() | st.sampled_from([Role.EMPLOYER, Role.ACCEPTANCE]))
def test_ranking_keeps_every_place_within_eight_lines(counts, level):
    ranked = rank_reasons(counts, level)
    wanted = [one for one in counts if level is None or one.level is level]
    assert sum(one.places for one in ranked) == sum(one.places for one in wanted)
    assert sum(one.kinds for one in ranked) == len({one.code for one in wanted})
    assert len(ranked) <= MOST_ROWS
    named = [one.places for one in ranked if one.code]
    assert named == sorted(named, reverse=True)
    assert all(one.code for one in ranked[:-1])


def test_eight_reasons_need_no_others():
    counts = [ReasonCount(Role.EMPLOYER, f"r{n}", 10 - n) for n in range(8)]
    assert [one.code for one in rank_reasons(counts)] == [f"r{n}" for n in range(8)]
    more = rank_reasons([*counts, ReasonCount(Role.EMPLOYER, "r8", 1)])
    assert more[-1] == RankedReason("", 4, 2)


def test_levels_that_returned_stand_in_the_order_of_the_road():
    counts = [ReasonCount(Role.COMMITTEE, "a", 1), ReasonCount(Role.EMPLOYER, "a", 2)]
    assert list(levels_that_returned(counts).items()) == [(Role.EMPLOYER, 2), (Role.COMMITTEE, 1)]


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(3, 9, None), (0, 0, None), (1, 10, 10), (1, 40, 3), (21, 79, 27)]
)
def test_no_percentage_is_made_of_fewer_than_ten(part, whole, percent):
    assert percent_of(part, whole) == percent


def step_time(step: Step, late: int, longest_wait: int | None = None) -> StepTime:
    return StepTime(step, 0, None, None, None, None, late, longest_wait, late)


def test_the_finding_names_the_commonest_reason_and_where_most_wait_too_long():
    finding = find_finding(
        [RankedReason("scan", 5), RankedReason("date", 2), RankedReason("", 9, 4)],
        [step_time(Step.EMPLOYER, 2, 30), step_time(Step.CORRECTING, 4, 12), step_time(Step.CITY, 0)],
    )
    assert (finding.reasons, finding.places) == (("scan",), 5)
    assert (finding.late_step, finding.late) == (Step.CORRECTING, 4)


def test_level_reasons_are_named_together_many_are_not_named():
    two = [RankedReason("a", 2), RankedReason("b", 2), RankedReason("c", 1)]
    assert find_finding(two, []).reasons == ("a", "b")
    three = [RankedReason("a", 1), RankedReason("b", 1), RankedReason("c", 1)]
    assert find_finding(three, []).reasons == ()
    nothing = find_finding([], [])
    assert (nothing.reasons, nothing.late_step, nothing.late) == ((), None, 0)


def test_of_equal_numbers_the_longest_wait_is_named():
    times = [step_time(Step.EMPLOYER, 2, 11), step_time(Step.ACCEPTANCE, 2, 15)]
    assert find_finding([], times).late_step is Step.ACCEPTANCE
