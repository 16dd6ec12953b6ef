"""What ends before the archive: 不通过 and its 重开, 放弃申报. Through the real window, each act by the account that owns it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.domain.decision import Action
from app.domain.declaration import Stage
from tests.flows.road_hands import Hands, change_places, choose, do, pass_level, sit_down
from tests.flows.road_stretches import pass_unit, take_up_again, turn_down
from tests.flows.road_world import BUREAU, FIRM, POINT, World
from ui.tour.road_steps import OWN_ROAD

OpenWindow = Callable[[], Hands]

LEAVES = "申报人已调往外省，书面申请放弃"
MISTAKEN = "专业目录看错了版本，应予继续审核"


@pytest.mark.req("B9")
def test_a_refusal_is_taken_up_again_and_the_person_gives_up_later(
    world: World, open_window: OpenWindow
) -> None:
    dossier = world.declare(FIRM, "陈晓东")
    hands = open_window()
    sit_down(hands, FIRM)
    pass_unit(hands, "陈晓东")
    change_places(hands, POINT)
    turn_down(hands, "陈晓东", "work/", "X-02", key=Qt.Key.Key_F)
    assert world.stored(dossier).stage is Stage.FAILED
    take_up_again(hands, "陈晓东", MISTAKEN)
    assert world.stored(dossier).stage is Stage.ACCEPTANCE_REVIEW
    pass_level(hands, "陈晓东")
    change_places(hands, BUREAU)
    pass_level(hands, "陈晓东")
    assert world.stored(dossier).stage is Stage.AWAITING_PAYMENT
    change_places(hands, FIRM, OWN_ROAD)
    do(hands, ("陈晓东",), "give_up", {"reason": LEAVES})
    assert world.stored(dossier).stage is Stage.WITHDRAWN
    change_places(hands, BUREAU)
    choose(hands, "陈晓东")
    assert not [name for name in names_of_acts(hands) if name != "road.act.reopen"], (
        "it is over for every desk"
    )

    assert world.acts(dossier) == [
        (FIRM, Action.CONFIRM),
        (FIRM, Action.PASS),
        (POINT, Action.FAIL),
        (POINT, Action.REOPEN),
        (POINT, Action.PASS),
        (BUREAU, Action.PASS),
        (FIRM, Action.GIVE_UP),
    ]
    reasons = {d.action: d.opinion for d in world.decisions(dossier)}
    assert (reasons[Action.REOPEN], reasons[Action.GIVE_UP]) == (MISTAKEN, LEAVES)
    assert [d.action for d in world.decisions(dossier) if d.withdrawn] == [Action.FAIL]
    assert world.publicity(world.stored(dossier).publicity_id).members == (dossier,)
    assert world.verified_entries() > len(world.acts(dossier))


def names_of_acts(hands: Hands) -> list[str]:
    """The acts that the foot of the list offers."""
    buttons = [b for b in hands.window.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
    return [b.objectName() for b in buttons if b.objectName().startswith("road.act.")]
