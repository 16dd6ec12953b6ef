"""A write engine that only reads keeps nobody waiting: the network thread looks at every row of a large copy."""

import pytest
from sqlalchemy import Engine

from app.domain.errors import EnvironmentFault
from db.engine import open_engine, reading
from db.working_copy import DATABASE, WorkingCopy
from tests.copies import KEY


@pytest.fixture
def other(copy: WorkingCopy) -> Engine:
    """As the network thread has it; it gives up at once where it would have to wait."""
    engine = open_engine(copy.folder / DATABASE, KEY)
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA busy_timeout = 0")
    return engine


def count(connection_of: Engine) -> int:
    with connection_of.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM setting").scalar_one())


def test_somebody_may_write_while_it_reads(copy: WorkingCopy, other: Engine) -> None:
    with reading(copy.write_engine).connect() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM setting").scalar_one()
        with other.begin() as writing:
            writing.exec_driver_sql("INSERT INTO setting (key, value) VALUES ('a', '1')")
        assert connection.exec_driver_sql("SELECT count(*) FROM setting").scalar_one() == before
    assert count(reading(copy.write_engine)) == before + 1
    other.dispose()


def test_without_it_a_look_keeps_writers_out(copy: WorkingCopy, other: Engine) -> None:
    """What is read to be written back must not change in between."""
    with copy.write_engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(EnvironmentFault) as caught, other.begin():
            pass
    assert caught.value.code == "E-104"
    other.dispose()
