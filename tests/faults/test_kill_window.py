"""The real window is killed while somebody decides in it by keys (the campaign does more: ``campaign kill --window``)."""

from pathlib import Path

import pytest

from bench.kill_window import WindowTally, check_window_copy, create_window_copy, run_window_kills
from bench.killed import Lost

RUNS = 2


def test_no_decision_that_the_screen_showed_is_lost_when_the_window_is_killed(tmp_path: Path) -> None:
    tally = run_window_kills(tmp_path / "copy", RUNS, seed=11)
    assert tally.runs == RUNS
    assert tally.shown


def test_the_check_would_notice_a_lost_decision(tmp_path: Path) -> None:
    create_window_copy(tmp_path / "copy", ["申报人1号"])
    with pytest.raises(Lost, match="gone"):
        check_window_copy(tmp_path / "copy", WindowTally(runs=1, shown=["申报人1号"]), ["申报人1号"])
