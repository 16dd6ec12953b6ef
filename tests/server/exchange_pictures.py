"""The pictures of the manual's chapter 连着服务器办公: the real window at a real server, and a colleague's desk at the same.

``python -m tests.server.exchange_pictures --out docs/pictures``; needs an installed PostgreSQL (TLS). The clock is staged: the
morning that the 样例 copy ends with.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app import wiring
from app.domain.archive import ArchiveStatus
from app.domain.commands import EnterApplicant, ReviewArchiveItem
from app.domain.decision import Action
from app.domain.organisation import Actor, Organisation
from app.domain.working_days import SHANGHAI
from app.joining import PcJoining
from app.ports.desk import Desk
from app.ports.queries import ArchiveFilter, Scope
from app.ports.server_sign_in import KnownCopy
from app.ports.sync import RoundReport
from app.services.passwords import Argon2Cost, Argon2Passwords
from app.services.plan_kits import FolderPlanKits
from app.services.samples.verdict_words import choose_item_defect, word_notice
from app.services.user_paths import HOME_VARIABLE
from app.touring import copy_sample, take_screen
from app.usecases.enter_applicant import enter_applicant
from app.usecases.review_archive import review_archive_item
from app.version import VERSION
from app.wiring import SAMPLE_PEOPLE, OpenedDesk, Report, open_desk, wire
from db.migrate import upgrade
from db.name_readings import read_name
from db.server.accounts import add_account
from db.server.loading import load_plan_kits
from db.server.organisations import find_organisation
from db.sync.server_profile import ServerProfile, write_profile
from db.working_copy import open_copy
from resources import plans_dir
from tests.factories import FixedClock, make_id, make_id_number
from tests.server.certificates import HOST, make_certificates
from tests.server.cluster import FAST, installed_bin, start_cluster
from tests.server.sample_unit import put_sample_unit
from tests.server.schema import SchemaServer
from tests.server.test_join import Drawer
from tests.server.world import PASSWORD, World
from tests.server_fixtures import ONLY_TLS
from ui.application import build_application, finish, watch_bugs
from ui.dialogs.return_sheet.defect_row import DefectRow
from ui.interior import load_interior
from ui.main_window import MainWindow, ServerDoor
from ui.preferences import Preferences
from ui.sync_status import CONFLICTS
from ui.targets import ArchiveTarget
from ui.theme import current
from ui.tour.driver import Driver, TourFailure, rest
from ui.widgets.sub_tabs import SubTabs

UNIT, CLERK, COLLEAGUE = "示例建设工程有限公司", "周敏", "孙立群"
SERVER, SHOWN_HOST = "示例市建设工程评审", "db.example.cn"
LOGINS = {CLERK: "u_kdmwqzptbvhnrxac", COLLEAGUE: "u_hqvszmxrnecbtpka"}
AWARDS = "award"
QUICK = Argon2Passwords(Argon2Cost(memory_kib=64, passes=1, lanes=1))


def at(hour: int, minute: int) -> datetime:
    """On the day on which the 样例 copy ends."""
    return datetime(2026, 10, 9, hour, minute, tzinfo=SHANGHAI)


@dataclass
class Office:
    """The unit at its server, and what its PCs have in common."""

    world: World
    profile: ServerProfile
    unit: Organisation
    sample: Path
    scratch: Path
    clock: FixedClock = field(default_factory=FixedClock)
    drawer: Drawer = field(default_factory=Drawer)
    opened: list[OpenedDesk] = field(default_factory=list)

    def set_now(self, moment: datetime) -> None:
        self.clock.set_now(moment)
        self.world.set_now(moment)

    def break_off(self) -> None:
        """Nobody answers any more."""
        self.world.leave()
        self.world.cluster.control("stop", "-m", "fast")

    def come_back(self) -> None:
        self.world.cluster.control("start")
        self.world = World.enter(self.world.cluster, self.world.database)

    def make_joining(self) -> PcJoining:
        kits = FolderPlanKits(plans_dir())
        return PcJoining(lambda: self.drawer, QUICK, kits, self.clock, read_name, upgrade)

    def write_connection(self, name: str, host: str, port: int) -> Path:
        path = self.scratch / f"{name}.json"
        profile = ServerProfile(SERVER, ((host, port),), self.world.database, self.profile.ca)
        path.write_text(write_profile(profile), encoding="utf-8")
        return path

    def open(self, known: KnownCopy) -> OpenedDesk:
        opened = wire(open_copy(known.folder, self.drawer.keys[known.copy_id], upgrade=upgrade))
        self.opened.append(opened)
        return opened

    def close(self) -> None:
        for opened in self.opened:
            opened.close()


@contextmanager
def office_at_server(scratch: Path) -> Iterator[Office]:
    program = installed_bin()
    if program is None:
        raise SystemExit("needs an installed PostgreSQL: the wheel's speaks no TLS")
    certificates = make_certificates()
    files = {"server.crt": certificates.certificate, "server.key": certificates.key}
    settings = FAST | {"ssl": "on", "ssl_cert_file": "server.crt", "ssl_key_file": "server.key"}
    sample = scratch / "sample"
    copy_sample(sample, SAMPLE_PEOPLE)
    # From here on copies of this user's own are made: not among those of whoever runs this.
    os.environ[HOME_VARIABLE] = str(scratch / "home")
    cluster = start_cluster(program, settings, ONLY_TLS, files)
    try:
        server = SchemaServer(cluster)
        server.make_template()
        world = World.enter(cluster, server.new_database())
        unit = put_sample_unit(world, sample, UNIT)
        load_plan_kits(world.owner, FolderPlanKits(plans_dir()).all())
        world.load_holidays()
        seated = find_organisation(world.owner, unit.id)
        for name, login in LOGINS.items():
            add_account(world.owner, seated, name, account_id=make_id(), password=PASSWORD, login=login)
        profile = ServerProfile(SERVER, ((HOST, cluster.port),), world.database, certificates.ca.decode())
        office = Office(world, profile, seated.unit, sample, scratch)
        tell_time_of_day(world)
        yield office
        office.close()
        office.world.leave()
    finally:
        cluster.close()


def tell_time_of_day(world: World) -> None:
    """The handshake says the staged time too; else every desk would be told that its clock is wrong."""
    text = world.one("SELECT pg_get_functiondef('rd.hello(text, integer)'::regprocedure)")
    world.owner.execute(text.replace("clock_timestamp()", "rd.clock()"))


class Colleague:
    """Another PC of the unit, without a window: what they did is what the picture's desk finds at the server."""

    def __init__(self, office: Office) -> None:
        self._office = office
        known = office.make_joining().join_profile(
            *(office.profile, LOGINS[COLLEAGUE], PASSWORD), report=_ignore, cancelled=_never
        )
        opened = office.open(known)
        self.desk = opened.desk
        assert self.desk.sync is not None and self.desk.sync.account is not None
        assert self.desk.sync.account.unlock(PASSWORD)
        self.actor = find_actor(self.desk)

    def exchange(self) -> RoundReport:
        assert self.desk.sync is not None
        report = self.desk.sync.synchroniser.run_round(everything=True, report=_ignore, cancelled=_never)
        if report.problem or report.refused or report.conflicts:
            raise TourFailure(f"{COLLEAGUE}的同步没有成功：{report}")
        return report

    def turn_back(self, item_id: str, opinion: str) -> None:
        defect = choose_item_defect(self.desk.plan_kits.all()[0], AWARDS, Action.RETURN, 0)
        with self.desk.new_unit_of_work() as uow:
            rev = uow.archive.get(item_id).rev
        command = ReviewArchiveItem(
            *(make_id(), self.actor, item_id, rev, Action.RETURN, opinion, (defect,), word_notice((defect,)))
        )
        review_archive_item(command, self.desk.new_unit_of_work, self.desk.clock)


def find_actor(desk: Desk) -> Actor:
    (choice,) = desk.queries.account_choices()
    account = choice.account
    return Actor(account.id, account.name, account.role, account.organisation_id, choice.organisation.name)


def enter_newcomer(desk: Desk, actor: Actor) -> None:
    """The same person at both desks: who comes second is not taken."""
    number = make_id_number(27, birth=at(0, 0).date().replace(year=1994, month=5, day=16), region="330199")
    command = EnterApplicant(make_id(), actor, make_id(), make_id(), "沈若溪", number, "13800000000")
    enter_applicant(command, desk.new_unit_of_work, desk.clock)


@dataclass
class Hands:
    """周敏 at the window."""

    office: Office
    driver: Driver
    window: MainWindow

    @property
    def exchange(self) -> Any:
        assert self.window.shell is not None
        return self.window.shell.exchange

    @property
    def desk(self) -> Desk:
        assert self.window.desk is not None
        return self.window.desk

    def join(self) -> None:
        """The joining page as an office sees it, then with this server's own connection file."""
        driver, office = self.driver, self.office
        driver.click_button("sign_in.join")
        driver.click_button("join.choose")
        driver.choose_path(office.write_connection("示例市建设工程评审", SHOWN_HOST, 5432))
        login, password = driver.find(QLineEdit, "join.login"), driver.find(QLineEdit, "join.password")
        driver.type_text(login, LOGINS[CLERK])
        driver.wait_until(lambda: not _button(self.window, "join.choose").text().startswith("选"), "连接文件")
        driver.type_text(password, PASSWORD[:14])
        self.window.activateWindow()
        self.shot("exchange-join")
        driver.click_button("join.choose")
        driver.choose_path(office.write_connection("本机", HOST, office.world.cluster.port))
        driver.replace_text(driver.find(QLineEdit, "join.password"), PASSWORD)
        driver.press(Qt.Key.Key_Return)
        password = driver.find(QLineEdit, "密码")
        driver.wait_until(password.isEnabled, "登录页")
        driver.type_text(password, PASSWORD)
        driver.press(Qt.Key.Key_Return)
        driver.wait_until(lambda: self.window.shell is not None, "登录")
        self.quieten()

    def quieten(self) -> None:
        runner = self.exchange.runner
        self.driver.wait_until(
            lambda: runner.state.last_round is not None and not runner.is_running, "第一次同步"
        )
        self.driver.settle()

    def sync(self, *, problem: str = "") -> None:
        runner = self.exchange.runner
        ended: list[RoundReport] = []
        self.driver.wait_until(lambda: not runner.is_running, "上一次同步结束")
        runner.round_ended.connect(ended.append)
        runner.sync_now()
        self.driver.wait_until(lambda: bool(ended), "同步结束")
        runner.round_ended.disconnect(ended.append)
        self.driver.settle()
        if ended[-1].problem != problem:
            raise TourFailure(f"同步：{ended[-1]}")

    def open_item(self, item_id: str, status: ArchiveStatus | None = None) -> None:
        assert self.window.shell is not None
        self.window.shell.session.go_to(ArchiveTarget(AWARDS, status, item_id=item_id))
        page = self.window.shell.pages.currentWidget()
        self.driver.wait_until(
            lambda: page.desk.dossier is not None and page.desk.dossier.item.id == item_id, "打开条目"
        )
        self.driver.settle()

    def pass_item(self, item_id: str) -> None:
        self.open_item(item_id)
        self.driver.press(Qt.Key.Key_P)

    def turn_back(self, item_id: str) -> None:
        self.open_item(item_id)
        self.driver.press(Qt.Key.Key_R)
        row = next(row for row in self.window.findChildren(DefectRow) if row.isVisible())
        self.driver.click(row.box())
        self.driver.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def shot(self, name: str) -> None:
        path = self.driver.shot(name, numbered=False)
        shrink(path)


def shrink(path: Path) -> None:
    """Pixel for pixel the same. A palette would lose the few violet pixels of 冲突."""
    with Image.open(path) as image:
        image.convert("RGB").save(path, optimize=True)


def walk(hands: Hands) -> None:
    office, driver = hands.office, hands.driver
    office.set_now(at(8, 52))
    hands.join()
    colleague = Colleague(office)
    disputed, *others = waiting_awards(hands.desk, colleague.actor)
    for minute, item_id in zip((11, 14, 19), others[:3], strict=True):
        office.set_now(at(9, minute))
        hands.pass_item(item_id)
    office.set_now(at(9, 24))
    hands.sync()
    office.break_off()
    office.clock.set_now(at(9, 40))
    hands.sync(problem="Y-101")
    office.come_back()
    office.set_now(at(9, 46))
    hands.sync()
    office.set_now(at(10, 21))
    hands.pass_item(disputed)
    office.set_now(at(10, 19))
    colleague.turn_back(disputed, "排名 4 大于参与人数 3，请核对后重新提交。")
    enter_newcomer(colleague.desk, colleague.actor)
    colleague.exchange()
    office.set_now(at(10, 24))
    enter_newcomer(hands.desk, find_actor(hands.desk))
    office.set_now(at(10, 29))
    hands.sync()
    card = hands.exchange.card
    driver.wait_until(card.is_open, "冲突")
    driver.press(Qt.Key.Key_Escape)
    for minute, item_id in zip((31, 31), others[3:5], strict=True):
        office.set_now(at(10, minute))
        hands.pass_item(item_id)
    office.set_now(at(10, 32))
    hands.turn_back(others[5])
    take(hands, others[6])


def take(hands: Hands, behind: str) -> None:
    driver, exchange = hands.driver, hands.exchange
    driver.press(Qt.Key.Key_Escape)
    assert hands.window.shell is not None
    hands.window.shell.session.go_to(ArchiveTarget(AWARDS, None))
    driver.settle()
    hands.shot("exchange-status")
    exchange.open_sheet()
    driver.settle()
    rest(400)
    hands.shot("exchange-sheet")
    tabs = driver.find(SubTabs, "sync.tabs")
    tabs.setCurrentIndex(1)
    rest(400)
    hands.shot("exchange-log")
    driver.press(Qt.Key.Key_Escape)
    hands.open_item(behind, ArchiveStatus.PENDING)
    rest(900)
    exchange.open_item(CONFLICTS)
    driver.wait_until(exchange.card.is_open, "冲突")
    rest(400)
    hands.shot("exchange-conflict")
    current.set_scheme("dark")
    rest(400)
    hands.shot("exchange-conflict-dark")
    current.set_scheme("light")


def waiting_awards(desk: Desk, actor: Actor) -> list[str]:
    """One that was handed in a second time first; then others, of different people."""
    scope = Scope(actor.role, actor.organisation_id)
    keys = desk.queries.archive_keys(scope, ArchiveFilter(AWARDS, ArchiveStatus.PENDING))
    rows = desk.queries.archive_rows(scope, keys)
    twice = next(row for row in rows if row.name == "陈思远")
    return [twice.id, *(row.id for row in rows if row.name != twice.name)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", default="1366x696", help="of the window, to look at a small one")
    chosen = parser.parse_args()
    out: Path = chosen.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reviewdesk-exchange-") as name:
        scratch = Path(name)
        take_screen(scratch)
        app = build_application(sys.argv[:1], VERSION, Preferences())
        with office_at_server(scratch) as office:
            # The desk of a joined copy has the machine's clock; here the staged one.
            setattr(wiring, "SystemClock", lambda: office.clock)  # noqa: B010
            return drive(office, out, chosen.size, watch_bugs(app))


def drive(office: Office, out: Path, size: str, bugs: Any) -> int:
    known: list[KnownCopy] = []

    def load(report: Report) -> Desk:
        if known:
            return office.open(known[-1]).desk
        office.opened.append(open_desk(sample=True, folder=office.sample, report=report))
        return office.opened[-1].desk

    door = ServerDoor(office.make_joining, known.append)
    window = MainWindow(load, load_interior, Preferences(), bugs, door)
    window.resize(*map(int, size.split("x")))
    window.show()
    driver = Driver(window, out)
    failure = ""
    try:
        driver.wait_until(lambda: driver.find(QLineEdit, "密码").isEnabled(), "登录页")
        walk(Hands(office, driver, window))
    except TourFailure as found:
        failure = str(found)
    finish(window)
    print(f"{len(driver.shots)} pictures in {out}")
    if failure:
        print(f"FAILED: {failure}", file=sys.stderr)
    return 1 if failure else 0


def _button(parent: QWidget, name: str) -> QAbstractButton:
    found = parent.findChild(QAbstractButton, name)
    if found is None:
        raise TourFailure(f"没有{name}")
    return found


def _ignore(told: object) -> None: ...


def _never() -> bool:
    return False


if __name__ == "__main__":
    sys.exit(main())
