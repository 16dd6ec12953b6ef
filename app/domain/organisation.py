"""Organisations, roles and local accounts (DOMAIN facts §1, §2). Who may do what is in ``workflow``."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The levels of the chain, each owned by one kind of organisation (seed B head)."""

    EMPLOYER = "employer"
    ACCEPTANCE = "acceptance"
    HR_BUREAU = "hr_bureau"
    MUNICIPAL_UNIT = "municipal_unit"
    COMMITTEE = "committee"
    CITY = "city"
    ADMIN = "admin"


class EmployerKind(StrEnum):
    """Decides the route and some materials (B5.2, B5.4, B7.3)."""

    PRIVATE = "private"  # 民营企业
    NON_PUBLIC = "non_public"  # 非公单位
    STATE_FIRM = "state_firm"  # 国有企业
    INSTITUTION = "institution"  # 事业单位
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    name: str
    role: Role
    """The level this organisation acts on."""
    uscc: str = ""
    kind: EmployerKind = EmployerKind.OTHER
    region: str = ""
    """Six-digit region code, e.g. 330102."""
    municipal_unit_id: str | None = None
    """市直单位 this employer belongs to, if any (B5.4, B10.7)."""
    bound: bool = True
    """Its name is bound: the authorisation proof was approved (B1.5)."""


@dataclass(frozen=True, slots=True)
class Account:
    """A local account. Accounts separate duties, they are no secrecy border (DESIGN §3)."""

    id: str
    organisation_id: str
    login: str
    name: str
    role: Role
    password_hash: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """Who sits there: the account as commands, decisions and the audit log carry it."""

    account_id: str
    name: str
    role: Role
    organisation_id: str
    organisation_name: str
