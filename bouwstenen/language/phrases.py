"""Finding an editor's words and phrases in a message, whatever their form or spelling.

A phrase is one or more words; each word may have alternatives (``niet|moeilijk lezen``). One
word matches by regular inflection, by lemma, as a member of a compound, or with a typing error.
Several words match in their order, with a few other words between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bouwstenen.language.inflection import in_compound, inflections, is_known_word, lemma
from bouwstenen.language.text import FUNCTION_WORDS, fold

#: How many words that carry meaning may stand between two words of a phrase.
_MAX_GAP = 2
#: A phrase does not go on across these: "ouderen en migranten" are not "oudere migranten".
_BREAKS = frozenset({".", "?", "!", ";", ",", "/", ":", "en", "of"})


@dataclass(frozen=True)
class Token:
    """A word of a message: as typed, folded, its folded lemma and its place in the text."""

    text: str
    folded: str
    lemma: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str, lemma_: str = "", start: int = 0) -> Token:
        """Make a token from its text and spaCy lemma."""
        folded = fold(text)
        return cls(text, folded, fold(lemma_) or folded, start, start + len(text))


@dataclass(frozen=True)
class Match:
    """A label found in a message: which tokens say it, and how sure that is (1.0: literally)."""

    label: str
    tokens: tuple[int, ...]
    confidence: float

    @property
    def first(self) -> int:
        """Index of the first token."""
        return self.tokens[0]

    @property
    def last(self) -> int:
        """Index of the last token."""
        return self.tokens[-1]


@dataclass(frozen=True)
class _Word:
    forms: frozenset[str]
    lemmas: frozenset[str]
    #: As the editor wrote them, and the dictionary lemmas of those.
    literal: frozenset[str]
    bases: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> _Word:
        alternatives = frozenset(fold(text).split("|"))
        forms = frozenset().union(*(inflections(word) for word in alternatives))
        lemmas = frozenset(
            base for word in alternatives if len(base := fold(lemma(word))) >= max(3, len(word) - 3)
        )
        return cls(forms, lemmas, alternatives, frozenset(fold(lemma(word)) for word in alternatives))

    def accepts(self, token: Token) -> bool:
        """Tell whether the token is this word in some regular form.

        A form that the dictionary knows as another word is not: "ouderen" is no form of
        "ouders", and "jongeren" is none of "jonge".
        """
        if token.folded in self.literal:
            return True
        if token.folded in self.forms:
            return not is_known_word(token.folded) or fold(lemma(token.folded)) in self.bases
        if token.lemma not in self.lemmas or len(token.folded) > len(token.lemma) + 5:
            return False
        return not token.folded.endswith("eren") or token.lemma.endswith(("er", "ere"))


class PhraseIndex:
    """All phrases of all labels, ready to be found in a message.

    Args:
        phrases: for each label, its words and phrases.
        blocked: for each label, exact words that must not count for it.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]], blocked: Mapping[str, Iterable[str]] | None = None) -> None:
        self._by_form: dict[str, list[tuple[str, tuple[_Word, ...]]]] = defaultdict(list)
        self._by_lemma: dict[str, list[tuple[str, tuple[_Word, ...]]]] = defaultdict(list)
        self._members: dict[str, str] = {}
        self._spellings: dict[str, str] = {}
        self._blocked: dict[str, frozenset[tuple[str, ...]]] = {}
        for label, texts in phrases.items():
            for text in texts:
                self._add(label, text)
        for label, texts in (blocked or {}).items():
            self._blocked[label] = frozenset(tuple(fold(text).split()) for text in texts)

    def _add(self, label: str, text: str) -> None:
        parts = text.split()
        content = [part for part in parts if fold(part) not in FUNCTION_WORDS]
        # "sluit aan" is nothing without its particle; "moeite met lezen" is fine without "met".
        words = tuple(_Word.parse(part) for part in (content if len(content) > 1 else parts))
        entry = (label, words)
        for form in words[0].forms:
            self._by_form[form].append(entry)
        for base in words[0].lemmas:
            self._by_lemma[base].append(entry)
        if len(words) == 1:
            for form in words[0].literal | words[0].lemmas:
                self._members.setdefault(form, label)
            for form in words[0].forms:
                if len(form) >= 5 and "'" not in form and not form.endswith(("tje", "tjes")):
                    self._spellings.setdefault(form, label)

    def find(self, tokens: list[Token]) -> list[Match]:
        """Return what is found, in order; a longer phrase hides a shorter one that it overlaps."""
        found: list[Match] = []
        for index, token in enumerate(tokens):
            if not any(character.isalnum() for character in token.folded):
                continue
            entries = {id(entry): entry for entry in self._by_form.get(token.folded, ())}
            entries.update((id(entry), entry) for entry in self._by_lemma.get(token.lemma, ()))
            hits = 0
            for label, words in entries.values():
                if not words[0].accepts(token):
                    continue
                positions = self._follow(tokens, index, words)
                if positions is not None and not self._is_blocked(label, tokens, positions):
                    found.append(Match(label, positions, 1.0))
                    hits += 1
            if not hits:
                found += self._guess(tokens, index)
        return self._longest(found)

    def _follow(self, tokens: list[Token], index: int, words: tuple[_Word, ...]) -> tuple[int, ...] | None:
        positions = [index]
        for word in words[1:]:
            gap = 0
            for following in range(positions[-1] + 1, len(tokens)):
                token = tokens[following]
                if word.accepts(token):
                    positions.append(following)
                    break
                if token.folded in _BREAKS or gap > _MAX_GAP:
                    return None
                if token.folded not in FUNCTION_WORDS and token.folded.isalnum():
                    gap += 1
            else:
                return None
        return tuple(positions)

    def _guess(self, tokens: list[Token], index: int) -> list[Match]:
        """Look for a compound, or for a word of the index with a typing error."""
        word = tokens[index].folded
        if len(word) < 5:
            return []
        labels = {label: 0.9 for part, label in self._members.items() if in_compound(word, part)}
        if not labels and not is_known_word(word):
            allowed = 1 if len(word) < 9 else 2
            nearest = process.extractOne(word, self._spellings.keys(), scorer=OSA.distance, score_cutoff=allowed)
            if nearest is not None and nearest[0][0] == word[0]:
                labels = {self._spellings[nearest[0]]: 0.8}
        return [
            Match(label, (index,), confidence)
            for label, confidence in labels.items()
            if not self._is_blocked(label, tokens, (index,))
        ]

    def _is_blocked(self, label: str, tokens: list[Token], positions: tuple[int, ...]) -> bool:
        blocked = self._blocked.get(label)
        if not blocked:
            return False
        for phrase in blocked:
            for index in positions if len(phrase) >= len(positions) else ():
                for offset in range(len(phrase)):
                    start = index - offset
                    if start >= 0 and tuple(token.folded for token in tokens[start : start + len(phrase)]) == phrase:
                        return True
        return False

    @staticmethod
    def _longest(found: list[Match]) -> list[Match]:
        kept: list[Match] = []
        for match in sorted(found, key=lambda m: (-len(m.tokens), m.first, m.label)):
            taken = set(match.tokens)
            if any(taken & set(other.tokens) and (len(other.tokens) > len(match.tokens) or other.label == match.label) for other in kept):
                continue
            kept.append(match)
        return sorted(kept, key=lambda m: (m.first, m.label))
