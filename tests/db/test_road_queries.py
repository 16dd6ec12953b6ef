"""The queues of 受理与评审: they share out what a desk sees without overlap; waits, filters, groups, meetings, scope."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.decision import Action, SubjectKind
from app.domain.declaration import Declaration, DeclareMode, Route, Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.paper_forms import next_leg, way_back, way_in
from app.domain.prechecks.notice import Severity
from app.ports.queries import Scope
from app.ports.road_queries import (
    LATE_AFTER,
    QUEUES_OF_ROLE,
    Entering,
    Queue,
    QueueCount,
    RoadFilter,
    RoadOrder,
)
from db.queries.road_queues import PARTS, stages_of
from db.queries.sql_queries import SqlQueries
from db.unit_of_work import SqlUnitOfWork
from db.working_copy import WorkingCopy
from tests.copies import NewUow, Office, add_office
from tests.db.desk_data import KITS, open_uow
from tests.factories import (
    NOW,
    TODAY,
    make_applicant,
    make_decision,
    make_declaration,
    make_flag,
    make_meeting,
)

OFFICES = (Role.ACCEPTANCE, Role.HR_BUREAU, Role.MUNICIPAL_UNIT, Role.COMMITTEE, Role.CITY)
EVERYTHING = 63
"""All bits of ``declaration.reached``: it has been at every level."""


class District:
    """One office of every level, a unit below them, and what is put on their road."""

    def __init__(self, copy: WorkingCopy, *, unit_name: str = "示例建设工程有限公司") -> None:
        self._copy = copy
        self.offices = {role: add_office(self.uow, role=role, name=role.value) for role in OFFICES}
        self.unit = add_office(self.uow, name=unit_name)
        self.declarations: list[Declaration] = []

    def uow(self) -> SqlUnitOfWork:
        return open_uow(self._copy)

    def scope(self, role: Role) -> Scope:
        return (self.unit if role is Role.EMPLOYER else self.offices[role]).scope

    def add(
        self,
        stage: Stage,
        *,
        name: str = "陈晓东",
        municipal: bool = False,
        unit: Office | None = None,
        **changes: Any,
    ) -> Declaration:
        ids = {role: office.unit.id for role, office in self.offices.items()}
        route = Route(
            acceptance_id=ids[Role.ACCEPTANCE],
            hr_bureau_id=ids[Role.HR_BUREAU],
            municipal_id=ids[Role.MUNICIPAL_UNIT] if municipal else "",
            committee_id=ids[Role.COMMITTEE],
        )
        person = make_applicant((unit or self.unit).unit, name=name)
        declaration = make_declaration(person, stage=stage, route=route, **{"arrived_at": NOW, **changes})
        with open_uow(self._copy) as uow:
            uow.applicants.add(person)
            uow.declarations.add(declaration)
            uow.commit()
        self.declarations.append(declaration)
        return declaration

    def reach_every_level(self) -> None:
        with self._copy.write_engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE declaration SET reached = {EVERYTHING}")

    def decide(self, declaration: Declaration, role: Role, action: Action, **changes: object) -> str:
        office = self.unit if role is Role.EMPLOYER else self.offices[role]
        decision = make_decision(declaration, office.actor, action=action, **changes)
        with open_uow(self._copy) as uow:
            uow.decisions.add(decision)
            uow.commit()
        return decision.id


@pytest.fixture
def district(copy: WorkingCopy) -> District:
    return District(copy)


@pytest.fixture
def names(queries: SqlQueries, district: District) -> Callable[..., list[str]]:
    """Names in the queue of a role, in list order."""

    def names(role: Role, queue: Queue, **wanted: object) -> list[str]:
        scope = district.scope(role)
        keys = queries.road.road_keys(scope, RoadFilter(queue, **wanted), TODAY)  # type: ignore[arg-type]
        return [row.name for row in queries.road.road_rows(scope, keys, TODAY)]

    return names


def test_every_queue_of_the_screen_is_defined_and_no_other() -> None:
    for role, queues in QUEUES_OF_ROLE.items():
        assert set(PARTS[role]) == set(queues) - {Queue.ALL}
    assert Stage.DRAFT not in {stage for role in PARTS for stage in stages_of(role, Queue.ALL)}


road_plans = st.lists(
    st.tuples(
        st.sampled_from(sorted(set(Stage) - {Stage.DRAFT})),
        st.booleans(),
        st.integers(0, 9),
        st.integers(-3, 3),
    ),
    max_size=8,
)


@pytest.mark.req("B9", "B10.6")
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=road_plans)
def test_the_queues_of_a_desk_share_out_everything_it_sees(
    copy: WorkingCopy, queries: SqlQueries, plans: list[tuple[Stage, bool, int, int]]
) -> None:
    district, other = District(copy), District(copy)
    for stage, municipal, taken, days in plans:
        legs = (*way_in("m" if municipal else ""), *way_back("m" if municipal else ""))
        step = legs[taken - 1].step.value if taken else ""
        district.add(stage, municipal=municipal, form_step=step, pay_until=TODAY + timedelta(days=days))
    district.reach_every_level()
    for role, queues in QUEUES_OF_ROLE.items():
        scope = district.scope(role)
        by_queue = {q: set(queries.road.road_keys(scope, RoadFilter(q), TODAY)) for q in queues}
        counts = {
            count.queue: count for count in queries.road.queue_counts(scope, RoadFilter(queues[0]), TODAY)
        }
        assert {q: len(keys) for q, keys in by_queue.items()} == {q: counts[q].count for q in queues}
        everything = by_queue.pop(Queue.ALL)
        assert sum(len(keys) for keys in by_queue.values()) == len(everything)
        assert set().union(*by_queue.values()) == everything
        seen = {
            d.id for d in district.declarations if role is not Role.MUNICIPAL_UNIT or d.route.municipal_id
        }
        if role is Role.EMPLOYER:
            seen = {
                d.id for d in district.declarations if d.id in seen and d.stage in stages_of(role, Queue.ALL)
            }
        if role is not Role.CITY:
            rows = queries.road.road_rows(scope, sorted(everything), TODAY)
            assert {row.id for row in rows} == seen
            # Nobody of the other district sees any of it, not even by id.
            away = other.scope(role)
            assert not queries.road.road_keys(away, RoadFilter(Queue.ALL), TODAY)
            assert not queries.road.road_rows(away, sorted(everything), TODAY)
            assert not queries.road.road_rows_of(away, sorted(seen), TODAY)
            assert queries.road.road_choices(away).units == ()


@pytest.mark.parametrize("municipal", [False, True])
@pytest.mark.req("B10.5", "B10.6", "B10.7")
def test_the_paper_forms_stand_with_the_desk_whose_step_is_next(
    district: District, queries: SqlQueries, municipal: bool
) -> None:
    legs = way_in("m" if municipal else "")
    by_id = {}
    for taken in range(len(legs)):
        done = [leg.step for leg in legs[:taken]]
        added = district.add(
            Stage.AWAITING_FORMS, municipal=municipal, form_step=done[-1].value if done else ""
        )
        by_id[added.id] = next_leg(done, "m" if municipal else "")
    district.reach_every_level()
    for role in (Role.EMPLOYER, Role.ACCEPTANCE, Role.MUNICIPAL_UNIT, Role.COMMITTEE):
        keys = queries.road.road_keys(district.scope(role), RoadFilter(Queue.FORMS_MINE), TODAY)
        rows = queries.road.road_rows(district.scope(role), keys, TODAY)
        assert {row.id for row in rows} == {one for one, leg in by_id.items() if leg and leg.role is role}


@pytest.mark.req("B9")
def test_who_has_not_paid_in_time_is_listed_and_not_closed(
    district: District, names: Callable[..., list[str]]
) -> None:
    district.add(Stage.AWAITING_PAYMENT, name="今天为止", pay_until=TODAY)
    district.add(Stage.AWAITING_PAYMENT, name="过期", pay_until=TODAY - timedelta(days=1))
    district.add(Stage.AWAITING_PAYMENT, name="没有期限")
    district.reach_every_level()
    for role in (Role.EMPLOYER, Role.HR_BUREAU):
        assert names(role, Queue.PAYMENT) == ["今天为止", "没有期限"]
        assert names(role, Queue.OVERDUE) == ["过期"]


@pytest.mark.req("B14.1", "B14.2")
def test_forms_on_their_way_back_wait_for_who_has_them(district: District, queries: SqlQueries) -> None:
    for done in range(3):
        legs = (*way_in(""), *way_back("")[:done])
        district.add(Stage.AWAITING_FORMS_BACK, form_step=legs[-1].step.value)
    district.reach_every_level()
    for role, back, waiting in ((Role.COMMITTEE, 1, 1), (Role.ACCEPTANCE, 2, 2), (Role.EMPLOYER, 3, 0)):
        scope, office = (
            district.scope(role),
            district.unit if role is Role.EMPLOYER else district.offices[role],
        )
        assert count_of(queries, scope, Queue.FORMS_BACK).count == back
        assert queries.home(scope, office.actor, TODAY).road_waiting == waiting


def count_of(queries: SqlQueries, scope: Scope, queue: Queue, today: date = TODAY) -> QueueCount:
    counts = queries.road.queue_counts(scope, RoadFilter(queue), today)
    return next(count for count in counts if count.queue is queue)


def test_a_wait_counts_working_days_and_is_late_after_ten(
    district: District, queries: SqlQueries, names: Callable[..., list[str]]
) -> None:
    """2026-09-01 is a Tuesday: eleven working days before it is Monday 08-17."""
    district.add(Stage.ACCEPTANCE_REVIEW, name="十天", arrived_at=datetime(2026, 8, 17, 16, 0, tzinfo=UTC))
    district.add(Stage.ACCEPTANCE_REVIEW, name="十一天", arrived_at=datetime(2026, 8, 17, 15, 59, tzinfo=UTC))
    district.add(Stage.ACCEPTANCE_REVIEW, name="今天")
    scope = district.scope(Role.ACCEPTANCE)
    keys = queries.road.road_keys(scope, RoadFilter(Queue.REVIEW), TODAY)
    rows = queries.road.road_rows(scope, keys, TODAY)
    assert [(row.name, row.waits) for row in rows] == [("十一天", LATE_AFTER + 1), ("十天", 10), ("今天", 0)]
    assert count_of(queries, scope, Queue.REVIEW) == QueueCount(Queue.REVIEW, 3, 11, 1)
    assert names(Role.ACCEPTANCE, Queue.REVIEW, late_only=True) == ["十一天"]
    assert names(Role.ACCEPTANCE, Queue.REVIEW, order=RoadOrder.NEWEST) == ["今天", "十天", "十一天"]


def test_beyond_the_announced_years_no_wait_is_guessed(district: District, queries: SqlQueries) -> None:
    district.add(Stage.ACCEPTANCE_REVIEW)
    scope, far = district.scope(Role.ACCEPTANCE), date(2031, 3, 3)
    assert count_of(queries, scope, Queue.REVIEW, far) == QueueCount(Queue.REVIEW, 1, None, 0)
    assert [row.waits for row in queries.road.road_rows(scope, [1], far)] == [None]


@pytest.mark.req("B11.1", "B12.1")
def test_a_running_publicity_waits_for_nobody_until_it_is_over(
    district: District, queries: SqlQueries
) -> None:
    early = NOW - timedelta(days=30)
    for name, left in (("公示中", 0), ("期满", -4)):
        district.add(
            *(Stage.IN_APPLICANTS_PUBLICITY,),
            name=name,
            arrived_at=early,
            office_publicity_to=TODAY + timedelta(days=left),
        )
    scope = district.scope(Role.COMMITTEE)
    rows = queries.road.road_rows_of(scope, [d.id for d in district.declarations], TODAY)
    # 08-28 was a Friday.
    assert [(row.name, row.waits) for row in rows] == [("公示中", None), ("期满", 2)]
    assert count_of(queries, scope, Queue.IN_PUBLICITY) == QueueCount(Queue.IN_PUBLICITY, 2, 2, 0)


def test_each_column_filters(
    district: District, queries: SqlQueries, names: Callable[..., list[str]]
) -> None:
    other = add_office(district.uow, name="示例市政设计院")
    plain = district.add(Stage.ACCEPTANCE_REVIEW, name="甲")
    district.add(Stage.ACCEPTANCE_REVIEW, name="乙", unit=other, submit_no=2, mode=DeclareMode.LANDMARK)
    district.add(Stage.ACCEPTANCE_REVIEW, name="丙", plan_id=KITS[1].id)
    for wanted, found in (
        ({"unit_id": other.unit.id}, ["乙"]),
        ({"mode": DeclareMode.LANDMARK}, ["乙"]),
        ({"submit_again": True}, ["乙"]),
        ({"submit_again": False}, ["甲", "丙"]),
        ({"plan_id": KITS[1].id}, ["丙"]),
        ({"year": 2020}, ["丙"]),
        ({"text": "市政设计"}, ["乙"]),
        ({"text": "甲"}, ["甲"]),
        ({"flagged_only": True}, []),
        ({"entering": Entering.NOT_YET}, []),
    ):
        assert names(Role.ACCEPTANCE, Queue.REVIEW, **wanted) == found, wanted
    choices = queries.road.road_choices(district.scope(Role.ACCEPTANCE))
    assert choices.years == (2026, 2020)
    assert choices.plans == ((KITS[0].id, KITS[0].name), (KITS[1].id, KITS[1].name))
    assert [name for _, name in choices.units] == ["示例市政设计院", "示例建设工程有限公司"]
    assert queries.road.road_rows_of(district.scope(Role.ACCEPTANCE), [plain.id], TODAY)[0].name == "甲"


def test_flags_are_told_to_who_sees_the_dossier(
    district: District, queries: SqlQueries, copy: WorkingCopy
) -> None:
    declaration = district.add(Stage.ACCEPTANCE_REVIEW)
    flags = [make_flag(), replace(make_flag(), severity=Severity.HINT)]
    with open_uow(copy) as uow:
        uow.flags.replace(SubjectKind.DECLARATION, declaration.id, flags)
        uow.commit()
    assert queries.road.road_flags(district.scope(Role.ACCEPTANCE), [declaration.id]) == {
        declaration.id: [flags[0]]
    }
    assert not queries.road.road_flags(District(copy).scope(Role.ACCEPTANCE), [declaration.id])


def test_groups_follow_the_list_by_unit(district: District, queries: SqlQueries) -> None:
    other = add_office(district.uow, name="示例市政设计院")
    for unit, days in ((None, 0), (other, 1), (None, 7), (other, 0)):
        district.add(Stage.ACCEPTANCE_REVIEW, unit=unit, arrived_at=NOW - timedelta(days=days))
    scope = district.scope(Role.ACCEPTANCE)
    wanted = RoadFilter(Queue.REVIEW, order=RoadOrder.UNIT)
    groups = queries.road.road_groups(scope, wanted, TODAY)
    assert [(g.unit, g.count, g.oldest) for g in groups] == [
        ("示例市政设计院", 2, 1),
        ("示例建设工程有限公司", 2, 5),
    ]
    rows = queries.road.road_rows(scope, queries.road.road_keys(scope, wanted, TODAY), TODAY)
    assert [row.unit_id for row in rows] == [g.unit_id for g in groups for _ in range(g.count)]


def test_a_row_says_what_was_decided_last_and_whether_it_was_entered(
    district: District, queries: SqlQueries, names: Callable[..., list[str]], copy: WorkingCopy
) -> None:
    declaration = district.add(Stage.HR_BUREAU_REVIEW)
    district.reach_every_level()
    own = district.decide(declaration, Role.ACCEPTANCE, Action.PASS)
    district.decide(declaration, Role.HR_BUREAU, Action.RETURN)
    taken_back = district.decide(declaration, Role.ACCEPTANCE, Action.REOPEN)
    with open_uow(copy) as uow:
        uow.decisions.mark_withdrawn(taken_back)
        uow.commit()
    scope = district.scope(Role.ACCEPTANCE)
    (row,) = queries.road.road_rows_of(scope, [declaration.id], TODAY)
    assert (row.last_action, row.entering, row.may_reopen) == (Action.RETURN, Entering.NOT_YET, False)
    assert names(Role.ACCEPTANCE, Queue.AHEAD, entering=Entering.NOT_YET) == ["陈晓东"]
    with open_uow(copy) as uow:
        uow.decisions.mark_entered(own, NOW, "周敏")
        uow.commit()
    assert names(Role.ACCEPTANCE, Queue.AHEAD, entering=Entering.NOT_YET) == []
    assert names(Role.ACCEPTANCE, Queue.AHEAD, entering=Entering.DONE) == ["陈晓东"]
    # The other office's decision is another matter.
    assert names(Role.HR_BUREAU, Queue.REVIEW, entering=Entering.NOT_YET) == ["陈晓东"]


@pytest.mark.req("B11.2")
def test_a_meeting_shows_its_list_with_the_verdicts_of_this_meeting(
    district: District, new_uow: NewUow, queries: SqlQueries, copy: WorkingCopy
) -> None:
    office, scope = district.offices[Role.COMMITTEE], district.scope(Role.COMMITTEE)
    first, second = (district.add(Stage.AWAITING_MEETING, name=name) for name in "甲乙")
    district.reach_every_level()
    kept = make_meeting(office.actor, [second, first])
    former = replace(make_meeting(office.actor, [first]), held_on=date(2025, 12, 1))
    with open_uow(copy) as uow:
        uow.meetings.add(kept)
        uow.meetings.add(former)
        uow.commit()
    district.decide(first, Role.COMMITTEE, Action.MEETING_FAIL, record={"meeting": former.id})
    district.decide(second, Role.COMMITTEE, Action.MEETING_PASS, record={"meeting": kept.id})
    assert [m.id for m in queries.road.meetings(scope)] == [kept.id, former.id]
    case = queries.road.meeting_case(scope, kept.id, TODAY)
    assert [(m.row.name, m.verdict and m.verdict.action) for m in case.members] == [
        ("乙", Action.MEETING_PASS),
        ("甲", None),
    ]
    for stranger in (District(copy).scope(Role.COMMITTEE), district.scope(Role.CITY)):
        assert queries.road.meetings(stranger) == []
        with pytest.raises(RuleError, match="N-404"):
            queries.road.meeting_case(stranger, kept.id, TODAY)
