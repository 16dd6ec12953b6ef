"""Whole dossiers for the review desks: one archive item, one declaration, one publicity with its members.

A dossier outside the scope is as unknown as none: RuleError("N-404").
"""

from datetime import date

from sqlalchemy import Connection, bindparam, select

from app.domain.archive import ArchiveItem
from app.domain.decision import SubjectKind
from app.domain.declaration import Declaration, Stage, employer_step
from app.domain.organisation import Actor, Role
from app.domain.publicity import Publicity, counting_publicity
from app.ports.queries import ArchiveDossier, DeclarationDossier, PublicityDossier, Scope
from db.models.declarations import declaration
from db.queries.reader import Reader
from db.queries.scopes import visible_declarations
from db.repositories.archive import load_item
from db.repositories.decisions import load_decisions
from db.repositories.declarations import load_declaration, load_ticked
from db.repositories.flags import load_flags
from db.repositories.people import load_applicant, load_organisation
from db.repositories.publicities import load_publicity
from db.repositories.revisions import unknown
from db.repositories.submissions import load_submissions

_VISIBLE = select(declaration.c.key).where(declaration.c.id == bindparam("id"))


def read_archive_dossier(reader: Reader, scope: Scope, item_id: str) -> ArchiveDossier:
    with reader.snapshot() as connection:
        item = require_item(connection, scope, item_id)
        return ArchiveDossier(
            item=item,
            applicant=load_applicant(connection, item.applicant_id),
            employer=load_organisation(connection, item.employer_id),
            flags=tuple(load_flags(connection, SubjectKind.ARCHIVE_ITEM, item_id)),
            decisions=tuple(load_decisions(connection, item_id)),
        )


def read_declaration_dossier(
    reader: Reader, scope: Scope, declaration_id: str, actor: Actor, today: date
) -> DeclarationDossier:
    with reader.snapshot() as connection:
        return _load_dossier(connection, scope, declaration_id, actor, today)


def read_publicity_dossier(
    reader: Reader, scope: Scope, publicity_id: str, actor: Actor, today: date
) -> PublicityDossier:
    with reader.snapshot() as connection:
        publicity = load_publicity(connection, publicity_id)
        if publicity.employer_id != scope.organisation_id:
            raise unknown("publicity", publicity_id)
        members = [_load_dossier(connection, scope, m, actor, today) for m in publicity.members]
        return PublicityDossier(publicity, tuple(members))


def require_item(connection: Connection, scope: Scope, item_id: str) -> ArchiveItem:
    """The item, if the desk may see it."""
    item = load_item(connection, item_id)
    if scope.role is not Role.EMPLOYER or item.employer_id != scope.organisation_id:
        raise unknown("archive_item", item_id)
    return item


def require_visible(connection: Connection, scope: Scope, declaration_id: str) -> None:
    statement = _VISIBLE.where(visible_declarations(scope))
    if connection.scalar(statement, {"id": declaration_id}) is None:
        raise unknown("declaration", declaration_id)


def _load_dossier(
    connection: Connection, scope: Scope, declaration_id: str, actor: Actor, today: date
) -> DeclarationDossier:
    require_visible(connection, scope, declaration_id)
    found = load_seen(connection, scope, declaration_id)
    return DeclarationDossier(
        declaration=found,
        applicant=load_applicant(connection, found.applicant_id),
        employer=load_organisation(connection, found.employer_id),
        step=employer_step(found.stage, found.publicity_to, today),
        flags=tuple(load_flags(connection, SubjectKind.DECLARATION, declaration_id)),
        decisions=tuple(load_decisions(connection, declaration_id)),
        publicity=_load_publicity(connection, scope, found),
        read_sections=load_ticked(connection, declaration_id, found.submit_no, actor.account_id),
        former=_load_former(connection, found) if found.submit_no > 1 else None,
    )


def load_seen(connection: Connection, scope: Scope, declaration_id: str) -> Declaration:
    """The declaration as the desk sees it: what the person corrects after a return is nobody else's before 提交."""
    found = load_declaration(connection, declaration_id)
    if scope.role is Role.EMPLOYER or found.stage is not Stage.RETURNED:
        return found
    submissions = load_submissions(connection, found)
    return submissions[-1] if submissions else found


def _load_publicity(connection: Connection, scope: Scope, found: Declaration) -> Publicity | None:
    """The one that the desk asks about: up to the bureau the employer's, at the committee and the city that of the stage."""
    office = scope.role in (Role.COMMITTEE, Role.CITY)
    publicity_id = counting_publicity(found) if office else found.publicity_id
    return load_publicity(connection, publicity_id) if publicity_id else None


def _load_former(connection: Connection, found: Declaration) -> Declaration | None:
    """What the reviewers saw the time before."""
    earlier = [s for s in load_submissions(connection, found) if s.submit_no < found.submit_no]
    return earlier[-1] if earlier else None
