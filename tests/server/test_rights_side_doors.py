"""Ways round the rights that a desk with any SQL client could try; each beside what shows that the way would lead somewhere."""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from app.domain.organisation import Role
from tests.server.rights_world import READABLE, SYNCED, Rights, fill
from tests.server.schema import SchemaServer
from tests.server.world import FAR, NEAR, World

DENIED = "42501"
Desk = psycopg.Connection[Any]


@pytest.fixture(scope="module")
def rights(wheel_server: SchemaServer) -> Iterator[Rights]:
    name = wheel_server.new_database()
    world = World.enter(wheel_server.cluster, name)
    try:
        yield fill(world, world.standard())
    finally:
        world.leave()
        wheel_server.drop_database(name)


@pytest.fixture
def desk(rights: Rights) -> Iterator[Desk]:
    """The employer's, on a connection that no other test has changed."""
    with rights.world.cluster.connect(rights.world.database, rights.desks[Role.EMPLOYER].login) as connection:
        yield connection


def ids(desk: Desk, table: str = "declaration") -> set[str]:
    return {row[0] for row in desk.execute(f"SELECT id FROM rd.{table}")}


def refusal(desk: Desk, statement: str, *values: Any) -> str | None:
    """SQLSTATE, or None when it worked."""
    try:
        desk.execute(statement, values)
    except psycopg.Error as refused:
        return refused.sqlstate
    return None


# -- being somebody else


def test_nobody_becomes_another_role(rights: Rights, desk: Desk):
    others = [
        "rd_owner",
        "postgres",
        "rd_city",
        "rd_acceptance",
        rights.desks[Role.CITY].login,
        "pg_read_all_data",
    ]
    for other in others:
        assert refusal(desk, f"SET ROLE {other}") == DENIED, other
        assert refusal(desk, "SELECT set_config('role', %s, false)", other) == DENIED, other
        assert refusal(desk, f"SET SESSION AUTHORIZATION {other}") == DENIED, other
        assert refusal(desk, "SELECT set_config('session_authorization', %s, false)", other) == DENIED, other
        assert refusal(desk, f"GRANT {other} TO CURRENT_USER") is not None, other
    assert ids(desk) == rights.visible(Role.EMPLOYER, "declaration")


def test_ones_own_group_role_shows_no_more(rights: Rights, desk: Desk):
    """SET ROLE to the group is allowed; who asks is still the session's user."""
    desk.execute("SET ROLE rd_employer")
    assert ids(desk) == rights.visible(Role.EMPLOYER, "declaration")
    assert desk.execute("SELECT account ->> 'login' FROM rd.hello('*', 1)").fetchone() == (
        rights.desks[Role.EMPLOYER].login,
    )


def test_no_setting_says_who_asks(rights: Rights, desk: Desk):
    city = rights.desks[Role.CITY]
    for name in ("rd.login", "rd.organisation_id", "app.user", "request.jwt.claims", "application_name"):
        desk.execute("SELECT set_config(%s, %s, false)", [name, city.login])
    assert ids(desk) == rights.visible(Role.EMPLOYER, "declaration")


def test_row_security_cannot_be_switched_off(rights: Rights, desk: Desk):
    desk.execute("SET row_security = off")
    assert refusal(desk, "SELECT id FROM rd.declaration") == DENIED
    assert refusal(desk, "SELECT * FROM rd.feed(%s, 'declaration', 0, 9000000000, 10)", NEAR) == DENIED


def test_a_login_in_the_group_of_another_level_sees_nothing(rights: Rights):
    """Whatever an administrator grants by mistake: the account's level counts."""
    world = rights.world
    login = world.add_login(rights.desks[Role.EMPLOYER].office)
    world.owner.execute(f"REVOKE rd_employer FROM {login.login}; GRANT rd_city TO {login.login}")
    with world.cluster.connect(world.database, login.login) as connection:
        assert ids(connection) == set()
        assert ids(connection, "reference") == set()
    world.owner.execute(f"REVOKE rd_city FROM {login.login}; GRANT rd_employer TO {login.login}")
    with world.cluster.connect(world.database, login.login) as connection:
        assert ids(connection) == rights.visible(Role.EMPLOYER, "declaration")


def test_a_disabled_account_sees_nothing_over_a_connection_it_still_holds(rights: Rights):
    world = rights.world
    login = world.add_login(rights.desks[Role.EMPLOYER].office)
    connection = world.connect_as(login)
    assert ids(connection) == rights.visible(Role.EMPLOYER, "declaration")
    world.owner.execute("UPDATE rd.account SET active = false WHERE login = %s", [login.login])
    assert {table: ids(connection, table) for table in ("declaration", "employer", "reference", "gone")} == {
        table: set() for table in ("declaration", "employer", "reference", "gone")
    }
    assert refusal(connection, "SELECT * FROM rd.hello('*', 1)") == DENIED
    assert refusal(connection, "SELECT * FROM rd.head(%s)", NEAR) == DENIED


def test_a_login_without_an_account_sees_nothing(rights: Rights):
    world = rights.world
    login = world.add_login(rights.desks[Role.EMPLOYER].office)
    world.owner.execute("DELETE FROM rd.account WHERE login = %s", [login.login])
    connection = world.connect_as(login)
    assert ids(connection) == set()
    assert refusal(connection, "SELECT * FROM rd.hello('*', 1)") == DENIED


# -- functions


def test_a_search_path_of_ones_own_changes_nothing(rights: Rights, desk: Desk):
    """A schema full of traps, as somebody with CREATE somewhere might make it."""
    owner = rights.world.owner
    owner.execute("CREATE SCHEMA trap")
    owner.execute("GRANT USAGE ON SCHEMA trap TO PUBLIC")
    for trap in (
        "CREATE FUNCTION trap.md5(text) RETURNS text LANGUAGE sql AS $$ SELECT 'trapped' $$",
        "CREATE FUNCTION trap.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT '1999-01-01'::timestamptz $$",
        "CREATE FUNCTION trap.texteq(text, text) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$",
        "CREATE FUNCTION trap.int8gt(bigint, bigint) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$",
        "CREATE OPERATOR trap.= (FUNCTION = trap.texteq, LEFTARG = text, RIGHTARG = text)",
        "CREATE OPERATOR trap.> (FUNCTION = trap.int8gt, LEFTARG = bigint, RIGHTARG = bigint)",
        "CREATE FUNCTION trap.has_table_privilege(text, text) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$",
        "CREATE TABLE trap.account AS SELECT * FROM rd.account",
        "GRANT SELECT ON trap.account TO PUBLIC",
    ):
        owner.execute(trap)
    calls = (
        "SELECT account::text, district_id FROM rd.hello('*', 1)",
        f"SELECT * FROM rd.digest('{NEAR}')",
        f"SELECT * FROM rd.feed('{NEAR}', 'declaration', 1000003, 9000000000, 500)",
        f"SELECT * FROM rd.feed('{NEAR}', 'meeting', 0, 9000000000, 500)",
        f"SELECT * FROM rd.feed_declaration('{NEAR}', 1000003, 9000000000, 500)",
        f"SELECT * FROM rd.fetch('{NEAR}', 'declaration', 'declaration-00')",
    )
    straight = [desk.execute(call).fetchall() for call in calls]
    desk.execute("SET search_path = trap, pg_catalog")
    assert desk.execute("SELECT md5('x')").fetchone() == ("trapped",)  # the trap is set
    assert [desk.execute(call).fetchall() for call in calls] == straight
    assert ids(desk) == rights.visible(Role.EMPLOYER, "declaration")
    owner.execute("DROP SCHEMA trap CASCADE")


def test_inner_functions_are_not_for_desks(desk: Desk):
    for call in (
        "rd.my_account()",
        "rd.line()",
        "rd.may_hear_of(NULL, '*')",
        "rd.clean_files('*', 0)",
        "rd.enter('*', '{}', '', '', '', '{}')",
    ):
        assert refusal(desk, f"SELECT {call}") == DENIED, call


def test_a_head_is_told_only_of_districts_the_account_has_to_do_with(rights: Rights, desk: Desk):
    assert refusal(desk, "SELECT * FROM rd.head(%s)", NEAR) is None
    assert refusal(desk, "SELECT * FROM rd.head(%s)", FAR) == DENIED
    assert refusal(desk, "SELECT * FROM rd.head('nowhere')") == DENIED
    city = rights.world.connect_as(rights.desks[Role.CITY])
    assert refusal(city, "SELECT * FROM rd.head(%s)", FAR) is None
    assert refusal(city, "SELECT * FROM rd.head('nowhere')") == "57P03"


def test_hello_lists_the_districts_an_account_has_to_do_with(rights: Rights):
    heard = {
        role: {
            row[0]
            for row in rights.world.connect_as(login).execute("SELECT district_id FROM rd.hello('*', 1)")
        }
        for role, login in rights.desks.items()
    }
    assert heard[Role.EMPLOYER] == heard[Role.ACCEPTANCE] == heard[Role.HR_BUREAU] == {"*", NEAR}
    assert heard[Role.COMMITTEE] == heard[Role.CITY] == {"*", NEAR, FAR}


# -- telling rows that are there from rows that are not


def test_a_key_that_exists_is_refused_like_one_that_does_not(rights: Rights, desk: Desk):
    """UNIQUE and foreign keys would tell; the right is asked first."""
    foreign = hidden(rights, "applicant")[0]
    said = set()
    for row_id in (foreign, "applicant-that-is-not"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege) as refused:
            desk.execute(
                "INSERT INTO rd.applicant (district_id, id, employer_id, rev, seq, name, id_number, phone) VALUES (%s, %s, 'x', 1, 1, '', '', '')",
                [NEAR, row_id],
            )
        said.add(str(refused.value))
    assert len(said) == 1


def test_an_expression_in_a_condition_never_meets_a_foreign_row(rights: Rights, desk: Desk):
    """A condition that fails on one row's content would tell that the row is there."""
    rights.world.owner.execute(
        "UPDATE rd.applicant SET name = '外单位的人' WHERE id = ANY (%s)", [hidden(rights, "applicant")]
    )
    leaky = "SELECT count(*) FROM rd.applicant WHERE 1 / (CASE WHEN name = %s THEN 0 ELSE 1 END) = 1"
    assert refusal(desk, leaky, "x") == "22012"  # positive control: of its own rows it does fail
    assert refusal(desk, leaky, "外单位的人") is None
    for condition in (
        "name::integer = 1",
        "id_number ~ ('[' || name)",
        "pg_sleep(0) IS NULL AND name LIKE '外%%'",
    ):
        own = f"SELECT count(*) FROM rd.applicant WHERE name = '外单位的人' AND {condition}"
        assert refusal(desk, own) is None, condition


def hidden(rights: Rights, table: str) -> list[str]:
    seen = rights.visible(Role.EMPLOYER, table)
    return [rows[table]["id"] for rows in rights.rows.values() if rows[table]["id"] not in seen]


def plan(desk: Desk, query: str, *values: Any, analyze: bool = False) -> str:
    """What EXPLAIN says, without times and without the value asked for."""
    how = "ANALYZE, TIMING OFF, SUMMARY OFF, BUFFERS OFF" if analyze else "ANALYZE OFF"
    lines = "\n".join(row[0] for row in desk.execute(f"EXPLAIN ({how}) {query}", values))
    for value in values:
        lines = lines.replace(f"'{value}'", "'…'")
    return re.sub(r"Memory: \d+kB|Disk: \d+kB", "", lines)


@pytest.fixture
def crowded(rights: Rights) -> Iterator[Rights]:
    """Five thousand foreign people of one name, with as many files: statistics and indexes would know it."""
    owner = rights.world.owner
    owner.execute(
        "INSERT INTO rd.applicant (district_id, id, employer_id, rev, seq, name, id_number, phone) "
        "SELECT %s, 'crowd-' || n, 'foreign unit', 1, 2000000 + n, '常见名', 'number-' || n, '' FROM generate_series(1, 5000) n",
        [NEAR],
    )
    owner.execute(
        "INSERT INTO rd.file_ref (district_id, id, employer_id, rev, seq, owner_kind, owner_id, holder_id, sha256, size, media_type) "
        "SELECT %s, 'crowd-' || n, 'foreign unit', 1, 2000000 + n, 'archive_item', 'item-' || n, 'foreign unit', md5(n::text), 1, '' "
        "FROM generate_series(1, 5000) n",
        [NEAR],
    )
    owner.execute("ANALYZE rd.applicant, rd.file_ref")
    yield rights
    owner.execute("DELETE FROM rd.applicant WHERE employer_id = 'foreign unit'")
    owner.execute("DELETE FROM rd.file_ref WHERE employer_id = 'foreign unit'")
    owner.execute("ANALYZE rd.applicant, rd.file_ref")


def test_estimates_of_explain_say_nothing_of_foreign_content(crowded: Rights, desk: Desk):
    for column, known in (
        ("name", "常见名"),
        ("id_number", "number-17"),
        ("employer_id", "foreign unit"),
        ("id", "crowd-17"),
    ):
        query = f"SELECT * FROM rd.applicant WHERE {column} = %s"
        assert plan(desk, query, known) == plan(desk, query, "nothing of the sort"), column
    # Positive control: the owner's estimate follows the content as soon as statistics are kept.
    owner = crowded.world.owner
    query = "SELECT * FROM rd.applicant WHERE name = %s"
    with owner.transaction(force_rollback=True):
        owner.execute("ALTER TABLE rd.applicant ALTER name SET STATISTICS 100")
        owner.execute("ANALYZE rd.applicant")
        assert plan(owner, query, "常见名") != plan(owner, query, "nothing of the sort")


def test_no_column_that_desks_read_keeps_statistics_of_its_content(rights: Rights):
    kept = rights.world.all(
        "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'rd' AND tablename = ANY (%s) "
        "AND attname NOT IN ('district_id', 'seq', 'reached')",
        list(READABLE),
    )
    assert kept == []


PATHS = (
    "",
    "SET enable_seqscan = off",
    "SET enable_indexscan = off",
    "SET enable_bitmapscan = off; SET enable_indexscan = off",
)


@pytest.mark.parametrize("path", PATHS)
def test_row_counts_of_explain_analyze_do_not_tell_a_foreign_person_from_none(
    crowded: Rights, desk: Desk, path: str
):
    """ "Rows Removed by Filter" counts what an index found before row security looked at it: no index may find by content alone."""
    if path:
        desk.execute(path)
    file = crowded.world.one("SELECT md5('17')")
    for query, known in (
        (f"SELECT 1 FROM rd.applicant WHERE district_id = '{NEAR}' AND id_number = %s", "number-17"),
        (
            f"SELECT 1 FROM rd.applicant WHERE district_id = '{NEAR}' AND employer_id = 'foreign unit' AND id_number = %s",
            "number-17",
        ),
        (f"SELECT 1 FROM rd.file_ref WHERE district_id = '{NEAR}' AND sha256 = %s", file),
        (
            f"SELECT 1 FROM rd.file_ref WHERE district_id = '{NEAR}' AND holder_id = 'foreign unit' AND sha256 = %s",
            file,
        ),
    ):
        assert plan(desk, query, known, analyze=True) == plan(desk, query, "f" * 64, analyze=True), query


def test_statistics_and_activity_of_others_are_hidden(rights: Rights, desk: Desk):
    assert desk.execute("SELECT count(*) FROM pg_stats WHERE schemaname = 'rd'").fetchone() == (0,)
    assert refusal(desk, "SELECT * FROM pg_statistic") == DENIED
    assert refusal(desk, "SELECT * FROM pg_authid") == DENIED
    others = desk.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE usename <> session_user AND query <> '<insufficient privilege>' AND query <> ''"
    )
    assert others.fetchone() == (0,)
    assert rights.world.one("SELECT count(*) FROM pg_stats WHERE schemaname = 'rd'") > 0


# -- leaving things behind


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMP TABLE mine (x int)",
        "CREATE TABLE public.mine (x int)",
        "CREATE TABLE rd.mine (x int)",
        "CREATE VIEW rd.mine AS SELECT 1",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TYPE public.mine AS ENUM ('x')",
        "CREATE OPERATOR public.=== (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text)",
        "CREATE SCHEMA mine",
        "CREATE SEQUENCE public.mine",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "CREATE PUBLICATION mine",
        "CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "SELECT lo_create(0)",
        "SELECT lo_creat(-1)",
        "SELECT lo_from_bytea(0, 'x')",
        "COPY (SELECT 1) TO '/tmp/mine'",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT pg_ls_dir('.')",
        "SELECT pg_create_physical_replication_slot('mine')",
        "SELECT pg_reload_conf()",
        "ALTER SYSTEM SET work_mem = '1GB'",
        "ALTER DATABASE {database} SET work_mem = '1GB'",
        "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1",
        "ALTER ROLE CURRENT_USER CREATEROLE",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "ALTER ROLE {other} PASSWORD 'mine'",
        "SELECT pg_terminate_backend({foreign_pid})",
        "SET session_preload_libraries = 'mine'",
        "SET log_statement = 'none'",
    ],
)
def test_a_desk_makes_and_alters_nothing_on_the_server(rights: Rights, desk: Desk, statement: str):
    foreign = rights.world.owner.info.backend_pid
    filled = statement.format(
        database=rights.world.database, other=rights.desks[Role.CITY].login, foreign_pid=foreign
    )
    assert refusal(desk, filled) == DENIED


def test_its_own_time_limits_a_desk_may_change_and_gains_nothing(rights: Rights, desk: Desk):
    desk.execute(
        "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0"
    )
    assert {table: ids(desk, table) for table in SYNCED if rights.may_select(Role.EMPLOYER, table)} == {
        table: rights.visible(Role.EMPLOYER, table)
        for table in SYNCED
        if rights.may_select(Role.EMPLOYER, table)
    }


def test_role_names_say_nothing_of_offices_and_people(rights: Rights, desk: Desk):
    names = {
        row[0] for row in desk.execute("SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%%'", [])
    }
    assert {name for name in names if not re.fullmatch(r"u_[a-z]{16}|rd_[a-z_]+|postgres", name)} == set()


@pytest.mark.parametrize(
    "lock",
    [
        "pg_advisory_lock(1)",
        "pg_try_advisory_lock(1)",
        "pg_advisory_xact_lock_shared(1, 1)",
        "pg_try_advisory_xact_lock(1, 1)",
    ],
)
def test_a_desk_takes_no_lock_of_its_own(desk: Desk, lock: str):
    """The table of locks is the whole server's: two million of them and nobody, not the superuser either, could look at anything."""
    assert refusal(desk, f"SELECT {lock}") == DENIED


def test_a_login_fills_no_disk_with_what_it_sorts(rights: Rights):
    limited = "SELECT count(*) FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole JOIN rd.account a ON a.login = r.rolname"
    assert (
        rights.world.one(f"{limited} WHERE array_to_string(s.setconfig, ' ') NOT LIKE '%%temp_file_limit=%%'")
        == 0
    )
