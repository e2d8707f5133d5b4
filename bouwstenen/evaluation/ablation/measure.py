"""Trains and scores all rows: those of our features on all cores, those of Rasa one after another."""

from __future__ import annotations

import multiprocessing
import os
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

import numpy as np

from bouwstenen.bench import training
from bouwstenen.evaluation.ablation import through_rasa
from bouwstenen.evaluation.ablation.choices import CHOICES, CHOSEN
from bouwstenen.evaluation.ablation.classifiers import Choice, Outcome, train_and_read
from bouwstenen.evaluation.ablation.data import FOLDS, Example, Positions, Turn, folds
from bouwstenen.evaluation.ablation.features import Texts, read_texts, reading_time, reading_times
from bouwstenen.evaluation.ablation.report import Scored, Shares, score_intents, score_turns

Sets = Mapping[str, Sequence[Turn]]
#: Intents with their likelihood, best first.
Ranking = Sequence[tuple[str, float]]


class _Worker:
    """What each process is given once: texts and intents."""

    texts: Texts
    intents: Sequence[str]

    @classmethod
    def prepare(cls, texts: Texts, intents: Sequence[str]) -> None:
        cls.texts, cls.intents = texts, intents

    @classmethod
    def run(cls, choice: Choice, known: Positions, new: Positions) -> Outcome:
        return train_and_read(choice, cls.texts.take(known), [cls.intents[at] for at in known], cls.texts.take(new))


def _run(jobs: Sequence[tuple[Choice, Positions, Positions]], texts: Texts, intents: Sequence[str]) -> list[Outcome]:
    """Return the outcome of each job, as many at once as there are cores."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context, _Worker.prepare, (texts, intents)) as pool:
        running = [pool.submit(_Worker.run, *job) for job in jobs]
        for done, _ in enumerate(as_completed(running), 1):
            _tell(f"{done} of {len(jobs)} trained")
        return [job.result() for job in running]


def _tell(progress: str) -> None:
    sys.stderr.write(f"{progress}\n")


def _splits(examples: Sequence[Example], others: int, count: int = FOLDS) -> list[tuple[Positions, Positions]]:
    """Return what to learn and what to read: all examples with the texts that come after them, then the first folds."""
    whole = np.arange(len(examples))
    return [(whole, np.arange(len(examples), len(examples) + others)), *folds([example.intent for example in examples])[:count]]


def _messages(sets: Sets) -> list[str]:
    return [turn.text for turns in sets.values() for turn in turns]


def compare(examples: Sequence[Example], sets: Sets, count: int = FOLDS, choices: Sequence[Choice] = CHOICES) -> list[Scored]:
    """Return a row for each choice of features and classifier, with cross-validation on the first folds only."""
    asked = _messages(sets)
    texts = read_texts([example.text for example in examples] + asked)
    times = reading_times(asked)
    splits = _splits(examples, len(asked), count)
    jobs = [(choice, known, new) for choice in choices for known, new in splits]
    outcomes = iter(_run(jobs, texts, [example.intent for example in examples]))
    rows = []
    for choice in choices:
        own = [next(outcomes) for _ in splits]
        reading = reading_time(choice.features, times)
        rows.append(_scored(choice.title, choice.classifier, own, splits, examples, sets, reading, choice == CHOSEN))
    return rows


def compare_pipelines(examples: Sequence[Example], sets: Sets, count: int = FOLDS) -> Iterator[Scored]:
    """Yield a row for each pipeline that Rasa trains, with cross-validation on the first folds only."""
    asked = _messages(sets)
    texts = [example.text for example in examples] + asked
    splits = _splits(examples, len(asked), count)
    for name, pipeline in through_rasa.pipelines().items():
        outcomes = []
        for known, new in splits:
            outcomes.append(through_rasa.train_and_read(pipeline, [examples[at] for at in known], [texts[at] for at in new]))
            _tell(f"{name}: {len(outcomes)} of {len(splits)} trained")
        yield _scored(name, "trained by Rasa", outcomes, splits, examples, sets)


def read_default(sets: Sets) -> Scored | None:
    """Return the row of Rasa's whole default as ``make bench`` trained it on the present data; ``None`` when it did not yet.

    Its time of training is that of the whole, on a clock and on all cores.
    """
    trained = training.known_default()
    if trained is None:
        return None
    readings, taken = through_rasa.read(trained.model, _messages(sets))
    outcome = Outcome(tuple(readings), trained.seconds, statistics.median(taken))
    return Scored(through_rasa.DEFAULT, "whole, as make bench trains it", _shares(outcome, sets), None, trained.seconds, outcome.message)


def read_unlearned(examples: Sequence[Example]) -> list[Ranking]:
    """Return the ranking that each example gets from the chosen classifier when it was not learned from."""
    splits = folds([example.intent for example in examples])
    texts = read_texts([example.text for example in examples])
    outcomes = _run([(CHOSEN, known, new) for known, new in splits], texts, [example.intent for example in examples])
    found = {at: ranking for (_, new), outcome in zip(splits, outcomes) for at, ranking in zip(new.tolist(), outcome.rankings)}
    return [found[at] for at in range(len(examples))]


def _by_position(splits: Sequence[tuple[Positions, Positions]], outcomes: Sequence[Outcome]) -> dict[int, tuple[str, float]]:
    return {at: reading for (_, new), outcome in zip(splits, outcomes) for at, reading in zip(new.tolist(), outcome.readings)}


def _scored(
    features: str,
    classifier: str,
    outcomes: Sequence[Outcome],
    splits: Sequence[tuple[Positions, Positions]],
    examples: Sequence[Example],
    sets: Sets,
    reading: float = 0.0,
    chosen: bool = False,
) -> Scored:
    """Return the row for outcomes in the order of :func:`_splits`."""
    whole = outcomes[0]
    unlearned = _by_position(splits[1:], outcomes[1:])
    true, read = [examples[at].intent for at in unlearned], [intent for intent, _ in unlearned.values()]
    validation = score_intents(true, read) if unlearned else None
    return Scored(features, classifier, _shares(whole, sets), validation, whole.training, reading + whole.message, chosen)


def _shares(outcome: Outcome, sets: Sets) -> dict[str, Shares]:
    """Return how often the turns of each set are right, from readings in the order of :func:`_messages`."""
    shares, start = {}, 0
    for name, turns in sets.items():
        shares[name] = score_turns(turns, outcome.intents[start : start + len(turns)])
        start += len(turns)
    return shares
