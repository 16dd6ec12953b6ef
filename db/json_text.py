"""Domain values as plain JSON and back: canonical text for JSON columns, the outbox and the audit content."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any


def to_plain(value: object) -> Any:
    """The value as JSON knows it. Dates and times become ISO text, enums their value, dataclasses mappings.

    Raises TypeError for anything else: a value that cannot be read back must not slip into a record.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return to_plain(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):  # also datetime
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(to_plain(key)): to_plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(entry) for entry in value]
    if isinstance(value, set | frozenset):
        return sorted((to_plain(entry) for entry in value), key=str)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"no JSON form for {type(value).__name__}")


def load_json(text: str) -> Any:
    return json.loads(text)
