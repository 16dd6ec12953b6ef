"""Rows of 受理与评审 by key or by declaration id, each with its wait and the last decision that stands."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from app.domain.decision import NOTES, Action, SubjectKind
from app.domain.declaration import DeclareMode, PersonCategory, Stage
from app.domain.gates import find_own_move
from app.domain.platform_text import PLATFORM_ACTS
from app.domain.prechecks.notice import Notice
from app.domain.road import Station, stages_after
from app.domain.waiting import count_waited, waits_since
from app.domain.working_days import WorkingDayCalendar
from app.ports.queries import Scope
from app.ports.road_queries import Entering, Queue, RoadRow
from db.index_hints import BY_KEY
from db.models.declarations import declaration
from db.models.people import applicant, organisation
from db.models.records import decision, flag
from db.queries.declaration_rows import is_opened
from db.queries.reader import Reader
from db.queries.road_conditions import arrived_at
from db.queries.road_queues import stages_of
from db.queries.scopes import visible_declarations
from db.repositories.flags import read_flag

_COLUMNS = (
    *(declaration.c.key, declaration.c.id, declaration.c.employer_id, declaration.c.plan_id),
    *(declaration.c.year, declaration.c.plan_name, declaration.c.title_with_rank, declaration.c.mode),
    *(declaration.c.person_category, declaration.c.stage, declaration.c.rev, declaration.c.submit_no),
    *(declaration.c.submitted_at, declaration.c.flag_count, declaration.c.opened_at),
    *(declaration.c.pay_until, declaration.c.form_step, declaration.c.municipal_id),
    *(declaration.c.publicity_to, declaration.c.office_publicity_to, declaration.c.open_objections),
    arrived_at.label("arrived"),
    applicant.c.id.label("applicant_id"),
    applicant.c.name,
    organisation.c.name.label("unit"),
)
_WANTED = select(func.json_each(bindparam("wanted")).table_valued("value").c.value)
_ROWS = select(*_COLUMNS).select_from(
    declaration.join(applicant, applicant.c.key == declaration.c.applicant_key).join(
        organisation, organisation.c.id == declaration.c.employer_id
    )
)
_BY_KEYS = _ROWS.where(declaration.c.key.in_(_WANTED)).with_hint(declaration, BY_KEY, "sqlite")
_BY_IDS = _ROWS.where(declaration.c.id.in_(_WANTED))
_DECISIONS = (
    select(
        *(decision.c.id, decision.c.subject_id, decision.c.action),
        *(decision.c.organisation_id, decision.c.entered_at, decision.c.before, decision.c.after),
    )
    .where(decision.c.subject_id.in_(_WANTED), decision.c.withdrawn.is_(False))
    .with_hint(decision, "INDEXED BY ix_decision_subject_id", "sqlite")
    .order_by(decision.c.key)
)
_FLAGS = (
    select(flag)
    .join(declaration, declaration.c.id == flag.c.subject_id)
    .where(flag.c.subject_kind == SubjectKind.DECLARATION.value, flag.c.subject_id.in_(_WANTED))
    .order_by(flag.c.subject_id, flag.c.position)
)
_AT_THE_OFFICE = stages_after(Station.PAPER_FORMS)


def list_rows(reader: Reader, scope: Scope, keys: Sequence[int], today: date) -> Sequence[RoadRow]:
    with reader.snapshot() as connection:
        rows = connection.execute(_BY_KEYS.where(*_on_road(scope)), {"wanted": json.dumps(list(keys))}).all()
        found = {row.key: row for row in _read(connection, reader.calendar(), scope, rows, today)}
    return [found[key] for key in keys if key in found]


def list_rows_of(reader: Reader, scope: Scope, ids: Sequence[str], today: date) -> Sequence[RoadRow]:
    with reader.snapshot() as connection:
        return read_rows_of(connection, reader.calendar(), scope, ids, today)


def read_rows_of(
    connection: Connection, calendar: WorkingDayCalendar, scope: Scope, ids: Sequence[str], today: date
) -> Sequence[RoadRow]:
    rows = connection.execute(_BY_IDS.where(*_on_road(scope)), {"wanted": json.dumps(list(ids))}).all()
    found = {row.id: row for row in _read(connection, calendar, scope, rows, today)}
    return [found[one] for one in ids if one in found]


def list_flags(reader: Reader, scope: Scope, ids: Sequence[str]) -> Mapping[str, Sequence[Notice]]:
    """What counts in lists, in the order of the form."""
    found: dict[str, list[Notice]] = defaultdict(list)
    with reader.snapshot() as connection:
        for row in connection.execute(_FLAGS.where(*_on_road(scope)), {"wanted": json.dumps(list(ids))}):
            notice = read_flag(row)
            if notice.counts:
                found[row.subject_id].append(notice)
    return found


def _on_road(scope: Scope) -> tuple[Any, ...]:
    stages = sorted(stage.value for stage in stages_of(scope.role, Queue.ALL))
    return visible_declarations(scope), declaration.c.stage.in_(stages)


def _read(
    connection: Connection, calendar: WorkingDayCalendar, scope: Scope, rows: Sequence[Any], today: date
) -> list[RoadRow]:
    decided: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_DECISIONS, {"wanted": json.dumps([row.id for row in rows])}):
        decided[row.subject_id].append(row)
    waited: dict[date, int | None] = {}
    return [_read_row(row, decided, waited, calendar, scope, today) for row in rows]


def _read_row(
    row: Any,
    decided: Mapping[str, Sequence[Any]],
    waited: dict[date, int | None],
    calendar: WorkingDayCalendar,
    scope: Scope,
    today: date,
) -> RoadRow:
    stage = Stage(row.stage)
    at_office = stage in _AT_THE_OFFICE
    publicity_to = row.office_publicity_to if at_office else row.publicity_to
    since = waits_since(stage, row.arrived, publicity_to, today)
    if since is not None and since not in waited:
        waited[since] = count_waited(calendar, since, today)
    decisions = decided.get(row.id, ())
    last = next((d for d in reversed(decisions) if d.action not in NOTES), None)
    own = next((d for d in reversed(decisions) if _is_own(d, scope) and d.action in PLATFORM_ACTS), None)
    moved = find_own_move(decisions, partial(_is_own, scope=scope))
    return RoadRow(
        key=row.key,
        id=row.id,
        applicant_id=row.applicant_id,
        name=row.name,
        unit_id=row.employer_id,
        unit=row.unit,
        plan_id=row.plan_id,
        year=row.year,
        plan_name=row.plan_name,
        title_with_rank=row.title_with_rank,
        mode=DeclareMode(row.mode),
        person_category=PersonCategory(row.person_category),
        stage=stage,
        rev=row.rev,
        submit_no=row.submit_no,
        submitted_at=row.submitted_at,
        arrived_at=row.arrived,
        waits=waited[since] if since is not None else None,
        flags=row.flag_count,
        opened=is_opened(row),
        pay_until=row.pay_until,
        form_step=row.form_step,
        municipal=row.municipal_id != "",
        publicity_to=publicity_to,
        open_objections=row.open_objections,
        last_action=Action(last.action) if last is not None else None,
        entering=_entering(own),
        may_reopen=moved is not None and moved.after == stage,
    )


def _is_own(row: Any, scope: Scope) -> bool:
    return bool(row.organisation_id == scope.organisation_id)


def _entering(own: Any) -> Entering | None:
    if own is None:
        return None
    return Entering.NOT_YET if own.entered_at is None else Entering.DONE
