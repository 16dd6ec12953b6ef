"""重开 on the archive desk: nobody is stuck behind a 不通过 of 基本信息 (DOMAIN facts §4)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from tests.factories import make_decision, make_defect
from tests.ui.tabs.entry.entering import commit_text, open_entry, said, write
from ui.tabs.archive.view import ArchiveTab
from ui.targets import ArchiveTarget
from ui.widgets.form_rows import FieldRow
from ui.widgets.form_view import FormView

CTRL = Qt.KeyboardModifier.ControlModifier
BASIC = {
    "name": "陈思远",
    "sex": "女",
    "nation": "汉族",
    "birth_date": "1988-03-07",
    "id_type": "居民身份证",
    "phone": "13805710024",
    "work_start": "2010-07",
    "unit": "示例建设工程有限公司",
}
REASON = "姓名已由公安机关证明，原结论判错。"


@pytest.fixture
def failed(real_desk):
    """基本信息 that was judged 不通过."""
    fields = BASIC | {"id_number": real_desk.add_person("陈思远").id_number}
    item = real_desk.add_item("陈思远", "basic", fields=fields, status=ArchiveStatus.FAILED, rev=2)
    with real_desk.uow() as uow:
        uow.decisions.add(
            make_decision(
                item,
                real_desk.office.actor,
                action=Action.FAIL,
                base_rev=1,
                new_rev=2,
                defects=(make_defect(section="basic", text="姓名与证件不一致。"),),
                after="failed",
            )
        )
        uow.commit()
    return item


def open_review(open_tab, status):
    tab = open_tab(ArchiveTab)
    tab.page.open_target(ArchiveTarget("basic", status, review=True))
    tab.wait()
    return tab


@pytest.mark.req("A3.4", "B1.2")
def test_a_failed_item_is_reopened_with_a_reason_and_waits_again(real_desk, open_tab, failed):
    tab = open_review(open_tab, ArchiveStatus.FAILED)
    tab.click(tab.find(QAbstractButton, "archive.reopen"))
    sheet = tab.page.reopening
    assert sheet.is_open() and not sheet.confirm_button.isEnabled()
    assert sheet.footer.reason.text() == "先写理由"
    commit_text(sheet._reason, REASON)
    tab.press(Qt.Key.Key_Return, CTRL)
    assert real_desk.item(failed.id).status is ArchiveStatus.PENDING
    assert not sheet.is_open() and "回到待审核" in tab.shell.toast.text()
    assert tab.page.state.model.rowCount() == 0, "it left the tab 不通过"
    tab.page.open_target(ArchiveTarget("basic", ArchiveStatus.PENDING, review=True))
    tab.wait()
    rows = [row.block() for row in tab.find(FormView, "archive.form").findChildren(FieldRow)]
    assert {"重开理由", "重开", "不通过"} <= {block.label for block in rows}
    assert tab.find(QAbstractButton, "archive.pass").isEnabled()
    assert not tab.shows("archive.reopen")
    tab.press(Qt.Key.Key_L)
    tab.wait()
    lines = tab.session.desk.queries.archive_log(tab.session.scope, failed.id)
    acts = [(line.act, line.text) for line in lines if not line.minor]
    assert acts[0] == ("reopen", REASON) and len(acts) == 2, "one line for each decision"


def test_what_waits_or_passed_has_no_button_for_it(real_desk, open_tab):
    real_desk.add_item("陈思远", "basic", status=ArchiveStatus.PASSED)
    tab = open_review(open_tab, ArchiveStatus.PASSED)
    assert tab.page.desk.dossier is not None and not tab.shows("archive.reopen")


@pytest.mark.req("B1.2")
def test_who_enters_is_told_how_to_go_on_and_can_correct_after_it(real_desk, open_tab, failed):
    entry = open_entry(open_tab, failed.applicant_id)
    assert "重开" in said(entry, "verdict")
    tab = open_review(open_tab, ArchiveStatus.FAILED)
    tab.click(tab.find(QAbstractButton, "archive.reopen"))
    commit_text(tab.page.reopening._reason, REASON)
    tab.press(Qt.Key.Key_Return, CTRL)
    entry.page.archive.refresh(None)
    entry.wait()
    assert "审核人已重开" in said(entry, "verdict") and REASON in said(entry, "verdict")
    write(entry, "former_name", "陈远")
    entry.page.archive.save()
    entry.wait()
    stored = real_desk.item(failed.id)
    assert stored.fields["former_name"] == "陈远" and stored.status is ArchiveStatus.PENDING
