"""Walking through the controls of a sheet must not tie unrelated widgets together (PySide's nextInFocusChain does)."""

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from ui.widgets.buttons import PrimaryButton
from ui.widgets.side_sheet import SideSheet


def test_menus_of_the_window_survive_widgets_deleted_after_a_sheet(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    button = QPushButton("菜单", window)
    menu = QMenu(button)
    action = menu.addAction("一项")
    passing = QPushButton("过客", window)
    column.addWidget(passing)
    column.addWidget(button)
    sheet = SideSheet(window)
    sheet.footer.add_button(PrimaryButton("去", None, None, sheet))
    window.show()
    qtbot.waitExposed(window)
    sheet.open()
    for _ in range(4):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    sheet.close_overlay()
    passing.deleteLater()
    del passing
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shiboken6.isValid(action)
    assert action.text() == "一项"
