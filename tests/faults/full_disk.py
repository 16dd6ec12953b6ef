"""A disk without room, for the database: SQLite is told how many pages the file may have."""

from collections.abc import Iterator
from contextlib import contextmanager

from db.working_copy import WorkingCopy

_PLENTY = 1_000_000_000


@contextmanager
def without_room(copy: WorkingCopy) -> Iterator[None]:
    """Not one page more. Only while nothing is being written: the limit is set on the writer's own connection."""
    with copy.write_engine.connect() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used}")
    yield
    with copy.write_engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {_PLENTY}")
