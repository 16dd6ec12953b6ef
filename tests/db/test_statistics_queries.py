"""统计 counts what a desk may see, once each, portion by portion; stays and reasons come from acts that stand (issue 5, 7)."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.decision import Action
from app.domain.declaration import Declaration, DeclareMode, Route, Stage
from app.domain.organisation import Role
from app.domain.statistics_counts import Counts, DossierCount, ReasonCount, Stay, Wait, sum_counts
from app.domain.statistics_steps import Step
from app.ports.queries import Scope
from app.ports.statistics import StatisticsFilter
from db.queries import statistics as counting
from db.queries.sql_queries import SqlQueries
from db.unit_of_work import SqlUnitOfWork
from db.working_copy import WorkingCopy
from tests.copies import Office, add_office
from tests.db.desk_data import KITS, open_uow
from tests.factories import (
    NOW,
    make_applicant,
    make_decision,
    make_declaration,
    make_defect,
    make_objection,
    make_publicity,
)

OFFICES = (Role.ACCEPTANCE, Role.HR_BUREAU, Role.MUNICIPAL_UNIT, Role.COMMITTEE, Role.CITY)
EVERYWHERE = 63
"""All bits of ``declaration.reached``."""
LISTED = sorted(set(Stage) - {Stage.DRAFT})


@dataclass
class District:
    """Two units, one office of every level above, and what is on their road."""

    copy: WorkingCopy
    offices: dict[Role, Office] = field(default_factory=dict)
    declarations: list[Declaration] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.offices = {role: add_office(self.uow, role=role, name=role.value) for role in OFFICES}
        self.unit = add_office(self.uow, name="甲建设公司")
        self.neighbour = add_office(self.uow, name="乙建设公司")

    def uow(self) -> SqlUnitOfWork:
        return open_uow(self.copy)

    def add(
        self, stage: Stage = Stage.EMPLOYER_REVIEW, unit: Office | None = None, **changes: Any
    ) -> Declaration:
        ids = {role: office.unit.id for role, office in self.offices.items()}
        route = Route(ids[Role.ACCEPTANCE], ids[Role.HR_BUREAU], committee_id=ids[Role.COMMITTEE])
        person = make_applicant((unit or self.unit).unit)
        made = make_declaration(person, stage=stage, **({"route": route} | changes))
        with self.uow() as uow:
            uow.applicants.add(person)
            uow.declarations.add(made)
            uow.commit()
        self.declarations.append(made)
        return made

    def decide(self, subject: Declaration, role: Role, action: Action, after: Stage, **changes: Any) -> str:
        actor = (self.unit if role is Role.EMPLOYER else self.offices[role]).actor
        decision = make_decision(subject, actor, action=action, after=after.value, **changes)
        with self.uow() as uow:
            uow.decisions.add(decision)
            uow.commit()
        return decision.id

    def take_back(self, decision_id: str) -> None:
        with self.uow() as uow:
            uow.decisions.mark_withdrawn(decision_id)
            uow.commit()

    def reach_every_level(self) -> None:
        with self.copy.write_engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE declaration SET reached = {EVERYWHERE}")


@pytest.fixture
def district(copy: WorkingCopy) -> District:
    return District(copy)


Count = Callable[..., Counts]


@pytest.fixture
def count(queries: SqlQueries) -> Count:
    """What the page of a desk would show."""

    def count(scope: Scope, **wanted: Any) -> Counts:
        asked = StatisticsFilter(**wanted)
        reader = queries.statistics
        return sum_counts(reader.count(scope, asked, portion) for portion in reader.portions(scope))

    return count


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=8)


def september(day: int, hour: int = 10) -> datetime:
    return at(date(2026, 9, day), hour)


plans = st.lists(
    st.tuples(
        st.sampled_from(LISTED),
        st.booleans(),
        st.sampled_from(KITS),
        st.sampled_from(DeclareMode),
        st.integers(0, 2),
    ),
    max_size=10,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=plans)
def test_every_visible_dossier_is_counted_once_however_many_portions(
    copy: WorkingCopy, queries: SqlQueries, count: Count, monkeypatch: pytest.MonkeyPatch, plans: Any
) -> None:
    district = District(copy)
    for stage, neighbour, kit, mode, returns in plans:
        unit = district.neighbour if neighbour else district.unit
        one = district.add(stage, unit, plan_id=kit.id, mode=mode)
        for number in range(returns):
            district.decide(
                one, Role.EMPLOYER, Action.RETURN, Stage.RETURNED, at=NOW - timedelta(days=9 - number)
            )
    district.reach_every_level()
    for portion in (2, 2_500):
        monkeypatch.setattr(counting, "PORTION", portion)
        for scope in (district.unit.scope, district.offices[Role.HR_BUREAU].scope):
            wanted: Counter[tuple[str, str, DeclareMode, Stage, bool]] = Counter()
            for (stage, neighbour, kit, mode, returns), made in zip(
                plans, district.declarations, strict=True
            ):
                if scope.role is Role.EMPLOYER and neighbour:
                    continue
                wanted[kit.id, made.employer_id, mode, stage, returns > 0] += 1
            seen = Counter[tuple[str, str, DeclareMode, Stage, bool]]()
            for line in count(scope).dossiers:
                seen[line.plan_id, line.unit_id, line.mode, line.stage, line.returned] += line.count
            assert seen == wanted


def test_a_draft_counts_nowhere(district: District, queries: SqlQueries, count: Count) -> None:
    district.add(Stage.DRAFT)
    assert count(district.unit.scope) == Counts(returned={})
    choices = queries.statistics.choices(district.unit.scope)
    assert (choices.years, choices.plans, choices.units) == ((), (), ())


def test_a_unit_counts_its_own_and_a_level_what_has_reached_it(district: District, count: Count) -> None:
    district.add(Stage.EMPLOYER_REVIEW)
    district.add(Stage.ACCEPTANCE_REVIEW)
    district.add(Stage.COMMITTEE_REVIEW, district.neighbour)
    elsewhere = Route("another point", "another bureau", committee_id="another committee")
    district.add(Stage.ACCEPTANCE_REVIEW, route=elsewhere)
    assert count(district.unit.scope).total == 3
    assert count(district.neighbour.scope).total == 1
    assert [one.stage for one in count(district.offices[Role.ACCEPTANCE].scope).dossiers] == [
        Stage.ACCEPTANCE_REVIEW
    ]
    assert count(district.offices[Role.COMMITTEE].scope).total == 1
    assert count(district.offices[Role.CITY].scope).total == 0
    assert count(Scope(Role.ADMIN, district.unit.unit.id)).total == 0


def test_the_filters_offer_what_occurs_and_narrow_every_number(
    district: District, queries: SqlQueries, count: Count
) -> None:
    district.add(Stage.EMPLOYER_REVIEW, submitted_at=september(2, 23))
    district.add(Stage.RETURNED, mode=DeclareMode.LANDMARK, submitted_at=september(3, 1))
    district.add(Stage.EMPLOYER_REVIEW, district.neighbour, plan_id=KITS[1].id, submitted_at=september(4))
    district.reach_every_level()
    scope = district.offices[Role.ACCEPTANCE].scope
    choices = queries.statistics.choices(scope)
    assert choices.years == (2026, 2020)
    assert choices.plans == tuple((kit.id, kit.year, kit.name) for kit in KITS)
    assert dict(choices.units) == {
        district.unit.unit.id: "甲建设公司",
        district.neighbour.unit.id: "乙建设公司",
    }
    assert queries.statistics.choices(district.unit.scope).units == ()
    narrowings: tuple[dict[str, object], ...] = ({"plan_id": KITS[1].id}, {"year": 2026}, {})
    for number, narrowed in enumerate(narrowings, 1):
        counted = count(scope, **narrowed)
        assert counted.total == number
        assert sum(wait.count for wait in counted.waits) == number
    assert count(scope, unit_id=district.unit.unit.id).total == 2
    assert count(scope, mode=DeclareMode.LANDMARK).total == 1
    # Days of Shanghai, both ends inclusive: 3 September 01:00 there is the 2nd in UTC.
    assert count(scope, submitted_from=date(2026, 9, 3)).total == 2
    assert count(scope, submitted_to=date(2026, 9, 3)).total == 2
    assert count(scope, submitted_from=date(2026, 9, 3), submitted_to=date(2026, 9, 3)).total == 1


@pytest.mark.req("A3.15")
def test_reasons_are_counted_by_the_level_that_returned_while_the_return_stands(
    district: District, count: Count
) -> None:
    first, second = district.add(Stage.RETURNED), district.add(Stage.RETURNED)
    blurred, late = make_defect(reason_code="unclear_scan"), make_defect(reason_code="expired")
    district.decide(first, Role.EMPLOYER, Action.RETURN, Stage.RETURNED, defects=(blurred, blurred))
    district.decide(first, Role.ACCEPTANCE, Action.RETURN, Stage.RETURNED, defects=(blurred, late))
    district.decide(second, Role.ACCEPTANCE, Action.RETURN, Stage.RETURNED)
    gone = district.decide(second, Role.COMMITTEE, Action.RETURN, Stage.RETURNED, defects=(late,))
    district.take_back(gone)
    district.decide(first, Role.EMPLOYER, Action.PASS, Stage.AWAITING_PUBLICITY, defects=(late,))
    counted = count(district.unit.scope)
    assert set(counted.reasons) == {
        ReasonCount(Role.EMPLOYER, "unclear_scan", 2),
        ReasonCount(Role.ACCEPTANCE, "unclear_scan", 1),
        ReasonCount(Role.ACCEPTANCE, "expired", 1),
    }
    assert counted.returned == {Role.EMPLOYER: 1, Role.ACCEPTANCE: 2, None: 2}
    (line,) = counted.dossiers
    assert (line.returned, line.count) == (True, 2)


def test_an_ended_dossier_counts_where_it_stood(district: District, count: Count) -> None:
    for stage, action, stood in (
        (Stage.FAILED, Action.FAIL, Stage.HR_BUREAU_REVIEW),
        (Stage.WITHDRAWN, Action.GIVE_UP, Stage.AWAITING_PAYMENT),
    ):
        ended = district.add(stage)
        role = Role.HR_BUREAU if action is Action.FAIL else Role.EMPLOYER
        district.decide(replace(ended, stage=stood), role, action, stage)
    district.add(Stage.FAILED)
    stopped = Counter({(one.stage, one.stopped_at): one.count for one in count(district.unit.scope).dossiers})
    assert stopped == {
        (Stage.FAILED, Stage.HR_BUREAU_REVIEW): 1,
        (Stage.FAILED, None): 1,
        (Stage.WITHDRAWN, Stage.AWAITING_PAYMENT): 1,
    }


def test_a_wait_begins_with_the_arrival_and_knows_its_bound(district: District, count: Count) -> None:
    district.add(Stage.AWAITING_PAYMENT, arrived_at=september(3, 1), pay_until=date(2026, 9, 30))
    district.add(Stage.IN_PUBLICITY, arrived_at=september(4), publicity_to=date(2026, 9, 11))
    district.add(Stage.IN_RESULTS_PUBLICITY, arrived_at=september(5), office_publicity_to=date(2026, 9, 14))
    district.add(Stage.EMPLOYER_REVIEW, submitted_at=september(6))
    district.add(Stage.ARCHIVED)
    district.add(Stage.FAILED)
    assert set(count(district.unit.scope).waits) == {
        Wait(Stage.AWAITING_PAYMENT, date(2026, 9, 3), date(2026, 9, 30), 1),
        Wait(Stage.IN_PUBLICITY, date(2026, 9, 4), date(2026, 9, 11), 1),
        Wait(Stage.IN_RESULTS_PUBLICITY, date(2026, 9, 5), date(2026, 9, 14), 1),
        Wait(Stage.EMPLOYER_REVIEW, date(2026, 9, 6), None, 1),
    }


def test_a_stay_lasts_from_one_step_to_the_next(district: District, count: Count) -> None:
    """公示 begun, cancelled and begun again is one stay; what was taken back is none."""
    road = (
        (Role.EMPLOYER, Action.CONFIRM, Stage.EMPLOYER_REVIEW, Stage.AWAITING_PUBLICITY, 3),
        (Role.EMPLOYER, Action.START_PUBLICITY, Stage.AWAITING_PUBLICITY, Stage.IN_PUBLICITY, 4),
        (Role.EMPLOYER, Action.CANCEL_PUBLICITY, Stage.IN_PUBLICITY, Stage.AWAITING_PUBLICITY, 7),
        (Role.EMPLOYER, Action.START_PUBLICITY, Stage.AWAITING_PUBLICITY, Stage.IN_PUBLICITY, 8),
        (Role.EMPLOYER, Action.PASS, Stage.IN_PUBLICITY, Stage.ACCEPTANCE_REVIEW, 15),
        (Role.ACCEPTANCE, Action.PASS, Stage.ACCEPTANCE_REVIEW, Stage.HR_BUREAU_REVIEW, 16),
    )
    moved = district.add(Stage.HR_BUREAU_REVIEW, submitted_at=september(1))
    for role, action, before, after, day in road:
        district.decide(replace(moved, stage=before), role, action, after, at=september(day))
    undone = district.decide(
        replace(moved, stage=Stage.ACCEPTANCE_REVIEW),
        *(Role.ACCEPTANCE, Action.RETURN, Stage.RETURNED),
        at=september(15, 15),
    )
    district.take_back(undone)
    assert set(count(district.unit.scope).stays) == {
        Stay(Step.EMPLOYER, date(2026, 9, 1), date(2026, 9, 3), 1),
        Stay(Step.EMPLOYER_PUBLICITY, date(2026, 9, 3), date(2026, 9, 15), 1),
        Stay(Step.ACCEPTANCE, date(2026, 9, 15), date(2026, 9, 16), 1),
    }


def test_a_correction_lasts_from_the_return_to_the_next_submission(district: District, count: Count) -> None:
    first = district.add(Stage.EMPLOYER_REVIEW, submitted_at=september(1))
    returned = replace(first, stage=Stage.RETURNED, rev=2)
    district.decide(first, Role.EMPLOYER, Action.RETURN, Stage.RETURNED, at=september(2))
    again = replace(returned, stage=Stage.EMPLOYER_REVIEW, rev=3, submit_no=2, submitted_at=september(9, 0))
    with district.uow() as uow:
        uow.declarations.add_submission(first)
        uow.declarations.save(returned)
        uow.declarations.save(again)
        uow.declarations.add_submission(again)
        uow.commit()
    district.decide(again, Role.EMPLOYER, Action.CONFIRM, Stage.AWAITING_PUBLICITY, at=september(10))
    assert set(count(district.unit.scope).stays) == {
        Stay(Step.EMPLOYER, date(2026, 9, 1), date(2026, 9, 2), 1),
        Stay(Step.CORRECTING, date(2026, 9, 2), date(2026, 9, 9), 1),
        Stay(Step.EMPLOYER, date(2026, 9, 9), date(2026, 9, 10), 1),
    }


def test_an_objection_takes_a_dossier_back_into_review(district: District, count: Count) -> None:
    one = district.add(Stage.EMPLOYER_REVIEW, submitted_at=september(1))
    steps = (
        (Action.CONFIRM, Stage.EMPLOYER_REVIEW, Stage.AWAITING_PUBLICITY, 2),
        (Action.CONFIRM, Stage.EMPLOYER_REVIEW, Stage.AWAITING_PUBLICITY, 7),
    )
    for action, before, after, day in steps:
        district.decide(replace(one, stage=before), Role.EMPLOYER, action, after, at=september(day))
    objection = make_objection(one, district.unit.actor, recorded_at=september(4))
    with district.uow() as uow:
        uow.publicities.add(make_publicity(district.unit.actor, [one], objections=(objection,)))
        uow.commit()
    assert set(count(district.unit.scope).stays) == {
        Stay(Step.EMPLOYER, date(2026, 9, 1), date(2026, 9, 2), 1),
        Stay(Step.EMPLOYER_PUBLICITY, date(2026, 9, 2), date(2026, 9, 4), 1),
        Stay(Step.EMPLOYER, date(2026, 9, 4), date(2026, 9, 7), 1),
    }


def test_equal_lines_of_two_portions_become_one() -> None:
    line = DossierCount("p", "u", DeclareMode.NORMAL, Stage.ARCHIVED, None, False, 2)
    reason = ReasonCount(Role.EMPLOYER, "expired", 3)
    part = Counts(dossiers=(line,), reasons=(reason,), returned={None: 1})
    summed = sum_counts([part, Counts(), part])
    assert summed.dossiers == (replace(line, count=4),)
    assert summed.reasons == (replace(reason, places=6),)
    assert (summed.total, summed.returned_by(), summed.returned_by(Role.CITY)) == (4, 2, 0)
