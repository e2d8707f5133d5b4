"""Which municipality or neighbourhood a message is about.

Many Dutch municipalities have the name of an ordinary word (Best, Houten, Goes): those count
only where the context says that a place is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bouwstenen.knowledge.models import Place
from bouwstenen.language.inflection import is_known_word, lemma
from bouwstenen.language.phrases import Token
from bouwstenen.language.text import fold, words

_STRONG = frozenset({"gemeente", "regio", "stad", "dorp", "omgeving", "plaats", "gemeentes", "gemeenten"})
_WEAK = frozenset({"in", "uit", "te", "rond", "rondom", "bij", "voor", "vanuit", "naar", "van"})
_NEIGHBOURHOOD = frozenset({"wijk", "buurt", "stadsdeel", "stadswijk", "volkswijk", "dorp", "kern"})
_CLOSERS = frozenset(
    {".", ",", "?", "!", ";", ":", ")", "-", "en", "of", "die", "dat", "waar", "hoe", "wonen", "woont", "met", "te", "voor", "om"}
)
#: Of these, what says nothing after a plural: "in kampen voor asielzoekers", "die in huizen wonen".
_SENTENCE_CLOSERS = frozenset({".", ",", "?", "!", ";", ":", ")", "-", "hoe"})


class PlaceRecognizer:
    """Finds municipalities by the names of ``knowledge/places.yml``."""

    def __init__(self, places: Iterable[Place]) -> None:
        #: By first word: the words of a name, its municipality, and whether it needs context.
        self._names: dict[str, list[tuple[tuple[str, ...], Place, bool]]] = defaultdict(list)
        for place in places:
            for name in (place.name, *place.synonyms):
                parts = tuple(words(name.replace("-", " ")))
                if parts:
                    self._names[parts[0]].append((parts, place, place.ambiguous and name == place.name))
        for options in self._names.values():
            options.sort(key=lambda option: -len(option[0]))

    def recognize(self, tokens: list[Token], entities: Iterable[tuple[int, int]] = ()) -> tuple[str | None, Place | None]:
        """Return the place as it should be shown and its municipality, or ``None`` for each.

        Args:
            tokens: the message.
            entities: start and end, in characters, of the names of places that spaCy found.
        """
        spans = list(entities)
        lower_case = not any(token.text[:1].isupper() for token in tokens[1:])
        municipality, at = None, -1
        for index in range(len(tokens)):
            place, length, ambiguous = self._at(tokens, index)
            if place is not None and self._is_meant(tokens, index, length, ambiguous, spans, lower_case):
                municipality, at = place, index
                break
        neighbourhood = self._neighbourhood(tokens, at)
        if neighbourhood and (municipality is None or fold(neighbourhood) != fold(municipality.name)):
            return (f"{neighbourhood}, {municipality.name}" if municipality else neighbourhood), municipality
        return (municipality.name if municipality else None), municipality

    def _at(self, tokens: list[Token], index: int) -> tuple[Place | None, int, bool]:
        flat: list[tuple[str, int]] = []
        for offset, token in enumerate(tokens[index : index + 6]):
            flat += [(part, offset) for part in words(token.folded.replace("-", " "))]
        for parts, place, ambiguous in self._names.get(flat[0][0] if flat else "", ()):
            if len(flat) >= len(parts) and tuple(part for part, _ in flat[: len(parts)]) == parts:
                return place, flat[len(parts) - 1][1] + 1, ambiguous
        return None, 0, False

    @staticmethod
    def _is_meant(tokens: list[Token], index: int, length: int, ambiguous: bool, spans: list[tuple[int, int]], lower_case: bool) -> bool:
        before = tokens[index - 1].folded if index else ""
        after = tokens[index + length].folded if index + length < len(tokens) else ""
        capital = tokens[index].text[:1].isupper() or tokens[index].text.startswith("'")
        if before in _STRONG:
            return True
        if not ambiguous:
            return capital or lower_case or before in _WEAK
        if index and capital and (before in _WEAK or any(s <= tokens[index].start < e for s, e in spans)):
            return True
        if len(tokens) == 1:
            return capital
        closers = _SENTENCE_CLOSERS if lemma(tokens[index].folded) != tokens[index].folded else _CLOSERS
        return before in {"in", "uit"} and not capital and (not after or after in closers)

    @staticmethod
    def _neighbourhood(tokens: list[Token], municipality: int) -> str | None:
        for index, token in enumerate(tokens[:-1]):
            if token.folded in _NEIGHBOURHOOD:
                # Typed without capitals, only an unknown word right before a municipality: "wijk overvecht in utrecht".
                if index + 3 == municipality and tokens[index + 1].folded.isalpha() and not is_known_word(tokens[index + 1].folded):
                    return tokens[index + 1].text.capitalize()
                name = []
                for following in tokens[index + 1 : index + 4]:
                    if not following.text[:1].isupper():
                        break
                    name.append(following.text)
                if name:
                    return " ".join(name)
        return None
