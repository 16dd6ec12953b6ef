"""The person who declares (申报人). HR acts for the person; the person has no account (DOMAIN facts §1)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Applicant:
    id: str
    employer_id: str
    name: str
    id_number: str
    """证件号码, normalised (app.domain.identity.normalise_id)."""
    phone: str = ""
