"""Which declaration an actor may act on: its own unit's, or one that has reached its office (DESIGN §4)."""

from app.domain.declaration import Declaration, Route
from app.domain.errors import RuleError
from app.domain.organisation import Actor, Role
from app.ports.unit_of_work import UnitOfWork


def office_on_route(route: Route, role: Role) -> str | None:
    """The organisation that acts for the level on this route; None: every office of the level (市人社局, 市建委)."""
    match role:
        case Role.ACCEPTANCE:
            return route.acceptance_id
        case Role.HR_BUREAU:
            return route.hr_bureau_id
        case Role.MUNICIPAL_UNIT:
            return route.municipal_id
        case Role.COMMITTEE:
            return route.committee_id
        case Role.CITY:
            return None
        case _:
            return ""


def declaration_within_reach(uow: UnitOfWork, actor: Actor, declaration_id: str) -> Declaration:
    """Raises RuleError("N-404") for one of another unit or office, and one that has not come this far: as unknown as none."""
    declaration = uow.declarations.get(declaration_id)
    if actor.role is Role.EMPLOYER:
        allowed = declaration.employer_id == actor.organisation_id
    else:
        office = office_on_route(declaration.route, actor.role)
        allowed = office in (None, actor.organisation_id) and uow.declarations.has_reached(
            declaration.id, actor.role
        )
    if not allowed:
        raise RuleError("N-404", kind="declaration", id=declaration_id)
    return declaration
