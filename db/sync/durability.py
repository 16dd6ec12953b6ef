"""How surely a transaction of the exchange lies on the disk when it ends. Network thread only."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine


@contextmanager
def quick_writes(engine: Engine) -> Iterator[None]:
    """Pages need not reach the disk one by one: page and cursor are one transaction, what a power cut takes is pulled again.
    What an act of this desk writes always does (synchronous=FULL, db.connection)."""
    set_synchronous(engine, "NORMAL")
    try:
        yield
    finally:
        set_synchronous(engine, "FULL")


def set_synchronous(engine: Engine, level: str) -> None:
    """Outside of a transaction: inside one the pragma has no effect."""
    with engine.connect() as connection:
        connection.connection.cursor().execute(f"PRAGMA synchronous = {level}")
