"""A feed page is found by an index under each level, however many rows others have: EXPLAIN, and the counters behind ``rd.feed``."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from app.domain.organisation import Role
from tests.server.rights_world import SYNCED, Rights, fill
from tests.server.schema import SchemaServer
from tests.server.world import NEAR, World

ROWS = 3_000
PAGE = 100
SEQ = "2000000 + n"


@pytest.fixture(scope="module")
def rights(wheel_server: SchemaServer) -> Iterator[Rights]:
    name = wheel_server.new_database()
    world = World.enter(wheel_server.cluster, name)
    try:
        crowd(found := fill(world, world.standard()))
        yield found
    finally:
        world.leave()
        wheel_server.drop_database(name)


def crowd(rights: Rights) -> None:
    """Rows of nobody and of the first desks, so that neither everything nor nothing of a table is a desk's."""
    owner = rights.world.owner
    for table in SYNCED:
        columns = [
            row[0]
            for row in rights.world.all(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", f"rd.{table}"
            )
        ]
        changed = {"id": "t.id || ':' || n", "seq": SEQ}
        if table == "decision":
            changed["subject_id"] = "t.id || ':' || n"
        if table == "file_ref":
            changed["sha256"] = "md5(n::text)"
        values = ", ".join(changed.get(column, f"t.{column}") for column in columns)
        owner.execute(
            f"INSERT INTO rd.{table} SELECT {values} FROM rd.{table} t CROSS JOIN generate_series(1, {ROWS // 10}) n "
            f"WHERE t.district_id = '{NEAR}'"
        )
    owner.execute("UPDATE rd.district SET head = 3000000")
    owner.execute("ANALYZE")


@pytest.fixture(scope="module")
def desks(rights: Rights) -> dict[Role, "psycopg.Connection[Any]"]:
    return {role: rights.world.connect_as(login) for role, login in rights.desks.items()}


def kinds_of(rights: Rights, role: Role) -> list[str]:
    return [kind for kind in SYNCED if rights.may_select(role, kind)]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("cursor", [0, 2_000_200])
def test_a_page_is_an_index_scan_in_the_order_of_the_feed(rights: Rights, desks, role: Role, cursor: int):
    for setting in rights.world.one("SELECT proconfig FROM pg_proc WHERE oid = 'rd.feed'::regproc"):
        desks[role].execute(f"SET {setting.replace('=', ' = ')}")  # what rd.feed plans its pages with
    for kind in kinds_of(rights, role):
        call = f"SELECT * FROM rd.feed_{kind}('{NEAR}', {cursor}, 3000000, {PAGE})"
        plan = "\n".join(row[0] for row in desks[role].execute(f"EXPLAIN (COSTS OFF) {call}"))
        assert "Index Scan using" in plan, f"{kind}\n{plan}"
        assert "Seq Scan" not in plan and "Sort" not in plan and "Function Scan" not in plan, (
            f"{kind}\n{plan}"
        )
        assert "seq > " in plan.split("Index Cond:")[1].split("\n")[0], f"{kind}\n{plan}"


@pytest.mark.parametrize("role", list(Role))
def test_the_dispatcher_reads_no_more_rows_than_the_page_has(rights: Rights, role: Role):
    """Statistics of this transaction, read as superuser who has become the desk: SET SESSION AUTHORIZATION makes session_user the login."""
    with rights.world.cluster.connect(rights.world.database) as connection:
        for kind in kinds_of(rights, role):
            with connection.transaction(force_rollback=True):
                connection.execute(f"SET LOCAL SESSION AUTHORIZATION {rights.desks[role].login}")
                page = connection.execute(
                    "SELECT count(*) FROM rd.feed(%s, %s, 0, 3000000, %s)", [NEAR, kind, PAGE]
                ).fetchone()
                connection.execute("RESET SESSION AUTHORIZATION")
                scans = connection.execute(
                    "SELECT seq_scan, seq_tup_read, idx_tup_fetch FROM pg_stat_xact_user_tables WHERE schemaname = 'rd' AND relname = %s",
                    [kind],
                ).fetchone()
            assert scans is not None and page is not None
            # What other levels have and no index leaves out would be read and thrown away.
            assert scans[:2] == (0, 0) and scans[2] <= page[0] + 2, (kind, page, scans)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_bytes_are_found_by_an_index(rights: Rights, role: Role):
    with (
        rights.world.cluster.connect(rights.world.database) as connection,
        connection.transaction(force_rollback=True),
    ):
        connection.execute(f"SET LOCAL SESSION AUTHORIZATION {rights.desks[role].login}")
        connection.execute("SELECT * FROM rd.get_chunk(%s, md5('17'), 0)", [NEAR])
        connection.execute("RESET SESSION AUTHORIZATION")
        read = connection.execute(
            "SELECT sum(seq_tup_read), sum(idx_tup_fetch) FROM pg_stat_xact_user_tables WHERE relname IN ('file_ref', 'chunk')"
        ).fetchone()
    assert read is not None and read[0] == 0 and read[1] < 100


def test_rows_of_one_seq_stay_together(rights: Rights, desks):
    """The cursor is a seq: a page that ended between two rows of one act would lose the second."""
    desk, cursor, seen = desks[Role.EMPLOYER], 0, []
    expected = [row[0] for row in desk.execute(f"SELECT id FROM rd.submission WHERE district_id = '{NEAR}'")]
    while page := desk.execute(
        "SELECT id, seq FROM rd.feed(%s, 'submission', %s, 3000000, 7)", [NEAR, cursor]
    ).fetchall():
        seqs = {seq for _, seq in page}
        assert all(count_of(desk, seq) == sum(s == seq for _, s in page) for seq in seqs)
        seen += [row_id for row_id, _ in page]
        cursor = max(seqs)
    assert sorted(seen) == sorted(expected)
    assert len(expected) > ROWS // 2


def count_of(desk: "psycopg.Connection[Any]", seq: int) -> int:
    row = desk.execute(
        f"SELECT count(*) FROM rd.submission WHERE district_id = '{NEAR}' AND seq = %s", [seq]
    ).fetchone()
    assert row is not None
    return int(row[0])


def test_a_document_holds_every_column_by_its_name_with_times_in_utc(rights: Rights, desks):
    desk = desks[Role.EMPLOYER]
    desk.execute("SET timezone = 'Asia/Shanghai'; SET datestyle = 'SQL, DMY'")
    row = desk.execute(
        "SELECT doc::json FROM rd.fetch(%s, 'declaration', 'declaration-00') WHERE kind = 'decision'", [NEAR]
    ).fetchone()
    assert row is None
    document = desk.execute("SELECT doc::json FROM rd.feed(%s, 'decision', 0, 3000000, 1)", [NEAR]).fetchone()
    assert document is not None
    columns = {
        c
        for (c,) in rights.world.all(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'rd.decision'::regclass AND attnum > 0"
        )
    }
    assert document[0].keys() == columns
    assert document[0]["at"] == "2026-01-01T00:00:00.000000Z"
    publicity = desk.execute(
        "SELECT doc::json FROM rd.feed(%s, 'publicity', 0, 3000000, 1)", [NEAR]
    ).fetchone()
    assert publicity is not None and publicity[0]["start_on"] == "2026-01-01"
