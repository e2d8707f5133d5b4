"""Finding an editor's words and phrases in a message, whatever their form or spelling.

A phrase is one or more words; each word may have alternatives (``niet|moeilijk lezen``). One
word matches by regular inflection, by lemma, as a member of a compound, or with a typing error.
Several words match in their order, with a few other words between. A phrase stops at "en", a
comma and the like, except where the editor wrote "en" in it: ``lezen en schrijven``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bouwstenen.language.inflection import in_compound, inflections, is_known_word, lemma
from bouwstenen.language.text import FUNCTION_WORDS, fold

#: How many words that carry meaning may stand between two words of a phrase.
_MAX_GAP = 2
#: A phrase does not go on across these: "ouderen en migranten" are not "oudere migranten".
_BREAKS = frozenset({".", "?", "!", ";", ",", "/", ":", "en", "of"})
#: Breaks that a phrase may cross where the editor wrote "en".
_JOINTS = frozenset({"en", "of", "/"})
#: A typing error is only looked for in words of at least this length, two in words from the second on.
_MIN_TYPED, _MIN_TYPED_TWICE = 6, 11
#: Somebody may mistype the first letter too, but then a short word could be any other.
_MIN_OTHER_START = 8
#: Of a word that somebody cut off ("arbeidsmigr.") so many letters must be there.
_MIN_CUT_OFF = 6
#: How sure a match with a typing error is.
_TYPED = 0.8
#: How many words an index remembers that it looked up as a compound or typing error.
_MAX_GUESSES = 5_000


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
    #: Whether "en" follows it in the phrase.
    joined: bool = False

    @classmethod
    def parse(cls, text: str, joined: bool = False) -> _Word:
        """Make a word of a phrase from what the editor wrote: one word, or ``alternatives|apart``."""
        literal = frozenset(fold(text).split("|"))
        forms: frozenset[str] = frozenset().union(*(inflections(word) for word in literal))
        # "ouder" may be a parent or "more old"; then the lemma "oud" says nothing.
        bases = {word: base for word in literal if (base := fold(lemma(word))) != word[:-2] or not word.endswith("er")}
        lemmas = frozenset(base for word, base in bases.items() if len(base) >= max(3, len(word) - 3))
        return cls(forms, lemmas, literal, frozenset(bases.values()), joined)

    def accepts(self, token: Token) -> bool:
        """Tell whether the token is this word in some regular form.

        A form that the dictionary knows as another word is not: "ouderen" is no form of
        "ouders", and "jongeren" is none of "jonge".
        """
        if token.folded in self.literal:
            return True
        if token.folded.endswith("er") and f"{token.folded}e" in self.literal:
            return False  # "ouder" is no form of "oudere"
        if token.folded in self.forms:
            return not is_known_word(token.folded) or self._shares_base(token.folded)
        if token.lemma not in self.lemmas or len(token.folded) > len(token.lemma) + 5:
            return False
        return not token.folded.endswith("eren") or token.lemma.endswith(("er", "ere"))

    def _shares_base(self, form: str) -> bool:
        if form in self.bases and f"{form}n" in self.literal:
            return True  # "oudere" for "ouderen"
        base = fold(lemma(form))
        if base in self.bases or base in self.literal:
            return True
        # The dictionary takes some nouns in two steps: scholieren, scholiere, scholier.
        second = fold(lemma(base))
        return abs(len(base) - len(second)) <= 1 and (second in self.bases or second in self.literal)


#: A part of a compound with a hyphen must have at least so many letters.
_MIN_SET_APART = 3


class PhraseIndex:
    """All phrases of all labels, ready to be found in a message.

    Args:
        phrases: for each label, its words and phrases.
        blocked: for each label, exact words that must not count for it.
        names: folded words that are no typing errors though no dictionary has them ("Someren").
    """

    def __init__(
        self, phrases: Mapping[str, Iterable[str]], blocked: Mapping[str, Iterable[str]] | None = None, names: Collection[str] = frozenset()
    ) -> None:
        self._names = names
        self._by_form: dict[str, list[tuple[str, tuple[_Word, ...]]]] = defaultdict(list)
        self._by_lemma: dict[str, list[tuple[str, tuple[_Word, ...]]]] = defaultdict(list)
        self._members: dict[str, str] = {}
        self._spellings: dict[str, str] = {}
        #: Every form of every word, also of those that only mean something together.
        self._vocabulary: set[str] = set()
        #: Labels and confidence of words that were looked up before, and what they were meant to be.
        self._guesses: dict[str, dict[str, float]] = {}
        self._meant: dict[str, str | None] = {}
        self._blocked: dict[str, frozenset[tuple[str, ...]]] = {}
        for label, texts in phrases.items():
            for text in texts:
                self._add(label, text)
        for label, texts in (blocked or {}).items():
            self._blocked[label] = frozenset(tuple(fold(text).split()) for text in texts)

    def _add(self, label: str, text: str) -> None:
        parts = text.split()
        content = [index for index, part in enumerate(parts) if fold(part) not in FUNCTION_WORDS]
        # "sluit aan" is nothing without its particle; "moeite met lezen" is fine without "met".
        kept = content if len(content) > 1 else range(len(parts))
        words = tuple(_Word.parse(parts[index], parts[index + 1 : index + 2] == ["en"]) for index in kept)
        entry = (label, words)
        for word in words:
            self._vocabulary.update(form for form in word.forms if self._may_be_meant(form, word))
        for form in words[0].forms:
            self._by_form[form].append(entry)
        for base in words[0].lemmas:
            self._by_lemma[base].append(entry)
        if len(words) == 1:
            for form in words[0].literal | words[0].lemmas:
                self._members.setdefault(form, label)
            for form in words[0].forms:
                if self._may_be_meant(form, words[0]):
                    self._spellings.setdefault(form, label)

    @staticmethod
    def _may_be_meant(form: str, word: _Word) -> bool:
        """Tell whether a form may be what somebody tried to type: an existing one, so no "drugen" of "drugs"."""
        if len(form) < _MIN_TYPED - 1 or "'" in form or form.endswith(("tje", "tjes")):
            return False
        return form in word.literal or is_known_word(form) or not any(is_known_word(literal) for literal in word.literal)

    def find(self, tokens: list[Token]) -> list[Match]:
        """Return what is found, in order; a longer phrase hides a shorter one that it overlaps."""
        found = self._find(tokens)
        meant = {
            index: form for index in range(len(tokens)) if (form := self._cut_off(tokens, index) or self._meant_by(tokens[index].folded))
        }
        if meant:
            corrected = [
                replace(token, folded=meant[i], lemma=fold(lemma(meant[i]))) if i in meant else token for i, token in enumerate(tokens)
            ]
            again = [match for match in self._find(corrected) if not meant.keys().isdisjoint(match.tokens)]
            found += [replace(match, confidence=min(match.confidence, _TYPED)) for match in again]
        return self._longest(found)

    def _meant_by(self, word: str) -> str | None:
        """Return the word of a phrase that somebody tried to type; ``None`` for a word that exists, or is like none."""
        if len(word) < _MIN_TYPED - 1 or not word.isalpha():
            return None
        if word not in self._meant:
            if len(self._meant) >= _MAX_GUESSES:
                self._meant.clear()
            self._meant[word] = self._nearest(word)
        return self._meant[word]

    def _cut_off(self, tokens: list[Token], index: int) -> str | None:
        """Return the shortest word of a phrase that begins as a word that was cut off with a point: "arbeidsmigr."."""
        token = tokens[index]
        begin = token.folded.removesuffix(".")
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        has_point = begin != token.folded or (following is not None and following.folded.startswith(".") and following.start == token.end)
        if not has_point or len(begin) < _MIN_CUT_OFF or begin in self._vocabulary or is_known_word(begin):
            return None
        longer = [form for form in self._vocabulary if form.startswith(begin)]
        return min(longer, key=lambda form: (len(form), form)) if longer else None

    def _nearest(self, word: str) -> str | None:
        if word in self._names or word in self._vocabulary or is_known_word(word) or any(in_compound(word, part) for part in self._members):
            return None
        allowed = 1 if len(word) < _MIN_TYPED_TWICE else 2
        for form, distance, _ in process.extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=5):
            if len(form) >= _MIN_TYPED and (form[0] == word[0] or (distance == 1 and len(word) >= _MIN_OTHER_START)):
                return str(form)
        return None

    def _find(self, tokens: list[Token]) -> list[Match]:
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
        return found

    def _follow(self, tokens: list[Token], index: int, words: tuple[_Word, ...]) -> tuple[int, ...] | None:
        positions = [index]
        for previous, word in pairwise(words):
            gap = 0
            breaks = _BREAKS - _JOINTS if previous.joined else _BREAKS
            for following in range(positions[-1] + 1, len(tokens)):
                token = tokens[following]
                if word.accepts(token):
                    positions.append(following)
                    break
                if token.folded not in FUNCTION_WORDS and token.folded.isalnum():
                    gap += 1
                if token.folded in breaks or gap > _MAX_GAP:
                    return None
            else:
                return None
        return tuple(positions)

    def _guess(self, tokens: list[Token], index: int) -> list[Match]:
        """Look for a compound, or for a word of the index with a typing error."""
        word = tokens[index].folded
        if len(word) < _MIN_TYPED:
            return []
        if word not in self._guesses:
            if len(self._guesses) >= _MAX_GUESSES:
                self._guesses.clear()
            self._guesses[word] = self._labels_of(word)
        return [
            Match(label, (index,), confidence)
            for label, confidence in self._guesses[word].items()
            if not self._is_blocked(label, tokens, (index,))
        ]

    def _labels_of(self, word: str) -> dict[str, float]:
        labels = {label: 0.9 for part, label in self._members.items() if in_compound(word, part)}
        # "Roma-jongeren" sets its parts apart itself, so that short ones count as well.
        parts = word.split("-") if "-" in word else ()
        whole = {**self._spellings, **self._members} if parts else {}
        labels.update((whole[part], 0.9) for part in parts if len(part) >= _MIN_SET_APART and part in whole)
        if labels or word in self._names or is_known_word(word):
            return labels
        allowed = 1 if len(word) < _MIN_TYPED_TWICE else 2
        nearest = process.extractOne(word, self._spellings.keys(), scorer=OSA.distance, score_cutoff=allowed)
        return {self._spellings[nearest[0]]: _TYPED} if nearest is not None and nearest[0][0] == word[0] else {}

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
