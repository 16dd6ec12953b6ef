"""The tour from the first page to the last, in the order in which a person does the job."""

from ui.tour.archive_steps import review_archive
from ui.tour.declaration_steps import confirm_declaration, export_roster, pass_declaration
from ui.tour.driver import Driver
from ui.tour.entry_steps import enter_and_declare
from ui.tour.publicity_steps import begin_publicity, conclude, export_papers, let_time_pass, see_the_gate
from ui.tour.sign_in_steps import open_tab, open_window, sign_in


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
    show_dark(hands)


def show_dark(hands: Driver) -> None:
    """The theme is switched on the open window."""
    hands.click_button("换成深色")
    open_tab(hands, "用户中心")
    hands.shot("用户中心-深色")
    open_tab(hands, "公示管理")
    hands.shot("公示管理-深色")
