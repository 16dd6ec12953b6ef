"""Every query behind a screen seeks in an index; none walks a whole table. What the plan says, not how long it takes."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from app.domain.declaration import DeclarationTab, EmployerStep
from app.domain.organisation import Role
from app.ports.queries import ArchiveFilter, DeclarationFilter, ListOrder, PublicityTab, Scope
from app.ports.road_queries import Entering, Queue, RoadFilter, RoadOrder
from app.ports.statistics import Portion, StatisticsFilter
from db.queries import people_filter
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from tests.calendars import plain_calendar
from tests.copies import Office, open_test_copy
from tests.db.desk_data import put_in
from tests.factories import TODAY

BIG_TABLES = ("archive_item", "archive_revision", "declaration", "decision", "applicant", "audit", "look")


@contextmanager
def plans_of(copy: WorkingCopy) -> Iterator[list[str]]:
    """The query plan of every SELECT run inside, a line each."""
    lines: list[str] = []

    def explain(
        connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        if statement.startswith("SELECT"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            lines.extend(str(row[3]) for row in cursor.fetchall())

    event.listen(copy.read_engine, "before_cursor_execute", explain)
    try:
        yield lines
    finally:
        event.remove(copy.read_engine, "before_cursor_execute", explain)


def scanned(lines: list[str]) -> list[str]:
    """Big tables that a plan reads from end to end."""
    return [line for line in lines if re.match(rf"SCAN ({'|'.join(BIG_TABLES)})\b", line)]


Ask = Callable[[SqlQueries, Office], object]
ASKED: dict[str, tuple[Ask, str]] = {
    "archive list": (
        lambda q, o: q.archive_keys(o.scope, ArchiveFilter("award")),
        "COVERING INDEX ix_archive_item_list (employer_id=? AND status=? AND section=?)",
    ),
    "archive list, all statuses": (
        lambda q, o: q.archive_keys(o.scope, ArchiveFilter("award", None)),
        "MERGE (UNION ALL)",
    ),
    "first page of the archive list": (
        lambda q, o: q.archive_keys(o.scope, ArchiveFilter("award", None), 128),
        "MERGE (UNION ALL)",
    ),
    "archive list, flagged": (
        lambda q, o: q.archive_keys(o.scope, ArchiveFilter("award", flagged_only=True)),
        "COVERING INDEX ix_archive_item_list",
    ),
    "archive search": (
        lambda q, o: q.archive_keys(o.scope, ArchiveFilter("award", text="单")),
        "COVERING INDEX ix_archive_item_person (applicant_key=? AND section=? AND status=?)",
    ),
    "archive counts": (
        lambda q, o: q.archive_counts(o.scope, ArchiveFilter("award")),
        "COVERING INDEX ix_archive_item_list (employer_id=? AND status=? AND section=?)",
    ),
    "archive rows": (lambda q, o: q.archive_rows(o.scope, [1, 2]), "archive_item USING INTEGER PRIMARY KEY"),
    "section counts": (
        lambda q, o: q.section_counts(o.scope),
        "COVERING INDEX ix_archive_item_list (employer_id=? AND status=?)",
    ),
    "declaration list": (
        lambda q, o: q.declaration_keys(o.scope, DeclarationFilter(), TODAY),
        "COVERING INDEX ix_declaration_list (employer_id=? AND stage=?)",
    ),
    "declaration chips": (
        lambda q, o: q.declaration_keys(
            o.scope, DeclarationFilter(steps=frozenset({EmployerStep.READY, EmployerStep.REVIEW})), TODAY
        ),
        "MERGE (UNION ALL)",
    ),
    "declarations, filtered": (
        lambda q, o: q.declaration_keys(
            o.scope, DeclarationFilter(year=2026, plan_id="test-plan", flagged_only=True), TODAY
        ),
        "COVERING INDEX ix_declaration_list",
    ),
    "declaration search": (
        lambda q, o: q.declaration_keys(o.scope, DeclarationFilter(text="单"), TODAY),
        "COVERING INDEX ix_declaration_person (applicant_key=? AND stage=?",
    ),
    "declaration counts": (
        lambda q, o: q.declaration_counts(o.scope, DeclarationFilter()),
        "COVERING INDEX ix_declaration_list (employer_id=? AND stage=?)",
    ),
    "step counts": (
        lambda q, o: q.step_counts(o.scope, DeclarationFilter(), TODAY),
        "COVERING INDEX ix_declaration_list (employer_id=? AND stage=?)",
    ),
    "declaration rows": (
        lambda q, o: q.declaration_rows(o.scope, DeclarationFilter(), [1], TODAY),
        "declaration USING INTEGER PRIMARY KEY",
    ),
    "return events": (
        lambda q, o: q.declaration_keys(o.scope, DeclarationFilter(DeclarationTab.RETURNS), TODAY),
        "INDEX ix_decision_returns (employer_id=?)",
    ),
    "return rows": (
        lambda q, o: q.declaration_rows(o.scope, DeclarationFilter(DeclarationTab.RETURNS), [1], TODAY),
        "decision USING INTEGER PRIMARY KEY",
    ),
    "a level's list": (
        lambda q, o: q.declaration_keys(Scope(Role.HR_BUREAU, "x"), DeclarationFilter(), TODAY),
        "COVERING INDEX ix_declaration_stage (stage=?)",
    ),
    "by name": (
        lambda q, o: q.archive_keys(o.scope, ArchiveFilter("award", order=ListOrder.NAME)),
        "INDEX ix_archive_item_list",
    ),
    "publicities": (
        lambda q, o: q.publicity_rows(o.scope, PublicityTab.RUNNING, "", TODAY),
        "INDEX ix_publicity_employer_id (employer_id=?)",
    ),
    "publicity counts": (lambda q, o: q.publicity_counts(o.scope, TODAY), "ix_publicity_employer_id"),
    "a level's queue": (
        lambda q, o: q.road.road_keys(Scope(Role.HR_BUREAU, "x"), RoadFilter(Queue.REVIEW), TODAY),
        "INDEX ix_declaration_stage (stage=?)",
    ),
    "a level's queue by unit": (
        lambda q, o: q.road.road_keys(
            Scope(Role.COMMITTEE, "x"), RoadFilter(Queue.ALL, order=RoadOrder.UNIT), TODAY
        ),
        "INDEX ix_declaration_stage (stage=?)",
    ),
    "a level's queue of one unit": (
        lambda q, o: q.road.road_keys(
            Scope(Role.HR_BUREAU, "x"), RoadFilter(Queue.REVIEW, unit_id="u"), TODAY
        ),
        "INDEX ix_declaration_list (employer_id=? AND stage=?)",
    ),
    "a unit's queue": (
        lambda q, o: q.road.road_keys(o.scope, RoadFilter(Queue.FORMS_MINE), TODAY),
        "INDEX ix_declaration_list (employer_id=? AND stage=?)",
    ),
    "queue search": (
        lambda q, o: q.road.road_keys(Scope(Role.HR_BUREAU, "x"), RoadFilter(Queue.REVIEW, text="单"), TODAY),
        "INDEX ix_declaration_person (applicant_key=? AND stage=?",
    ),
    "not entered": (
        lambda q, o: q.road.road_keys(
            o.scope, RoadFilter(Queue.AHEAD, entering=Entering.NOT_YET, late_only=True), TODAY
        ),
        "INDEX ix_decision_subject_id (subject_id=?)",
    ),
    "queue counts": (
        lambda q, o: q.road.queue_counts(Scope(Role.COMMITTEE, "x"), RoadFilter(Queue.REVIEW), TODAY),
        "COVERING INDEX ix_declaration_stage (stage=?)",
    ),
    "queue groups": (
        lambda q, o: q.road.road_groups(Scope(Role.COMMITTEE, "x"), RoadFilter(Queue.REVIEW), TODAY),
        "INDEX ix_declaration_stage (stage=?)",
    ),
    "queue rows": (
        lambda q, o: q.road.road_rows(o.scope, [1], TODAY),
        "declaration USING INTEGER PRIMARY KEY",
    ),
    "queue rows by id": (
        lambda q, o: q.road.road_rows_of(o.scope, ["x"], TODAY),
        "INDEX ix_decision_subject_id (subject_id=?)",
    ),
    "queue flags": (
        lambda q, o: q.road.road_flags(Scope(Role.COMMITTEE, "x"), ["x"]),
        "SEARCH flag USING PRIMARY KEY (subject_kind=? AND subject_id=?)",
    ),
    "queue choices": (
        lambda q, o: q.road.road_choices(Scope(Role.COMMITTEE, "x")),
        "INDEX ix_declaration_list (employer_id=? AND stage=?)",
    ),
    "meetings": (
        lambda q, o: q.road.meetings(Scope(Role.COMMITTEE, "x")),
        "INDEX ix_meeting_organisation_id (organisation_id=?)",
    ),
    "statistics of a unit": (
        lambda q, o: q.statistics.count(o.scope, StatisticsFilter(2026), q.statistics.portions(o.scope)[0]),
        "INDEX ix_declaration_list (employer_id=? AND stage=?)",
    ),
    "statistics of a level": (
        lambda q, o: q.statistics.count(Scope(Role.HR_BUREAU, "x"), StatisticsFilter(), Portion(1, 2_500)),
        "declaration USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
    ),
    "statistics filters of a unit": (
        lambda q, o: q.statistics.choices(o.scope),
        "COVERING INDEX ix_declaration_list (employer_id=? AND stage=?)",
    ),
    "statistics filters of a level": (
        lambda q, o: q.statistics.choices(Scope(Role.HR_BUREAU, "x")),
        "INDEX ix_declaration_stage (stage=?)",
    ),
    "home": (lambda q, o: q.home(o.scope, o.actor, TODAY), "INDEX ix_decision_account_id"),
}


@pytest.fixture(scope="module")
def shared(empty_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkingCopy]:
    """Plans are the same in one copy for all; a copy for each would be most of the time."""
    folder = tmp_path_factory.mktemp("plans") / "copy"
    shutil.copytree(empty_copy, folder)
    copy = open_test_copy(folder)
    put_in(copy)
    yield copy
    copy.close()


@pytest.fixture(scope="module")
def shared_office(shared: WorkingCopy) -> Office:
    return put_in(shared).office


@pytest.mark.parametrize("name", ASKED)
def test_screens_seek(shared: WorkingCopy, shared_office: Office, name: str) -> None:
    ask, needed = ASKED[name]
    queries = SqlQueries(shared.read_engine, plain_calendar)
    queries.prepare_search()
    with plans_of(shared) as lines:
        ask(queries, shared_office)
    assert any(needed in line for line in lines), "\n".join(lines)
    assert scanned(lines) == []


def test_many_people_are_tested_inside_the_list_index(
    shared: WorkingCopy, shared_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_filter, "FEW", -1)
    queries = SqlQueries(shared.read_engine, plain_calendar)
    queries.prepare_search()
    with plans_of(shared) as lines:
        queries.archive_keys(shared_office.scope, ArchiveFilter("award", text="单"))
        queries.declaration_keys(shared_office.scope, DeclarationFilter(text="单"), TODAY)
    assert any("COVERING INDEX ix_archive_item_list" in line for line in lines)
    assert any("COVERING INDEX ix_declaration_list" in line for line in lines)
    assert scanned(lines) == []
