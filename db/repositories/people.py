"""Organisations, accounts and applicants: rows ↔ domain."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, insert, select, text, update

from app.domain.applicant import Applicant
from app.domain.organisation import Account, EmployerKind, Organisation, Role
from db.models.people import account, applicant, organisation
from db.repositories.revisions import unknown


class NameReadings(NamedTuple):
    """How a name may be typed: every reading without tones, and the initials of each; separated by blanks."""

    pinyin: str
    initials: str


ReadName = Callable[[str], NameReadings]
"""Given by the wiring: the library behind it costs 0.2 s to import and is needed only when a person is added."""

_GET_ORGANISATION = select(organisation).where(organisation.c.id == bindparam("id"))
_OFFICES = select(organisation).where(organisation.c.role != Role.EMPLOYER.value).order_by(organisation.c.id)
_GET_ACCOUNT = select(account).where(account.c.id == bindparam("id"))
_GET_APPLICANT = select(applicant).where(applicant.c.id == bindparam("id"))
_ADD_ORGANISATION = insert(organisation)
_ADD_ACCOUNT = insert(account)
_ADD_APPLICANT = insert(applicant)
_OF_EMPLOYER_WITH_ID = select(applicant).where(
    applicant.c.employer_id == bindparam("employer_id"), applicant.c.id_number == bindparam("id_number")
)
_SAVE_APPLICANT = (
    update(applicant).where(applicant.c.id == bindparam("row_id")).values(rev=applicant.c.rev + 1)
)
_COUNT_RENAMED = text(
    "INSERT INTO setting (key, value) VALUES (:key, '1')"
    " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
)
RENAMED_SETTING = "people.renamed"
"""How often a known person got another name or number: the people index is built anew then (db.queries.reader)."""
_SAVE_ACCOUNT = update(account).where(account.c.id == bindparam("row_id"))


def read_organisation(row: Row[*tuple[Any, ...]]) -> Organisation:
    return Organisation(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        uscc=row.uscc,
        kind=EmployerKind(row.kind),
        region=row.region,
        municipal_unit_id=row.municipal_unit_id,
        bound=row.bound,
    )


def read_account(row: Row[*tuple[Any, ...]]) -> Account:
    return Account(
        row.id, row.organisation_id, row.login, row.name, Role(row.role), row.password_hash, row.active
    )


def read_applicant(row: Row[*tuple[Any, ...]]) -> Applicant:
    return Applicant(row.id, row.employer_id, row.name, row.id_number, row.phone)


def load_organisation(connection: Connection, organisation_id: str) -> Organisation:
    """Raises RuleError("N-404")."""
    row = connection.execute(_GET_ORGANISATION, {"id": organisation_id}).first()
    if row is None:
        raise unknown("organisation", organisation_id)
    return read_organisation(row)


def load_applicant(connection: Connection, applicant_id: str) -> Applicant:
    """Raises RuleError("N-404")."""
    row = connection.execute(_GET_APPLICANT, {"id": applicant_id}).first()
    if row is None:
        raise unknown("applicant", applicant_id)
    return read_applicant(row)


class OrganisationRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, organisation_id: str) -> Organisation:
        return load_organisation(self._connection, organisation_id)

    def offices(self) -> list[Organisation]:
        return [read_organisation(row) for row in self._connection.execute(_OFFICES)]

    def add(self, organisation: Organisation) -> None:
        self._connection.execute(
            _ADD_ORGANISATION,
            {
                "id": organisation.id,
                "name": organisation.name,
                "role": organisation.role.value,
                "uscc": organisation.uscc,
                "kind": organisation.kind.value,
                "region": organisation.region,
                "municipal_unit_id": organisation.municipal_unit_id,
                "bound": organisation.bound,
            },
        )


class AccountRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, account_id: str) -> Account:
        row = self._connection.execute(_GET_ACCOUNT, {"id": account_id}).first()
        if row is None:
            raise unknown("account", account_id)
        return read_account(row)

    def add(self, account: Account) -> None:
        self._connection.execute(_ADD_ACCOUNT, {"id": account.id, **_account_values(account)})

    def save(self, account: Account) -> None:
        done = self._connection.execute(_SAVE_ACCOUNT, {"row_id": account.id, **_account_values(account)})
        if done.rowcount != 1:
            raise unknown("account", account.id)


def _account_values(account: Account) -> dict[str, object]:
    return {
        "organisation_id": account.organisation_id,
        "login": account.login,
        "name": account.name,
        "role": account.role.value,
        "password_hash": account.password_hash,
        "active": account.active,
    }


class ApplicantRepository:
    def __init__(self, connection: Connection, read_name: ReadName) -> None:
        self._connection = connection
        self._read_name = read_name

    def get(self, applicant_id: str) -> Applicant:
        return load_applicant(self._connection, applicant_id)

    def add(self, applicant: Applicant) -> None:
        values = {"id": applicant.id, "employer_id": applicant.employer_id, **self._values(applicant)}
        self._connection.execute(_ADD_APPLICANT, values)

    def save(self, applicant: Applicant) -> None:
        done = self._connection.execute(
            _SAVE_APPLICANT.values(self._values(applicant)), {"row_id": applicant.id}
        )
        if done.rowcount != 1:
            raise unknown("applicant", applicant.id)
        self._connection.execute(_COUNT_RENAMED, {"key": RENAMED_SETTING})

    def of_employer_with_id(self, employer_id: str, id_number: str) -> Applicant | None:
        wanted = {"employer_id": employer_id, "id_number": id_number}
        row = self._connection.execute(_OF_EMPLOYER_WITH_ID, wanted).first()
        return None if row is None else read_applicant(row)

    def _values(self, applicant: Applicant) -> dict[str, object]:
        readings = self._read_name(applicant.name)
        return {
            "name": applicant.name,
            "name_pinyin": readings.pinyin,
            "name_initials": readings.initials,
            "id_number": applicant.id_number,
            "phone": applicant.phone,
        }
