"""统计 through real widgets: what it counts, what it says, where it leads, what it exports (issue 5, 7; picture 22)."""

import io
import itertools
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton
from python_calamine import CalamineWorkbook

import resources
from app.domain.declaration import DeclareMode, Stage
from app.domain.errors import EnvironmentFault
from app.domain.organisation import Role
from app.services.documents.office_documents import OfficeDocuments
from db.queries import statistics as counting
from tests.desk_fixtures import with_desk
from ui.tab_page import TabEntry
from ui.tab_registry import ENTRIES
from ui.tabs.statistics.number_table import NumberTable
from ui.tabs.statistics.view import StatisticsTab
from ui.targets import RoadTarget

LONG_NAME = "浙江省建设工程勘察设计研究总院有限责任公司杭州城北分公司"
OLD_PLAN = "hz-construction-engineer-2020"


@pytest.fixture
def busy(walked):
    """Twelve dossiers of two units, one of them of an older plan."""
    walked.add(Stage.EMPLOYER_REVIEW, ["2026-09-28"])
    walked.add(Stage.EMPLOYER_REVIEW, ["2026-09-01"])
    walked.add(Stage.RETURNED, ["2026-09-07"], returns=[(Role.EMPLOYER, "A-01"), (Role.EMPLOYER, "A-03")])
    walked.add(Stage.FAILED, ["2026-09-07"], mode=DeclareMode.SELF_ASSESSED)
    walked.add(Stage.EMPLOYER_REVIEW, ["2020-09-01"], plan_id=OLD_PLAN)
    for day in ("2026-09-11", "2026-09-15", "2026-09-29"):
        walked.add(
            Stage.ACCEPTANCE_REVIEW,
            ["2026-09-01", "2026-09-03", day],
            unit=LONG_NAME,
            returns=[(Role.ACCEPTANCE, "A-01")],
        )
    for _ in range(3):
        walked.add(Stage.HR_BUREAU_REVIEW, ["2026-09-01", "2026-09-03", "2026-09-10", "2026-10-08"])
    walked.add(
        Stage.AWAITING_PAYMENT,
        ["2026-08-03", "2026-08-05", "2026-08-12", "2026-08-14", "2026-08-18"],
        pay_until=date(2026, 9, 25),
    )
    return walked


def listed(opened, wanted):
    """How many rows the list behind a target shows."""
    opened.tab.wait()
    entry = "road" if isinstance(wanted, RoadTarget) else "declarations"
    page = opened.tab.shell.show_tab(entry)
    opened.tab.wait()
    return page.state.model.rowCount()


def row_centre(chart, key):
    place = [row.key for row in chart.rows()].index(key)
    return chart.row_rect(place).center()


def test_the_road_is_shown_as_far_as_each_dossier_has_come(busy):
    opened = busy.sit(Role.EMPLOYER)
    assert opened.spoken("legs") == [
        "申报、改正：到过 8 份，还在此 1",
        "单位审核：到过 7 份，还在此 2，不通过 1",
        "单位公示：到过 4 份",
        "受理点审核：到过 4 份",
        "区县人社审核：到过 4 份，还在此 3",
        "缴费、报送评审表：到过 1 份，还在此 1",
        "评委会审核、评审：到过 0 份",
        "结果公示、发文：到过 0 份",
    ]
    assert opened.page.bar.as_of.text() == "到 10-09 10:32"


def test_a_level_counts_what_has_reached_it_and_no_more(busy):
    opened = busy.sit(Role.HR_BUREAU)
    assert opened.spoken("legs")[4] == "区县人社审核：到过 4 份，还在此 3"
    assert opened.page.counting.figures.total == 4
    assert busy.sit(Role.COMMITTEE).tab.shows("statistics.empty")


@pytest.mark.req("A3.15")
def test_reasons_are_ranked_and_can_be_seen_by_level(busy):
    opened = busy.sit(Role.ACCEPTANCE)
    assert opened.spoken("reasons") == ["信息漏填：3 处"]
    assert not opened.tab.shows("statistics.levels"), "only one level returned anything that is seen here"
    opened = busy.sit(Role.EMPLOYER)
    assert opened.spoken("reasons") == ["信息漏填：1 处", "时间有误：1 处"]
    busy.add(Stage.ACCEPTANCE_REVIEW, returns=[(Role.ACCEPTANCE, "free"), (Role.EMPLOYER, "A-01")])
    opened = busy.sit(Role.EMPLOYER)
    assert opened.spoken("reasons")[0] == "信息漏填：2 处"
    assert opened.page.pictures.reasons.note.text() == "4 处，2 份"
    menu = opened.button("levels").menu()
    assert [action.text() for action in menu.actions()] == ["所有退回", "用人单位退回", "受理点退回"]
    menu.actions()[2].trigger()
    assert opened.spoken("reasons") == ["审核人自己写的：1 处"]
    assert opened.page.pictures.reasons.note.text() == "1 处，1 份"


@pytest.mark.req("B9")
def test_the_sentence_names_the_commonest_reason_and_where_most_wait_too_long(busy):
    opened = busy.sit(Role.ACCEPTANCE)
    assert opened.page.pictures.finding.text() == (
        "退回最多的是 信息漏填，3 处；超期最多的是 受理点审核，2 份已超过 10 个工作日。"
    )
    opened = busy.sit(Role.HR_BUREAU)
    assert opened.page.pictures.finding.text() == "没有退回过；超期最多的是 缴费，1 份过了缴费截止日。"


def test_time_is_told_in_working_days_for_each_step(busy):
    opened = busy.sit(Role.EMPLOYER)
    table = {row[0]: row[1:] for row in [*_open_table(opened, "times")]}
    assert table["环节"] == ["走完", "中位数", "80%从", "到", "最长", "在等", "最久", "超期"]
    # 1 to 3 September and 3 to 5 August are two working days each, of four cases no middle is made.
    assert table["单位审核"][:5] == ["4", "2", "–", "–", "2"]
    assert table["缴费"] == ["0", "–", "–", "–", "–", "1", table["缴费"][6], "1"]


def _open_table(opened, name):
    opened.tab.click(opened.button(f"{name}.switch"))
    assert not opened.tab.shows(f"statistics.{name}"), "the table stands where the picture was"
    return opened.table(f"{name}.table")


@pytest.mark.parametrize("name", ["legs", "reasons", "times"])
def test_every_picture_has_its_numbers_as_a_table(busy, name):
    opened = busy.sit(Role.EMPLOYER)
    said = opened.spoken(name)
    rows = _open_table(opened, name)
    assert len(rows) == len(said) + 1
    model = opened.tab.find(NumberTable, f"statistics.{name}.table").model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, opened.page)
    opened.tab.click(opened.button(f"{name}.switch"))
    assert opened.tab.shows(f"statistics.{name}")


def test_the_filters_offer_what_occurs_and_narrow_every_picture(busy):
    opened = busy.sit(Role.ACCEPTANCE)
    assert opened.offered("year") == ["全部年度", "2026 年度"]
    assert opened.offered("unit_id") == ["全部单位", LONG_NAME, "示例建设工程有限公司"]
    opened.choose("unit_id", LONG_NAME)
    assert opened.page.counting.figures.total == 3
    assert opened.spoken("legs")[3] == "受理点审核：到过 3 份，还在此 3"
    opened.choose("unit_id", "示例建设工程有限公司")
    assert opened.spoken("legs")[3] == "受理点审核：到过 4 份"
    assert opened.tab.shows("statistics.levels") is False


def test_the_newest_year_comes_first_and_the_older_ones_are_a_choice(busy):
    opened = busy.sit(Role.EMPLOYER)
    assert opened.page.counting.figures.total == 8
    assert not opened.tab.shows("statistics.unit_id"), "an employer has one unit"
    assert len(opened.offered("plan_id")) == 2, "plans of the chosen year only"
    opened.choose("year", "全部年度")
    assert opened.page.counting.figures.total == 9
    assert len(opened.offered("plan_id")) == 3
    opened.choose("plan_id", opened.offered("plan_id")[2])
    assert opened.page.counting.figures.total == 1
    opened.choose("year", "2026 年度")
    assert opened.page.counting.wanted.plan_id is None, "a plan of another year would leave nothing"
    assert opened.page.counting.figures.total == 8


def test_the_time_of_the_submission_is_a_filter(busy):
    opened = busy.sit(Role.EMPLOYER)
    opened.choose("span", "上个月申报的")
    assert opened.page.counting.figures.total == 7
    opened.choose("span", "自选起止日")
    days = opened.page.bar
    days.first.setDate(QDate(2026, 9, 28))
    days.last.setDate(QDate(2026, 9, 7))
    opened.tab.wait()
    assert opened.page.counting.figures.total == 3, "the 7th to the 28th, whichever was typed first"
    opened.choose("span", "全部申报时间")
    assert not opened.tab.shows("statistics.first")
    assert opened.page.counting.figures.total == 8


def test_a_line_of_the_table_narrows_the_page_to_it(busy):
    opened = busy.sit(Role.ACCEPTANCE)
    opened.tab.click(opened.button("by.unit"))
    assert opened.table("groups")[1:] == [
        ["示例建设工程有限公司", "4", "4 份", "0", "0"],
        [LONG_NAME, "3", "0", "3 份", "0"],
    ]
    table = opened.page.pictures.groups.table
    at = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    opened.tab.wait()
    assert opened.page.bar.unit.currentText() == LONG_NAME
    assert opened.page.counting.figures.total == 3


def test_per_cent_is_not_made_of_fewer_than_ten(busy):
    opened = busy.sit(Role.EMPLOYER)
    assert opened.table("groups")[1] == ["正常申报", "7", "6 份", "1 份", "0"]
    assert opened.page.pictures.groups.few.isVisible()
    for _ in range(5):
        busy.add(Stage.EMPLOYER_REVIEW)
    opened = busy.sit(Role.EMPLOYER)
    assert opened.table("groups")[1] == ["正常申报", "12", "92%", "8%", "0%"]


@pytest.mark.parametrize(
    ("role", "leg", "here"),
    [
        (Role.EMPLOYER, "declared", 1),
        (Role.EMPLOYER, "employer", 2),
        (Role.ACCEPTANCE, "acceptance", 3),
        (Role.HR_BUREAU, "hr_bureau", 3),
    ],
)
def test_a_bar_leads_to_exactly_the_dossiers_that_are_there(busy, role, leg, here):
    opened = busy.sit(role)
    targets: list[Any] = []
    opened.tab.session.navigated.connect(targets.append)
    chart = opened.chart("legs")
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=row_centre(chart, leg))
    (target,) = targets
    assert listed(opened, target) == here


def test_a_bar_without_a_list_of_its_own_leads_nowhere(busy):
    opened = busy.sit(Role.EMPLOYER)
    opening = [row.key for row in opened.chart("legs").rows() if row.opens]
    assert opening == ["declared", "employer"], "what the offices above have is no list of the unit's"
    opened.choose("span", "上个月申报的")
    assert not any(row.opens for row in opened.chart("legs").rows()), (
        "no list filters on the day of submission"
    )


@pytest.mark.parametrize(("role", "late"), [(Role.ACCEPTANCE, 2), (Role.HR_BUREAU, 1)])
def test_the_finding_leads_to_those_that_wait_too_long(busy, role, late):
    opened = busy.sit(role)
    targets: list[Any] = []
    opened.tab.session.navigated.connect(targets.append)
    link = opened.button("late")
    assert link.text() == f"看这 {late} 份"
    opened.tab.click(link)
    (target,) = targets
    assert listed(opened, target) == late


def test_keys_reach_every_row_and_open_it(busy):
    opened = busy.sit(Role.ACCEPTANCE)
    targets: list[Any] = []
    opened.tab.session.navigated.connect(targets.append)
    chart = opened.chart("legs")
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        opened.tab.press(Qt.Key.Key_Down)
    assert chart.accessibleName() == "申报走到哪里：受理点审核：到过 7 份，还在此 3"
    assert "区县人社审核：到过 4 份" in chart.accessibleDescription()
    opened.tab.press(Qt.Key.Key_Return)
    assert [type(target) for target in targets] == [RoadTarget]


def test_what_is_written_meanwhile_is_counted(busy):
    opened = busy.sit(Role.EMPLOYER)
    busy.add(Stage.EMPLOYER_REVIEW)
    opened.page.refresh(None)
    opened.tab.wait()
    assert opened.page.counting.figures.total == 9


def test_a_page_that_is_left_stops_counting_and_begins_again(busy, monkeypatch):
    monkeypatch.setattr(counting, "PORTION", 1)
    opened = busy.sit(Role.ACCEPTANCE)
    heard = []
    opened.page.counting.progressed.connect(lambda done, portions: heard.append((done, portions)))
    opened.page.counting.start()
    opened.page.leave()
    opened.tab.wait()
    assert heard == []
    opened.page.enter()
    opened.tab.wait()
    assert heard[0] == (0, 12)
    assert heard[-1] == (12, 12)
    assert opened.page.counting.figures.total == 7


def test_nothing_to_count_says_where_work_begins(walked):
    opened = walked.sit(Role.EMPLOYER)
    empty = opened.page.empty
    assert empty.isVisible()
    assert empty.accessibleName().startswith("还没有可以统计的申报")
    assert not opened.button("export").isEnabled()
    walked.add()
    opened.page.refresh(None)
    opened.tab.wait()
    assert opened.page.shows_pictures()
    opened.choose("mode", "自评申报")
    assert empty.accessibleName().startswith("这些条件下没有申报")
    opened.tab.click(_button_of(empty, "清除筛选"))
    assert opened.page.shows_pictures()
    assert opened.page.bar.mode.currentText() == "全部申报方式"


def _button_of(widget, words):
    return next(b for b in widget.findChildren(QAbstractButton) if b.text() == words)


@pytest.fixture
def saved(busy, tmp_path):
    """The workbook that the desk of a level writes."""
    clock = busy.real.clock
    documents = OfficeDocuments(resources.templates_dir(), resources.fonts_dir(), clock)
    opened = busy.sit(Role.ACCEPTANCE, desk=with_desk(busy.real, documents=documents))
    return opened, tmp_path


def export(opened, place: Path):
    opened.tab.click(opened.button("export"))
    choice = opened.page.export.choice
    assert choice.dialog.selectedFiles()[0].endswith("职称申报统计_2026-10-09.xlsx")
    choice.chosen.emit([str(place)])
    choice.dialog.reject()
    opened.tab.wait()


def test_the_workbook_has_a_sheet_for_each_picture_with_numbers_as_numbers(saved):
    opened, folder = saved
    export(opened, folder / "统计.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO((folder / "统计.xlsx").read_bytes()))
    assert book.sheet_names == [
        *("说明", "申报走到哪里", "退回原因", "每一步用几个工作日", "按申报方式", "按计划", "按单位")
    ]
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    explained = {str(what): said for what, said in sheets["说明"]}
    assert explained["统计单位"] == "示例区职称受理点"
    assert explained["统计时间"] == "2026-10-09 10:32"
    assert (explained["申报年度"], explained["单位"]) == ("2026", "全部")
    assert sheets["申报走到哪里"][4] == ["受理点审核", 7.0, 4.0, 3.0, 0.0, 0.0]
    assert sheets["退回原因"][1:] == [["信息漏填", "受理点", 3.0]]
    assert sheets["按单位"][2] == [LONG_NAME, 3.0, 0.0, 3.0, 0.0]


def test_a_folder_that_is_gone_is_told_and_nothing_is_left(saved):
    opened, folder = saved
    told: list[Any] = []
    opened.tab.session.error_shown.connect(told.append)
    export(opened, folder / "没有这个文件夹" / "统计.xlsx")
    assert [error.code for error in told] == ["E-206"]
    assert isinstance(told[0], EnvironmentFault)
    assert list(folder.rglob("*.part")) == []
    assert not opened.page.export.is_busy


@pytest.mark.parametrize("size", [(1366, 696), (1024, 537)])
def test_the_page_fits_in_width_and_the_tab_stays_reachable(busy, size):
    opened = busy.sit(Role.ACCEPTANCE, size=size)
    bar = opened.page.bar
    shown = [w for w in (bar.year, bar.plan, bar.unit, bar.mode, bar.span, bar.export) if w.isVisible()]
    assert all(w.geometry().right() < size[0] for w in shown)
    for left, right in itertools.pairwise(shown):
        assert left.geometry().right() < right.x()
    assert not opened.page.pictures.horizontalScrollBar().isVisible()
    assert opened.page.pictures.widget().width() <= opened.page.pictures.viewport().width()


def test_everybody_on_the_road_has_the_tab():
    (entry,) = [entry for entry in ENTRIES if entry.key == "statistics"]
    assert isinstance(entry, TabEntry)
    assert entry.roles == frozenset(Role) - {Role.ADMIN}
    assert (entry.title, entry.factory) == ("统计", StatisticsTab)
