from __future__ import annotations

import random

import pytest

from bouwstenen.channels.website.limits import Buckets, Connections


def test_a_burst_is_let_through_and_then_one_at_a_time() -> None:
    buckets = Buckets(burst=20, interval=2.0)
    assert [buckets.take("a", 100.0) for _ in range(20)] == [0.0] * 20
    assert buckets.take("a", 100.0) == pytest.approx(2.0)
    assert buckets.take("a", 101.5) == pytest.approx(0.5)
    assert buckets.take("a", 102.0) == 0.0
    assert buckets.take("a", 102.0) > 0


def test_a_refusal_costs_nothing() -> None:
    buckets = Buckets(burst=1, interval=2.0)
    buckets.take("a", 0.0)
    for _ in range(1000):
        assert buckets.take("a", 1.0) == pytest.approx(1.0)
    assert buckets.take("a", 2.0) == 0.0


def test_silence_fills_the_bucket_and_no_more_than_that() -> None:
    buckets = Buckets(burst=3, interval=1.0)
    for moment in (0.0, 1_000_000.0):
        assert [bool(buckets.take("a", moment)) for _ in range(4)] == [False, False, False, True]


def test_everybody_has_a_bucket_of_their_own() -> None:
    buckets = Buckets(burst=1, interval=5.0)
    assert buckets.take("a", 0.0) == buckets.take("b", 0.0) == 0.0
    assert buckets.take("a", 0.0) > 0


def test_over_any_time_no_more_than_burst_and_rate_get_through() -> None:
    chance = random.Random(5)
    buckets = Buckets(burst=5, interval=0.5)
    moments, now = [], 0.0
    for _ in range(5000):
        now += chance.choice((0.0, 0.01, 0.2, 3.0))
        if not buckets.take("a", now):
            moments.append(now)
    for start in range(0, len(moments) - 50, 7):
        for length in (6, 20, 50):
            passed = moments[start + length - 1] - moments[start]
            assert length <= 5 + passed / 0.5 + 1e-6


def test_what_was_used_longest_ago_is_forgotten() -> None:
    buckets = Buckets(burst=1, interval=1000.0, most=2)
    for name in ("a", "b", "c"):
        buckets.take(name, 0.0)
    assert len(buckets._full) == 2
    assert buckets.take("c", 1.0) > 0
    assert buckets.take("a", 1.0) == 0.0


def test_connections_are_counted_for_each_address_and_together() -> None:
    connections = Connections(each=2, total=3)
    assert [connections.enter(*pair) for pair in (("1", "x"), ("2", "x"), ("3", "x"))] == [True, True, False]
    assert connections.enter("4", "y")
    assert not connections.enter("5", "z")
    connections.leave("1")
    connections.leave("1")
    connections.leave("never there")
    assert connections.enter("6", "x")
    for number in "246":
        connections.leave(number)
    assert connections._open == {}
    assert connections._addresses == {}
