"""导出名单 (A3.17): what stands on the screen, every row of the filter, as xlsx; a refused place is told."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from python_calamine import load_workbook

from app.domain.declaration import DeclarationTab, Stage
from app.services.documents.office_documents import OfficeDocuments
from resources import fonts_dir, templates_dir
from tests.desk_fixtures import with_desk
from tests.ui.tabs.declarations.declaring import SENIOR
from ui.dialogs.error_card import ErrorCard
from ui.widgets.toast import Toast


@pytest.fixture
def exporting(real_desk, listed):
    """The tab over a desk that makes documents."""

    def open_():
        documents = OfficeDocuments(templates_dir(), fonts_dir(), real_desk.clock)
        return listed(desk=with_desk(real_desk, documents=documents))

    return open_


def export_to(tab, path) -> str:
    tab.click(tab.find(QAbstractButton, "declarations.export"))
    dialog = tab.page.export.choice.dialog
    proposal = dialog.selectedFiles()[0]
    dialog.findChild(QLineEdit).setText(str(path))
    dialog.accept()
    tab.wait()
    return proposal


@pytest.mark.req("A3.17")
def test_the_sheet_has_the_columns_and_rows_of_the_screen(declaring, exporting, tmp_path):
    declaring.add("王嘉树")
    declaring.add("胡立", plan=SENIOR)
    declaring.add("孙可欣", Stage.COMMITTEE_REVIEW)
    tab = exporting()
    place = tmp_path / "名单.xlsx"
    proposal = export_to(tab, place)
    assert proposal.endswith("职称申报名单_待审查_2026-10-09.xlsx")
    rows = load_workbook(place).get_sheet_by_index(0).to_python()
    assert rows[0] == ["#", "姓名", "年度", "计划名称", "专业技术资格", "审查状态", "申报时间"]
    assert [row[1] for row in rows[1:]] == ["胡立", "王嘉树"]
    assert rows[1][4:6] == ["正高级工程师(正高级)", "待审"]
    toast = tab.shell.findChild(Toast)
    assert toast.text() == "已导出 2 行到 名单.xlsx"
    tab.page.state.set_plan(SENIOR)
    tab.wait()
    export_to(tab, tmp_path / "一个计划.xlsx")
    rows = load_workbook(tmp_path / "一个计划.xlsx").get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == ["胡立"]


@pytest.mark.req("A3.17")
def test_returns_are_exported_with_their_own_columns(declaring, exporting, tmp_path):
    declaring.add("王嘉树")
    tab = exporting()
    tab.page.state.set_tab(DeclarationTab.RETURNS)
    tab.wait()
    export_to(tab, tmp_path / "退回.xlsx")
    rows = load_workbook(tmp_path / "退回.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0] == ["#", "姓名", "计划名称", "退回时间", "退回人", "原因", "改正后提交时间"]


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(declaring, exporting, tmp_path):
    declaring.add("王嘉树")
    tab = exporting()
    folder = tmp_path / "gone"
    folder.mkdir()
    tab.click(tab.find(QAbstractButton, "declarations.export"))
    dialog = tab.page.export.choice.dialog
    dialog.findChild(QLineEdit).setText(str(folder / "名单.xlsx"))
    dialog.accept()
    folder.rmdir()
    tab.wait()
    assert tab.shell.findChild(ErrorCard).is_open()
    assert not folder.exists()
    assert tab.find(QAbstractButton, "declarations.export").isEnabled()
