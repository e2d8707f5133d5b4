"""In which role somebody asks, when the message says so."""

from __future__ import annotations

from collections.abc import Iterable

from bouwstenen.knowledge.models import Role
from bouwstenen.language.inflection import is_known_word
from bouwstenen.language.phrases import Match, PhraseIndex, Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PERSONS = _words("ik wij we ikzelf wijzelf")
#: Who may be meant by "als gemeente": oneself.
_SELF = _PERSONS | _words("je ons onze mijn")
_BE = _words("ben zijn")
_WORK = _words("werk werken werkzaam werkt werkte")
#: "Ik doe onderzoek bij", "ik loop stage bij", "ik studeer aan".
_STUDY = _words("doe doen loop lopen studeer studeren promoveer")
_DETERMINERS = _words("de het een onze ons mijn hun deze die")
_ADJECTIVES = _words("lokale plaatselijke kleine grote regionale nieuwe landelijke kleinschalige middelgrote eigen andere")
_AT = _words("bij in voor aan van op binnen vanuit")
#: Between "ik ben" and a profession: then it is somebody else's.
_BLOCKERS = _words("naar met tegen over niet geen dat of wat hoe waar wie door en om zoek samen")
_BLOCKERS_OF_BE = _BLOCKERS | _words("bij voor")
#: "Onze poli" is where one works; "onze gemeente" or "onze sportclub" need not be.
_OWN_PLACE = _words(
    "poli polikliniek praktijk huisartsenpraktijk ziekenhuis instelling zorginstelling apotheek kliniek onderzoeksgroep afdeling "
    "welzijnsorganisatie ggd"
)
_OWN = _words("onze ons mijn")
#: "In de gemeente Zwolle" says where, not for whom.
_AREAS = _words("gemeente provincie stadsdeel deelgemeente")
#: "Vanuit de gemeente krijgen we ...": something comes from there.
_RECEIVED = _words("krijg krijgen kreeg kregen komt komen kwam kwamen is wordt werd worden heb hebben hadden hoor horen")
_MARKS = _words(". ? ! , ; :")
#: After a profession at the very beginning: "Huisarts in Utrecht", but not "Huisarts doet niet mee".
_VERBS = _words("is was zegt doet kan wil moet heeft komt gaat werkt vindt ziet vraagt zoeken werven vinden bereiken betrekken erbij")
_WINDOW = 8
_SHORT = 6


class RoleRecognizer:
    """Finds the role by professions and organisations of ``knowledge/roles.yml``."""

    def __init__(self, roles: Iterable[Role]) -> None:
        roles = list(roles)
        self._professions = PhraseIndex({role.id: role.professions for role in roles})
        self._organisations = PhraseIndex({role.id: role.organisations for role in roles})

    def recognize(self, tokens: list[Token]) -> str | None:
        """Return the role that the person claims, or ``None``.

        "Ik ben wijkverpleegkundige" and "ik werk bij de gemeente" claim one; "kan de GGD ons
        helpen?" and "in onze gemeente" do not.
        """
        return self.claim(tokens)[0]

    def claim(self, tokens: list[Token]) -> tuple[str | None, tuple[int, ...]]:
        """Return the role, and the indices of the words that name one's own profession, if any do."""
        for match in self._professions.find(tokens):
            if _is_self(tokens, match):
                return match.label, match.tokens
        for match in self._organisations.find(tokens):
            if _works_at(tokens, match):
                return match.label, ()
        return None, ()


def _clause_before(tokens: list[Token], index: int) -> list[str]:
    window = [token.folded for token in tokens[max(0, index - _WINDOW) : index]]
    for position in range(len(window) - 1, -1, -1):
        if window[position] in _MARKS:
            return window[position + 1 :]
    return window


def _is_plural(token: Token) -> bool:
    if token.lemma != token.folded:
        return token.folded.endswith(("en", "s"))
    return token.folded.endswith(("en", "ers")) and not is_known_word(token.folded)


def _after_contrast(words: list[str]) -> list[str]:
    """Return what counts in "geen ambtenaar maar onderzoeker"."""
    if "maar" in words and {"geen", "niet"} & set(words[: words.index("maar")]):
        return words[words.index("maar") + 1 :]
    return words


def _is_self(tokens: list[Token], match: Match) -> bool:
    """Tell whether a profession is the person's own."""
    window = _clause_before(tokens, match.first)
    profession = tokens[match.first]
    if "als" in window[-2:] and window[-1] not in _DETERMINERS:
        # "Als huisartsen niet meedoen" is a condition; "als huisartsen zien wij" is not.
        is_alike = window[-3:-1] == ["net", "als"] or window[-2:] == ["net", "als"]
        return not is_alike and (not _is_plural(profession) or any(token.folded in _PERSONS for token in tokens))
    if match.first == 0:
        return not _is_plural(profession) and _introduces(tokens[match.last + 1 :])
    persons = {position for position, word in enumerate(window) if word in _PERSONS}
    for position in range(len(window) - 1, -1, -1):
        between = set(_after_contrast(window[position + 1 :]))
        if window[position] in _BE and persons & {position - 1, position + 1}:
            return not between & _BLOCKERS_OF_BE
        if window[position] in _WORK and persons:
            return not between & _BLOCKERS
    return False


def _introduces(following: list[Token]) -> bool:
    """Tell whether what follows a profession at the very beginning makes it one's own: "Huisarts hier. Hoe ..."."""
    words = [token.folded for token in following]
    if words[:1] == ["hier"]:
        return words[1:2] == [] or words[1] in _MARKS
    first = words[: words.index(".")] if "." in words else words
    return len(first) < _SHORT and not set(first) & (_VERBS | _MARKS - {","} | {"?"})


def _works_at(tokens: list[Token], match: Match) -> bool:
    """Tell whether an organisation is the one that the person works for."""
    window = _clause_before(tokens, match.first)
    if not window:
        return False
    organisation = tokens[match.first].folded
    if window[-1] in _OWN and organisation in _OWN_PLACE:
        return True
    lead = list(window)
    while lead and lead[-1] in _DETERMINERS | _ADJECTIVES:
        lead.pop()
    skipped = set(window[len(lead) :])
    preposition, rest = (lead[-1], lead[:-1]) if lead else ("", [])
    speaks = bool(_PERSONS & set(window))
    if preposition == "als":
        return not skipped & _DETERMINERS and any(token.folded in _SELF for token in tokens)
    if preposition == "namens":
        return True
    if preposition == "vanuit" and not speaks:
        follower = tokens[match.last + 1].folded if match.last + 1 < len(tokens) else ""
        return follower not in _RECEIVED and any(token.folded in _PERSONS for token in tokens)
    if preposition == "van" and rest[-1:] and (rest[-1] in _PERSONS or (rest[-1] in _BE and speaks)):
        return True
    if preposition in _BE and rest[-1:] and rest[-1] in _PERSONS:
        return True
    if {"niet", "geen", "opdracht"} & set(window) or not speaks or (preposition == "in" and organisation in _AREAS):
        return False
    if _WORK & set(lead):
        return preposition in _AT | _WORK
    return bool(_STUDY & set(lead)) and preposition in {"aan", "bij"}
