"""Signing in at a server: joining it with progress and cancel, errors in words; afterwards login and password, offline too."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.errors import KnownError, RuleError
from app.ports.server_sign_in import KnownCopy, ServerCard
from app.ports.sync import SyncPhase, SyncProgress
from tests.ui.fake_desk import PASSWORD, FakeDesk, make_fake_desk
from tests.ui.fake_sync import SERVER, FakeSync, with_sync
from ui.dialogs.sign_in.join_view import JoinView
from ui.main_window import MainWindow, ServerDoor

LOGIN = "u_abcdefghijklmnop"


@dataclass
class FakeJoining:
    """Knows one login; ``gate`` holds the first pull, ``error`` ends it."""

    error: KnownError | None = None
    gate: threading.Event | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    cancelled: bool = False

    def read_profile(self, path: Path) -> ServerCard:
        if path.read_text(encoding="utf-8") != "profile":
            raise RuleError("Y-131")
        return ServerCard(SERVER, ("db.example.cn:5432",), "review")

    def join(
        self,
        path: Path,
        login: str,
        password: str,
        *,
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> KnownCopy:
        self.asked.append((path.name, login, password))
        if self.error is not None:
            raise self.error
        report(SyncProgress(SyncPhase.PULLING, 4000, 12000, "示例区"))
        while self.gate is not None and not self.gate.wait(0.01):
            if cancelled():
                self.cancelled = True
                break
        return KnownCopy("c1", path.parent, SERVER, login)

    def copies(self) -> Sequence[KnownCopy]:
        return ()


@pytest.fixture
def joining() -> FakeJoining:
    return FakeJoining()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "示例市.json"
    path.write_text("profile", encoding="utf-8")
    return path


@pytest.fixture
def taken() -> list[KnownCopy]:
    """Copies that are loaded next."""
    return []


@pytest.fixture
def window(
    open_window: Callable[..., MainWindow], joining: FakeJoining, taken: list[KnownCopy]
) -> Callable[..., MainWindow]:
    """A window on the 样例 copy; what it loads after joining is the copy of the server."""
    joined = make_fake_desk(sample=False)
    joined.desk = replace(with_sync(joined.desk, FakeSync(password=PASSWORD)), copy_name="")
    desks = [make_fake_desk().desk, joined.desk]

    def open_(**changes: Any) -> MainWindow:
        door = ServerDoor(lambda: joining, taken.append, **changes)
        return open_window(make_fake_desk(), load_desk=lambda report: desks.pop(0), door=door)

    return open_


def view(window: MainWindow) -> JoinView:
    assert window.sign_in.join is not None
    return window.sign_in.join


def fill(qtbot: QtBot, window: MainWindow) -> JoinView:
    join = view(window)
    qtbot.waitUntil(lambda: join.card_name.text() == SERVER)
    QTest.keyClicks(join.login, LOGIN)
    join.password.setFocus()
    QTest.keyClicks(join.password, PASSWORD)
    return join


def test_without_a_way_to_join_or_with_an_own_copy_nothing_is_offered(
    open_window: Callable[..., MainWindow], joining: FakeJoining
) -> None:
    assert not open_window(make_fake_desk()).sign_in.form.join.isVisible()
    door = ServerDoor(lambda: joining, print)
    own = open_window(make_fake_desk(sample=False), door=door)
    assert not own.sign_in.form.join.isVisible()


def test_a_profile_file_a_login_and_a_password_lead_to_the_copy_of_the_server(
    window: Callable[..., MainWindow],
    joining: FakeJoining,
    profile: Path,
    taken: list[KnownCopy],
    qtbot: QtBot,
) -> None:
    opened = window()
    opened.sign_in.form.join.click()
    join = view(opened)
    join.choose_button.click()
    dialog = opened.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(profile))
    dialog.accept()
    fill(qtbot, opened)
    with qtbot.waitSignal(opened.opened):
        join.button.click()
    assert joining.asked == [(profile.name, LOGIN, PASSWORD)]
    assert [copy.login for copy in taken] == [LOGIN]
    form = opened.sign_in.form
    assert form.isVisible() and form.copy.text() == SERVER
    assert form.hint.text() == f"登录名 {LOGIN}" and not form.join.isVisible()


def test_a_profile_named_on_the_command_line_is_chosen_already(
    window: Callable[..., MainWindow], profile: Path, qtbot: QtBot
) -> None:
    opened = window(profile=profile)
    join = view(opened)
    assert join.isVisible()
    qtbot.waitUntil(lambda: join.card_name.text() == SERVER)
    QTest.keyClick(join.login, Qt.Key.Key_Escape)
    assert opened.sign_in.form.isVisible()


def test_the_first_pull_shows_how_far_it_is_and_can_be_cancelled(
    window: Callable[..., MainWindow], joining: FakeJoining, profile: Path, qtbot: QtBot
) -> None:
    joining.gate = threading.Event()
    opened = window(profile=profile)
    join = fill(qtbot, opened)
    join.button.click()
    qtbot.waitUntil(lambda: join.step.text() == "正在接收 4000 / 12000　示例区")
    assert (join.bar.value(), join.bar.maximum()) == (4000, 12000)
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(join.stop, Qt.Key.Key_Escape)
    assert joining.cancelled


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Y-101", "连不上服务器"),
        ("Y-105", "不认这个登录名或密码"),
        ("Y-107", "证书核对不上"),
        ("Y-108", "没有加密连接"),
        ("Y-111", "程序版本太旧"),
        ("Y-133", "已经有这个登录名的工作副本"),
    ],
)
def test_what_goes_wrong_is_said_and_what_was_typed_stays(
    window: Callable[..., MainWindow],
    joining: FakeJoining,
    profile: Path,
    qtbot: QtBot,
    code: str,
    words: str,
) -> None:
    joining.error = KnownError(code)
    opened = window(profile=profile)
    join = fill(qtbot, opened)
    join.button.click()
    qtbot.waitUntil(lambda: words in join.error.text())
    assert f"（{code}）" in join.error.text()
    assert (join.login.text(), join.password.text()) == (LOGIN, PASSWORD)
    assert bool(join.password.property("invalid")) is (code == "Y-105")


def test_a_wrong_file_and_what_is_missing_are_said_at_once(
    window: Callable[..., MainWindow], joining: FakeJoining, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    opened = window(profile=other)
    join = view(opened)
    qtbot.waitUntil(lambda: "（Y-131）" in join.error.text())
    join.button.click()
    assert "还没有选连接文件" in join.error.text()
    assert joining.asked == []


@dataclass
class ServerDesk:
    fake: FakeDesk
    sync: FakeSync


@pytest.fixture
def at_server() -> ServerDesk:
    sync, fake = FakeSync(password=PASSWORD), make_fake_desk(sample=False)
    fake.desk = with_sync(fake.desk, sync)
    return ServerDesk(fake, sync)


def try_password(qtbot: QtBot, window: MainWindow, text: str) -> None:
    form = window.sign_in.form
    form.password.clear()
    QTest.keyClicks(form.password, text)
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.password.isEnabled() and not window.operations.is_busy)


def test_the_password_last_accepted_opens_the_copy_without_a_network(
    open_window: Callable[..., MainWindow], at_server: ServerDesk, qtbot: QtBot
) -> None:
    window = open_window(at_server.fake)
    try_password(qtbot, window, PASSWORD)
    assert window.shell is not None and at_server.sync.unlocked
    assert [entry["act"] for entry in at_server.fake.store.audit] == ["sign_in"]


def test_a_password_that_neither_desk_nor_server_knows_is_wrong(
    open_window: Callable[..., MainWindow], at_server: ServerDesk, qtbot: QtBot
) -> None:
    at_server.sync.renewal = KnownError("Y-105")
    window = open_window(at_server.fake)
    try_password(qtbot, window, "falsch")
    assert "还可以试 4 次" in window.sign_in.form.error.text()
    assert window.shell is None
    assert [entry["act"] for entry in at_server.fake.store.audit] == ["sign_in.refused"]


def test_a_password_that_was_changed_at_the_server_is_learnt(
    open_window: Callable[..., MainWindow], at_server: ServerDesk, qtbot: QtBot
) -> None:
    window = open_window(at_server.fake)
    try_password(qtbot, window, "neu-12345")
    assert window.shell is not None
    assert at_server.sync.renewed == ["neu-12345"]
