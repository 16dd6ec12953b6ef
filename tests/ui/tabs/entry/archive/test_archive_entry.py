"""A person's archive: categories, forms, 保存, returned and passed entries, drafts that survive (B1.1, B1.2, B1.4, B1.5)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from tests.copies import add_office
from tests.factories import make_defect, make_file, make_item_draft
from tests.faults.full_disk import without_room
from tests.ui.tabs.entry.entering import (
    AWARD,
    commit_text,
    decide,
    draft_of,
    editor,
    listed,
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


def categories(tab) -> dict[str, tuple[int | None, str | None]]:
    view = tab.page.archive.categories
    rows = [
        view._rows.index(n).data(int(Qt.ItemDataRole.UserRole) + 40) for n in range(view._rows.rowCount())
    ]
    return {row.key: (row.count, row.state) for row in rows}


def line_under(tab, key: str) -> str:
    return tab.find(FieldEditor, f"field.{key}").line.text()


def remark_at(tab, key: str) -> str:
    found = tab.find(FieldEditor, f"field.{key}").remark
    return found.text() if found.isVisible() else ""


def draft_line(tab) -> str:
    return tab.page.archive.form.draft_line.text()


# ---- categories


@pytest.mark.req("B1.1")
def test_the_seventeen_categories_say_how_many_entries_and_what_needs_a_hand(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    real_desk.add_item("陈思远", "basic", status=ArchiveStatus.PASSED, evidence=())
    for status in (ArchiveStatus.PASSED, ArchiveStatus.RETURNED, ArchiveStatus.FAILED):
        real_desk.add_item("陈思远", fields=AWARD, status=status)
    real_desk.add_item("陈思远", "assessment", fields={"year": "2024", "grade": "优秀"})
    with real_desk.uow() as uow:
        uow.item_drafts.keep(make_item_draft(person, section="paper", fields={"title": "泵站自动化"}))
        uow.commit()
    tab = open_entry(open_tab, person.id)
    shown = categories(tab)
    assert len(shown) == 17
    assert shown["basic"] == (None, "passed")
    assert shown["award"] == (3, "returned")
    assert shown["assessment"] == (1, "pending")
    assert shown["paper"] == (1, "neutral")
    assert shown["patent"] == (0, None)


@pytest.mark.req("B1.1")
def test_every_category_shows_its_own_fields(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id)
    for section in real_desk.kits.archive_sections():
        tab.page.archive.go_to_section(section.key)
        tab.wait()
        shown = [
            e.spec.key
            for e in tab.page.archive.form.form.findChildren(FieldEditor)
            if e.isVisibleTo(tab.page)
        ]
        assert set(shown) == {spec.key for spec in section.fields}
    with real_desk.uow() as uow:
        assert uow.archive.of_applicant(person.id) == []


def test_a_link_opens_the_entry_it_names(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD)
    wanted = real_desk.add_item("陈思远", fields=AWARD | {"project": "滨河路"})
    tab = open_entry(open_tab, real_desk.people["陈思远"].id, item_id=wanted.id)
    assert text_of(tab, "project") == "滨河路"
    assert tab.page.archive.bar is not None and len(listed(tab)) == 2


# ---- entering and handing in


@pytest.mark.req("B1.2")
def test_a_new_entry_is_kept_as_a_draft_and_handed_in_with_save(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, person.id, "award")
    tab.press(Qt.Key.Key_N)
    assert editor(tab, "awarded_on").hasFocus()
    write(tab, "awarded_on", "2025-06")
    write(tab, "project", "滨河路综合整治")
    entry = tab.page.archive.current()
    assert dict(draft_of(real_desk, entry.item_id).fields) == {
        "awarded_on": "2025-06",
        "project": "滨河路综合整治",
    }
    assert draft_line(tab) == "草稿已保存 10:32"
    assert listed(tab)[-1] == ("滨河路综合整治", "草稿")
    write(tab, "name", "优秀勘察设计三等奖")
    write(tab, "level", "省部级")
    save(tab)
    stored = real_desk.item(entry.item_id)
    assert stored.status is ArchiveStatus.PENDING
    assert stored.fields["project"] == "滨河路综合整治"
    assert draft_of(real_desk, entry.item_id) is None
    assert tab.shell.toast.text() == "已保存，交去审核。还没有佐证材料"
    assert listed(tab)[-1] == ("滨河路综合整治", "待审核")
    assert draft_line(tab) == ""


@pytest.mark.req("B1.2")
def test_missing_required_fields_are_named_and_nothing_is_handed_in(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id, "award")
    write(tab, "project", "滨河路综合整治")
    assert reason(tab) == "还有 3 项必填：获奖时间、获奖名称、奖励级别"
    item_id = tab.page.archive.current().item_id
    save(tab)
    assert line_under(tab, "name") == "必填"
    assert editor(tab, "awarded_on").hasFocus()
    assert draft_of(real_desk, item_id).fields["project"] == "滨河路综合整治"
    with real_desk.uow() as uow:
        assert uow.archive.of_applicant(person.id) == []


@pytest.mark.req("B1.2")
def test_what_was_typed_and_never_left_is_there_in_a_new_window_after_a_crash(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id, "award")
    target = editor(tab, "project")
    commit_text(target, "城北泵站𰻝自动化")
    QTest.qWait(450)  # the pause after which a form keeps what stands in it
    tab.wait()
    assert target.hasFocus()
    # The first window is still open, as a killed process leaves it: nothing was closed or flushed.
    again = open_entry(open_tab, person.id, "award")
    assert text_of(again, "project") == "城北泵站𰻝自动化"
    assert listed(again) == [("城北泵站𰻝自动化", "草稿")]


@pytest.mark.req("B1.2")
def test_an_entry_that_was_begun_and_left_empty_leaves_nothing(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, person.id, "award")
    tab.press(Qt.Key.Key_N)
    assert len(listed(tab)) == 2
    tab.press(Qt.Key.Key_Escape)
    tab.press(Qt.Key.Key_K)
    assert len(listed(tab)) == 1
    rows = real_desk.desk.entry.people(real_desk.office.scope)
    assert rows[0].drafts == 0


def test_going_to_another_entry_at_once_loses_no_letter(real_desk, open_tab):
    first = real_desk.add_item("陈思远", fields=AWARD)
    second = real_desk.add_item("陈思远", fields=AWARD | {"project": "滨河路"})
    tab = open_entry(open_tab, real_desk.people["陈思远"].id, "award")
    editor(tab, "project").selectAll()
    commit_text(editor(tab, "project"), "改过的名称")
    tab.page.archive.entries.set_current_row(1)
    assert text_of(tab, "project") == "滨河路"
    tab.wait()
    assert draft_of(real_desk, first.id).fields["project"] == "改过的名称"
    assert draft_of(real_desk, second.id) is None


def test_j_and_k_go_through_the_entries_and_type_letters_in_a_choice_field(real_desk, open_tab):
    for project in ("一", "二", "三"):
        real_desk.add_item("陈思远", fields=AWARD | {"project": project})
    tab = open_entry(open_tab, real_desk.people["陈思远"].id, "award")
    tab.page.archive.focus_lists()
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_J)
    assert text_of(tab, "project") == "三"
    tab.press(Qt.Key.Key_K)
    assert text_of(tab, "project") == "二"
    editor(tab, "level").setFocus()
    tab.press(Qt.Key.Key_K)
    tab.press(Qt.Key.Key_N)
    assert text_of(tab, "project") == "二" and len(listed(tab)) == 3


def test_an_entry_is_copied_without_its_files_and_a_year_becomes_the_next(real_desk, open_tab):
    fields = {"year": "2024", "unit": "示例建设工程有限公司", "grade": "优秀"}
    real_desk.add_item("陈思远", "assessment", fields=fields, evidence=(make_file(),))
    tab = open_entry(open_tab, real_desk.people["陈思远"].id, "assessment")
    tab.click(tab.find(QAbstractButton, "entry.archive.copy"))
    entry = tab.page.archive.current()
    assert text_of(tab, "year") == "2025"
    assert entry.evidence == ()
    assert dict(draft_of(real_desk, entry.item_id).fields) == fields | {"year": "2025"}


# ---- after a review


@pytest.mark.req("B1.2")
def test_a_returned_entry_says_at_the_field_what_was_wrong_and_is_handed_in_again(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD | {"rank": "1"}, status=ArchiveStatus.RETURNED)
    defects = (
        make_defect(field="rank", text="排名与证书不一致", page=None),
        make_defect(field="", text="证书编号看不清", page=1),
    )
    decide(real_desk, item, Action.RETURN, defects=defects)
    tab = open_entry(open_tab, item.applicant_id, "award")
    assert remark_at(tab, "rank") == "排名与证书不一致"
    shown = said(tab, "verdict")
    assert shown.startswith("退回，2 处要改")
    assert "排名与证书不一致" in shown and "证书编号看不清" in shown
    assert reason(tab) == "退回后还没有改动"
    link = next(b for b in tab.page.archive.form.findChildren(QAbstractButton) if b.text() == "去改")
    tab.click(link)
    assert editor(tab, "rank").hasFocus()
    write(tab, "rank", "2")
    assert remark_at(tab, "rank") == "排名与证书不一致"
    assert real_desk.item(item.id).status is ArchiveStatus.RETURNED
    save(tab)
    stored = real_desk.item(item.id)
    assert (stored.status, stored.submit_no, stored.fields["rank"]) == (ArchiveStatus.PENDING, 2, "2")
    assert remark_at(tab, "rank") == "" and said(tab, "verdict") == ""


@pytest.mark.req("B1.4")
def test_a_passed_entry_may_be_corrected_and_is_then_reviewed_again(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD, status=ArchiveStatus.PASSED)
    tab = open_entry(open_tab, item.applicant_id, "award")
    assert "重新审核" in said(tab, "verdict")
    button = tab.find(QAbstractButton, "entry.archive.save")
    assert not button.isEnabled() and reason(tab) == "没有改动，不用再保存"
    write(tab, "project", "改过的名称")
    assert button.isEnabled()
    save(tab)
    stored = real_desk.item(item.id)
    assert (stored.status, stored.content_rev) == (ArchiveStatus.PENDING, 2)


@pytest.mark.req("B1.2")
def test_a_failed_entry_is_a_verdict_and_stays_as_it_is(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD, status=ArchiveStatus.FAILED)
    decide(real_desk, item, Action.FAIL, opinion="证书系伪造")
    tab = open_entry(open_tab, item.applicant_id, "award")
    assert "证书系伪造" in said(tab, "verdict")
    assert editor(tab, "project").isReadOnly() and not editor(tab, "level").isEnabled()
    assert not tab.find(QAbstractButton, "entry.archive.save").isEnabled()
    assert "不通过" in reason(tab)
    save(tab)
    assert real_desk.item(item.id) == item


def test_a_verdict_that_came_while_one_typed_is_said_and_the_typing_is_kept(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_entry(open_tab, item.applicant_id, "award")
    write(tab, "project", "改过的名称")
    with real_desk.uow() as uow:
        uow.archive.save(replace(item, status=ArchiveStatus.PASSED, rev=item.rev + 1))
        uow.commit()
    decide(real_desk, item, Action.PASS)
    save(tab)
    assert "C-101" in said(tab, "problem")
    assert text_of(tab, "project") == "改过的名称"
    assert "写了结论：通过" in said(tab, "verdict")
    save(tab)
    stored = real_desk.item(item.id)
    assert (stored.status, stored.fields["project"]) == (ArchiveStatus.PENDING, "改过的名称")


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
