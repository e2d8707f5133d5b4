"""Dutch inflection and compounds, for recognising the words that an editor wrote down once.

Lemmas come from spaCy; they are missing or wrong for many words of this field ("statushouders",
"laaggeletterden"), so the regular patterns of Dutch are spelled out here besides.
"""

from __future__ import annotations

from functools import lru_cache

import simplemma

_VOWELS = "aeiouy"
#: Letters that join the parts of a compound: arbeid-s-markt, ouder-en-werk, zorg-e-loos.
_LINKS = ("", "s", "en", "n", "e")
#: Shorter parts than this say too little: "zin" is no "gezin".
_MIN_PART = 5
_MIN_REST = 3


def _short(stem: str) -> set[str]:
    """Return the singular spellings of a stem left by cutting ``-e`` or ``-en``."""
    found = {stem}
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        found.add(stem[:-1])  # gezinn-en: gezin
    hard = {"z": "s", "v": "f"}.get(stem[-1], stem[-1])
    if len(stem) > 2 and stem[-2] in "aeou" and stem[-3] not in _VOWELS and stem[-1] not in _VOWELS:
        found.add(stem[:-1] + stem[-2] + hard)  # dakloz-en: dakloos
    if hard != stem[-1]:
        found.add(stem[:-1] + hard)
    return found


def _long(stem: str) -> set[str]:
    """Return the spellings of a stem before ``-e`` or ``-en``."""
    found = {stem}
    if len(stem) > 2 and stem[-1] not in _VOWELS:
        soft = {"s": "z", "f": "v"}.get(stem[-1], stem[-1])
        if stem[-2] in "aeou" and stem[-3] == stem[-2]:
            found |= {stem[:-2] + stem[-1], stem[:-2] + soft}  # dakloos: dakloz-en
        elif stem[-2] in _VOWELS and stem[-3] not in _VOWELS:
            found.add(stem + stem[-1])  # gezin: gezinn-en
        if soft != stem[-1]:
            found.add(stem[:-1] + soft)
    return found


@lru_cache(maxsize=20_000)
def inflections(word: str) -> frozenset[str]:
    """Return the folded word with its regular singular, plural and adjective forms.

    ``gezinnen`` gives gezin, gezins, gezinnen, ...; ``ouderen`` gives oudere but not "ouder",
    which is another word. Forms that do not exist do no harm: nobody types them.
    """
    stems = {word}
    if word.endswith("eren"):
        stems.add(word[:-1])
    elif word.endswith("en") and len(word) > 4:
        stems |= _short(word[:-2]) | {word[:-1]}
    elif word.endswith("'s"):
        stems.add(word[:-2])
    elif word.endswith("s") and len(word) > 4 and word[-2] not in "aeiousi'":
        stems.add(word[:-1])
    elif word.endswith("e") and len(word) > 4:
        stems |= _short(word[:-1])
    forms = set(stems)
    for stem in stems:
        forms |= {stem + "s", stem + "'s", stem + "tje", stem + "tjes"}
        if stem.endswith("e"):
            forms.add(stem + "n")
        elif not stem.endswith("n") or len(stem) < 8:
            forms |= {long + ending for long in _long(stem) for ending in ("e", "en")}
    return frozenset(forms)


@lru_cache(maxsize=20_000)
def is_known_word(word: str) -> bool:
    """Tell whether the word is Dutch according to the lemma dictionary (simplemma)."""
    return bool(simplemma.is_known(word, lang="nl"))


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """Return the dictionary lemma (simplemma) of one word, folded words included."""
    return str(simplemma.lemmatize(word, lang="nl")).lower()


def in_compound(word: str, part: str) -> bool:
    """Tell whether ``part`` is the first or last member of the compound ``word``, both folded.

    The rest must be a Dutch word itself: "ouderenwerk" holds "ouderen", "ouderwets" does not
    hold "ouder" plus a word. Of a word that the dictionary knows, its lemma must hold the part
    too: "gesproken" (spreken) holds no "roken", "jongeren" (jong) is no "jonge" with "ren".
    """
    if len(part) < _MIN_PART or len(word) < len(part) + _MIN_REST:
        return False
    starts, ends = word.startswith(part), word.endswith(part)
    if (starts or ends) and is_known_word(word):
        base = lemma(word)
        starts = starts and base.startswith(part)
        ends = ends and base.endswith((lemma(part), *inflections(part)))
    if starts:
        rest = word[len(part) :]
        if len(part) >= 7 and part.endswith(("en", "s")) and len(rest) >= 4:
            return True  # a long plural in front: "seniorenwelzijn", whatever follows
        for link in _LINKS:
            if rest.startswith(link) and len(rest) - len(link) >= _MIN_REST and is_known_word(rest[len(link) :].lstrip("-")):
                return True
    if ends:
        rest = word[: -len(part)].rstrip("-")
        for link in _LINKS:
            if rest.endswith(link) and len(rest) - len(link) >= _MIN_REST and is_known_word(rest[: len(rest) - len(link)]):
                return True
    return False
