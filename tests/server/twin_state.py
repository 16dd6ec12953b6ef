"""How a declaration stands, read from the working copy and from the server in the same words, and who sees it there."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.domain.organisation import Role
from app.usecases.within_reach import office_on_route
from db.models.declarations import declaration, submission
from db.models.publicities import publicity_member
from db.models.records import decision
from tests.server.twin_desk import BITS, TwinDesk
from tests.server.world import NEAR

State = Mapping[str, object]
_SAME = (
    *("stage", "reached", "submit_no", "submitted_at", "publicity_id", "publicity_to", "office_publicity_id"),
    *("office_publicity_to", "open_objections", "arrived_at", "opened_at", "pay_until", "form_step"),
    *("acceptance_id", "hr_bureau_id", "municipal_id", "committee_id"),
)
_DECIDED = (
    *("id", "action", "account_id", "organisation_id", "actor_name", "at", "before", "after", "opinion"),
    *("notice", "defects", "submit_no", "withdrawn", "answered_at", "record", "entered_at", "entered_by"),
)
_POSTED = (
    *("kind", "body", "place", "end_rule", "working_days", "stated_source", "stated_reason", "held_before"),
    *("sheet_exported_at", "cancelled_at", "cancel_reason"),
)


def local_state(twin: TwinDesk) -> State:
    with twin.copy.read_engine.connect() as connection:
        row = connection.execute(select(declaration).where(declaration.c.id == twin.declaration_id)).one()
        decided = connection.execute(
            select(decision).where(decision.c.subject_id == twin.declaration_id).order_by(decision.c.key)
        ).all()
        handed_in = connection.execute(
            select(submission.c.submit_no, submission.c.submitted_at)
            .where(submission.c.declaration_id == twin.declaration_id)
            .order_by(submission.c.submit_no)
        ).all()
        named = connection.scalars(
            select(publicity_member.c.publicity_id).where(
                publicity_member.c.declaration_id == twin.declaration_id
            )
        ).all()
    with twin.new_uow() as uow:
        posted = {publicity_id: uow.publicities.get(publicity_id) for publicity_id in named}
    return {
        **{name: getattr(row, name) for name in _SAME},
        "decisions": [{name: getattr(d, name) for name in _DECIDED} for d in decided],
        "submissions": [tuple(s) for s in handed_in],
        "publicities": {
            publicity_id: {name: getattr(p, name) for name in _POSTED}
            | {
                "start": p.start,
                "end": p.end,
                "evidence": [f.sha256 for f in p.evidence],
                "objections": [
                    (o.id, o.who, o.received_on.isoformat(), o.what, o.handling, o.upheld)
                    for o in p.objections
                ],
            }
            for publicity_id, p in posted.items()
        },
    }


def server_state(twin: TwinDesk) -> State:
    (row,) = _rows(twin, "declaration", "id")
    return {
        **{name: row[name] for name in _SAME},
        "decisions": [{name: d[name] for name in _DECIDED} for d in _rows(twin, "decision", "subject_id")],
        "submissions": [
            (s["submit_no"], s["submitted_at"])
            for s in _rows(twin, "submission", "declaration_id")
            if not s["dropped"]
        ],
        "publicities": {
            p["publicity_id"]: {name: p[name] for name in _POSTED}
            | {
                "start": p["start_on"],
                "end": p["end_on"],
                "evidence": [f["sha256"] for f in p["evidence"]],
                "objections": [
                    (o["id"], o["who"], o["received_on"], o["what"], o["handling"], o["upheld"])
                    for o in p["objections"]
                ],
            }
            for p in _rows(twin, "publicity", "declaration_id")
        },
    }


_ORDER = {
    "declaration": "id",
    "decision": "new_rev",
    "submission": "submit_no",
    "publicity": "created_at",
    "file_ref": "id",
}
_CHILDREN = {
    "submission": "declaration_id",
    "decision": "subject_id",
    "publicity": "declaration_id",
    "file_ref": "owner_id",
}


def _rows(twin: TwinDesk, table: str, key: str) -> list[dict[str, Any]]:
    cursor = twin.sides.world.owner.execute(
        f"SELECT * FROM rd.{table} WHERE district_id = %s AND {key} = %s ORDER BY {_ORDER[table]}",
        [NEAR, twin.declaration_id],
    )
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def may_see(twin: TwinDesk) -> Mapping[str, bool]:
    """By seat, as the working copy scopes its lists: the office on the route, from the first arrival on."""
    stored, reached = twin.stored(), int(str(local_state(twin)["reached"]))
    seen: dict[str, bool] = {}
    for key, seat in twin.sides.seats.items():
        role = seat.unit.role
        office = stored.employer_id if role is Role.EMPLOYER else office_on_route(stored.route, role)
        seen[key] = office in (None, seat.unit.id) and bool(reached & BITS[role])
    return seen


def sees(twin: TwinDesk) -> Mapping[str, bool]:
    """By seat, as the server's policies let its login read the declaration; its child rows must be of one mind with it."""
    whole = {
        table: twin.sides.world.one(f"SELECT count(*) FROM rd.{table} WHERE {key} = %s", twin.declaration_id)
        for table, key in _CHILDREN.items()
    }
    query = ", ".join(
        f"(SELECT count(*) FROM rd.{table} WHERE district_id = %(district)s AND {key} = %(id)s)"
        for table, key in [("declaration", "id"), *_CHILDREN.items()]
    )
    seen: dict[str, bool] = {}
    for key, seat in twin.sides.seats.items():
        counts = seat.desk.execute(
            f"SELECT {query}", {"district": NEAR, "id": twin.declaration_id}
        ).fetchone()
        assert counts is not None
        seen[key] = bool(counts[0])
        assert list(counts[1:]) == (list(whole.values()) if seen[key] else [0] * len(whole)), (key, counts)
    return seen


def gone_for(twin: TwinDesk) -> Mapping[str, int]:
    """By seat: seq of its newest tombstone of the declaration."""
    rows = twin.sides.world.all(
        "SELECT organisation_id, seq FROM rd.gone WHERE kind = 'declaration' AND row_id = %s",
        twin.declaration_id,
    )
    by_unit = dict(rows)
    return {key: by_unit.get(seat.unit.id, 0) for key, seat in twin.sides.seats.items()}
