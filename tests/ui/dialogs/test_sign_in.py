"""Who sits here: opening, choosing an account, wrong passwords, failures (issue 3, point 8)."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.errors import EnvironmentFault
from app.domain.organisation import Role
from app.ports.queries import AccountChoice
from tests.factories import make_account, make_organisation
from tests.ui.fake_desk import PASSWORD, PlainHasher, make_fake_desk
from ui.dialogs.sign_in.attempts import FREE_TRIES, Attempts
from ui.interior import load_interior
from ui.main_window import MainWindow
from ui.preferences import ACCOUNT, Preferences


def _texts(widget):
    return " ".join(label.text() for label in widget.findChildren(type(widget.copy)) if label.isVisible())


def _try_password(qtbot, window, text):
    form = window.sign_in.form
    form.password.clear()
    QTest.keyClicks(form.password, text)
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.operations.is_busy)


def test_the_page_names_copy_account_unit_and_role(open_window, fake):
    form = open_window(fake).sign_in.form
    assert form.copy.text() == "示例数据"
    for part in ("周敏", "示例建设工程有限公司", "用人单位"):
        assert part in form.account.currentText()
    assert "本机账号只分清职责，不是保密边界" in _texts(form)


def test_a_sample_copy_says_so_and_shows_its_password(open_window, fake):
    form = open_window(fake).sign_in.form
    assert form.sample.isVisible()
    assert form.hint.text() == f"样例密码：{PASSWORD}"
    form.fill_in.click()
    assert form.password.text() == PASSWORD


def test_an_ordinary_copy_shows_no_password(open_window):
    form = open_window(make_fake_desk(sample=False)).sign_in.form
    assert not form.sample.isVisible()
    assert form.hint.text() == ""
    assert not form.fill_in.isVisible()


def test_enter_signs_in_and_the_window_carries_the_unit(open_window, sign_in, fake):
    window = sign_in(open_window(fake))
    assert window.windowTitle() == "职审台 - 示例建设工程有限公司"
    assert window.shell.session.actor.name == "周敏"
    assert [entry["act"] for entry in fake.store.audit] == ["sign_in"]
    assert window.sign_in.form.password.text() == ""


def test_a_wrong_password_says_how_many_tries_are_left(qtbot, open_window, fake):
    window = open_window(fake)
    _try_password(qtbot, window, "falsch")
    error = window.sign_in.form.error.text()
    assert "还可以试 4 次" in error
    assert "A-102" in error
    assert window.shell is None
    assert window.sign_in.form.password.property("invalid")
    assert window.sign_in.form.password.accessibleDescription() == error
    QTest.keyClicks(window.sign_in.form.password, "x")
    assert window.sign_in.form.error.text() == ""


def test_after_five_wrong_passwords_the_button_waits_and_says_so(qtbot, open_window, fake):
    window = open_window(fake)
    for _ in range(FREE_TRIES):
        _try_password(qtbot, window, "falsch")
    form = window.sign_in.form
    assert not form.button.isEnabled()
    assert "秒后再试" in form.error.text()
    assert "A-103" in form.error.text()
    _try_password(qtbot, window, PASSWORD)
    assert window.shell is None


def test_an_empty_password_asks_for_one_without_using_a_try(qtbot, open_window, fake):
    window = open_window(fake)
    window.sign_in.form.button.click()
    assert window.sign_in.form.error.text() == "还没有输入密码。"
    assert fake.store.audit == []


def test_a_disabled_account_is_told_so(qtbot, open_window):
    fake = make_fake_desk()
    unit = make_organisation(name="示例水务集团有限公司")
    off = make_account(unit, name="郑凯", password_hash=PlainHasher().hash(PASSWORD), active=False)
    fake.queries.choices.append(AccountChoice(off, unit))
    window = open_window(fake)
    window.sign_in.form.account.setCurrentIndex(1)
    _try_password(qtbot, window, PASSWORD)
    assert "停用" in window.sign_in.form.error.text()
    assert "A-101" in window.sign_in.form.error.text()


def test_the_account_of_last_time_is_chosen_again(open_window, sign_in):
    unit = make_organisation(name="示例水务集团有限公司")
    other = make_account(unit, name="郑凯", password_hash=PlainHasher().hash(PASSWORD))
    fake = make_fake_desk(more=[AccountChoice(other, unit)])
    preferences = Preferences()
    window = open_window(fake, preferences=preferences)
    window.sign_in.form.account.setCurrentIndex(1)
    sign_in(window)
    assert preferences.text(ACCOUNT) == other.id
    again = open_window(fake, preferences=preferences)
    assert "郑凯" in again.sign_in.form.account.currentText()


def test_signing_out_leads_back_and_another_account_may_sign_in(qtbot, open_window, sign_in):
    unit = make_organisation(name="示例区受理点", role=Role.ACCEPTANCE)
    other = make_account(unit, name="何雨桐", password_hash=PlainHasher().hash(PASSWORD))
    window = sign_in(open_window(make_fake_desk(more=[AccountChoice(other, unit)])))
    window.sign_out()
    assert window.shell is None
    assert window.sign_in.form.isVisible()
    assert window.windowTitle() == "职审台 - 示例数据"
    window.sign_in.form.account.setCurrentIndex(1)
    sign_in(window)
    assert window.windowTitle() == "职审台 - 示例区受理点"


def test_the_loader_runs_after_the_first_paint_and_not_in_the_gui_thread(open_window, fake):
    seen = {}

    def load(report):
        seen["thread"] = threading.current_thread()
        report("正在检查工作副本", 3, 10)
        return fake.desk

    window = open_window(fake, load_desk=load)
    assert seen["thread"] is not threading.main_thread()
    assert window.sign_in.opening.bar.maximum() == 10


def test_while_opening_the_page_says_what_is_loaded(qtbot, qapp, fake):
    gate = threading.Event()

    def load(report):
        report("正在准备样例材料", 3, 10)
        gate.wait(10)
        return fake.desk

    window = MainWindow(load, load_interior)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.sign_in.opening.step.text() == "正在准备样例材料")
    assert window.sign_in.opening.isVisible()
    assert window.sign_in.opening.bar.value() == 3
    with qtbot.waitSignal(window.opened):
        gate.set()
    assert window.sign_in.form.isVisible()


@pytest.mark.parametrize("code", ["E-101", "E-102", "E-103", "E-104"])
def test_a_copy_that_cannot_be_opened_says_what_to_do_and_can_be_tried_again(qtbot, qapp, fake, code):
    faults = [EnvironmentFault(code)]

    def load(report):
        if faults:
            raise faults.pop()
        return fake.desk

    window = MainWindow(load, load_interior)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.failed_to_open):
        window.show()
    window.activateWindow()
    sentence = window.sign_in.failed.sentence()
    assert sentence.endswith(f"（{code}）")
    assert window.sign_in.failed.callout.title() == "工作副本没能打开"
    with qtbot.waitSignal(window.opened):
        QTest.keyClick(window.sign_in.failed.retry, Qt.Key.Key_Return)
    assert window.sign_in.form.isVisible()


def test_a_bug_while_opening_is_reported_and_worded(qtbot, qapp, caplog):
    def load(report):
        raise ZeroDivisionError

    window = MainWindow(load, load_interior)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.failed_to_open):
        window.show()
    assert "X-001" in window.sign_in.failed.sentence()
    qtbot.waitUntil(window.report.is_open)


def test_the_wait_doubles_with_each_further_wrong_password():
    now = [1000.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(FREE_TRIES):
        attempts.note_wrong("a")
    assert attempts.seconds_to_wait("a") == 30
    now[0] += 30
    assert attempts.seconds_to_wait("a") == 0
    attempts.note_wrong("a")
    assert attempts.seconds_to_wait("a") == 60
    assert attempts.seconds_to_wait("b") == 0
    for _ in range(20):
        attempts.note_wrong("a")
    assert attempts.seconds_to_wait("a") == 600
    attempts.note_right("a")
    assert attempts.tries_left("a") == FREE_TRIES
