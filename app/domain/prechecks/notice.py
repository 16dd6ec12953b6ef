"""One finding of a pre-check (DOMAIN facts §7): what, how much it asks for, and where. Pure.

A check flags and never decides: every finding points at its place. The words belong to ui/texts/notices, by code and
params.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How a finding is shown; neither is ever called 错误 (LOOK "Words")."""

    NOTICE = "notice"  # 需留意: counted in lists, stands beside its field with the triangle
    HINT = "hint"  # 提示: worth a look, often in order; said in the dossier, counted nowhere


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding. ``section``, ``field``, ``item_id``, ``file`` (SHA-256) and ``material`` say where; "" = not."""

    code: str
    params: Mapping[str, str]
    section: str = ""
    field: str = ""
    item_id: str = ""
    file: str = ""
    material: str = ""
    severity: Severity = Severity.NOTICE

    @property
    def counts(self) -> bool:
        """Whether lists count it."""
        return self.severity is Severity.NOTICE
