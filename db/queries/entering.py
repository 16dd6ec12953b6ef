"""省平台录入: which decisions of an office were not entered yet (app.ports.entering_queries; DOMAIN facts §9)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal, select

from app.domain.decision import SubjectKind
from app.domain.platform_text import PLATFORM_ACTS
from app.ports.entering_queries import EnteringRow
from app.ports.queries import Scope
from db.models.archive import archive_item
from db.models.declarations import declaration
from db.models.people import applicant, organisation
from db.models.records import decision
from db.queries.reader import Reader
from db.queries.told_records import tell_record
from db.repositories.decisions import read_decision

BY_ENTERING = "INDEXED BY ix_decision_entering"

_ACTS = sorted(action.value for action in PLATFORM_ACTS)
_PERSON = (applicant.c.name, organisation.c.name.label("unit"))
_DECLARATIONS = (
    select(declaration.c.id, declaration.c.plan_id, declaration.c.plan_name, *_PERSON)
    .join(applicant, applicant.c.key == declaration.c.applicant_key)
    .join(organisation, organisation.c.id == declaration.c.employer_id)
)
_ITEMS = (
    select(
        *(archive_item.c.id, archive_item.c.section, archive_item.c.v1, archive_item.c.v2, archive_item.c.v3),
        *_PERSON,
    )
    .join(applicant, applicant.c.key == archive_item.c.applicant_key)
    .join(organisation, organisation.c.id == archive_item.c.employer_id)
)


class SqlEnteringQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def to_enter(self, scope: Scope, limit: int) -> Sequence[EnteringRow]:
        newest = decision.c.at.desc(), decision.c.key.desc()
        return self._read(_waiting(select(decision), scope).order_by(*newest).limit(limit))

    def entered(self, scope: Scope, limit: int) -> Sequence[EnteringRow]:
        last = decision.c.entered_at.desc(), decision.c.at.desc()
        of_office = decision.c.organisation_id == scope.organisation_id
        statement = select(decision).where(of_office, decision.c.entered_at.is_not(None), *_for_platform())
        return self._read(statement.order_by(*last).limit(limit).with_hint(decision, BY_ENTERING, "sqlite"))

    def of_subject(self, scope: Scope, subject_id: str) -> Sequence[EnteringRow]:
        own = decision.c.subject_id == subject_id, decision.c.organisation_id == scope.organisation_id
        newest = decision.c.at.desc(), decision.c.key.desc()
        return self._read(select(decision).where(*own, *_for_platform()).order_by(*newest))

    def count_to_enter(self, scope: Scope, most: int) -> int:
        with self._reader.snapshot() as connection:
            return count_to_enter(connection, scope, most)

    def _read(self, statement: Select[*tuple[Any, ...]]) -> Sequence[EnteringRow]:
        with self._reader.snapshot() as connection:
            rows = connection.execute(statement).all()
            subjects = _subjects_of(connection, rows)
            return [
                _read_row(row, subjects[row.subject_id], tell_record(connection, row.record))
                for row in rows
                if row.subject_id in subjects
            ]


def count_to_enter(connection: Connection, scope: Scope, most: int) -> int:
    """How many are 未录入; no more than ``most`` are counted."""
    some = _waiting(select(literal(1)).select_from(decision), scope).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def has_to_enter(scope: Scope, declaration_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a decision of this office on the declaration is 未录入."""
    return exists(
        select(literal(1)).where(
            decision.c.subject_id == declaration_id,
            decision.c.organisation_id == scope.organisation_id,
            *_not_entered(),
        )
    )


def _waiting(statement: Select[*tuple[Any, ...]], scope: Scope) -> Select[*tuple[Any, ...]]:
    return statement.where(decision.c.organisation_id == scope.organisation_id, *_not_entered()).with_hint(
        decision, BY_ENTERING, "sqlite"
    )


def _not_entered() -> tuple[ColumnElement[bool], ...]:
    return (decision.c.entered_at.is_(None), *_for_platform())


def _for_platform() -> tuple[ColumnElement[bool], ...]:
    """As ``app.domain.platform_text.is_for_platform``."""
    return (decision.c.withdrawn.is_(False), decision.c.action.in_(_ACTS))


def _subjects_of(connection: Connection, rows: Sequence[Any]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for kind, statement, column in (
        (SubjectKind.DECLARATION, _DECLARATIONS, declaration.c.id),
        (SubjectKind.ARCHIVE_ITEM, _ITEMS, archive_item.c.id),
    ):
        ids = {row.subject_id for row in rows if row.subject_kind == kind.value}
        if ids:
            found |= {row.id: row for row in connection.execute(statement.where(column.in_(ids)))}
    return found


def _read_row(row: Any, subject: Any, record: Mapping[str, str]) -> EnteringRow:
    made = read_decision(row)
    if made.subject_kind is SubjectKind.DECLARATION:
        return EnteringRow(
            made, subject.name, subject.unit, subject.plan_id, subject.plan_name, record=record
        )
    values = tuple(value for value in (subject.v1, subject.v2, subject.v3) if value)
    return EnteringRow(
        made, subject.name, subject.unit, section=subject.section, values=values, record=record
    )
