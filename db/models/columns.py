"""Column types and the one metadata of the working copy. Used by db.models only.

Times are whole microseconds since 1970 UTC: exact (the audit hash covers microseconds), small in indexes, and the same
number in SQLite and PostgreSQL. JSON is canonical text (sorted keys, no blanks), so equal values are equal texts.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, MetaData, String, Text, TypeDecorator

from app.domain.audit import canonical_json
from db.json_text import load_json, to_plain

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

Id = String(36)
"""A UUIDv7 as text (SQLAlchemy's Uuid would be 32 characters in SQLite and 36 in PostgreSQL)."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(moment: datetime) -> int:
    """``moment`` is aware. Exact: no float is involved."""
    return (moment - EPOCH) // ONE_MICROSECOND


def from_microseconds(number: int) -> datetime:
    return EPOCH + timedelta(microseconds=number)


class UtcMoment(TypeDecorator[datetime]):
    """An aware datetime, kept as microseconds and read back in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_microseconds(value)


class CanonicalJson(TypeDecorator[Any]):
    """A mapping or list, kept as canonical JSON text. Dataclasses, enums, dates and tuples become plain JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(to_plain(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else load_json(value)


JsonObject = Mapping[str, Any]
