"""The doors to the background: threads, order, dropping, errors, closing."""

import functools
import logging
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread

from app.domain.commands import Changed, Outcome, OutcomeKind
from app.domain.errors import KnownError, RuleError
from ui.operations import AFTER_PAINT_MS, Operations, UnexpectedError


class Receiver(QObject):
    def __init__(self):
        super().__init__()
        self.answers = []
        self.errors = []
        self.threads = []

    def done(self, answer):
        self.answers.append(answer)
        self.threads.append(QThread.currentThread())

    def failed(self, error):
        self.errors.append(error)


@pytest.fixture
def receiver(qapp):
    return Receiver()


@pytest.fixture
def operations(qtbot):
    made = Operations()
    yield made
    assert made.close(10)


def _fail(error):
    raise error


def test_an_answer_reaches_the_gui_thread(qtbot, operations, receiver):
    operations.read(threading.get_ident, receiver.done)
    qtbot.waitUntil(lambda: len(receiver.answers) == 1)
    assert receiver.answers[0] != threading.get_ident()
    assert receiver.threads == [receiver.thread()]


def test_reads_share_one_thread_and_writes_another(qtbot, operations, receiver):
    for _ in range(3):
        operations.read(threading.get_ident, receiver.done)
        operations.write(threading.get_ident, receiver.done)
    qtbot.waitUntil(lambda: len(receiver.answers) == 6)
    assert len(set(receiver.answers)) == 2


def test_a_newer_read_with_the_same_key_drops_the_older(qtbot, operations, receiver):
    gate, runs = threading.Event(), []
    operations.read(gate.wait, receiver.done)
    operations.read(lambda: runs.append("old") or "old", receiver.done, key="list")
    operations.read(lambda: runs.append("new") or "new", receiver.done, key="list")
    gate.set()
    qtbot.waitUntil(lambda: len(receiver.answers) == 2)
    assert receiver.answers == [True, "new"]
    assert runs == ["new"]


def test_the_answer_of_a_read_that_already_runs_is_dropped_too(qtbot, operations, receiver):
    gate, running = threading.Event(), threading.Event()

    def slow():
        running.set()
        gate.wait()
        return "old"

    operations.read(slow, receiver.done, key="list")
    assert running.wait(5)
    operations.read(lambda: "new", receiver.done, key="list")
    gate.set()
    qtbot.waitUntil(lambda: not operations.is_busy)
    assert receiver.answers == ["new"]


def test_writes_keep_their_order_and_are_never_dropped(qtbot, operations, receiver):
    for number in range(20):
        operations.write(lambda n=number: n, receiver.done)
    qtbot.waitUntil(lambda: len(receiver.answers) == 20)
    assert receiver.answers == list(range(20))


def test_what_a_write_changed_is_told_to_everybody_after_its_receiver(qtbot, operations, receiver):
    class Watcher(QObject):
        seen = None

        def note(self, changed):
            self.seen = (changed, list(receiver.answers))

    watcher = Watcher()
    operations.changed.connect(watcher.note)
    outcomes = [Outcome(x, OutcomeKind.APPLIED, changed=Changed(items=(x,))) for x in "ab"]
    operations.write(lambda: outcomes, receiver.done)
    qtbot.waitUntil(lambda: watcher.seen is not None)
    assert watcher.seen == (Changed(items=("a", "b")), [outcomes])


def test_a_known_error_goes_to_failed(qtbot, operations, receiver):
    operations.write(lambda: _fail(RuleError("G-105")), receiver.done, receiver.failed)
    qtbot.waitUntil(lambda: len(receiver.errors) == 1)
    assert receiver.errors[0].code == "G-105"


def test_a_known_error_without_failed_is_raised_for_the_window(qtbot, operations, receiver):
    other = Receiver()
    operations.error_raised.connect(other.failed)
    operations.read(lambda: _fail(KnownError("E-204")), receiver.done)
    qtbot.waitUntil(lambda: len(other.errors) == 1)
    assert other.errors[0].code == "E-204"
    assert receiver.answers == []


def test_a_bug_is_logged_reported_and_lets_the_receiver_tidy_up(qtbot, operations, receiver, caplog):
    other = Receiver()
    operations.bug_found.connect(other.failed)
    with caplog.at_level(logging.ERROR):
        operations.read(lambda: _fail(ZeroDivisionError("secret 330106")), receiver.done, receiver.failed)
        qtbot.waitUntil(lambda: len(other.errors) == 1)
    assert isinstance(receiver.errors[0], UnexpectedError)
    assert isinstance(other.errors[0], ZeroDivisionError)
    assert caplog.records


def test_a_deleted_receiver_gets_nothing(qtbot, operations, receiver):
    gate, gone = threading.Event(), Receiver()
    operations.read(gate.wait, gone.done)
    gone.deleteLater()
    qtbot.waitUntil(lambda: _is_deleted(gone))
    gate.set()
    qtbot.waitUntil(lambda: not operations.is_busy)
    assert gone.answers == []


def test_a_receiver_nobody_holds_any_more_gets_nothing(qtbot, operations):
    heard, gate = [], threading.Event()

    class Short(QObject):
        def done(self, answer):
            heard.append(answer)

    operations.read(gate.wait, Short().done)
    gate.set()
    qtbot.waitUntil(lambda: not operations.is_busy)
    assert heard == []


def test_only_methods_of_qobjects_may_receive(operations):
    with pytest.raises(TypeError):
        operations.read(lambda: 1, print)


def test_busy_shows_only_after_a_while(qtbot, operations, receiver):
    gate = threading.Event()
    operations.busy_changed.connect(receiver.done)
    operations.read(lambda: 1, receiver.failed)
    qtbot.waitUntil(lambda: not operations.is_busy)
    assert receiver.answers == []
    operations.read(gate.wait, receiver.failed)
    qtbot.waitUntil(lambda: receiver.answers == [True])
    gate.set()
    qtbot.waitUntil(lambda: receiver.answers == [True, False])


def test_a_read_put_off_lets_later_ones_pass_and_counts_as_busy(qtbot, operations, receiver):
    operations.read(lambda: "put off", receiver.done, after_ms=AFTER_PAINT_MS)
    operations.read(lambda: "at once", receiver.done)
    assert operations.is_busy
    qtbot.waitUntil(lambda: not operations.is_busy)
    assert receiver.answers == ["at once", "put off"]


def test_a_newer_read_drops_one_that_was_put_off(qtbot, operations, receiver):
    operations.read(lambda: "older", receiver.done, key="list", after_ms=AFTER_PAINT_MS)
    operations.read(lambda: "newer", receiver.done, key="list")
    qtbot.waitUntil(lambda: not operations.is_busy)
    assert receiver.answers == ["newer"]


def test_closing_drops_reads_that_were_put_off(qtbot, receiver):
    closed = Operations()
    closed.read(lambda: "too late", receiver.done, after_ms=AFTER_PAINT_MS)
    assert closed.close(10)
    qtbot.wait(2 * AFTER_PAINT_MS)
    assert receiver.answers == []


def test_closing_finishes_the_writes_and_drops_waiting_reads(qtbot, receiver):
    operations, gate = Operations(), threading.Event()
    written: list[int] = []
    read: list[int] = []
    operations.write(gate.wait, receiver.done)
    for number in range(5):
        operations.write(functools.partial(written.append, number), receiver.done)
    operations.read(gate.wait, receiver.done)
    operations.read(lambda: read.append(1), receiver.done, key="x")
    gate_opener = threading.Timer(0.05, gate.set)
    gate_opener.start()
    assert operations.close(10)
    assert written == [0, 1, 2, 3, 4]
    assert read == []
    operations.write(lambda: written.append(9), receiver.done)
    assert written == [0, 1, 2, 3, 4]


def _is_deleted(thing):
    return not shiboken6.isValid(thing)


def test_the_network_runs_beside_everything_and_nobody_is_busy_with_it(qtbot, operations, receiver):
    gate = threading.Event()
    changes: list[object] = []
    operations.changed.connect(changes.append)
    operations.network(gate.wait, receiver.done)
    assert not operations.is_busy
    operations.read(lambda: "read", receiver.done)
    qtbot.waitUntil(lambda: receiver.answers == ["read"])
    gate.set()
    qtbot.waitUntil(lambda: receiver.answers == ["read", True])
    operations.network(lambda: Changed(meetings=("m1",)), receiver.done)
    qtbot.waitUntil(lambda: changes == [Changed(meetings=("m1",))])
