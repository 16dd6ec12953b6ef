"""省平台录入: which decisions an office still has to enter; which resubmissions are unchanged (DOMAIN facts §4, §9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.commands import MarkEntered
from app.domain.decision import Action, Decision
from app.domain.declaration import Declaration, DeclarationTab, Route, Stage
from app.domain.organisation import Role
from app.domain.publicity import PublicityKind
from app.ports.queries import DeclarationFilter
from app.usecases.mark_entered import mark_entered
from db.queries.sql_queries import SqlQueries
from tests.copies import NewUow, Office, add_office
from tests.factories import (
    NOW,
    TODAY,
    FixedClock,
    make_applicant,
    make_decision,
    make_declaration,
    make_file,
    make_id,
    make_item,
    make_meeting,
    make_publicity,
)

Put = Callable[..., Declaration]


@pytest.fixture
def offices(new_uow: NewUow, office: Office) -> dict[Role, Office]:
    offices: dict[Role, Office] = {
        role: add_office(new_uow, role=role) for role in Role if role is not Role.EMPLOYER
    }
    offices[Role.EMPLOYER] = office
    return offices


@pytest.fixture
def put(new_uow: NewUow, offices: dict[Role, Office]) -> Put:
    """A declaration that has reached every office, with the decisions given."""

    def put_(*decided: tuple[Role, Action, dict[str, Any]], **changes: Any) -> Declaration:
        applicant = make_applicant(offices[Role.EMPLOYER].unit)
        route = Route(
            acceptance_id=offices[Role.ACCEPTANCE].unit.id,
            hr_bureau_id=offices[Role.HR_BUREAU].unit.id,
            municipal_id=offices[Role.MUNICIPAL_UNIT].unit.id,
            committee_id=offices[Role.COMMITTEE].unit.id,
        )
        declaration = make_declaration(applicant, stage=Stage.COMMITTEE_REVIEW, route=route, **changes)
        with new_uow() as uow:
            uow.applicants.add(applicant)
            uow.declarations.add(replace(declaration, stage=Stage.ACCEPTANCE_REVIEW))
            for stage in (Stage.HR_BUREAU_REVIEW, declaration.stage):
                declaration = replace(declaration, stage=stage, rev=declaration.rev + 1)
                uow.declarations.save(declaration)
            for minutes, (role, action, more) in enumerate(decided):
                at = NOW + timedelta(minutes=minutes)
                actor = offices[role].actor
                uow.decisions.add(make_decision(declaration, actor, action=action, at=at, **more))
            uow.commit()
        return declaration

    return put_


def waiting(queries: SqlQueries, office: Office) -> list[Decision]:
    return [row.decision for row in queries.entering.to_enter(office.scope, 100)]


def test_each_office_has_its_own_decisions_to_enter_newest_first(
    offices: dict[Role, Office], put: Put, queries: SqlQueries
) -> None:
    put(
        (Role.EMPLOYER, Action.CONFIRM, {}),
        (Role.EMPLOYER, Action.PASS, {"opinion": "同意推荐"}),
        (Role.ACCEPTANCE, Action.RETURN, {"withdrawn": True}),
        (Role.ACCEPTANCE, Action.PASS, {}),
        (Role.EMPLOYER, Action.RECORD_PAYMENT, {"record": {"amount": "450"}}),
    )
    employer, point = offices[Role.EMPLOYER], offices[Role.ACCEPTANCE]
    assert [d.action for d in waiting(queries, employer)] == [Action.RECORD_PAYMENT, Action.PASS]
    assert [d.action for d in waiting(queries, point)] == [Action.PASS]
    assert waiting(queries, offices[Role.CITY]) == []
    assert queries.entering.count_to_enter(employer.scope, 100) == 2
    assert queries.entering.count_to_enter(employer.scope, 1) == 1


def test_what_was_entered_leaves_and_comes_back_when_it_was_not_after_all(
    new_uow: NewUow, offices: dict[Role, Office], put: Put, queries: SqlQueries
) -> None:
    put((Role.EMPLOYER, Action.PASS, {}))
    employer = offices[Role.EMPLOYER]
    (made,) = waiting(queries, employer)
    for entered, left in ((True, 0), (False, 1)):
        mark_entered(MarkEntered(make_id(), employer.actor, made.id, entered), new_uow, FixedClock(NOW))
        assert len(waiting(queries, employer)) == left


def test_what_was_entered_is_listed_by_when_it_was(
    new_uow: NewUow, offices: dict[Role, Office], put: Put, queries: SqlQueries
) -> None:
    employer, clock = offices[Role.EMPLOYER], FixedClock(NOW)
    put((Role.EMPLOYER, Action.PASS, {}), (Role.EMPLOYER, Action.RECORD_PAYMENT, {}))
    for made in waiting(queries, employer):
        clock.advance(minutes=1)
        mark_entered(MarkEntered(make_id(), employer.actor, made.id, True), new_uow, clock)
    entered = queries.entering.entered(employer.scope, 100)
    assert [row.decision.action for row in entered] == [Action.PASS, Action.RECORD_PAYMENT]
    assert entered[0].decision.entered_by == employer.actor.name
    assert queries.entering.entered(offices[Role.CITY].scope, 100) == []


def test_one_dossier_has_those_of_this_office_in_either_state(
    offices: dict[Role, Office], put: Put, queries: SqlQueries
) -> None:
    put((Role.EMPLOYER, Action.PASS, {}))
    found = put(
        (Role.EMPLOYER, Action.PASS, {"entered_at": NOW}),
        (Role.ACCEPTANCE, Action.PASS, {}),
        (Role.EMPLOYER, Action.FORM_STEP, {}),
        (Role.EMPLOYER, Action.RECORD_PAYMENT, {}),
    )
    rows = queries.entering.of_subject(offices[Role.EMPLOYER].scope, found.id)
    assert [row.decision.action for row in rows] == [Action.RECORD_PAYMENT, Action.PASS]
    assert queries.entering.of_subject(offices[Role.CITY].scope, found.id) == []


def test_a_record_names_the_meeting_and_the_act_taken_up_again(
    new_uow: NewUow, offices: dict[Role, Office], put: Put, queries: SqlQueries
) -> None:
    committee = offices[Role.COMMITTEE]
    meeting = make_meeting(committee.actor, [put()], title="第二次评审会")
    with new_uow() as uow:
        uow.meetings.add(meeting)
        uow.commit()
    first = make_id()
    put(
        (Role.COMMITTEE, Action.PASS, {"id": first, "withdrawn": True}),
        (Role.COMMITTEE, Action.REOPEN, {"record": {"reopened": first}}),
        (Role.COMMITTEE, Action.MEETING_PASS, {"record": {"meeting": meeting.id, "votes_for": "9"}}),
    )
    told = [row.record for row in queries.entering.to_enter(committee.scope, 10)]
    assert told == [{"meeting": "第二次评审会", "votes_for": "9"}, {"reopened": "pass"}]


def test_a_row_says_whom_and_what_it_is_about(
    new_uow: NewUow, offices: dict[Role, Office], put: Put, queries: SqlQueries
) -> None:
    employer = offices[Role.EMPLOYER]
    put((Role.EMPLOYER, Action.PASS, {}))
    person = make_applicant(employer.unit, name="王嘉树")
    item = make_item(person)
    with new_uow() as uow:
        uow.applicants.add(person)
        uow.archive.add(item)
        uow.decisions.add(make_decision(item, employer.actor, at=NOW + timedelta(hours=1)))
        uow.commit()
    of_item, of_declaration = queries.entering.to_enter(employer.scope, 100)
    assert (of_item.name, of_item.section, of_item.plan_name) == ("王嘉树", "award", "")
    assert (of_declaration.name, of_declaration.section) == ("陈晓东", "")
    assert of_declaration.plan_id == "test-plan"


def test_the_list_filters_what_was_not_entered(
    offices: dict[Role, Office], put: Put, queries: SqlQueries
) -> None:
    todo = put((Role.EMPLOYER, Action.PASS, {}))
    put((Role.EMPLOYER, Action.PASS, {"entered_at": NOW, "entered_by": "周敏"}))
    put((Role.EMPLOYER, Action.CONFIRM, {}))
    scope = offices[Role.EMPLOYER].scope
    wanted = DeclarationFilter(tab=DeclarationTab.ALL, not_entered=True)
    rows = queries.declaration_rows(scope, wanted, queries.declaration_keys(scope, wanted, TODAY), TODAY)
    assert [row.id for row in rows] == [todo.id]
    assert queries.declaration_counts(scope, wanted)[DeclarationTab.ALL] == 1


@pytest.mark.parametrize("changed", [False, True])
def test_a_resubmission_says_whether_anything_changed(
    new_uow: NewUow, offices: dict[Role, Office], put: Put, queries: SqlQueries, changed: bool
) -> None:
    first = put()
    again = replace(
        first,
        submit_no=2,
        rev=first.rev + 1,
        photo=make_file(name="新证件照.jpg") if changed else first.photo,
    )
    with new_uow() as uow:
        uow.files.add([again.photo] if again.photo else [])
        uow.declarations.add_submission(first)
        uow.declarations.save(again)
        uow.declarations.add_submission(again)
        uow.commit()
    scope = offices[Role.COMMITTEE].scope
    wanted = DeclarationFilter()
    (row,) = queries.declaration_rows(scope, wanted, queries.declaration_keys(scope, wanted, TODAY), TODAY)
    assert (row.submit_no, row.unchanged) == (2, not changed)


@pytest.mark.parametrize("role", [Role.CITY, Role.MUNICIPAL_UNIT])
def test_a_desk_that_reviews_nothing_reads_what_has_reached_it(
    new_uow: NewUow, offices: dict[Role, Office], put: Put, queries: SqlQueries, role: Role
) -> None:
    found = put()
    with new_uow() as uow:
        uow.declarations.save(replace(found, stage=Stage.AWAITING_FORMS, form_step="handed_in", rev=4))
        uow.declarations.save(replace(found, stage=Stage.CITY_REVIEW, rev=5))
        uow.commit()
    counts = queries.declaration_counts(offices[role].scope, DeclarationFilter())
    assert counts[DeclarationTab.ALL] == 1
    assert sum(counts.values()) == 1


@pytest.mark.parametrize(
    ("role", "kind"),
    [(Role.EMPLOYER, PublicityKind.EMPLOYER), (Role.COMMITTEE, PublicityKind.APPLICANTS)],
)
def test_a_dossier_carries_the_publicity_that_the_desk_asks_about(
    new_uow: NewUow,
    offices: dict[Role, Office],
    put: Put,
    queries: SqlQueries,
    role: Role,
    kind: PublicityKind,
) -> None:
    found = put()
    publicities = [
        make_publicity(offices[by].actor, [found], kind=which)
        for by, which in (
            (Role.EMPLOYER, PublicityKind.EMPLOYER),
            (Role.COMMITTEE, PublicityKind.APPLICANTS),
        )
    ]
    with new_uow() as uow:
        for publicity in publicities:
            uow.publicities.add(publicity)
        own, office = publicities
        uow.declarations.save(replace(found, publicity_id=own.id, office_publicity_id=office.id, rev=4))
        uow.commit()
    dossier = queries.declaration_dossier(offices[role].scope, found.id, offices[role].actor, TODAY)
    assert dossier.publicity is not None
    assert dossier.publicity.kind is kind
