"""The fixed sentences of the assistant, from ``texts.yml`` beside this file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("texts.yml")


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def _find(key: str) -> Any:
    value: Any = _texts()
    for part in key.split("."):
        value = value[part]
    return value


def text(key: str, **values: object) -> str:
    """Return the sentence under a dotted key, with ``{names}`` filled in.

    Raises:
        KeyError: there is no such sentence, or a name in it was not given.
    """
    return str(_find(key)).strip().format(**values)


def texts(key: str) -> list[str]:
    """Return a list of sentences under a dotted key."""
    return [str(item) for item in _find(key)]
