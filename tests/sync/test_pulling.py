"""Pages of the feed into the copy: resumable, in order, and never over what somebody types (docs/protocol.md §5)."""

import json
from dataclasses import replace

import pytest

from app.domain.commands import FillDeclaration
from app.domain.declaration import Stage
from app.domain.declaring import InformationPart, information_of
from app.usecases.fill_declaration import fill_declaration
from db.sync.gateway import PAGE_ROWS, FeedRow
from tests.sync.exchange_desk import ExchangeDesk
from tests.sync.fake_server import (
    HOME,
    UNIT,
    UNIT_DOC,
    FakeServer,
    LineBreaks,
    applicant_doc,
    content_doc,
    decision_doc,
    declaration_doc,
    gone_doc,
    item_doc,
)

MANY = PAGE_ROWS + 300


def fill(server: FakeServer, people: int = 1) -> None:
    server.put("employer", UNIT, UNIT_DOC)
    for n in range(people):
        server.put("applicant", f"p{n}", applicant_doc(f"陈{n}"))
        server.put("archive_item", f"i{n}", item_doc(f"p{n}"))


def test_a_pull_that_broke_off_goes_on_where_it_was(desk: ExchangeDesk, server: FakeServer) -> None:
    fill(server, MANY)
    calls = LineBreaks("feed", 9)
    server.before = calls
    assert desk.round().problem == "Y-101"
    kept = desk.one("SELECT count(*) FROM mirror")
    assert kept > 0
    server.before = lambda call: None
    server.asked.clear()
    report = desk.round()
    assert (report.problem, report.reload) == ("", False)
    assert report.pulled == 1 + 2 * MANY - kept
    assert desk.one("SELECT count(*) FROM archive_item") == MANY
    asked = [call for call in server.asked if call[:3] == ("feed", HOME, "employer")]
    assert asked == [], "what was drained is not asked for again"
    server.asked.clear()
    assert desk.round().pulled == 0
    assert [call[0] for call in server.asked] == ["hello"]


def test_a_page_and_its_cursor_are_kept_together_or_not_at_all(
    desk: ExchangeDesk, server: FakeServer
) -> None:
    fill(server, 400)
    rows = server.rows[HOME, "archive_item"]
    spoilt = rows["i399"]
    rows["i399"] = replace(spoilt, doc=json.dumps({}))  # the program dies in the last portion of the page
    with pytest.raises(KeyError):
        desk.round()
    taken = desk.one("SELECT count(*) FROM mirror WHERE kind = 'archive_item'")
    cursor = desk.one("SELECT cursor FROM pull_cursor WHERE kind = 'archive_item' AND district_id = ?", HOME)
    assert 0 < taken < 400
    assert cursor == desk.one("SELECT max(seq) FROM mirror WHERE kind = 'archive_item'")
    rows["i399"] = spoilt
    assert desk.round().pulled == 400 - taken
    assert desk.one("SELECT count(*) FROM archive_item") == 400


def test_rows_of_one_act_that_fill_more_than_a_page_are_not_torn(
    desk: ExchangeDesk, server: FakeServer
) -> None:
    fill(server)
    server.set_head(head=10)
    rows = {
        f"q{n}": FeedRow("applicant", f"q{n}", 1, 9, json.dumps(applicant_doc(f"李{n}"))) for n in range(MANY)
    }
    rows["last"] = FeedRow("applicant", "last", 1, 10, json.dumps(applicant_doc("王")))
    server.rows[HOME, "applicant"] |= rows
    desk.round()
    assert desk.one("SELECT count(*) FROM applicant") == MANY + 2


def test_a_row_whose_person_comes_later_waits_for_it(desk: ExchangeDesk, server: FakeServer) -> None:
    server.put("employer", UNIT, UNIT_DOC)
    server.put("archive_item", "i1", item_doc("p1"))
    desk.round()
    assert desk.one("SELECT count(*) FROM archive_item") == 0
    assert desk.one("SELECT held IS NOT NULL FROM mirror WHERE id = 'i1'") == 1
    server.put("applicant", "p1", applicant_doc())
    desk.round()
    assert desk.rows("SELECT id, v1 FROM archive_item") == [("i1", "2024-05")]
    assert desk.rows("SELECT rev, held FROM mirror WHERE id = 'i1'") == [(1, None)]


def test_a_first_pull_brings_decisions_in_their_own_order(desk: ExchangeDesk, server: FakeServer) -> None:
    """The first of them was reopened, which made it the newest row of the feed."""
    server.put("declaration", "d1", declaration_doc("p1"), rev=4)
    second = decision_doc("d1", 2, action="return", after="returned")
    server.put("decision", "second", second)
    server.put("decision", "first", decision_doc("d1", 1, withdrawn=True))
    desk.round()
    with desk.new_uow() as uow:
        decisions = uow.decisions.of_subject("d1")
    assert [(d.id, d.withdrawn) for d in decisions] == [("first", True), ("second", False)]


def test_a_level_above_learns_person_and_unit_from_the_declaration(
    desk: ExchangeDesk, server: FakeServer
) -> None:
    server.put("declaration", "d1", declaration_doc("p1"))
    desk.round()
    assert desk.rows("SELECT name, name_initials FROM applicant") == [("陈晓东", "cxd")]
    renamed = {"id": "p1", **applicant_doc("陈小东")}
    server.put("declaration", "d1", declaration_doc("p1", person=renamed))
    desk.round()
    assert desk.one("SELECT name FROM applicant") == "陈小东"
    assert desk.one("SELECT value FROM setting WHERE key = 'people.renamed'") == "1", "searches read anew"


def test_the_units_own_row_of_a_person_counts_more_than_an_older_submission(
    desk: ExchangeDesk, server: FakeServer
) -> None:
    server.put("employer", UNIT, UNIT_DOC)
    server.put("applicant", "p1", applicant_doc("陈小东"))
    server.put("declaration", "d1", declaration_doc("p1"))
    desk.round()
    assert desk.one("SELECT name FROM applicant") == "陈小东"


def test_what_is_typed_into_a_returned_declaration_stays(desk: ExchangeDesk, server: FakeServer) -> None:
    server.put("employer", UNIT, UNIT_DOC)
    server.put("applicant", "p1", applicant_doc())
    server.put("declaration", "d1", declaration_doc("p1", stage="returned"))
    defects = [
        {
            "section": "statement",
            "reason_code": "",
            "text": "请重写",
            "field": "",
            "material": "",
            "page": None,
        }
    ]
    back = decision_doc("d1", 1, action="return", after="returned", defects=defects)
    server.put("decision", "back", back)
    desk.round()
    with desk.new_uow() as uow:
        declaration = uow.declarations.get("d1")
    part = replace(information_of(declaration), statement="重新写过的述职。")
    assert isinstance(part, InformationPart)
    fill_declaration(
        FillDeclaration(desk.actor, "d1", declaration.rev, part), desk.new_uow, desk.clock, desk.kits
    )
    server.put("declaration", "d1", declaration_doc("p1", stage="returned", open_objections=1))
    desk.round()
    with desk.new_uow() as uow:
        kept = uow.declarations.get("d1")
    assert (kept.statement, kept.open_objections, kept.rev) == ("重新写过的述职。", 1, declaration.rev + 1)
    # Handed in elsewhere: now the server's content counts.
    content = content_doc(statement="另一台电脑上写的。")
    server.put("declaration", "d1", declaration_doc("p1", submit_no=2, content=content))
    desk.round()
    with desk.new_uow() as uow:
        kept = uow.declarations.get("d1")
    assert (kept.stage, kept.statement) == (Stage.EMPLOYER_REVIEW, "另一台电脑上写的。")


def test_a_dossier_that_left_is_gone_with_all_of_it_and_one_that_came_back_stays(
    desk: ExchangeDesk, server: FakeServer
) -> None:
    for name in ("left", "back"):
        server.put("declaration", name, declaration_doc(f"p-{name}"))
        server.put("decision", f"x-{name}", decision_doc(name, 1))
    desk.round()
    server.put("gone", "declaration:left:unit-1", gone_doc("declaration", "left"))
    server.put("gone", "declaration:back:unit-1", gone_doc("declaration", "back"))
    for kind, name in (("declaration", "left"), ("decision", "x-left")):
        del server.rows[HOME, kind][name]
    server.put("declaration", "back", declaration_doc("p-back", stage="acceptance_review"))
    report = desk.round()
    assert "left" in report.changed.declarations
    assert desk.rows("SELECT id FROM declaration") == [("back",)]
    assert desk.rows("SELECT id FROM decision") == [("x-back",)]
    assert sorted(desk.rows("SELECT name FROM applicant")) == [("",), ("陈晓东",)], (
        "nobody is found who is nobody's"
    )
    assert desk.one("SELECT count(*) FROM mirror WHERE id IN ('left', 'x-left')") == 0


def test_of_a_publicity_each_sees_only_its_own_and_objections_stay_with_theirs(
    desk: ExchangeDesk, server: FakeServer
) -> None:
    actor = {
        "account_id": "a",
        "name": "周敏",
        "role": "employer",
        "organisation_id": UNIT,
        "organisation_name": "示例",
    }
    common = {
        "publicity_id": "g",
        "kind": "employer",
        "organisation_id": UNIT,
        "body": "示例",
        "place": "公告栏",
        "start_on": "2026-08-31",
        "end_on": "2026-09-07",
        "end_rule": "start_excluded",
        "working_days": 5,
        "created_by": actor,
        "created_at": "2026-08-31T01:00:00Z",
        "stated_source": "",
        "stated_reason": "",
        "held_before": False,
        "sheet_exported_at": None,
        "evidence": [],
        "cancelled_at": None,
        "cancel_reason": "",
    }
    objection = {
        "id": "o1",
        "declaration_id": "d1",
        "who": "来信",
        "received_on": "2026-09-01",
        "what": "不符",
        "recorded_by": actor,
        "recorded_at": "2026-09-01T01:00:00Z",
        "handling": "",
        "upheld": None,
        "resolved_by": None,
        "resolved_at": None,
    }
    for n, name in enumerate(("d1", "d2")):
        server.put("declaration", name, declaration_doc(f"p{n}", stage="in_publicity", publicity_id="g"))
        own = {"declaration_id": name, "position": n, "objections": [objection] if name == "d1" else []}
        server.put("publicity", f"g:{name}", common | own)
    desk.round()
    with desk.new_uow() as uow:
        publicity = uow.publicities.get("g")
    assert publicity.members == ("d1", "d2")
    assert [(o.id, o.is_open) for o in publicity.objections] == [("o1", True)]
    # Cancelled for one; the other, still in it, counts on with it.
    server.put("declaration", "d1", declaration_doc("p0", stage="awaiting_publicity"))
    cancelled = {"cancelled_at": "2026-09-01T01:00:00Z", "cancel_reason": "贴错了", "objections": []}
    server.put("publicity", "g:d1", common | {"declaration_id": "d1", "position": 0} | cancelled)
    desk.round()
    with desk.new_uow() as uow:
        assert uow.publicities.get("g").cancelled_at is None
    server.put("declaration", "d2", declaration_doc("p1", stage="awaiting_publicity"))
    server.put("publicity", "g:d2", common | {"declaration_id": "d2", "position": 1} | cancelled)
    desk.round()
    with desk.new_uow() as uow:
        publicity = uow.publicities.get("g")
    assert (publicity.cancel_reason, publicity.objections) == ("贴错了", ())
