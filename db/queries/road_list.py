"""The queues of 受理与评审: keys in list order, counts with the longest wait, groups by unit, what the filters offer."""

from array import array
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select

from app.domain.declaration import FINAL_STAGES, Stage
from app.domain.organisation import Role
from app.domain.waiting import RUNNING_STAGES, count_waited, late_since, waits_since
from app.domain.working_days import WorkingDayCalendar
from app.ports.queries import Scope
from app.ports.road_queries import (
    LATE_AFTER,
    QUEUES_OF_ROLE,
    WAITING_QUEUES,
    Queue,
    QueueCount,
    RoadChoices,
    RoadFilter,
    RoadOrder,
    UnitGroup,
)
from db.index_hints import BY_KEY
from db.models.declarations import declaration
from db.models.people import applicant, organisation
from db.queries.declaration_choice import hinted
from db.queries.key_lists import fetch_keys
from db.queries.people_filter import NOBODY_SEARCHED
from db.queries.reader import Reader
from db.queries.road_conditions import arrived_at, filter_conditions, is_late, published_to
from db.queries.road_queues import in_queue, stages_of
from db.queries.scopes import LISTED_STAGES, visible_declarations

_ROW = declaration.c
_WAITING = sorted(stage.value for stage in frozenset(Stage) - FINAL_STAGES - RUNNING_STAGES)


def list_keys(
    reader: Reader, scope: Scope, wanted: RoadFilter, today: date, limit: int | None = None
) -> "array[int]":
    statement = select(_ROW.key)
    match wanted.order:
        case RoadOrder.OLDEST:
            ordered = statement.order_by(arrived_at, _ROW.key)
        case RoadOrder.NEWEST:
            ordered = statement.order_by(arrived_at.desc(), _ROW.key.desc())
        case RoadOrder.NAME:
            ordered = statement.join(applicant, applicant.c.key == _ROW.applicant_key).order_by(
                applicant.c.name_pinyin, applicant.c.name, arrived_at, _ROW.key
            )
        case RoadOrder.UNIT:
            ordered = statement.join(organisation, organisation.c.id == _ROW.employer_id).order_by(
                organisation.c.name, organisation.c.id, arrived_at, _ROW.key
            )
    with reader.snapshot() as connection:
        narrowed = _narrow(reader, connection, scope, wanted, today)
        return fetch_keys(connection, narrowed(ordered, wanted.queue).limit(limit))


def count_queues(reader: Reader, scope: Scope, wanted: RoadFilter, today: date) -> Sequence[QueueCount]:
    queues = [queue for queue in QUEUES_OF_ROLE.get(scope.role, ()) if queue is not Queue.ALL]
    if not queues:
        return []
    calendar = reader.calendar()
    counts: list[QueueCount] = []
    with reader.snapshot() as connection:
        narrowed = _narrow(reader, connection, scope, wanted, today)
        late = is_late(late_since(calendar, today, LATE_AFTER))
        for queue in queues:
            if stages_of(scope.role, queue) <= FINAL_STAGES:
                # Years of them, counted in the index alone.
                number = connection.scalar(narrowed(select(func.count()).select_from(declaration), queue))
                counts.append(QueueCount(queue, number or 0, None, 0))
                continue
            row = connection.execute(
                narrowed(
                    select(
                        func.count().label("n"),
                        func.min(arrived_at).filter(_ROW.stage.in_(_WAITING)).label("arrived"),
                        func.min(published_to).filter(published_to < today).label("published"),
                        func.count().filter(late).label("late"),
                    ).select_from(declaration),
                    queue,
                )
            ).one()
            oldest = _longest(calendar, row.arrived, row.published, today)
            counts.append(QueueCount(queue, row.n, oldest, row.late))
    known = [count.oldest for count in counts if count.oldest is not None]
    everything = QueueCount(
        Queue.ALL,
        sum(count.count for count in counts),
        max(known, default=None),
        sum(count.late for count in counts),
    )
    return [*counts, everything]


def count_waiting(reader: Reader, connection: Connection, scope: Scope, today: date) -> int:
    """What waits for this desk's own act (``WAITING_QUEUES``): the badge of the tab."""
    narrowed = _narrow(reader, connection, scope, RoadFilter(Queue.ALL), today)
    return sum(
        connection.scalar(narrowed(select(func.count()).select_from(declaration), queue)) or 0
        for queue in sorted(WAITING_QUEUES.get(scope.role, ()))
    )


def list_groups(reader: Reader, scope: Scope, wanted: RoadFilter, today: date) -> Sequence[UnitGroup]:
    calendar = reader.calendar()
    statement = (
        select(
            organisation.c.id,
            organisation.c.name,
            func.count().label("n"),
            func.min(arrived_at).filter(_ROW.stage.in_(_WAITING)).label("arrived"),
            func.min(published_to).filter(published_to < today).label("published"),
        )
        .select_from(declaration)
        .join(organisation, organisation.c.id == _ROW.employer_id)
        .group_by(organisation.c.name, organisation.c.id)
        .order_by(organisation.c.name, organisation.c.id)
    )
    with reader.snapshot() as connection:
        narrowed = _narrow(reader, connection, scope, wanted, today)
        rows = connection.execute(narrowed(statement, wanted.queue)).all()
    return [
        UnitGroup(row.id, row.name, row.n, _longest(calendar, row.arrived, row.published, today))
        for row in rows
    ]


def list_choices(reader: Reader, scope: Scope) -> RoadChoices:
    """What occurs on the road within the scope; newest years first."""
    stages = stages_of(scope.role, Queue.ALL) & LISTED_STAGES
    on_road = (_ROW.stage.in_(sorted(stage.value for stage in stages)), visible_declarations(scope))
    plans = hinted(
        select(_ROW.year, func.max(_ROW.key).label("key")).where(*on_road).group_by(_ROW.year, _ROW.plan_id),
        *(scope, NOBODY_SEARCHED),
    )
    named = (
        select(_ROW.plan_id, _ROW.plan_name, _ROW.year)
        .where(_ROW.key.in_(select(plans.subquery().c.key)))
        .with_hint(declaration, BY_KEY, "sqlite")
        .order_by(_ROW.year.desc(), _ROW.plan_name)
    )
    of_unit = select(_ROW.key).where(_ROW.employer_id == organisation.c.id, *on_road)
    units = (
        select(organisation.c.id, organisation.c.name)
        .where(
            organisation.c.role == Role.EMPLOYER.value,
            exists(hinted(of_unit, scope, NOBODY_SEARCHED, unit_id="any")),
        )
        .order_by(organisation.c.name, organisation.c.id)
    )
    with reader.snapshot() as connection:
        found = connection.execute(named).all()
        return RoadChoices(
            years=tuple(dict.fromkeys(row.year for row in found)),
            plans=tuple({row.plan_id: (row.plan_id, row.plan_name) for row in found}.values()),
            units=tuple((row.id, row.name) for row in connection.execute(units)),
        )


Narrow = Callable[[Select[*tuple[Any, ...]], Queue], Select[*tuple[Any, ...]]]


def _narrow(reader: Reader, connection: Connection, scope: Scope, wanted: RoadFilter, today: date) -> Narrow:
    """Keeps a statement to a queue under the filters."""
    people = reader.find_people(connection, scope, wanted.text)
    late = is_late(late_since(reader.calendar(), today, LATE_AFTER)) if wanted.late_only else is_late(None)
    conditions = filter_conditions(scope, wanted, people, late)

    def narrow(statement: Select[*tuple[Any, ...]], queue: Queue) -> Select[*tuple[Any, ...]]:
        kept = statement.where(*in_queue(scope.role, queue, today), *conditions)
        return hinted(kept, scope, people, wanted.unit_id)

    return narrow


def _longest(
    calendar: WorkingDayCalendar, arrived: datetime | None, published: date | None, today: date
) -> int | None:
    """The longest wait, of those that arrived and of those whose publicity is over."""
    since: list[date] = [published] if published is not None else []
    if arrived is not None:
        day = waits_since(Stage.AWAITING_MEETING, arrived, None, today)
        since += [day] if day is not None else []
    return count_waited(calendar, min(since), today) if since else None
