"""Whom an act is for: left out with the reason, refused by name, 重开 told beforehand, files kept (seed B 二(七)-(十二))."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from python_calamine import load_workbook

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import EnvironmentFault
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep
from app.services.documents.office_documents import OfficeDocuments
from resources import fonts_dir, templates_dir
from tests.desk_fixtures import with_desk
from tests.factories import make_file
from tests.road_offices import BODIES
from tests.ui.tabs.road.acts.conftest import walk_forms

PAYMENT = {"amount": "450", "receipt": "2026000123", "paid_on": "2026-10-09"}


@pytest.mark.req("B9")
def test_who_stands_elsewhere_is_left_out_with_the_reason(acting):
    for name in ("陈晓东", "林致远"):
        acting.add(name)
    acting.add("何雨桐", Stage.AWAITING_FORMS)
    opened = acting.sit(Role.EMPLOYER)
    opened.open(Action.RECORD_PAYMENT, "陈晓东", "林致远", "何雨桐")
    assert opened.sheet.people.members.names() == ["陈晓东", "林致远"]
    assert "何雨桐　现在是“待报送评审表”" in opened.says("left_out")
    assert opened.button("confirm").text() == "登记缴费 2 份"


@pytest.mark.req("B9")
def test_who_was_changed_meanwhile_is_refused_by_name_and_the_others_stand(acting):
    people = [acting.add(name) for name in ("陈晓东", "林致远")]
    opened = acting.sit(Role.EMPLOYER)
    opened.open(Action.RECORD_PAYMENT, "陈晓东", "林致远")
    people[1].act(Action.EXTEND_PAYMENT, Role.HR_BUREAU)
    opened.type(**PAYMENT)
    opened.confirm()
    assert [p.stored().stage for p in people] == [Stage.AWAITING_FORMS, Stage.AWAITING_PAYMENT]
    said = opened.says("refused")
    assert "1 份已登记。" in said
    assert "林致远：" in said
    assert "C-101" in said
    assert opened.undo()
    assert people[0].stored().stage is Stage.AWAITING_PAYMENT


@pytest.mark.req("B9")
def test_what_was_typed_and_put_in_is_kept_over_esc_and_over_a_full_disk(acting):
    person = acting.add("陈晓东")
    opened = acting.sit(Role.EMPLOYER)
    opened.open(Action.RECORD_PAYMENT, "陈晓东")
    opened.type(**PAYMENT)
    opened.sheet.files.show_files((scan := make_file(name="缴费凭证.pdf"),))
    opened.sheet.close_overlay()
    opened.open(Action.RECORD_PAYMENT, "陈晓东")
    desk = opened.tab.session.desk
    whole = desk.new_unit_of_work

    def full():
        raise EnvironmentFault("E-204")

    object.__setattr__(desk, "new_unit_of_work", full)
    opened.confirm()
    assert "磁盘已满" in opened.says("problem")
    assert person.stored().stage is Stage.AWAITING_PAYMENT
    object.__setattr__(desk, "new_unit_of_work", whole)
    opened.confirm()
    made = person.decisions()[-1]
    assert (made.record["receipt"], made.files) == ("2026000123", (scan,))


@pytest.mark.req("B10.4", "B10.5")
def test_people_at_different_steps_choose_the_step_and_the_others_are_named(acting):
    ahead = walk_forms(acting.add("陈晓东", Stage.AWAITING_FORMS), FormStep.EXPORTED)
    acting.add("林致远", Stage.AWAITING_FORMS)
    opened = acting.sit(Role.EMPLOYER)
    opened.open(Action.FORM_STEP, "陈晓东", "林致远")
    steps = opened.tab.find(QComboBox, "road.act.form_step.step")
    assert [steps.itemText(n) for n in range(steps.count())] == [
        "已从省平台导出评审表　1 份",
        "所在单位审核盖章　1 份",
    ]
    steps.setCurrentIndex(1)
    steps.activated.emit(1)
    assert "林致远" in opened.says("left_out")
    opened.confirm()
    assert ahead.stored().form_step == FormStep.UNIT_STAMPED


@pytest.mark.parametrize("role", [Role.ACCEPTANCE, Role.HR_BUREAU])
def test_a_reopening_says_what_no_longer_counts(acting, role):
    stage = Stage.ACCEPTANCE_REVIEW if role is Role.ACCEPTANCE else Stage.HR_BUREAU_REVIEW
    person = acting.add("陈晓东", stage)
    person.act(Action.PASS, role)
    opened = acting.sit(role)
    assert "重开" in opened.titles("陈晓东")
    opened.open(Action.REOPEN, "陈晓东")
    assert "“通过”不再算数，记录留着" in opened.says("reopens")
    opened.confirm()
    assert person.stored().stage is not stage, "not without a reason"
    opened.type(reason="复核发现材料看错")
    opened.confirm()
    assert person.stored().stage is stage
    assert opened.undo()
    assert person.stored().stage is not stage


@pytest.mark.req("B13.1")
def test_a_body_endorses_once_and_the_second_one_opens_the_document(acting):
    person = acting.add("陈晓东", Stage.CITY_REVIEW)
    opened = acting.sit(Role.CITY)
    opened.open(Action.ENDORSE, "陈晓东")
    opened.confirm()
    opened.open(Action.ENDORSE, "陈晓东")
    assert "陈晓东" in opened.says("left_out")
    assert not opened.button("confirm").isEnabled()
    opened.tab.shell.leave()
    opened.tab.operations.close()
    second = acting.sit(acting.offices.second_city)
    second.open(Action.ENDORSE, "陈晓东")
    assert second.sheet.case.body == BODIES[1]
    second.confirm()
    assert person.stored().stage is Stage.AWAITING_DOCUMENT


@pytest.mark.req("B13.2")
def test_certificates_have_a_number_each(acting):
    people = [acting.add(name, Stage.AWAITING_CERTIFICATE) for name in ("陈晓东", "林致远")]
    opened = acting.sit(Role.CITY)
    opened.open(Action.RECORD_CERTIFICATE, "陈晓东", "林致远")
    opened.type(**{"number.0": "ZG1", "number.1": "ZG1"})
    assert "与 陈晓东 的编号相同" in opened.sheet.numbers.below.text()
    assert not opened.button("confirm").isEnabled()
    opened.type(**{"number.1": "ZG2"})
    opened.confirm()
    assert [p.decisions()[-1].record["number"] for p in people] == ["ZG1", "ZG2"]


@pytest.mark.req("B10.6", "B10.7")
def test_the_handover_list_names_whom_the_sheet_is_for(acting, real_desk, tmp_path):
    for name in ("陈晓东", "林致远"):
        walk_forms(acting.add(name, Stage.AWAITING_FORMS), FormStep.RECEIVED)
    documents = OfficeDocuments(templates_dir(), fonts_dir(), real_desk.clock)
    opened = acting.sit(Role.ACCEPTANCE, desk=with_desk(real_desk, documents=documents))
    opened.open(Action.FORM_STEP, "陈晓东", "林致远")
    opened.tab.click(opened.button("handover"))
    dialog = opened.sheets.handover.choice.dialog
    assert dialog.selectedFiles()[0].endswith("评审表交接清单_2026-10-09.xlsx")
    dialog.findChild(QLineEdit).setText(str(path := tmp_path / "清单.xlsx"))
    dialog.accept()
    opened.tab.wait()
    sheet = load_workbook(path).get_sheet_by_index(0).to_python()
    lines = [[str(cell) for cell in line] for line in sheet]
    found = [line for line in lines if "陈晓东" in line or "林致远" in line]
    assert [line[1] for line in found] == ["陈晓东", "林致远"]
    assert all({"2", "有"} <= {cell.removesuffix(".0") for cell in line} for line in found)


@pytest.mark.req("B14.2", "B14.3")
@pytest.mark.parametrize("municipal", [False, True])
def test_a_mistaken_return_of_the_forms_is_taken_up_again_by_whoever_recorded_it(acting, municipal):
    person = acting.add("陈晓东", Stage.AWAITING_FORMS, municipal=municipal)
    walk_forms(person, FormStep.COMMITTEE_RECEIVED)
    with person.new_uow() as uow:
        stored = uow.declarations.get(person.declaration_id)
        uow.declarations.save(replace(stored, stage=Stage.AWAITING_FORMS_BACK, rev=stored.rev + 1))
        uow.commit()
    walk_forms(person, FormStep.GIVEN)
    assert person.stored().stage is Stage.ARCHIVED
    desk = Role.MUNICIPAL_UNIT if municipal else Role.ACCEPTANCE
    opened = acting.sit(desk)
    opened.open(Action.REOPEN, "陈晓东")
    opened.type(reason="领取人写错")
    opened.confirm()
    assert person.stored().stage is Stage.AWAITING_FORMS_BACK
    opened.tab.shell.leave()
    opened.tab.operations.close()
    assert "重开" not in acting.sit(Role.COMMITTEE).titles("陈晓东")


@pytest.mark.req("B10.5")
def test_what_another_desk_moved_is_not_offered_for_reopening(acting):
    person = walk_forms(acting.add("陈晓东", Stage.AWAITING_FORMS), FormStep.RECEIVED)
    assert "重开" not in acting.sit(Role.ACCEPTANCE).titles("陈晓东")
    assert person.stored().stage is Stage.AWAITING_FORMS
