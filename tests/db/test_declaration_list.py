"""The declaration list: tabs, chips, filters and counts agree with the lists; a level sees what has reached it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.decision import Action, SubjectKind
from app.domain.declaration import (
    BEYOND_EMPLOYER,
    EMPLOYER_STAGES,
    Declaration,
    DeclarationTab,
    EmployerStep,
    Route,
    Stage,
    employer_step,
)
from app.domain.looks import Look, LookAct
from app.domain.organisation import Role
from app.domain.publicity import EndRule
from app.ports.queries import DeclarationFilter, ListOrder, Scope
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from tests.copies import NewUow, Office, add_office
from tests.db.desk_data import KITS, DeclarationPlan, DeskData, declaration_plans, put_in
from tests.factories import NOW, TODAY, make_applicant, make_decision, make_declaration, make_publicity

STAGES = {
    DeclarationTab.PENDING: EMPLOYER_STAGES,
    DeclarationTab.PASSED: BEYOND_EMPLOYER,
    DeclarationTab.FAILED: {Stage.FAILED, Stage.NOT_APPROVED},
    DeclarationTab.ALL: set(Stage) - {Stage.DRAFT},
}
MATCHES = {"陈": "陈", "chen": "陈", "sxx": "单雄信", "没有": "没有"}
filters = st.builds(
    DeclarationFilter,
    tab=st.sampled_from(DeclarationTab),
    text=st.sampled_from(("", *MATCHES)),
    year=st.sampled_from((None, 2026, 2020, 1999)),
    plan_id=st.sampled_from((None, KITS[1].id)),
    steps=st.frozensets(st.sampled_from(EmployerStep), max_size=3),
    flagged_only=st.booleans(),
    order=st.sampled_from(ListOrder),
)


def matches(data: DeskData, declaration: Declaration, wanted: DeclarationFilter) -> bool:
    kit = next(kit for kit in KITS if kit.id == declaration.plan_id)
    return (
        MATCHES.get(wanted.text, "") in data.name_of(declaration)
        and wanted.year in (None, kit.year)
        and wanted.plan_id in (None, kit.id)
        and (not wanted.flagged_only or declaration.id in data.flagged)
    )


def expected_ids(data: DeskData, wanted: DeclarationFilter) -> list[str]:
    """Of declarations; of their return events in 退回记录."""
    kept = {d.id: d for d in data.declarations if matches(data, d, wanted)}
    if wanted.tab is DeclarationTab.RETURNS:
        return [event.subject_id for event in data.returns if event.subject_id in kept]
    narrowed = wanted.tab is DeclarationTab.PENDING and wanted.steps
    return [
        d.id
        for d in kept.values()
        if d.stage in STAGES[wanted.tab]
        and (not narrowed or employer_step(d.stage, d.publicity_to, TODAY) in wanted.steps)
    ]


@pytest.mark.req("A3.15", "A3.16")
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=st.lists(declaration_plans, max_size=10), wanted=st.lists(filters, min_size=3, max_size=6))
def test_lists_and_counts_agree_with_what_is_there(
    copy: WorkingCopy, queries: SqlQueries, plans: list[DeclarationPlan], wanted: list[DeclarationFilter]
) -> None:
    data, other = put_in(copy, declarations=plans), put_in(copy, declarations=plans)
    for one in wanted:
        check_list(queries, data, one)
    for tab in DeclarationTab:
        whole = DeclarationFilter(tab)
        keys = queries.declaration_keys(data.office.scope, whole, TODAY)
        assert queries.declaration_rows(other.office.scope, whole, keys, TODAY) == []
    years = {KITS[plan.kit].year for plan in plans if plan.stage is not Stage.DRAFT}
    assert queries.declaration_years(data.office.scope) == sorted(years, reverse=True)


def check_list(queries: SqlQueries, data: DeskData, wanted: DeclarationFilter) -> None:
    scope = data.office.scope
    keys = queries.declaration_keys(scope, wanted, TODAY)
    first = queries.declaration_keys(scope, wanted, TODAY, 2)
    assert first == (keys if wanted.order is ListOrder.NAME else keys[:2])
    rows = queries.declaration_rows(scope, wanted, keys, TODAY)
    assert [row.key for row in rows] == list(keys)
    assert sorted(row.id for row in rows) == sorted(expected_ids(data, wanted))
    returns = wanted.tab is DeclarationTab.RETURNS
    moments = [((row.returned_at if returns else row.submitted_at) or NOW, row.key) for row in rows]
    if wanted.order is not ListOrder.NAME:
        assert moments == sorted(moments, reverse=wanted.order is ListOrder.NEWEST)
    by_id = {d.id: d for d in data.declarations}
    for row in rows:
        declaration = by_id[row.id]
        assert (row.stage, row.rev, row.mode) == (declaration.stage, declaration.rev, declaration.mode)
        assert row.step is employer_step(declaration.stage, declaration.publicity_to, TODAY)
        assert row.flags == (declaration.id in data.flagged)
        assert (row.publicity_day is not None) == (row.step is EmployerStep.RUNNING)
    counts = queries.declaration_counts(scope, wanted)
    assert counts == {
        tab: len(expected_ids(data, replace(wanted, tab=tab, steps=frozenset()))) for tab in DeclarationTab
    }
    assert queries.step_counts(scope, wanted, TODAY) == {
        step: len(expected_ids(data, replace(wanted, tab=DeclarationTab.PENDING, steps=frozenset({step}))))
        for step in EmployerStep
    }


@pytest.mark.req("A3.18", "A3.19")
def test_a_row_carries_the_columns_of_the_screen(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    applicant = make_applicant(office.unit)
    declaration = make_declaration(applicant)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.declarations.add(declaration)
        uow.commit()
    keys = queries.declaration_keys(office.scope, DeclarationFilter(), TODAY)
    (row,) = queries.declaration_rows(office.scope, DeclarationFilter(), keys, TODAY)
    assert (row.name, row.unit, row.year) == ("陈晓东", office.unit.name, 2026)
    assert (row.plan_name, row.title_with_rank) == ("2026年度示例工程师评审计划", "工程师(中级)")
    assert row.submitted_at == declaration.submitted_at
    assert not row.opened


@pytest.mark.parametrize(
    ("today", "day", "step"),
    [
        (date(2026, 8, 31), (0, 5), EmployerStep.RUNNING),
        (date(2026, 9, 1), (1, 5), EmployerStep.RUNNING),
        (date(2026, 9, 5), (4, 5), EmployerStep.RUNNING),  # a Saturday
        (date(2026, 9, 7), (5, 5), EmployerStep.RUNNING),  # the last day itself
        (date(2026, 9, 8), None, EmployerStep.READY),
    ],
)
@pytest.mark.req("A4.4")
def test_the_day_of_a_publicity_counts_working_days(
    new_uow: NewUow,
    office: Office,
    queries: SqlQueries,
    today: date,
    day: tuple[int, int] | None,
    step: EmployerStep,
) -> None:
    applicant = make_applicant(office.unit)
    declaration = make_declaration(applicant, stage=Stage.IN_PUBLICITY)
    publicity = make_publicity(office.actor, [declaration])  # 08-31 (not counted) to 09-07
    declaration = replace(declaration, publicity_id=publicity.id, publicity_to=publicity.end)
    counted = make_declaration(applicant, stage=Stage.IN_PUBLICITY)
    from_start = make_publicity(office.actor, [counted], end=date(2026, 9, 4), end_rule=EndRule.START_COUNTED)
    counted = replace(counted, publicity_id=from_start.id, publicity_to=from_start.end)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.declarations.add(declaration)
        uow.declarations.add(counted)
        uow.publicities.add(publicity)
        uow.publicities.add(from_start)
        uow.commit()
    keys = queries.declaration_keys(office.scope, DeclarationFilter(), today)
    rows = {row.id: row for row in queries.declaration_rows(office.scope, DeclarationFilter(), keys, today)}
    assert (rows[declaration.id].publicity_day, rows[declaration.id].step) == (day, step)
    if today == date(2026, 8, 31):
        assert rows[counted.id].publicity_day == (1, 5)


ELSEWHERE = Route("elsewhere", "elsewhere", "elsewhere", "elsewhere")


def test_a_level_sees_a_declaration_from_its_first_arrival_on(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    applicant = make_applicant(office.unit)
    declaration = make_declaration(applicant, route=ELSEWHERE)
    acceptance, bureau, committee, city = (
        Scope(role, "elsewhere") for role in (Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE, Role.CITY)
    )

    def tabs(scope: Scope) -> set[DeclarationTab]:
        return {
            tab for tab in DeclarationTab if queries.declaration_keys(scope, DeclarationFilter(tab), TODAY)
        }

    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.declarations.add(declaration)
        uow.commit()
    assert tabs(acceptance) == set()

    # The plan's chain skips the acceptance point; the bureau returns it; it is handed in again.
    for stage, seen_by_bureau in (
        (Stage.HR_BUREAU_REVIEW, {DeclarationTab.PENDING, DeclarationTab.ALL}),
        (Stage.RETURNED, {DeclarationTab.ALL}),
        (Stage.EMPLOYER_REVIEW, {DeclarationTab.ALL}),
        (Stage.COMMITTEE_REVIEW, {DeclarationTab.PASSED, DeclarationTab.ALL}),
    ):
        declaration = replace(declaration, stage=stage, rev=declaration.rev + 1)
        with new_uow() as uow:
            uow.declarations.save(declaration)
            uow.commit()
        assert tabs(bureau) == seen_by_bureau
        assert tabs(acceptance) == set()
        assert tabs(city) == set()
    assert tabs(committee) == {DeclarationTab.PENDING, DeclarationTab.ALL}
    assert queries.step_counts(committee, DeclarationFilter(), TODAY) == dict.fromkeys(EmployerStep, 0)
    assert [p.id for p in queries.find_people(committee, "陈晓")] == [applicant.id]
    assert queries.find_people(acceptance, "陈晓") == []


def test_above_the_employer_a_unit_is_found_by_its_name(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    applicant = make_applicant(office.unit, name="王五")
    declaration = make_declaration(applicant, stage=Stage.ACCEPTANCE_REVIEW, route=ELSEWHERE)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.declarations.add(declaration)
        uow.commit()
    wanted = DeclarationFilter(DeclarationTab.ALL, text="建设工程")
    assert len(queries.declaration_keys(Scope(Role.ACCEPTANCE, "elsewhere"), wanted, TODAY)) == 1
    assert len(queries.declaration_keys(office.scope, wanted, TODAY)) == 0


def test_a_dossier_that_comes_to_another_desk_is_unopened_there(
    new_uow: NewUow, office: Office, copy: WorkingCopy, queries: SqlQueries
) -> None:
    applicant = make_applicant(office.unit)
    declaration = make_declaration(applicant, stage=Stage.IN_PUBLICITY, route=ELSEWHERE)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.declarations.add(declaration)
        uow.commit()
    with copy.write_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE declaration SET opened_at = submitted_at + 1")

    def opened(scope: Scope) -> bool:
        wanted = DeclarationFilter(DeclarationTab.ALL)
        keys = queries.declaration_keys(scope, wanted, TODAY)
        return queries.declaration_rows(scope, wanted, keys, TODAY)[0].opened

    assert opened(office.scope)
    with new_uow() as uow:
        uow.declarations.save(replace(declaration, rev=2))
        uow.commit()
    assert opened(office.scope)
    with new_uow() as uow:
        uow.declarations.save(replace(declaration, stage=Stage.ACCEPTANCE_REVIEW, rev=3))
        uow.commit()
    assert not opened(Scope(Role.ACCEPTANCE, "elsewhere"))


def test_the_former_desks_late_look_opens_nothing_at_the_next_desk(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    """Looks are written seconds after the fact: the employer's own look may come after its 通过."""
    applicant = make_applicant(office.unit)
    above = add_office(new_uow, role=Role.ACCEPTANCE)
    route = Route(acceptance_id=above.unit.id)
    declaration = make_declaration(applicant, stage=Stage.ACCEPTANCE_REVIEW, route=route)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.declarations.add(declaration)
        uow.commit()

    def opened_after_look_of(who: Office) -> bool:
        with new_uow() as uow:
            uow.looks.add([Look(NOW, who.account.id, LookAct.LOOK, SubjectKind.DECLARATION, declaration.id)])
            uow.commit()
        wanted = DeclarationFilter(DeclarationTab.ALL)
        keys = queries.declaration_keys(above.scope, wanted, TODAY)
        return queries.declaration_rows(above.scope, wanted, keys, TODAY)[0].opened

    assert not opened_after_look_of(office)
    assert opened_after_look_of(above)


def put_return(new_uow: NewUow, office: Office, declaration: Declaration) -> None:
    with new_uow() as uow:
        uow.decisions.add(
            make_decision(declaration, office.actor, action=Action.RETURN, after=Stage.RETURNED.value)
        )
        uow.commit()


@pytest.mark.req("A3.15")
def test_a_return_says_when_it_was_answered(new_uow: NewUow, office: Office, queries: SqlQueries) -> None:
    data_filter = DeclarationFilter(DeclarationTab.RETURNS)
    applicant = make_applicant(office.unit)
    declaration = make_declaration(applicant, stage=Stage.RETURNED)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.declarations.add(declaration)
        uow.commit()
    put_return(new_uow, office, declaration)

    def answered() -> list[object]:
        keys = queries.declaration_keys(office.scope, data_filter, TODAY)
        return [r.answered_at for r in queries.declaration_rows(office.scope, data_filter, keys, TODAY)]

    assert answered() == [None]
    again = NOW + timedelta(hours=1)
    declaration = replace(declaration, stage=Stage.EMPLOYER_REVIEW, rev=2, submit_no=2, submitted_at=again)
    with new_uow() as uow:
        uow.declarations.save(declaration)
        uow.commit()
    assert answered() == [again]
    put_return(new_uow, office, declaration)
    assert sorted(answered(), key=str) == [again, None]
