"""缺件矩阵: which tiles, what the line below says, where Enter leads, filters, and what leaves the page."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QMenu
from python_calamine import load_workbook

from app.domain.declaration import DeclareMode, Stage
from app.domain.declaring import Step
from app.domain.prechecks.notice import Notice
from tests.ui.tabs.declarations.declaring import BUILDING, RUNS, SENIOR
from tests.ui.tabs.entry.unit import FACTS
from ui.tabs.entry.matrix.page import MatrixPage
from ui.targets import PublicityTarget
from ui.theme import current, shapes
from ui.widgets import roles
from ui.widgets.tile_matrix.head import wrap_title
from ui.widgets.toast import Toast


def states(tab, name):
    """State by the tile's head."""
    model = tab.page.list.model
    row = next(n for n, line in enumerate(model.lines) if line.applicant.name == name)
    return {
        model.headerData(column, Qt.Orientation.Horizontal): model.data(model.index(row, column), roles.TILE)
        for column in range(model.columnCount())
        if model.tile(column) is not None
    }


def names(tab):
    return [line.applicant.name for line in tab.page.list.model.lines]


def stand_on(tab, name, key):
    page = tab.page.list
    page.table.set_current_cell(names(tab).index(name), page.model.find_tile(key))
    return page.explain.sentence()


def enter(tab):
    tab.press(Qt.Key.Key_Return)
    return tab.page.wanted[-1]


def save_as(tab, path):
    dialog = next(d for d in tab.shell.findChildren(QFileDialog) if d.isVisible())
    proposal = dialog.selectedFiles()[0]
    dialog.findChild(QLineEdit).setText(str(path))
    dialog.accept()
    tab.wait()
    return proposal


@pytest.mark.req("B7.1a", "B7.2a", "B7.6")
def test_tiles_say_what_is_there_and_what_is_missing(unit, listed):
    lacking = unit.draft("林致远", without=("appointment", "study_hours", "commitment"))
    expired = Notice("record_form_expired", {"until": "2026-09-30"}, "materials", material="education_proof")
    unit.flag(lacking, expired)
    tab = listed(MatrixPage)
    QAbstractItemModelTester(
        tab.page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal, tab.page
    )
    assert states(tab, "林致远") == {
        "证件照": "done",
        "承诺": "missing",
        "申报信息": "done",
        "业绩": "done",
        "1 学历": "noticed",
        "2 聘书": "missing",
        "6 学时": "missing",
    }
    assert tab.page.list.facts.text() == "1 人　1 人缺 3 件　1 件需留意"


@pytest.mark.req("B7.3", "B7.4", "B7.5")
def test_materials_of_other_cases_come_in_when_somebody_needs_them(unit, listed):
    unit.draft("王嘉树")
    unit.draft("何雨桐", facts=FACTS | {"staffing": "institution_staff"})
    unit.draft("赵一鸣", mode=DeclareMode.SELF_ASSESSED)
    unit.draft("孙可欣", facts=FACTS | {"outside_insurance": "是"})
    tab = listed(MatrixPage)
    assert states(tab, "何雨桐")["3 岗位表"] == "missing"
    assert states(tab, "赵一鸣")["4 自评表"] == "missing"
    assert states(tab, "孙可欣")["5 社保"] == "missing"
    assert {states(tab, "王嘉树")[head] for head in ("3 岗位表", "4 自评表", "5 社保")} == {"not_applicable"}
    assert stand_on(tab, "王嘉树", "self_assessment") == "正常申报，不需要"
    assert "在编" in stand_on(tab, "何雨桐", "post_form")


def test_the_line_below_explains_the_current_tile(unit, listed):
    unit.draft("林致远", without=("appointment", "photo"))
    unit.draft("吴静", items={})
    unit.pending_item("吴静")
    tab = listed(MatrixPage)
    assert "助理级聘任满4年" in stand_on(tab, "林致远", "appointment")
    assert "劳动合同代替" in tab.page.list.explain.sentence()
    assert "2 聘书" in tab.page.list.explain.accessibleName()
    assert stand_on(tab, "林致远", "photo") == "没有证件照，上传1寸、2寸白底证件照"
    assert stand_on(tab, "林致远", "education_proof") == "education_proof.pdf"
    assert stand_on(tab, "吴静", "achievements") == "1 条业绩等单位审核"


@pytest.mark.req("B8")
def test_enter_goes_to_the_step_or_the_material(unit, listed):
    lacking = unit.draft("林致远", without=("appointment",))
    tab = listed(MatrixPage)
    # The first time it stands on the first thing missing.
    assert enter(tab) == ("case", lacking.id, Step.MATERIALS, "appointment")
    tab.press(Qt.Key.Key_Home)
    assert enter(tab) == ("case", lacking.id, Step.PHOTO, "")
    assert tab.find(QAbstractButton, "entry.matrix.open").text() == "去看这一件"


def test_what_was_handed_in_is_looked_at_where_it_is(unit, listed):
    running = unit.draft("许文博", without=("study_hours",), stage=Stage.EMPLOYER_REVIEW, photo_facts=None)
    publicity = unit.publish(running, dates=RUNS)
    unit.pending_item("许文博")
    tab = listed(MatrixPage)
    shown = states(tab, "许文博")
    assert (shown["证件照"], shown["业绩"], shown["6 学时"]) == ("done", "done", "noticed")
    assert enter(tab) == PublicityTarget(publicity_id=publicity.id)
    assert not tab.find(QAbstractButton, "entry.matrix.print").isEnabled()


def test_plans_choose_their_own_materials(unit, listed):
    unit.draft("林致远", without=("appointment",))
    unit.draft("欧阳静怡", plan=SENIOR, facts=FACTS | {"grassroots": "是"})
    tab = listed(MatrixPage)
    assert states(tab, "欧阳静怡")["1 学历"] == "not_applicable"
    assert stand_on(tab, "欧阳静怡", "study_hours") == "这个计划没有这项材料"
    plan = tab.page.list.plan
    assert plan.currentText() == "全部 2 个计划"
    plan.setCurrentIndex(plan.findData(SENIOR))
    plan.activated.emit(plan.currentIndex())
    assert names(tab) == ["欧阳静怡"]
    kit = unit.real.kits.get(SENIOR)
    heads = [head for head in states(tab, "欧阳静怡") if head[0].isdecimal()]
    assert [head.split()[0] for head in heads] == [str(m.no) for m in kit.materials]
    plan.setCurrentIndex(plan.findData(BUILDING))
    plan.activated.emit(plan.currentIndex())
    assert len(states(tab, "林致远")) == 4 + len(unit.real.kits.get(BUILDING).materials)


def test_only_those_who_miss_something(unit, listed):
    unit.draft("林致远", without=("appointment",))
    unit.draft("王嘉树")
    tab = listed(MatrixPage)
    box = tab.page.list.lacking
    assert box.text() == "只看缺件的 1 人"
    tab.click(box)
    assert names(tab) == ["林致远"]
    tab.click(box)
    assert len(names(tab)) == 2


def test_when_the_last_one_is_complete_it_says_so(unit, listed):
    lacking = unit.draft("林致远", without=("commitment",))
    tab = listed(MatrixPage)
    tab.click(tab.page.list.lacking)
    unit.save(lacking, commitment=lacking.photo)
    tab.page.refresh(None)
    tab.wait()
    assert not tab.page.list.shows_list()
    tab.click(tab.find(QAbstractButton, "entry.matrix.everybody"))
    assert names(tab) == ["林致远"]


def test_the_current_tile_stays_over_a_refresh(unit, listed):
    unit.draft("林致远", without=("appointment",))
    unit.draft("王嘉树")
    tab = listed(MatrixPage)
    stand_on(tab, "王嘉树", "study_hours")
    unit.draft("陈默")
    tab.page.refresh(None)
    tab.wait()
    line, key = tab.page.list.current()
    assert (line.applicant.name, key) == ("王嘉树", "study_hours")


def test_the_copied_list_is_a_paragraph_a_person(unit, listed):
    unit.draft("林致远", without=("appointment",))
    unit.draft("孙可欣", without=("photo",))
    unit.draft("王嘉树")
    tab = listed(MatrixPage)
    copy = tab.find(QAbstractButton, "entry.matrix.copy")
    assert copy.text() == "复制 2 人的清单"
    tab.click(copy)
    text = QGuiApplication.clipboard().text()
    assert text.count("\n\n") == 1 and "王嘉树" not in text
    assert "最迟10月23日补齐" in text and "没有证件照" in text
    stand_on(tab, "林致远", "appointment")
    tab.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "孙可欣" not in QGuiApplication.clipboard().text()
    assert tab.shell.findChild(Toast).text() == "已复制林致远的清单"


def test_the_saved_list_is_a_pdf_where_it_was_wanted(unit, listed, tmp_path):
    unit.draft("林致远", without=("appointment",))
    tab = listed(MatrixPage)
    tab.click(tab.find(QAbstractButton, "entry.matrix.save_pdf"))
    place = tmp_path / "缺件.pdf"
    assert save_as(tab, place).endswith("缺件清单 林致远 2026-10-09.pdf")
    assert place.read_bytes().startswith(b"%PDF")


@pytest.mark.req("A3.17")
def test_the_workbook_has_what_the_screen_has(unit, listed, tmp_path):
    unit.draft("林致远", without=("appointment",))
    tab = listed(MatrixPage)
    tab.click(tab.find(QAbstractButton, "entry.matrix.export"))
    place = tmp_path / "矩阵.xlsx"
    assert save_as(tab, place).endswith("缺件矩阵 2026-10-09.xlsx")
    head, row = load_workbook(place).get_sheet_by_index(0).to_python()
    told = dict(zip(head, row, strict=True))
    assert told["姓名"] == "林致远" and told["缺"] == "1"
    assert told["2 现任专业技术职务资格聘书"] == "缺" and told["1 学历证书及认证材料"] == "已有"
    assert (told["下一步"], told["日期"]) == ("补聘书或聘任文件", "10-23 止")


def test_nothing_yet_leads_to_a_first_declaration(listed):
    tab = listed(MatrixPage)
    tab.click(tab.find(QAbstractButton, "entry.matrix.begin"))
    assert tab.page.wanted == [("new", "")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 696), (1024, 576)])
def test_all_tiles_of_a_long_plan_fit_the_screen(unit, listed, scheme, size):
    unit.draft("买买提·艾力江·阿卜杜热西提", without=("commitment",))
    tab = listed(MatrixPage, size=size)
    current.set_scheme(scheme)
    plan = tab.page.list.plan
    plan.setCurrentIndex(plan.findData(BUILDING))
    plan.activated.emit(plan.currentIndex())
    table = tab.page.list.table
    assert table.head.length() <= table.viewport().width()
    assert not tab.shell.grab().isNull()


def test_the_menu_of_a_row_copies_and_prints_one_persons_list(unit, listed):
    unit.draft("林致远", without=("appointment",))
    unit.draft("王嘉树", without=("photo",))
    tab = listed(MatrixPage)
    stand_on(tab, "王嘉树", "photo")
    tab.page.list.table.customContextMenuRequested.emit(QPoint(20, 20))
    menu = next(m for m in tab.page.list.findChildren(QMenu) if m.isVisible())
    assert [action.text() for action in menu.actions()] == ["打印王嘉树的缺件清单", "复制王嘉树的清单"]
    menu.actions()[1].trigger()
    menu.close()
    assert QGuiApplication.clipboard().text().startswith("王嘉树")


def test_a_live_switch_of_the_theme_looks_like_a_fresh_page(unit, listed):
    unit.draft("林致远", without=("appointment", "commitment"))
    tab = listed(MatrixPage)
    current.set_scheme("dark")
    tab.wait()
    switched = tab.page.grab().toImage()
    tab.shell.leave()
    tab.operations.close()
    fresh = listed(MatrixPage)
    assert fresh.page.grab().toImage() == switched


@pytest.mark.parametrize("size", [(1024, 576), (1366, 696)])
def test_every_head_is_whole_and_the_legend_seen_in_any_window(unit, listed, size):
    """Nine words of three characters more than a narrow column holds: they stand in two lines."""
    unit.draft("欧阳慕容雪", mode=DeclareMode.SELF_ASSESSED)
    tab = listed(MatrixPage, size=size)
    page = tab.page.list
    page.plan.setCurrentIndex(1)
    page.plan.activated.emit(1)
    tab.wait()
    assert tab.shell.width() == size[0], "nothing pushes the window open"
    heads = [n for n in range(page.model.columnCount()) if page.model.tile(n) is not None]
    assert len(heads) == 12
    for column in heads:
        title = page.model.headerData(column, Qt.Orientation.Horizontal)
        room = page.table.columnWidth(column) - 4
        lines = wrap_title(title, room)
        assert "".join(lines) == title.replace(" ", "") if len(lines) > 1 else lines == (title,)
        assert all(shapes.text_width(line, "caption") <= room for line in lines), title
    legends = [legend for legend in (page.legend, page.low_legend) if legend.isVisible()]
    assert len(legends) == 1 and "不适用" in legends[0].accessibleName()
    shown = legends[0].mapTo(tab.shell, legends[0].rect().bottomRight())
    assert tab.shell.rect().contains(shown)
