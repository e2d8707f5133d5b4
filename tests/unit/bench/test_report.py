"""The figures and the bars of ``make bench``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bouwstenen.bench.floor import Cost
from bouwstenen.bench.report import Comparison, Figures, bars, table
from bouwstenen.bench.turns import Times


def figures(p50: float, per_second: float, start_up: float = 8.0, memory: int = 400) -> Figures:
    return Figures(
        training=60.0,
        start_up=start_up,
        single=Times([p50] * 20, 1.0),
        crowd=Times([100.0] * 50, 50 / per_second),
        memory=memory,
        long=(30, p50, p50),
        stored=101,
        acted=101,
    )


def comparison(ours: Figures, default: Figures) -> Comparison:
    return Comparison(ours, default, 60, {"Rasa": Cost(9.0, 550), "TensorFlow": Cost(6.0, 440)})


DEFAULT = figures(p50=90.0, per_second=10.0, start_up=30.0, memory=1200)
GOOD = figures(p50=30.0, per_second=25.0)


def test_all_bars_are_met_at_their_limit() -> None:
    assert set(bars(comparison(GOOD, DEFAULT)).values()) == {True}


@pytest.mark.parametrize(
    ("ours", "bar"),
    [
        (figures(p50=30.1, per_second=25.0), "p50"),
        (figures(p50=30.0, per_second=24.9), "turns a second"),
        (figures(p50=30.0, per_second=25.0, start_up=30.0), "start-up"),
        (figures(p50=30.0, per_second=25.0, memory=1200), "memory"),
        (replace(GOOD, acted=100), "every turn"),
        (replace(GOOD, stored=0, acted=0), "every turn"),
    ],
)
def test_a_bar_that_is_not_met_is_named(ours: Figures, bar: str) -> None:
    assert [name for name, met in bars(comparison(ours, DEFAULT)).items() if not met and name.startswith(bar)]
    assert sum(not met for met in bars(comparison(ours, DEFAULT)).values()) == 1


def test_a_default_that_ran_no_actions_is_no_comparison() -> None:
    assert not bars(comparison(GOOD, replace(DEFAULT, acted=0)))["every turn of both ran a custom action"]


def test_the_table_has_both_with_their_factor_and_the_floor() -> None:
    lines = list(table(comparison(GOOD, DEFAULT)))
    row = next(line for line in lines if line.startswith("one at a time: p50"))
    assert row.split()[-3:] == ["30.0", "90.0", "0.33"]
    assert any("importing TensorFlow alone: 6.0 s, 440 MB" in line for line in lines)


def test_times_are_those_of_the_turns() -> None:
    times = Times([float(number) for number in range(1, 101)], 4.0)
    assert (times.p50, times.p95, times.per_second) == (50.5, 96.0, 25.0)
    times.add(Times([1.0] * 100, 6.0))
    assert (len(times.turns), times.per_second) == (200, 20.0)
