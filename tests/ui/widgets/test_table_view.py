"""The table: fixed rows, keys, ticks, links, head box."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QToolTip

from ui.widgets.gallery.table_page import COLUMNS, SampleTableModel
from ui.widgets.table_view import TableView


@pytest.fixture
def table(qtbot):
    view = TableView()
    view.setModel(SampleTableModel(200, view))
    view.set_columns(COLUMNS)
    view.resize(1000, 400)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    view.set_current_row(0)
    view.setFocus()
    return view


def cell(table, row, column):
    return table.visualRect(table.model().index(row, column))


def test_measures_and_no_sizing_to_contents(table):
    assert cell(table, 0, 0).height() == 36
    assert table.head.height() == 30
    assert table.verticalHeader().sectionResizeMode(0) == QHeaderView.ResizeMode.Fixed
    modes = [table.head.sectionResizeMode(place) for place in range(len(COLUMNS))]
    assert QHeaderView.ResizeMode.ResizeToContents not in modes
    assert table.columnWidth(0) == 44
    assert table.head.length() <= table.viewport().width()


def test_keys_move_and_letters_are_left_to_the_desk(table):
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current_row() == 1
    QTest.keyClick(table, Qt.Key.Key_P)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.current_row() == 1 and table.model().ticked == set()
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current_row() == 199


def test_ticking_by_click_and_by_the_desks_key(table):
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 2, 0).center())
    assert table.model().ticked == {2}
    table.set_current_row(4)
    assert table.toggle_current()
    assert table.model().ticked == {2, 4}
    assert table.toggle_current()
    assert table.model().ticked == {2}


def test_the_head_box_asks_for_all_or_none(qtbot, table):
    at = QPoint(22, 15)
    with qtbot.waitSignal(table.head.all_toggled) as heard:
        QTest.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [True]
    table.head.set_check_state(Qt.CheckState.PartiallyChecked)
    with qtbot.waitSignal(table.head.all_toggled) as heard:
        QTest.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [True]
    table.head.set_check_state(Qt.CheckState.Checked)
    with qtbot.waitSignal(table.head.all_toggled) as heard:
        QTest.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [False]


def test_a_link_cell_is_clicked(qtbot, table):
    with qtbot.waitSignal(table.link_activated) as heard:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 3, 7).center())
    assert heard.args[0].row() == 3
    with qtbot.assertNotEmitted(table.link_activated):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 3, 2).center())


def test_enter_opens_the_row(qtbot, table):
    with qtbot.waitSignal(table.activated) as heard:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args[0].row() == 0


def no_tip():
    return not QToolTip.isVisible()


def test_a_tooltip_only_where_text_is_cut(qtbot, table):
    def tip(row, column, width):
        option = QStyleOptionViewItem()
        option.rect = cell(table, row, column)
        option.rect.setWidth(width)
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
        table.itemDelegate().helpEvent(event, table, option, table.model().index(row, column))
        return QToolTip.text()

    assert tip(0, 3, 120).startswith("2026度")
    tip(0, 3, 900)
    qtbot.waitUntil(no_tip)


def test_tab_leaves_the_table(qtbot, table):
    assert not table.tabKeyNavigation()
