"""Decisions: rows ↔ domain."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from app.domain.decision import Action, Decision, SubjectKind
from app.domain.organisation import Actor, Role
from db.models.archive import archive_item
from db.models.declarations import declaration
from db.models.records import decision
from db.repositories.json_forms import read_defects, read_files
from db.repositories.revisions import unknown

_GET = select(decision).where(decision.c.id == bindparam("id"))
_OF_SUBJECT = (
    select(decision).where(decision.c.subject_id == bindparam("subject_id")).order_by(decision.c.key)
)
_ADD = insert(decision)
_WITHDRAW = update(decision).where(decision.c.id == bindparam("row_id")).values(withdrawn=bindparam("gone"))
_ENTER = (
    update(decision)
    .where(decision.c.id == bindparam("row_id"))
    .values(entered_at=bindparam("moment"), entered_by=bindparam("who"))
)
_SUBJECT_OF_ITEM = select(
    archive_item.c.employer_id, archive_item.c.submit_no, archive_item.c.submitted_at
).where(archive_item.c.id == bindparam("id"))
_SUBJECT_OF_DECLARATION = select(
    declaration.c.employer_id, declaration.c.submit_no, declaration.c.submitted_at
).where(declaration.c.id == bindparam("id"))
_SUBJECT = {SubjectKind.ARCHIVE_ITEM: _SUBJECT_OF_ITEM, SubjectKind.DECLARATION: _SUBJECT_OF_DECLARATION}


def read_decision(row: Row[*tuple[Any, ...]]) -> Decision:
    return Decision(
        id=row.id,
        subject_kind=SubjectKind(row.subject_kind),
        subject_id=row.subject_id,
        action=Action(row.action),
        actor=Actor(
            row.account_id, row.actor_name, Role(row.actor_role), row.organisation_id, row.organisation_name
        ),
        at=row.at,
        base_rev=row.base_rev,
        new_rev=row.new_rev,
        before=row.before,
        after=row.after,
        opinion=row.opinion,
        notice=row.notice,
        defects=read_defects(row.defects),
        submit_no=row.submit_no,
        withdrawn=row.withdrawn,
        record=row.record,
        files=read_files(row.files),
        entered_at=row.entered_at,
        entered_by=row.entered_by,
    )


def load_decisions(connection: Connection, subject_id: str) -> Sequence[Decision]:
    """Oldest first."""
    return [read_decision(row) for row in connection.execute(_OF_SUBJECT, {"subject_id": subject_id})]


class DecisionRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, decision_id: str) -> Decision:
        row = self._connection.execute(_GET, {"id": decision_id}).first()
        if row is None:
            raise unknown("decision", decision_id)
        return read_decision(row)

    def add(self, decision: Decision) -> None:
        subject = self._connection.execute(
            _SUBJECT[decision.subject_kind], {"id": decision.subject_id}
        ).first()
        if subject is None:
            raise unknown(decision.subject_kind.value, decision.subject_id)
        # Recorded after the fact (an import): the return was answered already.
        answered = decision.action is Action.RETURN and subject.submit_no > decision.submit_no
        self._connection.execute(
            _ADD,
            {
                **_values(decision),
                "employer_id": subject.employer_id,
                "answered_at": subject.submitted_at if answered else None,
            },
        )

    def mark_withdrawn(self, decision_id: str, withdrawn: bool = True) -> None:
        values = {"row_id": decision_id, "gone": withdrawn}
        if self._connection.execute(_WITHDRAW, values).rowcount != 1:
            raise unknown("decision", decision_id)

    def mark_entered(self, decision_id: str, at: datetime | None, by: str) -> None:
        values = {"row_id": decision_id, "moment": at, "who": by}
        if self._connection.execute(_ENTER, values).rowcount != 1:
            raise unknown("decision", decision_id)

    def of_subject(self, subject_id: str) -> Sequence[Decision]:
        return load_decisions(self._connection, subject_id)


def _values(decision: Decision) -> Mapping[str, str | int | bool | datetime | object]:
    return {
        "id": decision.id,
        "subject_kind": decision.subject_kind.value,
        "subject_id": decision.subject_id,
        "action": decision.action.value,
        "account_id": decision.actor.account_id,
        "actor_name": decision.actor.name,
        "actor_role": decision.actor.role.value,
        "organisation_id": decision.actor.organisation_id,
        "organisation_name": decision.actor.organisation_name,
        "at": decision.at,
        "base_rev": decision.base_rev,
        "new_rev": decision.new_rev,
        "before": decision.before,
        "after": decision.after,
        "opinion": decision.opinion,
        "notice": decision.notice,
        "defects": decision.defects,
        "submit_no": decision.submit_no,
        "withdrawn": decision.withdrawn,
        "record": decision.record,
        "files": decision.files,
        "entered_at": decision.entered_at,
        "entered_by": decision.entered_by,
    }
