"""Ten kills of a deciding process, some between the commit and the acknowledgement (the campaign does more)."""

from pathlib import Path

from bench.kill import run_kills

RUNS = 10


def test_no_acknowledged_act_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    tally = run_kills(tmp_path / "copy", RUNS, seed=7)
    assert tally.runs == RUNS
    assert tally.decided
    assert tally.stored
    assert tally.typed
