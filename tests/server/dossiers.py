"""People and declarations put into a test's database as they stand, past every rule, many at once: what the pushes and the
feed then work on. A dossier that really went the road is made by a desk."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from app.domain.archive import ArchiveStatus
from app.domain.declaration import Declaration, Stage
from app.domain.organisation import Organisation, Role
from db.json_text import to_plain
from db.levels import BIT_OF_LEVEL
from db.repositories.submissions import content_of
from tests.factories import NOW, make_applicant, make_declaration, make_id, make_item
from tests.server.world import NEAR, StandardWorld, World

BEFORE: Mapping[Stage, tuple[Role, ...]] = {
    Stage.EMPLOYER_REVIEW: (Role.EMPLOYER,),
    Stage.ACCEPTANCE_REVIEW: (Role.EMPLOYER, Role.ACCEPTANCE),
    Stage.HR_BUREAU_REVIEW: (Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU),
    Stage.COMMITTEE_REVIEW: (Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE),
}
"""Which levels have seen a dossier that stands there."""
Columns = dict[str, Any]


@dataclass(frozen=True)
class Put:
    """One dossier as it was put in."""

    declaration_id: str
    applicant_id: str
    item_id: str


def put_dossiers(
    world: World,
    standard: StandardWorld,
    count: int,
    stage: Stage = Stage.ACCEPTANCE_REVIEW,
    *,
    district: str = NEAR,
    employer: Organisation | None = None,
    **changes: Any,
) -> Sequence[Put]:
    """``count`` people of ``employer`` (the district's first), each with 基本信息 that passed and one declaration; rev 1 everywhere.

    ``changes``: fields of each declaration."""
    unit = employer or standard.employers[district][0]
    offices = standard.near if district == NEAR else standard.far
    scope = {
        "employer_id": unit.id,
        "acceptance_id": offices[Role.ACCEPTANCE].id,
        "hr_bureau_id": offices[Role.HR_BUREAU].id,
        "municipal_id": unit.municipal_unit_id or "",
        "committee_id": offices[Role.COMMITTEE].id,
        "reached": sum(BIT_OF_LEVEL[role] for role in BEFORE[stage]),
    }
    rows: dict[str, list[Columns]] = {
        name: [] for name in ("applicant", "archive_item", "declaration", "submission")
    }
    put = []
    for _ in range(count):
        person = make_applicant(unit)
        basic = make_item(
            person, section="basic", fields={"name": person.name}, evidence=(), status=ArchiveStatus.PASSED
        )
        bare = {"materials": (), "photo": None, "photo_facts": None, "commitment": None}
        declaration = make_declaration(person, (basic,), stage=stage, **bare | changes)
        own = {"district_id": district, "employer_id": unit.id}
        rows["applicant"].append(
            own | {"id": person.id, "name": person.name, "id_number": person.id_number, "phone": person.phone}
        )
        rows["archive_item"].append(own | _item_columns(basic))
        rows["declaration"].append(
            {"district_id": district} | scope | _declaration_columns(declaration, person, unit)
        )
        rows["submission"].append({"district_id": district} | scope | _submission_columns(declaration))
        put.append(Put(declaration.id, person.id, basic.id))
    for table, columns in rows.items():
        insert_many(world, table, district, columns)
    return put


def insert_many(world: World, table: str, district: str, rows: Sequence[Columns]) -> None:
    """Each with rev 1 and the next seq of its district."""
    if not rows:
        return
    last = world.one(
        "UPDATE rd.district SET head = head + %s WHERE district_id = %s RETURNING head", len(rows), district
    )
    first = last - len(rows) + 1
    names = (*rows[0], "rev", "seq")
    statement = sql.SQL("COPY rd.{} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with world.owner.cursor() as cursor, cursor.copy(statement) as copy:
        for number, row in enumerate(rows):
            copy.write_row((*_plain(row.values()), 1, first + number))


def _plain(values: Iterable[Any]) -> list[Any]:
    return [
        json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value for value in values
    ]


def _item_columns(item: Any) -> Columns:
    return {
        "id": item.id,
        "applicant_id": item.applicant_id,
        "section": item.section,
        "status": item.status,
        "content_rev": item.content_rev,
        "submit_no": item.submit_no,
        "submitted_at": item.submitted_at,
        "fields": dict(item.fields),
        "evidence": to_plain(list(item.evidence)),
    }


def _declaration_columns(declaration: Declaration, person: Any, unit: Organisation) -> Columns:
    return {
        "id": declaration.id,
        "applicant_id": declaration.applicant_id,
        "plan_id": declaration.plan_id,
        "plan_version": declaration.plan_version,
        "stage": declaration.stage,
        "submit_no": declaration.submit_no,
        "submitted_at": declaration.submitted_at,
        "arrived_at": NOW,
        "person": {
            "id": person.id,
            "name": person.name,
            "id_number": person.id_number,
            "phone": person.phone,
        },
        "employer": {
            "id": unit.id,
            "name": unit.name,
            "uscc": unit.uscc,
            "kind": str(unit.kind),
            "region": unit.region,
            "municipal_unit_id": unit.municipal_unit_id,
        },
        "content": to_plain(content_of(declaration)),
    }


def _submission_columns(declaration: Declaration) -> Columns:
    return {
        "id": f"{declaration.id}:{declaration.submit_no}",
        "declaration_id": declaration.id,
        "submit_no": declaration.submit_no,
        "submitted_at": declaration.submitted_at,
        "content": to_plain(content_of(declaration)),
        "items": [
            {
                "item_id": item.item_id,
                "section": item.section,
                "content_rev": item.content_rev,
                "fields": dict(item.fields),
                "evidence": to_plain(list(item.evidence)),
            }
            for item in declaration.items
        ],
    }


def pass_document(opinion: str = "同意") -> str:
    """What a desk sends with 通过."""
    return json.dumps({"opinion": opinion, "decided_at": NOW.isoformat()}, ensure_ascii=False)


def return_document() -> str:
    """What a desk sends with 退回: one defect."""
    defect = {"section": "award", "reason_code": "unclear_scan", "text": "扫描件不清晰，请重新上传。"}
    doc = {"opinion": "", "notice": "请修改。", "defects": [defect], "decided_at": NOW.isoformat()}
    return json.dumps(doc, ensure_ascii=False)


DOCUMENTS: Mapping[str, str] = {"pass": pass_document(), "return": return_document()}
PUSH = "SELECT outcome, code, new_rev, seq FROM rd.push_declaration(%s, %s, %s, %s, %s, %s)"


def push_verdict(
    connection: Any,
    district: str,
    declaration_id: str,
    *,
    op: str = "",
    base_rev: int = 1,
    action: str = "pass",
) -> tuple[Any, ...]:
    """One verdict of whoever is connected; (outcome, code, new_rev, seq)."""
    parameters = [district, op or make_id(), declaration_id, base_rev, action, DOCUMENTS[action]]
    row = connection.execute(PUSH, parameters).fetchone()
    assert row is not None
    return tuple(row)
