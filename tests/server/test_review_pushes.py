"""What somebody with a login and psql may try against the pushes: documents that no desk could read, ids that are no ids, lists that
grow by the square, settings of the session, roles by mistake, locks in another order."""

import json
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg import errors

from app.domain.declaration import CommitmentKind, DeclareMode, PersonCategory, PhotoGround
from app.domain.organisation import Role
from tests.factories import FixedClock, make_file, make_id
from tests.server.push_desk import PushDesk, as_doc, open_push_desk
from tests.server.pushes import Answer, call, submission_doc
from tests.server.seats import upload
from tests.server.waiting import wait_until
from tests.server.world import EVERYWHERE, FAR, NEAR, World

ACCEPTANCE, EMPLOYER, COMMITTEE = Role.ACCEPTANCE, Role.EMPLOYER, Role.COMMITTEE
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture
def desk(world: World) -> PushDesk:
    return open_push_desk(world)


def content_of(desk: PushDesk, declaration: Any) -> dict[str, Any]:
    content: dict[str, Any] = submission_doc(declaration, desk.route(), None)["content"]
    return content


def malformed(act: Callable[[], object]) -> None:
    with pytest.raises(errors.InvalidParameterValue):
        act()


# ---- a submission is read by every desk above: what one of them could not read never enters


@pytest.mark.parametrize(
    "broken",
    [
        {"mode": "by_hand"},
        {"mode": None},
        {"person_category": 7},
        {"conditions": {"years": True}},
        {"conditions": [["years"]]},
        {"facts": {"education": {"deep": 1}}},
        {"score": {"papers": 3}},
        {"self_score": "eighty"},
        {"self_score": 10**12},
        {"photo": "photo.jpg"},
        {"photo_facts": {"format": "JPEG"}},
        {"photo_ground": "blue"},
        {"commitment": {"sha256": "no hash", "name": "a", "size": 1, "media_type": ""}},
        {"commitment_kind": "stamp"},
        {"commitment_at": "2026-09-01T24:00:00+00:00"},
        {"commitment_at": "yesterday"},
        {"items": [{"item_id": "an item"}]},
        {"items": [7]},
        {"items": {"item_id": "x"}},
        {"materials": [{"material": "degree", "files": [{}], "papers": []}]},
        {"materials": [{"files": [], "papers": []}]},
        {"materials": [{"material": "degree", "files": [], "papers": [1]}]},
        {"acceptance_point": 330106},
        {"statement": ["a", "b"]},
    ],
    ids=lambda broken: json.dumps(broken)[:40],
)
def test_content_that_a_desk_could_not_read_is_malformed(desk: PushDesk, broken: Mapping[str, Any]) -> None:
    declaration = desk.draft()
    content = content_of(desk, declaration) | dict(broken)
    malformed(lambda: desk.submit(declaration, content=content))
    assert desk.world.one("SELECT count(*) FROM rd.submission") == 0


def test_content_without_a_key_is_malformed_and_with_an_unknown_one_is_kept_without_it(
    desk: PushDesk,
) -> None:
    declaration = desk.draft()
    content = content_of(desk, declaration)
    malformed(lambda: desk.submit(declaration, content={k: v for k, v in content.items() if k != "mode"}))
    # 3,000 brackets: PostgreSQL reads them, json.loads of a desk does not.
    deep = json.loads("[" * 200 + "]" * 200)
    assert desk.submit(declaration, content=content | {"more": deep}).outcome == "applied"
    kept = desk.column("content", declaration.id)
    assert kept == json.loads(json.dumps(content))


def test_the_choices_of_a_submission_are_those_of_the_domain(desk: PushDesk) -> None:
    for kind, key in (
        (DeclareMode, "mode"),
        (PersonCategory, "person_category"),
        (PhotoGround, "photo_ground"),
        (CommitmentKind, "commitment_kind"),
    ):
        for choice in kind:
            declaration = desk.draft()
            content = content_of(desk, declaration) | {key: choice.value}
            assert desk.submit(declaration, content=content).outcome == "applied", (key, choice)


def test_a_moment_that_no_calendar_of_a_desk_holds_is_malformed(desk: PushDesk) -> None:
    declaration = desk.at_acceptance()
    for moment in (
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "2026-09-01T24:00:00+00:00",
        "2026-09-01T2:3+8",
    ):
        malformed(lambda m=moment: desk.act(ACCEPTANCE, declaration, "pass", 1, decided_at=m))  # type: ignore[misc]


# ---- sizes: what is decided under the counter row keeps a whole district waiting


def test_a_document_of_megabytes_is_malformed(desk: PushDesk) -> None:
    malformed(lambda: desk.act(ACCEPTANCE, desk.at_acceptance(), "pass", 1, opinion="多" * 1_000_000))


def test_a_list_of_thousands_is_malformed(desk: PushDesk) -> None:
    declaration = desk.draft()
    item = content_of(desk, declaration)["items"][0]
    many = [item | {"item_id": f"item-{n}"} for n in range(3000)]
    malformed(lambda: desk.submit(declaration, content=content_of(desk, declaration) | {"items": many}))
    files = [as_doc(make_file()) for _ in range(3000)]
    malformed(lambda: save_item(desk, make_id(), declaration.applicant_id, evidence=files))


def test_an_item_is_handed_in_once(desk: PushDesk) -> None:
    declaration = desk.draft()
    item = content_of(desk, declaration)["items"][0]
    twice = content_of(desk, declaration) | {"items": [item, item]}
    malformed(lambda: desk.submit(declaration, content=twice))


def test_files_named_twice_are_kept_once_in_their_order(desk: PushDesk) -> None:
    declaration = desk.draft()
    first, second = make_file(name="甲.pdf"), make_file(name="乙.pdf")
    upload(desk.world, desk.seat(EMPLOYER), [first, second])
    evidence = [as_doc(first), as_doc(second), as_doc(first)]
    item = make_id()
    assert save_item(desk, item, declaration.applicant_id, evidence=evidence).outcome == "applied"
    kept = desk.world.one("SELECT evidence FROM rd.archive_item WHERE id = %s", item)
    assert [file["name"] for file in kept] == ["甲.pdf", "乙.pdf"]


# ---- ids


def save_item(desk: PushDesk, item: str, applicant: str, section: str = "award", **doc: Any) -> Answer:
    whole = {"applicant_id": applicant, "section": section, "fields": {"name": "奖"}, "evidence": []} | doc
    return call(desk.seat(EMPLOYER).desk, "push_item", NEAR, make_id(), item, 0, "save", whole)


@pytest.mark.parametrize("wrong", ["", "a:b", "a b", "x" * 65, secrets.token_hex(4000)], ids=len)
def test_an_id_that_no_desk_makes_is_malformed(desk: PushDesk, wrong: str) -> None:
    """A long one would find no room in an index: an error that says nothing, and so is sent again for ever."""
    person = {"name": "李四", "id_number": "330106199001011234", "phone": ""}
    applicant = desk.draft().applicant_id
    unit, office = desk.seat(EMPLOYER).desk, desk.seat(COMMITTEE).desk
    meeting = {"title": "评审会", "held_on": "2026-09-10", "place": "一楼", "experts": 5, "note": ""}
    malformed(lambda: call(unit, "push_applicant", NEAR, make_id(), wrong, 0, person))
    malformed(lambda: save_item(desk, wrong, applicant))
    malformed(lambda: call(office, "push_meeting", EVERYWHERE, make_id(), wrong, 0, meeting))


def test_a_number_or_section_that_no_index_and_no_desk_holds_is_malformed(desk: PushDesk) -> None:
    person = {"name": "李四", "id_number": secrets.token_hex(4000), "phone": ""}
    unit = desk.seat(EMPLOYER).desk
    malformed(lambda: call(unit, "push_applicant", NEAR, make_id(), make_id(), 0, person))
    applicant = desk.draft().applicant_id
    malformed(lambda: save_item(desk, make_id(), applicant, section="a section"))


def test_an_archive_entry_under_a_declarations_id_stops_no_decision_on_it(desk: PushDesk) -> None:
    """Both count their revisions from 1; decisions are unique by subject and revision."""
    declaration = desk.at_acceptance()
    applicant = desk.drafts[declaration].person.id
    assert save_item(desk, declaration, applicant).outcome == "applied"
    unit = desk.seat(EMPLOYER).desk
    failed = {"opinion": "", "defects": [{"section": "award", "text": "不符"}]}
    assert call(unit, "push_item", NEAR, make_id(), declaration, 1, "fail", failed).outcome == "applied"
    assert desk.act(ACCEPTANCE, declaration, "pass", 1).outcome == "applied"
    # Nor is what the office decided last another thing by it.
    assert desk.act(ACCEPTANCE, declaration, "reopen", 2, opinion="看错了").outcome == "applied"


# ---- who calls, and how


def test_spaces_are_no_reason_whatever_the_session_says_of_strings(desk: PushDesk) -> None:
    declaration = desk.at_acceptance()
    connection = desk.world.connect_as(desk.seat(ACCEPTANCE).login)
    connection.execute("SET standard_conforming_strings = off")
    blank = {"opinion": "   ", "record": {}, "files": []}
    answer = call(connection, "push_declaration", NEAR, make_id(), declaration, 1, "request_reopen", blank)
    assert (answer.outcome, answer.code) == ("refused", "G-109")


def test_an_old_snapshot_decides_nothing(desk: PushDesk) -> None:
    """Whoever was disabled since would still be an active account in it."""
    declaration = desk.at_acceptance()
    login = desk.world.add_login(desk.seat(ACCEPTANCE).unit)
    connection = desk.world.connect_as(login)
    for level in ("REPEATABLE READ", "SERIALIZABLE"):
        connection.execute(f"BEGIN ISOLATION LEVEL {level}")
        connection.execute("SELECT count(*) FROM rd.declaration")
        desk.world.owner.execute("UPDATE rd.account SET active = false WHERE login = %s", [login.login])
        with pytest.raises(errors.ObjectNotInPrerequisiteState):
            call(connection, "push_declaration", NEAR, make_id(), declaration, 1, "pass", {})
        connection.execute("ROLLBACK")
    assert desk.column("rev", declaration) == 1


def test_a_second_group_role_by_mistake_lets_nobody_act_on_another_level(desk: PushDesk) -> None:
    login = desk.world.add_login(desk.seat(ACCEPTANCE).unit)
    desk.world.owner.execute(f'GRANT rd_committee, rd_employer TO "{login.login}"')
    connection = desk.world.connect_as(login)
    meeting = {"title": "评审会", "held_on": "2026-09-10", "place": "一楼", "experts": 5, "note": ""}
    person = {"name": "李四", "id_number": "330106199001011234", "phone": ""}
    member = {"meeting_id": "m", "declaration_id": "d"}
    for function, district, arguments in (
        ("push_meeting", EVERYWHERE, (make_id(), 0, meeting)),
        ("push_member", NEAR, ("m:d", member)),
        ("push_applicant", NEAR, (make_id(), 0, person)),
        ("push_item", NEAR, (make_id(), 0, "save", {})),
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            call(connection, function, district, make_id(), *arguments)


def test_an_account_whose_login_left_the_level_may_not_act(desk: PushDesk) -> None:
    declaration = desk.at_acceptance()
    login = desk.world.add_login(desk.seat(ACCEPTANCE).unit)
    desk.world.owner.execute(f'REVOKE rd_acceptance FROM "{login.login}"')
    desk.world.owner.execute(f'GRANT rd_employer TO "{login.login}"')
    connection = desk.world.connect_as(login)
    with pytest.raises(errors.InsufficientPrivilege):
        call(connection, "push_declaration", NEAR, make_id(), declaration, 1, "pass", {"opinion": "同意"})


# ---- meetings


def at_meeting(desk: PushDesk) -> str:
    declaration = desk.submitted()
    desk.world.owner.execute(
        "UPDATE rd.declaration SET stage = 'awaiting_meeting', reached = 23 WHERE id = %s", [declaration]
    )
    return declaration


def list_member(desk: PushDesk, meeting: str, declaration: str) -> Answer:
    doc = {
        "meeting_id": meeting,
        "declaration_id": declaration,
        "held_on": "2026-09-01",
        "experts": 5,
        "position": 0,
        "listed": True,
    }
    member = f"{meeting}:{declaration}"
    return call(desk.seat(COMMITTEE).desk, "push_member", NEAR, make_id(), member, doc)


def keep_meeting(desk: PushDesk, meeting: str) -> Answer:
    doc = {"title": "评审会", "held_on": "2026-09-01", "place": "一楼", "experts": 5, "note": ""}
    return call(desk.seat(COMMITTEE).desk, "push_meeting", EVERYWHERE, make_id(), meeting, 0, doc)


def test_nobody_is_listed_for_a_meeting_that_is_not_the_offices_own(desk: PushDesk) -> None:
    declaration, meeting, foreign = at_meeting(desk), make_id(), make_id()
    assert list_member(desk, meeting, declaration).code == "N-404"
    other = desk.world.add_organisation(COMMITTEE)
    common = {"title": "别人的会", "held_on": "2026-09-01", "place": "二楼", "experts": 5, "note": ""}
    made = {"created_by": {}, "created_at": "2026-09-01T00:00:00Z"}
    desk.world.put_row("meeting", EVERYWHERE, foreign, committee_id=other.id, **common, **made)
    assert list_member(desk, foreign, declaration).code == "N-404"
    assert keep_meeting(desk, meeting).outcome == "applied"
    assert list_member(desk, meeting, declaration).outcome == "applied"


def test_a_committee_that_loses_the_dossier_loses_its_place_on_the_list_too(desk: PushDesk) -> None:
    """Otherwise its desk would count one row less than the server does, and read the whole district anew."""
    declaration, meeting = at_meeting(desk), make_id()
    keep_meeting(desk, meeting)
    assert list_member(desk, meeting, declaration).outcome == "applied"
    office = desk.seat(COMMITTEE).desk
    seen = "SELECT count(*) FROM rd.meeting_member WHERE declaration_id = %s"
    assert office.execute(seen, [declaration]).fetchone() == (1,)
    desk.world.owner.execute("UPDATE rd.declaration SET stage = 'returned' WHERE id = %s", [declaration])
    other = desk.world.add_organisation(COMMITTEE)
    draft = desk.drafts[declaration].declaration
    assert desk.submit(draft, base_rev=1, route=desk.route(committee_id=other.id)).outcome == "applied"
    assert office.execute(seen, [declaration]).fetchone() == (0,)
    assert desk.world.one("SELECT count(*) FROM rd.gone WHERE row_id = %s", declaration) == 1


# ---- locks


def wait_for_locks(desk: PushDesk, count: int) -> None:
    wait_until(lambda: desk.world.one(WAITING) == count)


def hold_counter(desk: PushDesk, district: str) -> "psycopg.Connection[Any]":
    """As somebody who is just committing; give it back with commit()."""
    holder = desk.world.cluster.connect(desk.world.database)
    desk.world.opened.append(holder)
    holder.execute("BEGIN")
    holder.execute("SELECT 1 FROM rd.district WHERE district_id = %s FOR UPDATE", [district])
    return holder


def test_marking_a_decision_as_entered_and_deciding_do_not_lock_each_other_out(desk: PushDesk) -> None:
    declaration, decision = desk.at_acceptance(), make_id()
    desk.act(ACCEPTANCE, declaration, "pass", 1, op=decision)
    office = desk.seat(ACCEPTANCE)
    holder = hold_counter(desk, NEAR)
    with ThreadPoolExecutor(2) as pool:
        reopening: Future[Answer] = pool.submit(
            desk.act, ACCEPTANCE, declaration, "reopen", 2, opinion="看错"
        )
        wait_for_locks(desk, 1)
        second = desk.world.connect_as(office.login)
        marking = pool.submit(call, second, "push_entered", NEAR, make_id(), decision, {"entered": True})
        wait_for_locks(desk, 2)
        holder.execute("COMMIT")
        assert reopening.result().outcome == "applied"
        assert (marking.result().outcome, marking.result().code) == ("refused", "L-111")


def test_bytes_are_copied_to_another_district_before_its_counter_is_held(desk: PushDesk) -> None:
    declaration = desk.draft()
    far = desk.route(
        acceptance_id=desk.seat("far_acceptance").unit.id, hr_bureau_id=desk.seat("far_hr_bureau").unit.id
    )
    content = submission_doc(declaration, far, None)["content"] | {"acceptance_point": FAR}
    holder = hold_counter(desk, FAR)
    touched = (
        "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.mode = 'RowExclusiveLock'"
        " AND l.relation = 'rd.chunk'::regclass AND a.wait_event_type = 'Lock'"
    )
    with ThreadPoolExecutor(1) as pool:
        handing_in = pool.submit(desk.submit, declaration, route=far, district=FAR, content=content)
        wait_for_locks(desk, 1)
        try:
            assert desk.world.one(touched) == 1
        finally:
            holder.execute("COMMIT")
        assert handing_in.result().outcome == "applied"


# ---- ids of somebody else: desks above keep rows of every district by their id alone


def far_unit(desk: PushDesk) -> Any:
    """Somebody with a login in the other district."""
    login = desk.world.add_login(desk.world.add_organisation(EMPLOYER, FAR))
    return desk.world.connect_as(login)


def test_nobody_takes_an_id_of_another_district(desk: PushDesk) -> None:
    """At the committee and the city it would stand in the other's place."""
    declaration = desk.submitted()
    person, item = desk.drafts[declaration].person, desk.drafts[declaration].basic
    stranger, own = far_unit(desk), make_id()
    told = {"name": "李四", "id_number": "330106199001011234", "phone": ""}
    entry = {"applicant_id": own, "section": "award", "fields": {"name": "奖"}, "evidence": []}
    assert call(stranger, "push_applicant", FAR, make_id(), person.id, 0, told).code == "N-404"
    assert call(stranger, "push_applicant", FAR, make_id(), own, 0, told).outcome == "applied"
    assert call(stranger, "push_item", FAR, make_id(), item.id, 0, "save", entry).code == "N-404"
    assert call(stranger, "push_item", FAR, make_id(), make_id(), 0, "save", entry).outcome == "applied"
    doc = submission_doc(desk.drafts[declaration].declaration, desk.route(), None) | {"applicant_id": own}
    answer = call(stranger, "push_declaration", FAR, make_id(), declaration, 0, "submit", doc)
    assert (answer.code, answer.detail["kind"]) == ("N-404", "declaration")


def test_an_op_of_another_district_is_not_answered_again(desk: PushDesk) -> None:
    declaration, decision = desk.at_acceptance(), make_id()
    assert desk.act(ACCEPTANCE, declaration, "pass", 1, op=decision).outcome == "applied"
    told = {"name": "李四", "id_number": "330106199001011234", "phone": ""}
    malformed(lambda: call(far_unit(desk), "push_applicant", FAR, decision, make_id(), 0, told))


def test_a_publicity_of_somebody_else_is_not_ones_own(desk: PushDesk) -> None:
    desk.sides.set_now(FixedClock())
    mine, theirs, publicity = desk.submitted(), desk.draft("stranger"), make_id()
    assert desk.submit(theirs, employer="stranger").outcome == "applied"
    days = {"start": "2026-09-02", "end": "2026-09-20", "end_rule": "start_excluded", "working_days": 5}
    doc: dict[str, Any] = {"publicity_id": publicity, "body": "示例", "place": "公告栏", "position": 0} | days
    assert desk.act(EMPLOYER, mine, "confirm", 1).outcome == "applied"
    assert desk.act("stranger", theirs.id, "confirm", 1).outcome == "applied"
    assert desk.act(EMPLOYER, mine, "start_publicity", 2, **doc).outcome == "applied"
    malformed(lambda: desk.act("stranger", theirs.id, "start_publicity", 2, **doc))
