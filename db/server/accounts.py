"""Accounts of a shared database: an opaque PostgreSQL login each (docs/protocol.md §2), with the row that says who it is.

The password is turned into its SCRAM verifier here, so that no server log ever holds it. Roles belong to the whole server, accounts
to one database: with shards the same script runs on every one (docs/server.md).
"""

import secrets
import string
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from app.domain.organisation import Role
from db.server.entries import EVERYWHERE, enter
from db.server.faults import ServerFault
from db.server.organisations import Seated

LOGIN_LETTERS = 16
PASSWORD_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is read wrongly on paper: l 1 i o 0."""
PASSWORD_GROUPS = 5
MIN_PASSWORD = 12
MIN_CONNECTIONS = 4
"""A desk holds one for the exchange and one for files; a cut one may live on at the server for a while."""


@dataclass(frozen=True, slots=True)
class LoginLimits:
    """What PostgreSQL holds each login to. A desk may change its own time limits; they guard against slips, not against attackers.
    It may not change ``temporary_megabytes``, which only a superuser can set."""

    connections: int = 6
    statement_seconds: int = 60
    idle_in_transaction_seconds: int = 30
    lock_seconds: int = 20
    temporary_megabytes: int = 512
    idle_seconds: int = 600
    """A line on which nobody says anything ends: one that was cut far from here would keep its place for hours, and six such would
    lock the login out. A desk opens another."""
    silent_seconds: int = 60
    """After so long the server asks whether the other side is still there (TCP keep-alive)."""


DEFAULT_LIMITS = LoginLimits()


@dataclass(frozen=True, slots=True)
class ServerAccount:
    login: str
    account_id: str
    name: str
    role: Role
    organisation_id: str
    organisation_name: str
    district: str
    active: bool


def make_login() -> str:
    """An opaque name: who can list the server's roles learns nothing of offices and people."""
    return "u_" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(LOGIN_LETTERS))


def make_password() -> str:
    """25 characters in groups, about 124 bits."""
    groups = ("".join(secrets.choice(PASSWORD_CHARACTERS) for _ in range(5)) for _ in range(PASSWORD_GROUPS))
    return "-".join(groups)


def read_accounts(connection: psycopg.Connection[Any]) -> Sequence[ServerAccount]:
    return list(_select(connection, ""))


def find_account(connection: psycopg.Connection[Any], login: str) -> ServerAccount:
    """Raises ServerFault for a login without an account."""
    found = next(_select(connection, "WHERE a.login = %s", login), None)
    if found is None:
        raise ServerFault(f"no account has the login {login}")
    return found


def add_account(
    connection: psycopg.Connection[Any],
    office: Seated,
    name: str,
    *,
    account_id: str,
    password: str,
    limits: LoginLimits = DEFAULT_LIMITS,
    login: str = "",
) -> ServerAccount:
    """``login``: one that another shard has already. Raises ServerFault: short password, too few connections."""
    _check_password(password)
    if limits.connections < MIN_CONNECTIONS:
        raise ServerFault(f"a login needs at least {MIN_CONNECTIONS} connections")
    login = login or make_login()
    unit = office.unit
    with connection.transaction():
        with _explaining("making a login"):
            _run(connection, "CREATE ROLE {} LOGIN", login)
            _set_verifier(connection, login, password)
            _set_limits(connection, login, limits)
            _run(connection, "GRANT {} TO {}", group_of(unit.role), login)
        connection.execute(
            "INSERT INTO rd.account (login, account_id, name, role, organisation_id, district_id) VALUES (%s, %s, %s, %s, %s, %s)",
            [login, account_id, name, unit.role, unit.id, office.district],
        )
        _serve_city(connection, office)
        enter(connection, EVERYWHERE, "add_account", "account", account_id, {"login": login, "unit": unit.id})
    return find_account(connection, login)


def set_active(connection: psycopg.Connection[Any], login: str, active: bool) -> ServerAccount:
    """A disabled one cannot sign in, sees nothing and may do nothing, whatever connection it holds; those are ended."""
    account = find_account(connection, login)
    with connection.transaction():
        connection.execute("UPDATE rd.account SET active = %s WHERE login = %s", [active, login])
        with _explaining("changing a login"):
            _run(connection, "ALTER ROLE {} LOGIN" if active else "ALTER ROLE {} NOLOGIN", login)
        act = "enable_account" if active else "disable_account"
        enter(connection, EVERYWHERE, act, "account", account.account_id, {"login": login})
    if not active:
        _end_sessions(connection, login)
    return find_account(connection, login)


def set_password(connection: psycopg.Connection[Any], login: str, password: str) -> None:
    """Sessions that the old one opened are ended."""
    _check_password(password)
    account = find_account(connection, login)
    with connection.transaction():
        with _explaining("changing a login"):
            _set_verifier(connection, login, password)
        enter(connection, EVERYWHERE, "set_password", "account", account.account_id, {"login": login})
    _end_sessions(connection, login)


def move_account(connection: psycopg.Connection[Any], login: str, office: Seated) -> ServerAccount:
    """The person works for another organisation from now on; its desks must sign in anew and read everything afresh."""
    account = find_account(connection, login)
    unit = office.unit
    with connection.transaction():
        connection.execute(
            "UPDATE rd.account SET role = %s, organisation_id = %s, district_id = %s WHERE login = %s",
            [unit.role, unit.id, office.district, login],
        )
        with _explaining("changing a login"):
            _run(connection, "REVOKE {} FROM {}", group_of(account.role), login)
            _run(connection, "GRANT {} TO {}", group_of(unit.role), login)
        _serve_city(connection, office)
        content = {"login": login, "from": account.organisation_id, "to": unit.id}
        enter(connection, EVERYWHERE, "move_account", "account", account.account_id, content)
    _end_sessions(connection, login)
    return find_account(connection, login)


def group_of(role: Role) -> str:
    """The group role whose policies bind an account of this level."""
    return f"rd_{role}"


def _select(connection: psycopg.Connection[Any], condition: str, *values: str) -> Iterator[ServerAccount]:
    for login, account_id, name, role, unit_id, unit_name, district, active in connection.execute(
        "SELECT a.login, a.account_id, a.name, a.role, a.organisation_id, o.name, a.district_id, a.active FROM rd.account a "
        f"JOIN rd.organisation o ON o.organisation_id = a.organisation_id {condition} ORDER BY o.name, a.name, a.login",
        values,
    ):
        yield ServerAccount(login, account_id, name, Role(role), unit_id, unit_name, district, active)


def _serve_city(connection: psycopg.Connection[Any], office: Seated) -> None:
    connection.cursor().executemany(
        "INSERT INTO rd.organisation_district VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [(office.unit.id, district) for district in (EVERYWHERE, office.district)],
    )


def _check_password(password: str) -> None:
    if len(password) < MIN_PASSWORD:
        raise ServerFault(f"a password needs at least {MIN_PASSWORD} characters")


def _set_verifier(connection: psycopg.Connection[Any], login: str, password: str) -> None:
    verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    _run(connection, "ALTER ROLE {} PASSWORD {}", login, sql.Literal(verifier.decode()))


def _set_limits(connection: psycopg.Connection[Any], login: str, limits: LoginLimits) -> None:
    _run(connection, "ALTER ROLE {} CONNECTION LIMIT {}", login, sql.Literal(limits.connections))
    for setting, seconds in (
        ("statement_timeout", limits.statement_seconds),
        ("idle_in_transaction_session_timeout", limits.idle_in_transaction_seconds),
        ("lock_timeout", limits.lock_seconds),
        ("idle_session_timeout", limits.idle_seconds),
        ("tcp_keepalives_idle", limits.silent_seconds),
        ("tcp_user_timeout", limits.silent_seconds),
    ):
        _run(connection, "ALTER ROLE {} SET {} = {}", login, setting, sql.Literal(f"{seconds}s"))
    # What sorts and joins put aside on the disk. Only a superuser may say it, and then the desk cannot unsay it.
    if connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,):
        limit = sql.Literal(f"{limits.temporary_megabytes}MB")
        _run(connection, "ALTER ROLE {} SET temp_file_limit = {}", login, limit)


def _run(connection: psycopg.Connection[Any], statement: str, *parts: "str | sql.Composable") -> None:
    """Roles are named by identifiers: a statement with parameters could not."""
    filled = [part if isinstance(part, sql.Composable) else sql.Identifier(part) for part in parts]
    connection.execute(sql.SQL(statement).format(*filled))


def _end_sessions(connection: psycopg.Connection[Any], login: str) -> None:
    """Without the right to do so they live on, and see and do nothing: every call asks the account anew."""
    try:
        with connection.transaction():
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND pid <> pg_backend_pid()",
                [login],
            )
    except psycopg.errors.InsufficientPrivilege:
        pass


@contextmanager
def _explaining(act: str) -> Iterator[None]:
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as fault:
        raise ServerFault(
            f"{act} is not allowed to this database role: it needs CREATEROLE and ADMIN OPTION on the group roles "
            f"(docs/server.md): {fault.diag.message_primary}"
        ) from fault
    except psycopg.errors.DuplicateObject as fault:
        raise ServerFault(f"{act}: {fault.diag.message_primary}") from fault
