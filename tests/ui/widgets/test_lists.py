"""Side lists and the two-line list: keys, ticks, signals, tooltips only on cut text."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

from ui.theme.tokens import LIGHT
from ui.widgets.gallery.desk_page import make_categories
from ui.widgets.gallery.rows_sample import SampleListModel, SampleRow
from ui.widgets.row_view import RowView
from ui.widgets.section_list import SectionList
from ui.widgets.side_rows import SideModel, SideRow
from ui.widgets.two_line_delegate import TwoLineDelegate, box_rect

LONG = "供水管网漏损控制，一处很长很长的项目名称会在这里省略，后面还有很多很多的字"


@pytest.fixture
def people(qtbot):
    view = RowView()
    rows = [
        SampleRow("陈思远", "示例建设工程有限公司", "10-08", "城东片区", flags=2),
        SampleRow("郑凯", "示例水务集团", "10-06", LONG),
    ]
    view.setModel(SampleListModel(rows, view))
    view.setItemDelegate(TwoLineDelegate(view))
    view.resize(358, 300)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    view.set_current_row(0)
    view.setFocus()
    return view


def ground(view, row):
    rect = view.visualRect(view.model().index(row, 0))
    return view.grab().toImage().pixelColor(rect.x() + 60, rect.y() + 3).name()


def ask_tip(view, row):
    index = view.model().index(row, 0)
    option = QStyleOptionViewItem()
    option.rect = view.visualRect(index)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    view.itemDelegate().helpEvent(event, view, option, index)
    return QToolTip.text()


def no_tip():
    return not QToolTip.isVisible()


def test_row_heights(people):
    assert people.visualRect(people.model().index(0, 0)).height() == 50
    categories = make_categories()
    assert categories.visualRect(categories.model().index(0, 0)).height() == 29
    sections = SectionList()
    sections.set_rows([SideRow("1", "1", "基本信息", state="passed")])
    assert sections.visualRect(sections.model().index(0, 0)).height() == 26


def test_arrows_move_and_letters_are_left_to_the_desk(people):
    QTest.keyClick(people, Qt.Key.Key_Down)
    assert people.current_row() == 1
    QTest.keyClick(people, Qt.Key.Key_K)
    QTest.keyClick(people, Qt.Key.Key_Space)
    assert people.current_row() == 1
    assert not people.model().rows[1].ticked


def test_a_click_on_the_box_ticks_and_nowhere_else(people):
    rect = people.visualRect(people.model().index(1, 0))
    QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=box_rect(rect).center())
    assert people.model().rows[1].ticked
    QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert people.model().rows[1].ticked and people.current_row() == 1


def test_a_pane_without_focus_pales(people):
    assert ground(people, 0) == QColor(LIGHT["accent_soft"]).name()
    people.set_pane_active(False)
    assert ground(people, 0) == QColor(LIGHT["hover"]).name()
    people.set_pane_active(None)
    assert ground(people, 0) == QColor(LIGHT["accent_soft"]).name()


def test_the_ring_only_after_the_keyboard(people):
    accent = QColor(LIGHT["focus"]).name()

    def top_edge():
        return people.grab().toImage().pixelColor(200, 2).name()

    people.clearFocus()
    people.setFocus(Qt.FocusReason.MouseFocusReason)
    assert top_edge() != accent
    people.clearFocus()
    people.setFocus(Qt.FocusReason.TabFocusReason)
    assert top_edge() == accent


def test_a_tooltip_only_where_text_is_cut(qtbot, people):
    assert ask_tip(people, 1).endswith(LONG)
    ask_tip(people, 0)
    qtbot.waitUntil(no_tip)


def test_a_person_moving_through_categories_is_told(qtbot):
    categories = make_categories()
    qtbot.addWidget(categories)
    categories.show()
    assert categories.current_key() == "5"
    with qtbot.waitSignal(categories.current_changed) as heard:
        QTest.keyClick(categories, Qt.Key.Key_Down)
    assert heard.args == ["6"]
    with qtbot.assertNotEmitted(categories.current_changed):
        categories.set_current_key("9")
        categories.change_row("9", count=17)
    assert categories.current_key() == "9"


def test_new_counts_keep_the_current_row(qtbot):
    sections = SectionList()
    qtbot.addWidget(sections)
    rows = [SideRow(str(n), str(n), f"部分{n}") for n in range(5)]
    sections.set_rows(rows)
    sections.set_current_key("3")
    with qtbot.assertNotEmitted(sections.current_changed):
        sections.set_rows(rows[1:])
    assert sections.current_key() == "3"
    sections.set_current_key("no such key")
    assert sections.current_key() == "3"


def test_side_rows_pass_the_model_tester(qtmodeltester):
    model = SideModel()
    model.set_rows([SideRow("5", "5", "获奖情况", 12), SideRow("6", "6", "论文")])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.change("5", count=11)
    model.set_rows([SideRow("7", "7", "考核情况")])
    qtmodeltester.check(model)
    assert tester.model() is model
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "7 考核情况"
