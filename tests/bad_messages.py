"""Messages that people, programs and attackers send, and nobody can answer."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

_WORDS = "hoe bereik ik ouderen statushouders in mijn wijk de het een betrekken help ja nee 112 voorbeeld".split()
_MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1))",
    "**vet** _cursief_ `code`",
    "{{7*7}} ${7*7} %s %d {0} {naam}",
    "'; DROP TABLE events; --",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
)
_PAYLOADS = (
    "/restart",
    "/session_start",
    "/back",
    "/nlu_fallback",
    '/ask_bereiken{"target_group": "ouderen"}',
    "/affirm{",
    '/delete_data{"a": [1, {"b": null}]}',
    "/" * 50,
    "/ ",
    "/EXTERNAL: x",
    "/action_delete",
)
_ODD = "\x00\x01\x07\x1b[31m\x7f\u0085\u200b\u200e\u202e\u2066\ufeff\ufffe\uffff\ud800\udfff\U000e0041"


def bad_messages(count: int, chance: random.Random) -> Iterator[str]:
    """Yield ``count`` messages, the same ones for the same seed."""
    makers = (_empty, _huge, _controls, _emoji, _right_to_left, _markup, _json, _payload, _noise, _mixed)
    for number in range(count):
        yield makers[number % len(makers)](chance)


def _some(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(count))


def _empty(chance: random.Random) -> str:
    return "".join(chance.choice(" \n\t\r\u00a0\u3000") for _ in range(chance.randrange(5)))


def _huge(chance: random.Random) -> str:
    return _some(chance, chance.choice((190, 2_000, 18_000)))


def _controls(chance: random.Random) -> str:
    return "".join(character + chance.choice(_ODD) for character in _some(chance, 6))


def _emoji(chance: random.Random) -> str:
    return "".join(chance.choice(("👍", "😀", "👨‍👩‍👧", "🇳🇱", "❤️", "…", "?", "!", "1️⃣")) for _ in range(chance.randrange(1, 30)))


def _right_to_left(chance: random.Random) -> str:
    return f"\u202e{_some(chance, 3)}\u202c كيف أصل إلى {chance.choice(_WORDS)} שלום"


def _markup(chance: random.Random) -> str:
    return f"{_some(chance, 2)} {chance.choice(_MARKUP)}"


def _json(chance: random.Random) -> str:
    return json.dumps({chance.choice(_WORDS): [None, 1e308, {"intent": "emergency", "sender": chance.random()}]})


def _payload(chance: random.Random) -> str:
    return chance.choice(_PAYLOADS)


def _noise(chance: random.Random) -> str:
    return "".join(
        chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x2000, 0x2FFF)))) for _ in range(chance.randrange(1, 200))
    )


def _mixed(chance: random.Random) -> str:
    parts = [_controls(chance), _emoji(chance), chance.choice(_MARKUP), chance.choice(_PAYLOADS), _noise(chance)]
    chance.shuffle(parts)
    return " ".join(parts)[:900]
