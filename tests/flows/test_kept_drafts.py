"""What was begun is there again after 换账号, for the one who began it and for nobody else."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.flows.road_hands import Hands, change_places, open_in_list, sit_down
from tests.flows.road_world import FIRM, World
from ui.tour.road_steps import OWN_ROAD


def begin_return(hands: Hands, name: str) -> list[QAbstractButton]:
    """R on the open dossier; the boxes of the composer that can be seen."""
    open_in_list(hands, name)
    hands.press(Qt.Key.Key_R)
    sheet = hands.find(QWidget, "return.sheet")
    boxes = sheet.findChildren(QAbstractButton)
    return [box for box in boxes if box.isVisible() and box.objectName().startswith("return.tick.")]


@pytest.mark.req("A5.2")
def test_a_notice_that_was_begun_survives_the_change_of_account(
    world: World, open_window: Callable[[], Hands]
) -> None:
    world.declare(FIRM, "陈晓东")
    hands = open_window()
    sit_down(hands, FIRM)
    hands.click(begin_return(hands, "陈晓东")[0])
    hands.press(Qt.Key.Key_Escape)
    change_places(hands, FIRM, OWN_ROAD)
    assert begin_return(hands, "陈晓东")[0].isChecked()
