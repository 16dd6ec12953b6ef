"""One person with the archive as entered, one declaration as the wizard needs it. Of another unit: RuleError("N-404")."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from app.domain.archive import ArchiveItem, ItemDraft
from app.domain.decision import Decision, SubjectKind
from app.domain.declaration import Declaration, Stage
from app.domain.errors import RuleError
from app.domain.gates import was_opened
from app.ports.entry_queries import ArchiveEntry, DeclarationSummary, DeclaringCase, PersonCase
from app.ports.queries import Scope
from db.models.declarations import declaration
from db.models.people import applicant
from db.queries.reader import Reader
from db.repositories.archive import load_items
from db.repositories.decisions import load_decisions
from db.repositories.declarations import load_declaration
from db.repositories.flags import load_flags
from db.repositories.item_drafts import load_drafts
from db.repositories.people import load_applicant, load_organisation
from db.repositories.revisions import unknown
from db.repositories.submissions import load_submissions

_DECLARED = (
    select(declaration)
    .join(applicant, applicant.c.key == declaration.c.applicant_key)
    .where(applicant.c.id == bindparam("applicant_id"))
    .order_by(declaration.c.key)
)
_OPENED = select(declaration.c.opened_at).where(declaration.c.id == bindparam("id"))


def read_person(reader: Reader, scope: Scope, applicant_id: str) -> PersonCase:
    with reader.snapshot() as connection:
        person = load_applicant(connection, applicant_id)
        if person.employer_id != scope.organisation_id:
            raise unknown("applicant", applicant_id)
        items = load_items(connection, applicant_id)
        drafts = {draft.item_id: draft for draft in load_drafts(connection, applicant_id)}
        entries = [_entry_of(connection, item, drafts.pop(item.id, None)) for item in items]
        entries += [ArchiveEntry(draft.section, None, draft) for draft in drafts.values()]
        return PersonCase(
            applicant=person,
            employer=load_organisation(connection, person.employer_id),
            entries=tuple(entries),
            declarations=tuple(_summaries(connection, applicant_id)),
        )


def _entry_of(connection: Connection, item: ArchiveItem, draft: ItemDraft | None) -> ArchiveEntry:
    return ArchiveEntry(
        item.section,
        item,
        draft,
        last_standing(load_decisions(connection, item.id)),
        tuple(load_flags(connection, SubjectKind.ARCHIVE_ITEM, item.id)),
    )


def last_standing(decisions: Sequence[Decision]) -> Decision | None:
    """The newest decision that was not withdrawn; ``decisions`` oldest first."""
    standing = [d for d in decisions if not d.withdrawn]
    return standing[-1] if standing else None


def _summaries(connection: Connection, applicant_id: str) -> Sequence[DeclarationSummary]:
    return [
        DeclarationSummary(
            id=row.id,
            plan_id=row.plan_id,
            plan_name=row.plan_name,
            year=row.year,
            stage=Stage(row.stage),
            rev=row.rev,
            submitted_at=row.submitted_at,
            saved_at=row.saved_at,
        )
        for row in connection.execute(_DECLARED, {"applicant_id": applicant_id})
    ]


def read_case(reader: Reader, scope: Scope, declaration_id: str) -> DeclaringCase:
    with reader.snapshot() as connection:
        found = load_declaration(connection, declaration_id)
        if found.employer_id != scope.organisation_id:
            raise unknown("declaration", declaration_id)
        decisions = load_decisions(connection, declaration_id)
        looked_at = connection.scalar(_OPENED, {"id": declaration_id}) is not None
        return DeclaringCase(
            declaration=found,
            applicant=load_applicant(connection, found.applicant_id),
            employer=load_organisation(connection, found.employer_id),
            items=tuple(load_items(connection, found.applicant_id)),
            decisions=tuple(decisions),
            submissions=tuple(load_submissions(connection, found)),
            flags=tuple(load_flags(connection, SubjectKind.DECLARATION, declaration_id)),
            opened=was_opened(found, decisions, looked_at=looked_at),
            copied_from=_load_model(connection, found, scope),
        )


def _load_model(connection: Connection, found: Declaration, scope: Scope) -> Declaration | None:
    """The declaration it was begun from, while it is known and of the same unit."""
    if not found.copied_from:
        return None
    try:
        model = load_declaration(connection, found.copied_from)
    except RuleError:
        return None
    return model if model.employer_id == scope.organisation_id else None
