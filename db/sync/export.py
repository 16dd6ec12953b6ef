"""The commands that the server has not applied, as a file for the office above: JSON lines, one a command, with its pushes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from db.models.columns import from_microseconds
from db.sync.copy_settings import LOGIN, read_setting

FORMAT = 1


def export_outbox(connection: Connection, path: Path, district_id: str = "") -> int:
    """How many commands. ``district_id``: only those with a push there."""
    part = path.with_name(path.name + ".part")
    count = 0
    with part.open("w", encoding="utf-8", newline="\n") as stream:
        head = {"format": FORMAT, "login": read_setting(connection, LOGIN) or "", "kind": "outbox"}
        stream.write(json.dumps(head, ensure_ascii=False) + "\n")
        for line in _read_lines(connection, district_id):
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    part.replace(path)
    return count


def _read_lines(connection: Connection, district_id: str) -> Iterator[dict[str, Any]]:
    rows = connection.exec_driver_sql(
        "SELECT op_id, kind, command, at, state, code, params FROM outbox o"
        " WHERE o.state NOT IN ('local', 'applied') AND o.state <> 'withdrawn'"
        " AND (? = '' OR EXISTS (SELECT 1 FROM outbox_part p WHERE p.op_id = o.op_id AND p.district_id = ?))"
        " ORDER BY seq",
        (district_id, district_id),
    ).all()
    for op_id, kind, command, at, state, code, params in rows:
        parts = connection.exec_driver_sql(
            "SELECT part_id, district_id, function, subject_id, action, doc, base_rev, after_part, state, code"
            " FROM outbox_part WHERE op_id = ? ORDER BY position",
            (op_id,),
        ).mappings()
        yield {
            "op_id": op_id,
            "command": kind,
            "given": json.loads(command),
            "at": from_microseconds(at).isoformat(),
            "state": state,
            "code": code,
            "params": json.loads(params),
            "pushes": [{**part, "doc": json.loads(part["doc"])} for part in parts],
        }
