"""The PC's clock stands before the last act (T-101): dated acts are refused in words, nothing is written, all is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.archive import ArchiveStatus
from db.name_readings import read_name
from tests.copies import open_test_copy
from tests.factories import FixedPlanKits, make_actor, make_organisation
from tests.faults.archive_desk import AWARD, answer_error, drop, open_archive, said
from tests.faults.conftest import PASSWORD
from ui.widgets.fields import TextEdit

TOO_EARLY = "电脑时间早于上一次操作，为保证记录先后，暂不能继续。请先校准电脑时间。（T-101）"


def count_entries(real_desk) -> int:
    with real_desk.uow() as uow:
        return len(list(uow.audit.entries()))


@pytest.fixture
def tab(real_desk, open_tab):
    """One item was passed; then the clock was set back by a day."""
    for name in ("陈思远", "林致远"):
        real_desk.add_item(name, fields=AWARD)
    tab = open_archive(open_tab)
    tab.press(Qt.Key.Key_P)
    real_desk.clock.advance(days=-1)
    return tab


def test_a_decision_is_refused_and_taken_when_the_clock_is_right(real_desk, tab):
    item = tab.page.desk.dossier.item
    opinion = tab.find(TextEdit, "archive.opinion")
    opinion.setPlainText("原件已核对。")
    entries = count_entries(real_desk)
    tab.press(Qt.Key.Key_P)
    assert said(tab) == TOO_EARLY
    assert real_desk.item(item.id).status is ArchiveStatus.PENDING
    assert real_desk.decisions(item.id) == []
    assert count_entries(real_desk) == entries
    answer_error(tab)
    assert opinion.toPlainText() == "原件已核对。"
    real_desk.clock.advance(days=1)
    tab.press(Qt.Key.Key_P)
    (decision,) = real_desk.decisions(item.id)
    assert decision.opinion == "原件已核对。"


def test_what_was_decided_can_be_taken_back_when_the_clock_is_right(real_desk, tab):
    tab.press(Qt.Key.Key_Z)
    assert said(tab) == TOO_EARLY
    answer_error(tab)
    real_desk.clock.advance(days=1)
    tab.press(Qt.Key.Key_Z)
    assert tab.page.state.model.rowCount() == 2


def test_files_are_not_put_onto_the_item(real_desk, tab, tmp_path):
    item = tab.page.desk.dossier.item
    path = tmp_path / "补充证明.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    drop(tab, path)
    assert said(tab) == TOO_EARLY
    assert real_desk.item(item.id).evidence == item.evidence
    answer_error(tab)
    real_desk.clock.advance(days=1)
    drop(tab, path)
    assert [ref.name for ref in real_desk.item(item.id).evidence] == ["获奖证书.pdf", "补充证明.pdf"]


def test_signing_in_says_so_at_the_password(qtbot, start, office_copy):
    note_act_of_tomorrow(office_copy)
    office = start()
    form = office.window.sign_in.form
    QTest.keyClicks(form.password, PASSWORD)
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not office.window.operations.is_busy)
    assert form.error.text() == TOO_EARLY
    assert office.window.shell is None
    assert form.password.text() == PASSWORD


def note_act_of_tomorrow(folder) -> None:
    copy = open_test_copy(folder)
    with copy.new_unit_of_work(FixedPlanKits(), read_name) as uow:
        uow.audit.append(
            at=datetime.now(UTC) + timedelta(days=1),
            act="sign_in",
            actor=make_actor(make_organisation()),
            subject_kind="account",
            subject_id="account",
            content={},
        )
        uow.commit()
    copy.close()
