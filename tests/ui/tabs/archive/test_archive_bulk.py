"""Bulk 通过 / 退回: everybody by name first, unseen flags left out, one transaction a portion, one Z (A3.12, picture 17)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.domain.archive import ArchiveStatus
from app.domain.decision import SubjectKind
from app.domain.looks import Look, LookAct
from ui.dialogs.return_sheet.defect_row import DefectRow
from ui.tabs.archive.bulk_review import PORTION
from ui.tabs.archive.bulk_sheet import BulkSheet
from ui.tabs.archive.name_list import NameList
from ui.tabs.archive.view import ArchiveTab
from ui.targets import ArchiveTarget
from ui.widgets.callout import Callout

AWARD = {
    "awarded_on": "2024-11",
    "project": "城东片区排水管网数字化改造",
    "name": "科技创新成果二等奖",
    "level": "省部级",
}
FLAGGED = AWARD | {"rank": "4", "people": "3"}
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def archive(real_desk, open_tab):
    def open_():
        tab = open_tab(ArchiveTab)
        tab.page.open_target(ArchiveTarget("award"))
        tab.wait()
        return tab

    return open_


def tick_all(tab) -> None:
    tab.page.list.table.head.all_toggled.emit(True)
    tab.wait()


def named(tab) -> list[str]:
    return sorted(text.split(" ")[0] for text in tab.find(NameList, "archive.bulk_names").names())


def statuses(real_desk, items) -> list[ArchiveStatus]:
    return [real_desk.item(item.id).status for item in items]


@pytest.mark.req("A3.12", "A5.1", "A5.3")
def test_a_bulk_pass_names_everybody_and_shows_the_duty(real_desk, archive):
    items = [real_desk.add_item(name, fields=AWARD) for name in ("陈思远", "林致远", "何雨桐")]
    tab = archive()
    tick_all(tab)
    tab.press(Qt.Key.Key_P)
    assert named(tab) == sorted(["陈思远", "林致远", "何雨桐"])
    assert tab.find(QAbstractButton, "archive.bulk_confirm").text() == "通过 3 条"
    duty = tab.find(QLabel, "archive.bulk_duty").text()
    assert "真实性、准确性" in duty and "不利影响由个人和推荐单位负责" in duty
    assert statuses(real_desk, items) == [ArchiveStatus.PENDING] * 3
    tab.press(Qt.Key.Key_Return, CTRL)
    assert statuses(real_desk, items) == [ArchiveStatus.PASSED] * 3
    assert not tab.shows("archive.bulk") and tab.shell.toast.text() == "已通过 3 条"
    assert tab.page.state.model.tick_count() == 0 and tab.page.state.model.rowCount() == 0


@pytest.mark.req("A3.12")
def test_what_the_machine_flagged_and_nobody_opened_is_left_out(real_desk, archive):
    plain = real_desk.add_item("陈思远", fields=AWARD)
    flagged = real_desk.add_item("林致远", fields=FLAGGED)
    tab = archive()
    tick_all(tab)
    assert "1 条有预检提示还没打开看" in tab.page.list._bar.reason.text()
    tab.press(Qt.Key.Key_P)
    assert named(tab) == ["陈思远"]
    left_out = tab.find(Callout, "archive.bulk_left_out")
    assert left_out.title() == "不在这次里 1 条"
    tab.press(Qt.Key.Key_Return, CTRL)
    assert statuses(real_desk, [plain, flagged]) == [ArchiveStatus.PASSED, ArchiveStatus.PENDING]


def test_a_left_out_item_can_be_opened_from_the_sheet_and_counts_afterwards(real_desk, archive):
    flagged = real_desk.add_item("林致远", fields=FLAGGED)
    tab = archive()
    tick_all(tab)
    tab.press(Qt.Key.Key_P)
    assert not tab.find(QAbstractButton, "archive.bulk_confirm").isEnabled()
    left_out = tab.find(Callout, "archive.bulk_left_out")
    tab.click(next(b for b in left_out.findChildren(QAbstractButton) if b.text() == "打开看"))
    assert tab.page.in_review() and tab.page.desk.dossier.item.id == flagged.id
    tab.session.looks.flush()
    tab.wait()
    tab.press(Qt.Key.Key_Escape)
    tab.press(Qt.Key.Key_P)
    assert named(tab) == ["林致远"]


@pytest.mark.req("A3.12", "A4.2")
def test_a_bulk_return_gives_everybody_the_notice_under_the_own_name(real_desk, archive):
    items = [real_desk.add_item(name, fields=AWARD) for name in ("陈思远", "林致远")]
    tab = archive()
    tick_all(tab)
    tab.press(Qt.Key.Key_R)
    assert len(named(tab)) == 2
    tab.press(Qt.Key.Key_Return, CTRL)
    row = next(
        r for r in tab.shell.findChildren(DefectRow) if r.isVisible() and r.candidate.reason_code == "E-05"
    )
    tab.click(row.box())
    tab.press(Qt.Key.Key_Return, CTRL)
    assert statuses(real_desk, items) == [ArchiveStatus.RETURNED] * 2
    for item, name in zip(items, ("陈思远", "林致远"), strict=True):
        assert real_desk.decisions(item.id)[0].notice.startswith(f"{name}：您提交的材料有以下 1 处需要改正")
    assert not tab.shows("return.overlay") and tab.shell.toast.text() == "已退回 2 条"


def test_one_z_takes_the_whole_bulk_back(real_desk, archive):
    items = [real_desk.add_item(name, fields=AWARD) for name in ("陈思远", "林致远", "何雨桐")]
    tab = archive()
    tick_all(tab)
    tab.press(Qt.Key.Key_P)
    tab.press(Qt.Key.Key_Return, CTRL)
    tab.press(Qt.Key.Key_Z)
    assert statuses(real_desk, items) == [ArchiveStatus.PENDING] * 3
    assert tab.page.state.model.rowCount() == 3


def test_esc_decides_nothing_and_keeps_the_ticks(real_desk, archive):
    items = [real_desk.add_item(name, fields=AWARD) for name in ("陈思远", "林致远")]
    tab = archive()
    tick_all(tab)
    tab.press(Qt.Key.Key_P)
    tab.press(Qt.Key.Key_Escape)
    assert not tab.shows("archive.bulk") and tab.page.state.model.tick_count() == 2
    assert statuses(real_desk, items) == [ArchiveStatus.PENDING] * 2


def test_an_item_changed_meanwhile_stays_and_does_not_stop_the_others(real_desk, archive):
    changed = real_desk.add_item("陈思远", fields=AWARD)
    plain = real_desk.add_item("林致远", fields=AWARD)
    tab = archive()
    tick_all(tab)
    tab.press(Qt.Key.Key_P)
    sheet = tab.find(BulkSheet, "archive.bulk")
    rows = [row if row.id != changed.id else _older(row) for row in sheet._rows]
    sheet._rows = rows
    tab.press(Qt.Key.Key_Return, CTRL)
    assert statuses(real_desk, [changed, plain]) == [ArchiveStatus.PENDING, ArchiveStatus.PASSED]
    assert tab.shell.toast.text() == "已通过 1 条，1 条刚被改过，没有处理"
    assert tab.page.state.model.tick_count() == 1


def test_a_long_bulk_shows_how_far_it_is_and_stops_when_asked(real_desk, archive):
    items = [real_desk.add_item(f"陈{n}", fields=AWARD) for n in range(PORTION + 5)]
    tab = archive()
    tick_all(tab)
    tab.press(Qt.Key.Key_P)
    QTest.keyClick(tab.find(QAbstractButton, "archive.bulk_confirm"), Qt.Key.Key_Return, CTRL)
    assert tab.find(QAbstractButton, "archive.bulk_cancel").text() == "停止"
    tab.press(Qt.Key.Key_Escape)
    done = statuses(real_desk, items).count(ArchiveStatus.PASSED)
    assert done == PORTION
    assert tab.shell.toast.text() == f"已通过 {PORTION} 条，其余按您的要求停下了"
    assert not tab.shows("archive.bulk")


def test_in_another_tab_what_does_not_wait_is_left_out(real_desk, archive):
    real_desk.add_item("陈思远", fields=AWARD)
    real_desk.add_item("林致远", fields=AWARD, status=ArchiveStatus.PASSED)
    tab = archive()
    tab.page.state.set_status(None)
    tab.wait()
    tick_all(tab)
    tab.press(Qt.Key.Key_P)
    assert named(tab) == ["陈思远"]
    assert tab.find(Callout, "archive.bulk_left_out").title() == "不在这次里 1 条"


def test_a_flagged_item_that_somebody_opened_is_not_left_out(real_desk, archive):
    item = real_desk.add_item("林致远", fields=FLAGGED)
    with real_desk.uow() as uow:
        actor = real_desk.office.actor
        look = Look(real_desk.clock.now(), actor.account_id, LookAct.LOOK, SubjectKind.ARCHIVE_ITEM, item.id)
        uow.looks.add([look])
        uow.commit()
    tab = archive()
    tick_all(tab)
    tab.press(Qt.Key.Key_P)
    assert named(tab) == ["林致远"]


def _older(row):
    return type(row)(**{name: getattr(row, name) for name in row.__slots__} | {"rev": row.rev + 7})
