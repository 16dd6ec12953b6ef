"""No push reads a whole table: with many rows of others in each, no sequential scan is counted on the way of a dossier."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.domain.organisation import Role
from tests.factories import FixedClock, make_id
from tests.server.push_desk import PushDesk, open_push_desk
from tests.server.pushes import call
from tests.server.test_review_pushes import at_meeting, keep_meeting, list_member, save_item
from tests.server.world import NEAR, World

EMPLOYER = Role.EMPLOYER
ROWS = 5_000
FILLED: Mapping[str, str] = {
    "declaration": "applicant_id, plan_id, plan_version, stage, submit_no, person, employer, content",
    "submission": "declaration_id, submit_no, submitted_at, content, items",
    "decision": "subject_id, subject_kind, action, account_id, actor_name, actor_role, organisation_id, organisation_name, at,"
    " base_rev, new_rev, before, after, opinion, notice, defects, submit_no, record, files",
    "publicity": "declaration_id, publicity_id, position, kind, organisation_id, body, place, start_on, end_on, end_rule,"
    " working_days, created_by, created_at, stated_source, stated_reason, held_before",
    "archive_item": "applicant_id, section, status, content_rev, submit_no, fields, evidence",
    "applicant": "name, id_number, phone",
    "file_ref": "owner_id, owner_kind, holder_id, sha256, size, media_type",
    "meeting_member": "declaration_id, meeting_id, held_on, experts, position, listed",
}
BIG = (*FILLED, "upload", "chunk", "op_result", "look", "audit", "audit_content", "gone")


@pytest.fixture
def desk(world: World) -> PushDesk:
    return open_push_desk(world)


def fill(world: World, rows: int) -> None:
    """So many rows of somebody else in each table, as the planner sees them in a district that is in use."""
    texts = {"text": "'x' || n", "integer": "n", "bigint": "n", "jsonb": "'{}'", "boolean": "true"}
    values = texts | {"timestamp with time zone": "now()", "date": "current_date"}
    types = dict(
        world.all(
            "SELECT c.table_name || '.' || c.column_name, c.data_type FROM information_schema.columns c WHERE c.table_schema = 'rd'"
        )
    )
    for table, columns in FILLED.items():
        scope = "committee_id" if table == "meeting_member" else "employer_id"
        own = ", ".join(values[types[f"{table}.{name.strip()}"]] for name in columns.split(","))
        world.owner.execute(
            f"INSERT INTO rd.{table} (district_id, id, {scope}, rev, seq, {columns})"
            f" SELECT '{NEAR}', 'filled-' || n, 'somebody', 1, 1000000 + n, {own} FROM generate_series(1, {rows}) n"
        )
    for statement in (
        "rd.upload (district_id, holder_id, sha256, size) SELECT '{0}', 'somebody', 'x' || n, 1",
        "rd.chunk (district_id, holder_id, sha256, n, bytes) SELECT '{0}', 'somebody', 'x' || n, 0, 'b'",
        "rd.op_result (district_id, op_id, login, digest, outcome, code, detail, at) SELECT '{0}', 'x' || n, '', '', '', '', '{{}}', now()",
        "rd.look (district_id, op_id, n, account_id, organisation_id, received_at, act, subject_kind, subject_id)"
        " SELECT '{0}', 'x' || n, 1, '', '', now(), 'look', 'declaration', 'x' || n",
        "rd.audit (district_id, n, entry, prev, hash) SELECT 'x', n, '', '', ''",
        "rd.audit_content (district_id, n, salt, content) SELECT 'x', n, '', ''",
        "rd.gone (district_id, id, rev, seq, organisation_id, kind, row_id) SELECT '{0}', 'x' || n, 1, n, 'x', 'declaration', 'x'",
    ):
        world.owner.execute(f"INSERT INTO {statement.format(NEAR)} FROM generate_series(1, {rows}) n")
    world.owner.execute("VACUUM ANALYZE")


def rows_read(world: World) -> dict[str, int]:
    """By table, what was looked at since: rows of whole tables and entries of indexes."""
    names = ", ".join(f"'{name}'" for name in BIG)
    return dict(
        world.all(
            "SELECT t.relname::text, t.seq_tup_read + (SELECT coalesce(sum(i.idx_tup_read), 0) FROM pg_stat_user_indexes i"
            f" WHERE i.relid = t.relid) FROM pg_stat_user_tables t WHERE t.schemaname = 'rd' AND t.relname IN ({names})"
        )
    )


def test_no_push_reads_a_whole_table(desk: PushDesk) -> None:
    desk.sides.set_now(FixedClock())
    fill(desk.world, ROWS)
    before = rows_read(desk.world)
    walk(desk)
    after = rows_read(desk.world)
    assert {name: after[name] - before[name] for name in BIG if after[name] - before[name] > ROWS // 4} == {}
    # Positive control: without one index the same walk reads a district of submissions.
    desk.world.owner.execute("DROP INDEX rd.submission_district_id_declaration_id_idx")
    walk(desk)
    assert rows_read(desk.world)["submission"] - after["submission"] > ROWS


def walk(desk: PushDesk) -> None:
    """A dossier handed in, made public, returned, reopened, handed in again and taken back; an entry, a look, a meeting."""
    declaration, decision = desk.submitted(), make_id()
    day: dict[str, Any] = {
        "publicity_id": make_id(),
        "body": "示例设计院",
        "place": "公告栏",
        "end_rule": "start_excluded",
    }
    days: dict[str, Any] = {"start": "2026-09-02", "end": "2026-09-20", "position": 0, "working_days": 5}
    outcomes = [
        desk.act(EMPLOYER, declaration, "confirm", 1),
        desk.act(EMPLOYER, declaration, "start_publicity", 2, **day, **days),
        desk.act(
            EMPLOYER, declaration, "return", 3, op=decision, defects=[{"section": "basic", "text": "更正"}]
        ),
        desk.act(EMPLOYER, declaration, "reopen", 4, opinion="看错了"),
        desk.act(EMPLOYER, declaration, "return", 5, defects=[{"section": "basic", "text": "更正"}]),
        desk.submit(desk.drafts[declaration].declaration, base_rev=6),
        desk.act(EMPLOYER, declaration, "take_back", 7),
        save_item(desk, make_id(), desk.drafts[declaration].person.id),
        call(desk.seat(EMPLOYER).desk, "push_entered", NEAR, make_id(), decision, {"entered": False}),
        call(
            desk.seat(EMPLOYER).desk,
            "push_looks",
            NEAR,
            make_id(),
            {
                "looks": [
                    {"at": None, "act": "look", "subject_kind": "declaration", "subject_id": declaration}
                ]
            },
        ),
    ]
    meeting, listed = make_id(), at_meeting(desk)
    outcomes += [keep_meeting(desk, meeting), list_member(desk, meeting, listed)]
    assert [answer.outcome for answer in outcomes] == ["applied"] * len(outcomes), outcomes
    for seat in desk.sides.seats.values():
        seat.desk.execute("SELECT pg_stat_force_next_flush()")
        seat.desk.execute("SELECT 1")
