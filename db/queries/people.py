"""The sign-in page's accounts, and people by a fragment (Ctrl K)."""

from collections.abc import Sequence

from sqlalchemy import select

from app.domain.applicant import Applicant
from app.domain.organisation import Role
from app.ports.queries import AccountChoice, Scope
from db.models.declarations import declaration
from db.models.people import account, applicant, organisation
from db.people_index import normalise_fragment
from db.queries.reader import Reader
from db.queries.scopes import LISTED_STAGES, visible_declarations
from db.repositories.people import read_account, read_applicant, read_organisation

_ACCOUNTS = select(account).where(account.c.active.is_(True)).order_by(account.c.name, account.c.login)
_ORGANISATIONS = select(organisation)
_LEVELS = tuple(Role)


def list_account_choices(reader: Reader) -> Sequence[AccountChoice]:
    """Active accounts: employers first, then level by level; within a level by unit."""
    with reader.snapshot() as connection:
        units = {row.id: read_organisation(row) for row in connection.execute(_ORGANISATIONS)}
        accounts = [read_account(row) for row in connection.execute(_ACCOUNTS)]
    choices = [AccountChoice(a, units[a.organisation_id]) for a in accounts]
    return sorted(choices, key=lambda c: (_LEVELS.index(c.account.role), c.organisation.name))


def find_people(reader: Reader, scope: Scope, text: str, limit: int) -> Sequence[Applicant]:
    """In the order of their pinyin. A level above finds who has a declaration that reached it."""
    if not normalise_fragment(text):
        return []
    with reader.snapshot() as connection:
        found = reader.find_people(connection, scope, text)
        condition = found.condition(applicant.c.key)
        statement = (
            select(applicant)
            .order_by(applicant.c.name_pinyin, applicant.c.name, applicant.c.key)
            .limit(limit)
        )
        if condition is not None:
            statement = statement.where(condition)
        if scope.role is Role.EMPLOYER:
            statement = statement.where(applicant.c.employer_id == scope.organisation_id)
        else:
            statement = statement.where(
                select(declaration.c.key)
                .where(
                    declaration.c.applicant_key == applicant.c.key,
                    declaration.c.stage.in_(sorted(LISTED_STAGES)),
                    visible_declarations(scope),
                )
                .exists()
            )
        return [read_applicant(row) for row in connection.execute(statement)]
