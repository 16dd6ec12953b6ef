"""The pictures of docs and manual: each desk in light and dark, named for what they show.

``python -m app pictures --out docs/pictures``; once more with ``QT_SCALE_FACTOR=2`` for 200 %.
"""

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QTableView, QWidget

from ui.theme import current
from ui.tour.archive_steps import AWARDS, choose_category, wait_for_page
from ui.tour.driver import Driver, rest
from ui.tour.publicity_steps import choose_status
from ui.tour.sign_in_steps import open_tab, open_window, sign_in

DOUBLE = os.environ.get("QT_SCALE_FACTOR") == "2"


def picture(hands: Driver, name: str) -> None:
    """The present screen in both themes; at 200 % in light only."""
    if DOUBLE:
        hands.shot(f"{name}-200pct", numbered=False)
        return
    for scheme in ("light", "dark"):
        current.set_scheme(scheme)
        rest(150)
        hands.shot(f"{name}-{scheme}", numbered=False)
    current.set_scheme("light")
    rest(150)


def walk_for_pictures(hands: Driver) -> None:
    open_window(hands)
    picture(hands, "sign-in")
    sign_in(hands)
    picture(hands, "home")
    open_tab(hands, "业绩档案审核")
    choose_category(hands, AWARDS)
    table = hands.find(QTableView, "archive.table")
    picture(hands, "archive-list")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    hands.find(QListView, "archive.list")
    wait_for_page(hands)
    picture(hands, "archive-review")
    hands.press(Qt.Key.Key_R)
    picture(hands, "return-composer")
    hands.press(Qt.Key.Key_Escape)
    open_tab(hands, "职称申报资格审查")
    table = hands.find(QTableView, "declarations.table")
    picture(hands, "declaration-list")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "declarations.form")
    rest(800)
    picture(hands, "declaration-review")
    open_tab(hands, "公示管理")
    choose_status(hands, "公示中")
    running = hands.find(QTableView, "publicity.list")
    hands.click(running.viewport(), running.visualRect(running.model().index(3, 0)).center().toPointF())
    picture(hands, "publicity")
