"""The windowed list model: pages on demand, ticks, refresh that keeps the place; checked by Qt's model tester."""

from array import array
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView

from app.domain.commands import Changed
from app.domain.errors import EnvironmentFault
from ui.models.columns import NUMBER_COLUMN, TICK_COLUMN, DataColumn
from ui.models.windowed_table import MOST_ROWS, PAGE, WindowedTable
from ui.operations import AFTER_PAINT_MS, Operations


@dataclass(frozen=True)
class Row:
    key: int
    id: str
    name: str


@dataclass
class Store:
    """What the queries would read; tests change it between reads."""

    names: dict[int, str]
    reads: list[tuple[int, ...]] = field(default_factory=list)
    error: Exception | None = None

    def source(self):
        return Source(self)


@dataclass(frozen=True, eq=False)
class Source:
    store: Store

    def keys(self):
        if self.store.error:
            raise self.store.error
        return array("q", self.store.names)

    def rows(self, keys):
        self.store.reads.append(tuple(keys))
        return [Row(k, f"id{k}", self.store.names[k]) for k in keys if k in self.store.names]


class Taker(QObject):
    rows = None

    def take(self, rows):
        self.rows = rows


@pytest.fixture
def operations(qapp):
    made = Operations()
    yield made
    assert made.close(10)


@pytest.fixture
def store():
    return Store({n: f"人{n}" for n in range(1000)})


@pytest.fixture
def model(operations):
    columns = [TICK_COLUMN, NUMBER_COLUMN, DataColumn("姓名", lambda row: row.name)]
    return WindowedTable(operations, columns, relevant=lambda changed: changed.items)


@pytest.fixture
def checked(model):
    """The same model, watched by Qt's tester; it reads every row at every change, so not for tests of paging."""
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield model
    del tester


def _show(qtbot, model, store):
    with qtbot.waitSignal(model.loaded):
        model.show(store.source())


def _refresh(qtbot, model, *ids):
    with qtbot.waitSignal(model.refreshed):
        model.refresh(Changed(items=ids))


def _names(model, rows):
    return [model.index(row, 2).data() for row in rows]


def test_the_first_page_is_there_as_soon_as_the_list_is(qtbot, checked, store):
    _show(qtbot, checked, store)
    assert checked.rowCount() == 1000
    assert _names(checked, (0, PAGE - 1)) == ["人0", f"人{PAGE - 1}"]
    assert checked.index(4, 1).data() == "5"
    assert [checked.headerData(c, Qt.Orientation.Horizontal) for c in range(3)] == ["", "#", "姓名"]


def test_a_row_not_read_yet_is_blank_and_filled_by_data_changed(qtbot, model, store):
    _show(qtbot, model, store)
    with qtbot.waitSignal(model.dataChanged) as seen:
        assert model.index(700, 2).data() is None
    assert model.index(700, 2).data() == "人700"
    assert seen.args[0].row() <= 700 <= seen.args[1].row()


def test_a_row_that_left_meanwhile_is_asked_for_once(qtbot, model, store):
    _show(qtbot, model, store)
    del store.names[700]
    with qtbot.waitSignal(model.dataChanged):
        model.index(700, 2).data()
    reads = len(store.reads)
    assert model.index(700, 2).data() is None
    assert model.index(701, 2).data() == "人701"
    assert len(store.reads) == reads


def test_after_a_jump_only_the_pages_looked_at_last_are_read(qtbot, operations, model, store):
    _show(qtbot, model, store)
    for row in range(PAGE, 1000, PAGE):
        model.index(row, 2).data()
    qtbot.waitUntil(lambda: not operations.is_busy)
    assert len(store.reads) <= 6
    assert model.index(999, 2).data() == "人999"


def test_memory_stays_bounded_over_a_long_list(qtbot, operations, model):
    _show(qtbot, model, Store({n: str(n) for n in range(3 * MOST_ROWS)}))
    for row in range(0, 3 * MOST_ROWS, PAGE):
        model.index(row, 2).data()
        qtbot.waitUntil(lambda: not operations.is_busy)
    assert len(model._rows) <= MOST_ROWS
    assert model.index(3 * MOST_ROWS - 1, 2).data() == str(3 * MOST_ROWS - 1)


def test_a_decided_row_leaves_and_the_next_one_becomes_current(qtbot, checked, store):
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(checked)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    _show(qtbot, checked, store)
    view.setCurrentIndex(checked.index(3, 2))
    del store.names[3]
    _refresh(qtbot, checked, "id3")
    assert view.currentIndex().data() == "人4"
    assert checked.rowCount() == 999


def test_scattered_rows_leave_after_a_bulk_act(qtbot, checked, store):
    _show(qtbot, checked, store)
    gone = [1, 2, 50, 999]
    for key in gone:
        del store.names[key]
    _refresh(qtbot, checked, *(f"id{k}" for k in gone))
    assert _names(checked, (0, 1, 2, 47)) == ["人0", "人3", "人4", "人49"]
    assert _names(checked, (48,)) == ["人51"]


def test_a_changed_row_is_read_again_without_a_blank(qtbot, checked, store):
    _show(qtbot, checked, store)
    store.names[7] = "新名"
    _refresh(qtbot, checked, "id7")
    assert _names(checked, (7,)) == ["新名"]


def test_new_rows_arrive_in_front_and_the_current_row_stays_the_same_person(qtbot, checked, store):
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(checked)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    _show(qtbot, checked, store)
    view.setCurrentIndex(checked.index(3, 2))
    store.names = {5000: "新来", **store.names}
    _refresh(qtbot, checked, "id5000")
    assert view.currentIndex().row() == 4
    assert view.currentIndex().data() == "人3"
    assert _names(checked, (0,)) == ["新来"]


def test_another_order_keeps_the_current_person(qtbot, checked, store):
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(checked)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    _show(qtbot, checked, store)
    view.setCurrentIndex(checked.index(3, 2))
    view.selectionModel().select(checked.index(3, 2), QItemSelectionModel.SelectionFlag.Select)
    store.names = dict(reversed(store.names.items()))
    with qtbot.waitSignal(checked.refreshed):
        checked.refresh()
    assert view.currentIndex().row() == 996


def test_a_write_that_concerns_other_lists_reads_nothing(qtbot, operations, model, store):
    _show(qtbot, model, store)
    reads = len(store.reads)
    model.refresh(Changed(declarations=("d1",)))
    assert not operations.is_busy
    assert len(store.reads) == reads


def test_ticks_are_kept_by_key_over_a_refresh_and_dropped_with_their_row(qtbot, checked, store):
    _show(qtbot, checked, store)
    for row in (2, 3, 800):
        checked.setData(checked.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert checked.tick_count() == 3
    del store.names[2]
    _refresh(qtbot, checked, "id2")
    assert checked.tick_count() == 2
    assert Qt.CheckState(checked.index(2, 0).data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
    taker = Taker()
    checked.read_ticked(taker.take)
    qtbot.waitUntil(lambda: taker.rows is not None)
    assert [row.name for row in taker.rows] == ["人3", "人800"]


def test_the_head_ticks_all_and_shows_a_part(qtbot, checked, store):
    _show(qtbot, checked, store)

    def head():
        return checked.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.CheckStateRole)

    assert head() == Qt.CheckState.Unchecked
    checked.set_ticked(5, True)
    assert head() == Qt.CheckState.PartiallyChecked
    checked.tick_all()
    assert head() == Qt.CheckState.Checked
    assert checked.tick_count() == 1000
    checked.clear_ticks()
    assert checked.tick_count() == 0


def test_another_list_replaces_this_one_only_when_it_is_there(qtbot, checked, store):
    _show(qtbot, checked, store)
    other = Store({1: "甲"})
    checked.show(other.source())
    assert checked.rowCount() == 1000
    qtbot.waitUntil(lambda: checked.rowCount() == 1)
    assert _names(checked, (0,)) == ["甲"]


def test_a_refresh_does_not_swallow_a_list_asked_for_just_before(qtbot, checked, store):
    _show(qtbot, checked, store)
    with qtbot.waitSignal(checked.loaded):
        checked.show(Store({1: "甲"}).source())
        checked.refresh()
    assert checked.rowCount() == 1


def test_a_failing_source_leaves_the_list_and_says_so(qtbot, checked, store):
    _show(qtbot, checked, store)
    store.error = EnvironmentFault("E-204")
    with qtbot.waitSignal(checked.failed) as seen:
        checked.refresh()
    assert seen.args[0].code == "E-204"
    assert checked.rowCount() == 1000


def test_an_empty_list_has_no_rows(qtbot, checked):
    _show(qtbot, checked, Store({}))
    assert checked.rowCount() == 0
    assert checked.row_at(0) is None
    assert checked.rowCount(QModelIndex()) == 0


@dataclass(frozen=True, eq=False)
class BeginningFirst(Source):
    """Its first keys are read without the others."""

    def first_keys(self, limit):
        return self.keys()[:limit]


def _show_beginning(qtbot, model, store):
    with qtbot.waitSignal(model.loaded):
        model.show(BeginningFirst(store))


def test_the_first_page_stands_before_all_keys_are_read_and_the_list_grows_once(qtbot, checked, store):
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(checked)
    _show_beginning(qtbot, checked, store)
    assert checked.rowCount() == PAGE
    assert _names(checked, (0, PAGE - 1)) == ["人0", f"人{PAGE - 1}"]
    view.setCurrentIndex(checked.index(5, 2))
    resets = []
    checked.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(checked.refreshed):
        pass
    assert checked.rowCount() == 1000 and not resets
    assert view.currentIndex().row() == 5


def test_a_short_list_is_whole_at_once(qtbot, operations, checked):
    few = Store({n: f"人{n}" for n in range(PAGE - 1)})
    _show_beginning(qtbot, checked, few)
    assert checked.rowCount() == PAGE - 1
    with qtbot.assertNotEmitted(checked.refreshed, wait=3 * AFTER_PAINT_MS):
        pass


def test_a_list_of_one_full_page_stays_as_it_is(qtbot, checked):
    _show_beginning(qtbot, checked, Store({n: f"人{n}" for n in range(PAGE)}))
    with qtbot.waitSignal(checked.refreshed):
        pass
    assert checked.rowCount() == PAGE


def test_a_row_that_leaves_while_the_rest_is_to_come_is_gone_from_the_whole_list(qtbot, checked, store):
    _show_beginning(qtbot, checked, store)
    del store.names[3]
    store.names = {5000: "新来", **store.names}
    _refresh(qtbot, checked, "id3")
    assert checked.rowCount() == 1000
    assert _names(checked, (0, 1, 4)) == ["新来", "人0", "人4"]


def test_all_is_ticked_only_when_all_is_known(qtbot, checked, store):
    _show_beginning(qtbot, checked, store)
    checked.tick_all()
    assert checked.tick_count() == 0
    with qtbot.waitSignal(checked.refreshed):
        pass
    assert checked.tick_count() == 1000


def test_a_cleared_list_does_not_come_back(qtbot, operations, checked, store):
    _show_beginning(qtbot, checked, store)
    checked.clear()
    with qtbot.assertNotEmitted(checked.refreshed, wait=3 * AFTER_PAINT_MS):
        pass
    checked.show(BeginningFirst(store))
    checked.clear()
    qtbot.waitUntil(lambda: not operations.is_busy)
    assert checked.rowCount() == 0


def test_a_newer_refresh_does_not_lose_what_an_older_one_was_to_read_again(qtbot, model, store):
    _show(qtbot, model, store)
    model.index(700, 2).data()
    qtbot.waitUntil(lambda: model.index(700, 2).data() == "人700")
    model.index(3, 2).data()
    store.names[700] = "新名"
    model.refresh(Changed(items=("id700",)))
    _refresh(qtbot, model, "id3")
    assert model.index(700, 2).data() == "新名"
