"""Role × table × verb × relation, and role × function, from the catalogue; every denial beside the same statement where it works."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from app.domain.organisation import Role
from tests.server.rights_world import NOBODYS, READABLE, SYNCED, Rights, fill
from tests.server.schema import SchemaServer
from tests.server.world import NEAR, World

LEVELS = tuple(Role)
ACTING = tuple(role for role in Role if role is not Role.ADMIN)
DENIED = "42501"
READING = {"kinds", "iso", "doc", "feed", "fetch", "digest", "hello", "head", "me"} | {
    f"feed_{kind}" for kind in SYNCED
}
CALLERS: dict[str, tuple[Role, ...]] = (
    dict.fromkeys(READING, LEVELS)
    | dict.fromkeys(
        ("put_chunk", "finish_file", "get_chunk", "push_declaration", "push_entered", "push_looks"), ACTING
    )
    | dict.fromkeys(("push_applicant", "push_item"), (Role.EMPLOYER,))
    | dict.fromkeys(("push_meeting", "push_member"), (Role.COMMITTEE,))
    | {"verify_audit": (Role.ADMIN,)}
)
"""Who may call what; everything else in schema rd is nobody's."""

# {} is the table. The owner's copy of each must work, so that a denial is one of rights and not of a slip in the statement.
WRITES = {
    "INSERT": "INSERT INTO rd.{} DEFAULT VALUES",
    "UPDATE": "UPDATE rd.{} SET {column} = {column}",
    "DELETE": "DELETE FROM rd.{}",
    "TRUNCATE": "TRUNCATE rd.{} CASCADE",
    "COPY FROM": "COPY rd.{} FROM STDIN",
    "LOCK": "LOCK TABLE rd.{} IN EXCLUSIVE MODE",
    "FOR UPDATE": "SELECT 1 FROM rd.{} FOR UPDATE",
    "ALTER": "ALTER TABLE rd.{} DISABLE ROW LEVEL SECURITY",
    "POLICY": "CREATE POLICY mine ON rd.{} USING (true)",
    "INDEX": "CREATE INDEX ON rd.{} ({column})",
    "ANALYZE": "ALTER TABLE rd.{} ALTER {column} SET STATISTICS 100",
}

PAST_RIGHTS = {"INSERT": ("23502",), "DELETE": ("23503",), "COPY FROM": ("0A000",)}
"""What the owner meets after its rights were looked at: a row without values, one that others name, COPY FROM under row security."""


@pytest.fixture(scope="module")
def rights(wheel_server: SchemaServer) -> Iterator[Rights]:
    name = wheel_server.new_database()
    world = World.enter(wheel_server.cluster, name)
    try:
        yield fill(world, world.standard())
    finally:
        world.leave()
        wheel_server.drop_database(name)


@pytest.fixture(scope="module")
def desks(rights: Rights) -> dict[Role, "psycopg.Connection[Any]"]:
    return {role: rights.world.connect_as(login) for role, login in rights.desks.items()}


def tables(world: World) -> set[str]:
    return {
        row[0]
        for row in world.all(
            "SELECT relname FROM pg_class WHERE relnamespace = 'rd'::regnamespace AND relkind IN ('r', 'p')"
        )
    }


def attempt(connection: "psycopg.Connection[Any]", statement: str) -> str | None:
    """SQLSTATE of what the statement met; None when it worked. Nothing of it stays."""
    try:
        with connection.transaction(force_rollback=True):
            if statement.startswith("COPY"):
                with connection.cursor().copy(statement):
                    pass
            else:
                connection.execute(statement)
    except psycopg.Error as refused:
        return refused.sqlstate
    return None


def test_every_table_is_known_to_the_matrix(rights: Rights):
    """A new table has to say here whether desks read it."""
    assert tables(rights.world) == {*READABLE, *NOBODYS}


def test_every_table_has_forced_row_security_and_the_owners_policy(rights: Rights):
    loose = rights.world.all(
        "SELECT relname FROM pg_class c WHERE relnamespace = 'rd'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') "
        "AND (relkind NOT IN ('r', 'p') OR NOT relrowsecurity OR NOT relforcerowsecurity OR pg_get_userbyid(relowner) <> 'rd_owner' "
        "OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polroles = ARRAY['rd_owner'::regrole::oid]))"
    )
    assert loose == []


def test_a_level_has_one_policy_a_table_without_or_and_with_the_function_in_a_select(rights: Rights):
    policies = rights.world.all(
        "SELECT tablename, roles[1], cmd, qual, array_length(roles, 1) FROM pg_policies WHERE schemaname = 'rd' AND roles[1] <> 'rd_owner'"
    )
    assert len({(table, role) for table, role, *_ in policies}) == len(policies)
    assert {command for _, _, command, _, _ in policies} == {"SELECT"}
    assert {count for *_, count in policies} == {1}
    assert [q for *_, q, _ in policies if " OR " in q or ("rd.me" in q and "( SELECT rd.me(" not in q)] == []


@pytest.mark.parametrize("role", LEVELS)
def test_a_level_selects_exactly_its_rows(rights: Rights, desks, role: Role):
    found: dict[str, Any] = {}
    expected: dict[str, Any] = {}
    for table in sorted(tables(rights.world)):
        row_id = "id" if table in SYNCED else "1"
        expected[table] = rights.visible(role, table) if rights.may_select(role, table) else DENIED
        try:
            found[table] = {row[0] for row in desks[role].execute(f"SELECT {row_id} FROM rd.{table}")}
        except psycopg.errors.InsufficientPrivilege as refused:
            found[table] = refused.sqlstate
    assert found == expected
    # Positive control: the level sees some rows of each of its tables, and there are others that it does not see.
    for table in READABLE:
        if rights.may_select(role, table):
            assert expected[table], table
            assert table == "reference" or len(expected[table]) < len(rights.rows), table


@pytest.mark.parametrize("role", LEVELS)
def test_copy_gives_no_more_than_select(rights: Rights, desks, role: Role):
    for table in sorted(tables(rights.world)):
        statement = f"COPY rd.{table} TO STDOUT"
        if not rights.may_select(role, table):
            assert attempt(desks[role], statement) == DENIED, table
            continue
        with desks[role].cursor().copy(statement) as lines:
            assert len(list(lines.rows())) == len(rights.visible(role, table)), table


@pytest.mark.parametrize(
    "role", [Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU, Role.MUNICIPAL_UNIT, Role.COMMITTEE, Role.CITY]
)
def test_the_relations_of_the_issue_are_told_apart(rights: Rights, role: Role):
    """Own, other employer, other district, other level, own district but not yet arrived, other municipal unit."""
    seen = {
        relation: rights.sees(role, "declaration", rows["declaration"])
        for relation, rows in rights.rows.items()
    }
    assert seen["own"]
    assert not seen[f"not yet arrived at {role}"]
    assert seen[f"arrived at {role} only"]
    assert not any(seen[f"arrived at {other} only"] for other in ACTING if other is not role)
    assert seen["other employer"] == (role is not Role.EMPLOYER)
    assert seen["other district"] == (role in (Role.MUNICIPAL_UNIT, Role.COMMITTEE, Role.CITY))
    assert seen["other municipal unit"] == (role is not Role.MUNICIPAL_UNIT)
    assert seen["other district, other offices of the city"] == (role is Role.CITY)


@pytest.mark.parametrize("role", LEVELS)
def test_no_level_changes_any_table(rights: Rights, desks, role: Role):
    allowed = {
        (table, verb): code
        for table, column in first_columns(rights.world)
        for verb, statement in WRITES.items()
        if (code := attempt(desks[role], statement.format(table, table, column=column))) != DENIED
    }
    assert allowed == {}


def test_the_owner_could_do_all_of_it(rights: Rights):
    """Positive control of the denials above."""
    failed = {}
    with rights.world.cluster.connect(rights.world.database) as owner:
        owner.execute("SET ROLE rd_owner")
        for table, column in first_columns(rights.world):
            for verb, statement in WRITES.items():
                code = attempt(owner, statement.format(table, table, column=column))
                if code not in (None, *PAST_RIGHTS.get(verb, ())):
                    failed[table, verb] = code
    assert failed == {}


def first_columns(world: World) -> list[tuple[str, str]]:
    return [
        (table, column)
        for table, column in world.all(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1 "
            "WHERE c.relnamespace = 'rd'::regnamespace AND c.relkind = 'r' ORDER BY 1"
        )
    ]


@pytest.mark.parametrize("role", LEVELS)
def test_a_level_holds_no_other_privilege(rights: Rights, role: Role):
    """REFERENCES, TRIGGER, MAINTAIN and rights on single columns cannot be tried without a table of one's own."""
    login = rights.desks[role].login
    verbs = "INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"
    held = rights.world.all(
        "SELECT relname FROM pg_class WHERE relnamespace = 'rd'::regnamespace AND relkind = 'r' AND (has_table_privilege(%s, oid, %s) "
        "OR has_any_column_privilege(%s, oid, 'INSERT, UPDATE, REFERENCES') OR has_table_privilege(%s, oid, 'SELECT WITH GRANT OPTION'))",
        login,
        verbs,
        login,
        login,
    )
    assert held == []


def test_a_level_may_call_what_is_meant_for_it_and_nothing_else(rights: Rights):
    functions = rights.world.all(
        "SELECT oid, proname, oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'rd'::regnamespace"
    )
    assert CALLERS.keys() <= {name for _, name, _ in functions}
    wrong = [
        (role, signature)
        for role in LEVELS
        for oid, name, signature in functions
        if rights.world.one(
            "SELECT has_function_privilege(%s, %s::oid, 'EXECUTE')", rights.desks[role].login, oid
        )
        != (role in CALLERS.get(name, ()))
    ]
    assert wrong == []


def test_functions_have_one_owner_a_pinned_path_and_nothing_for_public(rights: Rights):
    loose = rights.world.all(
        "SELECT f.oid::regprocedure::text FROM pg_proc f WHERE f.pronamespace = 'rd'::regnamespace "
        "AND (pg_get_userbyid(f.proowner) <> 'rd_owner' OR f.proleakproof OR has_function_privilege('public', f.oid, 'EXECUTE') "
        "OR NOT coalesce(f.proconfig, '{}') @> ARRAY['search_path=pg_catalog, pg_temp'] AND (f.prosecdef OR f.prosqlbody IS NULL))"
    )
    # Tests move the server's day by a function of their own.
    assert [row for row in loose if row != ("rd.clock()",)] == []


def test_every_function_a_desk_calls_takes_the_district_first(rights: Rights):
    """So that a proxy can send the call to the district's server. ``me`` stands in policies, the rest works on one row or nothing."""
    inner = {"kinds", "iso", "doc", "me"}
    first = dict(
        rights.world.all(
            "SELECT proname, proargnames[1] FROM pg_proc WHERE pronamespace = 'rd'::regnamespace"
        )
    )
    assert {name for name in CALLERS if name not in inner and first[name] != "p_district"} == set()


@pytest.mark.parametrize("role", LEVELS)
def test_the_feed_gives_the_same_rows(rights: Rights, desks, role: Role):
    for kind in SYNCED:
        found = {
            row[0]
            for district in (NEAR, "330108")
            for row in desks[role].execute(
                "SELECT id FROM rd.feed(%s, %s, 0, 9000000000, 500)", [district, kind]
            )
        }
        assert found == rights.visible(role, kind), kind


@pytest.mark.parametrize("role", LEVELS)
def test_fetch_and_digest_give_the_same_rows(rights: Rights, desks, role: Role):
    for kind in ("declaration", "archive_item", "applicant", "meeting"):
        for rows in rights.rows.values():
            row = rows[kind]
            call = "SELECT id FROM rd.fetch(%s, %s, %s) WHERE kind = %s"
            fetched = desks[role].execute(call, [row["district_id"], kind, row["id"], kind]).fetchall()
            assert bool(fetched) == rights.sees(role, kind, row)
    counted = {kind: rows for kind, rows, _ in desks[role].execute("SELECT * FROM rd.digest(%s)", [NEAR])}
    assert counted == {
        kind: sum(
            rights.sees(role, kind, rows[kind])
            for rows in rights.rows.values()
            if rows[kind]["district_id"] == NEAR
        )
        for kind in SYNCED
        if kind != "gone" and rights.may_select(role, kind)
    }


@pytest.mark.parametrize("role", ACTING)
def test_bytes_come_only_with_a_readable_row(rights: Rights, desks, role: Role):
    for rows in rights.rows.values():
        file = rows["file_ref"]
        got = (
            desks[role]
            .execute("SELECT * FROM rd.get_chunk(%s, %s, 0)", [file["district_id"], file["sha256"]])
            .fetchall()
        )
        assert bool(got) == rights.sees(role, "file_ref", file)
    assert desks[role].execute("SELECT * FROM rd.get_chunk(%s, %s, 0)", [NEAR, "f" * 64]).fetchall() == []
