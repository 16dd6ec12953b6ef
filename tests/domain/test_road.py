"""The stations of the road and the stages inside them (seed B head)."""

import pytest

from app.domain.declaration import FINAL_STAGES, NEVER_PASSED, Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.road import STAGES, STATION_OF_STAGE, Station, next_station, stages_after
from app.domain.workflow import DECLARATION_TABLE
from app.domain.workflow_rows import Guard, Way
from app.services.plan_kits import FolderPlanKits
from resources import plans_dir
from tests.factories import make_kit

KITS = FolderPlanKits(plans_dir())
WHOLE = KITS.get("hz-construction-engineer-2026").road


@pytest.mark.req("B0")
def test_the_construction_plan_follows_the_head_of_seed_b() -> None:
    assert tuple(Station) == WHOLE


@pytest.mark.req("A4.8")
def test_the_water_plans_name_the_unit_and_the_committee_only() -> None:
    road = KITS.get("zj-water-engineer-2020").road
    assert road[:2] == (Station.EMPLOYER, Station.COMMITTEE)
    assert not {Station.PAYMENT, Station.PAPER_FORMS, Station.CITY, Station.FORMS_BACK} & set(road)


def test_every_stage_is_on_the_road_or_known_to_be_off_it() -> None:
    assert set(STATION_OF_STAGE) | NEVER_PASSED == set(Stage)
    assert not set(STATION_OF_STAGE) & NEVER_PASSED


def test_the_road_ends_and_what_was_paid_is_not_asked_for_again() -> None:
    assert next_station(WHOLE, Station.HR_BUREAU) is Station.PAYMENT
    assert next_station(WHOLE, Station.HR_BUREAU, paid=True) is Station.PAPER_FORMS
    with pytest.raises(RuleError, match="W-102"):
        next_station(WHOLE, Station.ARCHIVED)
    with pytest.raises(RuleError, match="W-102"):
        next_station(make_kit().road, Station.PAYMENT)


def test_every_stage_of_the_road_has_an_owner_who_can_go_on() -> None:
    aside = {"reopen", "give_up", "request_reopen"}
    for stage in set(Stage) - FINAL_STAGES:
        rows = [r for r in DECLARATION_TABLE if r.stage is stage and r.action not in aside]
        assert {r.role for r in rows}, stage
        assert any(r.target is not stage and r.target is not Way.STAY for r in rows), stage


def test_nothing_goes_on_from_where_nobody_has_to_act() -> None:
    actions = {r.action for r in DECLARATION_TABLE if r.stage in FINAL_STAGES}
    assert actions <= {"reopen", "request_reopen"}


@pytest.mark.req("A4.4", "B11.1", "B12.1")
def test_each_publicity_is_left_forwards_only_when_it_is_complete_and_without_objection() -> None:
    running = {Stage.IN_PUBLICITY, Stage.IN_APPLICANTS_PUBLICITY, Stage.IN_RESULTS_PUBLICITY}
    onward = [r for r in DECLARATION_TABLE if r.stage in running and r.target is Way.NEXT]
    assert {r.stage for r in onward} == running
    assert all({Guard.PUBLICITY_COMPLETE, Guard.NO_OPEN_OBJECTION} <= r.guards for r in onward)


@pytest.mark.req("A4.2")
def test_every_return_and_failure_says_why() -> None:
    refusing = [r for r in DECLARATION_TABLE if r.action in ("return", "fail")]
    assert {r.role for r in refusing} == {Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE}
    assert all(Guard.DEFECTS_NAMED in r.guards for r in refusing)


def test_stages_after_a_station_are_those_of_the_stations_behind_it() -> None:
    assert stages_after(Station.ARCHIVED) == frozenset()
    assert stages_after(Station.CERTIFICATE) == {Stage.AWAITING_FORMS_BACK, Stage.ARCHIVED}
    assert all(stages[0] in stages_after(Station.EMPLOYER) for s, stages in STAGES.items() if s != "employer")
