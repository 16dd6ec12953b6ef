"""Looks and reveals (DOMAIN facts §9) to the server: an office's opening ends 撤回 there. A batch is fixed before it is sent, so that a
resend is the same call."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from app.domain.audit import canonical_json
from db.models.columns import from_microseconds
from db.sync.copy_settings import LOOKS_PUSHED, LOOKS_UPTO, read_setting, write_settings
from db.sync.gateway import Gateway, Push, ServerRefusedError

MOST_LOOKS = 500
_NAMES = uuid.UUID("a3f7c1d2-0e5b-5a49-8f6e-5b0c2d7e9f31")


@dataclass(frozen=True, slots=True)
class _Batch:
    after: int
    upto: int
    of_district: Mapping[str, Sequence[Mapping[str, Any]]]


def push_looks(engine: Engine, gateway: Gateway, copy_id: str) -> set[str]:
    """Everything that was not sent. Returns the districts that heard of some. Raises the gateway's errors."""
    told: set[str] = set()
    while True:
        with engine.begin() as connection:
            batch = _next_batch(connection)
        if batch is None:
            return told
        for district_id, looks in batch.of_district.items():
            name = f"{copy_id}:{district_id}:{batch.after}:{batch.upto}"
            doc = canonical_json({"looks": list(looks)})
            try:
                gateway.push(Push("push_looks", district_id, str(uuid.uuid5(_NAMES, name)), (doc,)))
            except ServerRefusedError as error:
                # A batch that was sent before and names other subjects now: those of the first time are kept there.
                if error.code != "Y-109":
                    raise
            told.add(district_id)
        with engine.begin() as connection:
            write_settings(connection, {LOOKS_PUSHED: str(batch.upto)})


def _next_batch(connection: Connection) -> _Batch | None:
    """The one that was begun, else the next. Of subjects that the server does not know it hears nothing."""
    after = int(read_setting(connection, LOOKS_PUSHED) or 0)
    upto = int(read_setting(connection, LOOKS_UPTO) or 0)
    if upto <= after:
        newest = connection.exec_driver_sql(
            "SELECT max(key) FROM (SELECT key FROM look WHERE key > ? ORDER BY key LIMIT ?)",
            (after, MOST_LOOKS),
        ).scalar()
        if newest is None:
            return None
        upto = newest
        write_settings(connection, {LOOKS_UPTO: str(upto)})
    rows = connection.exec_driver_sql(
        "SELECT m.district_id, l.at, l.act, l.subject_kind, l.subject_id FROM look l"
        " JOIN mirror m ON m.kind = l.subject_kind AND m.id = l.subject_id AND m.rev > 0"
        " WHERE l.key > ? AND l.key <= ? ORDER BY l.key",
        (after, upto),
    )
    of_district: dict[str, list[Mapping[str, Any]]] = {}
    for district_id, at, act, kind, subject_id in rows:
        of_district.setdefault(district_id, []).append(
            {
                "at": from_microseconds(at).isoformat(),
                "act": act,
                "subject_kind": kind,
                "subject_id": subject_id,
            }
        )
    return _Batch(after, upto, of_district)
