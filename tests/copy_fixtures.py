"""Fixtures of every test that needs a working copy: real encrypted files, migrated once and copied for each test.

Loaded as a plugin by pyproject.toml, so that tests of db, usecases and screens share them.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.name_readings import read_name
from db.working_copy import WorkingCopy
from tests.copies import NewUow, Office, add_office, create_test_copy, open_test_copy
from tests.factories import FixedPlanKits


@pytest.fixture(scope="session")
def empty_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated copy without data; never opened by a test, only copied."""
    folder = tmp_path_factory.mktemp("template") / "copy"
    create_test_copy(folder).close()
    return folder


@pytest.fixture
def copy_folder(empty_copy: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(empty_copy, folder)
    return folder


@pytest.fixture
def copy(copy_folder: Path) -> Iterator[WorkingCopy]:
    opened = open_test_copy(copy_folder)
    yield opened
    opened.close()


@pytest.fixture
def new_uow(copy: WorkingCopy) -> NewUow:
    kits = FixedPlanKits()
    return lambda: copy.new_unit_of_work(kits, read_name)


@pytest.fixture
def office(new_uow: NewUow) -> Office:
    return add_office(new_uow)
