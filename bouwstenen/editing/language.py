"""Remarks on language: texts that read hard, and words that nothing explains."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bouwstenen.dialogue.glossary import explains_itself
from bouwstenen.editing.reading import Reading, remark
from bouwstenen.knowledge import KnowledgeBase, Problem
from bouwstenen.knowledge.check import prose
from bouwstenen.knowledge.load import Located
from bouwstenen.knowledge.models import Model, Publication, Referral
from bouwstenen.knowledge.readability import HARD, is_hard, score
from bouwstenen.language.inflection import is_known_word
from bouwstenen.language.text import fold

#: Capitals only, possibly with a figure or hyphen: "GGD", "SES-WOA". Names such as "OpenEmbassy" are not among them.
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*[A-Z0-9](?![\w-])")
_NAME_PART = re.compile(r"[\w-]+")
#: What says of a name what it names: "belangenvereniging LFB", "longziekte COPD".
_KIND = r"\w*(?:stichting|vereniging|organisatie|platform|fonds|blad|ziekenhuis|bureau|centrum|instituut|programma|project|ziekte)"
#: An audience is a search aid, no sentence that is said.
_UNSAID = "audience"


def said(item: Model) -> str:
    """Return all that the assistant can say of an item, as one text."""
    return " ".join(text for field, text in prose(item) if field != _UNSAID)


def hard_texts(reading: Reading) -> Iterator[Problem]:
    """Yield a remark on every item whose text is hard to read."""
    for located in reading.located:
        text = said(located.item)
        if is_hard(text):
            yield remark(
                located,
                "text",
                f"Deze tekst leest lastig: {score(text):.0f} op de schaal van Flesch-Douma.",
                f"Maak er minstens {HARD:.0f} van met kortere woorden en zinnen.",
            )


def unexplained_abbreviations(reading: Reading) -> Iterator[Problem]:
    """Yield a remark on every abbreviation that no term explains, at its first use.

    Fine are: names of organisations that published a source, what a dictionary has ("NL"), and
    what the text itself explains, with brackets or by the word before it.
    """
    known = _known(reading.base)
    used: dict[str, list[tuple[Located, str]]] = defaultdict(list)
    for located in reading.located:
        if isinstance(located.item, (Publication, Referral)):  # which are about a title or name of others
            continue
        for field, text in prose(located.item):
            for name in dict.fromkeys(_ABBREVIATION.findall(text)):
                if name not in known and not is_known_word(fold(name)) and not _is_explained(text, name):
                    used[name].append((located, field))
    for name, places in used.items():
        located, field = places[0]
        more = f" Het staat ook bij {len(places) - 1} andere." if len(places) > 1 else ""
        yield remark(
            located,
            field,
            f"'{name}' staat niet in terms.yml en wordt hier niet uitgelegd.{more}",
            "Schrijf het voluit, leg het uit tussen haakjes of zet het in terms.yml.",
        )


def _is_explained(text: str, name: str) -> bool:
    return explains_itself(text, name) or re.search(rf"(?i:{_KIND})\s+{re.escape(name)}(?!\w)", text) is not None


def _known(base: KnowledgeBase) -> set[str]:
    """Return the words in the names of terms and of organisations that published a source."""
    names = [name for term in base.terms.values() for name in (term.title, *term.synonyms)]
    names += [source.publisher for source in base.sources.values()]
    return {part for name in names for part in _NAME_PART.findall(name)}
