"""Sign-in with a local account; every later decision carries it (issue: who sits here)."""

from app.domain.errors import RuleError
from app.domain.organisation import Actor
from app.ports.clock import Clock
from app.ports.queries import AccountChoice
from app.ports.secrets import PasswordHasher
from app.ports.unit_of_work import NewUnitOfWork


def sign_in(
    choice: AccountChoice,
    password: str,
    new_unit_of_work: NewUnitOfWork,
    clock: Clock,
    passwords: PasswordHasher,
) -> Actor:
    """The actor of this desk. Raises RuleError A-101 disabled account, A-102 wrong password (both are audited)."""
    right = choice.account.active and passwords.verify(choice.account.password_hash, password)
    return record_sign_in(choice, right=right, new_unit_of_work=new_unit_of_work, clock=clock)


def record_sign_in(
    choice: AccountChoice, *, right: bool, new_unit_of_work: NewUnitOfWork, clock: Clock
) -> Actor:
    """The same where the password was checked already (the login of a server copy). Raises what ``sign_in`` raises."""
    account, unit = choice.account, choice.organisation
    actor = Actor(account.id, account.name, account.role, unit.id, unit.name)
    right = right and account.active
    with new_unit_of_work() as uow:
        uow.audit.append(
            at=clock.now(),
            act="sign_in" if right else "sign_in.refused",
            actor=actor,
            subject_kind="account",
            subject_id=account.id,
            content={"login": account.login},
        )
        uow.commit()
    if not account.active:
        raise RuleError("A-101")
    if not right:
        raise RuleError("A-102")
    return actor
