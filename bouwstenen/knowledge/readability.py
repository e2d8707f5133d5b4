"""How easily a text reads: the Flesch-Douma score, Flesch's reading ease with Douma's weights for Dutch.

Douma's own table: 60 to 70 is normal, 45 to 60 fairly difficult, 30 to 45 difficult.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

#: Below this a text is reported. The median of the 925 texts of November 2026 is 70 and one in
#: twenty scores below 35. In 20 words chance alone moves the score by 18 points (one standard
#: deviation), so a text that is "normal" gets less than 40 once in eight times: what is below
#: it is worth a look, and the list stays short.
HARD = 40.0
#: In fewer words than this a single long name decides the score.
LEAST_WORDS = 15
_ADDRESS = re.compile(r"\bhttps?://\S+|[\w.@-]+\.(?:nl|org|com|eu|net|info|nu|be)\b")
#: In "700.000" no sentence ends.
_DOT_WITHIN = re.compile(r"(?<=\w)\.(?=\w)")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@lru_cache(maxsize=1)
def _textstat() -> Any:
    """Return the library, set to Dutch; imported at the first use, since that takes a second."""
    from textstat.textstat import textstatistics

    statistics = textstatistics()
    statistics.set_lang("nl")
    return statistics


def _countable(text: str) -> str:
    return _DOT_WITHIN.sub("", _ADDRESS.sub("", text))


def score(text: str) -> float:
    """Return the Flesch-Douma score: about 0 (very difficult) to 100 (very easy); 0 without words."""
    return float(_textstat().flesch_reading_ease(_countable(text)))


def is_hard(text: str) -> bool:
    """Tell whether a text is long enough to judge and scores below :data:`HARD`."""
    return len(_WORD.findall(_countable(text))) >= LEAST_WORDS and score(text) < HARD
