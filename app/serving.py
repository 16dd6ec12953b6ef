"""``python -m app server …``: set up and run a shared database (docs/server.md). For engineers: English, exit codes, no window.

Exit codes: 0 done, 1 refused or not as it should be (`check` found an error), 2 wrong words on the command line, 3 no connection.
Passwords never stand on a command line: the environment (REVIEWDESK_SERVER_PASSWORD), ~/.pgpass, a service file, or a prompt.
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from app.domain.errors import KnownError
from app.domain.organisation import EmployerKind, Organisation
from app.services.holiday_data import read_shipped_years, read_year_file
from app.services.new_ids import new_id
from app.services.plan_kits import FolderPlanKits
from app.services.server_files import (
    FileFault,
    OrganisationLine,
    read_districts,
    read_organisations,
)
from app.serving_accounts import add_account_acts
from db.server import loading, organisations
from db.server.check import Severity, check
from db.server.epochs import change_epoch
from db.server.faults import ServerFault
from db.server.install import SHARED_SCHEMA_VERSION, connect, install, read_version
from db.server.organisations import Seated
from db.server.status import read_status
from db.server.uploads import clean_files
from db.sync.server_profile import CHANNEL_BINDINGS, PORT, ServerProfile, read_profile, write_profile
from resources import holidays_dir, plans_dir

DONE, REFUSED, WRONG_WORDS, NO_CONNECTION = 0, 1, 2, 3
CLEAN_DAYS = 7
PASSWORD_VARIABLE = "REVIEWDESK_SERVER_PASSWORD"

Connection = psycopg.Connection[Any]
Act = Callable[[Connection, argparse.Namespace], int]


def serve(words: Sequence[str]) -> int:
    """Do what the words after ``server`` say. Returns the exit code."""
    chosen = _make_parser().parse_args(words)
    if chosen.act is None:
        return _write_profile(chosen)
    if "password" in _read_dsn(chosen.dsn):
        print(f"a password must not stand in --dsn: use {PASSWORD_VARIABLE} or ~/.pgpass", file=sys.stderr)
        return WRONG_WORDS
    try:
        connection = _connect(chosen.dsn)
    except psycopg.OperationalError as fault:
        print(f"no connection: {str(fault).strip()}", file=sys.stderr)
        return NO_CONNECTION
    act: Act = chosen.act
    try:
        with connection:
            if act is not _init and read_version(connection) is None:
                raise ServerFault("nothing is set up in this database: run `server init`")
            return act(connection, chosen)
    except (ServerFault, FileFault) as fault:
        print(str(fault), file=sys.stderr)
    except KnownError as fault:
        print(f"{fault.code} {dict(fault.params)}", file=sys.stderr)
    except psycopg.errors.InsufficientPrivilege as fault:
        print(
            f"this database role may not do that (docs/server.md): {fault.diag.message_primary}",
            file=sys.stderr,
        )
    except psycopg.OperationalError as fault:
        print(f"the connection was lost: {str(fault).strip()}", file=sys.stderr)
        return NO_CONNECTION
    except psycopg.Error as fault:
        print(
            f"the server refused ({fault.sqlstate}): {fault.diag.message_primary or fault}", file=sys.stderr
        )
    return REFUSED


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reviewdesk server", description="Set up and run a shared database: docs/server.md"
    )
    acts = parser.add_subparsers(metavar="ACT", required=True)

    def add(name: str, act: Act, text: str, to: "Any" = acts) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = to.add_parser(name, help=text, description=text)
        added.add_argument(
            "--dsn",
            default="",
            help="libpq connection string without password, e.g. 'service=reviewdesk'; default: PGHOST … of the environment",
        )
        added.set_defaults(act=act)
        return added

    add("init", _init, "set up an empty database: roles, tables, rights, functions")
    add("upgrade", _init, "bring a database to the schema of this program; nothing changes when it has it")
    status = add("status", _status, "what it holds and how busy it is")
    status.add_argument("--json", action="store_true", help="for monitoring")
    add("check", _check, "are rights, functions, logins, audit chains, files and feed as they should be")
    epoch = add(
        "epoch", _epoch, "after a restore: make the desks read a district again and send what is missing"
    )
    epoch.add_argument("district", help="a district's id, * or all")

    clean = add("clean", _clean, "drop uploads that nothing has named for a while, and their bytes")
    clean.add_argument(
        "--days", type=int, default=CLEAN_DAYS, help=f"how long they are left alone (default {CLEAN_DAYS})"
    )
    _add_profile(acts)

    load = acts.add_parser("load", help="put in districts, organisations, plan kits, holidays")
    kinds = load.add_subparsers(metavar="KIND", required=True)
    add("districts", _load_districts, "CSV or JSON: id, name", kinds).add_argument("file", type=Path)
    add(
        "organisations",
        _load_organisations,
        "CSV or JSON: role, name, district, uscc, kind, region, municipal_unit, bound, id",
        kinds,
    ).add_argument("file", type=Path)
    add("plans", _load_plans, "plan kits (default: those of this program)", kinds).add_argument(
        "folder", type=Path, nargs="?", default=plans_dir()
    )
    add(
        "holidays", _load_holidays, "files of holiday years (default: those of this program)", kinds
    ).add_argument("files", type=Path, nargs="*")
    add_account_acts(acts, add)
    return parser


def _add_profile(acts: Any) -> None:
    text = "write the file that desks join by: where the server is and its CA; it holds no secret"
    profile = acts.add_parser("profile", help=text, description=text)
    profile.add_argument("--out", type=Path, required=True)
    profile.add_argument("--name", required=True, help="what the desks' window calls the server")
    profile.add_argument(
        "--host", action="append", required=True, help="host or host:port; several: tried in this order"
    )
    profile.add_argument("--database", required=True)
    profile.add_argument("--ca", type=Path, required=True, help="the CA's certificate (PEM)")
    profile.add_argument(
        "--channel-binding",
        choices=CHANNEL_BINDINGS,
        default="require",
        help="prefer behind pgbouncer, where require fails (default require)",
    )
    profile.set_defaults(act=None)


def _read_dsn(dsn: str) -> dict[str, Any]:
    try:
        return dict(conninfo_to_dict(dsn))
    except psycopg.ProgrammingError:
        return {}  # connecting says what is wrong with it


def _connect(dsn: str) -> Connection:
    """With the password of the environment, else as libpq finds one, else asked for when somebody sits there."""
    given = os.environ.get(PASSWORD_VARIABLE)
    more: dict[str, Any] = {"connect_timeout": 10, "application_name": "reviewdesk server"}
    more = {key: value for key, value in more.items() if key not in _read_dsn(dsn)}
    if given:
        return connect(dsn, password=given, **more)
    try:
        return connect(dsn, **more)
    except psycopg.OperationalError as fault:
        wanted = fault.pgconn is not None and fault.pgconn.needs_password
        if not (wanted and sys.stdin.isatty()):
            raise
    return connect(dsn, password=getpass.getpass("password of the database role: "), **more)


def _init(connection: Connection, chosen: argparse.Namespace) -> int:
    before = read_version(connection)
    if before is not None and before > SHARED_SCHEMA_VERSION:
        raise ServerFault(
            f"the database has schema {before}, this program knows {SHARED_SCHEMA_VERSION}: use a newer program"
        )
    install(connection)
    after = read_version(connection)
    print(f"schema {after}" if before == after else f"schema {before or 'none'} -> {after}")
    return DONE


def _status(connection: Connection, chosen: argparse.Namespace) -> int:
    found = read_status(connection)
    if chosen.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return DONE
    print(
        f"PostgreSQL {found.server_version}{', a standby' if found.standby else ''}, "
        f"{found.synchronous_standbys} synchronous standbys, timeline {found.line or '-'}"
    )
    print(
        f"schema {found.schema_version} (this program: {found.program_schema}), {found.database_bytes / 1e6:.1f} MB"
    )
    print(f"accounts {found.accounts}, active {found.active_accounts}, connections now {found.connections}")
    print(f"longest transaction of a desk {found.longest_transaction_seconds:.0f} s")
    print(f"unfinished uploads {found.unfinished_uploads}")
    for district in found.districts:
        print(
            f"district {district.district}  {district.name}  head {district.head}  audit {district.audit_entries}  epoch {district.epoch}"
        )
    for name, count in found.rows.items():
        if count:
            print(f"  {name} {count}")
    return DONE


def _check(connection: Connection, chosen: argparse.Namespace) -> int:
    findings = check(connection)
    for found in findings:
        print(f"{found.severity} {found.about}: {found.problem}")
    errors = sum(found.severity is Severity.ERROR for found in findings)
    print(f"{errors} errors, {len(findings) - errors} warnings")
    return REFUSED if errors else DONE


def _clean(connection: Connection, chosen: argparse.Namespace) -> int:
    if chosen.days < 1:
        raise ServerFault("--days: at least 1, desks upload before they name a file")
    uploads, chunks = clean_files(connection, chosen.days)
    print(f"{uploads} uploads and {chunks} chunks dropped")
    return DONE


def _write_profile(chosen: argparse.Namespace) -> int:
    """Needs no server. What is written is read again as a desk will."""
    hosts: list[tuple[str, int]] = []
    for words in chosen.host:
        host, _, port = words.partition(":")
        hosts.append((host, int(port) if port.isdecimal() else PORT if not port else 0))
    try:
        profile = ServerProfile(
            name=chosen.name,
            hosts=tuple(hosts),
            database=chosen.database,
            ca=chosen.ca.read_text(encoding="ascii"),
            channel_binding=chosen.channel_binding,
        )
        text = write_profile(profile)
        read_profile(text)
        chosen.out.write_text(text, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        print(str(fault), file=sys.stderr)
        return REFUSED
    except KnownError as fault:
        reason = "--ca is not a certificate" if fault.code == "Y-132" else "a host or name is malformed"
        print(f"{reason} ({fault.code})", file=sys.stderr)
        return REFUSED
    print(f"profile {chosen.out}")
    return DONE


def _epoch(connection: Connection, chosen: argparse.Namespace) -> int:
    changed = change_epoch(connection, chosen.district)
    print(f"new epoch: {', '.join(changed)}")
    return DONE


def _say(loaded: loading.Loaded, what: str) -> int:
    print(f"{what}: {loaded.new} new, {loaded.changed} changed, {loaded.same} as they were")
    return DONE


def _load_districts(connection: Connection, chosen: argparse.Namespace) -> int:
    names = {line.id: line.name for line in read_districts(chosen.file)}
    return _say(loading.load_districts(connection, names), "districts")


def _load_organisations(connection: Connection, chosen: argparse.Namespace) -> int:
    lines = read_organisations(chosen.file)
    seated = seat_organisations(chosen.file, lines, organisations.read_organisations(connection))
    return _say(organisations.load_organisations(connection, seated), "organisations")


def seat_organisations(
    file: Path, lines: Sequence[OrganisationLine], known: Sequence[Seated]
) -> tuple[Seated, ...]:
    """Lines with their ids: the one given, the one known by code or by role and name, or a new one.

    ``municipal_unit`` may name an organisation of the same file. Raises FileFault for one that nobody knows.
    """
    ids: dict[tuple[str, ...], str] = {}
    for s in known:
        ids[s.unit.role, "name", s.unit.name] = s.unit.id
        if s.unit.uscc:
            ids[s.unit.role, "uscc", s.unit.uscc] = s.unit.id
    chosen: dict[int, str] = {}
    for line in lines:
        by = ("uscc", line.uscc) if line.uscc else ("name", line.name)
        chosen[line.line] = line.id or ids.get((line.role, *by)) or new_id()
    municipal = {s.unit.id: s.unit.id for s in known}
    for unit_id, name, code in [
        *((s.unit.id, s.unit.name, s.unit.uscc) for s in known if s.unit.role == "municipal_unit"),
        *((chosen[line.line], line.name, line.uscc) for line in lines if line.role == "municipal_unit"),
    ]:
        municipal |= {unit_id: unit_id, name: unit_id} | ({code: unit_id} if code else {})
    seated: list[Seated] = []
    for line in lines:
        above = municipal.get(line.municipal_unit) if line.municipal_unit else None
        if line.municipal_unit and above is None:
            raise FileFault(file, line.line, f"municipal_unit: {line.municipal_unit} is not known")
        unit = Organisation(
            chosen[line.line],
            line.name,
            line.role,
            line.uscc,
            EmployerKind(line.kind),
            line.region,
            above,
            line.bound,
        )
        seated.append(Seated(unit, line.district))
    return tuple(seated)


def _load_plans(connection: Connection, chosen: argparse.Namespace) -> int:
    return _say(loading.load_plan_kits(connection, FolderPlanKits(chosen.folder).all()), "plan kits")


def _load_holidays(connection: Connection, chosen: argparse.Namespace) -> int:
    years = [read_year_file(file).year for file in chosen.files] or read_shipped_years(holidays_dir())
    return _say(loading.load_holiday_years(connection, years), "holiday years")
