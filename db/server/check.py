"""Is a shared database still what the migrations made: rights, functions, logins, audit chains, files, feed, settings.

Each look is one query that returns what is wrong, in words. ``ERROR``: somebody may see or do what they must not, or data is damaged.
``WARNING``: a person should look. Expected rights are written out here a second time, apart from the SQL that grants them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import psycopg
from psycopg import sql

from db.server.accounts import MIN_CONNECTIONS
from db.server.faults import ServerFault
from db.server.install import SHARED_SCHEMA_VERSION, read_version
from db.server.surroundings import find_open_doors, find_risky_settings

ROAD = ("declaration", "submission", "decision", "publicity", "file_ref")
UNIT = ("archive_item", "applicant", "employer")
MEETINGS = ("meeting", "meeting_member")
SHARED = ("reference", "gone")
SEEN: Mapping[str, tuple[str, ...]] = {
    "employer": (*ROAD, *UNIT, *SHARED),
    "acceptance": (*ROAD, *SHARED),
    "hr_bureau": (*ROAD, *SHARED),
    "municipal_unit": (*ROAD, *SHARED),
    "committee": (*ROAD, *MEETINGS, *SHARED),
    "city": (*ROAD, *SHARED),
    "admin": ("employer", "reference", "gone"),
}
"""What each level may SELECT (docs/protocol.md §2), and nothing else."""

SCOPE: Mapping[str, tuple[str, int]] = {
    "employer": ("employer_id", 1),
    "acceptance": ("acceptance_id", 2),
    "hr_bureau": ("hr_bureau_id", 4),
    "municipal_unit": ("municipal_id", 8),
    "committee": ("committee_id", 16),
    "admin": ("employer_id", 1),
}
"""The scope column of a level and its bit of ``reached``; the city has no column."""


class Severity(StrEnum):
    ERROR = "ERROR"
    WARNING = "WARNING"


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    about: str
    problem: str


def check(connection: psycopg.Connection[Any]) -> tuple[Finding, ...]:
    """Everything, in the order a person reads it. Raises ServerFault where nothing is set up."""
    version = read_version(connection)
    if version is None:
        raise ServerFault("nothing is set up in this database: run `server init`")
    looks: list[tuple[str, Severity, Iterator[str]]] = [
        ("schema", Severity.WARNING, _check_version(version)),
        ("row security", Severity.ERROR, _find_loose_tables(connection)),
        ("policies", Severity.ERROR, _find_wrong_policies(connection)),
        ("grants", Severity.ERROR, _find_wrong_grants(connection)),
        ("functions", Severity.ERROR, _find_loose_functions(connection)),
        ("logins", Severity.ERROR, _find_wrong_logins(connection)),
        ("database", Severity.ERROR, find_open_doors(connection)),
        ("audit", Severity.ERROR, _find_broken_chains(connection)),
        ("feed", Severity.ERROR, _find_misplaced_rows(connection)),
        ("files", Severity.ERROR, _find_damaged_files(connection)),
        ("files", Severity.WARNING, _find_left_uploads(connection)),
        ("settings", Severity.WARNING, find_risky_settings(connection)),
    ]
    return tuple(Finding(severity, about, problem) for about, severity, found in looks for problem in found)


def expected_condition(level: str, table: str) -> str:
    """A policy's USING as PostgreSQL prints it, blanks and brackets left out."""
    me = f"SELECT rd.me('{level}'::text) AS me"
    if table == "reference":
        return _plain(f"{me} IS NOT NULL")
    if table == "gone":
        return _plain(f"organisation_id = {me}")
    if level == "city":
        return _plain(f"{me} IS NOT NULL AND reached & 32 <> 0")
    column, bit = SCOPE[level]
    return _plain(f"{column} = {me} AND reached & {bit} <> 0")


def _plain(condition: str) -> str:
    return re.sub(r"[\s()]+", "", condition)


def _check_version(version: int) -> Iterator[str]:
    if version != SHARED_SCHEMA_VERSION:
        yield f"the database has schema {version}, this program knows {SHARED_SCHEMA_VERSION}"


def _find_loose_tables(connection: psycopg.Connection[Any]) -> Iterator[str]:
    for name, kind, owner, enabled, forced in connection.execute(
        "SELECT relname, relkind, pg_get_userbyid(relowner), relrowsecurity, relforcerowsecurity FROM pg_class "
        "WHERE relnamespace = 'rd'::regnamespace AND relkind NOT IN ('i', 'I', 't', 'c') ORDER BY relname"
    ):
        if kind not in ("r", "p"):
            yield f"{name} is neither a table nor an index: there is no such thing in this schema"
        elif not (enabled and forced):
            yield f"{name} has no forced row security"
        if owner != "rd_owner":
            yield f"{name} belongs to {owner}"


def _find_wrong_policies(connection: psycopg.Connection[Any]) -> Iterator[str]:
    expected = {
        (table, f"rd_{level}"): ("SELECT", expected_condition(level, table))
        for level, tables in SEEN.items()
        for table in tables
    }
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'rd'").fetchall()
    expected |= {(table, "rd_owner"): ("ALL", "true") for (table,) in tables}
    for table, roles, command, condition, permissive in connection.execute(
        "SELECT tablename, array_to_string(roles, ','), cmd, coalesce(qual, ''), permissive FROM pg_policies "
        "WHERE schemaname = 'rd' ORDER BY tablename, roles"
    ):
        wanted = expected.pop((table, roles), None)
        if wanted is None:
            yield f"{table}: a policy for {roles} that should not be there, or the second one"
        elif wanted != (command, _plain(condition)) or permissive != "PERMISSIVE":
            yield f"{table}: the policy for {roles} is not the one that was installed: {condition}"
    for table, role in expected:
        yield f"{table}: the policy for {role} is missing"


def _find_wrong_grants(connection: psycopg.Connection[Any]) -> Iterator[str]:
    expected = {(table, f"rd_{level}", "SELECT") for level, tables in SEEN.items() for table in tables}
    for table, grantee, privilege in connection.execute(
        "SELECT c.relname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END, a.privilege_type "
        "FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE c.relnamespace = 'rd'::regnamespace "
        "UNION ALL SELECT c.relname || '.' || t.attname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END, "
        "a.privilege_type FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN LATERAL aclexplode(t.attacl) a "
        "WHERE c.relnamespace = 'rd'::regnamespace"
    ):
        if grantee == "rd_owner":
            continue
        if (table, grantee, privilege) in expected:
            expected.remove((table, grantee, privilege))
        else:
            yield f"{grantee} may {privilege} {table}"
    for table, grantee, privilege in sorted(expected):
        yield f"{grantee} may not {privilege} {table}: desks of this level cannot read"


def _find_loose_functions(connection: psycopg.Connection[Any]) -> Iterator[str]:
    for function, owner, definer, pinned, public in connection.execute(
        "SELECT f.oid::regprocedure::text, pg_get_userbyid(f.proowner), f.prosecdef, "
        "coalesce(f.proconfig, '{}') @> ARRAY['search_path=pg_catalog, pg_temp'] OR f.prosqlbody IS NOT NULL AND NOT f.prosecdef, "
        "EXISTS (SELECT FROM aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a WHERE a.grantee = 0) "
        "FROM pg_proc f WHERE f.pronamespace = 'rd'::regnamespace ORDER BY 1"
    ):
        if owner != "rd_owner":
            yield f"{function} belongs to {owner}"
        if not pinned:
            yield f"{function} looks up names where its caller says{' with the rights of the owner' if definer else ''}"
        if public:
            yield f"PUBLIC may call {function}"


def _find_wrong_logins(connection: psycopg.Connection[Any]) -> Iterator[str]:
    for login, role, active, known, powers, may_sign_in, limit, groups in connection.execute(
        "SELECT a.login, a.role, a.active, r.oid IS NOT NULL, "
        "r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication, r.rolcanlogin, r.rolconnlimit, "
        "ARRAY(SELECT pg_get_userbyid(m.roleid)::text FROM pg_auth_members m WHERE m.member = r.oid ORDER BY 1) "
        "FROM rd.account a LEFT JOIN pg_roles r ON r.rolname = a.login ORDER BY a.login"
    ):
        if not known:
            yield f"account {login} has no login on this server"
            continue
        if powers:
            yield f"login {login} has powers over the server"
        if groups != [f"rd_{role}"]:
            yield f"login {login} acts as {role} and is a member of {', '.join(groups) or 'nothing'}"
        if may_sign_in and not active:
            yield f"login {login} is disabled and may still sign in"
        if 0 <= limit < MIN_CONNECTIONS:
            yield f"login {login} may open {limit} connections only: a desk needs {MIN_CONNECTIONS}"
    for group, member in connection.execute(
        "SELECT pg_get_userbyid(m.roleid), pg_get_userbyid(m.member) FROM pg_auth_members m "
        "JOIN pg_roles r ON r.oid = m.member WHERE pg_get_userbyid(m.roleid) = 'rd_owner' AND r.rolcanlogin "
        "AND NOT r.rolsuper AND r.oid <> (SELECT datdba FROM pg_database WHERE datname = current_database())"
    ):
        yield f"{member} is a member of {group} and may change everything"


def _find_broken_chains(connection: psycopg.Connection[Any]) -> Iterator[str]:
    for district, entry in connection.execute(
        "SELECT district_id, rd.verify_audit(district_id) FROM rd.district ORDER BY district_id"
    ):
        if entry is not None:
            yield f"district {district}: entry {entry} does not verify"


def _find_misplaced_rows(connection: psycopg.Connection[Any]) -> Iterator[str]:
    """What a desk would never read, or never find equal: a place behind the head, no counter row, a revision below 1."""
    kinds = connection.execute("SELECT unnest(rd.kinds())").fetchall()
    for (kind,) in kinds:
        query = sql.SQL(
            "SELECT t.district_id, count(*) FROM rd.{} t LEFT JOIN rd.district d USING (district_id) "
            "WHERE d.district_id IS NULL OR t.seq NOT BETWEEN 1 AND d.head OR t.rev < 1 GROUP BY 1"
        )
        for district, count in connection.execute(query.format(sql.Identifier(kind))):
            yield f"{kind}: {count} rows of district {district} are not in its feed"


def _find_damaged_files(connection: psycopg.Connection[Any]) -> Iterator[str]:
    for district, digest in connection.execute(
        "SELECT f.district_id, f.sha256 FROM rd.file_ref f LEFT JOIN rd.upload u USING (district_id, holder_id, sha256) "
        "WHERE u.finished_at IS NULL GROUP BY 1, 2"
    ):
        yield f"district {district}: the bytes of a named file are not here: {digest}"
    for district, digest, size, there in connection.execute(
        "SELECT u.district_id, u.sha256, u.size, coalesce(sum(octet_length(c.bytes)), 0) FROM rd.upload u "
        "LEFT JOIN rd.chunk c USING (district_id, holder_id, sha256) WHERE u.finished_at IS NOT NULL "
        "GROUP BY u.district_id, u.holder_id, u.sha256, u.size HAVING coalesce(sum(octet_length(c.bytes)), 0) <> u.size"
    ):
        yield f"district {district}: file {digest} has {there} of {size} bytes"


def _find_left_uploads(connection: psycopg.Connection[Any]) -> Iterator[str]:
    row = connection.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM rd.upload WHERE finished_at IS NULL AND begun_at < now() - interval '7 days'"
    ).fetchone()
    if row and row[0]:
        yield f"{row[0]} uploads ({row[1]} bytes) were begun more than a week ago and never finished"
    row = connection.execute(
        "SELECT count(*) FROM rd.chunk c WHERE NOT EXISTS (SELECT FROM rd.upload u WHERE u.district_id = c.district_id "
        "AND u.holder_id = c.holder_id AND u.sha256 = c.sha256)"
    ).fetchone()
    if row and row[0]:
        yield f"{row[0]} chunks belong to no upload"
