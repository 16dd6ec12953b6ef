"""人员与档案: the unit's people, and the way to a new one (B1.1, B1.5)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from app.domain.archive import ArchiveStatus
from app.domain.declaration import Stage
from tests.copies import add_office
from tests.factories import make_applicant, make_declaration, make_id_number, make_item_draft
from tests.faults.full_disk import without_room
from tests.ui.tabs.entry.entering import AWARD, PeopleRoom, commit_text, person_named, text_of
from ui.widgets import roles
from ui.widgets.callout import Callout
from ui.widgets.empty_state import EmptyState
from ui.widgets.entry_form.field_editor import FieldEditor
from ui.widgets.table_view import TableView

PLAN = "hz-construction-engineer-2026"
NUMBER = make_id_number(12)
CTRL = Qt.KeyboardModifier.ControlModifier


def row_texts(tab, place: int) -> list[str]:
    model = tab.find(TableView, "people.table").model()
    return [str(model.index(place, n).data() or "") for n in range(model.columnCount())]


def names(tab) -> list[str]:
    return [row_texts(tab, n)[1] for n in range(tab.page.people.model.rowCount())]


def sheet_editor(tab, key: str):
    return next(
        e.editor for e in tab.page.people.sheet.findChildren(FieldEditor, f"field.{key}") if e.isVisible()
    )


def fill_sheet(tab, **values: str) -> None:
    for key, text in values.items():
        target = sheet_editor(tab, key)
        target.selectAll()
        commit_text(target, text)
    tab.wait()


def problem(tab) -> str:
    callout = tab.page.people.sheet.problem
    return callout.accessibleName() if callout.isVisible() else ""


@pytest.mark.req("B1.1")
def test_a_line_says_who_and_how_far_the_archive_is_and_hides_the_numbers(real_desk, open_tab):
    person = real_desk.add_person("陈思远", phone="13805710001")
    real_desk.add_item("陈思远", "basic", status=ArchiveStatus.PASSED, evidence=())
    real_desk.add_item("陈思远", fields=AWARD)
    real_desk.add_item("陈思远", fields=AWARD, status=ArchiveStatus.RETURNED)
    declared = make_declaration(person, stage=Stage.IN_PUBLICITY, plan_id=PLAN)
    with real_desk.uow() as uow:
        uow.item_drafts.keep(make_item_draft(person))
        uow.declarations.add(declared)
        uow.commit()
    tab = open_tab(PeopleRoom)
    texts = row_texts(tab, 0)
    assert texts[1] == "陈思远"
    assert texts[2] == f"{person.id_number[:6]}********{person.id_number[-4:]}"
    assert texts[3] == "138****0001"
    assert texts[5] == "2 条　待审核 1　退回 1"
    assert texts[6] == "1"
    assert texts[7] == f"公示中　{real_desk.kits.get(PLAN).name}"
    pill = tab.page.people.model.index(0, 4)
    assert (pill.data(roles.STATE), pill.data(roles.STATE_WORD)) == ("passed", "通过")


@pytest.mark.req("B1.1")
def test_people_of_another_unit_are_not_there(real_desk, open_tab):
    other = add_office(real_desk.new_uow, name="别的公司")
    with real_desk.uow() as uow:
        uow.applicants.add(make_applicant(other.unit, name="外单位的人"))
        uow.commit()
    real_desk.add_person("陈思远")
    assert names(open_tab(PeopleRoom)) == ["陈思远"]


def test_searching_finds_by_name_and_says_when_nothing_is_found(real_desk, open_tab):
    for name in ("陈思远", "林致远"):
        real_desk.add_person(name)
    tab = open_tab(PeopleRoom)
    tab.press(Qt.Key.Key_Slash)
    search = tab.find(QLineEdit, "people.search")
    assert search.hasFocus()
    commit_text(search, "林")
    tab.wait()
    assert names(tab) == ["林致远"]
    commit_text(search, "某")
    tab.wait()
    assert "没有找到“林某”" in tab.find(EmptyState, "people.empty").accessibleName()
    tab.press(Qt.Key.Key_Escape)
    assert len(names(tab)) == 2


def test_j_and_enter_open_the_next_persons_archive_and_esc_comes_back_to_the_line(real_desk, open_tab):
    for name in ("aa", "bb"):
        real_desk.add_person(name)
    tab = open_tab(PeopleRoom)
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_Return)
    assert tab.page.shows_archive()
    assert tab.page.archive.name.text() == "bb"
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.shows_archive()
    assert tab.find(TableView, "people.table").current_row() == 1


def test_declaring_begins_for_the_current_person(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    tab = open_tab(PeopleRoom)
    tab.click(tab.find(QAbstractButton, "people.declare"))
    assert tab.page.declared == [person.id]


@pytest.mark.req("B1.1", "B1.5")
def test_a_new_person_opens_at_basic_information_with_what_is_known(real_desk, open_tab):
    tab = open_tab(PeopleRoom)
    assert "还没有人员" in tab.find(EmptyState, "people.empty").accessibleName()
    tab.press(Qt.Key.Key_N)
    fill_sheet(tab, name="吴𬭚", id_number=NUMBER, phone="13805710001")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert tab.page.shows_archive()
    assert person_named(real_desk, "吴𬭚").id_number == NUMBER
    assert text_of(tab, "name") == "吴𬭚"
    assert text_of(tab, "id_number") == NUMBER
    assert text_of(tab, "birth_date") == "1988-03-07"
    assert text_of(tab, "sex") in ("男", "女")
    assert text_of(tab, "unit") == "示例建设工程有限公司"
    assert NUMBER not in tab.page.archive.facts.text()
    first = tab.page.archive.form.form.editor("name")
    assert first.isAncestorOf(QApplication.focusWidget()), "one goes on typing in the form's first field"


@pytest.mark.req("B1.5")
def test_a_unit_that_has_not_bound_its_name_sees_why_instead_of_the_form(real_desk, open_tab):
    office = add_office(real_desk.new_uow, name="尚未绑定的公司", bound=False)
    real_desk.office = office
    tab = open_tab(PeopleRoom)
    tab.press(Qt.Key.Key_N)
    sheet = tab.page.people.sheet
    said = tab.find(Callout, "people.new.unbound").accessibleName()
    assert "还没有绑定名称" in said and "授权委托证明" in said and "R-101" in said
    assert not sheet.form.isVisible()
    assert not sheet.confirm_button.isVisible()


def test_a_number_is_judged_as_typed_kept_as_typed_and_understood_in_full_width(real_desk, open_tab):
    tab = open_tab(PeopleRoom)
    tab.press(Qt.Key.Key_N)
    fill_sheet(tab, name="陈思远", id_number="330106198803070011")
    line = next(
        e for e in tab.page.people.sheet.findChildren(FieldEditor, "field.id_number") if e.isVisible()
    ).line
    assert "校验位" in line.text()
    wide = "".join(chr(ord(c) + 0xFEE0) for c in NUMBER)
    fill_sheet(tab, id_number=wide)
    assert "1988-03-07" in line.text()
    assert sheet_editor(tab, "id_number").text() == wide
    tab.press(Qt.Key.Key_Return, CTRL)
    assert person_named(real_desk, "陈思远").id_number == NUMBER
    assert text_of(tab, "id_number") == wide


def test_the_same_number_again_leads_to_the_person_who_has_it(real_desk, open_tab):
    known = real_desk.add_person("陈思远", id_number=NUMBER)
    tab = open_tab(PeopleRoom)
    tab.press(Qt.Key.Key_N)
    fill_sheet(tab, name="陈斯远", id_number=NUMBER.lower())
    tab.press(Qt.Key.Key_Return, CTRL)
    assert "陈思远" in problem(tab) and "R-102" in problem(tab)
    link = next(b for b in tab.page.people.sheet.problem.findChildren(QAbstractButton) if b.isVisible())
    tab.click(link)
    assert tab.page.shows_archive()
    assert tab.page.archive.keeper.case.applicant.id == known.id


def test_without_name_or_number_the_fields_are_marked_and_nobody_is_made(real_desk, open_tab):
    tab = open_tab(PeopleRoom)
    tab.press(Qt.Key.Key_N)
    fill_sheet(tab, phone="13805710001")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert tab.page.people.sheet.is_open()
    assert "姓名" in tab.page.people.sheet.footer.reason.text()
    assert sheet_editor(tab, "name").hasFocus()
    assert tab.page.people.model.rowCount() == 0


def test_what_was_typed_stays_when_the_sheet_is_closed_and_opened_again(real_desk, open_tab):
    tab = open_tab(PeopleRoom)
    tab.press(Qt.Key.Key_N)
    fill_sheet(tab, name="陈思远")
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.people.sheet.is_open()
    tab.press(Qt.Key.Key_N)
    assert sheet_editor(tab, "name").text() == "陈思远"


def test_a_full_disk_keeps_the_sheet_with_what_was_typed(real_desk, open_tab):
    tab = open_tab(PeopleRoom)
    tab.press(Qt.Key.Key_N)
    fill_sheet(tab, name="陈思远" * 2000, id_number=NUMBER)
    with without_room(real_desk.copy):
        tab.press(Qt.Key.Key_Return, CTRL)
    assert "E-204" in problem(tab)
    assert sheet_editor(tab, "name").text() == "陈思远" * 2000
    fill_sheet(tab, name="陈思远")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert person_named(real_desk, "陈思远") is not None
