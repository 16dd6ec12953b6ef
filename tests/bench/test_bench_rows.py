"""How benchmarks print what they found; nothing is timed here."""

import importlib.util
import subprocess
import sys

import pytest

from bench import __main__ as bench_main
from bench.child import run_child
from bench.rows import Row, find_ratio, word_rows

BASE = Row("bare", "ms", (10.0, 30.0, 20.0))


def test_a_row_is_compared_with_the_median_of_its_base() -> None:
    row = Row("ours", "ms", (50.0, 30.0, 40.0), "bare", 1.5)
    assert (row.median, row.p95) == (40.0, 50.0)
    assert find_ratio(row, [BASE, row]) == 2.0
    assert find_ratio(BASE, [BASE, row]) is None


def test_the_print_out_has_ratios_limits_and_every_raw_value() -> None:
    text = word_rows(
        "startup", [BASE, Row("ours", "ms", (22.0,), "bare", 1.5), Row("over", "ms", (40.0,), "bare", 1.5)]
    )
    assert "1.10 (within 1.5)" in text
    assert "2.00 (OVER 1.5)" in text
    assert "raw bare: 10.00 30.00 20.00" in text


def test_every_named_bench_exists(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "--list"])
    assert bench_main.main() == 0
    listed = capsys.readouterr().out
    for name in bench_main.BENCHES:
        assert name in listed
        assert importlib.util.find_spec(f"bench.{name}") is not None
    monkeypatch.setattr(sys, "argv", ["bench", "nothing"])
    assert bench_main.main() == 2


def test_a_child_tells_moments_and_memory_and_its_failure_is_not_swallowed() -> None:
    moments, values = run_child("bench.startup_bare")
    assert 0 < moments["painted"] <= moments["memory"]
    assert values["memory"][0] > 10
    with pytest.raises(subprocess.CalledProcessError):
        run_child("bench.no_such_bench")
