"""A declaration begun from an earlier one says what is different from it; 换人 and 换计划 lead over the choice of a plan."""

from dataclasses import replace

from app.domain.declaration import Stage
from app.domain.declaring import Step
from tests.ui.tabs.declarations.declaring import BUILDING, WATER
from tests.ui.tabs.entry.wizard.test_wizard_keeping import TYPED, type_statement

OLD = "hz-construction-engineer-2020"


def test_the_copy_says_what_is_different_from_its_model(entered, unit, real_desk):
    old = unit.draft("林致远", plan=OLD, stage=Stage.COMMITTEE_REVIEW)
    tab = entered()
    tab.page.begin_declaration(old.applicant_id)
    tab.wait()
    plans = tab.page.wizard.plans
    plans.person.choose_model(old.id)
    bar = plans.requirements.column.verticalScrollBar()
    bar.setValue(bar.maximum())
    tab.wait()
    tab.click(plans.start_button)
    wizard = tab.page.wizard
    assert wizard.here is Step.PHOTO
    tab.click(wizard.rail.steps[Step.INFORMATION])
    type_statement(tab)
    tab.click(wizard.rail.steps[Step.PREVIEW])
    assert wizard.changes.isVisible()
    assert wizard.changes.changed.title().startswith("从 2020 年的申报带来，改了")
    assert "本人述职：改写" in wizard.changes.changed.accessibleName()
    assert wizard.keeper.declaration.statement == TYPED


def test_another_person_of_the_same_plan_is_opened_where_it_stands(entered, unit):
    first, second = unit.draft("林致远"), unit.draft("赵文静", without=("commitment",))
    tab = entered(first, Step.INFORMATION)
    type_statement(tab)
    tab.click(tab.page.wizard.rail.other_person)
    plans = tab.page.wizard.plans
    plans.person.search.setText("赵文静")
    tab.wait()
    tab.click(plans.person.people.viewport())
    plans.person.chosen.emit(second.applicant_id)
    tab.wait()
    assert plans.start_button.text() == "接着办"
    tab.click(plans.start_button)
    assert tab.page.wizard.rail.name.text() == "赵文静"


def test_back_from_the_choice_leads_to_the_declaration_behind_it(entered, unit):
    tab = entered(unit.draft("林致远"), Step.COMMITMENT)
    tab.click(tab.page.wizard.rail.other_plan)
    plans = tab.page.wizard.plans
    assert plans.isVisible() and plans.person.name.text() == "林致远"
    tab.click(plans.back_button)
    assert tab.page.wizard.here is Step.COMMITMENT and tab.page.wizard.rail.isVisible()


def test_before_the_first_step_lies_the_choice_of_the_plan(entered, unit):
    tab = entered(unit.draft("林致远"), Step.PHOTO)
    tab.click(tab.page.wizard.footer.back)
    assert tab.page.wizard.plans.isVisible()


def test_a_plan_can_be_changed_only_while_it_is_a_draft(entered, unit):
    sent = unit.draft("林致远", stage=Stage.EMPLOYER_REVIEW, plan=WATER)
    assert not entered(sent).page.wizard.rail.other_plan.isVisible()


def test_a_running_declaration_keeps_the_version_of_its_plan(entered, unit, real_desk, stored):
    draft = unit.draft("林致远", plan=BUILDING)
    newer = replace(real_desk.kits.get(BUILDING), version=2, name="新一版的计划", statement_limit=10)
    real_desk.kits._kits[newer.id, newer.version] = newer
    wizard = entered(draft, Step.PREVIEW).page.wizard
    assert wizard.rail.plan.text() != "新一版的计划"
    assert wizard.footer.submit.isEnabled()
