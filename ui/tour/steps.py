"""The tour from the first page to the last, in the order in which a person does the job."""

from ui.tour.archive_steps import review_archive
from ui.tour.driver import Driver
from ui.tour.sign_in_steps import open_window, sign_in


def take_tour(hands: Driver) -> None:
    """Raises TourFailure with what did not show."""
    open_window(hands)
    hands.shot("登录")
    sign_in(hands)
    hands.shot("用户中心")
    review_archive(hands)
