"""The colours keep LOOK.md's promises: readable, and told apart without green cones."""

import itertools

import pytest

from ui.theme.contrast import contrast, difference, see_as_deuteranope
from ui.theme.tokens import DARK, LIGHT, STATES

GROUNDS = ("window", "surface", "raised", "hover", "accent_soft")
WITH_CANVAS = (*GROUNDS, "sunken")


def worst(table, ink, grounds):
    return min(contrast(table[ink], table[ground]) for ground in grounds)


@pytest.mark.parametrize(
    ("ink", "grounds", "light", "dark"),
    [
        ("text", WITH_CANVAS, 13.2, 10.9),
        ("muted", WITH_CANVAS, 5.2, 5.8),
        ("accent_ink", WITH_CANVAS, 6.0, 7.4),
        ("on_accent", ("accent",), 5.9, 7.3),
        ("on_failed", ("failed",), 6.9, 8.4),
        ("on_conflict", ("conflict",), 7.6, 9.1),
        ("muted", ("line",), 5.0, 5.7),  # a disabled primary
        ("control", GROUNDS, 3.4, 3.3),
        ("focus", GROUNDS, 5.1, 5.3),
    ],
)
def test_contrast_on_the_worst_ground(ink, grounds, light, dark):
    """The numbers of LOOK.md, to one digit."""
    assert round(worst(LIGHT, ink, grounds), 1) >= light
    assert round(worst(DARK, ink, grounds), 1) >= dark


@pytest.mark.parametrize("state", [name for name, style in STATES.items() if style.fill])
def test_every_pill_is_readable(state):
    style = STATES[state]
    assert style.fill is not None
    assert contrast(LIGHT[style.ink], LIGHT[style.fill]) >= 5.0
    assert contrast(DARK[style.ink], DARK[style.fill]) >= 5.6


@pytest.mark.parametrize("state", ["pending", "passed", "returned", "failed", "conflict"])
def test_a_state_can_be_written_on_any_ground(state):
    mark = STATES[state].mark
    assert worst(LIGHT, mark, GROUNDS) >= 4.5
    assert worst(DARK, mark, GROUNDS) >= 4.5


@pytest.mark.parametrize("table", [LIGHT, DARK], ids=["light", "dark"])
def test_pills_differ_for_a_deuteranope(table):
    verdicts = ("pending", "passed", "returned", "failed", "conflict")
    fills = {name: see_as_deuteranope(table[STATES[name].fill or "surface"]) for name in verdicts}
    for first, second in itertools.combinations(verdicts, 2):
        # 待审核 and 通过 differ by outline against tint, and by icon.
        least = 6 if {first, second} == {"pending", "passed"} else 15.5
        assert difference(fills[first], fills[second]) >= least, (first, second)


def test_states_differ_by_more_than_colour():
    verdicts = [STATES[name] for name in ("pending", "passed", "returned", "failed", "conflict")]
    assert len({style.icon for style in verdicts}) == 5
    assert [style.solid for style in verdicts] == [False, False, False, True, True]
    assert STATES["pending"].fill is None and STATES["pending"].outline == "control"


def test_both_themes_know_the_same_words():
    assert LIGHT.keys() == DARK.keys()
    used = {t for s in STATES.values() for t in (s.ink, s.fill, s.outline, s.mark) if t}
    assert used <= LIGHT.keys()


def test_measures_agree_with_known_values():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert difference("#FFFFFF", "#FFFFFF") == 0
    assert difference("#FFFFFF", "#000000") == pytest.approx(100, abs=0.1)
    assert see_as_deuteranope("#808080") == "#808080"
