"""公示管理: the office's publicities by tab, and the declarations that wait for one (A4.3-A4.5, B11.1, B12.1; DOMAIN facts §6).

The employer has its own, the committee's office those of applicants and of results. A publicity is active while it is
not cancelled and at least one member still stands in it (公示中, or where an objection sent it). 公示中 lists every active one; 今天期满 those of them whose last day is today or gone; 有异议 those with an open
objection; 已结束 the rest. 待发起 lists declarations.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, false, func, or_, select, true

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.publicity import STAGES_OF_KIND, PublicityKind, kind_awaited
from app.ports.queries import PublicityRow, PublicityTab, Scope
from db.models.declarations import declaration
from db.models.people import applicant, organisation
from db.models.publicities import objection, publicity, publicity_member
from db.models.records import decision
from db.people_index import normalise_fragment
from db.queries.declaration_rows import count_publicity_days
from db.queries.people_filter import NOBODY_SEARCHED, PeopleFilter
from db.queries.reader import Reader
from db.queries.scopes import visible_declarations

KINDS_OF_ROLE: Mapping[Role, tuple[PublicityKind, ...]] = {
    Role.EMPLOYER: (PublicityKind.EMPLOYER,),
    Role.COMMITTEE: (PublicityKind.APPLICANTS, PublicityKind.RESULTS),
}
"""Whose publicity it is; other offices have none."""
_OPEN_OBJECTIONS = (
    select(func.count())
    .select_from(objection)
    .where(objection.c.publicity_id == publicity.c.id, objection.c.upheld.is_(None))
    .correlate(publicity)
    .scalar_subquery()
)
_MEMBERS = (
    select(
        publicity.c.key,
        publicity.c.id.label("publicity_id"),
        publicity.c.start_on,
        publicity.c.end_on,
        publicity.c.end_rule,
        publicity.c.working_days,
        publicity.c.cancelled_at,
        _OPEN_OBJECTIONS.label("open_objections"),
        publicity_member.c.position,
        declaration.c.id.label("declaration_id"),
        declaration.c.rev,
        declaration.c.title_with_rank,
        declaration.c.plan_name,
        declaration.c.applicant_key,
        applicant.c.name,
        publicity.c.kind,
        organisation.c.name.label("unit"),
    )
    .join(publicity_member, publicity_member.c.publicity_id == publicity.c.id)
    .join(declaration, declaration.c.id == publicity_member.c.declaration_id)
    .join(applicant, applicant.c.key == declaration.c.applicant_key)
    .join(organisation, organisation.c.id == declaration.c.employer_id)
)
_WAITING = (
    select(
        declaration.c.key,
        declaration.c.id.label("declaration_id"),
        declaration.c.rev,
        declaration.c.title_with_rank,
        declaration.c.plan_name,
        declaration.c.applicant_key,
        declaration.c.stage,
        applicant.c.name,
        organisation.c.name.label("unit"),
    )
    .join(applicant, applicant.c.key == declaration.c.applicant_key)
    .join(organisation, organisation.c.id == declaration.c.employer_id)
)


def list_publicities(
    reader: Reader, scope: Scope, tab: PublicityTab, text: str, today: date
) -> Sequence[PublicityRow]:
    """``text``: a fragment of a member's name, pinyin, initials, ID number or unit, or of the plan's name."""
    with reader.snapshot() as connection:
        people = reader.find_people(connection, scope, text)
        if tab is PublicityTab.WAITING:
            rows = connection.execute(
                _WAITING.where(_is_waiting(scope)).order_by(declaration.c.submitted_at, declaration.c.key)
            )
            return [_waiting_row(row) for row in rows if _matches([row], people, text)]
        return list_tab(reader, connection, scope, tab, today, people, text)


def list_tab(
    reader: Reader,
    connection: Connection,
    scope: Scope,
    tab: PublicityTab,
    today: date,
    people: PeopleFilter = NOBODY_SEARCHED,
    text: str = "",
) -> Sequence[PublicityRow]:
    """Any tab but 待发起: soonest end first, 已结束 latest first."""
    end, key = publicity.c.end_on, publicity.c.key
    order = (end.desc(), key.desc()) if tab is PublicityTab.ENDED else (end, key)
    statement = _MEMBERS.where(_in_tab(scope, tab, today)).order_by(*order, publicity_member.c.position)
    groups = (list(rows) for _, rows in groupby(connection.execute(statement), lambda row: row.key))
    return [_publicity_row(reader, rows, today) for rows in groups if _matches(rows, people, text)]


def count_publicities(reader: Reader, scope: Scope, today: date) -> Mapping[PublicityTab, int]:
    with reader.snapshot() as connection:
        return {
            tab: count_waiting(connection, scope)
            if tab is PublicityTab.WAITING
            else count_tab(connection, scope, tab, today)
            for tab in PublicityTab
        }


def count_waiting(connection: Connection, scope: Scope) -> int:
    return connection.scalar(select(func.count()).select_from(declaration).where(_is_waiting(scope))) or 0


def count_tab(connection: Connection, scope: Scope, tab: PublicityTab, today: date) -> int:
    statement = select(func.count()).select_from(publicity).where(_in_tab(scope, tab, today))
    return connection.scalar(statement) or 0


def _is_waiting(scope: Scope) -> ColumnElement[bool]:
    """A result with an objection stands in the stage that it waited in before: it waits only for a new publicity."""
    stages = [STAGES_OF_KIND[kind].waiting.value for kind in KINDS_OF_ROLE.get(scope.role, ())]
    if not stages:
        return false()
    waiting = visible_declarations(scope) & declaration.c.stage.in_(stages)
    if scope.role is Role.COMMITTEE:
        held = select(1).where(_names_it(scope), _stands_in(PublicityKind.RESULTS))
        waiting &= ~held.correlate(declaration).exists()
    return waiting


def _names_it(scope: Scope) -> ColumnElement[bool]:
    if scope.role is Role.COMMITTEE:
        return declaration.c.office_publicity_id == publicity.c.id
    return declaration.c.publicity_id == publicity.c.id


def _stands_in(kind: PublicityKind) -> ColumnElement[bool]:
    """Whether the declaration that names the publicity still stands in it."""
    stages = STAGES_OF_KIND[kind]
    stands = and_(
        publicity.c.kind == kind.value,
        publicity.c.cancelled_at.is_(None),
        declaration.c.stage.in_((stages.running.value, stages.objected.value)),
    )
    if kind is PublicityKind.RESULTS:
        # Voted on anew since (app.domain.gates.voted_anew): that result waits for a publicity of its own.
        again = exists().where(
            decision.c.subject_id == declaration.c.id,
            decision.c.action == Action.RECONVENE.value,
            decision.c.withdrawn.is_(False),
            decision.c.at >= publicity.c.created_at,
        )
        stands &= ~again.correlate(declaration, publicity)
    return stands


def _in_tab(scope: Scope, tab: PublicityTab, today: date) -> ColumnElement[bool]:
    own = publicity.c.employer_id == scope.organisation_id
    kinds = KINDS_OF_ROLE.get(scope.role, ())
    inside = (
        select(1)
        .select_from(publicity_member)
        .join(declaration, declaration.c.id == publicity_member.c.declaration_id)
        .where(
            publicity_member.c.publicity_id == publicity.c.id,
            *(_names_it(scope), visible_declarations(scope)),
            or_(false(), *(_stands_in(kind) for kind in kinds)),
        )
    )
    active = inside.correlate(publicity).exists()
    narrowed: Mapping[PublicityTab, ColumnElement[bool]] = {
        PublicityTab.RUNNING: true(),
        PublicityTab.OVER_TODAY: publicity.c.end_on <= today,
        PublicityTab.OBJECTED: _OPEN_OBJECTIONS > 0,
    }
    if tab is PublicityTab.ENDED:
        return own & ~active
    return own & active & narrowed[tab]


def _matches(rows: Sequence[Any], people: PeopleFilter, text: str) -> bool:
    if people.marks is None:
        return True
    fragment = normalise_fragment(text)
    return any(
        people.marks[row.applicant_key]
        or fragment in normalise_fragment(row.plan_name)
        or fragment in normalise_fragment(row.unit)
        for row in rows
    )


def _waiting_row(row: Any) -> PublicityRow:
    return PublicityRow(
        key=row.key,
        publicity_id=None,
        declaration_ids=(row.declaration_id,),
        names=(row.name,),
        titles=(row.title_with_rank,),
        plan_names=(row.plan_name,),
        start=None,
        end=None,
        day=None,
        over=False,
        open_objections=0,
        revs=(row.rev,),
        kind=kind_awaited(Stage(row.stage)) or PublicityKind.EMPLOYER,
        units=(row.unit,),
    )


def _publicity_row(reader: Reader, rows: Sequence[Any], today: date) -> PublicityRow:
    first = rows[0]
    over = today > first.end_on
    day = None
    if not over and first.cancelled_at is None:
        day = count_publicity_days(
            reader.calendar(),
            start=first.start_on,
            end=first.end_on,
            end_rule=first.end_rule,
            working_days=first.working_days,
            today=today,
        )
    return PublicityRow(
        key=first.key,
        publicity_id=first.publicity_id,
        declaration_ids=tuple(row.declaration_id for row in rows),
        names=tuple(row.name for row in rows),
        titles=tuple(row.title_with_rank for row in rows),
        plan_names=tuple(dict.fromkeys(row.plan_name for row in rows)),
        start=first.start_on,
        end=first.end_on,
        day=day,
        over=over,
        open_objections=first.open_objections,
        revs=tuple(row.rev for row in rows),
        kind=PublicityKind(first.kind),
        units=tuple(dict.fromkeys(row.unit for row in rows)),
    )
