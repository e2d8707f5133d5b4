"""Typing errors, as fingers make them: one in a message."""

from __future__ import annotations

import random
import re

#: The keys around each letter on a Dutch (QWERTY) keyboard.
_NEIGHBOURS = {
    "a": "qsz", "b": "vgn", "c": "xdv", "d": "sefc", "e": "wrd", "f": "drgv", "g": "fthb", "h": "gyjn", "i": "uok", "j": "hukm",
    "k": "jilm", "l": "ko", "m": "njk", "n": "bhm", "o": "ipl", "p": "ol", "q": "wa", "r": "etf", "s": "adwx", "t": "ryg",
    "u": "yij", "v": "cfb", "w": "qes", "x": "zsc", "y": "tuh", "z": "asx",
}  # fmt: skip
#: Shorter words are seldom mistyped, and then hold too little to be understood.
_MIN_LETTERS = 4
_WORD = re.compile(rf"[^\W\d_]{{{_MIN_LETTERS},}}")


def with_typo(text: str, seed: int = 0) -> str:
    """Return the text with one typing error, the same one for the same text and seed.

    A letter is left out, doubled, swapped with the next one or replaced by a neighbour on the
    keyboard, in a random word of four letters or more. A text without such a word stays as it is.
    """
    words = list(_WORD.finditer(text))
    if not words:
        return text
    chance = random.Random(f"{seed}:{text}")
    mistakes = [_leave_out, _double, _swap, _neighbour]
    while True:
        word = chance.choice(words)
        wrong = chance.choice(mistakes)(word.group(), chance)
        if wrong != word.group():
            return text[: word.start()] + wrong + text[word.end() :]


def _leave_out(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _double(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _swap(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _neighbour(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    near = _NEIGHBOURS.get(word[at].lower(), "e")
    letter = chance.choice(near)
    return word[:at] + (letter.upper() if word[at].isupper() else letter) + word[at + 1 :]
