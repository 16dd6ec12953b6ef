"""What the window reads of the exchange: the outbox in words, both sides of a conflict, marks, counts, the log."""

from datetime import timedelta

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.commands import ReviewArchiveItem
from app.domain.decision import Action, SubjectKind
from app.domain.organisation import Role
from app.ports.sync import OpState
from app.usecases.review_archive import review_archive_item
from db.sync.export import export_outbox
from db.sync.gateway import PushAnswer
from db.sync.queries import SqlSyncQueries
from tests.factories import make_id, make_kit
from tests.sync.exchange_desk import ExchangeDesk
from tests.sync.fake_server import AT, HOME, UNIT, UNIT_DOC, FakeServer, applicant_doc, decision_doc, item_doc


@pytest.fixture
def queries(desk: ExchangeDesk) -> SqlSyncQueries:
    (award,) = (section for section in make_kit().archive_sections if section.key == "award")
    return SqlSyncQueries(
        desk.copy.read_engine.begin, lambda key, fields: award.name_entry(fields), Role.EMPLOYER
    )


@pytest.fixture
def known(desk: ExchangeDesk, server: FakeServer) -> ExchangeDesk:
    server.put("employer", UNIT, UNIT_DOC)
    server.put("applicant", "p1", applicant_doc())
    for n in (1, 2):
        server.put("archive_item", f"i{n}", item_doc("p1"))
    desk.round()
    server.revs |= {"i1": 1, "i2": 1}
    desk.rest(120)
    return desk


def judge(desk: ExchangeDesk, item_id: str, action: Action = Action.PASS) -> str:
    command = ReviewArchiveItem(make_id(), desk.actor, item_id, 1, action, "同意")
    review_archive_item(command, desk.new_uow, desk.clock)
    return command.op_id


def test_what_waits_is_listed_counted_and_marked(known: ExchangeDesk, queries: SqlSyncQueries) -> None:
    op_id = judge(known, "i1")
    due = known.clock.now() + timedelta(seconds=120)
    counts = queries.counts()
    assert (counts.resting, counts.waiting, counts.next_due) == (1, 1, due)
    (row,) = queries.outbox(frozenset({OpState.RESTING}))
    assert (row.op_id, row.command, row.action) == (op_id, "ReviewArchiveItem", Action.PASS)
    assert (row.subject_kind, row.subject_id) == (SubjectKind.ARCHIVE_ITEM, "i1")
    assert (row.person, row.title, row.due_at) == ("陈晓东", "获奖情况　城北泵站", due)
    assert queries.states_of(["i1", "i2"]) == {"i1": OpState.RESTING}
    known.round()
    assert queries.states_of(["i1", "i2"]) == {}
    assert [r.op_id for r in queries.outbox(frozenset({OpState.APPLIED}))] == [op_id]
    assert queries.last_round() == known.clock.now()
    assert queries.log()[0].params["pushed"] == 1


def test_a_conflict_shows_who_was_first_and_what_oneself_decided(
    known: ExchangeDesk, server: FakeServer, queries: SqlSyncQueries
) -> None:
    op_id = judge(known, "i1")
    server.put("archive_item", "i1", item_doc("p1", status="returned"))
    first = decision_doc("i1", 1, subject_kind="archive_item", action="return", notice="请补正", at=AT)
    server.put("decision", "theirs", first | {"before": "pending", "after": "returned"})
    server.answer = lambda push: PushAnswer("conflict", "C-101", {"stored": 2, "seen": 1}, 2)
    report = known.round()
    assert (report.conflicts, report.pushed) == (1, 0)
    (case,) = queries.conflicts()
    assert (case.op_id, case.person, case.title) == (op_id, "陈晓东", "获奖情况　城北泵站")
    assert (case.standing.action, case.standing.reviewer, case.standing.notice) == (
        Action.RETURN,
        "罗晓芸",
        "请补正",
    )
    assert (case.own.action, case.own.reviewer, case.own.opinion) == (Action.PASS, "周敏", "同意")
    assert not case.may_decide_again
    assert queries.states_of(["i1"]) == {"i1": OpState.CONFLICT}
    assert queries.counts().conflicts == 1
    with known.new_uow() as uow:
        assert uow.archive.get("i1").status is ArchiveStatus.RETURNED
        assert uow.outbox.close(op_id)
        uow.commit()
    assert queries.conflicts() == [] and queries.states_of(["i1"]) == {}


def test_a_conflict_over_changed_content_names_no_verdict(
    known: ExchangeDesk, server: FakeServer, queries: SqlSyncQueries
) -> None:
    judge(known, "i1")
    server.put("archive_item", "i1", item_doc("p1", content_rev=2, fields={"time": "2025-01"}))
    server.answer = lambda push: PushAnswer("conflict", "C-101", new_rev=2)
    known.round()
    (case,) = queries.conflicts()
    assert (case.standing.action, case.may_decide_again) == (None, True)


def test_the_outbox_can_be_exported_whatever_the_server_says(known: ExchangeDesk, tmp_path) -> None:
    op_id = judge(known, "i1")
    path = tmp_path / "outbox.jsonl"
    with known.copy.read_engine.connect() as connection:
        assert export_outbox(connection, path) == 1
    text = path.read_text(encoding="utf-8")
    assert op_id in text and HOME in text and "u_test" in text
