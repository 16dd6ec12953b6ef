"""Each person's next act and its date, and the tiles of 缺件矩阵."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.declaration import Declaration, MaterialFiles, Stage
from app.domain.declaring import Step
from app.domain.next_acts import Act, CellState, DateKind, NextAct, Progress, judge_progress
from app.domain.plan import PlanWindow
from app.domain.prechecks.notice import Notice
from tests.factories import make_applicant, make_declaration, make_item, make_kit, make_organisation

TODAY = date(2026, 10, 9)
END = date(2026, 10, 23)
KIT = make_kit(windows=(PlanWindow("declare", "申报", date(2026, 9, 1), END),))
PERSON = make_applicant(make_organisation())
ITEMS = [make_item(PERSON, section="basic"), make_item(PERSON)]
ARCHIVE = (("basic", ArchiveStatus.PASSED), ("award", ArchiveStatus.PASSED))
DRAFT = make_declaration(PERSON, ITEMS, stage=Stage.DRAFT)


def judge(declaration: Declaration, **more: Any) -> Progress:
    return judge_progress(KIT, declaration, **{"archive": ARCHIVE, "today": TODAY, **more})


def test_a_draft_leads_to_its_first_open_step_until_the_window_closes() -> None:
    found = judge(replace(DRAFT, commitment=None, materials=()))
    assert found.next == NextAct(Act.FILL_STEP, END, step=Step.COMMITMENT, count=2)
    assert found.missing == 2
    states = {cell.key: cell.state for cell in found.cells}
    assert states["commitment"] is states["degree"] is CellState.MISSING
    assert states["photo"] is CellState.DONE


def test_a_complete_draft_waits_for_the_archive_then_is_handed_in() -> None:
    pending = (*ARCHIVE, ("paper", ArchiveStatus.PENDING))
    waiting = judge(DRAFT, archive=pending)
    assert (waiting.next.act, waiting.next.count) == (Act.WAIT_ARCHIVE, 1)
    assert CellState.IN_REVIEW in {cell.state for cell in waiting.cells}
    assert judge(DRAFT, archive=ARCHIVE[1:]).next.act is Act.PASS_BASIC
    assert judge(DRAFT).next == NextAct(Act.SUBMIT, END)


def test_what_is_flagged_is_pointed_out_and_does_not_count_as_missing() -> None:
    notice = Notice("record_form_expired", {"until": "2026-09-30"}, "materials", material="degree")
    found = judge(DRAFT, notices=[notice])
    assert (found.missing, found.noticed) == (0, 1)


def test_the_road_through_the_unit() -> None:
    acts = {
        Stage.EMPLOYER_REVIEW: Act.REVIEW,
        Stage.AWAITING_PUBLICITY: Act.START_PUBLICITY,
        Stage.RETURNED: Act.CORRECT,
        Stage.FAILED: Act.NONE,
        Stage.ACCEPTANCE_REVIEW: Act.WITH_LEVEL,
        Stage.AWAITING_PAYMENT: Act.PAY,
        Stage.AWAITING_FORMS: Act.FORMS,
        Stage.COMMITTEE_REVIEW: Act.WITH_LEVEL,
        Stage.AWAITING_FORMS_BACK: Act.FORMS,
    }
    assert {stage: judge(replace(DRAFT, stage=stage)).next.act for stage in acts} == acts


@pytest.mark.req("B9")
def test_the_last_day_to_pay_is_the_units_date() -> None:
    found = judge(replace(DRAFT, stage=Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 20)))
    assert found.next == NextAct(Act.PAY, date(2026, 10, 20))


@pytest.mark.req("B10.1", "B10.4", "B10.5")
@pytest.mark.parametrize(
    ("step", "ours"),
    [("", True), ("exported", True), ("unit_stamped", True), ("handed_in", False), ("forwarded", False)],
)
def test_the_forms_are_the_units_until_it_has_handed_them_in(step: str, ours: bool) -> None:
    found = judge(replace(DRAFT, stage=Stage.AWAITING_FORMS, form_step=step))
    assert (found.next.act, found.next.is_ours) == (Act.FORMS, ours)


def test_a_publicity_is_waited_for_until_the_day_after_its_end() -> None:
    running = replace(DRAFT, stage=Stage.IN_PUBLICITY, publicity_to=TODAY)
    assert judge(running).next == NextAct(
        Act.WAIT_PUBLICITY, date(2026, 10, 10), DateKind.FROM, is_ours=False
    )
    over = replace(running, publicity_to=date(2026, 10, 8))
    assert judge(over).next.act is Act.CONCLUDE


def test_a_return_names_its_deadline() -> None:
    found = judge(replace(DRAFT, stage=Stage.RETURNED), deadline=date(2026, 10, 15))
    assert (found.next.on, found.next.on_kind) == (date(2026, 10, 15), DateKind.BEFORE)


def test_an_optional_material_without_a_file_is_not_missing() -> None:
    kit = replace(KIT, materials=(replace(KIT.materials[0], applies="optional"),))
    empty = replace(DRAFT, materials=())
    (cell,) = [c for c in judge_progress(kit, empty, archive=ARCHIVE, today=TODAY).cells if c.key == "degree"]
    assert cell.state is CellState.NOT_APPLICABLE
    full = replace(DRAFT, materials=(MaterialFiles("degree", DRAFT.materials[0].files),))
    assert judge(full).missing == 0
