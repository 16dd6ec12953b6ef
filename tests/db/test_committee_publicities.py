"""公示管理 of the committee's office: who waits for which publicity, which one runs, who has left it (B11.1, B12.1)."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.decision import Action
from app.domain.declaration import Declaration, Route, Stage
from app.domain.organisation import Role
from app.domain.publicity import Publicity, PublicityKind
from app.ports.queries import PublicityTab
from db.queries.sql_queries import SqlQueries
from tests.copies import NewUow, Office, add_office
from tests.factories import (
    NOW,
    TODAY,
    make_applicant,
    make_decision,
    make_declaration,
    make_objection,
    make_publicity,
)

END = date(2026, 9, 7)


@dataclass
class Committee:
    """The committee's office with persons of several units."""

    new_uow: NewUow
    office: Office
    units: list[Office] = field(default_factory=list)

    def add(self, name: str, stage: Stage, unit: int = 0, **changes: Any) -> Declaration:
        route = Route(committee_id=self.office.unit.id)
        person = make_applicant(self.units[unit].unit, name=name)
        declaration = make_declaration(person, stage=stage, route=route, **changes)
        with self.new_uow() as uow:
            uow.applicants.add(person)
            uow.declarations.add(declaration)
            uow.commit()
        return declaration

    def publish(self, kind: PublicityKind, *members: Declaration, **changes: Any) -> Publicity:
        publicity = make_publicity(self.office.actor, members, kind=kind, end=END, **changes)
        with self.new_uow() as uow:
            uow.publicities.add(publicity)
            for member in members:
                stored = uow.declarations.get(member.id)
                named = replace(stored, office_publicity_id=publicity.id, office_publicity_to=END)
                uow.declarations.save(replace(named, rev=stored.rev + 1))
            uow.commit()
        return publicity

    def move(self, member: Declaration, stage: Stage) -> None:
        with self.new_uow() as uow:
            stored = uow.declarations.get(member.id)
            uow.declarations.save(replace(stored, stage=stage, rev=stored.rev + 1))
            uow.commit()

    def reconvene(self, member: Declaration) -> None:
        with self.new_uow() as uow:
            uow.decisions.add(
                make_decision(member, self.office.actor, action=Action.RECONVENE, at=NOW + timedelta(days=1))
            )
            uow.commit()


@pytest.fixture
def committee(new_uow: NewUow) -> Committee:
    office = add_office(new_uow, name="示例中评委办公室", role=Role.COMMITTEE)
    return Committee(new_uow, office, [add_office(new_uow, name=f"示例单位{n}") for n in "甲乙"])


def names(queries: SqlQueries, committee: Committee, tab: PublicityTab) -> list[tuple[str, ...]]:
    """By row; lists and counts must agree."""
    rows = queries.publicity_rows(committee.office.scope, tab, "", TODAY)
    assert queries.publicity_counts(committee.office.scope, TODAY)[tab] == len(rows)
    return [row.names for row in rows]


@pytest.mark.req("B11.1", "B12.1")
def test_who_waits_is_told_with_the_kind_and_the_unit(committee: Committee, queries: SqlQueries) -> None:
    committee.add("许文博", Stage.AWAITING_APPLICANTS_PUBLICITY)
    committee.add("单文静", Stage.AWAITING_RESULTS_PUBLICITY, unit=1)
    committee.add("郑凯", Stage.COMMITTEE_REVIEW)
    rows = queries.publicity_rows(committee.office.scope, PublicityTab.WAITING, "", TODAY)
    assert [(row.names, row.kind, row.units) for row in rows] == [
        (("许文博",), PublicityKind.APPLICANTS, ("示例单位甲",)),
        (("单文静",), PublicityKind.RESULTS, ("示例单位乙",)),
    ]
    assert queries.home(committee.office.scope, committee.office.actor, TODAY).waiting_for_publicity == 2
    stranger = add_office(committee.new_uow, role=Role.COMMITTEE)
    assert queries.publicity_rows(stranger.scope, PublicityTab.WAITING, "", TODAY) == []
    unit = committee.units[0].scope
    assert queries.publicity_rows(unit, PublicityTab.WAITING, "", TODAY) == []


@pytest.mark.req("B11.1")
def test_an_applicant_with_an_objection_still_stands_in_the_publicity(
    committee: Committee, queries: SqlQueries
) -> None:
    people = [committee.add(name, Stage.IN_APPLICANTS_PUBLICITY) for name in ("许文博", "单文静")]
    objection = make_objection(people[0], committee.office.actor)
    committee.publish(PublicityKind.APPLICANTS, *people, objections=(objection,))
    committee.move(people[0], Stage.COMMITTEE_REVIEW)
    committee.move(people[1], Stage.AWAITING_MEETING)
    for tab in (PublicityTab.RUNNING, PublicityTab.OBJECTED):
        assert names(queries, committee, tab) == [("许文博", "单文静")]
    committee.move(people[0], Stage.RETURNED)
    assert names(queries, committee, PublicityTab.RUNNING) == []
    assert names(queries, committee, PublicityTab.ENDED) == [("许文博", "单文静")]


@pytest.mark.req("B12.1")
def test_a_result_with_an_objection_waits_for_no_new_publicity_until_it_was_voted_on_anew(
    committee: Committee, queries: SqlQueries
) -> None:
    person = committee.add("许文博", Stage.AWAITING_RESULTS_PUBLICITY)
    applicants = committee.publish(PublicityKind.APPLICANTS, person)
    assert names(queries, committee, PublicityTab.WAITING) == [("许文博",)]
    assert names(queries, committee, PublicityTab.ENDED) == [("许文博",)]
    committee.publish(PublicityKind.RESULTS, person)
    assert names(queries, committee, PublicityTab.WAITING) == []
    assert names(queries, committee, PublicityTab.RUNNING) == [("许文博",)]
    committee.reconvene(person)
    assert names(queries, committee, PublicityTab.WAITING) == [("许文博",)]
    assert names(queries, committee, PublicityTab.RUNNING) == []
    assert applicants.kind is PublicityKind.APPLICANTS
