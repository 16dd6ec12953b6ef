"""What one round did: gathered while it runs, then a line of the log and the report for the window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from app.ports.sync import RoundReport, SyncLogKind
from db.sync.log import add_line, is_told
from db.sync.materialise.arrival import Taken
from db.sync.pull import PullOutcome
from db.sync.push import PushOutcome

MOST_NAMED = 400
"""More changed subjects than this are not named: views read everything again."""
LOCKED = "Y-114"
"""Nobody has signed in: not worth a line."""
_COUNTED = ("pushed", "pulled", "conflicts", "refused", "files_up", "files_down")


@dataclass
class Round:
    """What the report will say."""

    began_at: datetime
    taken: Taken = field(default_factory=Taken)
    pushed: int = 0
    pulled: int = 0
    conflicts: int = 0
    refused: int = 0
    files_up: int = 0
    files_down: int = 0
    problem: str = ""
    params: dict[str, object] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    anew: bool = False
    moved: set[str] = field(default_factory=set)
    """Districts that this desk wrote to."""
    compares: bool = False
    """It is time to compare digests."""

    def add_push(self, outcome: PushOutcome) -> None:
        self.pushed += outcome.pushed
        self.conflicts += outcome.conflicts
        self.refused += outcome.refused
        self.files_up += outcome.files
        self.moved |= outcome.districts
        self.problem = self.problem or outcome.problem

    def add_pull(self, outcome: PullOutcome) -> None:
        self.pulled += outcome.pulled
        self.taken.add(outcome.taken)


def end_round(engine: Engine, done: Round, now: datetime) -> RoundReport:
    """Its line in the log, and what the window is told."""
    _log_round(engine, done, now)
    is_long = len(done.taken) > MOST_NAMED
    return RoundReport(
        began_at=done.began_at,
        ended_at=now,
        pushed=done.pushed,
        pulled=done.pulled,
        conflicts=done.conflicts,
        refused=done.refused,
        files_up=done.files_up,
        files_down=done.files_down,
        changed=Taken().changed() if is_long else done.taken.changed(),
        problem=done.problem,
        params=done.params,
        warnings=tuple(dict.fromkeys(done.warnings)),
        reload=done.anew or is_long,
    )


def _log_round(engine: Engine, done: Round, now: datetime) -> None:
    counted = {name: getattr(done, name) for name in _COUNTED}
    with engine.begin() as connection:
        if done.problem and done.problem != LOCKED:
            if not is_told(connection, SyncLogKind.FAILED, done.problem):
                params = {"code": done.problem, **counted, **_words(done.params)}
                add_line(connection, now, SyncLogKind.FAILED, params)
        elif any(counted.values()):
            add_line(connection, now, SyncLogKind.ROUND, counted)


def _words(params: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value if isinstance(value, str | int) else str(value) for key, value in params.items()}
