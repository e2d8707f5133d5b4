from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bouwstenen.dialogue.texts import _texts
from bouwstenen.paths import ROOT

_MOST_WORDS = 20
#: A sentence in English on purpose, and one that lists what can be answered.
_MAY_BE_LONGER = ("I only understand Dutch", "Antwoord met gedaan")


def _all(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _all(part)
    elif isinstance(value, list):
        for part in value:
            yield from _all(part)
    else:
        yield str(value)


def test_sentences_are_short_and_speak_to_je() -> None:
    for said in _all(_texts()):
        assert not re.search(r"\b(?:u|uw)\b", said), said
        for sentence in re.split(r"(?<=[.!?:])\s+", said):
            if not sentence.startswith(_MAY_BE_LONGER):
                assert len(sentence.split()) <= _MOST_WORDS, sentence


def test_no_text_is_left_unused() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for folder in ("bouwstenen", "actions") for path in (ROOT / folder).rglob("*.py"))
    by_pattern = re.compile(
        r"check\.(?:react|button|name|origin)|request\.origin|answer\.origin|scope\.|walk\.react|reflection\.|repair\.unreadable|smalltalk\.|website\."
    )

    def keys(value: dict[str, Any], prefix: str = "") -> Iterator[str]:
        for name, part in value.items():
            yield from keys(part, f"{prefix}{name}.") if isinstance(part, dict) else [f"{prefix}{name}"]

    assert [key for key in keys(_texts()) if f'"{key}"' not in code and not by_pattern.match(key)] == []
