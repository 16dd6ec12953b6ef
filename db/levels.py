"""Which level a stage belongs to, and which bits ``declaration.reached`` has. Used by repositories and queries."""

from collections.abc import Mapping

from app.domain.declaration import EMPLOYER_STAGES, Route, Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep, form_desk
from app.domain.road import REVIEW_STAGES

# Stored: never reorder, only append.
BIT_OF_LEVEL: Mapping[Role, int] = {
    Role.EMPLOYER: 1,
    Role.ACCEPTANCE: 2,
    Role.HR_BUREAU: 4,
    Role.MUNICIPAL_UNIT: 8,
    Role.COMMITTEE: 16,
    Role.CITY: 32,
}

LEVEL_OF_STAGE: Mapping[Stage, Role] = (
    dict.fromkeys((*EMPLOYER_STAGES, Stage.AWAITING_PAYMENT), Role.EMPLOYER)
    | {stage: role for role, stage in REVIEW_STAGES.items()}
    | dict.fromkeys(
        (
            Stage.AWAITING_APPLICANTS_PUBLICITY,
            Stage.IN_APPLICANTS_PUBLICITY,
            Stage.AWAITING_MEETING,
            Stage.AWAITING_RESULTS_PUBLICITY,
            Stage.IN_RESULTS_PUBLICITY,
            Stage.AWAITING_REPORT,
        ),
        Role.COMMITTEE,
    )
    | {Stage.CITY_REVIEW: Role.CITY}
)
"""At whose desk a dossier of the stage lies; a stage of several desks (paper forms, 发文) is not here."""

LEVEL_ORDER: tuple[Role, ...] = tuple(REVIEW_STAGES)
"""The levels that review declarations, from the employer upwards."""

_WITH_COMMITTEE = frozenset({FormStep.FORWARDED, FormStep.COMMITTEE_RECEIVED})
_WITH_DESK = frozenset({FormStep.HANDED_IN, FormStep.RECEIVED, FormStep.MUNICIPAL_STAMPED})


def bits_moved(before: Route, after: Route) -> int:
    """The levels whose office on the route is another one now: the new one has not had the dossier yet."""
    offices = (
        (Role.ACCEPTANCE, before.acceptance_id, after.acceptance_id),
        (Role.HR_BUREAU, before.hr_bureau_id, after.hr_bureau_id),
        (Role.MUNICIPAL_UNIT, before.municipal_id, after.municipal_id),
        (Role.COMMITTEE, before.committee_id, after.committee_id),
    )
    return sum(BIT_OF_LEVEL[role] for role, old, new in offices if old and old != new)


def bits_reached(stage: Stage, form_step: str = "", municipal_id: str = "") -> int:
    """The level that sees the dossier from here on; 0 for stages that no level comes to by (draft, returned, failed).

    The paper forms reach the 市直单位 and the committee's office before the dossier's own review does.
    """
    level = LEVEL_OF_STAGE.get(stage)
    if stage is Stage.AWAITING_FORMS:
        if form_step in _WITH_COMMITTEE:
            level = Role.COMMITTEE
        elif form_step in _WITH_DESK:
            level = form_desk(municipal_id)
    return BIT_OF_LEVEL[level] if level else 0
