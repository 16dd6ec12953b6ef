"""公示管理 at the committee's office: applicants and results, objections, the conclusion (B11.1, B11.2, B12.1, B12.2)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit
from python_calamine import CalamineWorkbook

from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.publicity import PublicityKind
from app.ports.queries import PublicityTab
from app.services.documents.office_documents import OfficeDocuments
from resources import fonts_dir, templates_dir
from tests.committee_office import CommitteeOffice, seat_committee
from tests.desk_fixtures import OpenTab, RealDesk, with_desk
from tests.ui.tabs.publicity.conftest import write
from ui.tab_registry import ENTRIES
from ui.tabs.publicity.view import PublicityDeskTab
from ui.targets import PublicityTarget
from ui.widgets.callout import Callout
from ui.widgets.choice import RadioCard

CTRL = Qt.KeyboardModifier.ControlModifier
WAITING = PublicityTarget(PublicityTab.WAITING)


@pytest.fixture
def committee(real_desk: RealDesk) -> CommitteeOffice:
    return seat_committee(real_desk)


@pytest.fixture
def open_desk(committee: CommitteeOffice, open_tab: Callable[..., OpenTab]) -> Callable[..., OpenTab]:
    def open_(target: PublicityTarget | None = None, **more: Any) -> OpenTab:
        documents = OfficeDocuments(templates_dir(), fonts_dir(), committee.real.clock)
        tab = open_tab(PublicityDeskTab, desk=with_desk(committee.real, documents=documents), **more)
        if target is not None:
            tab.page.open_target(target)
        tab.wait()
        return tab

    return open_


def test_the_committee_has_the_tab() -> None:
    entry = next(e for e in ENTRIES if e.key == "publicity")
    assert entry.roles == {Role.EMPLOYER, Role.COMMITTEE}


@pytest.mark.req("B11.1")
def test_one_publicity_holds_applicants_of_several_units(committee, open_desk):
    people = [
        committee.add(name, Stage.AWAITING_APPLICANTS_PUBLICITY, unit)
        for unit, name in enumerate(("许文博", "单文静"))
    ]
    tab = open_desk(WAITING)
    page = tab.page
    assert [page.list.model.index(n, 2).data() for n in range(2)] == ["申报人", "申报人"]
    assert page.list.model.index(1, 3).data() == committee.units[1].unit.name
    page.list.model.tick_all(True)
    tab.wait()
    body = tab.find(QLineEdit, "publicity.body")
    assert body.text() == "示例中评委办公室"
    body.clear()
    assert page.draft.bar.reason.text() == "先填公示单位"
    write(body, "示例市建设工程专业中评委")
    write(tab.find(QLineEdit, "publicity.place"), "评委会办公室网站")
    tab.wait()
    # Both counting rules are shown, the later one is the default.
    cards = [c for c in tab.shell.findChildren(RadioCard) if c.isVisible()]
    assert [card.text() for card in cards] == ["2026-10-15 星期四", "2026-10-14 星期三"]
    tab.press(Qt.Key.Key_Return, CTRL)
    stored = committee.publicity_of(people[0])
    assert (stored.kind, stored.members) == (PublicityKind.APPLICANTS, tuple(p.id for p in people))
    assert (stored.body, stored.end) == ("示例市建设工程专业中评委", date(2026, 10, 15))
    assert committee.stored(people[1]).stage is Stage.IN_APPLICANTS_PUBLICITY
    assert committee.stored(people[1]).publicity_id is None
    assert "评委会公示" in page.running.place_line.text()
    assert not tab.find(QAbstractButton, "publicity.conclude").isEnabled()
    assert "10月16日 0 时起可写结论" in page.running.bar.reason.text()


@pytest.mark.req("B11.1", "B12.1")
def test_applicants_and_results_are_never_mixed(committee, open_desk):
    committee.add("许文博", Stage.AWAITING_APPLICANTS_PUBLICITY)
    result = committee.add("单文静", Stage.AWAITING_RESULTS_PUBLICITY, 1)
    tab = open_desk(WAITING)
    page = tab.page
    page.list.model.tick_all(True)
    tab.wait()
    write(tab.find(QLineEdit, "publicity.place"), "评委会办公室网站")
    assert page.draft.bar.reason.text() == "申报人公示和评审结果公示要分开发起，只勾选一类"
    assert not tab.find(QAbstractButton, "publicity.begin").isEnabled()
    tab.click(page.list.kinds.chip("results"))
    assert page.list.model.rowCount() == 1
    tab.press(Qt.Key.Key_Return, CTRL)
    assert committee.stored(result).stage is Stage.IN_RESULTS_PUBLICITY
    assert committee.publicity_of(result).kind is PublicityKind.RESULTS


@pytest.mark.req("B11.2")
def test_the_conclusion_names_everybody_and_the_excluded_and_z_takes_it_back(committee, open_desk):
    people = [
        committee.add(name, Stage.AWAITING_APPLICANTS_PUBLICITY, n % 2)
        for n, name in enumerate(("许文博", "单文静", "郑凯"))
    ]
    committee.publish_held(*people)
    committee.object_to(people[2])
    tab = open_desk()
    assert tab.find(QAbstractButton, "publicity.conclude").text() == "公示无异议 2 人"
    tab.press(Qt.Key.Key_P)
    assert tab.page.actions_.office.concluding.members()[1].applicant.name == "单文静"
    left_out = tab.find(Callout, "publicity.conclusion.left_out")
    assert left_out.title() == "不在这次里 1 人" and "郑凯" in left_out.accessibleName()
    assert "之后组织评审" in tab.find(QLabel, "publicity.conclusion.follows").text()
    assert committee.stored(people[0]).stage is Stage.IN_APPLICANTS_PUBLICITY
    tab.press(Qt.Key.Key_Return, CTRL)
    stages = [committee.stored(p).stage for p in people]
    assert stages == [Stage.AWAITING_MEETING, Stage.AWAITING_MEETING, Stage.COMMITTEE_REVIEW]
    assert tab.shell.toast.text() == "公示无异议 2 份" and not tab.shows("publicity.conclusion")
    tab.press(Qt.Key.Key_Z)
    assert committee.stored(people[0]).stage is Stage.IN_APPLICANTS_PUBLICITY


@pytest.mark.req("B12.2")
def test_who_is_refused_stays_on_the_sheet_with_the_reason(committee, open_desk):
    people = [committee.add(name, Stage.AWAITING_RESULTS_PUBLICITY) for name in ("许文博", "单文静")]
    committee.publish_held(*people)
    tab = open_desk()
    tab.press(Qt.Key.Key_P)
    committee.object_to(people[0])  # by another desk, while the sheet is open
    tab.press(Qt.Key.Key_Return, CTRL)
    assert committee.stored(people[1]).stage is Stage.AWAITING_REPORT
    assert committee.stored(people[0]).stage is Stage.AWAITING_RESULTS_PUBLICITY
    sheet = tab.page.actions_.office.concluding
    assert [m.applicant.name for m in sheet.members()] == ["许文博"]
    assert any("C-101" in c.accessibleName() for c in sheet.findChildren(Callout) if c.isVisible())


@pytest.mark.req("B11.1")
def test_an_objection_to_an_applicant_that_was_not_upheld_goes_on(committee, open_desk):
    person = committee.add("许文博", Stage.AWAITING_APPLICANTS_PUBLICITY)
    committee.publish(person)
    tab = open_desk()
    tab.click(tab.find(QAbstractButton, "publicity.record_objection"))
    assert "回到评委会审核" in tab.find(QLabel, "publicity.objection.follows").text()
    write(tab.find(QLineEdit, "publicity.objection.who"), "匿名来信")
    write(tab.find(QPlainTextEdit, "publicity.objection.what"), "业绩不实")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert committee.stored(person).stage is Stage.COMMITTEE_REVIEW
    assert not tab.shows("publicity.resume")
    tab.click(tab.find(QAbstractButton, "publicity.handle"))
    tab.click(tab.find(RadioCard, "publicity.handling.rejected"))
    write(tab.find(QPlainTextEdit, "publicity.handling.text"), "已核实合同，情况不属实")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert tab.shell.toast.text() == "已写处理结果。请按继续公示"
    tab.click(tab.find(QAbstractButton, "publicity.resume"))
    assert committee.stored(person).stage is Stage.IN_APPLICANTS_PUBLICITY
    assert tab.shell.toast.text() == "继续公示 许文博"


@pytest.mark.req("B12.1")
def test_an_upheld_objection_to_a_result_goes_back_to_the_experts_with_its_reason(committee, open_desk):
    people = [committee.add(name, Stage.AWAITING_RESULTS_PUBLICITY) for name in ("许文博", "单文静")]
    committee.publish(*people)
    committee.object_to(people[0])
    committee.settle(people[0], upheld=True)
    tab = open_desk()
    assert tab.page.running.standings[0].words == "异议成立"
    tab.click(tab.find(QAbstractButton, "publicity.reconvene_wanted"))
    reason = tab.find(QPlainTextEdit, "publicity.reconvene.reason")
    assert reason.toPlainText() == "已向单位核实合同原件"
    tab.press(Qt.Key.Key_Return, CTRL)
    assert committee.stored(people[0]).stage is Stage.AWAITING_MEETING
    assert committee.real.decisions(people[0].id)[-1].opinion == "已向单位核实合同原件"
    assert tab.page.running.standings[0].words == "重新评审"
    # The other result goes on.
    assert committee.stored(people[1]).stage is Stage.IN_RESULTS_PUBLICITY


@pytest.mark.req("B12.1")
def test_the_papers_of_a_results_publicity_say_the_result(committee, open_desk, tmp_path: Path):
    person = committee.add("许文博", Stage.AWAITING_MEETING, 1)
    committee.vote(person, committee.meet(person, held_on=date(2026, 9, 29)))
    committee.publish(person)
    tab = open_desk()
    assert "评审通过，同意 11 票，反对 2 票" in tab.page.running.opinion.text.text()
    tab.page.actions_.export.save(tab.page.running.posted(), str(tmp_path))
    tab.wait()
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [
        "评审结果公示 2026-09-30.pdf",
        "评审结果公示 2026-09-30.xlsx",
    ]
    with pymupdf.open(tmp_path / "评审结果公示 2026-09-30.pdf") as document:
        text = "".join(document[0].get_text().split())
    assert "许文博" in text and "建筑施工" in text and "评审结果" in text
    rows = CalamineWorkbook.from_path(tmp_path / "评审结果公示 2026-09-30.xlsx").get_sheet_by_index(0)
    assert rows.to_python()[1] == [
        *("许文博", committee.units[1].unit.name, "工程师", "中级", "建筑施工", "通过")
    ]
    assert committee.publicity_of(person).sheet_exported_at is not None


@pytest.mark.req("B11.1")
def test_the_papers_of_an_applicants_publicity_are_the_roster_twice(committee, open_desk, tmp_path: Path):
    committee.publish(committee.add("许文博", Stage.AWAITING_APPLICANTS_PUBLICITY))
    tab = open_desk()
    tab.page.actions_.export.save(tab.page.running.posted(), str(tmp_path))
    tab.wait()
    assert sorted(p.suffix for p in tmp_path.iterdir() if p.is_file()) == [".pdf", ".xlsx"]
    rows = CalamineWorkbook.from_path(tmp_path / "公示名单 2026-09-30.xlsx").get_sheet_by_index(0)
    assert rows.to_python()[0] == [
        *("姓名", "工作单位", "申报职称", "级别", "现从事专业", "申报方式", "最高学历")
    ]


@pytest.mark.req("B11.1")
def test_begun_anew_with_a_reason_everybody_waits_again(committee, open_desk):
    person = committee.add("许文博", Stage.AWAITING_APPLICANTS_PUBLICITY)
    committee.publish(person)
    tab = open_desk()
    tab.click(tab.find(QAbstractButton, "publicity.again"))
    write(tab.find(QPlainTextEdit, "publicity.cancel.reason"), "名单漏了一人")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert committee.stored(person).stage is Stage.AWAITING_APPLICANTS_PUBLICITY
    assert committee.stored(person).office_publicity_id is None


def test_it_fits_a_narrow_window(committee, open_desk):
    people = [
        committee.add(name, Stage.AWAITING_RESULTS_PUBLICITY, 1)
        for name in ("买买提·艾力", "欧阳静怡", "单文静")
    ]
    committee.publish(*people)
    tab = open_desk(size=(1024, 576))
    assert (tab.shell.width(), tab.shell.height()) == (1024, 576)
    assert tab.page.list.width() == 320


def test_an_empty_desk_says_who_comes_here(open_desk):
    tab = open_desk(WAITING)
    assert tab.shows("publicity.empty") and not tab.shows("publicity.see_declarations")
