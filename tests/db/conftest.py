"""The read side of the test copy (tests/copy_fixtures.py makes the copy)."""

import pytest

from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from tests.calendars import plain_calendar


@pytest.fixture
def queries(copy: WorkingCopy) -> SqlQueries:
    return SqlQueries(copy.read_engine, plain_calendar)
