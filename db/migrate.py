"""Bring a working copy to the present schema. Imported only when the versions differ: Alembic costs start-up time.

``app.main`` passes ``upgrade`` to ``db.working_copy`` through a function that imports this module.
"""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from app.domain.errors import EnvironmentFault

SCRIPTS = "db:migrations/local"
"""A package and a folder in it: found in a source tree and in a frozen program alike."""


def make_config() -> Config:
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply what is missing, all in one transaction: a copy is migrated as a whole or not at all.

    Raises EnvironmentFault("E-102") when the migrated data breaks a foreign key; nothing is changed then.
    """
    _run(engine, revision, down=False)


def downgrade(engine: Engine, revision: str) -> None:
    """Only for tests: what was migrated up can be taken back."""
    _run(engine, revision, down=True)


def _run(engine: Engine, revision: str, *, down: bool) -> None:
    config = make_config()
    with engine.connect() as connection:
        # Rebuilding a table must not fire its foreign keys; the pragma has no effect inside a transaction.
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                (command.downgrade if down else command.upgrade)(config, revision)
                broken = connection.execute(text("PRAGMA foreign_key_check")).first()
                if broken is not None:
                    raise EnvironmentFault("E-102", table=broken[0])
        finally:
            connection.connection.cursor().execute("PRAGMA foreign_keys = ON")
