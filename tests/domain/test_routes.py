"""Which offices a declaration goes through (B5.2-B5.4, B10.5-B10.7, A4.8)."""

from dataclasses import replace

import pytest

from app.domain.declaration import Declaration, Route
from app.domain.organisation import EmployerKind, Organisation, Role
from app.domain.plan import AcceptancePoint
from app.domain.routes import find_route, unserved_level
from tests.factories import make_applicant, make_declaration, make_kit, make_organisation

OFFICES = (
    Organisation("west-point", "西湖区受理点", Role.ACCEPTANCE, region="330106"),
    Organisation("west-hr", "西湖区人社局", Role.HR_BUREAU, region="330106"),
    Organisation("upper-point", "上城区受理点", Role.ACCEPTANCE, region="330102"),
    Organisation("upper-hr", "上城区人社局", Role.HR_BUREAU, region="330102"),
    Organisation("water-bureau", "市水务局", Role.MUNICIPAL_UNIT),
    Organisation("committee", "中评委办公室", Role.COMMITTEE),
    Organisation("city", "市人力社保局", Role.CITY),
)
KIT = make_kit()


def declared(employer: Organisation, point: str = "") -> Declaration:
    return make_declaration(make_applicant(employer), acceptance_point=point)


def route_of(employer: Organisation, point: str = "", kit=KIT, offices=OFFICES) -> Route:
    return find_route(declared(employer, point), employer, kit, offices)


@pytest.mark.req("B5.2", "B10.5")
@pytest.mark.parametrize("kind", [EmployerKind.PRIVATE, EmployerKind.NON_PUBLIC])
def test_a_private_firm_goes_through_the_point_it_chose(kind: EmployerKind) -> None:
    firm = make_organisation(kind=kind, region="330102")
    assert route_of(firm, "330106") == Route("west-point", "west-hr", "", "committee")


@pytest.mark.req("B5.4", "B10.7")
@pytest.mark.parametrize("kind", [EmployerKind.STATE_FIRM, EmployerKind.INSTITUTION])
def test_a_unit_of_a_municipal_unit_goes_through_its_territory_and_its_forms_through_the_unit(
    kind: EmployerKind,
) -> None:
    firm = make_organisation(kind=kind, region="330102", municipal_unit_id="water-bureau")
    assert route_of(firm, "330102") == Route("upper-point", "upper-hr", "water-bureau", "committee")


def test_an_institution_of_the_district_has_no_municipal_unit() -> None:
    school = make_organisation(kind=EmployerKind.INSTITUTION, region="330102")
    assert route_of(school).municipal_id == ""
    assert route_of(school).acceptance_id == "upper-point"


@pytest.mark.req("A4.8")
def test_the_short_chain_knows_only_the_committee() -> None:
    kit = make_kit(levels=(Role.EMPLOYER, Role.COMMITTEE))
    firm = make_organisation(region="330102", municipal_unit_id="water-bureau")
    assert route_of(firm, kit=kit) == Route(committee_id="committee")


def test_the_only_office_of_a_level_is_it_and_of_two_nobody_can_say() -> None:
    firm = make_organisation(region="330199")
    assert route_of(firm, offices=OFFICES[:2]).acceptance_id == "west-point"
    assert route_of(firm).acceptance_id == ""
    assert route_of(firm, offices=()) == Route()


@pytest.mark.req("B5.2")
def test_a_chosen_point_is_never_served_by_the_office_of_another() -> None:
    kit = replace(
        KIT, acceptance_points=tuple(AcceptancePoint(key, key) for key in ("330102", "330106", "330199"))
    )
    firm = make_organisation(region="330106")
    alone = (OFFICES[0], OFFICES[1])
    assert route_of(firm, "330199", kit).acceptance_id == ""
    assert route_of(firm, "330199", kit, alone) == Route()
    assert unserved_level(Route(), kit, alone) is Role.ACCEPTANCE
    assert unserved_level(Route(), kit, ()) is None
    # One that stands for none of the plan's points serves them all.
    everybodys = replace(OFFICES[0], region="")
    assert route_of(firm, "330199", kit, (everybodys,)).acceptance_id == "west-point"


def test_the_route_does_not_depend_on_the_order_in_which_offices_are_known() -> None:
    firm = make_organisation(region="330106")
    assert route_of(firm, offices=OFFICES[::-1]) == route_of(firm)
    assert route_of(replace(firm, region="330102")).hr_bureau_id == "upper-hr"
