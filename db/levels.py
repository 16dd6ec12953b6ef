"""Which level a stage belongs to, and which bits ``declaration.reached`` has. Used by repositories and queries."""

from collections.abc import Mapping

from app.domain.declaration import EMPLOYER_STAGES, Stage
from app.domain.organisation import Role
from app.domain.workflow import ARRIVAL

# Stored: never reorder, only append.
BIT_OF_LEVEL: Mapping[Role, int] = {
    Role.EMPLOYER: 1,
    Role.ACCEPTANCE: 2,
    Role.HR_BUREAU: 4,
    Role.MUNICIPAL_UNIT: 8,
    Role.COMMITTEE: 16,
    Role.CITY: 32,
}

LEVEL_OF_STAGE: Mapping[Stage, Role] = dict.fromkeys(EMPLOYER_STAGES, Role.EMPLOYER) | {
    stage: role for role, stage in ARRIVAL.items()
}

LEVEL_ORDER: tuple[Role, ...] = tuple(ARRIVAL)
"""From the employer upwards."""


def bit_of_stage(stage: Stage) -> int:
    """0 for stages that belong to no level (draft, returned, failed)."""
    level = LEVEL_OF_STAGE.get(stage)
    return BIT_OF_LEVEL[level] if level else 0
