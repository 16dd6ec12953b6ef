"""Organisations, local accounts and applicants (DOMAIN facts §1, §2). Read by repositories and queries."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from db.models.columns import Id, metadata


class OrganisationColumns(TypedColumns):
    id: Named[str] = Column(Id, primary_key=True)
    name: Named[str] = Column(Text)
    role: Named[str] = Column(Text)
    uscc: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    region: Named[str] = Column(Text)
    municipal_unit_id: Named[str | None] = Column(Id)
    bound: Named[bool]
    rev: Named[int] = Column(Integer, server_default="1")


organisation = Table("organisation", metadata, OrganisationColumns)


class AccountColumns(TypedColumns):
    id: Named[str] = Column(Id, primary_key=True)
    organisation_id: Named[str] = Column(Id, ForeignKey(organisation.c.id), index=True)
    login: Named[str] = Column(Text, unique=True)
    name: Named[str] = Column(Text)
    role: Named[str] = Column(Text)
    password_hash: Named[str] = Column(Text)
    active: Named[bool]


account = Table("account", metadata, AccountColumns)


class ApplicantColumns(TypedColumns):
    """``key`` is the row number that lists, joins and the people index use; ``id`` is what the world knows.

    Keys are dense (people are never deleted, retention empties them), so a bit per key is a small bitmap.
    """

    key: Named[int] = Column(Integer, primary_key=True)
    id: Named[str] = Column(Id, unique=True)
    employer_id: Named[str] = Column(Id, ForeignKey(organisation.c.id))
    name: Named[str] = Column(Text)
    name_pinyin: Named[str] = Column(Text)
    """Every reading, lower case without tones, separated by blanks."""
    name_initials: Named[str] = Column(Text)
    id_number: Named[str] = Column(Text)
    phone: Named[str] = Column(Text)
    rev: Named[int] = Column(Integer, server_default="1")


applicant = Table("applicant", metadata, ApplicantColumns)
Index("ix_applicant_employer_id", applicant.c.employer_id)
# One person, one archive: is the number known in the unit?
Index("ix_applicant_id_number", applicant.c.employer_id, applicant.c.id_number)
