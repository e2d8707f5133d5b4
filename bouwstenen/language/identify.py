"""Telling other languages, and strings of letters without meaning, from Dutch."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from bouwstenen.language.inflection import is_known_word
from bouwstenen.language.phrases import Token
from bouwstenen.language.text import FUNCTION_WORDS, fold

#: Languages in Latin script that professionals and residents around them type, as lingua names
#: them; a message in another script needs no further look.
_LANGUAGES = "DUTCH ENGLISH GERMAN FRENCH SPANISH ITALIAN PORTUGUESE POLISH ROMANIAN TURKISH SOMALI HUNGARIAN".split()
#: Words that only Dutch has: with one of them a message is Dutch with foreign words in it.
_DUTCH_ONLY = frozenset(
    "wat een het ik hoe niet voor met je jij wij zij er naar ons onze bij uit zijn wordt kan moet mijn welke waar wie "
    "deze nog ook maar geen hebben heeft doen graag tot jullie hun deze van en".split()
)
#: Everyday English: lingua is unsure of short sentences.
_ENGLISH = frozenset(
    "the how are you what where who why hello please thank thanks i i'm don't can't do does speak my your this that with for can could "
    "would need help me they he she we have from about".split()
)
#: A message may be foreign when at most this share of its words is Dutch, less with a word in it
#: that only Dutch has, and when so many are not: one less in a longer message without such a word.
_KNOWN = 0.6
_KNOWN_WITH_DUTCH_WORD = 0.5
_UNKNOWN = 3
#: Then it is foreign when Dutch is hardly likely, and with a word in it that only Dutch has when
#: another language is likely.
_DUTCH = 0.02
_OTHER_WITH_DUTCH_WORD = 0.8
_MIN_WORDS = 3
_ABBREVIATION = 3
_VOWELS = frozenset("aeiouy")
_PUNCTUATION = ".,?!'\"¿¡:;()"
_REPEATED = re.compile(r"(.)\1\1")
#: Consonants as they begin a Dutch syllable, and as they end one.
_ONSET = "schr?|spl|spr|str|chr?|[bcfgkp][lr]|[dtvw]r|vl|[kg]n|[dtkz]w|gh|ph|ps|qu|s[fhjklmnptwc]|t[hjs]|[bcdfghjklmnprstvwxyz]"
_CODA = "[lr]?[mn]?(?:ch|ng|nk|sch|[bcdfgkpstvwxz])?s?t?s?"
_SYLLABLES = re.compile(f"(?:(?:{_ONSET})?[aeiouy]+(?:{_CODA}))+")


@lru_cache(maxsize=1)
def _detector() -> tuple[Any, Any]:
    from lingua import Language, LanguageDetectorBuilder

    languages = [getattr(Language, name) for name in _LANGUAGES]
    # In its exact mode it takes seconds to load and 300 MB, and no more is recognised than with
    # the dictionary of Dutch words beside the simple mode.
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build(), Language.DUTCH


def is_other_language(text: str) -> bool:
    """Tell whether the message is written in another language than Dutch.

    Short messages say too little ("help", "tip", "menu") and pass for Dutch, unless they are in
    another script. Of others most words must be missing from the Dutch dictionary: it knows the
    Dutch ones that look foreign, as lingua knows foreign sentences from Dutch with typing errors.
    """
    foreign_script = sum(1 for c in text if c.isalpha() and ord(c) > 0x24F) > sum(c.isalpha() for c in text) / 2
    if foreign_script:
        return True
    bare = [word.strip(_PUNCTUATION) for word in fold(text).split()]
    if len(bare) < _MIN_WORDS:
        return False
    if sum(_VOWELS.isdisjoint(word) for word in bare) > len(bare) / 2:
        # No language at all: a cat on the keyboard.
        return False
    has_dutch_word = not _DUTCH_ONLY.isdisjoint(bare)
    if not has_dutch_word and sum(word in _ENGLISH for word in bare) > len(bare) / 2:
        return True
    # With their accents too: the dictionary has "één", and not "een" for it.
    pairs = [(word, full) for word, full in zip(bare, text.lower().split()) if any(c.isalpha() for c in word)]
    unknown = sum(not (is_known_word(word) or is_known_word(full.strip(_PUNCTUATION))) for word, full in pairs)
    enough = _UNKNOWN - (len(pairs) > _MIN_WORDS and not has_dutch_word)
    if unknown < enough or unknown < (1 - (_KNOWN_WITH_DUTCH_WORD if has_dutch_word else _KNOWN)) * len(pairs):
        return False
    detector, dutch = _detector()
    confidences = {value.language: value.value for value in detector.compute_language_confidence_values(text)}
    likely = max(value for language, value in confidences.items() if language != dutch)
    return bool(confidences[dutch] <= _DUTCH and (likely >= _OTHER_WITH_DUTCH_WORD or not has_dutch_word))


def is_gibberish(tokens: Collection[Token], is_known: Callable[[str], bool] = lambda word: False) -> bool:
    """Tell whether none of the words that should carry meaning exists or could exist.

    Args:
        tokens: the message.
        is_known: tells of a folded word whether the assistant knows it otherwise.
    """
    content = _content(tokens)
    if len(content) < 2:
        return bool(content) and len(content[0].folded) > 4 and not any(c in "aeiouy" for c in content[0].folded)
    if not has_only_unknown_words(content, is_known):
        return False
    # Names, compounds and typing errors are in no dictionary either, but they can be said aloud.
    return sum(not _can_be_said(token.folded) for token in content) > len(content) / 2


def has_only_unknown_words(tokens: Collection[Token], is_known: Callable[[str], bool] = lambda word: False) -> bool:
    """Tell whether of two or more words that should carry meaning none is in the dictionary, or known otherwise (see above)."""
    content = _content(tokens)
    return len(content) > 1 and not any(is_known_word(word.folded) or is_known_word(word.text) or is_known(word.folded) for word in content)


def _content(tokens: Collection[Token]) -> list[Token]:
    return [token for token in tokens if token.folded.isalpha() and token.folded not in FUNCTION_WORDS]


def _can_be_said(word: str) -> bool:
    """Tell whether a word has the shape of a word, or of an abbreviation of two or three letters."""
    if _REPEATED.search(word):
        return False
    return len(word) <= _ABBREVIATION or bool(_SYLLABLES.fullmatch(word))
