"""SQLAlchemy engines over one raw connection each. Used by db.working_copy, migrations and benchmarks.

An engine belongs to one thread: the write engine to the write thread, the read engine to the read thread.
Errors of the driver leave as EnvironmentFault (codes and suggested sentences: db.faults):
E-101 wrong key, E-102 damaged, E-103 newer than the program, E-104 in use, E-105 network drive or synced folder,
E-106 no working copy here, E-204 disk full, E-205 no write permission, E-206 the disk fails.
"""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import StaticPool

from db.connection import connect
from db.faults import find_fault
from db.index_hints import HintingCompiler

_READING = "reading"


def reading(engine: Engine) -> Engine:
    """A write engine for reads: the same connection and thread, but a transaction that keeps no other writer waiting, however long
    it reads."""
    return engine.execution_options(**{_READING: True})


def open_engine(database: Path, key: bytes, *, read_only: bool = False) -> Engine:
    """An engine whose transactions begin IMMEDIATE (write) or DEFERRED (read_only).

    Raises EnvironmentFault at once, not at the first query.
    """
    raw = connect(database, key, read_only=read_only)
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
    engine.dialect.statement_compiler = HintingCompiler
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    folder = database.parent

    # The driver is in autocommit mode, so that BEGIN stands where SQLAlchemy says and not before the first DML.
    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        is_reading = connection.get_execution_options().get(_READING, False)
        connection.exec_driver_sql("BEGIN" if is_reading else begin)

    @event.listens_for(engine, "handle_error")
    def translate_error(context: ExceptionContext) -> None:
        fault = find_fault(context.original_exception, folder)
        if fault is not None:
            raise fault from context.original_exception

    # Hand the connection to the pool now: one that was never used would not be closed by ``dispose``.
    engine.connect().close()
    return engine
