"""A live theme switch equals a fresh window to the pixel, for every page of the gallery."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.theme import current
from ui.widgets.gallery.calendar_page import CalendarPage
from ui.widgets.gallery.components_page import ComponentsPage
from ui.widgets.gallery.declaration_page import DeclarationPage
from ui.widgets.gallery.desk_page import DeskPage
from ui.widgets.gallery.form_page import FormPage
from ui.widgets.gallery.home_page import HomePage
from ui.widgets.gallery.log_page import LogPage
from ui.widgets.gallery.table_page import TablePage
from ui.widgets.labels import TextLabel

PAGES = [CalendarPage, ComponentsPage, DeclarationPage, DeskPage, FormPage, HomePage, LogPage, TablePage]


class StatesOnBase(QWidget):
    """State-coloured labels on a pane whose background role is Base, and Qt's own controls."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        for token in ("text", "muted", "accent_ink", "failed", "returned", "passed", "conflict"):
            column.addWidget(TextLabel(token, "body", token))
        row = QHBoxLayout()
        for widget in (QPushButton("写结论"), QLineEdit("文字"), QComboBox()):
            row.addWidget(widget)
        column.addLayout(row)


def photograph(widget):
    focused = widget.focusWidget()
    if focused is not None:
        focused.clearFocus()  # a blinking caret is no difference of themes
    QCoreApplication.processEvents()
    return widget.grab().toImage()


@pytest.mark.parametrize("page", [*PAGES, StatesOnBase], ids=lambda page: page.__name__)
def test_live_switch_equals_a_fresh_window(qtbot, page):
    lived = page("主题")
    qtbot.addWidget(lived)
    lived.show()
    QCoreApplication.processEvents()
    current.set_scheme("dark")
    QCoreApplication.processEvents()
    fresh = page("主题")
    qtbot.addWidget(fresh)
    fresh.show()
    assert photograph(lived) == photograph(fresh)
    current.set_scheme("light")
    QCoreApplication.processEvents()
    again = page("主题")
    qtbot.addWidget(again)
    again.show()
    assert photograph(lived) == photograph(again)
