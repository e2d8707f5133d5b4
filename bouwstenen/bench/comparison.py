"""The comparison from start to end: import, start, talk, count."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from bouwstenen.bench import servers, turns
from bouwstenen.bench.floor import measure
from bouwstenen.bench.report import Comparison, Figures
from bouwstenen.bench.servers import Contestant
from bouwstenen.bench.training import Trained

_STARTS = 3
_WARM_UP = 1
_ROUNDS = 10
_CROWDS = 4
_LONG = 300
#: A long conversation stops after a minute, but not before this turn.
_LONG_AT_LEAST = 150
_MINUTE = 60.0


def compare(ours: Trained, default: Trained, folder: Path) -> Comparison:
    """Measure both assistants with the same questions, taking turns.

    Args:
        ours: our model.
        default: the model of Rasa's default, in its project.
        folder: where conversations and logs go.

    Raises:
        NotStartedError: a server did not come up or did not answer.
    """
    print("importing ...", flush=True)
    floor = measure(_STARTS)
    actions = servers.action_server(folder)
    both = (servers.ours(folder, ours.model, actions.port), servers.default(folder, default.model, actions.port))
    try:
        print("starting ...", flush=True)
        starts = _starts(both)
        print("talking ...", flush=True)
        turns.one_at_a_time(both, _WARM_UP)
        single = turns.one_at_a_time(both, _ROUNDS)
        crowd = turns.at_once(both, _CROWDS)

        def figures(one: Contestant, trained: Trained) -> Figures:
            long = turns.long_conversation(one, _LONG, _LONG_AT_LEAST, _MINUTE)
            return Figures(trained.seconds, starts[one.name], single[one.name], crowd[one.name], one.megabytes, long, *one.turns())

        return Comparison(figures(both[0], ours), figures(both[1], default), actions.megabytes, floor)
    finally:
        for server in (*both, actions):
            server.stop()


def _starts(contestants: Sequence[Contestant]) -> dict[str, float]:
    """Start each a few times; return the median of the seconds until the first answer, and leave them running."""
    seconds: dict[str, list[float]] = {one.name: [] for one in contestants}
    for _ in range(_STARTS):
        for one in contestants:
            one.stop()
            seconds[one.name].append(one.seconds_to_first_answer(turns.CONVERSATIONS[0][0]))
    return {name: statistics.median(times) for name, times in seconds.items()}
