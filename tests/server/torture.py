"""Pushes over a line that breaks, each sent until it is answered; and the account of what the server then holds.

Used by the tests and, in large, by ``python dev.py campaign sync``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from db.sync.gateway import Gateway, NotAnsweredError, Push, PushAnswer
from tests.server.cut_proxy import CutProxy, Direction
from tests.server.dossiers import DOCUMENTS
from tests.server.world import NEAR, World

MOST_SENDS = 20


def verdict(op_id: str, declaration_id: str, *, base_rev: int = 1, district: str = NEAR) -> Push:
    """通过 of a 受理点."""
    arguments = (declaration_id, base_rev, "pass", DOCUMENTS["pass"])
    return Push("push_declaration", district, op_id, arguments)


@dataclass
class Told:
    """What the desk heard of its pushes. ``sends``: how often each had to be sent."""

    answers: dict[str, PushAnswer] = field(default_factory=dict)
    sends: dict[str, int] = field(default_factory=dict)

    def send(self, gateway: Gateway, push: Push, most: int = MOST_SENDS) -> PushAnswer:
        """Until there is an answer. Raises NotAnsweredError after ``most`` times."""
        while True:
            self.sends[push.op_id] = self.sends.get(push.op_id, 0) + 1
            try:
                answer = gateway.push(push)
            except NotAnsweredError:
                if self.sends[push.op_id] >= most:
                    raise
            else:
                self.answers[push.op_id] = answer
                return answer


@dataclass(frozen=True)
class Account:
    """What the server holds of the dossiers and what the desk was told."""

    pushes: int
    applied: int
    lost: int
    """Told to be applied and not there."""
    double: int
    """Decisions beyond one a dossier, or a dossier that moved further than told."""
    resent: int
    """Pushes that the server had answered before the desk heard it."""

    @property
    def is_clean(self) -> bool:
        return self.lost == self.double == 0 and self.applied == self.pushes


def account_of(world: World, told: Told) -> Account:
    """Every push of ``told`` was a decision on a dossier of its own."""
    decided = dict(
        world.all("SELECT subject_id, count(*) FROM rd.decision WHERE district_id = %s GROUP BY 1", NEAR)
    )
    kept = {row[0] for row in world.all("SELECT id FROM rd.decision WHERE district_id = %s", NEAR)}
    applied = {op for op, answer in told.answers.items() if answer.outcome == "applied"}
    moved_twice = world.one("SELECT count(*) FROM rd.declaration WHERE rev > 2")
    return Account(
        pushes=len(told.sends),
        applied=len(applied),
        lost=len(applied - kept),
        double=sum(count - 1 for count in decided.values()) + len(kept - applied) + moved_twice,
        resent=world.one("SELECT count(*) FROM rd.op_result WHERE asked > 1"),
    )


def measure(proxy: CutProxy, gateway: Gateway, push: Push) -> dict[Direction, int]:
    """Bytes of one uncut push on a line that is open already."""
    before = dict(proxy.last.seen)
    gateway.push(push)
    return {direction: proxy.last.seen[direction] - before[direction] for direction in Direction}


def spread(length: int, count: int) -> Sequence[int]:
    """``count`` places from 0 to ``length``, both ends among them."""
    return [round(place * length / max(1, count - 1)) for place in range(count)]


def every_region(lengths: dict[Direction, int], count: int) -> Iterator[tuple[Direction, int]]:
    """Half of the cuts on the way there, half on the way back: before the first byte, inside, behind the last."""
    ways = [spread(lengths[direction], count // 2) for direction in Direction]
    for there, back in zip(*ways, strict=True):
        yield Direction.TO_SERVER, there
        yield Direction.TO_DESK, back
