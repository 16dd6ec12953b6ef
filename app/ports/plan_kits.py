"""Plan kits by id and version; a running declaration keeps the version it started with."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.plan import PlanKit, SectionSpec


class PlanKits(Protocol):
    def all(self) -> Sequence[PlanKit]: ...

    def get(self, plan_id: str, version: int | None = None) -> PlanKit:
        """Raises EnvironmentFault("K-101") for an unknown kit."""
        ...

    def archive_sections(self) -> Sequence[SectionSpec]:
        """基本信息 and categories 1-16, common to all kits."""
        ...
