"""Declarations as they were handed in: rows of ``submission`` ↔ domain. Repositories and queries call this.

The items' texts are not copied: a submission names the revisions, which ``archive_revision`` keeps for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from app.domain.archive import FrozenItem
from app.domain.declaration import (
    CommitmentKind,
    Declaration,
    DeclareMode,
    MaterialFiles,
    PersonCategory,
    PhotoGround,
)
from db.models.archive import archive_revision
from db.models.declarations import submission
from db.models.records import decision
from db.repositories.archive import read_frozen
from db.repositories.json_forms import read_file_or_none, read_files, read_photo_facts

_OF_DECLARATION = (
    select(submission).where(submission.c.declaration_id == bindparam("id")).order_by(submission.c.submit_no)
)
_REVISION = select(archive_revision).where(
    archive_revision.c.item_id == bindparam("item_id"),
    archive_revision.c.content_rev == bindparam("content_rev"),
)
_CONTENT = select(submission.c.content).where(
    submission.c.declaration_id == bindparam("of_declaration"),
    submission.c.submit_no == bindparam("of_number"),
)
_ADD = insert(submission)
_DROP = delete(submission).where(
    submission.c.declaration_id == bindparam("of_declaration"),
    submission.c.submit_no == bindparam("of_number"),
)
# The returns that this submission had answered: those just before it.
_OPEN_AGAIN = (
    update(decision)
    .where(
        and_(
            decision.c.subject_id == bindparam("of_declaration"),
            decision.c.action == "return",
            decision.c.submit_no == bindparam("of_number") - 1,
        )
    )
    .values(answered_at=None)
)


def keep_submission(
    connection: Connection, declaration: Declaration, publicity_before: str | None = None
) -> None:
    """``submitted_at`` must be set."""
    connection.execute(
        _ADD,
        {
            "declaration_id": declaration.id,
            "submit_no": declaration.submit_no,
            "submitted_at": declaration.submitted_at,
            "content": content_of(declaration) | {"publicity_before": publicity_before},
        },
    )


def load_publicity_before(connection: Connection, declaration_id: str, submit_no: int) -> str | None:
    """None also for submissions that were kept before this was noted."""
    key = {"of_declaration": declaration_id, "of_number": submit_no}
    content = connection.scalar(_CONTENT, key)
    return content.get("publicity_before") if content is not None else None


def drop_submission(connection: Connection, declaration_id: str, submit_no: int) -> None:
    key = {"of_declaration": declaration_id, "of_number": submit_no}
    connection.execute(_DROP, key)
    connection.execute(_OPEN_AGAIN, key)


def load_submissions(connection: Connection, declaration: Declaration) -> Sequence[Declaration]:
    """Oldest first. ``declaration``: as it is now, for what a submission does not keep (identity, stage)."""
    rows = connection.execute(_OF_DECLARATION, {"id": declaration.id}).all()
    return [
        read_content(connection, declaration, row.content, row.submit_no, row.submitted_at) for row in rows
    ]


def content_of(declaration: Declaration) -> dict[str, object]:
    """What a submission keeps."""
    commitment_at = declaration.commitment_at
    return {
        "mode": declaration.mode.value,
        "person_category": declaration.person_category.value,
        "conditions": list(declaration.conditions),
        "acceptance_point": declaration.acceptance_point,
        "statement": declaration.statement,
        "facts": dict(declaration.facts or {}),
        "score": dict(declaration.score or {}),
        "self_score": declaration.self_score,
        "photo": declaration.photo,
        "photo_facts": declaration.photo_facts,
        "photo_ground": declaration.photo_ground.value,
        "commitment": declaration.commitment,
        "commitment_kind": declaration.commitment_kind.value if declaration.commitment_kind else None,
        "commitment_at": commitment_at.isoformat() if commitment_at else None,
        "items": [{"item_id": i.item_id, "content_rev": i.content_rev} for i in declaration.items],
        "materials": [
            {"material": m.material, "files": list(m.files), "papers": list(m.papers)}
            for m in declaration.materials
        ],
    }


def read_content(
    connection: Connection,
    declaration: Declaration,
    content: Mapping[str, Any],
    submit_no: int,
    submitted_at: datetime,
) -> Declaration:
    at, kind = content["commitment_at"], content["commitment_kind"]
    return replace(
        declaration,
        submit_no=submit_no,
        submitted_at=submitted_at,
        mode=DeclareMode(content["mode"]),
        person_category=PersonCategory(content["person_category"]),
        conditions=tuple(content["conditions"]),
        acceptance_point=content["acceptance_point"],
        statement=content["statement"],
        facts=content["facts"],
        score=content["score"] or None,
        self_score=content["self_score"],
        photo=read_file_or_none(content["photo"]),
        photo_facts=read_photo_facts(content["photo_facts"]),
        photo_ground=PhotoGround(content["photo_ground"]),
        commitment=read_file_or_none(content["commitment"]),
        commitment_kind=CommitmentKind(kind) if kind else None,
        commitment_at=datetime.fromisoformat(at) if at else None,
        items=tuple(_read_items(connection, content["items"])),
        materials=tuple(
            MaterialFiles(m["material"], read_files(m["files"]), tuple(m["papers"]))
            for m in content["materials"]
        ),
    )


def _read_items(connection: Connection, entries: Sequence[Mapping[str, Any]]) -> Sequence[FrozenItem]:
    rows = [connection.execute(_REVISION, entry).first() for entry in entries]
    return [read_frozen(row) for row in rows if row is not None]
