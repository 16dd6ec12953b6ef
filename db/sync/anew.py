"""A district that was restored, rebuilt or taken from this desk: what stays, what is asked again, what is removed (docs/protocol.md §5)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from db.models.columns import to_microseconds
from db.sync.copy_settings import UNSEEN, drop_setting, read_setting, write_settings
from db.sync.cursors import begin_district, forget_cursors, kinds_of, reset_cursor
from db.sync.file_rows import forget_district
from db.sync.gateway import DistrictHead
from db.sync.materialise.arrival import Taken
from db.sync.materialise.purge import purge_rows

PORTION = 500
SURELY_ASKED_AGAIN = timedelta(days=7)
"""Acts answered within this time are sent again to a restored server, whatever its head says: those that it knows cost one answer."""
KEPT_FOR = timedelta(days=366)
_SUBJECTS = ("employer", "applicant", "archive_item", "declaration", "meeting")
"""Kinds by which a restored server is told from a rebuilt one; the others hang on these."""


@dataclass
class Renewal:
    engine: Engine
    now: Callable[[], datetime]

    def begin(self, told: DistrictHead) -> int:
        """Cursors to 0 under the new epoch; every row waits to be seen again; acts that the server may have lost are pending
        again. How many acts."""
        with self.engine.begin() as connection:
            write_settings(connection, {UNSEEN + told.district_id: told.epoch})
            begin_district(connection, told.district_id, told.epoch, told.line)
            asked = _ask_again(connection, told, self.now())
        self._mark_unseen(told.district_id, kinds_of(told.district_id))
        forget_district(self.engine, told.district_id)
        return asked

    def begin_kinds(self, district_id: str, kinds: tuple[str, ...]) -> None:
        """The copies differ in these kinds only."""
        with self.engine.begin() as connection:
            write_settings(connection, {UNSEEN + district_id: "digest"})
            for kind in kinds:
                reset_cursor(connection, district_id, kind)
        self._mark_unseen(district_id, kinds)

    def _mark_unseen(self, district_id: str, kinds: tuple[str, ...]) -> None:
        for kind in kinds:
            while True:
                with self.engine.begin() as connection:
                    marked = connection.exec_driver_sql(
                        "UPDATE mirror SET seq = -1 WHERE kind = ? AND id IN (SELECT id FROM mirror WHERE district_id = ?"
                        " AND kind = ? AND seq >= 0 LIMIT ?)",
                        (kind, district_id, kind, PORTION),
                    ).rowcount
                if marked < PORTION:
                    break

    def is_under_way(self, district_id: str) -> bool:
        with self.engine.connect() as connection:
            return read_setting(connection, UNSEEN + district_id) is not None

    def end(self, district_id: str, *, agrees: bool) -> tuple[Taken, bool]:
        """What did not come again is gone only when the digest agrees without it, and never where most of it is missing: then the
        server was rebuilt rather than restored. False: it was kept for that."""
        taken = Taken()
        if not agrees:
            return taken, True
        is_restored = not self._lacks_most(district_id)
        if is_restored:
            for kind in kinds_of(district_id):
                taken.add(self._purge(district_id, kind, "AND seq < 0"))
        with self.engine.begin() as connection:
            drop_setting(connection, UNSEEN + district_id)
        return taken, is_restored

    def _lacks_most(self, district_id: str) -> bool:
        with self.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT count(*) FILTER (WHERE seq < 0), count(*) FROM mirror WHERE district_id = ?"
                f" AND kind IN ({', '.join('?' * len(_SUBJECTS))}) GROUP BY kind",
                (district_id, *_SUBJECTS),
            ).all()
        return any(2 * unseen > every for unseen, every in rows)

    def ask_for_lost(self, district_id: str) -> int:
        """After a restored district was pulled again: decisions of this desk that it does not show are sent once more."""
        with self.engine.begin() as connection:
            return _pending_again(
                connection,
                "p.district_id = ? AND p.answered_at > ? AND EXISTS (SELECT 1 FROM decision d WHERE d.id = p.part_id)"
                " AND NOT EXISTS (SELECT 1 FROM mirror m WHERE m.kind = 'decision' AND m.id = p.part_id AND m.seq >= 0)",
                (district_id, to_microseconds(self.now() - KEPT_FOR)),
            )

    def leave(self, district_id: str) -> Taken:
        """None of this desk's any more. Its open acts are closed; the outbox was exported before."""
        taken = Taken()
        with self.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE outbox SET state = 'refused', code = 'Y-113' WHERE op_id IN (SELECT op_id FROM outbox_part"
                " WHERE district_id = ? AND state IN ('resting', 'pending', 'sent'))",
                (district_id,),
            )
            connection.exec_driver_sql(
                "UPDATE outbox_part SET state = 'refused', code = 'Y-113', detail = '{\"settled\": 1}'"
                " WHERE district_id = ? AND state IN ('resting', 'pending', 'sent')",
                (district_id,),
            )
            forget_cursors(connection, district_id)
            drop_setting(connection, UNSEEN + district_id)
        forget_district(self.engine, district_id)
        for kind in kinds_of(district_id):
            taken.add(self._purge(district_id, kind, ""))
        return taken

    def _purge(self, district_id: str, kind: str, condition: str) -> Taken:
        taken = Taken()
        while True:
            with self.engine.begin() as connection:
                rows = connection.exec_driver_sql(
                    f"SELECT id FROM mirror WHERE district_id = ? AND kind = ? {condition} LIMIT 50",
                    (district_id, kind),
                ).all()
                if rows:
                    taken.add(purge_rows(connection, kind, [row[0] for row in rows]))
            if not rows:
                return taken


def _ask_again(connection: Connection, told: DistrictHead, now: datetime) -> int:
    return _pending_again(
        connection,
        "p.district_id = ? AND (json_extract(p.detail, '$.seq') > ? OR p.answered_at > ?)",
        (told.district_id, told.head, to_microseconds(now - SURELY_ASKED_AGAIN)),
    )


def _pending_again(connection: Connection, condition: str, values: tuple[object, ...]) -> int:
    """Applied parts are sent once more: same op_id, same content. A server that knows them gives the answer it gave."""
    found = connection.exec_driver_sql(
        f"SELECT p.part_id, p.op_id FROM outbox_part p WHERE p.state = 'applied' AND {condition}", values
    ).all()
    for part_id, op_id in found:
        connection.exec_driver_sql(
            "UPDATE outbox_part SET state = 'sent', answered_at = NULL WHERE part_id = ?", (part_id,)
        )
        connection.exec_driver_sql("UPDATE outbox SET state = 'sent' WHERE op_id = ?", (op_id,))
    return len(found)
