"""Noticing names of people, so that a plan names roles and organisations instead."""

from __future__ import annotations

import re

from bouwstenen.language.inflection import is_known_word

_TITLE = re.compile(r"\b(?i:mevrouw|meneer|mijnheer|mevr\.?|mw\.?|dhr\.?|dr\.?|zuster|broeder)\s+(?:van\s+)?(?:de[rn]?\s+)?[A-Z]\w+")
_PAIR = re.compile(r"\b[A-Z][a-zà-ÿ]+\s+(?:(?:van|de|der|den|ten|ter|te|el|al|bin)\s+)*[A-Z][a-zà-ÿ]+\b")
#: Not "met Turkse vrouwen", "met Syrische ouders", "met Oekraïners", "met Polen".
_AFTER_VERB = re.compile(r"\b(?:dat|door|met|vraagt?|belt?|laat)\s+[A-Z][a-zà-ÿ]+(?<!se)(?<!sche)(?<!ers)(?<!en)\b(?!\s+[A-Z])")
#: A name at the very beginning, where any word has a capital: "Fatima Yilmaz", "Jan van der Berg", not "Bewoners Overvecht".
_FIRST = re.compile(r"([A-Z][a-zà-ÿ]+)\s+(van\s+de[rn]\s+)?[A-Z][a-zà-ÿ]+\b")
#: Places, which have two capitals too: "Den Haag", "wijk Amsterdam Noord", "in Utrecht Overvecht".
_PLACE = re.compile(
    r"\b(?:Den|Nieuw|Sint)\s+[A-Z]\w+|\b[A-Z]\w+\s+(?:Noord|Zuid|Oost|West|Centrum|Midden|Stad|Haven|Buiten)\b"
    r"|\b(?:in|uit|wijk|buurt|gemeente|stadsdeel|regio|dorp)\s+[A-Z]\w+(?:\s+[A-Z]\w+)*"
)
#: Capitalised words that are no people: organisations and their kinds.
_ORGANISATION = re.compile(
    r"\b(?:GGD|GGZ|ROS|MEE|UWV|Pharos|Platform31|Stichting|Humanitas|Leger des Heils|Rode Kruis|Valente|MantelzorgNL|VluchtelingenWerk|"
    r"OpenEmbassy|Movisie|Nivel|Trimbos|Zonnebloem|Gemeente|Bibliotheek|Taalhuis|Voedselbank|Wijkteam|Buurthuis|"
    r"Kansrijke Start|Gezond in|Alzheimer|Vereniging)\b"
)


def names_person(text: str) -> bool:
    """Tell whether a text seems to name a person.

    It looks at capitals and titles only, so a first name in lower case goes unnoticed, and an
    organisation with an unusual name may be taken for a person.
    """
    if _TITLE.search(text):
        return True
    rest = _PLACE.sub("", _ORGANISATION.sub("", text))
    first = _FIRST.match(rest)
    if first and (first[2] or not is_known_word(first[1].lower())):
        return True
    rest = rest[:1].lower() + rest[1:]
    return bool(_PAIR.search(rest) or _AFTER_VERB.search(rest))
