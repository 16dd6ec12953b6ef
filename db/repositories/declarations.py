"""Declarations: the row of their state, what they extracted and attached, which sections were read ↔ domain."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, select, update

from app.domain.archive import FrozenItem
from app.domain.decision import SubjectKind
from app.domain.declaration import (
    CommitmentKind,
    Declaration,
    DeclareMode,
    MaterialFiles,
    PersonCategory,
    PhotoGround,
    Route,
    Stage,
)
from app.domain.organisation import Role
from app.ports.plan_kits import PlanKits
from db.levels import BIT_OF_LEVEL, LEVEL_OF_STAGE, bits_moved, bits_reached
from db.models.archive import archive_revision
from db.models.declarations import declaration, declaration_item, declaration_material, section_read
from db.models.people import applicant
from db.models.records import decision, flag
from db.repositories.archive import read_frozen
from db.repositories.json_forms import read_file_or_none, read_files, read_photo_facts
from db.repositories.revisions import save_at_rev, unknown, update_at_rev
from db.repositories.submissions import (
    drop_submission,
    keep_submission,
    load_publicity_before,
    load_submissions,
)

SELECT_DECLARATIONS = select(declaration, applicant.c.id.label("applicant_id")).join(
    applicant, applicant.c.key == declaration.c.applicant_key
)
_GET = SELECT_DECLARATIONS.where(declaration.c.id == bindparam("id"))
_ITEMS = (
    select(archive_revision)
    .join(
        declaration_item,
        and_(
            declaration_item.c.item_id == archive_revision.c.item_id,
            declaration_item.c.content_rev == archive_revision.c.content_rev,
        ),
    )
    .where(declaration_item.c.declaration_id == bindparam("id"))
    .order_by(declaration_item.c.position)
)
_MATERIALS = (
    select(declaration_material)
    .where(declaration_material.c.declaration_id == bindparam("id"))
    .order_by(declaration_material.c.position)
)
_APPLICANT_KEY = select(applicant.c.key).where(applicant.c.id == bindparam("id"))
_ROUTE = ("acceptance_id", "hr_bureau_id", "municipal_id", "committee_id")
_BEFORE = select(
    *(declaration.c[name] for name in ("stage", "reached", "submit_no", "opened_at", *_ROUTE))
).where(declaration.c.id == bindparam("id"))
_SUBMITTED_SINCE = (
    select(declaration.c.key)
    .join(applicant, applicant.c.key == declaration.c.applicant_key)
    .where(
        applicant.c.id == bindparam("applicant_id"),
        declaration.c.submitted_at >= bindparam("moment", type_=declaration.c.submitted_at.type),
        declaration.c.stage != Stage.DRAFT.value,
    )
    .limit(1)
)
_IDS_OF_APPLICANT = (
    select(declaration.c.id)
    .join(applicant, applicant.c.key == declaration.c.applicant_key)
    .where(applicant.c.id == bindparam("applicant_id"))
    .order_by(declaration.c.key)
)
_OPENED = select(declaration.c.opened_at).where(declaration.c.id == bindparam("id"))
_DROP = delete(declaration).where(declaration.c.id == bindparam("id"))
_DROP_FLAGS = delete(flag).where(
    flag.c.subject_kind == SubjectKind.DECLARATION.value, flag.c.subject_id == bindparam("id")
)
_DROP_READ = delete(section_read).where(section_read.c.declaration_id == bindparam("id"))
_REACHED = select(
    declaration.c.stage, declaration.c.reached, declaration.c.form_step, declaration.c.municipal_id
).where(declaration.c.id == bindparam("id"))
_SET_REACHED = (
    update(declaration)
    .where(declaration.c.id == bindparam("row_id"))
    .values(reached=bindparam("new_reached"))
)
_ADD = insert(declaration)
_ADD_ITEM = insert(declaration_item)
_ADD_MATERIAL = insert(declaration_material)
_DROP_ITEMS = delete(declaration_item).where(declaration_item.c.declaration_id == bindparam("id"))
_DROP_MATERIALS = delete(declaration_material).where(declaration_material.c.declaration_id == bindparam("id"))
_READ = section_read.c
_READ_BY = and_(
    _READ.declaration_id == bindparam("of_declaration"),
    _READ.submit_no == bindparam("of_submit"),
    _READ.account_id == bindparam("of_account"),
)
_TICKED = select(_READ.section).where(_READ_BY)
_TICK = insert(section_read).prefix_with("OR IGNORE")
_UNTICK = delete(section_read).where(_READ_BY, _READ.section == bindparam("of_section"))
_SAVED = (
    *("plan_id", "plan_version", "stage", "rev", "mode", "person_category", "submit_no", "submitted_at"),
    *("statement", "photo", "commitment", "conditions", "self_score", "facts", "acceptance_point"),
    *("publicity_id", "publicity_to", "open_objections", "year", "plan_name", "title_with_rank"),
    *("opened_at", "reached"),
    *("photo_original", "photo_facts", "photo_ground", "commitment_kind", "commitment_at"),
    *("score", "copied_from", "saved_at"),
    *(*_ROUTE, "arrived_at", "pay_until", "form_step", "office_publicity_id", "office_publicity_to"),
)
_SAVE = update_at_rev(declaration, dict.fromkeys(_SAVED))
# 退回记录 says when a return was answered: when the person handed in again.
_ANSWER_RETURNS = (
    update(decision)
    .where(
        decision.c.subject_id == bindparam("of_subject"),
        decision.c.action == "return",
        decision.c.answered_at.is_(None),
        decision.c.submit_no < bindparam("below_submit_no"),
    )
    .values(answered_at=bindparam("answered"))
)


def read_declaration(
    row: Row[*tuple[Any, ...]], items: Sequence[FrozenItem], materials: Sequence[MaterialFiles]
) -> Declaration:
    """A row of SELECT_DECLARATIONS with what belongs to it."""
    return Declaration(
        id=row.id,
        applicant_id=row.applicant_id,
        employer_id=row.employer_id,
        plan_id=row.plan_id,
        plan_version=row.plan_version,
        stage=Stage(row.stage),
        rev=row.rev,
        mode=DeclareMode(row.mode),
        person_category=PersonCategory(row.person_category),
        submit_no=row.submit_no,
        submitted_at=row.submitted_at,
        items=tuple(items),
        materials=tuple(materials),
        statement=row.statement,
        photo=read_file_or_none(row.photo),
        commitment=read_file_or_none(row.commitment),
        conditions=tuple(row.conditions),
        self_score=row.self_score,
        facts=row.facts,
        acceptance_point=row.acceptance_point,
        publicity_id=row.publicity_id,
        publicity_to=row.publicity_to,
        open_objections=row.open_objections,
        photo_original=read_file_or_none(row.photo_original),
        photo_facts=read_photo_facts(row.photo_facts),
        photo_ground=PhotoGround(row.photo_ground),
        commitment_kind=CommitmentKind(row.commitment_kind) if row.commitment_kind else None,
        commitment_at=row.commitment_at,
        score=row.score,
        copied_from=row.copied_from,
        saved_at=row.saved_at,
        route=Route(row.acceptance_id, row.hr_bureau_id, row.municipal_id, row.committee_id),
        arrived_at=row.arrived_at,
        pay_until=row.pay_until,
        form_step=row.form_step,
        office_publicity_id=row.office_publicity_id,
        office_publicity_to=row.office_publicity_to,
    )


def bits_of(declaration: Declaration) -> int:
    """The levels that see the declaration by where it stands now."""
    return bits_reached(declaration.stage, declaration.form_step, declaration.route.municipal_id)


def load_declaration(connection: Connection, declaration_id: str) -> Declaration:
    """Raises RuleError("N-404")."""
    row = connection.execute(_GET, {"id": declaration_id}).first()
    if row is None:
        raise unknown("declaration", declaration_id)
    return read_declaration(
        row, load_extracted(connection, declaration_id), load_materials(connection, declaration_id)
    )


def load_extracted(connection: Connection, declaration_id: str) -> Sequence[FrozenItem]:
    return [read_frozen(row) for row in connection.execute(_ITEMS, {"id": declaration_id})]


def load_materials(connection: Connection, declaration_id: str) -> Sequence[MaterialFiles]:
    rows = connection.execute(_MATERIALS, {"id": declaration_id})
    return [MaterialFiles(row.material, read_files(row.files), tuple(row.papers)) for row in rows]


def load_ticked(
    connection: Connection, declaration_id: str, submit_no: int, account_id: str
) -> frozenset[str]:
    return frozenset(connection.scalars(_TICKED, _read_by(declaration_id, submit_no, account_id)))


class DeclarationRepository:
    def __init__(self, connection: Connection, plan_kits: PlanKits) -> None:
        self._connection = connection
        self._plan_kits = plan_kits

    def get(self, declaration_id: str) -> Declaration:
        return load_declaration(self._connection, declaration_id)

    def add(self, declaration: Declaration) -> None:
        applicant_key = self._connection.scalar(_APPLICANT_KEY, {"id": declaration.applicant_id})
        if applicant_key is None:
            raise unknown("applicant", declaration.applicant_id)
        self._connection.execute(
            _ADD,
            {
                "id": declaration.id,
                "applicant_key": applicant_key,
                "employer_id": declaration.employer_id,
                **self._values(declaration, reached=bits_of(declaration), opened_at=None),
            },
        )
        self._add_items(declaration)
        self._add_materials(declaration)

    def save(self, declaration: Declaration) -> None:
        before = self._connection.execute(_BEFORE, {"id": declaration.id}).first()
        if before is None:
            raise unknown("declaration", declaration.id)
        # A dossier that comes to another desk, or comes back, has not been opened there yet.
        same_desk = LEVEL_OF_STAGE.get(Stage(before.stage)) is LEVEL_OF_STAGE.get(declaration.stage)
        moved = bits_moved(Route(*(getattr(before, name) for name in _ROUTE)), declaration.route)
        values = self._values(
            declaration,
            reached=before.reached & ~moved | bits_of(declaration),
            opened_at=before.opened_at if same_desk else None,
        )
        save_at_rev(self._connection, _SAVE, "declaration", declaration.id, values)
        key = {"id": declaration.id}
        if tuple(load_extracted(self._connection, declaration.id)) != declaration.items:
            self._connection.execute(_DROP_ITEMS, key)
            self._add_items(declaration)
        if tuple(load_materials(self._connection, declaration.id)) != declaration.materials:
            self._connection.execute(_DROP_MATERIALS, key)
            self._add_materials(declaration)
        if declaration.submit_no > before.submit_no:
            self._connection.execute(
                _ANSWER_RETURNS,
                {
                    "of_subject": declaration.id,
                    "below_submit_no": declaration.submit_no,
                    "answered": declaration.submitted_at,
                },
            )

    def of_applicant(self, applicant_id: str) -> Sequence[Declaration]:
        ids = self._connection.scalars(_IDS_OF_APPLICANT, {"applicant_id": applicant_id}).all()
        return [load_declaration(self._connection, declaration_id) for declaration_id in ids]

    def remove(self, declaration_id: str) -> None:
        key = {"id": declaration_id}
        self._connection.execute(_DROP_READ, key)
        self._connection.execute(_DROP_FLAGS, key)
        self._connection.execute(_DROP, key)

    def is_opened(self, declaration_id: str) -> bool:
        return self._connection.scalar(_OPENED, {"id": declaration_id}) is not None

    def add_submission(self, declaration: Declaration, publicity_before: str | None = None) -> None:
        keep_submission(self._connection, declaration, publicity_before)

    def publicity_before(self, declaration_id: str, submit_no: int) -> str | None:
        return load_publicity_before(self._connection, declaration_id, submit_no)

    def drop_submission(self, declaration_id: str, submit_no: int) -> None:
        drop_submission(self._connection, declaration_id, submit_no)

    def submissions(self, declaration_id: str) -> Sequence[Declaration]:
        return load_submissions(self._connection, self.get(declaration_id))

    def has_reached(self, declaration_id: str, role: Role) -> bool:
        row = self._connection.execute(_REACHED, {"id": declaration_id}).first()
        return row is not None and bool(row.reached & BIT_OF_LEVEL.get(role, 0))

    def submitted_since(self, applicant_id: str, moment: datetime) -> bool:
        found = self._connection.scalar(_SUBMITTED_SINCE, {"applicant_id": applicant_id, "moment": moment})
        return found is not None

    def forget_arrival(self, left: Declaration, path: Sequence[tuple[Stage, str]]) -> None:
        row = self._connection.execute(_REACHED, {"id": left.id}).first()
        if row is None:
            raise unknown("declaration", left.id)
        kept = bits_reached(Stage(row.stage), row.form_step, row.municipal_id)
        for stage, step in path:
            kept |= bits_reached(stage, step, row.municipal_id)
        reached = row.reached & ~(bits_of(left) & ~kept)
        self._connection.execute(_SET_REACHED, {"row_id": left.id, "new_reached": reached})

    def tick_section(
        self, declaration_id: str, submit_no: int, account_id: str, section: str, read: bool
    ) -> None:
        if read:
            self._connection.execute(
                _TICK,
                {
                    "declaration_id": declaration_id,
                    "submit_no": submit_no,
                    "account_id": account_id,
                    "section": section,
                },
            )
        else:
            self._connection.execute(
                _UNTICK, _read_by(declaration_id, submit_no, account_id) | {"of_section": section}
            )

    def ticked_sections(self, declaration_id: str, submit_no: int, account_id: str) -> frozenset[str]:
        return load_ticked(self._connection, declaration_id, submit_no, account_id)

    def _add_items(self, declaration: Declaration) -> None:
        rows = [
            {
                "declaration_id": declaration.id,
                "position": position,
                "item_id": item.item_id,
                "content_rev": item.content_rev,
            }
            for position, item in enumerate(declaration.items)
        ]
        if rows:
            self._connection.execute(_ADD_ITEM, rows)

    def _add_materials(self, declaration: Declaration) -> None:
        rows = [
            {
                "declaration_id": declaration.id,
                "position": position,
                "material": entry.material,
                "files": entry.files,
                "papers": entry.papers,
            }
            for position, entry in enumerate(declaration.materials)
        ]
        if rows:
            self._connection.execute(_ADD_MATERIAL, rows)

    def _values(self, declaration: Declaration, *, reached: int, opened_at: object) -> Mapping[str, object]:
        kit = self._plan_kits.get(declaration.plan_id, declaration.plan_version)
        return {
            "plan_id": declaration.plan_id,
            "plan_version": declaration.plan_version,
            "stage": declaration.stage.value,
            "rev": declaration.rev,
            "mode": declaration.mode.value,
            "person_category": declaration.person_category.value,
            "submit_no": declaration.submit_no,
            "submitted_at": declaration.submitted_at,
            "statement": declaration.statement,
            "photo": declaration.photo,
            "commitment": declaration.commitment,
            "conditions": declaration.conditions,
            "self_score": declaration.self_score,
            "facts": declaration.facts,
            "acceptance_point": declaration.acceptance_point,
            "publicity_id": declaration.publicity_id,
            "publicity_to": declaration.publicity_to,
            "open_objections": declaration.open_objections,
            "year": kit.year,
            "plan_name": kit.name,
            "title_with_rank": kit.title_with_rank,
            "opened_at": opened_at,
            "reached": reached,
            "photo_original": declaration.photo_original,
            "photo_facts": declaration.photo_facts,
            "photo_ground": declaration.photo_ground.value,
            "commitment_kind": declaration.commitment_kind.value if declaration.commitment_kind else None,
            "commitment_at": declaration.commitment_at,
            "score": declaration.score,
            "copied_from": declaration.copied_from,
            "saved_at": declaration.saved_at,
            "acceptance_id": declaration.route.acceptance_id,
            "hr_bureau_id": declaration.route.hr_bureau_id,
            "municipal_id": declaration.route.municipal_id,
            "committee_id": declaration.route.committee_id,
            "arrived_at": declaration.arrived_at,
            "pay_until": declaration.pay_until,
            "form_step": declaration.form_step,
            "office_publicity_id": declaration.office_publicity_id,
            "office_publicity_to": declaration.office_publicity_to,
        }


def _read_by(declaration_id: str, submit_no: int, account_id: str) -> dict[str, object]:
    return {"of_declaration": declaration_id, "of_submit": submit_no, "of_account": account_id}
