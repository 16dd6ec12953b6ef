"""A working copy on disk: a folder with the encrypted database, the encrypted attachments, a card and a lock.

``app.main`` and the sample generator call ``create_copy`` and ``open_copy``; the loader thread may do it. Afterwards the
write engine belongs to the write thread and the read engine to the read thread.

Raises EnvironmentFault with the codes and sentences of db.faults: E-101 … E-106, E-204 … E-206.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from app.domain.errors import EnvironmentFault
from app.ports.plan_kits import PlanKits
from db.connection import connect, read_schema_version
from db.copy_card import CopyCard, read_card, require_key, write_card
from db.copy_lock import CopyLock
from db.copy_place import require_local_place
from db.engine import open_engine
from db.faults import translating
from db.repositories.people import ReadName
from db.schema_version import SCHEMA_VERSION
from db.unit_of_work import SqlUnitOfWork

DATABASE = "reviewdesk.db"
ATTACHMENTS = "attachments"

SAMPLE_SETTING = "copy.sample"
"""Present in a 样例 copy only; written when the copy is made, never later."""
ID_SETTING = "copy.id"

Upgrade = Callable[[Engine], None]
"""``db.migrate.upgrade``, passed in so that Alembic is imported only when it is needed."""


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """An open working copy. ``close`` releases the files and the lock."""

    folder: Path
    copy_id: str
    is_sample: bool
    key: bytes = field(repr=False)
    write_engine: Engine
    read_engine: Engine
    lock: CopyLock

    @property
    def attachments_folder(self) -> Path:
        return self.folder / ATTACHMENTS

    def new_unit_of_work(self, plan_kits: PlanKits, read_name: ReadName) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.write_engine, plan_kits, read_name)

    def close(self) -> None:
        """The writer last: it folds the WAL into the database."""
        self.read_engine.dispose()
        self.write_engine.dispose()
        self.lock.release()


def has_copy(folder: Path) -> bool:
    return (folder / DATABASE).exists()


def read_copy_id(folder: Path) -> str:
    """Whose key to ask the keyring for. Raises EnvironmentFault E-106, E-102, E-103."""
    with translating(folder):
        return read_card(folder).copy_id


def create_copy(
    folder: Path, key: bytes, *, copy_id: str, upgrade: Upgrade, sample: bool = False
) -> WorkingCopy:
    """Make a new working copy in an empty or new folder and open it."""
    with translating(folder):
        require_local_place(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ATTACHMENTS).mkdir(exist_ok=True)
        lock = CopyLock(folder)
        try:
            card = write_card(folder, copy_id, key)
            return _open(folder, key, card, lock, upgrade, sample=sample)
        except BaseException:
            lock.release()
            raise


def open_copy(folder: Path, key: bytes, *, upgrade: Upgrade) -> WorkingCopy:
    """Open what ``create_copy`` made; ``upgrade`` is called only when the schema is older than this program's."""
    with translating(folder):
        require_local_place(folder)
        if not has_copy(folder):
            raise EnvironmentFault("E-106", path=str(folder))
        lock = CopyLock(folder)
        try:
            card = read_card(folder)
            require_key(card, key)
            return _open(folder, key, card, lock, upgrade, sample=False)
        except BaseException:
            lock.release()
            raise


def _open(
    folder: Path, key: bytes, card: CopyCard, lock: CopyLock, upgrade: Upgrade, *, sample: bool
) -> WorkingCopy:
    database = folder / DATABASE
    if card.complete and database.stat().st_size == 0:
        # SQLite would take it for a new database: an office's copy would come back empty.
        raise EnvironmentFault("E-102", path=str(folder))
    version = _probe(database, key)
    if version > SCHEMA_VERSION:
        raise EnvironmentFault("E-103", path=str(folder), found=version, known=SCHEMA_VERSION)
    write_engine = open_engine(database, key)
    try:
        if version < SCHEMA_VERSION:
            upgrade(write_engine)
        is_sample = _settle(write_engine, card, sample=sample)
        if not card.complete:
            card = write_card(folder, card.copy_id, key, complete=True)
        read_engine = open_engine(database, key, read_only=True)
    except BaseException:
        write_engine.dispose()
        raise
    return WorkingCopy(folder, card.copy_id, is_sample, key, write_engine, read_engine, lock)


def _probe(database: Path, key: bytes) -> int:
    """The schema's number, before anything is written: a too new copy stays untouched."""
    connection = connect(database, key)
    try:
        return read_schema_version(connection)
    finally:
        connection.close()


def _settle(engine: Engine, card: CopyCard, *, sample: bool) -> bool:
    """Keep the id and the sample mark inside the copy; answer whether it is a sample."""
    with engine.begin() as connection:
        kept = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (ID_SETTING,)).scalar()
        if kept is None:
            rows = [(ID_SETTING, card.copy_id)] + ([(SAMPLE_SETTING, "1")] if sample else [])
            connection.exec_driver_sql("INSERT INTO setting (key, value) VALUES (?, ?)", rows)
        mark = connection.exec_driver_sql("SELECT 1 FROM setting WHERE key = ?", (SAMPLE_SETTING,)).scalar()
        return mark is not None
