"""After a round: the files of what waits at this desk, oldest first, while there is room (docs/protocol.md §6). Network thread.

Never raises for the network or the server: ``FilesRound.problem`` says what ended it. The next round goes on, at the first missing chunk.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from app.domain.errors import EnvironmentFault
from app.domain.organisation import Role
from app.ports.sync import SyncPhase, SyncProgress
from db.engine import reading
from db.levels import BIT_OF_LEVEL, LEVEL_OF_STAGE
from db.sync.file_cache import FileCache
from db.sync.file_rows import find_remote, mark_failed, mark_here, mark_left, mark_used
from db.sync.gateway import Gateway, SyncError
from db.sync.remote_store import RemoteStore

MOST_DOSSIERS = 500
"""The oldest of the queue; the rest comes in later rounds."""
PARTS_KEPT = timedelta(days=14)
_OFFICE_COLUMN = {
    Role.EMPLOYER: "employer_id",
    Role.ACCEPTANCE: "acceptance_id",
    Role.HR_BUREAU: "hr_bureau_id",
    Role.MUNICIPAL_UNIT: "municipal_id",
    Role.COMMITTEE: "committee_id",
}
_QUEUE = """
WITH waiting (id, at) AS (
    SELECT id, submitted_at FROM declaration
     WHERE stage IN ({stages}) AND submitted_at IS NOT NULL AND reached & :bit <> 0 AND {office}
     ORDER BY submitted_at LIMIT :most),
items (id, content_rev, at) AS (
    SELECT id, content_rev, submitted_at FROM archive_item
     WHERE :employer AND status = 'pending' AND employer_id = :me AND submitted_at IS NOT NULL
     ORDER BY submitted_at LIMIT :most),
named (file, at) AS (
    SELECT json_extract(d.photo, '$.sha256'), w.at FROM waiting w JOIN declaration d ON d.id = w.id
    UNION ALL
    SELECT json_extract(d.commitment, '$.sha256'), w.at FROM waiting w JOIN declaration d ON d.id = w.id
    UNION ALL
    SELECT json_extract(f.value, '$.sha256'), w.at FROM waiting w
      JOIN declaration_material m ON m.declaration_id = w.id, json_each(m.files) f
    UNION ALL
    SELECT json_extract(f.value, '$.sha256'), w.at FROM waiting w
      JOIN declaration_item i ON i.declaration_id = w.id
      JOIN archive_revision r ON r.item_id = i.item_id AND r.content_rev = i.content_rev, json_each(r.evidence) f
    UNION ALL
    SELECT json_extract(f.value, '$.sha256'), w.at FROM waiting w
      JOIN decision x ON x.subject_id = w.id, json_each(x.files) f
    UNION ALL
    SELECT json_extract(f.value, '$.sha256'), i.at FROM items i
      JOIN archive_revision r ON r.item_id = i.id AND r.content_rev = i.content_rev, json_each(r.evidence) f)
SELECT n.file FROM named n JOIN file_transfer t ON t.sha256 = n.file AND t.direction = 'down'
 GROUP BY n.file HAVING max(t.state = 'remote') AND NOT max(t.state = 'here') ORDER BY min(n.at), n.file
"""


@dataclass(frozen=True, slots=True)
class FilesRound:
    fetched: int = 0
    dropped: int = 0
    problem: str = ""
    """Code of what ended it early."""
    warnings: tuple[str, ...] = ()
    """F-202 …: files that did not come and are not asked for again by themselves."""


@dataclass(frozen=True, slots=True)
class Prefetch:
    """``rows``: an engine of the calling thread. ``office``: who this copy belongs to."""

    remote: RemoteStore
    rows: Engine
    role: Role
    organisation_id: str

    def run(
        self,
        gateway: Gateway,
        limit: int,
        now: datetime,
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> FilesRound:
        """``limit``: bytes that files of the server may take. Only after everything the server had to say was taken in."""
        cache = FileCache(self.remote.local, self.rows)
        fetched = dropped = 0
        warnings: list[str] = []
        try:
            with self.rows.begin() as connection:
                mark_used(connection, self.remote.take_uses())
            mark_left(self.rows, now)
            self.remote.local.drop_parts(time.time() - PARTS_KEPT.total_seconds())
            dropped = cache.trim(gateway, limit, now, cancelled)
            room = limit - cache.used()
            wanted = self.wanted()
            for number, sha256 in enumerate(wanted):
                report(SyncProgress(SyncPhase.FILES, number, len(wanted)))
                if cancelled():
                    break
                size, code = self._fetch(gateway, sha256, room, now, cancelled)
                fetched += size > 0
                room -= size
                warnings += [code] if code else []
        except SyncError as error:
            return FilesRound(fetched, dropped, error.code, tuple(warnings))
        return FilesRound(fetched, dropped, "", tuple(warnings))

    def wanted(self) -> Sequence[str]:
        """Files of the queue that are not here, by the oldest dossier that needs them."""
        with reading(self.rows).connect() as connection:
            return select_queue_files(connection, self.role, self.organisation_id)

    def _fetch(
        self, gateway: Gateway, sha256: str, room: int, now: datetime, cancelled: Callable[[], bool]
    ) -> tuple[int, str]:
        """Bytes that came, and a code if they will not."""
        with reading(self.rows).connect() as connection:
            file = find_remote(connection, sha256)
        if file is None or file.size > room:
            return 0, ""
        try:
            come = self.remote.downloads.fetch(gateway, file, cancelled)
        except EnvironmentFault as fault:
            if fault.code not in ("F-202", "F-203"):
                raise
            with self.rows.begin() as connection:
                mark_failed(connection, sha256, fault.code)
            return 0, fault.code
        if not come:
            return 0, ""
        with self.rows.begin() as connection:
            mark_here(connection, sha256, now)
        return file.size, ""


def select_queue_files(connection: Connection, role: Role, organisation_id: str) -> Sequence[str]:
    stages = [stage.value for stage, level in LEVEL_OF_STAGE.items() if level is role]
    if not stages:
        return []
    column = _OFFICE_COLUMN.get(role)
    values: dict[str, object] = {
        "bit": BIT_OF_LEVEL[role],
        "me": organisation_id,
        "employer": role is Role.EMPLOYER,
        "most": MOST_DOSSIERS,
    }
    names = ", ".join(f":stage{number}" for number in range(len(stages)))
    values |= {f"stage{number}": stage for number, stage in enumerate(stages)}
    query = _QUEUE.format(stages=names, office=f"{column} = :me" if column else "1")
    return list(connection.exec_driver_sql(query, values).scalars())
