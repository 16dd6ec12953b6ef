"""Restored, rebuilt, failed over, left: what the desk keeps, asks again and removes (docs/protocol.md §5, the table)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.commands import ReviewArchiveItem
from app.domain.decision import Action, SubjectKind
from app.domain.looks import Look, LookAct
from app.ports.sync import SyncLogKind
from app.usecases.record_looks import record_looks
from app.usecases.review_archive import review_archive_item
from tests.factories import make_id
from tests.sync.exchange_desk import ExchangeDesk
from tests.sync.fake_server import (
    HOME,
    UNIT,
    UNIT_DOC,
    FakeServer,
    LineBreaks,
    applicant_doc,
    decision_doc,
    declaration_doc,
    item_doc,
)


@pytest.fixture
def known(desk: ExchangeDesk, server: FakeServer) -> ExchangeDesk:
    """A unit with three entries that this desk knows."""
    server.put("employer", UNIT, UNIT_DOC)
    server.put("applicant", "p1", applicant_doc())
    for n in (1, 2, 3):
        server.put("archive_item", f"i{n}", item_doc("p1"), rev=3)
    desk.round()
    server.revs |= {f"i{n}": 3 for n in (1, 2, 3)}
    return desk


def judge(desk: ExchangeDesk, item_id: str) -> str:
    command = ReviewArchiveItem(make_id(), desk.actor, item_id, 3, Action.PASS)
    review_archive_item(command, desk.new_uow, desk.clock)
    return command.op_id


def show(server: FakeServer, op_id: str, item_id: str) -> None:
    """The server's feed has what the push of this verdict made."""
    server.put("archive_item", item_id, item_doc("p1", status="passed"))
    server.put("decision", op_id, decision_doc(item_id, 3, subject_kind="archive_item", action="pass"))


def log_kinds(desk: ExchangeDesk) -> list[str]:
    return [row[0] for row in desk.rows("SELECT kind FROM sync_log ORDER BY key")]


def test_what_a_restored_server_has_not_goes_only_when_the_digest_agrees(
    known: ExchangeDesk, server: FakeServer
) -> None:
    del server.rows[HOME, "archive_item"]["i3"]
    server.restore("restored")
    server.before = LineBreaks("digest", 1)
    assert known.round().problem == "Y-101"
    assert known.one("SELECT count(*) FROM archive_item") == 3, "not before it was compared"
    server.before = lambda call: None
    report = known.round()
    assert (report.problem, "i3" in report.changed.items) == ("", True)
    assert known.rows("SELECT id FROM archive_item ORDER BY id") == [("i1",), ("i2",)]
    assert SyncLogKind.REPULL in log_kinds(known)
    server.asked.clear()
    known.round()
    assert [call[0] for call in server.asked] == ["hello"], "it is over"


def test_a_restored_servers_older_state_is_taken_and_own_acts_are_sent_again(
    known: ExchangeDesk, server: FakeServer
) -> None:
    op_id = judge(known, "i1")
    known.round()
    assert known.state_of(op_id) == "applied"
    show(server, op_id, "i1")
    server.pushes.clear()
    server.revs["i1"] = 3
    server.put("archive_item", "i2", item_doc("p1", section="education"), rev=1)
    server.restore("restored")
    report = known.round()
    assert [push.op_id for push in server.pushes] == [op_id]
    assert (report.problem, known.state_of(op_id)) == ("", "applied")
    assert known.rows("SELECT rev FROM mirror WHERE id = 'i2'") == [(1,)]


def test_a_rebuilt_server_without_rows_is_left_alone(known: ExchangeDesk, server: FakeServer) -> None:
    op_id = judge(known, "i1")
    server.rows.clear()
    server.set_head(epoch="rebuilt", head=0)
    report = known.round()
    assert report.warnings == ("Y-123",)
    assert server.pushes == [] and known.state_of(op_id) == "pending"
    assert known.one("SELECT count(*) FROM archive_item") == 3
    # Loaded with offices and employers only: still nothing here is deleted.
    server.put("employer", UNIT, UNIT_DOC)
    assert "Y-123" in known.round().warnings
    known.round()
    assert known.one("SELECT count(*) FROM archive_item") == 3


def test_a_server_that_fell_behind_is_left_and_never_pulled_from_nothing(
    known: ExchangeDesk, server: FakeServer
) -> None:
    op_id = judge(known, "i1")
    known.round()
    show(server, op_id, "i1")
    server.set_head(line="00000002")
    known.round()
    server.asked.clear()
    server.set_head(head=1, line="00000001")
    again = judge(known, "i2")
    report = known.round()
    assert (report.problem, known.state_of(again)) == ("Y-115", "pending")
    assert [call[0] for call in server.asked] == ["hello", "close"]
    assert known.state_of(op_id) == "applied"


def test_another_line_is_compared_and_only_what_differs_is_pulled_anew(
    known: ExchangeDesk, server: FakeServer
) -> None:
    server.set_head(line="00000002")
    server.asked.clear()
    known.round()
    assert [call[0] for call in server.asked] == ["hello", "digest", "head"]
    rows = server.rows[HOME, "archive_item"]
    rows["i2"] = replace(rows["i2"], rev=2, doc=json.dumps(item_doc("p1", opinion="失而复得")))
    server.set_head(line="00000003")
    server.asked.clear()
    report = known.round()
    assert report.reload
    assert {call[2] for call in server.asked if call[0] == "feed"} == {"archive_item"}
    assert known.one("SELECT opinion FROM archive_item WHERE id = 'i2'") == "失而复得"


def test_a_district_that_is_listed_no_longer_is_exported_and_removed(
    known: ExchangeDesk, server: FakeServer, copy_folder: Path
) -> None:
    op_id = judge(known, "i1")
    server.districts.pop(HOME)
    report = known.round()
    assert (report.problem, report.reload) == ("", True)
    assert known.one("SELECT count(*) FROM archive_item") == 0
    assert known.rows("SELECT state, code FROM outbox WHERE op_id = ?", op_id) == [("refused", "Y-113")]
    (file,) = copy_folder.glob("outbox-330106-*.jsonl")
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line.get("op_id") for line in lines] == [None, op_id]
    assert lines[1]["pushes"][0]["function"] == "push_item"
    assert "left" in log_kinds(known)


def test_an_answer_without_districts_removes_nothing(known: ExchangeDesk, server: FakeServer) -> None:
    server.districts.clear()
    known.round()
    assert known.one("SELECT count(*) FROM archive_item") == 3


@pytest.mark.parametrize(
    ("versions", "problem", "pushed", "pulled"),
    [((9, 9), "Y-111", 0, 0), ((0, 0), "Y-112", 0, 1), ((9, 1), "", 1, 1)],
)
def test_older_and_newer_servers(
    known: ExchangeDesk, server: FakeServer, versions: tuple[int, int], problem: str, pushed: int, pulled: int
) -> None:
    server.schema_version, server.min_schema = versions
    server.put("archive_item", "i4", item_doc("p1") | {"a_column_of_tomorrow": 1})
    judge(known, "i1")
    report = known.round()
    assert (report.problem, report.pushed) == (problem, pushed)
    assert known.one("SELECT count(*) FROM mirror WHERE id = 'i4'") == pulled


def test_clocks_that_differ_are_said_and_end_nothing(known: ExchangeDesk, server: FakeServer) -> None:
    known.clock.advance(seconds=301)
    report = known.round()
    assert (report.problem, report.warnings) == ("", ("Y-121",))


def test_an_hour_without_a_network_is_one_line_of_the_log(known: ExchangeDesk, server: FakeServer) -> None:
    server.before = LineBreaks("hello", 1)
    for _ in range(3):
        server.before = LineBreaks("hello", 1)
        assert known.round().problem == "Y-101"
    assert log_kinds(known).count("failed") == 1


def test_looks_are_told_once_and_a_batch_stays_the_same_until_it_is_heard(
    known: ExchangeDesk, server: FakeServer
) -> None:
    looks = [
        Look(known.clock.now(), known.actor.account_id, LookAct.LOOK, SubjectKind.ARCHIVE_ITEM, subject)
        for subject in ("i1", "a-draft-of-this-pc")
    ]
    record_looks(looks, known.new_uow)
    server.before = LineBreaks("push", 1)
    assert known.round().problem == "Y-101"
    record_looks(looks[:1], known.new_uow)
    server.before = lambda call: None
    known.round()
    known.round()
    first, second = (push for push in server.pushes if push.function == "push_looks")
    assert [entry["subject_id"] for entry in json.loads(first.arguments[0])["looks"]] == ["i1"]
    assert first.op_id != second.op_id
    (asked, *_) = [call for call in server.asked if call[:2] == ("push", "push_looks")]
    assert asked[2] == first.op_id, "the batch that was not heard"


def test_a_dossier_of_the_levels_above_survives_a_restored_server(
    desk: ExchangeDesk, server: FakeServer
) -> None:
    server.put("declaration", "d1", declaration_doc("p1"))
    desk.round()
    server.restore("restored")
    assert desk.round().problem == ""
    assert desk.rows("SELECT id FROM declaration") == [("d1",)]
