"""Choosing the items that fit a block, target groups, role, place and question."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from bouwstenen.dialogue.state import Request, State
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.knowledge.models import Example
from bouwstenen.language.text import FUNCTION_WORDS, words

# How much each kind of fit weighs against the words of the question, whose score is 0 to 1.
_WORDS = 2.0
_OWN_GROUP = 1.0
_WIDER_GROUP = 0.55
_EVERYONE = 0.25
_OWN_ROLE = 0.5
#: Nobody said to have the role that an item is for.
_OTHER_ROLE = -0.6
_THEME = 0.35
_SAME_PLACE = 1.2
_SAME_REGION = 0.6
#: Forms of one word have at least so many letters in common, and at most so many of their own.
_STEM, _ENDING = 6, 3
#: Words that stand in any question, and say nothing of what it is about.
_ANY_QUESTION = frozenset(
    "ik mij me wij we hij zij iemand mensen geen niet wat wie waar welke hoe waarom wanneer hoeveel moet doe doen ga gaat krijg krijgt "
    "krijgen vraag vraagt vragen zoek zoekt zoeken weet weten".split()
)


@dataclass(frozen=True)
class Wanted:
    """What an item should fit."""

    block: str | None = None
    groups: tuple[str, ...] = ()
    role: str | None = None
    themes: tuple[str, ...] = ()
    place: str | None = None
    region: str | None = None

    @classmethod
    def of(cls, state: State, block: str | None = None) -> Wanted:
        """Take everything from memory but the block."""
        return cls(block, state.target_groups, state.role, state.themes, state.place, state.region)


def choose(
    base: KnowledgeBase,
    types: Sequence[str],
    wanted: Wanted,
    request: Request,
    count: int,
    skip: Collection[str] = (),
) -> list[Entry]:
    """Return at most ``count`` entries that fit, best first.

    Items for other groups or other roles only are left out. With several groups wanted, each
    gets its turn, so that not all items are about the first.
    """
    wider = base.broader(wanted.groups)
    fits: list[tuple[float, Entry]] = []
    for entry in base.of_type(*types):
        if entry.ref in skip or (wanted.block and wanted.block not in entry.blocks):
            continue
        score = _fit(base, entry, wanted, wider, request)
        if score is not None:
            fits.append((score, entry))
    fits.sort(key=lambda fit: -fit[0])
    return _in_turn([entry for _, entry in fits], wanted.groups, count)


def _fit(base: KnowledgeBase, entry: Entry, wanted: Wanted, wider: set[str], request: Request) -> float | None:
    score = _WORDS * request.score(entry.ref)
    groups = set(entry.groups)
    if wanted.groups:
        own = groups & set(wanted.groups)
        if own:
            score += _OWN_GROUP + 0.3 * (len(own) - 1)
        elif groups & wider:
            score += _WIDER_GROUP
        elif groups:
            return None
        else:
            score += _EVERYONE
    elif groups:
        # An item about one group answers a general question less well, unless it is the very answer.
        score -= 0.3
    if entry.roles:
        if wanted.role and wanted.role not in entry.roles:
            return None
        score += _OWN_ROLE if wanted.role else _OTHER_ROLE
    score += _THEME * bool(set(entry.themes) & set(wanted.themes))
    if wanted.place and isinstance(entry.item, Example):
        score += _nearness(base, entry.item, wanted)
    return score


def _nearness(base: KnowledgeBase, example: Example, wanted: Wanted) -> float:
    place = (wanted.place or "").split(", ")[-1]
    if place in example.municipalities:
        return _SAME_PLACE
    regions = {p.region for p in base.places.values() if p.name in example.municipalities}
    return _SAME_REGION if wanted.region in regions else 0.0


def _in_turn(entries: list[Entry], groups: Sequence[str], count: int) -> list[Entry]:
    if len(groups) < 2:
        return entries[:count]
    chosen: list[Entry] = []
    for group in groups:
        first = next((entry for entry in entries if group in entry.groups and entry not in chosen), None)
        if first is not None:
            chosen.append(first)
    chosen += [entry for entry in entries if entry not in chosen]
    return sorted(chosen[:count], key=entries.index)


def is_about(base: KnowledgeBase, entries: Iterable[Entry], groups: Sequence[str]) -> bool:
    """Tell whether some entry is about one of the groups, or about a wider group."""
    meant = set(groups) | base.broader(groups)
    return any(set(entry.groups) & meant for entry in entries)


def shared_words(question: str, other: str, besides: str = "") -> int:
    """Return how many words that carry meaning two texts share, forms of one word taken together.

    Args:
        question: what somebody typed.
        other: the text that may be about it.
        besides: words that do not count, such as the name of the group that both are about.
    """
    own = {word for word in _with_meaning(question) if not any(_are_forms(word, name) for name in words(besides))}
    return len(_found_in(own, other))


def repeats(one: str, other: str) -> bool:
    """Tell whether half or more of the words of a text that carry meaning stand in the other too."""
    own = _with_meaning(one)
    return 2 * len(_found_in(own, other)) >= len(own)


def _found_in(own: set[str], other: str) -> set[str]:
    others = _with_meaning(other)
    return {word for word in own if any(_are_forms(word, found) for found in others)}


def _with_meaning(said: str) -> set[str]:
    return {word for word in words(said) if word not in FUNCTION_WORDS | _ANY_QUESTION}


def _are_forms(one: str, other: str) -> bool:
    """Tell whether two words begin alike: "Eritrea" and "Eritreeërs", but not "kinderbijslag" and "kinderopvang"."""
    length = max(_STEM, min(len(one), len(other)) - _ENDING)
    return one[:length] == other[:length]


def best(
    base: KnowledgeBase, request: Request, types: Iterable[str], accept: Callable[[Entry], bool] = lambda entry: True
) -> list[tuple[Entry, float]]:
    """Return the items of these types that fit the words of the question, best first."""
    found = [
        (base.entries[ref], score)
        for kind in types
        for ref, score in request.candidates.get(kind, ())
        if ref in base.entries and accept(base.entries[ref])
    ]
    return sorted(found, key=lambda pair: -pair[1])
