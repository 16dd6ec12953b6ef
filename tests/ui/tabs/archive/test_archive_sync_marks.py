"""Marks of the exchange in the archive's lists and head: what the server has not taken yet, told without slowing the list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.domain.archive import ArchiveStatus
from app.ports.sync import OpState
from tests.desk_fixtures import OpenTab, RealDesk
from tests.ui.fake_desk import MORNING
from tests.ui.fake_sync import FakeSync, make_row, with_sync
from ui.tabs.archive.view import ArchiveTab
from ui.targets import ArchiveTarget
from ui.widgets import roles


@pytest.fixture
def review(real_desk: RealDesk, open_tab: Callable[..., OpenTab]) -> Callable[[FakeSync], OpenTab]:
    def open_(sync: FakeSync) -> OpenTab:
        tab = open_tab(ArchiveTab, desk=with_sync(real_desk.desk, sync))
        tab.page.open_target(ArchiveTarget("award", None, review=True))
        tab.wait()
        return tab

    return open_


def test_rows_and_the_head_say_what_waits_and_what_conflicts(
    real_desk: RealDesk, review: Callable[[FakeSync], OpenTab], qtbot: QtBot
) -> None:
    item = real_desk.add_item("林致远", status=ArchiveStatus.PASSED)
    other = real_desk.add_item("何雨桐", status=ArchiveStatus.PASSED)
    # Nothing was sent yet: the round of the fake would answer it.
    sync = FakeSync(rows=[make_row(OpState.CONFLICT, subject_id=other.id)])
    tab = review(sync)
    model = tab.page.state.model
    places = {model.row_at(n).id: n for n in range(model.rowCount())}
    shown = model.index(places[other.id], 0)
    qtbot.waitUntil(lambda: shown.data(roles.SYNC_MARK) == ("equal-not", "conflict"))
    assert model.index(places[item.id], 0).data(roles.SYNC_MARK) is None
    tab.page.desk._view.rows.view.set_current_row(places[other.id])
    tab.wait()
    assert tab.page.desk._view.item.sync_note.text() == "冲突，您的结论没有生效"


def test_a_decision_that_rests_counts_down_until_it_is_sent(
    real_desk: RealDesk, review: Callable[[FakeSync], OpenTab], qtbot: QtBot
) -> None:
    item = real_desk.add_item("林致远", status=ArchiveStatus.PASSED)
    resting = make_row(OpState.RESTING, subject_id=item.id, due_at=MORNING + timedelta(seconds=130))
    sync = FakeSync(rows=[resting])
    tab = review(sync)
    note = tab.page.desk._view.item.sync_note
    qtbot.waitUntil(lambda: note.text() == "待上报，3 分钟内可撤销")
    sync.rows = [replace(resting, state=OpState.APPLIED)]
    tab.shell.exchange.runner.read_counts()
    qtbot.waitUntil(lambda: note.text() == "已上报")


def test_without_a_server_nothing_is_marked(real_desk: RealDesk, open_tab: Callable[..., OpenTab]) -> None:
    real_desk.add_item("林致远")
    tab = open_tab(ArchiveTab)
    tab.page.open_target(ArchiveTarget("award", None, review=True))
    tab.wait()
    assert tab.page.state.model.index(0, 0).data(roles.SYNC_MARK) is None
    assert tab.page.desk._view.item.sync_note.isHidden()
