"""Migrations: the tables they make are those of db.models; old copies come up with their data; down works for tests."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from app.domain.audit import verify_chain
from db.connection import connect
from db.engine import open_engine
from db.migrate import downgrade, upgrade
from db.models.schema import metadata
from db.name_readings import read_name
from db.queries.sql_queries import SqlQueries
from db.schema_version import SCHEMA_VERSION
from db.working_copy import DATABASE, WorkingCopy
from tests.calendars import plain_calendar
from tests.copies import KEY, NewUow, open_test_copy
from tests.db.dump_copy import fill_every_table, fill_exchange
from tests.factories import FixedPlanKits

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = sorted((ROOT / "db" / "migrations" / "local" / "versions").glob("[0-9]*.py"))
OLD_COPIES = sorted((Path(__file__).parent / "old_copies").glob("*.sql"))


@pytest.fixture
def blank(tmp_path: Path) -> Engine:
    return open_engine(tmp_path / "blank.db", KEY)


def user_version(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, metadata))


def test_migrated_tables_are_those_of_the_models(blank: Engine) -> None:
    upgrade(blank)
    assert differences(blank) == []
    assert user_version(blank) == SCHEMA_VERSION


def test_each_migration_counts_one(blank: Engine) -> None:
    assert [path.name[:4] for path in VERSIONS] == [f"{n:04d}" for n in range(1, SCHEMA_VERSION + 1)]
    for number in range(1, SCHEMA_VERSION + 1):
        upgrade(blank, f"{number:04d}")
        assert user_version(blank) == number


def test_down_to_nothing_and_up_again(blank: Engine) -> None:
    upgrade(blank)
    downgrade(blank, "base")
    assert user_version(blank) == 0
    assert inspect(blank).get_table_names() == ["alembic_version"]
    upgrade(blank)
    assert differences(blank) == []


def test_a_migration_that_fails_leaves_the_copy_as_it_was(
    blank: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with blank.begin() as connection:
        # Stands in the way of the first migration, half-way through.
        connection.exec_driver_sql("CREATE TABLE publicity (something TEXT)")
    with pytest.raises(Exception, match="already exists"):
        upgrade(blank)
    assert inspect(blank).get_table_names() == ["publicity"]
    assert user_version(blank) == 0
    with blank.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_every_released_schema_has_its_old_copy() -> None:
    assert [path.stem for path in OLD_COPIES] == [path.name[:4] for path in VERSIONS]


@pytest.mark.parametrize("old", OLD_COPIES, ids=lambda path: path.stem)
def test_an_old_copy_comes_up_with_everything_in_it(empty_copy: Path, tmp_path: Path, old: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(empty_copy, folder)
    (folder / DATABASE).unlink()
    connection = connect(folder / DATABASE, KEY)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.executescript(old.read_text(encoding="utf-8"))
    connection.close()

    copy = open_test_copy(folder)
    assert differences(copy.write_engine) == []
    assert_all_is_readable(copy, int(old.stem))
    copy.close()


def test_what_is_dumped_has_a_row_in_every_table(copy: WorkingCopy, new_uow: NewUow) -> None:
    fill_every_table(new_uow)
    fill_exchange(copy)
    assert_all_is_readable(copy, SCHEMA_VERSION)


TABLES_SINCE = {"item_draft": 2, "submission": 2, "meeting": 3, "meeting_member": 3} | dict.fromkeys(
    ("mirror", "pull_cursor", "outbox_part", "sync_log", "file_transfer"), 4
)
"""Tables that earlier schemas did not have."""


def assert_all_is_readable(copy: WorkingCopy, made_by: int) -> None:
    with copy.read_engine.connect() as connection:
        for table in metadata.sorted_tables:
            if TABLES_SINCE.get(table.name, 1) > made_by:
                continue
            assert connection.execute(table.select()).all(), f"no row in {table.name}"
        items = connection.exec_driver_sql("SELECT id FROM archive_item").scalars().all()
        declarations = connection.exec_driver_sql("SELECT id FROM declaration").scalars().all()
        publicities = connection.exec_driver_sql("SELECT id FROM publicity").scalars().all()
    with copy.new_unit_of_work(FixedPlanKits(), read_name) as uow:
        assert verify_chain(uow.audit.entries()) == 3
        assert {uow.archive.get(item).section for item in items} == {"award", "education"}
        (declaration,) = map(uow.declarations.get, declarations)
        assert uow.applicants.get(declaration.applicant_id).name == "买买提·艾力"
        assert [item.section for item in declaration.items] == ["award"]
        (publicity,) = map(uow.publicities.get, publicities)
        assert len(publicity.objections) == 1
    choices = SqlQueries(copy.read_engine, plain_calendar).account_choices()
    assert [choice.account.name for choice in choices] == ["周敏"]
