"""A person's archive: categories, forms, 保存, returned and passed entries, drafts that survive (B1.1, B1.2, B1.4, B1.5)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from tests.factories import make_defect, make_file, make_item_draft
from tests.ui.tabs.entry.entering import (
    AWARD,
    commit_text,
    decide,
    draft_of,
    editor,
    listed,
    open_entry,
    said,
    text_of,
    write,
)
from ui.widgets.entry_form.field_editor import FieldEditor

CTRL = Qt.KeyboardModifier.ControlModifier


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
    assert tab.shell.toast.text() == "已保存，已交审核。还没有佐证材料"
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
