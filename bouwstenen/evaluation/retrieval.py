"""Retrieval measured by itself: how high the right items rank, and from which score to believe them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bouwstenen.evaluation.sets import EVAL, read
from bouwstenen.retrieval.index import Candidate

NAME = "retrieval"
#: Ranks at which recall is measured.
CUTOFFS = (1, 3, 5)
#: Scores that are weighed as the one from which the assistant claims to know.
THRESHOLDS = tuple(step / 100 for step in range(30, 71, 5))
#: What a ranking goes by.
METHODS: dict[str, Callable[[Candidate], float]] = {
    "dense": lambda candidate: candidate.dense,
    "lexical": lambda candidate: candidate.lexical,
    "hybrid": lambda candidate: candidate.score,
}
#: Types that only answer when they are asked for by name.
_ASKED_FOR = ("target_group", "building_block")


@dataclass(frozen=True)
class Question:
    """A labelled question: every item that answers it, none when nothing does."""

    id: str
    text: str
    #: Ids of items, without their type.
    relevant: frozenset[str]


@dataclass(frozen=True)
class Ranked:
    """A question with all candidates, in no order."""

    question: Question
    candidates: tuple[Candidate, ...]

    def order(self, method: str) -> list[Candidate]:
        """Return the candidates, best first."""
        return sorted(self.candidates, key=METHODS[method], reverse=True)


@dataclass(frozen=True)
class Measures:
    """How well a ranking does, each between 0 and 1."""

    #: Share of questions with a right item among the first so many.
    recall: dict[int, float]
    #: Mean of 1/rank of the first right item.
    mrr: float


@dataclass(frozen=True)
class Threshold:
    """What would come of claiming to know from this score on."""

    score: float
    #: Share of the answerable questions whose first item is right and reaches the score.
    right: float
    #: Share of the answerable questions whose first item is wrong and reaches the score.
    wrong: float
    #: Share of the unanswerable questions that get an answer.
    made_up: float

    @property
    def balance(self) -> float:
        """Right answers minus what is wrong or made up; the highest is best."""
        return self.right - self.wrong - self.made_up


def read_questions(path: Path = EVAL / f"{NAME}.jsonl") -> list[Question]:
    """Return the labelled questions."""
    return [Question(case["id"], case["question"], frozenset(case["relevant"])) for case in read(path)]


def measure(questions: Iterable[Question] | None = None) -> list[Ranked]:
    """Rank every item of the knowledge base for each question, as the assistant does."""
    from bouwstenen.knowledge import load_knowledge
    from bouwstenen.language.pipeline import load_pipeline, tokens_of
    from bouwstenen.retrieval.encoder import configured_encoders, shared_encoder
    from bouwstenen.retrieval.index import KnowledgeIndex

    nlp = load_pipeline()
    encoder = shared_encoder(configured_encoders())
    index = KnowledgeIndex(load_knowledge(), encoder, lambda texts: (tokens_of(doc) for doc in nlp.pipe(texts)))
    ranked = []
    for question in read_questions() if questions is None else questions:
        best = index.rank(tokens_of(nlp(question.text)), encoder.encode([question.text])[0], per_type=len(index))
        candidates = tuple(candidate for kind, found in best.items() if kind not in _ASKED_FOR for candidate in found)
        ranked.append(Ranked(question, candidates))
    return ranked


def _id(candidate: Candidate) -> str:
    return candidate.ref.split(":")[-1]


def ranks(ranked: Iterable[Ranked], method: str) -> list[int]:
    """Return the rank, from 1, of the first right item for each question that has one."""
    found = []
    for one in ranked:
        if one.question.relevant:
            order = [_id(candidate) for candidate in one.order(method)]
            found.append(min((order.index(item) + 1 for item in one.question.relevant if item in order), default=len(order) + 1))
    return found


def measures(first: Sequence[int], cutoffs: Collection[int] = CUTOFFS) -> Measures:
    """Return recall and MRR for the ranks of the first right items."""
    count = len(first) or 1
    return Measures({k: sum(rank <= k for rank in first) / count for k in cutoffs}, sum(1 / rank for rank in first) / count)


def thresholds(ranked: Sequence[Ranked], scores: Iterable[float] = THRESHOLDS) -> list[Threshold]:
    """Return what each score would give as the one from which the assistant claims to know."""
    tops = [(one.question.relevant, one.order("hybrid")[0]) for one in ranked]
    answerable = [(relevant, top) for relevant, top in tops if relevant]
    others = [top for relevant, top in tops if not relevant]
    found = []
    for score in scores:
        given = [(relevant, top) for relevant, top in answerable if top.score >= score]
        right = sum(_id(top) in relevant for relevant, top in given)
        found.append(
            Threshold(
                score,
                right / (len(answerable) or 1),
                (len(given) - right) / (len(answerable) or 1),
                sum(top.score >= score for top in others) / (len(others) or 1),
            )
        )
    return found


def report(ranked: Sequence[Ranked]) -> str:
    """Return both measures as Markdown tables."""
    lines = ["", "| ranking | " + " | ".join(f"recall@{k}" for k in CUTOFFS) + " | MRR |", "| --- " * (len(CUTOFFS) + 2) + "|"]
    for method in METHODS:
        found = measures(ranks(ranked, method))
        lines.append(f"| {method} | " + " | ".join(f"{found.recall[k]:.3f}" for k in CUTOFFS) + f" | {found.mrr:.3f} |")
    answerable = sum(bool(one.question.relevant) for one in ranked)
    lines += [
        "",
        f"{answerable} questions that the knowledge base answers, {len(ranked) - answerable} that it does not. From a score on:",
        "",
        "| score | right | wrong | made up | balance |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {one.score:.2f} | {one.right:.3f} | {one.wrong:.3f} | {one.made_up:.3f} | {one.balance:.3f} |" for one in thresholds(ranked)
    ]
    return "\n".join(lines)
