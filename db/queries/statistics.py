"""SqlStatistics: app.ports.statistics, counted by SQLite portion by portion (issue 5, 7). Read thread only.

Set-based statements over the declarations of the scope within a range of row keys; what comes back are counts. Only
decisions that stand are looked at.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, case, func, literal_column, null, select

from app.domain.declaration import DeclareMode, Stage
from app.domain.organisation import Role
from app.domain.statistics_counts import Counts, DossierCount, ReasonCount, Wait
from app.domain.statistics_steps import STEP_OF_STAGE
from app.domain.working_days import SHANGHAI
from app.ports.queries import Scope
from app.ports.statistics import Portion, StatisticsChoices, StatisticsFilter
from db.index_hints import BY_KEY
from db.models.declarations import declaration
from db.models.people import organisation
from db.models.records import decision
from db.queries.declaration_choice import columns_are
from db.queries.reader import Reader
from db.queries.return_list import IS_RETURN
from db.queries.scopes import LISTED_STAGES, visible_declarations
from db.queries.statistics_stays import Chosen, count_stays, date_of, day_of

_ROW = declaration.c
_ENDED = (Stage.FAILED, Stage.NOT_APPROVED, Stage.WITHDRAWN)
INDEX_OF_UNIT = "INDEXED BY ix_declaration_list"
PORTION = 2_500
"""Row keys of one portion: a tenth of a second or two of the read thread."""


class SqlStatistics:
    """On the desk's one read connection."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def choices(self, scope: Scope) -> StatisticsChoices:
        seen = (_listed(), visible_declarations(scope))
        index = INDEX_OF_UNIT if scope.role is Role.EMPLOYER else "INDEXED BY ix_declaration_stage"
        newest = (
            select(func.max(_ROW.key))
            .with_hint(declaration, index, "sqlite")
            .where(*seen)
            .group_by(_ROW.year, _ROW.plan_id)
        )
        plans = (
            select(_ROW.plan_id, _ROW.year, _ROW.plan_name)
            .with_hint(declaration, BY_KEY, "sqlite")
            .where(_ROW.key.in_(newest))
            .order_by(_ROW.year.desc(), _ROW.plan_name)
        )
        of_unit = (
            select(_ROW.key)
            .with_hint(declaration, INDEX_OF_UNIT, "sqlite")
            .where(_ROW.employer_id == organisation.c.id, *seen)
        )
        units = (
            select(organisation.c.id, organisation.c.name)
            .where(organisation.c.role == Role.EMPLOYER.value, of_unit.exists())
            .order_by(organisation.c.name, organisation.c.id)
        )
        with self._reader.snapshot() as connection:
            found = connection.execute(plans).all()
            named = () if scope.role is Role.EMPLOYER else connection.execute(units).all()
        return StatisticsChoices(
            years=tuple(dict.fromkeys(row.year for row in found)),
            plans=tuple((row.plan_id, row.year, row.plan_name) for row in found),
            units=tuple((row.id, row.name) for row in named),
        )

    def portions(self, scope: Scope) -> Sequence[Portion]:
        with self._reader.snapshot() as connection:
            last = connection.scalar(select(func.max(_ROW.key))) or 0
        if scope.role is Role.EMPLOYER:
            return [Portion(1, last)]
        return [Portion(first, first + PORTION - 1) for first in range(1, last + 1, PORTION)]

    def count(self, scope: Scope, wanted: StatisticsFilter, portion: Portion) -> Counts:
        chosen = _conditions(scope, wanted, portion)
        hint = INDEX_OF_UNIT if scope.role is Role.EMPLOYER else BY_KEY
        with self._reader.snapshot() as connection:
            reasons, returned = _count_returns(connection, chosen, hint)
            return Counts(
                dossiers=_count_dossiers(connection, chosen, hint),
                waits=_count_waits(connection, chosen, hint),
                stays=count_stays(connection, chosen, hint),
                reasons=reasons,
                returned=returned,
            )


def _listed() -> ColumnElement[bool]:
    return _ROW.stage.in_(sorted(stage.value for stage in LISTED_STAGES))


def _conditions(scope: Scope, wanted: StatisticsFilter, portion: Portion) -> Chosen:
    conditions = [
        *(_ROW.key.between(portion.first, portion.last), _listed(), visible_declarations(scope)),
        *columns_are(year=wanted.year, plan_id=wanted.plan_id, employer_id=wanted.unit_id, mode=wanted.mode),
    ]
    if wanted.submitted_from is not None:
        conditions.append(_ROW.submitted_at >= _begin_of(wanted.submitted_from))
    if wanted.submitted_to is not None:
        conditions.append(_ROW.submitted_at < _begin_of(wanted.submitted_to + timedelta(days=1)))
    return conditions


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def _count_dossiers(connection: Connection, chosen: Chosen, hint: str) -> tuple[DossierCount, ...]:
    of_this = decision.c.subject_id == _ROW.id
    ended = (
        select(decision.c.before)
        .where(of_this, decision.c.after == _ROW.stage, decision.c.withdrawn.is_(False))
        .order_by(decision.c.key.desc())
        .limit(1)
        .scalar_subquery()
    )
    stopped = case((_ROW.stage.in_([stage.value for stage in _ENDED]), ended), else_=null())
    returned = (
        select(decision.c.key)
        .with_hint(decision, "INDEXED BY ix_decision_subject_id", "sqlite")
        .where(of_this, *IS_RETURN)
        .exists()
    )
    parts = (
        *(_ROW.plan_id, _ROW.employer_id, _ROW.mode, _ROW.stage),
        *(stopped.label("stopped_at"), returned.label("returned")),
    )
    statement = (
        select(*parts, func.count().label("number"))
        .with_hint(declaration, hint, "sqlite")
        .where(*chosen)
        .group_by(*(literal_column(str(place)) for place in range(1, len(parts) + 1)))
    )
    return tuple(
        DossierCount(
            plan_id=row.plan_id,
            unit_id=row.employer_id,
            mode=DeclareMode(row.mode),
            stage=Stage(row.stage),
            stopped_at=Stage(row.stopped_at) if row.stopped_at else None,
            returned=bool(row.returned),
            count=row.number,
        )
        for row in connection.execute(statement)
    )


def _count_waits(connection: Connection, chosen: Chosen, hint: str) -> tuple[Wait, ...]:
    bound = case(
        (_ROW.stage == Stage.AWAITING_PAYMENT.value, _ROW.pay_until),
        (_ROW.stage == Stage.IN_PUBLICITY.value, _ROW.publicity_to),
        (
            _ROW.stage.in_([Stage.IN_APPLICANTS_PUBLICITY.value, Stage.IN_RESULTS_PUBLICITY.value]),
            _ROW.office_publicity_to,
        ),
        else_=null(),
    )
    since = day_of(func.coalesce(_ROW.arrived_at, _ROW.submitted_at))
    statement = (
        select(_ROW.stage, since.label("since"), bound.label("bound"), func.count().label("number"))
        .with_hint(declaration, hint, "sqlite")
        .where(
            *chosen,
            _ROW.stage.in_(sorted(stage.value for stage in STEP_OF_STAGE)),
            since.is_not(None),
        )
        .group_by(literal_column("1"), literal_column("2"), literal_column("3"))
    )
    return tuple(
        Wait(Stage(row.stage), date_of(row.since), row.bound, row.number)
        for row in connection.execute(statement)
    )


def _count_returns(
    connection: Connection, chosen: Chosen, hint: str
) -> tuple[tuple[ReasonCount, ...], Mapping[Role | None, int]]:
    defect = func.json_each(decision.c.defects).table_valued("value", name="defect")
    code = func.json_extract(defect.c.value, "$.reason_code")
    every = literal_column("1") == literal_column("1")
    statement = (
        select(decision.c.actor_role, decision.c.subject_id, code.label("code"), func.count().label("number"))
        .select_from(declaration.join(decision, decision.c.subject_id == _ROW.id).outerjoin(defect, every))
        .with_hint(declaration, hint, "sqlite")
        .with_hint(decision, "INDEXED BY ix_decision_subject_id", "sqlite")
        .where(*chosen, *IS_RETURN)
        .group_by(decision.c.actor_role, decision.c.subject_id, code)
    )
    places: Counter[tuple[Role, str]] = Counter()
    subjects: dict[Role | None, set[str]] = defaultdict(set)
    for row in connection.execute(statement):
        level = Role(row.actor_role)
        if row.code is not None:
            places[level, row.code] += row.number
        subjects[level].add(row.subject_id)
        subjects[None].add(row.subject_id)
    reasons = tuple(ReasonCount(level, code, number) for (level, code), number in places.items())
    return reasons, {level: len(ids) for level, ids in subjects.items()}
