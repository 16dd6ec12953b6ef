"""The embedded authority and the server say the same of the same acts, and leave the same behind (DESIGN §4).

Random walks (tests/server/road_walk.py): every act of every office in any order, well made and badly made, with days passing,
publicities, objections, meetings, resubmissions to other districts, looks and reopenings between them. ``run_conformance`` is the
campaign: more walks, longer ones.
"""

from collections.abc import Iterable

from tests.server.road_walk import KITS, RoadWalk
from tests.server.seats import take_seats
from tests.server.twin_desk import lay_ground
from tests.server.world import EVERYWHERE, NEAR, World

ONLY_THE_DESK = frozenset({"G-107", "R-105", "M-102", "B-102", "P-107", "P-113"})
"""Codes that the server never gives: it does not read the content (stops of the wizard, required fields), and a call is about
one person (an empty list, members of different publicities, somebody who is in none)."""


def run_conformance(world: World, seeds: Iterable[int], steps: int) -> frozenset[str]:
    """A walk a seed in an empty ``world``. The codes that both gave. Raises AssertionError with the seed that differs."""
    codes: frozenset[str] = frozenset()
    with lay_ground(take_seats(world, KITS)) as ground:
        for seed in seeds:
            try:
                codes |= RoadWalk(ground, seed).run(steps)
            except AssertionError as difference:
                difference.add_note(f"seed {seed}, {steps} steps")
                raise
    for district in (NEAR, EVERYWHERE):
        assert world.one("SELECT rd.verify_audit(%s)", district) is None
    return codes


def test_random_walks_end_the_same_under_both_authorities(world: World) -> None:
    codes = run_conformance(world, range(8), steps=20)
    assert not codes & ONLY_THE_DESK
    assert len(codes) > 12, sorted(codes)
