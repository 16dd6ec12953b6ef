"""The tour from the first page to the last, in the order in which a person does the job."""

from ui.tour.archive_steps import review_archive
from ui.tour.committee_steps import export_package, finish_the_road, pass_the_committee
from ui.tour.declaration_steps import confirm_declaration, export_roster, pass_declaration
from ui.tour.driver import Driver
from ui.tour.entry_steps import enter_and_declare
from ui.tour.publicity_steps import begin_publicity, conclude, export_papers, let_time_pass, see_the_gate
from ui.tour.road_steps import travel_to_the_committee
from ui.tour.sign_in_steps import DESK, change_account, open_tab, open_window, sign_in
from ui.tour.statistics_steps import show_statistics


def take_tour(hands: Driver) -> None:
    """Raises TourFailure with what did not show."""
    open_window(hands)
    hands.shot("登录")
    sign_in(hands)
    hands.shot("用户中心")
    enter_and_declare(hands)
    review_archive(hands)
    export_roster(hands)
    confirm_declaration(hands)
    begin_publicity(hands)
    see_the_gate(hands)
    export_papers(hands)
    let_time_pass(hands)
    conclude(hands)
    pass_declaration(hands)
    travel_the_road(hands)
    show_dark(hands)


def travel_the_road(hands: Driver) -> None:
    """One of those passed goes on to the archive, by the accounts of every level; then HR sits down again."""
    name = travel_to_the_committee(hands)
    pass_the_committee(hands, name)
    finish_the_road(hands, name)
    export_package(hands, name)
    change_account(hands, DESK)
    show_statistics(hands)


def show_dark(hands: Driver) -> None:
    """The theme is switched on the open window."""
    hands.click_button("换成深色")
    open_tab(hands, "用户中心")
    hands.shot("用户中心-深色")
    open_tab(hands, "公示管理")
    hands.shot("公示管理-深色")
