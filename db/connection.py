"""Raw connections to an encrypted working copy. No SQLAlchemy here: the start-up path may use this alone.

The key is 32 random bytes and is set raw, so opening derives nothing. A wrong key does not fail when the connection is
made but at the first read: ``connect`` reads before it returns.
"""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from app.domain.errors import EnvironmentFault
from db.faults import translating

KEY_BYTES = 32
BUSY_TIMEOUT_MS = 5000

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -65536",  # 64 MiB; the default of 2 MB makes jumps in long lists slow
    "PRAGMA temp_store = MEMORY",  # no clear text in temporary files
    "PRAGMA journal_size_limit = 67108864",
)


def connect(database: Path, key: bytes, *, read_only: bool = False) -> sqlcipher.Connection:
    """A connection in autocommit mode, in WAL, checked to be readable with the key.

    It may be handed to another thread, but only one thread may use it. A file that does not exist is created unless
    ``read_only``. Raises EnvironmentFault (codes in db.faults).
    """
    if len(key) != KEY_BYTES:
        raise EnvironmentFault("E-101")
    with translating(database.parent):
        connection = sqlcipher.connect(str(database), isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, key, read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlcipher.Connection, key: bytes, read_only: bool) -> None:
    # Before the key: with a wrong key SQLCipher otherwise writes to stderr.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not read_only:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise EnvironmentFault("E-105", place=mode)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if read_only:
        connection.execute("PRAGMA query_only = ON")


def read_schema_version(connection: sqlcipher.Connection) -> int:
    """The number of the newest migration that was applied; 0 in an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
