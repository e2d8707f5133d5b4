"""The figures side by side, and the bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bouwstenen.bench.floor import Cost
from bouwstenen.bench.turns import AT_ONCE, Times

#: Our p50 may be this share of the default's at most, and our turns a second so many times as many.
P50_SHARE = 1 / 3
TURNS_FACTOR = 2.5


@dataclass(frozen=True)
class Figures:
    """What was measured of one assistant."""

    #: Seconds.
    training: float
    #: Seconds until the first answer.
    start_up: float
    single: Times
    crowd: Times
    #: MB of Rasa after all turns.
    memory: int
    #: Turns, and the median of the first and the last ones in milliseconds.
    long: tuple[int, float, float]
    #: Turns in its database, and those that ran a custom action.
    stored: int
    acted: int

    @property
    def is_valid(self) -> bool:
        """Whether each turn that was asked was answered by a custom action."""
        return len(self.single.turns) + len(self.crowd.turns) + self.long[0] <= self.stored == self.acted


@dataclass(frozen=True)
class Comparison:
    """All that was measured."""

    ours: Figures
    default: Figures
    #: MB of the action server that both call.
    actions: int
    #: What importing costs by itself.
    floor: dict[str, Cost]


def table(measured: Comparison) -> Iterator[str]:
    """Yield the lines of the comparison."""
    ours, default = measured.ours, measured.default
    rows = (
        ("training, s", ours.training, default.training, 0),
        ("start-up until the first answer, s", ours.start_up, default.start_up, 1),
        ("one at a time: p50, ms", ours.single.p50, default.single.p50, 1),
        ("one at a time: p95, ms", ours.single.p95, default.single.p95, 1),
        (f"{AT_ONCE} at once: p50, ms", ours.crowd.p50, default.crowd.p50, 1),
        (f"{AT_ONCE} at once: p95, ms", ours.crowd.p95, default.crowd.p95, 1),
        (f"{AT_ONCE} at once: turns a second", ours.crowd.per_second, default.crowd.per_second, 1),
        ("memory of Rasa, MB", ours.memory, default.memory, 0),
        ("long conversation: first turns, ms", ours.long[1], default.long[1], 1),
        ("long conversation: last turns, ms", ours.long[2], default.long[2], 1),
        ("long conversation: number of turns", ours.long[0], default.long[0], 0),
    )
    yield f"{'':38}{'ours':>10}{'default':>10}{'ours/default':>14}"
    for name, mine, other, digits in rows:
        yield f"{name:38}{mine:10.{digits}f}{other:10.{digits}f}{mine / other:14.2f}"
    yield f"{'memory of the action server, MB':38}{measured.actions:10}{'the same':>10}"
    for name, cost in measured.floor.items():
        yield f"floor, importing {name} alone: {cost.seconds:.1f} s, {cost.megabytes} MB"
    yield f"turns: {len(ours.single.turns)} one at a time and {len(ours.crowd.turns)} with {AT_ONCE} at once, to each assistant"


def bars(measured: Comparison) -> dict[str, bool]:
    """Return each bar, and whether it is met."""
    ours, default = measured.ours, measured.default
    return {
        "every turn of both ran a custom action": ours.is_valid and default.is_valid,
        "p50 of a turn at most a third of the default's": ours.single.p50 <= P50_SHARE * default.single.p50,
        f"turns a second at least {TURNS_FACTOR} times the default's": ours.crowd.per_second >= TURNS_FACTOR * default.crowd.per_second,
        "start-up below the default's": ours.start_up < default.start_up,
        "memory below the default's": ours.memory < default.memory,
    }
