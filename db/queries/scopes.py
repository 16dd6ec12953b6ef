"""What a desk may see, as SQL conditions (DESIGN §4, "who sees what"). Every query of a list or dossier uses these.

An employer sees its own people, archive items and declarations. A level above sees a declaration of its own
district or committee from its first arrival there on, and no archive items: what a declaration froze comes with the declaration.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, false

from app.domain.declaration import BEYOND_EMPLOYER, EMPLOYER_STAGES, DeclarationTab, Stage
from app.domain.organisation import Role
from app.domain.road import REVIEW_STAGES, STATION_OF_LEVEL, stages_after
from app.ports.queries import Scope
from db.levels import BIT_OF_LEVEL, LEVEL_ORDER
from db.models.archive import archive_item
from db.models.declarations import declaration


def own_items(scope: Scope) -> ColumnElement[bool]:
    if scope.role is not Role.EMPLOYER:
        return false()
    return archive_item.c.employer_id == scope.organisation_id


def visible_declarations(scope: Scope) -> ColumnElement[bool]:
    if scope.role is Role.EMPLOYER:
        return declaration.c.employer_id == scope.organisation_id
    bit = BIT_OF_LEVEL.get(scope.role)
    if bit is None:
        return false()
    reached = declaration.c.reached.bitwise_and(bit) != 0
    office = _OFFICE.get(scope.role)
    return reached if office is None else reached & (office == scope.organisation_id)


_OFFICE: Mapping[Role, ColumnElement[str]] = {
    Role.ACCEPTANCE: declaration.c.acceptance_id,
    Role.HR_BUREAU: declaration.c.hr_bureau_id,
    Role.MUNICIPAL_UNIT: declaration.c.municipal_id,
    Role.COMMITTEE: declaration.c.committee_id,
}
"""Whose dossier it is on each level; at the city both offices see every one (B13.1)."""


LISTED_STAGES = frozenset(Stage) - {Stage.DRAFT}
"""Drafts never stand in a review list."""


def stages_of_tab(role: Role) -> Mapping[DeclarationTab, frozenset[Stage]]:
    """Which stages stand under which tab of this desk. 退回记录 lists events, not stages."""
    return _STAGES_OF_TAB.get(role, _NOTHING)


_NOTHING: Mapping[DeclarationTab, frozenset[Stage]] = dict.fromkeys(DeclarationTab, frozenset()) | {
    DeclarationTab.ALL: LISTED_STAGES
}
"""市直单位 and the city review no declaration; they read what has reached them."""
_STAGES_OF_TAB: Mapping[Role, Mapping[DeclarationTab, frozenset[Stage]]] = {
    role: {
        DeclarationTab.PENDING: EMPLOYER_STAGES
        if role is Role.EMPLOYER
        else frozenset({REVIEW_STAGES[role]}),
        DeclarationTab.PASSED: BEYOND_EMPLOYER
        if role is Role.EMPLOYER
        else stages_after(STATION_OF_LEVEL[role]),
        DeclarationTab.FAILED: frozenset({Stage.FAILED, Stage.NOT_APPROVED}),
        DeclarationTab.RETURNS: frozenset(),
        DeclarationTab.ALL: LISTED_STAGES,
    }
    for role in LEVEL_ORDER
}
