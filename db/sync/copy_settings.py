"""What a copy with a server keeps of it in ``setting``. Used by db.sync and by the repositories that plan pushes."""

from collections.abc import Mapping

from sqlalchemy import Connection

PROFILE = "server.profile"
"""Present in a copy that belongs to a server: the profile as JSON (db.sync.server_profile)."""
LOGIN = "server.login"
ACCOUNT = "server.account"
"""Who the server says this login is, as JSON."""
DISTRICT = "server.district"
"""The organisation's own district."""
REST_SECONDS = "server.rest_seconds"
CACHE_LIMIT = "server.cache_limit_mb"
LAST_ROUND = "server.last_round"
"""When a round last ended with everything taken in, ISO."""
LAST_DIGESTS = "server.last_digests"
"""When the digests were compared last, ISO."""
LOOKS_PUSHED = "server.looks_pushed"
LOOKS_UPTO = "server.looks_upto"
OFFICE_DISTRICT = "server.office_district."
"""+ id of an office: where its declarations are kept."""
UNSEEN = "server.unseen."
"""+ district: its rows are being pulled anew since the server was restored; what does not come again is looked at then."""
PLAN = "server.plan."
"""+ plan id and version: year, name, title of a kit that came from the server, for kits this program has not."""

REST_DEFAULT = 120
REST_MOST = 600
CACHE_DEFAULT_MB = 4096


def read_setting(connection: Connection, key: str) -> str | None:
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (key,)).scalar()
    return None if found is None else str(found)


def write_settings(connection: Connection, values: Mapping[str, str]) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", list(values.items())
    )


def drop_setting(connection: Connection, key: str) -> None:
    connection.exec_driver_sql("DELETE FROM setting WHERE key = ?", (key,))


def has_server(connection: Connection) -> bool:
    return read_setting(connection, PROFILE) is not None


def read_rest_seconds(connection: Connection) -> int:
    """How long a decision rests before it is sent (DESIGN §4: 0-600, default 120)."""
    return int(read_setting(connection, REST_SECONDS) or REST_DEFAULT)
