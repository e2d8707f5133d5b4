"""Typing errors in ordinary words, mended before a message is understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bouwstenen.language.inflection import is_known_word
from bouwstenen.language.phrases import Token

#: A word that no dictionary has counts when it occurs so often.
_OFTEN = 3
#: A shorter word is too near to others.
_SHORTEST = 4
#: What is written in two ways and heard in one.
_SOUND_ALIKE = (("ij", "ei"), ("ei", "ij"), ("au", "ou"), ("ou", "au"), ("ch", "g"), ("g", "ch"))
#: Without one it is no word that somebody mistyped.
_VOWELS = frozenset("aeiouy")
#: Words that are remembered with what they were taken for.
_MAX_REMEMBERED = 5_000


class Spelling:
    """The words that people use here, with how often, and what a word that is none of them was meant to be.

    Args:
        counts: words as :func:`bouwstenen.language.text.words` gives them, with how often each occurs in what people type
            and the assistant says. Those count that a dictionary has, or that occur often.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = {
            word: count
            for word, count in counts.items()
            if len(word) >= _SHORTEST and word.isalpha() and (count >= _OFTEN or is_known_word(word))
        }
        self._words = list(self._counts)
        self._meant: dict[str, str | None] = {}

    def mend(self, text: str, tokens: Iterable[Token], is_known: Callable[[Token], bool]) -> str:
        """Return the text with its typing errors mended.

        Args:
            text: the message.
            tokens: its words.
            is_known: tells of a word whether the assistant knows it otherwise, as the name of a group or place.
        """
        parts, end = [], 0
        for number, token in enumerate(tokens):
            # With a capital in the middle of a sentence it is a name.
            if len(token.folded) < _SHORTEST or not token.folded.isalpha() or (number and token.text[0].isupper()):
                continue
            meant = self._meant_by(token.folded)
            # Asked last: it looks through all names, and few words come this far.
            if meant is not None and not is_known(token):
                parts += [text[end : token.start], meant]
                end = token.end
        return "".join([*parts, text[end:]])

    def _meant_by(self, word: str) -> str | None:
        if word in self._counts or is_known_word(word) or _VOWELS.isdisjoint(word):
            return None
        if word not in self._meant:
            if len(self._meant) >= _MAX_REMEMBERED:
                self._meant.clear()
            self._meant[word] = self._nearest(word)
        return self._meant[word]

    def _nearest(self, word: str) -> str | None:
        heard = [word.replace(one, other) for one, other in _SOUND_ALIKE if one in word]
        heard = [written for written in heard if written in self._counts]
        if heard:
            return max(heard, key=lambda written: self._counts[written])
        near = [str(found) for found, *_ in process.extract(word, self._words, scorer=OSA.distance, score_cutoff=1, limit=20)]
        alike = [found for found in near if found[0] == word[0]]
        return max(alike, key=lambda found: self._counts[found]) if alike else None
