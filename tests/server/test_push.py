"""What every push does before it judges: who calls, stored answers, revisions, the counter row, the audit chain."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg import errors

from app.domain.organisation import Role
from tests.factories import FixedClock, make_id
from tests.server.push_desk import OPINION, PushDesk, open_push_desk
from tests.server.pushes import call
from tests.server.world import NEAR, World

ACCEPTANCE, EMPLOYER, COMMITTEE = Role.ACCEPTANCE, Role.EMPLOYER, Role.COMMITTEE


@pytest.fixture
def desk(world: World) -> PushDesk:
    return open_push_desk(world)


# ---- stored answers


def test_a_resend_gets_the_stored_answer_and_decides_nothing(desk: PushDesk) -> None:
    declaration, op = desk.at_acceptance(), make_id()
    first = desk.act(ACCEPTANCE, declaration, "pass", 1, op=op)
    assert first.outcome == "applied" and first.new_rev == 2
    assert desk.act(ACCEPTANCE, declaration, "pass", 1, op=op) == first
    assert desk.act(ACCEPTANCE, declaration, "pass", 1, op=op) == first
    assert desk.world.one("SELECT asked FROM rd.op_result WHERE op_id = %s", op) == 3
    assert desk.world.one("SELECT count(*) FROM rd.decision WHERE subject_id = %s", declaration) == 1
    assert desk.column("rev", declaration) == 2


def test_a_conflict_and_a_refusal_are_stored_too(desk: PushDesk) -> None:
    declaration, late, blank = desk.at_acceptance(), make_id(), make_id()
    conflict = desk.act(ACCEPTANCE, declaration, "pass", 7, op=late)
    refused = desk.act(ACCEPTANCE, declaration, "return", 1, op=blank)
    assert (conflict.outcome, conflict.code) == ("conflict", "C-101")
    assert (refused.outcome, refused.code) == ("refused", "G-105")
    assert desk.act(ACCEPTANCE, declaration, "pass", 1).outcome == "applied"
    assert desk.act(ACCEPTANCE, declaration, "pass", 7, op=late) == conflict
    assert desk.act(ACCEPTANCE, declaration, "return", 1, op=blank) == refused


def test_an_op_id_with_other_content_is_malformed(desk: PushDesk) -> None:
    declaration, op = desk.at_acceptance(), make_id()
    desk.act(ACCEPTANCE, declaration, "pass", 1, op=op)
    for other in ({"opinion": "另一句"}, {"record": {"pay_until": "2026-12-01"}}):
        with pytest.raises(errors.InvalidParameterValue):
            desk.act(ACCEPTANCE, declaration, "pass", 1, op=op, **other)
    with pytest.raises(errors.InvalidParameterValue):
        desk.act(ACCEPTANCE, declaration, "pass", 2, op=op)
    with pytest.raises(errors.InvalidParameterValue):
        desk.act(Role.HR_BUREAU, declaration, "pass", 1, op=op)


# ---- revisions


def test_the_second_decision_on_one_state_conflicts_and_is_told_the_state(desk: PushDesk) -> None:
    declaration = desk.at_acceptance()
    first = desk.act(ACCEPTANCE, declaration, "pass", 1)
    second = desk.act(ACCEPTANCE, declaration, "fail", 1, defects=[{"section": "award", "text": "不属实"}])
    assert (second.outcome, second.code, second.new_rev) == ("conflict", "C-101", first.new_rev)
    assert second.detail == {"stored": 2, "seen": 1}
    assert desk.column("stage", declaration) == "hr_bureau_review"


def test_a_request_throws_out_nothing_that_was_decided_on_what_was_seen(desk: PushDesk) -> None:
    declaration = desk.at_acceptance()
    assert desk.act(Role.EMPLOYER, declaration, "request_reopen", 1).new_rev == 2
    answer = desk.act(Role.ACCEPTANCE, declaration, "pass", 1)
    assert (answer.outcome, answer.new_rev) == ("applied", 3)
    assert desk.act(Role.EMPLOYER, declaration, "request_reopen", 1).outcome == "conflict"


def test_eight_sessions_on_the_same_declarations_apply_one_each(desk: PushDesk) -> None:
    declarations = [desk.at_acceptance() for _ in range(20)]
    clerks = [desk.world.add_login(desk.seat(ACCEPTANCE).unit) for _ in range(4)]
    desks = [desk.world.connect_as(clerk) for clerk in clerks * 2]

    def decide_all(session: "psycopg.Connection[Any]") -> Counter[str]:
        told: Counter[str] = Counter()
        for declaration in declarations:
            answer = call(session, "push_declaration", NEAR, make_id(), declaration, 1, "pass", OPINION)
            told[answer.outcome] += 1
        return told

    with ThreadPoolExecutor(8) as pool:
        told = sum(pool.map(decide_all, desks), Counter[str]())
    assert told == {"applied": 20, "conflict": 140}
    assert desk.world.one("SELECT count(*) FROM rd.decision WHERE action = 'pass'") == 20
    assert desk.world.one("SELECT rd.verify_audit(%s)", NEAR) is None


def test_two_connections_with_one_op_decide_once(desk: PushDesk) -> None:
    seat = desk.seat(EMPLOYER)
    desks = [desk.world.connect_as(seat.login) for _ in range(3)]
    op, person = make_id(), make_id()
    doc = {"name": "陈晓东", "id_number": "11010519491231002X", "phone": "13805710001"}

    def enter(session: "psycopg.Connection[Any]") -> str:
        try:
            return call(session, "push_applicant", NEAR, op, person, 0, doc).outcome
        except errors.SerializationFailure:
            return "again"

    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(enter, desks))
    assert "applied" in told and set(told) <= {"applied", "again"}
    assert call(seat.desk, "push_applicant", NEAR, op, person, 0, doc).new_rev == 1
    assert desk.world.one("SELECT rev FROM rd.applicant WHERE id = %s", person) == 1


# ---- who calls


def test_what_is_somebody_elses_is_as_unknown_as_nothing(desk: PushDesk) -> None:
    declaration = desk.at_acceptance()
    unknown = desk.act(ACCEPTANCE, make_id(), "pass", 1)
    assert (unknown.outcome, unknown.code) == ("refused", "N-404")
    for key in ("far_acceptance", Role.HR_BUREAU, COMMITTEE, Role.CITY, "stranger", Role.MUNICIPAL_UNIT):
        foreign = desk.act(key, declaration, "pass", 1)
        assert (foreign.outcome, foreign.code) == ("refused", "N-404"), key
        assert foreign.detail == {"kind": "declaration", "id": declaration}
    elsewhere = desk.act(ACCEPTANCE, declaration, "pass", 1, district="330108")
    assert (elsewhere.outcome, elsewhere.code) == ("refused", "N-404")


def test_an_account_that_is_no_longer_active_may_do_nothing(desk: PushDesk) -> None:
    declaration = desk.at_acceptance()
    desk.world.owner.execute(
        "UPDATE rd.account SET active = false WHERE login = %s", [desk.seat(ACCEPTANCE).login.login]
    )
    with pytest.raises(errors.InsufficientPrivilege):
        desk.act(ACCEPTANCE, declaration, "pass", 1)


def test_a_login_without_an_account_may_do_nothing(desk: PushDesk) -> None:
    desk.world.owner.execute("DELETE FROM rd.account WHERE login = %s", [desk.seat(ACCEPTANCE).login.login])
    with pytest.raises(errors.InsufficientPrivilege):
        desk.act(ACCEPTANCE, make_id(), "pass", 1)


def test_whoever_acts_is_the_account_whatever_the_document_says(desk: PushDesk) -> None:
    declaration, seat = desk.at_acceptance(), desk.seat(ACCEPTANCE)
    desk.act(ACCEPTANCE, declaration, "pass", 1, actor_name="别人", account_id="x", organisation_id="y")
    assert desk.world.all(
        "SELECT account_id, actor_name, actor_role, organisation_id, organisation_name FROM rd.decision"
    ) == [(seat.login.account_id, seat.login.name, "acceptance", seat.unit.id, seat.unit.name)]


@pytest.mark.parametrize(
    ("key", "function", "arguments"),
    [
        (COMMITTEE, "push_item", ("x", 0, "save", {})),
        (COMMITTEE, "push_applicant", ("x", 0, {})),
        (EMPLOYER, "push_meeting", ("x", 0, {})),
        (ACCEPTANCE, "push_member", ("x:y", {})),
    ],
)
def test_a_level_is_not_let_in_where_it_has_nothing_to_do(
    desk: PushDesk, key: str, function: str, arguments: tuple[Any, ...]
) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        call(desk.seat(key).desk, function, NEAR, make_id(), *arguments)


def test_a_district_that_is_not_here_is_said_so_that_the_op_is_kept(desk: PushDesk) -> None:
    declaration = desk.draft()
    with pytest.raises(errors.CannotConnectNow):
        desk.submit(declaration, district="330199")
    assert desk.world.one("SELECT count(*) FROM rd.op_result") == 0


# ---- malformed


@pytest.mark.parametrize(
    "doc",
    [
        "{",
        "[]",
        "null",
        '{"opinion": 7}',
        '{"record": {"on": 1}}',
        '{"defects": {}}',
        '{"opinion": "\\u0000"}',
    ],
)
def test_a_document_that_cannot_be_read_is_malformed_and_leaves_nothing(desk: PushDesk, doc: str) -> None:
    declaration = desk.at_acceptance()
    before = desk.world.one("SELECT count(*) FROM rd.op_result")
    with pytest.raises(errors.InvalidParameterValue):
        call(desk.seat(ACCEPTANCE).desk, "push_declaration", NEAR, make_id(), declaration, 1, "pass", doc)
    assert desk.world.one("SELECT count(*) FROM rd.op_result") == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("start", "2026-02-30"),
        ("start", "soon"),
        ("end_rule", "never"),
        ("position", "first"),
        ("publicity_id", "a:b"),
    ],
)
def test_a_publicity_that_cannot_be_read_is_malformed(desk: PushDesk, key: str, value: Any) -> None:
    desk.sides.set_now(FixedClock())
    declaration = desk.submitted()
    desk.act(EMPLOYER, declaration, "confirm", 1)
    good: dict[str, Any] = {
        "publicity_id": make_id(),
        "body": "示例设计院",
        "place": "一楼公告栏",
        "start": "2026-09-02",
        "end": "2026-09-20",
        "end_rule": "start_excluded",
        "position": 0,
        "working_days": 5,
    }
    with pytest.raises(errors.InvalidParameterValue):
        desk.act(EMPLOYER, declaration, "start_publicity", 2, **good | {key: value})


@pytest.mark.parametrize("action", ["", "withdraw", "save", "DROP TABLE"])
def test_an_action_that_nobody_knows_is_malformed(desk: PushDesk, action: str) -> None:
    with pytest.raises(errors.InvalidParameterValue):
        desk.act(ACCEPTANCE, desk.at_acceptance(), action, 1)


# ---- the chain


def test_the_chain_of_a_district_verifies_and_names_the_first_broken_entry(desk: PushDesk) -> None:
    for _ in range(3):
        desk.act(ACCEPTANCE, desk.at_acceptance(), "pass", 1)
    owner, verify = desk.world.owner, "SELECT rd.verify_audit(%s)"
    last = desk.world.one("SELECT max(n) FROM rd.audit WHERE district_id = %s", NEAR)
    assert last >= 6
    assert desk.world.one(verify, NEAR) is None
    where = "WHERE n = %s AND district_id = %s"
    owner.execute(f"DELETE FROM rd.audit_content {where}", [last - 4, NEAR])
    assert desk.world.one(verify, NEAR) is None
    owner.execute(f"UPDATE rd.audit_content SET content = '{{}}' {where}", [last - 1, NEAR])
    assert desk.world.one(verify, NEAR) == last - 1
    owner.execute(f"UPDATE rd.audit SET entry = entry || ' ' {where}", [last - 2, NEAR])
    assert desk.world.one(verify, NEAR) == last - 2
    owner.execute(f"DELETE FROM rd.audit {where}", [last - 3, NEAR])
    assert desk.world.one(verify, NEAR) == last - 3


def test_an_entry_cut_from_the_end_is_missed(desk: PushDesk) -> None:
    desk.act(ACCEPTANCE, desk.at_acceptance(), "pass", 1)
    last = desk.world.one("SELECT max(n) FROM rd.audit WHERE district_id = %s", NEAR)
    desk.world.owner.execute("DELETE FROM rd.audit WHERE n = %s AND district_id = %s", [last, NEAR])
    assert desk.world.one("SELECT rd.verify_audit(%s)", NEAR) == last


def test_entries_carry_a_digest_and_names_lie_beside_them(desk: PushDesk) -> None:
    desk.act(ACCEPTANCE, desk.at_acceptance(), "pass", 1, opinion="符合条件")
    entry, content = desk.world.all(
        "SELECT a.entry, c.content FROM rd.audit a JOIN rd.audit_content c USING (district_id, n)"
        " WHERE district_id = %s ORDER BY n DESC",
        NEAR,
    )[0]
    assert "符合条件" not in entry and desk.seat(ACCEPTANCE).login.name not in entry
    assert json.loads(content)["opinion"] == "符合条件"
    assert json.loads(content)["actor"]["organisation_name"] == desk.seat(ACCEPTANCE).unit.name


# ---- the functions themselves


def test_every_function_is_pinned_closed_to_public_and_takes_its_district_first(world: World) -> None:
    functions = world.all(
        "SELECT p.proname, p.prosqlbody IS NOT NULL OR 'search_path=pg_catalog, pg_temp' = ANY (p.proconfig), p.prosecdef, p.proargnames[1], pg_get_userbyid(p.proowner),"
        " has_function_privilege('public', p.oid, 'EXECUTE') FROM pg_proc p WHERE p.pronamespace = 'rd'::regnamespace"
    )
    pushes = {name for name, *_ in functions if name.startswith("push_")}
    assert pushes == {
        *("push_applicant", "push_item", "push_declaration", "push_meeting", "push_member"),
        *("push_entered", "push_looks"),
    }
    for name, pinned, definer, first, owner, public in functions:
        assert pinned, name  # a standard SQL body was bound when it was made
        assert not public, name
        assert owner == "rd_owner", name
        if name in pushes:
            assert definer and first == "p_district", name


def test_only_pushes_reading_functions_and_files_can_be_called_at_all(world: World) -> None:
    open_ones = {
        name
        for (name,) in world.all(
            "SELECT DISTINCT p.proname FROM pg_proc p, unnest(ARRAY['rd_employer', 'rd_acceptance', 'rd_hr_bureau',"
            " 'rd_municipal_unit', 'rd_committee', 'rd_city', 'rd_admin']) g WHERE p.pronamespace = 'rd'::regnamespace"
            " AND has_function_privilege(g, p.oid, 'EXECUTE')"
        )
    }
    helpers = {
        "enter",
        "keep_answer",
        "decide",
        "save_declaration",
        "take_files",
        "spread_scope",
        "lock_counter",
    }
    assert not open_ones & helpers
    assert {"push_declaration", "verify_audit"} <= open_ones
