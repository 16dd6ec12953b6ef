"""What a desk may see, as SQL conditions (DESIGN §4, "who sees what"). Every query of a list or dossier uses these.

An employer sees its own people, archive items and declarations. A level above sees a declaration from its first arrival
there on, and no archive items: what a declaration froze comes with the declaration.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, false

from app.domain.declaration import BEYOND_EMPLOYER, EMPLOYER_STAGES, DeclarationTab, Stage
from app.domain.organisation import Role
from app.domain.workflow import ARRIVAL
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
    return false() if bit is None else declaration.c.reached.bitwise_and(bit) != 0


LISTED_STAGES = frozenset(Stage) - {Stage.DRAFT}
"""Drafts never stand in a review list."""


def stages_of_tab(role: Role) -> Mapping[DeclarationTab, frozenset[Stage]]:
    """Which stages stand under which tab of this desk. 退回记录 lists events, not stages."""
    return _STAGES_OF_TAB.get(role, _NOTHING)


def _stages_above(role: Role) -> frozenset[Stage]:
    return frozenset(ARRIVAL[level] for level in LEVEL_ORDER[LEVEL_ORDER.index(role) + 1 :])


_NOTHING: Mapping[DeclarationTab, frozenset[Stage]] = dict.fromkeys(DeclarationTab, frozenset())
_STAGES_OF_TAB: Mapping[Role, Mapping[DeclarationTab, frozenset[Stage]]] = {
    role: {
        DeclarationTab.PENDING: EMPLOYER_STAGES if role is Role.EMPLOYER else frozenset({ARRIVAL[role]}),
        DeclarationTab.PASSED: BEYOND_EMPLOYER if role is Role.EMPLOYER else _stages_above(role),
        DeclarationTab.FAILED: frozenset({Stage.FAILED}),
        DeclarationTab.RETURNS: frozenset(),
        DeclarationTab.ALL: LISTED_STAGES,
    }
    for role in LEVEL_ORDER
}
