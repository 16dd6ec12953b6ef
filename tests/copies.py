"""Real encrypted working copies for tests, and a unit with an account in them. Fixtures stand in tests/db/conftest.py."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.organisation import Account, Actor, Organisation
from app.ports.queries import Scope
from db.migrate import upgrade
from db.unit_of_work import SqlUnitOfWork
from db.working_copy import WorkingCopy, create_copy, open_copy
from tests.factories import make_account, make_actor, make_id, make_organisation, make_scope

KEY = bytes(range(32))
"""Published here: a test copy holds nothing real."""

NewUow = Callable[[], SqlUnitOfWork]


@dataclass(frozen=True)
class Office:
    """A unit with one account, as a copy knows it."""

    unit: Organisation
    account: Account
    actor: Actor
    scope: Scope


def create_test_copy(folder: Path, *, sample: bool = False) -> WorkingCopy:
    return create_copy(folder, KEY, copy_id=make_id(), upgrade=upgrade, sample=sample)


def open_test_copy(folder: Path) -> WorkingCopy:
    return open_copy(folder, KEY, upgrade=upgrade)


def add_office(new_uow: NewUow, **changes: object) -> Office:
    """Put a new unit with one account into the copy; ``changes`` are fields of the Organisation."""
    unit = make_organisation(**changes)
    account = make_account(unit)
    with new_uow() as uow:
        uow.organisations.add(unit)
        uow.accounts.add(account)
        uow.commit()
    return Office(unit, account, make_actor(unit, account), make_scope(unit))
