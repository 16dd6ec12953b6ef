"""Which declarations of a page were handed in again as they were returned (DOMAIN facts §4; app.domain.changes).

Compared is what a submission keeps and ``compare_declarations`` looks at; a page reads its last two submissions at once.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from db.models.declarations import declaration, submission

_PLAIN = ("mode", "person_category", "conditions", "acceptance_point", "statement", "facts", "self_score")

_IDS = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
_LAST_TWO = (
    select(submission.c.declaration_id, submission.c.content)
    .join(declaration, declaration.c.id == submission.c.declaration_id)
    .where(
        declaration.c.id.in_(_IDS),
        submission.c.submit_no.in_((declaration.c.submit_no, declaration.c.submit_no - 1)),
    )
)


def find_unchanged(connection: Connection, ids: Sequence[str]) -> frozenset[str]:
    """``ids``: of declarations handed in more than once. One whose earlier submission was not kept is not told."""
    if not ids:
        return frozenset()
    seen: dict[str, list[tuple[object, ...]]] = {}
    for row in connection.execute(_LAST_TWO, {"ids": json.dumps(list(ids))}):
        seen.setdefault(row.declaration_id, []).append(_compared(row.content))
    return frozenset(key for key, found in seen.items() if len(found) == 2 and found[0] == found[1])


def _compared(content: Mapping[str, Any]) -> tuple[object, ...]:
    items = sorted((item["item_id"], item["content_rev"]) for item in content["items"])
    materials = sorted(
        (m["material"], [file["sha256"] for file in m["files"]], m["papers"])
        for m in content["materials"]
        if m["files"]
    )
    files = [file["sha256"] if file else "" for file in (content["photo"], content["commitment"])]
    return (*(content[key] for key in _PLAIN), items, materials, files)
