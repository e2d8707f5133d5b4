"""Numbers and ranks in a short message: "punt 3", "de tweede", "optie vier"."""

from __future__ import annotations

from bouwstenen.language.text import words

_CARDINALS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende", "elfde", "twaalfde")
#: Words before a number that say it is a choice: only then "een" is the number one.
_MARKERS = frozenset({"punt", "nummer", "nr", "optie", "keuze", "stap", "item"})


def number_in(message: str) -> int | None:
    """Return the number that a message names, or ``None``."""
    found = words(message)
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
    found = [word for word in words(message) if word not in _MARKERS and word not in {"de", "het", "die", "graag", "doe", "maar", "kies", "ik", "bij"}]
    return number_in(message) if len(found) == 1 else None
