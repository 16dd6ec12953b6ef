"""The exchange in the window, through its real widgets over a fake one: status bar, 同步, conflicts, leaving."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.archive import ArchiveStatus
from app.domain.commands import Changed, Outcome, OutcomeKind
from app.domain.decision import SubjectKind
from app.ports.queries import ArchiveDossier
from app.ports.sync import OpState, OutboxCounts, OutboxRow, RoundReport
from tests.factories import make_applicant, make_item
from tests.ui.fake_desk import MORNING, FakeDesk, make_fake_desk
from tests.ui.fake_sync import FakeSync, make_log, make_row, with_sync
from tests.ui.test_main_window import RecordingTab, recording_interior
from ui.dialogs.exchange.conflict_card import ConflictCard
from ui.exchange_desk import ExchangeDesk
from ui.main_window import MainWindow
from ui.shell import Shell
from ui.targets import ArchiveTarget, DeclarationTarget

Opened = tuple[Shell, ExchangeDesk]


def outcome_of(row: OutboxRow) -> Outcome:
    """As the outbox stored it when the command was applied here."""
    is_item = row.subject_kind is SubjectKind.ARCHIVE_ITEM
    changed = Changed(items=(row.subject_id,)) if is_item else Changed(declarations=(row.subject_id,))
    return Outcome(row.op_id, OutcomeKind.APPLIED, changed=changed)


def close_row(sync: FakeSync, op_id: str) -> None:
    sync.rows = [replace(r, state=OpState.CLOSED) if r.op_id == op_id else r for r in sync.rows]


@pytest.fixture
def sync() -> FakeSync:
    return FakeSync()


@pytest.fixture
def desk(sync: FakeSync) -> FakeDesk:
    fake = make_fake_desk()
    fake.desk = with_sync(fake.desk, sync)
    return fake


@pytest.fixture
def opened(
    open_window: Callable[..., MainWindow],
    sign_in: Callable[[MainWindow], MainWindow],
    desk: FakeDesk,
    sync: FakeSync,
    qtbot: QtBot,
) -> Callable[[], Opened]:
    """A window whose first round is over."""

    def open_() -> Opened:
        RecordingTab.made = []
        shell = sign_in(open_window(desk, load_interior=recording_interior)).shell
        assert shell is not None and shell.exchange is not None
        exchange = shell.exchange
        if sync.gate is None:
            qtbot.waitUntil(lambda: bool(sync.rounds) and not exchange.runner.is_running)
            qtbot.waitUntil(lambda: not shell.session.operations.is_busy)
        return shell, exchange

    return open_


def button(parent: QWidget, name: str) -> QAbstractButton:
    found = parent.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def words(shell: Shell) -> list[str]:
    """What the left side of the status bar says."""
    names = ("sync", "waiting", "conflicts", "refused")
    items = [shell.status.item(name) for name in names]
    return [item.text() for item in items if not item.isHidden()]


def settle(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: not shell.session.operations.is_busy)


def test_a_desk_without_a_server_shows_nothing_of_it(
    open_window: Callable[..., MainWindow], sign_in: Callable[[MainWindow], MainWindow], fake: FakeDesk
) -> None:
    shell = sign_in(open_window(fake, load_interior=recording_interior)).shell
    assert shell is not None and shell.exchange is None
    assert shell.status.item("mode").text() == "单机使用"
    assert shell.findChild(QWidget, "sync") is None and shell.findChild(QWidget, "conflict") is None


def test_the_status_bar_counts_what_waits_what_conflicts_and_what_was_refused(
    opened: Callable[[], Opened], sync: FakeSync
) -> None:
    sync.rows = [make_row(OpState.RESTING), make_row(OpState.RESTING), make_row(OpState.REFUSED)]
    sync.add_conflict()
    shell, _ = opened()
    assert words(shell) == ["已同步 10:32", "待上报 2", "冲突 1", "未被接受 1"]
    item = shell.status.item("waiting")
    assert "可以按 Z 撤销" in item.toolTip() == item.accessibleDescription()
    assert shell.status.item("conflicts").focusPolicy() & Qt.FocusPolicy.TabFocus


def test_without_an_answer_it_is_offline_and_says_since_when(
    opened: Callable[[], Opened], sync: FakeSync
) -> None:
    sync.reports.append(RoundReport(MORNING, MORNING, problem="Y-101"))
    shell, exchange = opened()
    assert words(shell) == ["离线"]
    tip = shell.status.item("sync").toolTip()
    assert "（Y-101）" in tip and "上次同步 10:31" in tip
    first = exchange.runner.pause()
    sync.reports.extend([RoundReport(MORNING, MORNING, problem="Y-101")] * 9)
    exchange.runner._failures = 9
    assert 30 <= first <= 45 < exchange.runner.pause() <= 600


def test_a_program_that_is_too_old_is_not_just_offline(opened: Callable[[], Opened], sync: FakeSync) -> None:
    sync.reports.append(RoundReport(MORNING, MORNING, problem="Y-111"))
    shell, exchange = opened()
    assert words(shell) == ["没有同步"]
    exchange.open_item("sync")
    assert "升级程序" in exchange.sheet.problem.accessibleName()


def test_a_write_that_need_not_rest_is_sent_at_once(
    opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot
) -> None:
    shell, _ = opened()
    sync.rows = [make_row(OpState.PENDING)]
    shell.session.operations.changed.emit(Changed(items=("i1",)))
    qtbot.waitUntil(lambda: sync.rounds == [False, False])
    qtbot.waitUntil(lambda: words(shell) == ["已同步 10:32"])


def test_a_rest_that_is_over_is_sent_by_itself(
    opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot
) -> None:
    shell, exchange = opened()
    sync.rows = [make_row(OpState.RESTING, due_at=MORNING - timedelta(seconds=1))]
    shell.session.operations.changed.emit(Changed(items=("i1",)))
    qtbot.waitUntil(lambda: len(sync.rounds) == 2)
    assert exchange.runner.state.counts == OutboxCounts(1, next_due=MORNING - timedelta(seconds=1))


def test_what_came_refreshes_the_page_in_front_and_more_than_a_list_reads_everything(
    opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot
) -> None:
    _, exchange = opened()
    page, came = RecordingTab.made[0], Changed(declarations=("d1",))
    sync.reports.append(RoundReport(MORNING, MORNING, pulled=1, changed=came))
    exchange.runner.sync_now()
    qtbot.waitUntil(lambda: ("refresh", came) in page.told)
    sync.reports.append(RoundReport(MORNING, MORNING, reload=True))
    exchange.runner.sync_now()
    qtbot.waitUntil(lambda: ("refresh", None) in page.told)


def test_the_sheet_says_how_far_a_round_is_and_ends_it(
    opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot
) -> None:
    _, exchange = opened()
    sync.gate = threading.Event()
    exchange.open_sheet()
    now, stop = button(exchange.sheet, "sync.now"), button(exchange.sheet, "sync.cancel")
    now.click()
    said = exchange.sheet.findChild(QWidget, "sync.said")
    assert said is not None
    qtbot.waitUntil(lambda: said.accessibleName() == "正在接收 1200 / 8000　示例区")
    assert stop.isVisible() and not now.isEnabled()
    stop.click()
    qtbot.waitUntil(now.isEnabled)
    assert sync.was_cancelled and sync.rounds[-1] is True


def test_a_refusal_is_explained_and_closed_when_it_was_read(
    opened: Callable[[], Opened], sync: FakeSync, desk: FakeDesk, qtbot: QtBot
) -> None:
    sync.rows = [
        make_row(OpState.REFUSED, code="G-103", params={"count": 2}),
        make_row(OpState.APPLIED, person="林致远"),
    ]
    shell, exchange = opened()
    desk.store.outcomes[sync.rows[0].op_id] = outcome_of(sync.rows[0])
    QTest.mouseClick(shell.status.item("refused"), Qt.MouseButton.LeftButton)
    settle(qtbot, shell)
    page = exchange.sheet.records
    assert [row.person for row in page.model.rows] == ["陈思远"]
    assert "还有 2 个异议没有处理" in page.why.accessibleName()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.store.closed == [sync.rows[0].op_id])


def test_the_log_reads_like_a_diary(opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot) -> None:
    sync.lines = make_log()
    shell, exchange = opened()
    exchange.open_sheet()
    settle(qtbot, shell)
    model = exchange.sheet.timeline.model()
    rows = [str(model.index(n, 0).data()) for n in range(model.rowCount())]
    assert rows[0] == "10:31 同步 上报 3 条，收到 12 条"
    assert "别人先作了决定，您的“通过”没有生效" in rows[1]
    assert "（Y-101）" in rows[3] and "还有 1 个异议没有处理" in rows[4]
    assert rows[5].endswith("第一次接收完成 示例区　收到 3482 条")


def test_settings_are_checked_and_kept(opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot) -> None:
    shell, exchange = opened()
    exchange.open_sheet()
    settle(qtbot, shell)
    page = exchange.sheet.settings
    assert (page.rest.text(), page.cache.text()) == ("120", "2000")
    exchange.sheet._tabs.setCurrentIndex(2)
    page.rest.selectAll()
    QTest.keyClicks(page.rest, "900")
    QTest.keyClick(page.rest, Qt.Key.Key_Return)
    assert page.said.text() == "请填 0 到 600 的整数。" and sync.rest == 120
    page.rest.selectAll()
    QTest.keyClicks(page.rest, "0")
    page.save.click()
    qtbot.waitUntil(lambda: sync.rest == 0 and page.said.text().startswith("已保存"))


def test_what_was_not_sent_can_be_handed_on_as_a_file(
    opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot, tmp_path: Any
) -> None:
    sync.rows = [make_row(OpState.RESTING)]
    shell, exchange = opened()
    exchange.open_sheet()
    button(exchange.sheet, "sync.export").click()
    dialog = shell.window().findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "outbox.json"))
    dialog.accept()
    qtbot.waitUntil(lambda: sync.exported == [str(tmp_path / "outbox.json")])
    qtbot.waitUntil(lambda: exchange.sheet.footer.reason.text() == "已导出 1 条到 outbox.json")


def text_of(card: ConflictCard, name: str) -> str:
    label = card.findChild(QWidget, f"conflict.{name}")
    assert label is not None
    return label.text() if isinstance(label, QLabel) else label.accessibleName()


def test_a_conflict_shows_both_verdicts_and_enter_accepts_the_one_that_stands(
    opened: Callable[[], Opened], sync: FakeSync, desk: FakeDesk, qtbot: QtBot
) -> None:
    case, other = sync.add_conflict(), sync.add_conflict(person="林致远")
    for row in sync.rows:
        desk.store.outcomes[row.op_id] = outcome_of(row)
    desk.store.on_close = lambda op_id: close_row(sync, op_id)
    shell, exchange = opened()
    QTest.keyClick(shell.status.item("conflicts"), Qt.Key.Key_Space)
    qtbot.waitUntil(exchange.card.is_open)
    card = exchange.card
    assert text_of(card, "count") == "1 / 2"
    assert "孙立群比您早 2 分钟作出决定" in text_of(card, "first")
    assert card.standing.pill.word() == "退回" and card.own.pill.word() == "通过"
    assert card.standing.rows()["意见"] == case.standing.opinion
    assert card.own.rows()["意见"] == "（未填）"
    QTest.keyClick(card.accept, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text_of(card, "count") == "1 / 1")
    assert text_of(card, "subject").startswith("林致远")
    assert desk.store.closed == [case.op_id]
    assert desk.store.audit[-1]["act"] == "sync.accept_standing"
    assert "未生效的结论：通过" in desk.store.audit[-1]["content"]["note"]
    QTest.keyClick(card.accept, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not card.is_open())
    assert desk.store.closed == [case.op_id, other.op_id]
    qtbot.waitUntil(lambda: words(shell) == ["已同步 10:32"])


def test_a_conflict_without_two_verdicts_is_told_in_the_list(
    opened: Callable[[], Opened], sync: FakeSync, desk: FakeDesk, qtbot: QtBot
) -> None:
    row = make_row(OpState.CONFLICT, command="KeepMeeting", action=None, subject_kind=None, person="")
    sync.rows = [row]
    desk.store.outcomes[row.op_id] = Outcome(row.op_id, OutcomeKind.APPLIED, changed=Changed(meetings=("m",)))
    _, exchange = opened()
    exchange.open_conflicts()
    qtbot.waitUntil(exchange.sheet.is_open)
    page = exchange.sheet.records
    qtbot.waitUntil(lambda: len(page.model.rows) == 1)
    assert "别人先改过" in page.why.accessibleName() and not page.see.isVisible()
    page.noted.click()
    qtbot.waitUntil(lambda: desk.store.closed == [row.op_id])


def test_enter_on_later_leaves_the_conflict_unanswered(
    opened: Callable[[], Opened], sync: FakeSync, desk: FakeDesk, qtbot: QtBot
) -> None:
    sync.add_conflict()
    _, exchange = opened()
    exchange.open_conflicts()
    qtbot.waitUntil(exchange.card.is_open)
    exchange.card.later.setFocus()
    QTest.keyClick(exchange.card.later, Qt.Key.Key_Return)
    assert not exchange.card.is_open() and desk.store.closed == []


def test_a_dossier_that_still_waits_is_opened_to_be_decided_again(
    opened: Callable[[], Opened], sync: FakeSync, desk: FakeDesk, qtbot: QtBot
) -> None:
    case = sync.add_conflict(subject_kind=SubjectKind.DECLARATION, subject_id="d1")
    desk.store.outcomes[case.op_id] = outcome_of(sync.rows[0])
    shell, exchange = opened()
    exchange.open_conflicts()
    qtbot.waitUntil(exchange.card.is_open)
    assert exchange.card.again.text() == "打开申报重新审查"
    QTest.keyClick(exchange.card, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: desk.store.closed == [case.op_id])
    page = shell.pages.currentWidget()
    assert isinstance(page, RecordingTab)
    (target,) = [what for kind, what in (t for t in page.told if isinstance(t, tuple)) if kind == "open"]
    assert isinstance(target, DeclarationTarget) and target.declaration_id == "d1"


def test_an_entry_of_a_conflict_is_opened_by_its_id(
    opened: Callable[[], Opened], sync: FakeSync, desk: FakeDesk, qtbot: QtBot
) -> None:
    person = make_applicant(desk.unit, name="陈思远")
    item = make_item(person, section="award", status=ArchiveStatus.RETURNED)
    desk.queries.dossiers[item.id] = ArchiveDossier(item, person, desk.unit, (), ())
    case = sync.add_conflict(subject_kind=SubjectKind.ARCHIVE_ITEM, subject_id=item.id)
    desk.store.outcomes[case.op_id] = outcome_of(sync.rows[0])
    shell, exchange = opened()
    exchange.open_conflicts()
    qtbot.waitUntil(exchange.card.is_open)
    QTest.keyClick(exchange.card, Qt.Key.Key_O)
    wanted = ("open", ArchiveTarget("award", ArchiveStatus.RETURNED, "陈思远", item_id=item.id))
    qtbot.waitUntil(lambda: wanted in shell.pages.currentWidget().told)


def test_a_new_conflict_offers_itself_once_but_not_to_somebody_who_types(
    opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot
) -> None:
    shell, exchange = opened()
    sync.add_conflict()
    sync.reports.append(RoundReport(MORNING, MORNING, conflicts=1))
    field = QLineEdit(shell)
    field.show()
    field.setFocus()
    exchange.runner.sync_now()
    qtbot.waitUntil(lambda: "冲突 1" in words(shell))
    assert not exchange.card.is_open()
    shell.setFocus()
    sync.reports.append(RoundReport(MORNING, MORNING, conflicts=1))
    exchange.runner.sync_now()
    qtbot.waitUntil(exchange.card.is_open)
    exchange.card.later.click()
    exchange.runner.sync_now()
    qtbot.waitUntil(lambda: len(sync.rounds) == 4 and not exchange.runner.is_running)
    settle(qtbot, shell)
    assert not exchange.card.is_open()


def test_closing_sends_what_rests_and_then_the_window_goes(
    opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot
) -> None:
    sync.rows = [make_row(OpState.RESTING)]
    shell, _ = opened()
    window = shell.window()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert sync.rounds[-1] is True and sync.rows[0].state is OpState.APPLIED
    assert sync.locks == 1


def test_the_last_round_can_be_skipped_and_nothing_is_lost(
    opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot
) -> None:
    sync.rows = [make_row(OpState.RESTING)]
    shell, exchange = opened()
    sync.gate = threading.Event()
    window = shell.window()
    window.close()
    qtbot.waitUntil(exchange.leaving.is_open)
    assert window.isVisible()
    qtbot.waitUntil(lambda: len(sync.rounds) == 2)
    exchange.leaving.skip.click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert sync.was_cancelled and sync.rows[0].state is OpState.RESTING


def test_changing_the_account_sends_first_and_forgets_the_password(
    opened: Callable[[], Opened], sync: FakeSync, qtbot: QtBot
) -> None:
    sync.rows = [make_row(OpState.PENDING), make_row(OpState.RESTING)]
    shell, _ = opened()
    window = shell.window()
    assert isinstance(window, MainWindow)
    window.sign_out()
    qtbot.waitUntil(lambda: window.shell is None)
    qtbot.waitUntil(lambda: sync.locks == 1)
    assert {row.state for row in sync.rows} == {OpState.APPLIED}
