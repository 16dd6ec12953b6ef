"""Choosing a plan and beginning a declaration: 查看所有要求 → 马上申报, from nothing or from an earlier one (B2.1-B2.4)."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.declaration import MaterialFiles, PhotoGround, Stage
from tests.copies import add_office
from tests.factories import make_declaration, make_file
from ui.tab_page import TabPage
from ui.tabs.entry.wizard.plan_page import PlanPage

BUILDING, OLD_BUILDING = "hz-construction-engineer-2026", "hz-construction-engineer-2020"
TODAY = date(2026, 10, 9)
CTRL = Qt.KeyboardModifier.ControlModifier


class PlanTab(TabPage):
    """The page in a tab of its own."""

    def __init__(self, session, parent=None):
        super().__init__(session, parent)
        self.plans = PlanPage(session)
        self.started = []
        self.plans.started.connect(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plans)

    def _note(self, declaration_id):
        self.started.append(declaration_id)


@pytest.fixture
def person(real_desk):
    person = real_desk.add_person("林致远")
    real_desk.add_item("林致远", "basic", fields={"sex": "男"}, status=ArchiveStatus.PASSED)
    return person


@pytest.fixture
def planned(open_tab):
    """The page, opened for a person ("" = nobody yet)."""

    def open_(applicant_id="", **changes):
        tab = open_tab(PlanTab, **changes)
        tab.page.plans.choose(applicant_id)
        tab.wait()
        return tab

    return open_


def read_to_the_end(tab):
    page = tab.page.plans
    bar = page.requirements.column.verticalScrollBar()
    for _ in range(60):
        if bar.value() >= bar.maximum():
            break
        tab.press(Qt.Key.Key_Space)
    bar.setValue(bar.maximum())
    tab.wait()


def declare_before(real_desk, person, **changes):
    """A declaration of 2020 with a registration form, an appointment and two achievements."""
    awards = [
        real_desk.add_item("林致远", "award", status=ArchiveStatus.PASSED, fields={"name": f"优质工程奖{n}"})
        for n in (1, 2)
    ]
    values = {
        "plan_id": OLD_BUILDING,
        "stage": Stage.COMMITTEE_REVIEW,
        "materials": (
            MaterialFiles("education_proof", (make_file(name="备案表.pdf"),), ("record_form",)),
            MaterialFiles("appointment", (make_file(name="聘书.pdf"),)),
        ),
        "facts": {"education": "registered", "record_valid_until": "2026-12-31"},
        "conditions": (),
        "photo_ground": PhotoGround.WHITE,
    }
    old = make_declaration(person, awards, **(values | changes))
    with real_desk.uow() as uow:
        uow.files.add(files_of(old))
        uow.declarations.add(old)
        uow.commit()
    return old, awards


def files_of(declaration) -> tuple[FileRef, ...]:
    files = [f for m in declaration.materials for f in m.files]
    return tuple(f for f in (declaration.photo, declaration.commitment, *files) if f is not None)


def stored(real_desk, declaration_id):
    with real_desk.uow() as uow:
        return uow.declarations.get(declaration_id)


@pytest.mark.req("B2.2", "A1.7")
def test_plans_stand_under_their_category_by_their_literal_names(planned, person):
    tab = planned(person.id)
    card = tab.page.plans.plans.cards[OLD_BUILDING]
    assert card.text() == "2020度杭州市建设工程专业技术人员工程师资格评审申报计划"
    headings = [w.text() for w in tab.page.plans.plans.findChildren(QWidget) if hasattr(w, "token")]
    assert headings[0] == "中级职称评审" and "高级职称评审" in headings


@pytest.mark.req("B2.3", "B2.4")
def test_the_declaration_is_begun_only_after_the_requirements_were_read_to_the_end(
    planned, real_desk, person
):
    tab = planned(person.id)
    page = tab.page.plans
    assert page.plans.cards[BUILDING].isChecked(), "the plan whose window is open comes first"
    assert page.start_button.text() == "马上申报" and not page.start_button.isEnabled()
    assert "还没看完" in page.bar.reason.text()
    tab.press(Qt.Key.Key_Return, CTRL)
    assert tab.page.started == []
    read_to_the_end(tab)
    assert page.start_button.isEnabled() and page.bar.reason.text() == ""
    tab.press(Qt.Key.Key_Return, CTRL)
    [declaration_id] = tab.page.started
    draft = stored(real_desk, declaration_id)
    assert (draft.plan_id, draft.stage, draft.applicant_id) == (BUILDING, Stage.DRAFT, person.id)
    assert draft.photo is None and draft.copied_from == ""


@pytest.mark.req("B2.3")
def test_requirements_that_were_only_just_put_in_do_not_count_as_read(planned, real_desk, person):
    page = planned(person.id).page.plans
    page.requirements.show_plan(real_desk.kits.get(BUILDING), TODAY)
    page.requirements.look()
    assert not page.start_button.isEnabled()


@pytest.mark.req("B2.3")
def test_every_paragraph_of_the_requirements_is_on_the_page(planned, real_desk, person):
    tab = planned(person.id)
    shown = {w.text() for w in tab.page.plans.requirements.findChildren(QWidget) if hasattr(w, "set_token")}
    for requirement in real_desk.kits.get(BUILDING).requirements:
        assert requirement.title in shown and requirement.text in shown


def test_a_window_that_is_over_is_said_and_stops_nothing(planned, person):
    tab = planned(person.id)
    tab.page.plans.plans.choose(OLD_BUILDING)
    tab.wait()
    assert "已过" in tab.page.plans.plans.cards[OLD_BUILDING].line.note
    assert tab.page.plans.requirements.state.isVisible()
    read_to_the_end(tab)
    assert tab.page.plans.start_button.isEnabled()


def test_the_person_is_found_and_chosen_on_the_page(planned, real_desk, person):
    other = real_desk.add_person("赵文静")
    tab = planned()
    page = tab.page.plans
    assert page.bar.reason.text() == "先选给谁申报"
    page.person.search.setText("赵")
    tab.wait()
    tab.press(Qt.Key.Key_Return)
    assert page.person.name.text() == other.name
    tab.click(page.person.other)
    page.person.search.setText("没有这个人")
    tab.wait()
    assert page.person.nobody.isVisible() and not page.start_button.isEnabled()


def test_a_second_declaration_in_the_same_plan_goes_on_with_the_first(planned, real_desk, person):
    draft = make_declaration(person, plan_id=BUILDING, stage=Stage.DRAFT, conditions=(), materials=())
    with real_desk.uow() as uow:
        uow.files.add(files_of(draft))
        uow.declarations.add(draft)
        uow.commit()
    tab = planned(person.id)
    page = tab.page.plans
    assert page.start_button.text() == "接着办" and page.start_button.isEnabled()
    tab.click(page.start_button)
    assert tab.page.started == [draft.id]


def test_an_earlier_declaration_says_what_comes_along_before_it_is_used(planned, real_desk, person):
    old, awards = declare_before(real_desk, person)
    tab = planned(person.id)
    page = tab.page.plans
    page.person.choose_model(old.id)
    tab.wait()
    said = page.person.carried.accessibleName()
    assert "业绩 2 条" in said and "1 学历证书及认证材料，1 个文件" in said and "本人述职" in said
    assert "真实性保证书》：每次申报重新办" in page.person.left_out.accessibleName()
    read_to_the_end(tab)
    tab.click(page.start_button)
    copy = stored(real_desk, tab.page.started[0])
    assert copy.copied_from == old.id and copy.statement == old.statement
    assert [i.item_id for i in copy.items if i.section == "award"] == [a.id for a in awards]
    assert copy.commitment is None and copy.photo_ground is PhotoGround.UNJUDGED


def test_achievements_come_as_they_stand_passed_now(planned, real_desk, person):
    old, awards = declare_before(real_desk, person)
    with real_desk.uow() as uow:
        corrected = replace(awards[0], content_rev=2, rev=2, fields={"name": "改过的奖"})
        uow.archive.save(corrected)
        uow.archive.save(replace(awards[1], status=ArchiveStatus.RETURNED, rev=2))
        uow.commit()
    tab = planned(person.id)
    page = tab.page.plans
    page.person.choose_model(old.id)
    tab.wait()
    assert "业绩 1 条，其中 1 条用后来改过并通过的内容" in page.person.carried.accessibleName()
    assert "现在没有通过审核" in page.person.left_out.accessibleName()
    read_to_the_end(tab)
    tab.click(page.start_button)
    frozen = [i for i in stored(real_desk, tab.page.started[0]).items if i.section == "award"]
    assert [(i.item_id, i.content_rev) for i in frozen] == [(awards[0].id, 2)]


def test_an_expired_paper_is_named_and_not_copied(planned, real_desk, person):
    old, _ = declare_before(
        real_desk, person, facts={"education": "registered", "record_valid_until": "2026-09-30"}
    )
    tab = planned(person.id)
    page = tab.page.plans
    page.person.choose_model(old.id)
    tab.wait()
    first = page.person.left_out.accessibleName().split("\n")[1]
    assert "学历证书" in first and "验证有效期到 2026-09-30，已过" in first
    read_to_the_end(tab)
    tab.click(page.start_button)
    assert stored(real_desk, tab.page.started[0]).files_of("education_proof") == ()


@pytest.mark.req("B1.5")
def test_a_unit_without_a_bound_name_reads_why_it_cannot_begin(planned, real_desk):
    real_desk.office = add_office(real_desk.new_uow, name="还没绑定的单位", bound=False)
    person = real_desk.add_person("钱一鸣")
    tab = planned(person.id)
    read_to_the_end(tab)
    tab.click(tab.page.plans.start_button)
    assert "还没有绑定名称" in tab.page.plans.problem.accessibleName() and tab.page.started == []
    assert tab.page.plans.start_button.isEnabled()
