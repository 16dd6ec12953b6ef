"""Lists of 人员与申报: people, declarations with what 申报进度 and 缺件矩阵 need, what was returned, and their numbers.

A unit has hundreds of people, seldom thousands: whole lists at once, in a handful of statements for the unit, never one a
person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, func, select

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action, Decision, SubjectKind
from app.domain.declaration import BEYOND_EMPLOYER, FINAL_STAGES, MaterialFiles, Stage
from app.ports.entry_queries import EntryCounts, PersonRow, ReturnedRow, UnitCase
from app.ports.queries import Scope
from db.models.archive import archive_item, archive_revision, item_draft
from db.models.declarations import declaration, declaration_item, declaration_material
from db.models.people import applicant
from db.models.records import decision, flag
from db.queries.reader import Reader
from db.repositories.archive import read_frozen
from db.repositories.decisions import read_decision
from db.repositories.declarations import SELECT_DECLARATIONS, read_declaration
from db.repositories.flags import read_flag
from db.repositories.json_forms import read_files
from db.repositories.people import read_applicant
from db.repositories.publicities import load_publicity

_BASIC = "basic"
_OVER = sorted(stage.value for stage in (*BEYOND_EMPLOYER, *FINAL_STAGES))
_UNIT: BindParameter[str] = bindparam("unit")
_IS_DRAFT = sorted(stage.value for stage in (Stage.DRAFT, Stage.RETURNED))

_ITEMS_BY_PERSON = (
    select(
        archive_item.c.applicant_key, archive_item.c.section, archive_item.c.status, func.count().label("n")
    )
    .where(archive_item.c.employer_id == _UNIT)
    .group_by(archive_item.c.applicant_key, archive_item.c.section, archive_item.c.status)
)
_DRAFTS_BY_PERSON = (
    select(item_draft.c.applicant_key, func.count().label("n"))
    .where(item_draft.c.employer_id == _UNIT)
    .group_by(item_draft.c.applicant_key)
)
_DECLARED = (
    select(declaration.c.applicant_key, declaration.c.plan_name, declaration.c.stage)
    .where(declaration.c.employer_id == _UNIT)
    .order_by(declaration.c.key)
)
_PEOPLE = (
    select(applicant)
    .where(applicant.c.employer_id == _UNIT)
    .order_by(applicant.c.name_pinyin, applicant.c.name, applicant.c.key)
)


def list_people(reader: Reader, scope: Scope, text: str) -> Sequence[PersonRow]:
    unit = {"unit": scope.organisation_id}
    with reader.snapshot() as connection:
        statement = _only_found(reader, connection, scope, text, _PEOPLE)
        people = connection.execute(statement, unit).all()
        statuses = _statuses_by_person(connection, unit)
        drafts = {row.applicant_key: row.n for row in connection.execute(_DRAFTS_BY_PERSON, unit)}
        declared: dict[int, list[tuple[str, Stage]]] = defaultdict(list)
        for row in connection.execute(_DECLARED, unit):
            declared[row.applicant_key].append((row.plan_name, Stage(row.stage)))
    return [
        _make_person(row, statuses.get(row.key, ()), drafts.get(row.key, 0), declared.get(row.key, ()))
        for row in people
    ]


def _make_person(
    row: Any,
    statuses: Sequence[tuple[str, ArchiveStatus]],
    drafts: int,
    declared: Sequence[tuple[str, Stage]],
) -> PersonRow:
    basic = [status for section, status in statuses if section == _BASIC]
    return PersonRow(
        applicant=read_applicant(row),
        basic=basic[0] if basic else None,
        items=sum(section != _BASIC for section, _ in statuses),
        pending=sum(status is ArchiveStatus.PENDING for _, status in statuses),
        returned=sum(status is ArchiveStatus.RETURNED for _, status in statuses),
        drafts=drafts,
        declared=tuple(declared),
    )


def _statuses_by_person(
    connection: Connection, unit: Mapping[str, str]
) -> Mapping[int, Sequence[tuple[str, ArchiveStatus]]]:
    """(section, status) of every item that was handed in, by applicant key."""
    found: dict[int, list[tuple[str, ArchiveStatus]]] = defaultdict(list)
    for row in connection.execute(_ITEMS_BY_PERSON, unit):
        if row.status != ArchiveStatus.DRAFT.value:
            found[row.applicant_key] += [(row.section, ArchiveStatus(row.status))] * row.n
    return found


def _only_found(reader: Reader, connection: Connection, scope: Scope, text: str, statement: Any) -> Any:
    condition = reader.find_people(connection, scope, text).condition(applicant.c.key)
    return statement if condition is None else statement.where(condition)


# ---- declarations of the unit

_LATEST_YEAR = (
    select(func.max(declaration.c.year)).where(declaration.c.employer_id == _UNIT).scalar_subquery()
)
_RUNNING = and_(
    declaration.c.employer_id == _UNIT,
    (declaration.c.stage.not_in(_OVER)) | (declaration.c.year == _LATEST_YEAR),
)
_CASES = SELECT_DECLARATIONS.where(_RUNNING).order_by(
    case((declaration.c.stage.in_(_OVER), 1), else_=0), applicant.c.name_pinyin, declaration.c.key
)
_EXTRACTED = (
    select(declaration_item.c.declaration_id, archive_revision)
    .join(declaration, declaration.c.id == declaration_item.c.declaration_id)
    .join(
        archive_revision,
        and_(
            archive_revision.c.item_id == declaration_item.c.item_id,
            archive_revision.c.content_rev == declaration_item.c.content_rev,
        ),
    )
    .where(_RUNNING)
    .order_by(declaration_item.c.declaration_id, declaration_item.c.position)
)
_ATTACHED = (
    select(declaration_material)
    .join(declaration, declaration.c.id == declaration_material.c.declaration_id)
    .where(_RUNNING)
    .order_by(declaration_material.c.declaration_id, declaration_material.c.position)
)
_FLAGGED = (
    select(flag)
    .join(declaration, declaration.c.id == flag.c.subject_id)
    .where(flag.c.subject_kind == SubjectKind.DECLARATION.value, _RUNNING)
    .order_by(flag.c.subject_id, flag.c.position)
)
_RETURNS = (
    select(decision)
    .where(
        decision.c.employer_id == _UNIT,
        decision.c.action == Action.RETURN.value,
        decision.c.withdrawn.is_(False),
        decision.c.answered_at.is_(None),
    )
    .order_by(decision.c.key)
)
_PEOPLE_OF_UNIT = select(applicant).where(applicant.c.employer_id == _UNIT)


def list_unit_cases(reader: Reader, scope: Scope, text: str) -> Sequence[UnitCase]:
    unit = {"unit": scope.organisation_id}
    with reader.snapshot() as connection:
        rows = connection.execute(_only_found(reader, connection, scope, text, _CASES), unit).all()
        people = {row.key: read_applicant(row) for row in connection.execute(_PEOPLE_OF_UNIT, unit)}
        items = _group((row.declaration_id, read_frozen(row)) for row in connection.execute(_EXTRACTED, unit))
        materials = _group(
            (row.declaration_id, MaterialFiles(row.material, read_files(row.files), tuple(row.papers)))
            for row in connection.execute(_ATTACHED, unit)
        )
        flags = _group((row.subject_id, read_flag(row)) for row in connection.execute(_FLAGGED, unit))
        statuses = _statuses_by_person(connection, unit)
        returns = _newest_returns(connection, unit)
        return [
            UnitCase(
                declaration=read_declaration(row, items.get(row.id, ()), materials.get(row.id, ())),
                applicant=people[row.applicant_key],
                archive=tuple(statuses.get(row.applicant_key, ())),
                flags=tuple(flags.get(row.id, ())),
                publicity=load_publicity(connection, row.publicity_id) if row.publicity_id else None,
                last_return=returns.get(row.id),
            )
            for row in rows
        ]


def _group(pairs: Iterable[tuple[str, Any]]) -> Mapping[str, Sequence[Any]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped


def _newest_returns(connection: Connection, unit: Mapping[str, str]) -> Mapping[str, Decision]:
    return {row.subject_id: read_decision(row) for row in connection.execute(_RETURNS, unit)}


# ---- what was returned

_RETURNED_ITEMS = (
    select(
        archive_item.c.id,
        archive_item.c.section,
        archive_item.c.applicant_key,
        archive_revision.c.fields,
        item_draft.c.item_id.label("draft"),
    )
    .join(applicant, applicant.c.key == archive_item.c.applicant_key)
    .join(
        archive_revision,
        and_(
            archive_revision.c.item_id == archive_item.c.id,
            archive_revision.c.content_rev == archive_item.c.content_rev,
        ),
    )
    .outerjoin(item_draft, item_draft.c.item_id == archive_item.c.id)
    .where(archive_item.c.employer_id == _UNIT, archive_item.c.status == ArchiveStatus.RETURNED.value)
)
_RETURNED_DECLARATIONS = (
    select(declaration.c.id, declaration.c.plan_name, declaration.c.applicant_key)
    .join(applicant, applicant.c.key == declaration.c.applicant_key)
    .where(declaration.c.employer_id == _UNIT, declaration.c.stage == Stage.RETURNED.value)
)
_LAST_RETURNS = (
    select(decision)
    .where(
        decision.c.employer_id == _UNIT,
        decision.c.action == Action.RETURN.value,
        decision.c.withdrawn.is_(False),
    )
    .order_by(decision.c.key)
)


def list_returned(reader: Reader, scope: Scope, text: str) -> Sequence[ReturnedRow]:
    unit = {"unit": scope.organisation_id}
    with reader.snapshot() as connection:
        items = connection.execute(_only_found(reader, connection, scope, text, _RETURNED_ITEMS), unit).all()
        declarations = connection.execute(
            _only_found(reader, connection, scope, text, _RETURNED_DECLARATIONS), unit
        ).all()
        people = {row.key: read_applicant(row) for row in connection.execute(_PEOPLE_OF_UNIT, unit)}
        returns = {row.subject_id: read_decision(row) for row in connection.execute(_LAST_RETURNS, unit)}
    rows = [
        ReturnedRow(
            applicant=people[row.applicant_key],
            returned=returns[row.id],
            section=row.section,
            item_id=row.id,
            fields=row.fields,
            has_draft=row.draft is not None,
        )
        for row in items
        if row.id in returns
    ]
    rows += [
        ReturnedRow(people[row.applicant_key], returns[row.id], title=row.plan_name, declaration_id=row.id)
        for row in declarations
        if row.id in returns
    ]
    return sorted(rows, key=lambda row: row.returned.at, reverse=True)


# ---- numbers

_COUNT_PEOPLE = select(func.count()).select_from(applicant).where(applicant.c.employer_id == _UNIT)
_COUNT_STAGES = (
    select(declaration.c.stage, func.count().label("n"))
    .where(declaration.c.employer_id == _UNIT)
    .group_by(declaration.c.stage)
)
_COUNT_RETURNED_ITEMS = (
    select(func.count())
    .select_from(archive_item)
    .where(archive_item.c.employer_id == _UNIT, archive_item.c.status == ArchiveStatus.RETURNED.value)
)


def count_entries(reader: Reader, scope: Scope) -> EntryCounts:
    unit = {"unit": scope.organisation_id}
    with reader.snapshot() as connection:
        by_stage = {row.stage: row.n for row in connection.execute(_COUNT_STAGES, unit)}
        people = connection.scalar(_COUNT_PEOPLE, unit) or 0
        returned = connection.scalar(_COUNT_RETURNED_ITEMS, unit) or 0
    return EntryCounts(
        progress=sum(n for stage, n in by_stage.items() if stage not in _OVER),
        people=people,
        returned=returned + by_stage.get(Stage.RETURNED.value, 0),
        drafts=sum(by_stage.get(stage, 0) for stage in _IS_DRAFT),
    )
