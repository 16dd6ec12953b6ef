"""The files of a copy in a round: uploads before the parts that name them, afterwards what the queue needs (db.sync.files_up, prefetch)."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from app.domain.organisation import Role
from app.ports.clock import Clock
from app.ports.sync import SyncProgress
from db.engine import reading
from db.sync.copy_settings import CACHE_DEFAULT_MB, CACHE_LIMIT, read_setting
from db.sync.files_up import FileUploads
from db.sync.gateway import Gateway
from db.sync.prefetch import FilesRound, Prefetch
from db.sync.push import Upload
from db.sync.remote_store import RemoteStore


@dataclass(frozen=True, slots=True)
class CopyFiles:
    """``rows``: the engine of the rounds."""

    remote: RemoteStore
    rows: Engine
    role: Role
    organisation_id: str
    clock: Clock

    def uploader(self) -> Upload:
        return FileUploads(self.remote.local, self.remote.downloads, self.rows).upload

    def exchange(
        self, gateway: Gateway, report: Callable[[SyncProgress], None], cancelled: Callable[[], bool]
    ) -> FilesRound:
        with reading(self.rows).connect() as connection:
            megabytes = int(read_setting(connection, CACHE_LIMIT) or CACHE_DEFAULT_MB)
        prefetch = Prefetch(self.remote, self.rows, self.role, self.organisation_id)
        return prefetch.run(gateway, megabytes << 20, self.clock.now(), report, cancelled)
