"""The pictures of docs and manual: each desk in light and dark, named for what they show.

``python -m app pictures --out docs/pictures``; once more with ``QT_SCALE_FACTOR=2`` for 200 %.
"""

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QTableView, QWidget

from app.domain.declaring import Step
from ui.theme import current
from ui.tour.archive_steps import AWARDS, choose_category, wait_for_page
from ui.tour.driver import Driver, TourFailure, rest
from ui.tour.entry_steps import PLAN, choose_list
from ui.tour.publicity_steps import choose_status
from ui.tour.road_steps import COMMITTEE, POINT, ROAD, choose_queue
from ui.tour.sign_in_steps import change_account, open_tab, open_window, sign_in
from ui.widgets import roles

LIGHT_AND_DARK_ONLY = frozenset(
    {"progress", "returned", "people", "plan", "wizard-commitment", "wizard-information"}
    | {"wizard-achievements", "wizard-preview"}
)
DOUBLE = os.environ.get("QT_SCALE_FACTOR") == "2"


def picture(hands: Driver, name: str) -> None:
    """The present screen in both themes; at 200 % in light only, and not every step of the wizard."""
    if DOUBLE and name in LIGHT_AND_DARK_ONLY:
        return
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
    picture_entry(hands)
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
    open_tab(hands, "统计")
    picture(hands, "statistics")
    picture_road(hands)


def picture_road(hands: Driver) -> None:
    """受理与评审 at 受理点 and at the committee's office, its expert meeting, a dossier's whole log."""
    change_account(hands, POINT)
    open_tab(hands, ROAD)
    table = hands.find(QTableView, "road.table")
    hands.wait_until(lambda: table.model().rowCount() > 0, "受理点待审核的申报")
    picture(hands, "road")
    change_account(hands, COMMITTEE)
    open_tab(hands, ROAD)
    choose_queue(hands, "全部")
    hands.settle()
    picture(hands, "road-committee")
    hands.press(Qt.Key.Key_H)
    hands.find(QWidget, "road.meetings")
    rest(600)
    picture(hands, "meeting")
    hands.press(Qt.Key.Key_Escape)
    hands.find(QTableView, "road.table").setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_End)
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "declarations.form")
    hands.press(Qt.Key.Key_L)
    rest(600)
    picture(hands, "log")


def picture_entry(hands: Driver) -> None:
    """人员与申报: the lists, a person's archive, the choice of a plan, every step of the wizard."""
    open_tab(hands, "人员与申报")
    hands.find(QTableView, "entry.progress.table")
    picture(hands, "progress")
    choose_list(hands, "缺件矩阵")
    rest(400)
    picture(hands, "matrix")
    choose_list(hands, "退回待改")
    rest(400)
    picture(hands, "returned")
    choose_list(hands, "人员与档案")
    table = hands.find(QTableView, "people.table")
    picture(hands, "people")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "entry.archive.form")
    rest(600)
    picture(hands, "entry-archive")
    hands.click_button("entry.archive.back")
    choose_list(hands, "申报进度")
    hands.click_button("entry.progress.new")
    hands.find(QWidget, "entry.plan_page")
    hands.click(hands.find(QWidget, PLAN))
    rest(400)
    picture(hands, "plan")
    hands.click_button("entry.plan.back")
    open_first_draft(hands)
    for step in Step:
        hands.click(hands.find(QWidget, f"entry.wizard.step.{step.value}"))
        hands.find(QWidget, f"entry.wizard.page.{step.value}")
        rest(900)
        picture(hands, f"wizard-{step.value}")
    hands.click_button("entry.wizard.later")


def open_first_draft(hands: Driver) -> None:
    """The first declaration of the list that is still filled in."""
    table = hands.find(QTableView, "entry.progress.table")
    model = table.model()
    for row in range(model.rowCount()):
        words = [
            str(model.index(row, column).data(roles.STATE_WORD) or "")
            for column in range(model.columnCount())
        ]
        if "草稿" in words:
            table.setFocus(Qt.FocusReason.TabFocusReason)
            table.setCurrentIndex(model.index(row, 0))
            hands.press(Qt.Key.Key_Return)
            hands.find(QWidget, "entry.wizard.rail")
            return
    raise TourFailure("申报进度里没有草稿")
