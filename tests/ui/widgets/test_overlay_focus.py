"""What lies over a page keeps the keys, whatever the page does below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.overlay import Overlay


def test_a_page_that_refreshes_below_does_not_draw_the_focus_away(qtbot) -> None:
    page = QWidget()
    below = QLineEdit(page)
    overlay = Overlay(page)
    QVBoxLayout(overlay).addWidget(inside := QLineEdit())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    overlay.open()
    qtbot.waitUntil(inside.hasFocus)

    below.setFocus(Qt.FocusReason.OtherFocusReason)
    assert inside.hasFocus()

    qtbot.keyClick(inside, Qt.Key.Key_Escape)
    assert not overlay.is_open()
    below.setFocus()
    assert below.hasFocus()
