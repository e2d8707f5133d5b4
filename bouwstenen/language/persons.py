"""Noticing names of people, so that a plan names roles and organisations instead."""

from __future__ import annotations

import re

_TITLE = re.compile(r"\b(?:mevrouw|meneer|mijnheer|mevr\.?|mw\.?|dhr\.?|dr\.?|zuster|broeder)\s+(?:van\s+)?(?:de[rn]?\s+)?[A-Z]\w+")
_PAIR = re.compile(r"\b[A-Z][a-zà-ÿ]+\s+(?:(?:van|de|der|den|ten|ter|te|el|al|bin)\s+)*[A-Z][a-zà-ÿ]+\b")
_AFTER_VERB = re.compile(r"\b(?:dat|door|met|vraagt?|belt?|laat)\s+[A-Z][a-zà-ÿ]+(?<!se)(?<!ers)(?<!en)\b(?!\s+[A-Z])")
#: Capitalised words that are no people: organisations and their kinds.
_ORGANISATION = re.compile(
    r"\b(?:GGD|GGZ|ROS|MEE|UWV|Pharos|Platform31|Stichting|Humanitas|Leger des Heils|Rode Kruis|Valente|MantelzorgNL|VluchtelingenWerk|"
    r"OpenEmbassy|Gemeente|Bibliotheek|Taalhuis|Voedselbank|Wijkteam|Buurthuis|Kansrijke Start|Gezond in|Alzheimer|Vereniging)\b"
)


def names_person(text: str) -> bool:
    """Tell whether a text seems to name a person.

    It looks at capitals and titles only, so a first name in lower case goes unnoticed, and an
    organisation with an unusual name may be taken for a person.
    """
    if _TITLE.search(text):
        return True
    rest = _ORGANISATION.sub("", text[:1].lower() + text[1:])
    return bool(_PAIR.search(rest) or _AFTER_VERB.search(rest))
