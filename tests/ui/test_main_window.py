"""The window's frame through its real widgets: tabs, links between them, keys, messages, the sample clock, closing."""

import threading
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from PySide6.QtCore import QDate, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.domain.commands import Changed
from app.domain.decision import SubjectKind
from app.domain.errors import EnvironmentFault
from app.domain.organisation import Role
from tests.factories import make_applicant
from tests.ui.fake_desk import make_fake_desk, make_home_facts
from ui.interior import Interior
from ui.preferences import SCHEME, Preferences
from ui.tab_page import TabEntry, TabPage
from ui.tab_registry import ENTRIES
from ui.targets import ArchiveTarget, DeclarationTarget
from ui.theme import current
from ui.widgets.labels import TextLabel


class Listener(QObject):
    """Somebody who gives a write and wants nothing back."""

    def take(self, answer):
        pass


class RecordingTab(TabPage):
    """A tab of a test: remembers what the window told it."""

    made: ClassVar[list] = []

    def __init__(self, session):
        super().__init__(session)
        self.told = []
        RecordingTab.made.append(self)

    def refresh(self, changed):
        self.told.append(("refresh", changed))

    def open_target(self, target):
        self.told.append(("open", target))

    def enter(self):
        super().enter()
        self.told.append("enter")

    def leave(self):
        self.told.append("leave")


EMPLOYER = frozenset({Role.EMPLOYER})


def recording_interior():
    return Interior(_recording_tabs())


def _recording_tabs():
    return [
        TabEntry("home", "用户中心", frozenset(Role), RecordingTab),
        TabEntry("archive", "业绩档案审核", EMPLOYER, RecordingTab, lambda facts: facts.archive_pending),
        TabEntry("declarations", "职称申报资格审查", EMPLOYER, RecordingTab),
    ]


@pytest.fixture
def shell(open_window, sign_in, fake):
    """A window whose three tabs record."""
    RecordingTab.made = []
    return sign_in(open_window(fake, load_interior=recording_interior)).shell


def _tab_words(shell):
    tabs = shell.top_bar.tabs
    return [tabs.tabText(n) for n in range(tabs.count())]


def test_tabs_are_those_of_the_role(open_window, sign_in):
    window = sign_in(open_window(make_fake_desk(role=Role.ACCEPTANCE), load_interior=recording_interior))
    assert _tab_words(window.shell) == ["用户中心"]
    assert not window.shell.top_bar.search.isVisible()


def test_every_registered_tab_opens_a_target_or_is_home():
    keys = [entry.key for entry in ENTRIES]
    assert keys[0] == "home"
    assert len(keys) == len(set(keys))


@pytest.mark.req("A3.2")
def test_the_tabs_carry_the_literal_names_in_the_order_of_the_seed(open_window, sign_in, fake):
    shell = sign_in(open_window(fake)).shell
    literal = ["用户中心", "业绩档案审核", "职称申报资格审查", "公示管理"]
    # Ours: where the applicants' own pages of the web platform are filled in (LOOK 15), the road beyond the unit, 统计.
    assert _tab_words(shell)[1] == "人员与申报"
    assert _tab_words(shell)[-2:] == ["缴费与评审表", "统计"]
    ours = {"人员与申报", "缴费与评审表", "统计"}
    shown = [title for title in _tab_words(shell) if title not in ours]
    assert shown[:2] == literal[:2]
    assert shown == [title for title in literal if title in shown]


def test_pages_are_built_when_first_opened(shell):
    assert len(RecordingTab.made) == 1
    QTest.keyClick(shell.top_bar.tabs, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert len(RecordingTab.made) == 2
    assert shell.pages.currentWidget() is RecordingTab.made[1]
    assert RecordingTab.made[0].told[-1] == "leave"
    shell.show_tab("home")
    assert len(RecordingTab.made) == 2


@pytest.mark.req("A3.1")
def test_badges_show_what_waits_and_nothing_at_zero(qtbot, shell, fake):
    assert shell.top_bar.tabs.count_of(1) == 142
    fake.queries.facts = make_home_facts(archive_pending=0)
    shell.session.facts.reload()
    qtbot.waitUntil(lambda: shell.top_bar.tabs.count_of(1) is None)


def test_a_link_brings_its_tab_to_the_front(shell):
    target = ArchiveTarget(section="award")
    shell.session.go_to(target)
    page = shell.pages.currentWidget()
    assert page.told == ["enter", ("open", target)]
    assert shell.top_bar.tabs.currentIndex() == 1


def test_a_write_refreshes_the_page_in_front_and_the_others_when_they_come(qtbot, shell):
    archive = shell.show_tab("archive")
    home = shell.show_tab("home")
    home.told.clear()
    archive.told.clear()
    listener = Listener()
    for item in "ab":
        changed = Changed(items=(item,))
        shell.session.operations.write(lambda c=changed: c, listener.take)
    qtbot.waitUntil(lambda: len(home.told) == 2)
    assert home.told == [("refresh", Changed(items=("a",))), ("refresh", Changed(items=("b",)))]
    assert archive.told == []
    shell.show_tab("archive")
    assert archive.told == [("refresh", Changed(items=("a", "b"))), "enter"]


def test_the_numbers_are_read_again_after_a_write(qtbot, shell, fake):
    fake.queries.facts = make_home_facts(archive_pending=141)
    shell.session.operations.changed.emit(Changed(items=("a",)))
    qtbot.waitUntil(lambda: shell.top_bar.tabs.count_of(1) == 141)


@pytest.mark.parametrize("text", ["?", "？"])
def test_a_question_mark_shows_all_keys_on_every_keyboard(shell, text):
    page = shell.pages.currentWidget()
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier, text)
        QApplication.sendEvent(page, event)
    assert shell.keys_sheet.is_open()
    words = {label.text() for label in shell.keys_sheet.findChildren(TextLabel)}
    assert {"退回", "审阅", "撤销刚写的结论"} <= words
    QTest.keyClick(shell.keys_sheet, Qt.Key.Key_Escape)
    assert not shell.keys_sheet.is_open()


def test_the_status_bar_opens_the_keys_and_says_who_sits_here(shell):
    assert shell.status.item("mode").text() == "单机使用"
    assert "周敏" in shell.status.item("account").text()
    assert "用人单位" in shell.status.item("account").text()
    shell.status.item("keys").click()
    assert shell.keys_sheet.is_open()


def test_the_theme_can_be_switched_and_is_remembered(open_window, sign_in, fake):
    preferences = Preferences()
    shell = sign_in(open_window(fake, preferences=preferences)).shell
    shell.top_bar.theme.click()
    assert current.is_dark()
    assert preferences.text(SCHEME) == "dark"
    shell.top_bar.settings.click()
    assert shell.settings.choices["dark"].isChecked()
    shell.settings.choices["light"].click()
    assert not current.is_dark()
    assert preferences.text(SCHEME) == "light"


@pytest.mark.req("A3.10", "A3.14")
def test_people_are_found_from_anywhere_with_masked_numbers(qtbot, shell, fake):
    fake.queries.people = [make_applicant(fake.unit, name=name) for name in ("陈思远", "林致远", "陈静")]
    QTest.keyClick(shell.pages.currentWidget(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    search = shell.top_bar.search
    assert search.hasFocus()
    search.insert("陈")
    qtbot.waitUntil(search.panel.isVisible)
    assert search.panel.model.rowCount() == 2
    spoken = search.panel.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "********" in spoken
    assert fake.queries.people[0].id_number not in spoken
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert shell.pages.currentWidget().told[-1] == ("open", ArchiveTarget(status=None, text="陈静"))
    assert not search.panel.isVisible()


def test_ctrl_enter_leads_to_the_declarations(qtbot, shell, fake):
    fake.queries.people = [make_applicant(fake.unit, name="陈思远")]
    shell.top_bar.begin_search()
    shell.top_bar.search.insert("思远")
    qtbot.waitUntil(shell.top_bar.search.panel.isVisible)
    QTest.keyClick(shell.top_bar.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    _, target = shell.pages.currentWidget().told[-1]
    assert isinstance(target, DeclarationTarget)
    assert target.text == "陈思远"


def test_a_search_without_hits_says_what_can_be_typed(qtbot, shell):
    shell.top_bar.begin_search()
    shell.top_bar.search.insert("查无此人")
    qtbot.waitUntil(shell.top_bar.search.panel.isVisible)
    assert "没有找到“查无此人”" in shell.top_bar.search.panel.empty.text()
    QTest.keyClick(shell.top_bar.search, Qt.Key.Key_Escape)
    assert not shell.top_bar.search.panel.isVisible()
    QTest.keyClick(shell.top_bar.search, Qt.Key.Key_Escape)
    assert not shell.top_bar.search.hasFocus()


def test_in_a_narrow_window_the_search_is_an_icon_until_it_is_wanted(shell):
    window = shell.window()
    window.resize(1024, 576)
    assert not shell.top_bar.search.isVisible()
    assert shell.top_bar.unfold.isVisible()
    assert shell.top_bar.height() == 40
    shell.top_bar.unfold.click()
    assert shell.top_bar.search.hasFocus()
    shell.pages.currentWidget().setFocus()
    assert not shell.top_bar.search.isVisible()
    assert window.minimumSizeHint().width() <= 1024
    assert window.minimumSizeHint().height() <= 576


def test_a_message_may_carry_an_action(shell):
    done = []

    class Undo(TabPage):
        def act(self):
            done.append(1)

    undo = Undo(shell.session)
    shell.session.say("已通过 陈思远", action="撤销", key="Z", act=undo.act)
    assert shell.toast.text() == "已通过 陈思远"
    shell.toast.acted.emit()
    assert done == [1]
    shell.toast.acted.emit()
    assert done == [1]


def test_an_error_without_a_place_of_its_own_is_shown_over_the_window(qtbot, shell):
    def fail():
        raise EnvironmentFault("E-204")

    listener = Listener()
    shell.session.operations.write(fail, listener.take)
    qtbot.waitUntil(shell.error.is_open)
    assert "磁盘已满" in shell.error.sentence()
    assert "E-204" in shell.error.sentence()
    QTest.keyClick(shell.error.button, Qt.Key.Key_Return)
    assert not shell.error.is_open()


def test_a_bug_shows_a_report_without_personal_data(qtbot, shell, caplog):
    def fail():
        raise ValueError("陈思远 330106198803071234")

    listener = Listener()
    shell.session.operations.read(fail, listener.take)
    report = shell.window().report
    qtbot.waitUntil(report.is_open)
    text = report.report.toPlainText()
    assert "ValueError" in text
    assert "test_main_window.py" in text
    assert "陈思远" not in text
    assert "330106" not in text
    report.copy.click()
    assert QApplication.clipboard().text() == text


def test_only_a_sample_copy_has_a_clock_that_moves(open_window, sign_in, shell):
    assert shell.status.item("clock").text() == "样例时间 10月9日 10:32"
    assert shell.status.sample.isVisible()
    ordinary = sign_in(open_window(make_fake_desk(sample=False))).shell
    assert ordinary.sample_clock is None
    assert not ordinary.status.sample.isVisible()


def test_the_sample_clock_moves_by_a_working_day(qtbot, shell, fake):
    page = shell.pages.currentWidget()
    page.told.clear()
    shell.status.item("clock").click()
    card = shell.sample_clock
    assert card.is_open()
    with qtbot.waitSignal(card.moved):
        card.next_working_day.click()
    # Friday 9 October 2026; Saturday the 10th is a make-up day.
    assert shell.status.item("clock").text() == "样例时间 10月10日 10:32"
    assert "调休上班" in card.now.text()
    with qtbot.waitSignal(card.moved):
        card.next_working_day.click()
    assert shell.status.item("clock").text() == "样例时间 10月12日 10:32"
    assert page.told == [("refresh", None)] * 2


def test_the_sample_clock_is_set_by_keyboard_and_only_forward(qtbot, shell, fake):
    shell.status.item("clock").click()
    card = shell.sample_clock
    card.day.setDate(QDate(2026, 10, 16))
    card.clock.selectAll()
    QTest.keyClicks(card.clock, "09:05")
    with qtbot.waitSignal(card.moved):
        QTest.keyClick(card.clock, Qt.Key.Key_Return)
    assert fake.clock.now() == datetime(2026, 10, 16, 1, 5, tzinfo=UTC)
    card.day.setDate(QDate(2026, 10, 1))
    card.apply.click()
    assert "只能往后调" in card.error.text()
    card.clock.setText("25:00")
    card.apply.click()
    assert "10:32" in card.error.text()
    assert fake.clock.now() == datetime(2026, 10, 16, 1, 5, tzinfo=UTC)


def test_the_sample_clock_stops_where_holidays_are_not_announced(qtbot, shell, fake):
    fake.clock.set_now(datetime(2026, 12, 31, 2, 0, tzinfo=UTC))
    shell.status.item("clock").click()
    shell.sample_clock.next_working_day.click()
    assert "尚未公布" in shell.sample_clock.error.text()
    assert "H-107" in shell.sample_clock.error.text()


def test_midnight_refreshes_everything(qtbot, shell, fake):
    page = shell.pages.currentWidget()
    page.told.clear()
    fake.clock.advance(days=1)
    shell._look_at_clock()
    assert page.told == [("refresh", None)]


def test_looks_are_written_in_batches_and_at_sign_out(qtbot, shell, fake):
    window = shell.window()
    for _ in range(2):
        shell.session.looks.note_look(SubjectKind.ARCHIVE_ITEM, "item-1")
    shell.session.looks.note_reveal(SubjectKind.ARCHIVE_ITEM, "item-1")
    assert fake.store.looks == []
    window.sign_out()
    qtbot.waitUntil(lambda: len(fake.store.looks) == 2)
    assert {look.act for look in fake.store.looks} == {"look", "reveal"}


def test_the_account_menu_offers_another_account_and_leaving(shell):
    shell.status.item("account").click()
    menu = shell.findChild(QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == ["换账号", "关于职审台", "退出"]
    menu.close()


def test_closing_asks_nothing_and_finishes_the_writes(qtbot, open_window, sign_in, fake):
    window = sign_in(open_window(fake))
    gate, written, listener = threading.Event(), [], Listener()
    window.operations.write(gate.wait, listener.take)
    window.operations.write(lambda: written.append(1), listener.take)
    opener = threading.Timer(0.05, gate.set)
    opener.start()
    assert window.close()
    assert written == [1]
    opener.join()


def test_the_window_stands_where_it_stood(open_window, fake):
    preferences = Preferences()
    window = open_window(fake, preferences=preferences)
    window.resize(1200, 640)
    window.close()
    again = open_window(fake, preferences=preferences)
    assert (again.width(), again.height()) == (1200, 640)


def test_a_live_theme_switch_looks_like_a_window_opened_in_that_theme(qapp, open_window, sign_in, fake):
    def picture(window):
        window.shell.pages.setFocus()
        qapp.processEvents()
        return window.grab().toImage()

    window = sign_in(open_window(fake))
    window.shell.scheme_chosen.emit("dark")
    switched = picture(window)
    assert switched == picture(sign_in(open_window(fake)))
