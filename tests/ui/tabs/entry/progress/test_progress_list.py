"""申报进度: what comes next for everybody and by when; where 去办 and 看 lead; chips; search; empty states."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.domain.declaration import DeclareMode, Stage
from app.domain.declaring import Step
from app.ports.queries import PublicityTab
from tests.ui.tabs.declarations.declaring import OVER, RUNS, SENIOR
from ui.tabs.entry.progress.page import ProgressPage
from ui.targets import ArchiveTarget, DeclarationTarget, PublicityTarget, RoadTarget
from ui.theme import current
from ui.widgets import roles

NAME, STATE, ACT, DAY, LINK = 0, 3, 4, 5, 6


def texts(tab, column):
    model = tab.page.list.model
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def stand_on(tab, name):
    place = texts(tab, NAME).index(name)
    tab.page.list.table.set_current_row(place)
    return place


def go(tab, name):
    stand_on(tab, name)
    tab.press(Qt.Key.Key_Return)
    return tab.page.wanted[-1]


def test_the_nearest_day_is_on_top_then_names(unit, listed):
    unit.draft("王嘉树")
    unit.draft("林致远", without=("study_hours",))
    unit.send_back(unit.draft("钱进", stage=Stage.EMPLOYER_REVIEW), day="2026-10-12")
    unit.publish(unit.draft("许文博", stage=Stage.EMPLOYER_REVIEW), dates=RUNS)
    unit.draft("欧阳静怡", plan=SENIOR)
    tab = listed(ProgressPage)
    QAbstractItemModelTester(
        tab.page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal, tab.page
    )
    assert texts(tab, NAME) == ["钱进", "许文博", "林致远", "王嘉树", "欧阳静怡"]
    assert texts(tab, DAY) == ["10-12 前", "10-14 起", "10-23 止", "10-23 止", ""]
    assert texts(tab, ACT) == [
        "改正后重新提交",
        "公示第 2 / 5 日，等期满",
        "补学时登记证明",
        "预览确认提交",
        "预览确认提交",
    ]
    model = tab.page.list.model
    inks = [model.data(model.index(row, DAY), roles.INK) for row in range(5)]
    assert inks == ["returned", "text", "text", "text", "text"]
    assert tab.page.list.facts.text() == "5 份申报　4 份要办"


@pytest.mark.req("B8")
def test_go_leads_to_the_step_and_material_that_stops(unit, listed):
    lacking = unit.draft("林致远", without=("study_hours",))
    photo = unit.draft("孙可欣", without=("photo", "study_hours"))
    complete = unit.draft("王嘉树")
    tab = listed(ProgressPage)
    assert go(tab, "林致远") == ("case", lacking.id, Step.MATERIALS, "study_hours")
    assert go(tab, "孙可欣") == ("case", photo.id, Step.PHOTO, "")
    assert go(tab, "王嘉树") == ("case", complete.id, Step.PREVIEW, "")


def test_what_the_desk_does_itself_opens_at_its_desk(unit, listed):
    reviewed = unit.draft("郑凯", stage=Stage.EMPLOYER_REVIEW)
    waiting = unit.draft("周子涵", stage=Stage.AWAITING_PUBLICITY)
    running = unit.publish(unit.draft("许文博", stage=Stage.EMPLOYER_REVIEW), dates=RUNS)
    over = unit.publish(unit.draft("杨若琳", stage=Stage.EMPLOYER_REVIEW), dates=OVER)
    returned = unit.draft("钱进", stage=Stage.EMPLOYER_REVIEW)
    unit.send_back(returned)
    tab = listed(ProgressPage)
    assert go(tab, "郑凯") == DeclarationTarget(declaration_id=reviewed.id)
    assert go(tab, "周子涵") == PublicityTarget(PublicityTab.WAITING, declaration_ids=(waiting.id,))
    assert go(tab, "许文博") == PublicityTarget(publicity_id=running.id)
    assert go(tab, "杨若琳") == PublicityTarget(publicity_id=over.id)
    assert go(tab, "钱进") == ("case", returned.id, None, "")
    assert dict(zip(texts(tab, NAME), texts(tab, LINK), strict=True)) == {
        "郑凯": "去办",
        "周子涵": "去办",
        "许文博": "看",
        "杨若琳": "去办",
        "钱进": "去办",
    }


@pytest.mark.req("A3.6", "B1.4")
def test_an_archive_under_review_is_waited_for(unit, listed):
    unit.draft("吴静")
    unit.pending_item("吴静")
    unit.pending_item("吴静")
    tab = listed(ProgressPage)
    assert texts(tab, ACT) == ["等 2 条业绩审核通过"]
    assert tab.find(QAbstractButton, "entry.progress.open").text() == "看"
    assert go(tab, "吴静") == ArchiveTarget(text="吴静")


@pytest.mark.req("B5.6")
def test_a_self_assessment_without_a_score_is_the_next_act(unit, listed):
    kit = unit.real.kits.get("hz-construction-engineer-2026")
    ticked = tuple(c.key for c in kit.conditions if "self_assessed" in c.modes)[:1]
    unit.draft("赵一鸣", mode=DeclareMode.SELF_ASSESSED, conditions=ticked)
    tab = listed(ProgressPage)
    assert texts(tab, ACT) == ["开始自评，要满105分"]


def test_chips_choose_a_kind_and_what_is_over_is_shown_on_request(unit, listed):
    unit.draft("林致远", without=("study_hours",))
    unit.draft("王嘉树")
    unit.draft("冯立", stage=Stage.ACCEPTANCE_REVIEW)
    unit.draft("陈默", stage=Stage.FAILED)
    tab = listed(ProgressPage)
    page = tab.page.list
    assert texts(tab, NAME) == ["林致远", "王嘉树"]
    tab.click(page.chips.chip("hand_in"))
    assert texts(tab, NAME) == ["王嘉树"]
    tab.click(page.chips.chip("hand_in"))
    assert page.over_box.text() == "也看已办结的 2 份"
    tab.click(page.over_box)
    assert sorted(texts(tab, NAME)[2:]) == ["冯立", "陈默"]
    tab.click(page.chips.chip("review"))
    tab.click(tab.find(QAbstractButton, "entry.progress.show_all"))
    assert len(texts(tab, NAME)) == 4


def test_search_finds_by_name_and_leads_back(unit, listed, qtbot):
    unit.draft("林致远")
    unit.draft("王嘉树")
    tab = listed(ProgressPage)
    search = tab.find(QLineEdit, "entry.progress.search")
    tab.press(Qt.Key.Key_Slash)
    assert search.hasFocus()
    search.setText("嘉树")
    qtbot.waitUntil(lambda: texts(tab, NAME) == ["王嘉树"])
    search.setText("没有这个人")
    qtbot.waitUntil(lambda: tab.shows("entry.progress.clear_search"))
    tab.click(tab.find(QAbstractButton, "entry.progress.clear_search"))
    qtbot.waitUntil(lambda: len(texts(tab, NAME)) == 2)


def test_a_change_keeps_the_current_row_and_moves_the_line(unit, listed):
    changed = unit.draft("林致远", without=("study_hours",))
    unit.draft("王嘉树")
    tab = listed(ProgressPage)
    stand_on(tab, "林致远")
    unit.send_back(changed, day="2026-10-12")
    tab.page.refresh(None)
    tab.wait()
    assert tab.page.list.current_line().applicant.name == "林致远"
    assert texts(tab, ACT)[0].startswith("改正后重新提交")


def test_nothing_yet_leads_to_a_first_declaration(listed):
    tab = listed(ProgressPage)
    assert not tab.page.list.shows_list()
    tab.click(tab.find(QAbstractButton, "entry.progress.begin"))
    assert tab.page.wanted == [("new", "")]


def test_tomorrow_the_days_are_counted_again(unit, listed):
    unit.publish(
        unit.draft("许文博", stage=Stage.EMPLOYER_REVIEW), dates=(date(2026, 9, 30), date(2026, 10, 9))
    )
    tab = listed(ProgressPage)
    assert texts(tab, ACT) == ["今天期满，明天写结论"]
    unit.real.clock.advance(days=1)
    tab.session.day_changed.emit()
    tab.wait()
    assert texts(tab, ACT) == ["期满，写结论"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 696), (1024, 576)])
def test_every_column_has_its_room(unit, listed, scheme, size):
    unit.draft("买买提·艾力江·阿卜杜热西提", without=("commitment",))
    tab = listed(ProgressPage, size=size)
    current.set_scheme(scheme)
    table = tab.page.list.table
    assert table.head.length() <= table.viewport().width()
    assert not tab.shell.grab().isNull()


@pytest.mark.req("B9", "B10.1", "B10.5")
def test_paying_and_the_paper_forms_are_said_and_lead_to_their_desk(unit, listed):
    pay = {"stage": Stage.AWAITING_PAYMENT}
    unit.draft("王嘉树", **pay, pay_until=date(2026, 10, 12))
    unit.draft("钱进", **pay, pay_until=date(2026, 10, 8))
    unit.draft("林致远", stage=Stage.AWAITING_FORMS)
    unit.draft("郑凯", stage=Stage.AWAITING_FORMS, form_step="handed_in")
    unit.draft("许文博", stage=Stage.CITY_REVIEW)
    tab = listed(ProgressPage)
    assert texts(tab, NAME) == ["钱进", "王嘉树", "林致远"]
    assert texts(tab, ACT) == ["逾期未缴费，缴后登记", "缴费并登记", "评审表：从省平台导出"]
    assert texts(tab, DAY) == ["10-08 已过", "10-12 止", ""]
    tab.find(QAbstractButton, "entry.progress.over").click()
    assert dict(zip(texts(tab, NAME), texts(tab, ACT), strict=True)) | {
        "郑凯": "评审表：等受理点收到",
        "许文博": "市级审核",
    } == dict(zip(texts(tab, NAME), texts(tab, ACT), strict=True))
    gone: list[RoadTarget] = []
    tab.session.navigated.disconnect(tab.shell.go_to)
    tab.session.navigated.connect(gone.append)
    for name in ("钱进", "林致远", "郑凯", "许文博"):
        stand_on(tab, name)
        tab.press(Qt.Key.Key_Return)
        assert gone[-1] == RoadTarget("all", name)


def test_the_chips_never_hold_the_window_wide(unit, listed):
    for number in range(12):
        unit.draft(f"王嘉树{number}", stage=Stage.CITY_REVIEW)
    tab = listed(ProgressPage)
    for width in (1366, 1280, 1024, 1366):
        tab.shell.resize(width, 696)
        tab.wait()
        assert tab.shell.width() == width
        chip = tab.page.list.chips.chip("road")
        assert chip.mapTo(tab.page, chip.rect().topRight()).x() < width
