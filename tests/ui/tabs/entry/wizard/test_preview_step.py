"""预览确认提交 through the window: every section as the reviewer sees it, what stops and what is pointed out on top."""

import pytest

from app.domain.declaring import Step
from tests.ui.tabs.entry.unit import FACTS


def page_of(tab):
    return tab.page.wizard.page(Step.PREVIEW)


@pytest.mark.req("B7.7", "B8")
def test_all_sections_stand_in_one_scroll_in_the_plans_order(entered, unit, real_desk):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.PREVIEW)
    page = page_of(tab)
    page.fill()
    kit = real_desk.kits.get(draft.plan_id)
    order = [s.key for s in sorted(kit.sections, key=lambda s: s.preview_no)]
    assert len(order) == 19 and list(page.cards) == order
    tops = [card.y() for card in page.cards.values()]
    assert tops == sorted(tops)
    assert not page.stops.isVisible()


def test_a_section_chosen_in_the_list_shows_its_evidence(entered, unit):
    page = page_of(entered(unit.draft("林致远"), Step.PREVIEW))
    assert page.evidence.files()[0].name == "证件照.jpg"
    page.list.current_changed.emit("materials")
    assert {f.name for f in page.evidence.files()} == {
        "education_proof.pdf",
        "appointment.pdf",
        "study_hours.pdf",
    }


@pytest.mark.req("B7.7")
def test_what_stops_leads_to_the_step_and_the_material(entered, unit):
    tab = entered(unit.draft("林致远", without=("study_hours",)), Step.PREVIEW)
    page = page_of(tab)
    assert page.stops.title() == "还差 1 项，补齐后提交"
    page.stops.link_activated.emit("materials|study_hours")
    tab.wait()
    assert tab.page.wizard.here is Step.MATERIALS
    row = tab.page.wizard.page(Step.MATERIALS).rows["study_hours"]
    assert row.slots[""].strip.zone.hasFocus()


def test_what_is_pointed_out_is_said_once_a_section_and_stops_nothing(entered, unit, real_desk):
    draft = unit.draft("林致远", facts=FACTS | {"record_valid_until": "2026-09-30"})
    tab = entered(draft, Step.PHOTO)
    # The pre-check looks again at what is kept.
    tab.page.wizard.go_to(Step.MATERIALS)
    tab.wait()
    real_desk.clock.advance(minutes=1)
    tab.click(tab.page.wizard.page(Step.MATERIALS).rows["appointment"].radios["appointment_file"])
    tab.page.wizard.go_to(Step.PREVIEW)
    tab.wait()
    page = page_of(tab)
    said = page.flags.accessibleName()
    assert "申报材料附件信息：备案表有效期到 2026-09-30，提交时已过" in said
    assert "不拦提交" in page.flags.title()
    assert tab.page.wizard.footer.submit.isEnabled()
