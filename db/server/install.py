"""Set up and upgrade a shared database by Alembic, all in one transaction: it has the new schema or the old one, nothing between."""

from typing import Any, LiteralString

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

SHARED_SCHEMA_VERSION = 1
"""What this program's server functions are: ``rd.meta.schema_version``, the count of migrations in db/migrations/shared/versions."""

SCRIPTS = "db:migrations/shared"
"""A package and a folder in it: found in a source tree and in a frozen program alike."""

VERSION_SCHEMA = "rd_install"
"""Where Alembic notes what was done; not in ``rd``, whose every table has row security."""

DATABASE_RIGHTS: LiteralString = """
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO rd_employer, rd_acceptance, rd_hr_bureau, rd_municipal_unit, rd_committee, '
                   'rd_city, rd_admin', current_database());
END $$
"""
"""Who may connect. A dump of a database does not hold this: restored into a new one, no desk could come in."""


def connect(dsn: str, **more: Any) -> psycopg.Connection[Any]:
    """A connection as everything in this package wants it: autocommit, nothing prepared (pgbouncer). Raises psycopg.OperationalError."""
    return psycopg.connect(dsn, autocommit=True, prepare_threshold=None, **more)


def install(connection: psycopg.Connection[Any], revision: str = "head") -> None:
    """Bring an empty or older database to the present schema; on the present one it only says again who may connect.

    Raises psycopg.Error; nothing is changed then (roles neither: they are made in the same transaction).
    """
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    was_autocommit = connection.autocommit
    connection.autocommit = False
    engine = create_engine("postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool)
    try:
        with engine.begin() as wrapped:
            wrapped.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {VERSION_SCHEMA}")
            config.attributes["connection"] = wrapped
            config.attributes["version_schema"] = VERSION_SCHEMA
            command.upgrade(config, revision)
            if revision == "head":
                connection.execute(DATABASE_RIGHTS)
    except DBAPIError as fault:
        # What PostgreSQL says, without the whole file that it was said about.
        raise (fault.orig or fault) from None
    finally:
        connection.rollback()
        connection.autocommit = was_autocommit


upgrade = install
"""The same act: what is missing is done."""


def read_version(connection: psycopg.Connection[Any]) -> int | None:
    """The schema version of a server; None where nothing is set up."""
    found = connection.execute("SELECT to_regclass('rd.meta') IS NOT NULL").fetchone()
    if found is None or not found[0]:
        return None
    row = connection.execute("SELECT schema_version FROM rd.meta").fetchone()
    return None if row is None else int(row[0])
