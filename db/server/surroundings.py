"""What lies around schema ``rd``: the database's own doors and the server's settings. Part of db.server.check."""

from collections.abc import Iterator
from typing import Any

import psycopg

LARGE_OBJECTS = ("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)")
WANTED_SETTINGS = {
    "ssl": ("on", "passwords and dossiers cross the network in the clear"),
    "fsync": ("on", "a power cut may damage the database"),
    "full_page_writes": ("on", "a power cut may damage the database"),
    "password_encryption": ("scram-sha-256", "passwords set by hand are kept in a weak form"),
}


def find_open_doors(connection: psycopg.Connection[Any]) -> Iterator[str]:
    """What PUBLIC, and so every desk, could do beside the functions."""
    for (privilege,) in connection.execute(
        "SELECT a.privilege_type FROM pg_database d CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a "
        "WHERE d.datname = current_database() AND a.grantee = 0"
    ):
        yield f"PUBLIC has {privilege} on the database"
    for schema, privilege in connection.execute(
        "SELECT n.nspname, a.privilege_type FROM pg_namespace n CROSS JOIN LATERAL "
        "aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE a.grantee = 0 "
        "AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
    ):
        yield f"PUBLIC has {privilege} on schema {schema}"
    for (function,) in connection.execute(
        "SELECT f::text FROM unnest(%s::regprocedure[]) f WHERE has_function_privilege('public', f, 'EXECUTE')",
        [list(LARGE_OBJECTS)],
    ):
        yield f"PUBLIC may make large objects by {function}: a superuser revokes it"
    row = connection.execute(
        "SELECT count(*) FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace "
        "AND p.proname ~ '^pg_(try_)?advisory_' AND has_function_privilege('public', p.oid, 'EXECUTE')"
    ).fetchone()
    if row and row[0]:
        yield f"PUBLIC may fill the server's table of locks by {row[0]} functions pg_advisory_…: a superuser revokes them"


def find_risky_settings(connection: psycopg.Connection[Any]) -> Iterator[str]:
    for setting, (wanted, reason) in WANTED_SETTINGS.items():
        row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
        if row and row[0] != wanted:
            yield f"{setting} is {row[0]}, not {wanted}: {reason}"
    row = connection.execute("SELECT current_setting('server_version_num')::int").fetchone()
    if row and row[0] < 150000:
        yield "PostgreSQL is older than 15"
    row = connection.execute(
        "SELECT count(*) FROM rd.account a JOIN pg_roles r ON r.rolname = a.login WHERE a.active "
        "AND current_setting('temp_file_limit') = '-1' AND array_to_string(r.rolconfig, ' ') NOT LIKE '%temp_file_limit=%'"
    ).fetchone()
    if row and row[0]:
        yield f"temp_file_limit is -1: {row[0]} logins may fill the disk with what they sort"
    try:
        with connection.transaction():
            lines = connection.execute(
                "SELECT line_number, type, auth_method FROM pg_hba_file_rules WHERE error IS NULL AND type IN ('host', 'hostnossl', 'hostssl')"
                " AND (type <> 'hostssl' OR auth_method IN ('trust', 'password', 'md5'))"
                " AND coalesce(address, '') NOT IN ('127.0.0.1', '::1')"
            ).fetchall()
    except psycopg.errors.InsufficientPrivilege:
        return
    for number, kind, method in lines:
        yield f"pg_hba.conf line {number} lets the network in by {kind} {method}"
