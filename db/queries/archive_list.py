"""The list of one archive category: keys, rows, counts (seed A step 3; A3.9-A3.13)."""

import json
from array import array
from collections.abc import Mapping, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from app.domain.archive import ArchiveStatus
from app.ports.queries import ArchiveFilter, ArchiveRow, ListOrder, Scope
from db.index_hints import BY_KEY
from db.models.archive import archive_item
from db.models.people import applicant, organisation
from db.queries.key_lists import fetch_keys, fetch_merged_keys
from db.queries.people_filter import PeopleFilter
from db.queries.reader import Reader
from db.queries.scopes import own_items

LISTED = (ArchiveStatus.PENDING, ArchiveStatus.PASSED, ArchiveStatus.RETURNED, ArchiveStatus.FAILED)
"""Drafts never stand in a review list."""

Ts = TypeVarTuple("Ts")

_ITEM = archive_item.c
_KEYS = func.json_each(bindparam("keys")).table_valued("value")
_ROWS = (
    select(
        _ITEM.key,
        _ITEM.id,
        _ITEM.status,
        _ITEM.v1,
        _ITEM.v2,
        _ITEM.v3,
        _ITEM.submitted_at,
        _ITEM.flag_count,
        _ITEM.opened_at,
        _ITEM.rev,
        _ITEM.submit_no,
        applicant.c.id.label("applicant_id"),
        applicant.c.name,
        organisation.c.name.label("unit"),
    )
    .join(applicant, applicant.c.key == _ITEM.applicant_key)
    .join(organisation, organisation.c.id == _ITEM.employer_id)
    .where(_ITEM.key.in_(select(_KEYS.c.value)))
    .with_hint(archive_item, BY_KEY, "sqlite")
)


def list_keys(reader: Reader, scope: Scope, wanted: ArchiveFilter, limit: int | None = None) -> "array[int]":
    """By NAME everything must be sorted first: ``limit`` is then left aside."""
    statuses = [s for s in LISTED if wanted.status in (None, s)]
    with reader.snapshot() as connection:
        people = reader.find_people(connection, scope, wanted.text)
        common = _conditions(scope, wanted, people)
        if wanted.order is ListOrder.NAME:
            statement = (
                select(_ITEM.key)
                .join(applicant, applicant.c.key == _ITEM.applicant_key)
                .where(_ITEM.status.in_([s.value for s in statuses]), *common)
                .order_by(
                    applicant.c.name_pinyin, applicant.c.name, _ITEM.submitted_at.desc(), _ITEM.key.desc()
                )
            )
            return fetch_keys(connection, _hinted(statement, people))
        legs = [
            _hinted(
                select(_ITEM.key, _ITEM.submitted_at.label("moment")).where(_ITEM.status == s.value, *common),
                people,
            )
            for s in statuses
        ]
        return fetch_merged_keys(connection, legs, wanted.order, limit)


def list_rows(reader: Reader, scope: Scope, keys: Sequence[int]) -> Sequence[ArchiveRow]:
    with reader.snapshot() as connection:
        rows = connection.execute(_ROWS.where(own_items(scope)), {"keys": json.dumps(list(keys))})
        found = {row.key: _read_row(row) for row in rows}
    return [found[key] for key in keys if key in found]


def count_statuses(reader: Reader, scope: Scope, wanted: ArchiveFilter) -> Mapping[ArchiveStatus, int]:
    """Every listed status, also those with none; under the same text and flag filter as the list."""
    with reader.snapshot() as connection:
        people = reader.find_people(connection, scope, wanted.text)
        statement = (
            select(_ITEM.status, func.count())
            .where(_ITEM.status.in_([s.value for s in LISTED]), *_conditions(scope, wanted, people))
            .group_by(_ITEM.status)
        )
        counted = dict(connection.execute(_hinted(statement, people)).all())
    return {status: counted.get(status.value, 0) for status in LISTED}


def count_sections(reader: Reader, scope: Scope) -> Mapping[str, int]:
    with reader.snapshot() as connection:
        return count_pending_sections(connection, scope)


def count_pending_sections(connection: Connection, scope: Scope) -> Mapping[str, int]:
    statement = (
        select(_ITEM.section, func.count())
        .where(own_items(scope), _ITEM.status == ArchiveStatus.PENDING.value)
        .group_by(_ITEM.section)
    )
    return dict(connection.execute(statement).all())


def _conditions(scope: Scope, wanted: ArchiveFilter, people: PeopleFilter) -> list[ColumnElement[bool]]:
    conditions = [own_items(scope), _ITEM.section == wanted.section]
    if wanted.flagged_only:
        conditions.append(_ITEM.flag_count > 0)
    found = people.condition(_ITEM.applicant_key)
    if found is not None:
        conditions.append(found)
    return conditions


def _hinted(statement: Select[*Ts], people: PeopleFilter) -> Select[*Ts]:
    index = "ix_archive_item_person" if people.by_person else "ix_archive_item_list"
    return statement.with_hint(archive_item, f"INDEXED BY {index}", "sqlite")


def _read_row(row: Any) -> ArchiveRow:
    return ArchiveRow(
        key=row.key,
        id=row.id,
        applicant_id=row.applicant_id,
        name=row.name,
        unit=row.unit,
        status=ArchiveStatus(row.status),
        values=(row.v1, row.v2, row.v3),
        submitted_at=row.submitted_at,
        flags=row.flag_count,
        opened=row.opened_at is not None and row.opened_at >= row.submitted_at,
        rev=row.rev,
        submit_no=row.submit_no,
    )
