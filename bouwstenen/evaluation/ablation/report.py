"""Scores, the table, and the pairs of intents that are mixed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bouwstenen.evaluation.ablation.data import Example, Turn
from bouwstenen.evaluation.ablation.intents import block_of, kind_of

#: Mixed up less often than this, a pair may be chance.
_LEAST_MIXED = 3
_PAIRS = 25


@dataclass(frozen=True)
class Shares:
    """How often a reading of the turns of a set is right, between 0 and 1."""

    kind: float
    #: Of the turns that are answered about a block.
    block: float


@dataclass(frozen=True)
class Validation:
    """How well intents are told apart in cross-validation, between 0 and 1."""

    accuracy: float
    macro_f1: float


@dataclass(frozen=True)
class Scored:
    """A row of the table."""

    features: str
    classifier: str
    #: By name of the set.
    sets: Mapping[str, Shares]
    #: ``None`` where it was not cross-validated.
    validation: Validation | None
    #: Seconds of one core.
    training: float
    #: Milliseconds of one core.
    message: float
    chosen: bool = False


def score_turns(turns: Sequence[Turn], intents: Sequence[str]) -> Shares:
    """Return how often the kind and the block that intents come to are right."""
    read = list(zip(turns, intents))
    return Shares(
        _share([kind_of(intent) in turn.kinds for turn, intent in read]),
        _share([block_of(intent) in turn.blocks for turn, intent in read if turn.blocks]),
    )


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


def score_intents(true: Sequence[str], predicted: Sequence[str]) -> Validation:
    """Return accuracy, and F1 averaged over the true intents, each weighing the same."""
    from sklearn.metrics import accuracy_score, f1_score

    macro = f1_score(true, predicted, labels=sorted(set(true)), average="macro", zero_division=0)
    return Validation(float(accuracy_score(true, predicted)), float(macro))


def table(rows: Sequence[Scored]) -> str:
    """Return the rows as a Markdown table; percentages, and the chosen row in bold."""
    return "\n".join([*heads(list(rows[0].sets)), *(line(row) for row in rows)])


def heads(sets: Sequence[str]) -> list[str]:
    """Return the first two lines of the table."""
    names = ["features", "classifier"]
    names += [head for name in sets for head in (f"{name}: right kind", "right block")]
    names += ["CV: accuracy", "macro-F1", "training (CPU s)", "message (CPU ms)"]
    return [_line(names), _line(["---", "---"] + ["---:"] * (len(names) - 2))]


def line(row: Scored) -> str:
    """Return a row of the table."""
    shares: list[float | None] = [share for found in row.sets.values() for share in (found.kind, found.block)]
    shares += [row.validation.accuracy, row.validation.macro_f1] if row.validation else [None, None]
    cells = [row.features, row.classifier, *(f"{share * 100:.1f}" if share is not None else "" for share in shares)]
    cells += [f"{row.training:.1f}", f"{row.message:.1f}"]
    return _line([f"**{cell}**" for cell in cells] if row.chosen else cells)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


@dataclass(frozen=True)
class Mixed:
    """Two intents of which one is taken for the other."""

    first: str
    second: str
    #: Examples of the first that were read as the second, with the confidence, surest first.
    first_as_second: tuple[tuple[str, float], ...]
    second_as_first: tuple[tuple[str, float], ...]

    @property
    def count(self) -> int:
        """Return how many examples were read as the other one of the pair."""
        return len(self.first_as_second) + len(self.second_as_first)


def mixed_up(examples: Sequence[Example], readings: Sequence[tuple[str, float]]) -> list[Mixed]:
    """Return the pairs of intents that are mixed up, most often first.

    Args:
        examples: the training examples.
        readings: intent and confidence that each got when it was not learned from.
    """
    wrong: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for example, (intent, confidence) in zip(examples, readings):
        if intent != example.intent:
            wrong.setdefault((example.intent, intent), []).append((example.text, confidence))
    pairs = []
    for first, second in sorted({(min(pair), max(pair)) for pair in wrong}):
        there, back = (tuple(sorted(wrong.get(way, []), key=lambda found: -found[1])) for way in ((first, second), (second, first)))
        pairs.append(Mixed(first, second, there, back))
    return sorted(pairs, key=lambda pair: -pair.count)


def confusion(examples: Sequence[Example], readings: Sequence[tuple[str, float]]) -> str:
    """Return the pairs that are mixed up most as text, with for each way the example that was surest of the wrong intent."""
    counts = Counter(example.intent for example in examples)
    pairs = mixed_up(examples, readings)
    total = sum(pair.count for pair in pairs)
    lines = [f"{total} of {len(examples)} examples were read as another intent, in {len(pairs)} pairs of intents. The pairs with most:"]
    for pair in pairs[:_PAIRS]:
        if pair.count < _LEAST_MIXED:
            break
        same = "; both get the same kind of answer" if kind_of(pair.first) == kind_of(pair.second) else ""
        lines.append(f"\n{pair.first} ({counts[pair.first]}) and {pair.second} ({counts[pair.second]}): {pair.count} times{same}")
        for intent, other, wrong in ((pair.first, pair.second, pair.first_as_second), (pair.second, pair.first, pair.second_as_first)):
            if wrong:
                text, confidence = wrong[0]
                lines.append(f"  {len(wrong)} times {intent} as {other}, as in ({confidence:.2f}): {text}")
    return "\n".join(lines)
