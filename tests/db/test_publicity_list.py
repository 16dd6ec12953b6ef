"""公示管理 and 用户中心: which publicity stands under which tab, who waits for one, what is due today."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import Declaration, Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.publicity import Publicity
from app.ports.queries import PublicityTab, Scope
from db.queries.sql_queries import SqlQueries
from tests.copies import NewUow, Office, add_office
from tests.factories import (
    NOW,
    TODAY,
    make_applicant,
    make_decision,
    make_declaration,
    make_flag,
    make_item,
    make_objection,
    make_publicity,
)

END = date(2026, 9, 7)


@dataclass
class Board:
    """A unit with three people in one publicity and one who waits."""

    new_uow: NewUow
    office: Office
    members: list[Declaration]
    waiting: Declaration
    publicity: Publicity

    def move(self, declaration: Declaration, stage: Stage) -> None:
        with self.new_uow() as uow:
            stored = uow.declarations.get(declaration.id)
            uow.declarations.save(replace(stored, stage=stage, rev=stored.rev + 1))
            uow.commit()

    def save(self, **changes: object) -> None:
        with self.new_uow() as uow:
            stored = uow.publicities.get(self.publicity.id)
            self.publicity = replace(stored, rev=stored.rev + 1, **changes)  # type: ignore[arg-type]
            uow.publicities.save(self.publicity)
            uow.commit()


@pytest.fixture
def board(new_uow: NewUow, office: Office) -> Board:
    people = [make_applicant(office.unit, name=name) for name in ("陈晓东", "单雄信", "欧阳静怡", "王嘉树")]
    members = [make_declaration(person, stage=Stage.IN_PUBLICITY) for person in people[:3]]
    publicity = make_publicity(office.actor, members, end=END)
    members = [replace(m, publicity_id=publicity.id, publicity_to=END) for m in members]
    waiting = make_declaration(people[3], stage=Stage.AWAITING_PUBLICITY)
    with new_uow() as uow:
        for person in people:
            uow.applicants.add(person)
        for declaration in (*members, waiting):
            uow.declarations.add(declaration)
        uow.publicities.add(publicity)
        uow.commit()
    return Board(new_uow, office, members, waiting, publicity)


def tabs_of(queries: SqlQueries, scope: Scope, today: date) -> set[PublicityTab]:
    """Tabs with a publicity; lists and counts must agree."""
    counts = queries.publicity_counts(scope, today)
    assert counts == {tab: len(queries.publicity_rows(scope, tab, "", today)) for tab in PublicityTab}
    return {tab for tab, number in counts.items() if number} - {PublicityTab.WAITING}


@pytest.mark.req("A4.4")
def test_a_publicity_runs_ends_today_and_is_over(board: Board, queries: SqlQueries) -> None:
    scope = board.office.scope
    assert tabs_of(queries, scope, TODAY) == {PublicityTab.RUNNING}
    for today in (END, END + timedelta(days=1)):
        assert tabs_of(queries, scope, today) == {PublicityTab.RUNNING, PublicityTab.OVER_TODAY}
    (row,) = queries.publicity_rows(scope, PublicityTab.RUNNING, "", TODAY)
    assert row.names == ("陈晓东", "单雄信", "欧阳静怡")
    assert row.declaration_ids == board.publicity.members
    assert row.plan_names == ("2026年度示例工程师评审计划",)
    assert row.titles == ("工程师(中级)",) * 3
    assert (row.start, row.end, row.day, row.over) == (date(2026, 8, 31), END, (1, 5), False)
    (row,) = queries.publicity_rows(scope, PublicityTab.OVER_TODAY, "", END + timedelta(days=1))
    assert (row.day, row.over) == (None, True)


def test_it_ends_when_its_last_member_has_left(board: Board, queries: SqlQueries) -> None:
    scope = board.office.scope
    board.move(board.members[0], Stage.ACCEPTANCE_REVIEW)
    board.move(board.members[1], Stage.RETURNED)
    assert PublicityTab.RUNNING in tabs_of(queries, scope, TODAY)
    (row,) = queries.publicity_rows(scope, PublicityTab.RUNNING, "", TODAY)
    assert row.revs == (2, 2, 1)
    board.move(board.members[2], Stage.FAILED)
    assert tabs_of(queries, scope, TODAY) == {PublicityTab.ENDED}


def test_a_cancelled_one_has_ended(board: Board, queries: SqlQueries) -> None:
    board.save(cancelled_at=NOW, cancel_reason="地点有误")
    assert tabs_of(queries, board.office.scope, TODAY) == {PublicityTab.ENDED}


def test_an_open_objection_shows_until_it_is_settled(board: Board, queries: SqlQueries) -> None:
    objection = make_objection(board.members[0], board.office.actor)
    board.save(objections=(objection,))
    board.move(board.members[0], Stage.EMPLOYER_REVIEW)
    assert tabs_of(queries, board.office.scope, TODAY) == {PublicityTab.RUNNING, PublicityTab.OBJECTED}
    (row,) = queries.publicity_rows(board.office.scope, PublicityTab.OBJECTED, "", TODAY)
    assert row.open_objections == 1
    board.save(objections=(replace(objection, upheld=False, handling="已核实"),))
    assert tabs_of(queries, board.office.scope, TODAY) == {PublicityTab.RUNNING}


@pytest.mark.parametrize(
    ("text", "running", "waiting"),
    [("", 1, 1), ("ouyang", 1, 0), ("单雄", 1, 0), ("王", 0, 1), ("示例工程师", 1, 1), ("没有", 0, 0)],
)
def test_search_by_person_and_plan(
    board: Board, queries: SqlQueries, text: str, running: int, waiting: int
) -> None:
    scope = board.office.scope
    assert len(queries.publicity_rows(scope, PublicityTab.RUNNING, text, TODAY)) == running
    assert len(queries.publicity_rows(scope, PublicityTab.WAITING, text, TODAY)) == waiting


def test_who_waits_is_a_row_without_a_publicity(board: Board, queries: SqlQueries) -> None:
    (row,) = queries.publicity_rows(board.office.scope, PublicityTab.WAITING, "", TODAY)
    assert (row.publicity_id, row.declaration_ids, row.revs) == (None, (board.waiting.id,), (1,))


def test_another_unit_and_the_levels_above_see_nothing_of_it(board: Board, queries: SqlQueries) -> None:
    stranger = add_office(board.new_uow)
    for scope in (stranger.scope, Scope(Role.ACCEPTANCE, "elsewhere"), Scope(Role.ADMIN, "elsewhere")):
        assert set(queries.publicity_counts(scope, TODAY).values()) == {0}
        with pytest.raises(RuleError, match="N-404"):
            queries.publicity_dossier(scope, board.publicity.id, stranger.actor, TODAY)


def test_its_dossier_has_every_member(board: Board, queries: SqlQueries) -> None:
    dossier = queries.publicity_dossier(board.office.scope, board.publicity.id, board.office.actor, TODAY)
    assert dossier.publicity == board.publicity
    assert [member.declaration for member in dossier.members] == board.members
    assert [member.applicant.name for member in dossier.members] == ["陈晓东", "单雄信", "欧阳静怡"]


@pytest.mark.req("A3.1", "A3.3")
def test_home_says_what_waits_and_what_was_done_today(board: Board, queries: SqlQueries) -> None:
    office, new_uow = board.office, board.new_uow
    person = make_applicant(office.unit)
    pending = [make_item(person) for _ in range(3)] + [make_item(person, section="education")]
    returned = make_item(person, status=ArchiveStatus.RETURNED)
    old = make_declaration(person, submitted_at=NOW - timedelta(days=9))
    with new_uow() as uow:
        uow.applicants.add(person)
        for item in (*pending, returned, make_item(person, status=ArchiveStatus.DRAFT)):
            uow.archive.add(item)
        uow.declarations.add(old)
        uow.flags.replace(SubjectKind.DECLARATION, old.id, [make_flag()])
        midnight = NOW.replace(hour=16) - timedelta(days=1)  # 00:00 in Shanghai
        for at, subject, action in (
            (midnight - timedelta(seconds=1), pending[0], Action.PASS),  # yesterday
            (midnight, pending[0], Action.PASS),
            (NOW, pending[1], Action.RETURN),
            (NOW, pending[1], Action.PASS),  # the same item again
            (NOW, old, Action.CONFIRM),
            (NOW + timedelta(hours=14), old, Action.RETURN),  # tomorrow
        ):
            uow.decisions.add(make_decision(subject, office.actor, action=action, at=at))
        undone = make_decision(pending[2], office.actor)
        uow.decisions.add(undone)
        uow.decisions.mark_withdrawn(undone.id)
        uow.commit()

    facts = queries.home(office.scope, office.actor, TODAY)
    assert (facts.archive_pending, facts.declarations_pending) == (4, 5)
    assert [(s.section, s.pending) for s in facts.by_section] == [("award", 3), ("education", 1)]
    (plan,) = facts.by_plan
    assert (plan.plan_name, plan.pending, plan.oldest) == (
        "2026年度示例工程师评审计划",
        5,
        old.submitted_at,
    )
    assert (facts.publicities_running, facts.waiting_for_publicity) == (1, 1)
    assert (facts.publicities_over, facts.publicities_objected) == ((), ())
    assert (facts.returned_items, facts.flagged_declarations) == (1, 1)
    assert facts.decided_today == (2, 1, 1)
    assert len(queries.home(office.scope, office.actor, END).publicities_over) == 1


def test_an_empty_desk_is_all_zero(new_uow: NewUow, office: Office, queries: SqlQueries) -> None:
    for scope in (office.scope, Scope(Role.COMMITTEE, "elsewhere"), Scope(Role.ADMIN, "elsewhere")):
        facts = queries.home(scope, office.actor, TODAY)
        assert (facts.archive_pending, facts.declarations_pending, facts.by_plan) == (0, 0, ())
        assert facts.decided_today == (0, 0, 0)
