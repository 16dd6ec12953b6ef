"""Two windows on two copies and one real server: the unit and its 受理点. What is decided at one shows at the other, and who
was second sees both verdicts (docs/protocol.md §5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.commands import AdvanceDeclaration
from app.domain.decision import Action
from app.domain.declaration import DeclarationTab, Stage
from app.domain.organisation import Organisation, Role
from app.joining import PcJoining
from app.ports.sync import OpState
from app.services.clocks import SystemClock
from app.services.passwords import Argon2Cost, Argon2Passwords
from app.services.plan_kits import FolderPlanKits
from app.usecases.advance_declaration import advance_declaration
from app.wiring import OpenedDesk, wire
from db.migrate import upgrade
from db.name_readings import read_name
from db.sync.server_profile import ServerProfile
from db.working_copy import open_copy
from resources import plans_dir
from tests.factories import make_id
from tests.server.certificates import HOST
from tests.server.dossiers import Put, put_dossiers
from tests.server.test_join import Drawer
from tests.server.world import NEAR, Login, StandardWorld, World
from tests.server_fixtures import TlsServer
from ui.application import finish
from ui.dialogs.return_sheet.defect_row import DefectRow
from ui.exchange_desk import ExchangeDesk
from ui.interior import load_interior
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.targets import DeclarationTarget
from ui.theme import current
from ui.widgets.fields import TextEdit

PLAN = "hz-construction-engineer-2026"
QUICK = Argon2Passwords(Argon2Cost(memory_kib=64, passes=1, lanes=1))
PATIENCE_MS = 15_000
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Seat:
    """One clerk at one window over a copy of its own."""

    window: MainWindow
    opened: OpenedDesk
    login: Login
    qtbot: QtBot

    @property
    def exchange(self) -> ExchangeDesk:
        assert self.window.shell is not None and self.window.shell.exchange is not None
        return self.window.shell.exchange

    def settle(self) -> None:
        for _ in range(2):
            self.qtbot.waitUntil(lambda: not self.window.operations.is_busy, timeout=PATIENCE_MS)

    def sign_in(self) -> None:
        form = self.window.sign_in.form
        form.password.setFocus()
        QTest.keyClicks(form.password, self.login.password)
        form.button.click()
        self.qtbot.waitUntil(lambda: self.window.shell is not None, timeout=PATIENCE_MS)
        runner = self.exchange.runner
        self.qtbot.waitUntil(
            lambda: runner.state.last_round is not None and not runner.is_running, timeout=PATIENCE_MS
        )
        assert runner.state.problem == ""
        self.settle()

    def sync_now(self) -> None:
        """立即同步, until its round is over and what it brought is on the screen."""
        runner = self.exchange.runner
        self.qtbot.waitUntil(lambda: not runner.is_running, timeout=PATIENCE_MS)
        with self.qtbot.waitSignal(runner.round_ended, timeout=PATIENCE_MS):
            runner.sync_now()
        self.settle()
        assert runner.state.problem == ""

    def open_dossier(self, declaration_id: str) -> Any:
        assert self.window.shell is not None
        self.window.activateWindow()
        target = DeclarationTarget(DeclarationTab.ALL, declaration_id=declaration_id)
        self.window.shell.session.go_to(target)
        self.settle()
        return self.window.shell.pages.currentWidget()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = self.window.focusWidget() or self.window
        QTest.keyClick(focus, key, modifiers)
        self.settle()

    def leave(self) -> None:
        self.window.sign_out()
        self.qtbot.waitUntil(lambda: self.window.shell is None, timeout=PATIENCE_MS)
        finish(self.window)
        self.opened.close()

    def stage(self, declaration_id: str) -> Stage:
        with self.opened.desk.new_unit_of_work() as uow:
            return uow.declarations.get(declaration_id).stage

    def bar(self) -> list[str]:
        assert self.window.shell is not None
        status = self.window.shell.status
        items = [status.item(name) for name in ("waiting", "conflicts", "refused")]
        return [item.text() for item in items if not item.isHidden()]


@pytest.fixture
def sit(
    tls_world: World,
    tls_server: TlsServer,
    tls_standard: StandardWorld,
    tmp_path: Path,
    qtbot: QtBot,
    qapp: QApplication,
) -> Iterator[Callable[..., Seat]]:
    """A clerk joins the server, with a copy and a window of their own, and signs in."""
    seats: list[Seat] = []
    drawer = Drawer()
    kits = FolderPlanKits(plans_dir())
    joining = PcJoining(lambda: drawer, QUICK, kits, SystemClock(), read_name, upgrade)
    ca = tls_server.ca_file.read_text()
    profile = ServerProfile("示例市职称库", ((HOST, tls_world.cluster.port),), tls_world.database, ca)

    def sit_(unit: Organisation, *, rest: int) -> Seat:
        login = tls_standard.login(unit)
        known = joining.join_profile(
            *(profile, login.login, login.password), report=lambda told: None, cancelled=lambda: False
        )
        opened = wire(open_copy(known.folder, drawer.keys[known.copy_id], upgrade=upgrade))
        assert opened.desk.sync is not None
        opened.desk.sync.settings.set_rest_seconds(rest)
        window = MainWindow(lambda report: opened.desk, load_interior, Preferences())
        seat = Seat(window, opened, login, qtbot)
        seats.append(seat)
        with qtbot.waitSignal(window.opened, timeout=PATIENCE_MS):
            window.show()
        window.activateWindow()
        seat.sign_in()
        return seat

    yield sit_
    for seat in seats:
        seat.leave()
    current.set_scheme("light")


@pytest.fixture
def dossier(tls_world: World, tls_standard: StandardWorld) -> Put:
    """Waits at the 受理点; its plan is one that ships."""
    kit = next(kit for kit in FolderPlanKits(plans_dir()).all() if kit.id == PLAN)
    tls_world.load_kit(kit)
    (put,) = put_dossiers(tls_world, tls_standard, 1)
    tls_world.owner.execute(
        "UPDATE rd.declaration SET plan_id = %s, plan_version = %s", [kit.id, kit.version]
    )
    return put


def test_a_return_at_one_desk_shows_at_the_other(
    sit: Callable[..., Seat], tls_standard: StandardWorld, dossier: Put, qtbot: QtBot
) -> None:
    point = sit(tls_standard.near[Role.ACCEPTANCE], rest=120)
    unit = sit(tls_standard.employers[NEAR][0], rest=120)
    assert unit.stage(dossier.declaration_id) is Stage.ACCEPTANCE_REVIEW
    reading = unit.open_dossier(dossier.declaration_id)
    assert reading.desk.dossier.declaration.stage is Stage.ACCEPTANCE_REVIEW
    page = point.open_dossier(dossier.declaration_id)
    point.press(Qt.Key.Key_R)
    row = next(row for row in page.findChildren(DefectRow) if row.isVisible())
    QTest.mouseClick(row.box(), Qt.MouseButton.LeftButton)
    point.press(Qt.Key.Key_Return, CTRL)
    assert point.bar() == ["待上报 1"]
    note = page.desk._view.form.head.sync_note
    qtbot.waitUntil(lambda: "内可撤销" in note.text(), timeout=PATIENCE_MS)
    unit.sync_now()
    assert unit.stage(dossier.declaration_id) is Stage.ACCEPTANCE_REVIEW
    point.sync_now()
    assert point.bar() == []
    unit.sync_now()
    assert unit.stage(dossier.declaration_id) is Stage.RETURNED
    qtbot.waitUntil(lambda: reading.desk.dossier.declaration.stage is Stage.RETURNED, timeout=PATIENCE_MS)


def test_who_was_second_sees_both_verdicts_and_may_ask_for_a_reopening(
    sit: Callable[..., Seat], tls_standard: StandardWorld, dossier: Put, qtbot: QtBot
) -> None:
    point = sit(tls_standard.near[Role.ACCEPTANCE], rest=120)
    unit = sit(tls_standard.employers[NEAR][0], rest=0)
    page = point.open_dossier(dossier.declaration_id)
    point.press(Qt.Key.Key_R)
    row = next(row for row in page.findChildren(DefectRow) if row.isVisible())
    QTest.mouseClick(row.box(), Qt.MouseButton.LeftButton)
    point.press(Qt.Key.Key_Return, CTRL)
    give_up(unit, dossier.declaration_id)
    unit.sync_now()
    point.sync_now()
    card = point.exchange.card
    qtbot.waitUntil(card.is_open, timeout=PATIENCE_MS)
    assert (card.standing.pill.word(), card.own.pill.word()) == ("放弃申报", "退回")
    assert point.bar() == ["冲突 1"]
    assert point.stage(dossier.declaration_id) is Stage.WITHDRAWN
    ask_for_reopening(point, "放弃书上的签名不是本人的")
    qtbot.waitUntil(lambda: not card.is_open(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: point.bar() == ["待上报 1"], timeout=PATIENCE_MS)
    sync = point.opened.desk.sync
    assert sync is not None
    assert [row.action for row in sync.queries.outbox(frozenset({OpState.CLOSED}))] == [Action.RETURN]
    point.sync_now()
    assert point.bar() == []
    unit.sync_now()
    page = unit.open_dossier(dossier.declaration_id)
    notes = [note.accessibleName() for note in page.desk._view.form.notes().values()]
    assert any("申请重开" in note and "放弃书上的签名不是本人的" in note for note in notes)
    assert unit.stage(dossier.declaration_id) is Stage.WITHDRAWN


def ask_for_reopening(seat: Seat, reason: str) -> None:
    """申请重开 on the card of the conflict, with its reason."""
    exchange = seat.exchange
    assert exchange.card.again.text() == "申请重开…"
    exchange.card.again.click()
    seat.settle()
    field = exchange.reason.findChild(TextEdit)
    field.setFocus()
    field.setPlainText(reason)
    exchange.reason.confirm_button.click()
    seat.settle()


def give_up(seat: Seat, declaration_id: str) -> None:
    """放弃申报 at the unit's desk, as its sheet writes it."""
    assert seat.window.shell is not None
    session, desk = seat.window.shell.session, seat.opened.desk
    with desk.new_unit_of_work() as uow:
        rev = uow.declarations.get(declaration_id).rev
    command = AdvanceDeclaration(
        *(make_id(), session.actor, declaration_id, rev, Action.GIVE_UP), reason="本人离职"
    )
    advance_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)
