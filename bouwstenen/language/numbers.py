"""Numbers and ranks in a short message: "punt 3", "de tweede", "optie vier"."""

from __future__ import annotations

import re
import unicodedata

from bouwstenen.language.text import words

_CARDINALS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende", "elfde", "twaalfde")
#: Words before a number that say it is a choice: only then "een" is the number one.
_MARKERS = frozenset({"punt", "nummer", "nr", "optie", "keuze", "stap", "item"})
#: Words that may stand around a choice.
_POLITE = frozenset("de het die dat graag doe maar dan kies ik bij voor met neem wil geef me mij ga naar".split())
#: With its accents it is the number and not the article.
_ONE = re.compile(r"\béén\b", re.IGNORECASE)
#: "2e", "3de", "1ste".
_RANK = re.compile(r"\b(\d{1,3})(?:e|de|ste)\b", re.IGNORECASE)


def _plain(message: str) -> str:
    message = _ONE.sub("1", unicodedata.normalize("NFC", message))
    return _RANK.sub(r"\1", message)


def number_in(message: str) -> int | None:
    """Return the number that a message names, or ``None``."""
    found = words(_plain(message))
    for index, word in enumerate(found):
        if word.isdigit() and len(word) <= 3:
            return int(word)
        if word in _ORDINALS:
            return _ORDINALS.index(word) + 1
        if word in _CARDINALS and (word != "een" or (index and found[index - 1] in _MARKERS)):
            return _CARDINALS.index(word) + 1
    return None


def choice_in(message: str) -> int | None:
    """Return the number of a message that is nothing else than a choice: "2", "de derde", "optie vier"."""
    found = [word for word in words(_plain(message)) if word not in _MARKERS | _POLITE]
    if len(found) != 1:
        return None
    return 1 if words(message) == ["een"] else number_in(message)
