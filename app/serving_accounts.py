"""``python -m app server accounts …``: who may sign in at a shared database. Part of app.serving."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import psycopg

from app.services.new_ids import new_id
from app.services.server_files import FileFault, read_accounts, write_accounts
from db.server import accounts
from db.server.faults import ServerFault
from db.server.organisations import find_organisation

DONE = 0
Connection = psycopg.Connection[Any]
Act = Callable[[Connection, argparse.Namespace], int]
AddParser = Callable[[str, Act, str, Any], argparse.ArgumentParser]


def add_account_acts(acts: Any, add: AddParser) -> None:
    """The subparsers below ``accounts``; ``add`` makes one with what every act has."""
    people = acts.add_parser("accounts", help="who may sign in").add_subparsers(metavar="WHAT", required=True)
    add("list", _list, "every account", people).add_argument("--json", action="store_true")
    one = add("add", _add, "a new account; prints its login and password once", people)
    one.add_argument("--organisation", required=True, help="id, code or name")
    one.add_argument("--name", required=True, help="the person's name, as decisions will show it")
    one.add_argument("--login", default="", help="the login that another shard has already given")
    one.add_argument("--account-id", default="", help="the id that another shard has already given")
    many = add(
        "import", _import, "CSV or JSON: organisation, name; logins and passwords go to a file", people
    )
    many.add_argument("file", type=Path)
    many.add_argument("--out", type=Path, required=True, help="a new CSV file, readable by you only")
    for parser in (one, many):
        limit = accounts.DEFAULT_LIMITS.connections
        parser.add_argument(
            "--connections", type=int, default=limit, help=f"for each login (default {limit})"
        )
    add("disable", _disable, "sign-in, reading and acting end at once", people).add_argument("login")
    add("enable", _enable, "undo of disable", people).add_argument("login")
    password = add("password", _set_password, "a new password", people)
    password.add_argument("login")
    move = add("move", _move, "the person works for another organisation from now on", people)
    move.add_argument("login")
    move.add_argument("--organisation", required=True, help="id, code or name")
    for parser in (one, password):
        parser.add_argument(
            "--ask-password",
            action="store_true",
            help="type it (or give it as a line of standard input) instead of one made here",
        )


def _list(connection: Connection, chosen: argparse.Namespace) -> int:
    found = accounts.read_accounts(connection)
    if chosen.json:
        print(json.dumps([asdict(account) for account in found], ensure_ascii=False, indent=2))
        return DONE
    for account in found:
        state = "active  " if account.active else "disabled"
        print(f"{account.login}  {state}  {account.role}  {account.organisation_name}  {account.name}")
    print(f"{len(found)} accounts")
    return DONE


def _add(connection: Connection, chosen: argparse.Namespace) -> int:
    office = find_organisation(connection, chosen.organisation)
    password = _ask_password() if chosen.ask_password else accounts.make_password()
    account = accounts.add_account(
        connection,
        office,
        chosen.name,
        account_id=chosen.account_id or new_id(),
        password=password,
        limits=replace(accounts.DEFAULT_LIMITS, connections=chosen.connections),
        login=chosen.login,
    )
    print(f"login {account.login}\naccount {account.account_id}")
    if not chosen.ask_password:
        print(f"password {password}")
    return DONE


def _import(connection: Connection, chosen: argparse.Namespace) -> int:
    """All or none: an account whose password nobody was told would be of no use."""
    if chosen.out.exists():
        raise ServerFault(f"{chosen.out} exists already")
    limits = replace(accounts.DEFAULT_LIMITS, connections=chosen.connections)
    rows: list[tuple[str, ...]] = []
    with connection.transaction():
        for line in read_accounts(chosen.file):
            try:
                office = find_organisation(connection, line.organisation)
            except ServerFault as fault:
                raise FileFault(chosen.file, line.line, str(fault)) from fault
            password = accounts.make_password()
            account = accounts.add_account(
                connection, office, line.name, account_id=new_id(), password=password, limits=limits
            )
            rows.append((office.unit.name, account.name, account.login, password))
        write_accounts(chosen.out, rows)
    print(f"{len(rows)} accounts; logins and passwords: {chosen.out}")
    return DONE


def _disable(connection: Connection, chosen: argparse.Namespace) -> int:
    return _say(accounts.set_active(connection, chosen.login, False))


def _enable(connection: Connection, chosen: argparse.Namespace) -> int:
    return _say(accounts.set_active(connection, chosen.login, True))


def _move(connection: Connection, chosen: argparse.Namespace) -> int:
    office = find_organisation(connection, chosen.organisation)
    return _say(accounts.move_account(connection, chosen.login, office))


def _say(account: accounts.ServerAccount) -> int:
    state = "active" if account.active else "disabled"
    print(f"{account.login} {state}: {account.name}, {account.role}, {account.organisation_name}")
    return DONE


def _set_password(connection: Connection, chosen: argparse.Namespace) -> int:
    password = _ask_password() if chosen.ask_password else accounts.make_password()
    accounts.set_password(connection, chosen.login, password)
    print("password set" if chosen.ask_password else f"password {password}")
    return DONE


def _ask_password() -> str:
    """Raises ServerFault when the two do not agree."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("password for the login: ")
    if getpass.getpass("once more: ") != password:
        raise ServerFault("the two passwords differ")
    return password
