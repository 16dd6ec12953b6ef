"""用户中心: what waits, what is due today, what this account did today (A3.1, A3.3)."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import DeclarationTab, Stage
from app.domain.organisation import Actor, Role
from app.domain.working_days import SHANGHAI
from app.ports.queries import MOST_TO_ENTER, HomeFacts, PlanCount, PublicityTab, Scope, SectionCount
from db.models.archive import archive_item
from db.models.declarations import declaration
from db.models.records import decision
from db.queries.archive_list import count_pending_sections
from db.queries.entering import count_to_enter
from db.queries.publicity_list import count_tab, count_waiting, list_tab
from db.queries.reader import Reader
from db.queries.road_list import count_waiting as count_road
from db.queries.scopes import own_items, stages_of_tab, visible_declarations

_DECIDING = tuple(
    a.value for a in (Action.CONFIRM, Action.RESUME_PUBLICITY, Action.PASS, Action.RETURN, Action.FAIL)
)


def read_home(reader: Reader, scope: Scope, actor: Actor, today: date) -> HomeFacts:
    """Sections and plans come with the most pending first; ``decided_today`` counts dossiers, not decisions."""
    with reader.snapshot() as connection:
        sections = count_pending_sections(connection, scope)
        plans = _count_plans(connection, scope)
        return HomeFacts(
            archive_pending=sum(sections.values()),
            declarations_pending=sum(plan.pending for plan in plans),
            by_section=tuple(
                SectionCount(section, number)
                for section, number in sorted(sections.items(), key=lambda entry: (-entry[1], entry[0]))
            ),
            by_plan=plans,
            publicities_over=tuple(list_tab(reader, connection, scope, PublicityTab.OVER_TODAY, today)),
            publicities_objected=tuple(list_tab(reader, connection, scope, PublicityTab.OBJECTED, today)),
            publicities_running=count_tab(connection, scope, PublicityTab.RUNNING, today),
            waiting_for_publicity=count_waiting(connection, scope),
            returned_items=_count_returned_items(connection, scope),
            flagged_declarations=_count_flagged(connection, scope),
            decided_today=_count_decided(connection, actor, today),
            to_fill_in=_count_to_fill_in(connection, scope),
            road_waiting=count_road(reader, connection, scope, today),
            to_enter=count_to_enter(connection, scope, MOST_TO_ENTER),
        )


def _count_to_fill_in(connection: Connection, scope: Scope) -> int:
    if scope.role is not Role.EMPLOYER:
        return 0
    statement = (
        select(func.count())
        .select_from(declaration)
        .where(
            declaration.c.employer_id == scope.organisation_id,
            declaration.c.stage.in_((Stage.DRAFT.value, Stage.RETURNED.value)),
        )
    )
    return connection.scalar(statement) or 0


def _count_plans(connection: Connection, scope: Scope) -> tuple[PlanCount, ...]:
    pending = func.count().label("pending")
    oldest = func.min(declaration.c.submitted_at, type_=declaration.c.submitted_at.type).label("oldest")
    statement = (
        select(declaration.c.plan_id, func.max(declaration.c.key).label("newest_key"), pending, oldest)
        .where(*_pending(scope))
        .group_by(declaration.c.plan_id)
        .order_by(pending.desc(), declaration.c.plan_id)
    )
    rows = connection.execute(statement).all()
    names = dict(
        connection.execute(
            select(declaration.c.key, declaration.c.plan_name).where(
                declaration.c.key.in_([row.newest_key for row in rows])
            )
        ).all()
    )
    return tuple(PlanCount(row.plan_id, names[row.newest_key], row.pending, row.oldest) for row in rows)


def _pending(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    stages = sorted(stage.value for stage in stages_of_tab(scope.role)[DeclarationTab.PENDING])
    return (visible_declarations(scope), declaration.c.stage.in_(stages))


def _count_flagged(connection: Connection, scope: Scope) -> int:
    statement = (
        select(func.count()).select_from(declaration).where(*_pending(scope), declaration.c.flag_count > 0)
    )
    return connection.scalar(statement) or 0


def _count_returned_items(connection: Connection, scope: Scope) -> int:
    statement = (
        select(func.count())
        .select_from(archive_item)
        .where(own_items(scope), archive_item.c.status == ArchiveStatus.RETURNED.value)
    )
    return connection.scalar(statement) or 0


def _count_decided(connection: Connection, actor: Actor, today: date) -> tuple[int, int, int]:
    """(archive items, declarations, of both returned) by this account on this day in Shanghai."""
    begin = datetime.combine(today, time(), SHANGHAI).astimezone(UTC)
    of_today = (
        decision.c.account_id == actor.account_id,
        decision.c.at >= begin,
        decision.c.at < begin + timedelta(days=1),
        decision.c.withdrawn.is_(False),
        decision.c.action.in_(_DECIDING),
    )
    subjects = func.count(decision.c.subject_id.distinct())
    by_kind = dict(
        connection.execute(
            select(decision.c.subject_kind, subjects).where(*of_today).group_by(decision.c.subject_kind)
        ).all()
    )
    returned = connection.scalar(select(subjects).where(*of_today, decision.c.action == Action.RETURN.value))
    return (
        by_kind.get(SubjectKind.ARCHIVE_ITEM.value, 0),
        by_kind.get(SubjectKind.DECLARATION.value, 0),
        returned or 0,
    )
