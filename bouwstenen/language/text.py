"""Cleaning of what people type, and the small comparisons on words that the rest builds on."""

from __future__ import annotations

import re
import unicodedata

#: Longest message that is understood, in characters; above it the person is asked to shorten.
MAX_MESSAGE_LENGTH = 1000
#: Longest text that goes into a sentence encoder, in characters: an encoder's time grows with
#: the square of the length (100 kB take seconds), and what is asked stands in the first part.
MAX_ENCODER_LENGTH = 400

#: Invisible characters that matter inside words or emoji and are harmless: zero-width joiners.
_JOINERS = {"\u200c", "\u200d"}
#: Line ends as other systems write them; the separators of old teletypes count as spaces.
_LINE_ENDS = re.compile(r"\r\n?|\x85")
_SPACES = "\t\v\f\x1c\x1d\x1e\x1f"
_SPACE = re.compile(r"[^\S\n]+")
_NEWLINES = re.compile(r"\n{2,}")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "..."})
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)
_SLASH = re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,]\d+)*", re.UNICODE)


def clean(text: str) -> str:
    """Return the text as the assistant reads it.

    Unicode in its composed form (NFC), without control characters, lone surrogates, text
    direction marks and private-use characters; white space folded, blank lines removed, and
    a slash between words set apart ("ouderen/jongeren" names two groups).
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    kept = []
    for character in _LINE_ENDS.sub("\n", text):
        if character == "\n" or character in _JOINERS:
            kept.append(character)
        elif character in _SPACES or unicodedata.category(character) in ("Zs", "Zl", "Zp"):
            kept.append(" ")
        elif unicodedata.category(character)[0] != "C":
            kept.append(character)
    text = _SPACE.sub(" ", _SLASH.sub(" / ", "".join(kept)))
    text = "\n".join(line.strip() for line in text.split("\n"))
    return _NEWLINES.sub("\n", text).strip()


def for_encoder(text: str) -> str:
    """Return the text as a sentence encoder gets it: cleaned, on one line, without leading slash, capped."""
    return clean(text).replace("\n", " ").lstrip("/ ")[:MAX_ENCODER_LENGTH]


def fold(text: str) -> str:
    """Return the text in lower case without accents: ``Oekraïne`` becomes ``oekraine``."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """Return the words and numbers of the text, folded (:func:`fold`), without punctuation."""
    return _WORD.findall(fold(text))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, or all of it when it holds no end of a sentence."""
    found = _SENTENCE.match(text)
    return found[0] if found else text


def has_words(text: str) -> bool:
    """Tell whether there is a letter or digit at all, and not only emoji or punctuation."""
    return any(character.isalnum() for character in text)


#: Words that carry no meaning of their own when a phrase is matched.
FUNCTION_WORDS = frozenset(
    "de het een en of met in van voor die dat deze dit te om aan bij op uit over tot naar als er is zijn was wordt worden "
    "goed heel erg zeer ook nog wel maar hun hen ze zij onze ons jullie je jij u uw mijn hebben heeft had kan kunnen "
    "dan al zelf alle veel".split()
)
