"""In which role somebody asks, when the message says so."""

from __future__ import annotations

from collections.abc import Iterable

from bouwstenen.knowledge.models import Role
from bouwstenen.language.phrases import PhraseIndex, Token

_PERSONS = frozenset({"ik", "wij", "we", "ikzelf"})
_BE = frozenset({"ben", "zijn", "is"})
_WORK = frozenset({"werk", "werken", "werkzaam", "werkt", "werkte"})
#: "Onze poli" is where one works; "onze gemeente" or "onze sportclub" need not be.
_OWN_PLACE = frozenset(
    "poli polikliniek praktijk huisartsenpraktijk ziekenhuis instelling zorginstelling apotheek kliniek onderzoeksgroep afdeling "
    "welzijnsorganisatie ggd".split()
)
_OWN = frozenset({"onze", "ons", "mijn"})
#: "We werken samen met Humanitas" names a partner, not oneself.
_PARTNER = frozenset({"samen", "met"})
_WINDOW = 6


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
        professions = self._professions.find(tokens)
        for match in professions:
            if self._is_self(tokens, match.first) or (match.first == 0 and len(tokens) <= 6):
                return match.label
        for match in self._organisations.find(tokens):
            if self._works_at(tokens, match.first):
                return match.label
        return None

    @staticmethod
    def _is_self(tokens: list[Token], index: int) -> bool:
        window = [token.folded for token in tokens[max(0, index - _WINDOW) : index]]
        for mark in (".", "?", "!", ","):
            if mark in window:
                window = window[len(window) - window[::-1].index(mark) :]
        if "als" in window[-2:] and "de" not in window[-1:] and "net" not in window:
            return True
        return bool(_PERSONS & set(window)) and bool((_BE | _WORK) & set(window))

    @staticmethod
    def _works_at(tokens: list[Token], index: int) -> bool:
        window = [token.folded for token in tokens[max(0, index - _WINDOW) : index]]
        if _WORK & set(window) and _PERSONS & set(window) and not _PARTNER & set(window):
            return True
        if _PERSONS & set(window) and _BE & set(window) and window[-1:] and window[-1] in _BE | {"een", "van", "de", "het"}:
            return True
        if window[-1:] and window[-1] in {"namens", "vanuit"}:
            return True
        return bool(window[-1:]) and window[-1] in _OWN and tokens[index].folded in _OWN_PLACE
