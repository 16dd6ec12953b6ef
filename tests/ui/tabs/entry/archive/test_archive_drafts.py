"""What is typed into an archive and not handed in: given up, brought back, kept through a full disk; 基本信息 (B1.1, B1.2, B1.5)."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from tests.copies import add_office
from tests.desk_fixtures import with_desk
from tests.faults.full_disk import without_room
from tests.ui.tabs.entry.entering import (
    AWARD,
    commit_text,
    draft_of,
    editor,
    open_entry,
    person_named,
    said,
    text_of,
    write,
)
from ui.preferences import Preferences
from ui.widgets.entry_form.field_editor import FieldEditor

CTRL = Qt.KeyboardModifier.ControlModifier
BASIC = {
    "name": "陈思远",
    "sex": "男",
    "nation": "汉族",
    "birth_date": "1988-03-07",
    "id_type": "居民身份证",
    "phone": "13805710001",
    "work_start": "2010-07",
    "unit": "示例建设工程有限公司",
}


def save(tab) -> None:
    tab.press(Qt.Key.Key_S, CTRL)


def reason(tab) -> str:
    return tab.page.archive.bar.reason.text()


def line_under(tab, key: str) -> str:
    return tab.find(FieldEditor, f"field.{key}").line.text()


def draft_line(tab) -> str:
    return tab.page.archive.form.draft_line.text()


class LateReader:
    """Entry queries whose next person was read before a write and arrives after its answer."""

    def __init__(self, entry):
        self._entry = entry
        self.is_late = False
        self.has_read, self.may_arrive = threading.Event(), threading.Event()

    def __getattr__(self, name):
        return getattr(self._entry, name)

    def person(self, scope, applicant_id):
        found = self._entry.person(scope, applicant_id)
        if self.is_late:
            self.is_late = False
            self.has_read.set()
            assert self.may_arrive.wait(10)
        return found


def test_what_was_read_before_a_draft_was_kept_does_not_come_over_it(real_desk, open_tab, qtbot):
    item = real_desk.add_item("陈思远", fields=AWARD)
    reader = LateReader(real_desk.desk.entry)
    tab = open_entry(open_tab, item.applicant_id, "award", desk=with_desk(real_desk, entry=reader))
    keeper = tab.page.archive.keeper
    reader.is_late = True
    keeper.reload()
    assert reader.has_read.wait(10)
    target = editor(tab, "project")
    target.selectAll()
    commit_text(target, "改过的名称")
    tab.page.archive.form.form.settle()
    qtbot.waitUntil(lambda: keeper.get(item.id).kept_at is not None, timeout=5000)
    reader.may_arrive.set()
    tab.wait()
    assert text_of(tab, "project") == "改过的名称"
    write(tab, "name", "另一个名称")
    assert draft_of(real_desk, item.id).fields["project"] == "改过的名称"


# ---- drafts that are given up


def test_a_draft_is_given_up_and_z_brings_it_back(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, item.applicant_id, "award")
    write(tab, "project", "改过的名称")
    tab.click(tab.find(QAbstractButton, "entry.archive.drop"))
    assert text_of(tab, "project") == AWARD["project"]
    assert draft_of(real_desk, item.id) is None
    tab.page.archive.focus_lists()
    tab.press(Qt.Key.Key_Z)
    assert text_of(tab, "project") == "改过的名称"
    assert draft_of(real_desk, item.id).fields["project"] == "改过的名称"


def test_a_new_entry_that_is_given_up_is_gone_and_comes_back_with_z(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id, "award")
    write(tab, "project", "滨河路")
    item_id = tab.page.archive.current().item_id
    tab.click(tab.find(QAbstractButton, "entry.archive.drop"))
    assert draft_of(real_desk, item_id) is None
    assert text_of(tab, "project") == ""
    tab.page.archive.focus_lists()
    tab.press(Qt.Key.Key_Z)
    assert text_of(tab, "project") == "滨河路"
    assert draft_of(real_desk, item_id).fields["project"] == "滨河路"


def test_typing_back_to_what_was_handed_in_leaves_no_draft(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, item.applicant_id, "award")
    write(tab, "project", "改过的名称")
    assert draft_of(real_desk, item.id) is not None
    write(tab, "project", AWARD["project"])
    assert draft_of(real_desk, item.id) is None
    assert draft_line(tab) == ""


# ---- 基本信息


@pytest.mark.req("B1.5")
def test_the_unit_of_basic_information_is_the_bound_name_and_cannot_be_typed(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id)
    assert text_of(tab, "unit") == "示例建设工程有限公司"
    assert editor(tab, "unit").isReadOnly()
    assert text_of(tab, "birth_date") == "1988-03-07"  # what the number says
    assert not tab.page.archive.entries.isVisible()


@pytest.mark.req("B1.1", "B1.2")
def test_saved_basic_information_changes_name_number_and_phone_of_the_person(real_desk, open_tab):
    person = real_desk.add_person("陈思元", phone="13805710001")
    tab = open_entry(open_tab, person.id)
    for key, text in (BASIC | {"phone": "13905712222"}).items():
        if key != "unit":
            write(tab, key, text)
    save(tab)
    stored = person_named(real_desk, "陈思远")
    assert (stored.id, stored.phone) == (person.id, "13905712222")
    assert tab.page.archive.name.text() == "陈思远"
    assert "139****2222" in tab.page.archive.facts.text()


def test_the_number_of_another_person_is_refused_with_the_way_to_that_person(real_desk, open_tab):
    other = real_desk.add_person("林致远")
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id)
    for key, text in (BASIC | {"id_number": other.id_number}).items():
        if key != "unit":
            write(tab, key, text)
    save(tab)
    assert "林致远" in said(tab, "problem") and "R-102" in said(tab, "problem")
    tab.click(next(b for b in tab.page.archive.form.findChildren(QAbstractButton) if b.text() == "打开档案"))
    assert tab.page.archive.name.text() == "林致远"


@pytest.mark.req("B1.5")
def test_a_unit_that_has_not_bound_its_name_can_only_keep_drafts(real_desk, open_tab):
    real_desk.office = add_office(real_desk.new_uow, name="尚未绑定的公司", bound=False)
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id, "award")
    write(tab, "project", "滨河路")
    assert "没有绑定名称" in reason(tab)
    assert not tab.find(QAbstractButton, "entry.archive.save").isEnabled()
    assert draft_of(real_desk, tab.page.archive.current().item_id) is not None


# ---- bad input


@pytest.mark.req("B1.2")
def test_a_full_disk_is_said_and_the_text_stays_until_it_can_be_kept(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    other = real_desk.add_item("陈思远", fields=AWARD | {"project": "滨河路"})
    tab = open_entry(open_tab, item.applicant_id, "award")
    long = "很长的名称" * 2000
    with without_room(real_desk.copy):
        write(tab, "project", long)
        assert draft_line(tab) == "草稿没有保存"
        assert "E-204" in said(tab, "problem")
        # Another entry, the list, and back again: nothing goes.
        tab.page.archive.entries.set_current_row(1)
        tab.wait()
        assert text_of(tab, "project") == "滨河路"
        tab.page.archive.keeper.reload()
        tab.wait()
        tab.page.archive.entries.set_current_row(0)
        tab.wait()
        assert text_of(tab, "project") == long
    tab.click(next(b for b in tab.page.archive.form.findChildren(QAbstractButton) if b.text() == "再存一次"))
    assert draft_of(real_desk, item.id).fields["project"] == long
    assert said(tab, "problem") == "" and draft_line(tab).startswith("草稿已保存")
    assert draft_of(real_desk, other.id) is None


def test_what_could_not_be_kept_waits_for_the_person_to_be_opened_again(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    other = real_desk.add_item("林致远", fields=AWARD)
    tab = open_entry(open_tab, item.applicant_id, "award")
    long = "很长的名称" * 2000
    with without_room(real_desk.copy):
        editor(tab, "project").selectAll()
        commit_text(editor(tab, "project"), long)
        tab.page.open_person(other.applicant_id)
        tab.wait()
        assert "（E-204）" in tab.shell.error.sentence()
        tab.press(Qt.Key.Key_Return)
        assert not tab.shell.error.is_open()
    tab.page.open_person(item.applicant_id, item.id)
    tab.wait()
    assert text_of(tab, "project") == long
    assert draft_line(tab) == "草稿没有保存"
    tab.page.archive.settle()
    tab.wait()
    assert draft_of(real_desk, item.id).fields["project"] == long


def test_leaving_the_page_with_something_that_could_not_be_kept_says_so(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, item.applicant_id, "award")
    with without_room(real_desk.copy):
        editor(tab, "project").selectAll()
        commit_text(editor(tab, "project"), "很长的名称" * 2000)
        tab.click(tab.find(QAbstractButton, "entry.archive.back"))
        assert "（E-204）" in tab.shell.error.sentence()
    assert not tab.page.shows_archive()


def test_a_save_without_room_stays_open_and_is_taken_when_there_is_room(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, item.applicant_id, "award")
    write(tab, "project", "很长的名称" * 30)
    with without_room(real_desk.copy):
        for key in ("project", "name"):
            write(tab, key, "很长的名称" * 2000)
        save(tab)
        assert real_desk.item(item.id).fields["project"] == AWARD["project"]
    assert "E-204" in said(tab, "problem")
    save(tab)
    assert real_desk.item(item.id).fields["project"] == "很长的名称" * 2000


def test_a_paste_of_ten_thousand_characters_is_said_at_the_field_and_kept(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, item.applicant_id, "award")
    write(tab, "project", "字" * 10_000)
    assert "10000 字" in line_under(tab, "project")
    assert draft_of(real_desk, item.id).fields["project"] == "字" * 10_000


def test_a_day_that_does_not_exist_is_said_at_the_field_and_may_still_be_handed_in(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, item.applicant_id, "award")
    write(tab, "awarded_on", "2024-13")
    assert "没有" in line_under(tab, "awarded_on")
    save(tab)
    assert real_desk.item(item.id).fields["awarded_on"] == "2024-13"


def test_a_narrow_window_offers_the_categories_as_a_choice(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, item.applicant_id, size=(1024, 576), preferences=Preferences())
    page = tab.page.archive
    assert page.combo.isVisible() and not page.categories.isVisible()
    place = page.combo.findData("award")
    page.combo.setCurrentIndex(place)
    page.combo.activated.emit(place)
    tab.wait()
    assert text_of(tab, "project") == AWARD["project"]
