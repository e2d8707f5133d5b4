"""Which target groups a message is about, and which ones it leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bouwstenen.knowledge.models import TargetGroup
from bouwstenen.language.phrases import Match, PhraseIndex, Token

_ALWAYS_EXCLUDES = frozenset({"behalve", "uitgezonderd", "exclusief", "ipv", "vergeet", "schrap"})
_NEGATIONS = frozenset({"niet", "geen", "niks", "nee"})
_CONTRASTS = frozenset({"maar", "wel", "juist", "alleen", "enkel", "bedoel", "bedoelde", "liever"})
#: Small words that may stand between the negation and the group: "niet voor onze jongeren".
_BETWEEN = frozenset("voor over om de het een met bij van op naar in aan onze die deze zozeer per se meer dus alleen".split())
#: "We bereiken geen jongeren": the group is what the person asks about.
_LACK = frozenset("bereik bereiken bereikt krijg krijgen zie zien vind vinden heb hebben hadden kom komen spreek spreken ken kennen".split())


@dataclass(frozen=True)
class GroupMentions:
    """The slugs that a message names, in order, and those that it leaves out."""

    named: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


class GroupRecognizer:
    """Finds target groups by the synonyms of ``knowledge/target_groups.yml``."""

    def __init__(self, groups: Iterable[TargetGroup]) -> None:
        groups = list(groups)
        self._index = PhraseIndex(
            {group.id: (group.name, group.id.replace("-", " "), *group.synonyms) for group in groups},
            {group.id: group.not_synonyms for group in groups},
        )

    def matches(self, tokens: list[Token]) -> list[Match]:
        """Return every mention, left out or not."""
        return self._index.find(tokens)

    def recognize(self, tokens: list[Token]) -> GroupMentions:
        """Return the groups that the message is about and those that it excludes."""
        matches = self.matches(tokens)
        doubtful = {match for match in matches if self._negation(tokens, match) == "doubtful"}
        certain = {match for match in matches if self._negation(tokens, match) == "certain"}
        if doubtful and self._has_contrast(tokens, [match for match in matches if match not in doubtful | certain]):
            certain |= doubtful
        excluded = dict.fromkeys(match.label for match in matches if match in certain)
        named = dict.fromkeys(match.label for match in matches if match not in certain and match.label not in excluded)
        return GroupMentions(tuple(named), tuple(excluded))

    @staticmethod
    def _negation(tokens: list[Token], match: Match) -> str | None:
        before = match.first - 1
        while before >= 0 and match.first - before <= 4 and (tokens[before].folded in _BETWEEN):
            if tokens[before].folded == "van" and [t.folded for t in tokens[max(0, before - 2) : before]] == ["in", "plaats"]:
                return "certain"
            before -= 1
        if before < 0:
            return None
        word = tokens[before].folded
        after = {token.folded for token in tokens[match.last + 1 : match.last + 4]}
        if word in _ALWAYS_EXCLUDES or (word in {"laat", "haal"} and after & {"weg", "vallen", "eraf", "eruit"}):
            return "certain"
        if word not in _NEGATIONS:
            return None
        between = [token.folded for token in tokens[before + 1 : match.first]]
        previous = tokens[before - 1].folded if before else ""
        if word == "niet" and ((between[:1] == ["om"] and previous in {"gaat", "ging", "draait"}) or not previous or previous in {"nee", ",", "dus"}):
            return "certain"
        return None if previous in _LACK and word == "geen" else "doubtful"

    @staticmethod
    def _has_contrast(tokens: list[Token], others: list[Match]) -> bool:
        return bool(others) and any(token.folded in _CONTRASTS or token.folded == "," for token in tokens)
