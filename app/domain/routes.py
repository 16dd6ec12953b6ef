"""Which offices a declaration goes through (seed B 二(三) B5.2-B5.4, 二(八) B10.5-B10.7; A4.8). Pure.

民营企业和非公单位 choose a 受理点 by affiliation; units of a 市直单位 go through the 受理点 of their territory, with their paper
forms through the 市直单位. The 受理点's region also says which 区县人社部门 is next.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from app.domain.declaration import Declaration, Route
from app.domain.organisation import Organisation, Role
from app.domain.plan import PlanKit

IN_DISTRICT = (Role.ACCEPTANCE, Role.HR_BUREAU)
"""Levels whose office goes by the 受理点."""


def find_route(
    declaration: Declaration, employer: Organisation, kit: PlanKit, offices: Iterable[Organisation]
) -> Route:
    """The offices of the plan's levels, as far as this copy knows them."""
    known = tuple(offices)
    region = declaration.acceptance_point or employer.region
    others = {p.key for p in kit.acceptance_points} if declaration.acceptance_point else set()
    district = {role: _office_of(role, known, region, others) for role in IN_DISTRICT if role in kit.levels}
    return Route(
        acceptance_id=district.get(Role.ACCEPTANCE, ""),
        hr_bureau_id=district.get(Role.HR_BUREAU, ""),
        municipal_id=(employer.municipal_unit_id or "") if Role.ACCEPTANCE in kit.levels else "",
        committee_id=_office_of(Role.COMMITTEE, known),
    )


def lacks_office(route: Route, kit: PlanKit) -> bool:
    """Whether a level of the plan has no office on the route: none was known when it was handed in."""
    offices = {
        Role.ACCEPTANCE: route.acceptance_id,
        Role.HR_BUREAU: route.hr_bureau_id,
        Role.COMMITTEE: route.committee_id,
    }
    return any(not offices.get(level, "known") for level in kit.levels)


def complete_route(route: Route, found: Route) -> Route:
    """The route with the offices that are known by now where it had none; what it had stays, and the way of the forms."""
    return replace(
        route,
        acceptance_id=route.acceptance_id or found.acceptance_id,
        hr_bureau_id=route.hr_bureau_id or found.hr_bureau_id,
        committee_id=route.committee_id or found.committee_id,
    )


def unserved_level(route: Route, kit: PlanKit, offices: Iterable[Organisation]) -> Role | None:
    """The first level of the district that has offices, none of them for the 受理点 that was chosen."""
    known = {office.role for office in offices}
    found = {Role.ACCEPTANCE: route.acceptance_id, Role.HR_BUREAU: route.hr_bureau_id}
    return next((r for r in IN_DISTRICT if r in kit.levels and r in known and not found[r]), None)


def _office_of(
    role: Role, offices: tuple[Organisation, ...], region: str = "", others: Collection[str] = ()
) -> str:
    """The office of the region; the only one there is, unless it stands for one of the ``others``; "" where nobody can say."""
    of_role = [o for o in offices if o.role is role]
    found = [o for o in of_role if region and o.region == region]
    if found:
        return found[0].id
    return of_role[0].id if len(of_role) == 1 and of_role[0].region not in others else ""
