"""Difficult words, explained the first time that an answer uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bouwstenen.dialogue.compose import reply_item, reply_source
from bouwstenen.dialogue.state import State
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.knowledge.base import IN_BRACKETS
from bouwstenen.language.inflection import is_known_word
from bouwstenen.language.text import first_sentence
from bouwstenen.replies import Reply
from bouwstenen.replies.models import MAX_ITEMS

#: So many words are explained in one answer; more would drown it. Of the first answers to "hoe
#: bereik ik ...?" for all groups, blocks and roles, nine in ten have at most two difficult words.
_MOST = 2


def gloss(base: KnowledgeBase, state: State, lines: Sequence[str], reply: Reply) -> tuple[State, list[str], Reply]:
    """Explain the difficult words of an answer that are new in this conversation, two at most.

    What the person used, what was explained before, what the answer is about itself and what it
    explains in brackets need no explanation.

    Returns:
        The state in which these words are known, the lines with one for each of them, and the
        reply with their terms and the sources of those.
    """
    said = "\n".join(lines)
    known = {*state.explained, *(item.id for item in reply.items)}
    new: dict[str, str] = {}
    for word, term in difficult_words(base, said):
        if term not in known and not explains_itself(said, word):
            new.setdefault(term, word)
    chosen = list(new)[: min(_MOST, MAX_ITEMS - len(reply.items))]
    if not chosen:
        return state, list(lines), reply
    entries = [base.entries[f"term:{term}"] for term in chosen]
    described = {source.id: source for source in reply.sources}
    for source in (source for entry in entries for source in entry.item.sources if source in base.sources):
        described.setdefault(source, reply_source(base.sources[source]))
    reply = reply.copy(update={"items": [*reply.items, *map(reply_item, entries)], "sources": list(described.values())})
    explanations = [
        text("answer.term", woord=_name(entry, new[term]), uitleg=_meaning(entry.item.text)) for term, entry in zip(chosen, entries)
    ]
    return state.with_explained(*chosen), [*lines, *explanations], reply


def difficult_words(base: KnowledgeBase, said: str) -> Iterator[tuple[str, str]]:
    """Yield each difficult word of a text as it stands there, with the id of its term."""
    names = base.difficult_words
    folded = {name.lower(): term for name, term in names.items()}
    for found in _pattern(tuple(names)).finditer(said):
        yield found[0], folded[found[0].lower()]


def explains_itself(said: str, word: str) -> bool:
    """Tell whether a text explains a word: "BRP (basisregistratie personen)" or "de ... (BRP)"."""
    return re.search(rf"{re.escape(word)}['’]?\s*\(|\({re.escape(word)}\)", said) is not None


@lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds these names, the longest first; "ROS" only in capitals."""
    forms = [re.escape(name) if name.isupper() else f"(?i:{re.escape(name)})" for name in sorted(names, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)" if forms else r"(?!)")


def _name(entry: Entry, word: str) -> str:
    """Return a word as it stands in the answer, written out when it is short for something."""
    return entry.title if IN_BRACKETS.sub("", entry.title) == word != entry.title else word


def _meaning(explanation: str) -> str:
    """Return the first sentence of an explanation as it stands behind a colon."""
    first = first_sentence(explanation)
    return first[0].lower() + first[1:] if is_known_word(first.split()[0].lower()) else first
