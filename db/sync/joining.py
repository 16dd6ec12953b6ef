"""What makes a working copy the copy of a login at a server: its profile, who the login is, the account row for signing in offline."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine

from db.json_text import load_json
from db.sync.copy_settings import ACCOUNT, DISTRICT, LOGIN, PROFILE, read_setting, write_settings
from db.sync.gateway import Hello
from db.sync.materialise.reference import put_organisations
from db.sync.server_profile import ServerProfile, read_profile, write_profile


def settle_account(
    connection: Connection, profile: ServerProfile, login: str, account: Mapping[str, Any], password_hash: str
) -> None:
    """``account``: as ``rd.hello`` says it. Again for the same login only corrects what the server says otherwise now."""
    write_settings(
        connection,
        {
            PROFILE: write_profile(profile),
            LOGIN: login,
            ACCOUNT: json.dumps(dict(account), ensure_ascii=False),
            DISTRICT: str(account["district_id"]),
        },
    )
    known = connection.exec_driver_sql(
        "SELECT 1 FROM organisation WHERE id = ?", (account["organisation_id"],)
    ).first()
    if known is None:
        unit = {
            "id": account["organisation_id"],
            "name": account["organisation_name"],
            "role": account["role"],
        }
        put_organisations(connection, [unit])
    connection.exec_driver_sql(
        "INSERT INTO account (id, organisation_id, login, name, role, password_hash, active)"
        " VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id,"
        " login = excluded.login, name = excluded.name, role = excluded.role, password_hash = excluded.password_hash",
        (
            *(account["account_id"], account["organisation_id"], login, account["name"], account["role"]),
            password_hash,
        ),
    )


def read_copy_profile(connection: Connection) -> ServerProfile | None:
    """None in a copy without a server. Raises RuleError Y-131, Y-132 for a damaged one."""
    text = read_setting(connection, PROFILE)
    return None if text is None else read_profile(text)


def read_copy_account(connection: Connection) -> Mapping[str, Any]:
    account: Mapping[str, Any] = load_json(read_setting(connection, ACCOUNT) or "{}")
    return account


def follow_account(engine: Engine, hello: Hello) -> None:
    """The name or the unit's name was corrected at the server: decisions made here say it as the server does."""
    with engine.connect() as connection:
        known = read_copy_account(connection)
    if dict(known) == dict(hello.account) or known.get("account_id") != hello.account.get("account_id"):
        return
    with engine.begin() as connection:
        write_settings(connection, {ACCOUNT: json.dumps(dict(hello.account), ensure_ascii=False)})
        connection.exec_driver_sql(
            "UPDATE account SET name = ? WHERE id = ?",
            (hello.account["name"], hello.account["account_id"]),
        )
