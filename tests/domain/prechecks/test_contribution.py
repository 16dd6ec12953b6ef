"""集体项目须提供本人系主要贡献者依据 (B6.3), and what an item's dates may not say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.domain.attachment import FileRef
from app.domain.prechecks.evidence import check_contribution, check_evidence
from app.domain.prechecks.item_fields import check_future_dates, check_order_of_dates, check_rank
from app.domain.prechecks.notice import Notice, Severity
from app.services.plan_kits import FolderPlanKits
from tests.factories import make_file

KIT = FolderPlanKits(resources.plans_dir()).get("hz-construction-engineer-2026")
AWARD, PROJECT = KIT.section("award"), KIT.section("project")
TODAY = date(2026, 10, 9)


def contribution(section: str, fields: dict[str, str], *names: str) -> list[Notice]:
    files = [make_file(name=name) for name in names]
    return list(check_contribution(KIT.section(section), fields, files, "i"))


@pytest.mark.req("B6.3")
def test_several_people_and_one_certificate_is_a_hint_where_the_rank_can_be_looked_up() -> None:
    (notice,) = contribution("award", {"people": "2", "rank": "2"}, "获奖证书.pdf")
    assert (notice.code, notice.field, notice.item_id) == ("contribution_unproved", "people", "i")
    assert notice.severity is Severity.HINT
    assert not notice.counts


@pytest.mark.req("B6.3")
def test_several_people_and_no_rank_is_a_notice_since_there_is_nothing_to_look_up() -> None:
    (notice,) = contribution("research", {"people": "5"}, "结题证明.pdf")
    assert notice.severity is Severity.NOTICE
    assert notice.params == {"people": "5"}


@pytest.mark.req("B6.3")
@pytest.mark.parametrize("people", ["1", "", "0", "若干"])
def test_the_work_of_one_person_needs_no_such_proof(people: str) -> None:
    assert contribution("award", {"people": people}, "获奖证书.pdf") == []


@pytest.mark.req("B6.3")
@pytest.mark.parametrize(
    "name", ["排名证明.pdf", "主要完成人名单.jpg", "项目任务书.pdf", "主要贡献者证明.pdf"]
)
def test_a_file_whose_name_says_who_did_what_is_a_proof(name: str) -> None:
    assert contribution("award", {"people": "3"}, name) == []


@pytest.mark.req("B6.3")
def test_a_second_file_is_a_proof_the_same_file_twice_is_not() -> None:
    assert contribution("award", {"people": "3"}, "获奖证书.pdf", "扫描件.pdf") == []
    twice = make_file(name="获奖证书.pdf")
    copy = FileRef(twice.sha256, "获奖证书(1).pdf", twice.size, twice.media_type)
    assert len(list(check_contribution(AWARD, {"people": "3"}, [twice, copy]))) == 1


@pytest.mark.req("B6.3")
def test_taking_part_in_a_project_counts_as_the_work_of_several() -> None:
    (notice,) = contribution("project", {"role": "参与"}, "项目合同.pdf")
    assert (notice.field, notice.severity) == ("role", Severity.HINT)
    assert contribution("project", {"role": "主持"}, "项目合同.pdf") == []


@pytest.mark.req("A5.2", "B6.3")
def test_without_any_file_only_the_missing_evidence_is_said() -> None:
    assert contribution("award", {"people": "3"}) == []
    assert [n.code for n in check_evidence(AWARD, [], "i")] == ["evidence_missing"]


def test_a_paper_prints_its_authors() -> None:
    assert contribution("paper", {"people": "3"}, "论文首页.pdf") == []


def test_what_has_not_come_yet_is_flagged_but_not_an_end_to_come() -> None:
    on_the_day = {"awarded_on": "2026-10"}
    assert list(check_future_dates(AWARD, on_the_day, TODAY)) == []
    (notice,) = check_future_dates(AWARD, {"awarded_on": "2026-11"}, TODAY)
    assert (notice.code, notice.field, notice.params) == ("date_future", "awarded_on", {"value": "2026-11"})
    assert list(check_future_dates(PROJECT, {"start": "2026-01", "end": "2027-12"}, TODAY)) == []
    paper = KIT.section("paper")
    assert [n.field for n in check_future_dates(paper, {"year": "2027"}, TODAY)] == ["year"]


def test_a_certificate_that_expires_before_it_was_obtained() -> None:
    section = KIT.section("qualification")
    (notice,) = check_order_of_dates(section, {"obtained_on": "2023-05-02", "expires_on": "2023-05-01"})
    assert (notice.code, notice.field) == ("period_reversed", "expires_on")
    assert list(check_order_of_dates(section, {"obtained_on": "2023-05-02", "expires_on": "2023-05"})) == []


@given(rank=st.integers(0, 60), people=st.integers(0, 60))
def test_a_rank_is_flagged_exactly_where_it_exceeds_the_people(rank: int, people: int) -> None:
    found = list(check_rank(AWARD, {"rank": str(rank), "people": str(people)}))
    assert bool(found) is (rank > people)
