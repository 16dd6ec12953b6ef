"""导出名单 and 附件矩阵 of the list on the screen, from 受理与评审 as from 职称申报资格审查 (A3.17; DOMAIN facts §7)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from python_calamine import load_workbook

from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.ports.road_queries import RoadOrder
from app.services.documents.office_documents import OfficeDocuments
from resources import fonts_dir, templates_dir
from tests.desk_fixtures import with_desk
from tests.ui.tabs.road.conftest import Road, say_done_at
from ui.widgets.tile_matrix.view import TileMatrix


@pytest.mark.req("A3.17")
def test_the_list_is_written_as_it_stands_without_the_group_rows(road: Road, tmp_path) -> None:
    road.add("陈晓东", Stage.ACCEPTANCE_REVIEW, flags=1)
    road.add("林致远", Stage.ACCEPTANCE_REVIEW, municipal=True, submit_no=2)
    road.add("何雨桐", Stage.HR_BUREAU_REVIEW)
    documents = OfficeDocuments(templates_dir(), fonts_dir(), road.real.clock)
    opened = road.sit(Role.ACCEPTANCE, desk=with_desk(road.real, documents=documents))
    opened.page.state.set_order(RoadOrder.UNIT)
    opened.tab.wait()
    opened.tab.click(opened.button("export"))
    dialog = opened.page.export.choice.dialog
    assert dialog.selectedFiles()[0].endswith("职称申报名单_受理点审核_2026-10-09.xlsx")
    place = tmp_path / "名单.xlsx"
    dialog.findChild(QLineEdit).setText(str(place))
    dialog.accept()
    opened.tab.wait()
    rows = load_workbook(place).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["#", "姓名", "单位"] and rows[0][-2:] == ["等待", "状态"]
    assert [row[1] for row in rows[1:]] == ["林致远", "陈晓东"]
    said = dict(zip(rows[0], rows[2], strict=True))
    assert (said["预检"], said["第几次"], said["状态"]) == ("1 未看", "第 1 次", "受理点审核")
    assert say_done_at(opened) == "已导出 2 行到 名单.xlsx"


@pytest.mark.req("A4.10")
def test_m_shows_the_matrix_of_the_list_and_enter_opens_the_dossier(road: Road) -> None:
    person = road.add("陈晓东", Stage.ACCEPTANCE_REVIEW)
    road.add("何雨桐", Stage.HR_BUREAU_REVIEW)
    opened = road.sit(Role.ACCEPTANCE)
    opened.tab.press(Qt.Key.Key_M)
    table = opened.tab.find(TileMatrix, "attachment_matrix.table")
    model = table.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["陈晓东"]
    opened.tab.press(Qt.Key.Key_Return)
    review = opened.tab.shell.pages.currentWidget()
    assert review.desk.dossier.declaration.id == person.declaration_id


def test_an_empty_queue_has_no_matrix(road: Road) -> None:
    opened = road.sit(Role.ACCEPTANCE)
    assert not opened.tab.find(QAbstractButton, "road.matrix").isEnabled()
    opened.tab.press(Qt.Key.Key_M)
    assert not opened.page.matrix.is_open()
