"""Rows of the declaration list and of 退回记录, by key (A3.15-A3.19)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from app.domain.declaration import DeclarationTab, DeclareMode, EmployerStep, Stage, employer_step
from app.domain.publicity import EndRule
from app.domain.working_days import WorkingDayCalendar
from app.ports.queries import DeclarationFilter, DeclarationRow, Scope
from db.index_hints import BY_KEY
from db.models.declarations import declaration
from db.models.people import applicant, organisation
from db.models.publicities import publicity
from db.models.records import decision
from db.queries.reader import Reader
from db.queries.resubmissions import find_unchanged
from db.queries.return_list import IS_RETURN
from db.queries.scopes import visible_declarations

_COLUMNS = (
    declaration.c.key,
    declaration.c.id,
    declaration.c.plan_id,
    declaration.c.year,
    declaration.c.plan_name,
    declaration.c.title_with_rank,
    declaration.c.mode,
    declaration.c.stage,
    declaration.c.submitted_at,
    declaration.c.submit_no,
    declaration.c.flag_count,
    declaration.c.opened_at,
    declaration.c.rev,
    declaration.c.publicity_to,
    declaration.c.open_objections,
    declaration.c.arrived_at,
    applicant.c.id.label("applicant_id"),
    applicant.c.name,
    organisation.c.name.label("unit"),
    publicity.c.start_on,
    publicity.c.end_on,
    publicity.c.end_rule,
    publicity.c.working_days,
)
_KEYS = select(func.json_each(bindparam("keys")).table_valued("value").c.value)
_FROM = (
    declaration.join(applicant, applicant.c.key == declaration.c.applicant_key)
    .join(organisation, organisation.c.id == declaration.c.employer_id)
    .outerjoin(publicity, publicity.c.id == declaration.c.publicity_id)
)
_ROWS = (
    select(*_COLUMNS)
    .select_from(_FROM)
    .where(declaration.c.key.in_(_KEYS))
    .with_hint(declaration, BY_KEY, "sqlite")
)
_RETURNS = (
    select(
        *_COLUMNS,
        decision.c.key.label("event_key"),
        decision.c.at,
        decision.c.actor_name,
        decision.c.defects,
        decision.c.notice,
        decision.c.answered_at,
    )
    .select_from(_FROM.join(decision, decision.c.subject_id == declaration.c.id))
    .where(*IS_RETURN, decision.c.key.in_(_KEYS))
    .with_hint(decision, BY_KEY, "sqlite")
)


@dataclass(frozen=True)
class _Return:
    at: datetime | None = None
    by: str = ""
    reasons: str = ""
    answered_at: datetime | None = None


_NO_RETURN = _Return()


def list_rows(
    reader: Reader, scope: Scope, wanted: DeclarationFilter, keys: Sequence[int], today: date
) -> Sequence[DeclarationRow]:
    """In the order of ``keys``; a key that left the scope is omitted."""
    returns = wanted.tab is DeclarationTab.RETURNS
    statement = (_RETURNS if returns else _ROWS).where(visible_declarations(scope))
    calendar = reader.calendar()
    with reader.snapshot() as connection:
        found: dict[int, DeclarationRow] = {}
        rows = connection.execute(statement, {"keys": json.dumps(list(keys))}).all()
        unchanged = find_unchanged(connection, [row.id for row in rows if row.submit_no > 1])
        for row in rows:
            key = row.event_key if returns else row.key
            read = _read_row(key, row, _read_return(row) if returns else _NO_RETURN, calendar, today)
            found[key] = replace(read, unchanged=True) if row.id in unchanged else read
    return [found[key] for key in keys if key in found]


def count_publicity_days(
    calendar: WorkingDayCalendar, *, start: date, end: date, end_rule: str, working_days: int, today: date
) -> tuple[int, int]:
    """(working days counted up to today, needed). Days of years not announced do not count."""
    counted = calendar.counted_days(
        start, min(today, end), start_counts=EndRule(end_rule) is EndRule.START_COUNTED
    )
    return min(len(counted), working_days), working_days


def is_opened(row: Any) -> bool:
    """Somebody of the desk looked since the dossier was handed in (a change of desk forgets earlier looks)."""
    return row.opened_at is not None and (row.submitted_at is None or row.opened_at >= row.submitted_at)


def _read_return(row: Any) -> _Return:
    reasons = "；".join(text for d in row.defects if (text := str(d["text"]).strip().rstrip("。；")))
    return _Return(row.at, row.actor_name, reasons or row.notice, row.answered_at)


def _read_row(
    key: int, row: Any, returned: _Return, calendar: WorkingDayCalendar, today: date
) -> DeclarationRow:
    stage = Stage(row.stage)
    step = employer_step(stage, row.publicity_to, today)
    day = None
    if step is EmployerStep.RUNNING and row.start_on is not None:
        day = count_publicity_days(calendar, today=today, **_publicity_dates(row))
    return DeclarationRow(
        key=key,
        id=row.id,
        applicant_id=row.applicant_id,
        name=row.name,
        unit=row.unit,
        plan_id=row.plan_id,
        year=row.year,
        plan_name=row.plan_name,
        title_with_rank=row.title_with_rank,
        mode=DeclareMode(row.mode),
        stage=stage,
        step=step,
        submitted_at=row.submitted_at,
        submit_no=row.submit_no,
        flags=row.flag_count,
        opened=is_opened(row),
        rev=row.rev,
        publicity_to=row.publicity_to,
        publicity_day=day,
        open_objections=row.open_objections,
        returned_at=returned.at,
        returned_by=returned.by,
        returned_reasons=returned.reasons,
        answered_at=returned.answered_at,
        arrived_at=row.arrived_at,
    )


def _publicity_dates(row: Any) -> Mapping[str, Any]:
    return {
        "start": row.start_on,
        "end": row.end_on,
        "end_rule": row.end_rule,
        "working_days": row.working_days,
    }
