"""New identifiers: UUIDv7 as 36-character text (DESIGN §3)."""

from typing import Protocol


class NewId(Protocol):
    def __call__(self) -> str: ...
