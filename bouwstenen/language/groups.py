"""Which target groups a message is about, and which ones it leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bouwstenen.knowledge.models import TargetGroup
from bouwstenen.language.phrases import Match, PhraseIndex, Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALWAYS_EXCLUDES = _words("behalve uitgezonderd exclusief ipv vergeet schrap")
#: "Laat ouderen maar weg": the verb before the group, and what then follows the group.
_SEPARABLE = {"laat": _words("weg vallen eraf eruit"), "haal": _words("weg eraf eruit"), "sla": _words("over")}
_DROPPED = _words("weglaten overslaan schrappen")
_NEGATIONS = _words("niet geen zonder")
_CONTRASTS = _words("maar wel juist alleen enkel liever ,")
_CLAUSE_ENDS = _words(". , ; : ! ? maar")
#: Before a negation: what follows is set right or left out, not told about.
_OPENERS = _words("nee dus maar en wel toch eigenlijk liever gewoon sorry oh , . ; : ! ? - (")
#: "Ik bedoel geen ouderen": these leave out for certain; the others only beside another group.
_REQUESTS = _words("bedoel bedoelde bedoelen zoek zoeken hoef hoeven gaat ging draait")
_CLAIMS = _words("wil willen wou is zijn was waren geef toon")
_PRONOUNS = _words("ik we wij het dit dat nu me mij ons hier dus")
#: Small words that may stand between the negation and the group: "niet voor onze jongeren".
_BETWEEN = _words(
    "voor over om de het een met bij van op naar in aan onze die deze zozeer per se meer dus alleen enkel slechts ook weer opnieuw "
    "altijd steeds telkens"
)
#: What people ask an assistant for: "geen advies voor jongeren" leaves the group out, "geen geld voor jongeren" does not.
_HELP = _words(
    "advies adviezen tip tips informatie info voorbeeld voorbeelden cijfer cijfers uitleg punt punten checklist idee ideeen iets"
)
#: "Ouderen bedoel ik niet."
_LEFT_OUT = {
    verb + subject + negation
    for verb in [("bedoel",), ("zoek",), ("hoef",), ("bedoelen",), ("zoeken",), ("hoeven",)]
    for subject in [("ik",), ("we",), ("wij",)]
    for negation in [("niet",), ("dus", "niet"), ("juist", "niet")]
} | {
    (*be, *owner, "niet") if last else (*be, "niet", *owner)
    for be in [("is",), ("zijn",)]
    for owner in [("mijn", "doelgroep"), ("onze", "doelgroep"), ("de", "doelgroep")]
    for last in (True, False)
}
#: "Niet alleen ouderen maar ook jongeren" leaves nobody out, "alle ouderen, niet alleen migranten" perhaps.
_ONLY = _words("alleen enkel slechts")
#: Small words in "ouderen kun je maar beter weglaten".
_FILLERS = _words("maar dan nu even ook kun kan mag mogen je u jij gerust beter wat mij betreft")
_JOINTS = _words("en of noch / &")
#: "Ons aanbod past bij ouderen, maar niet bij jongeren" tells how it goes: both are what it is about ...
_STATES = _words(
    "lukt werkt past passen slaat slaan bereik bereiken bereikt krijg krijgen zie zien vind vinden heb hebben hadden "
    "kom komt komen spreek spreken ken kennen doen waarom er"
)
#: ... unless the sentence asks for something.
_ASKS = _words("hoe wil willen wou tips tip iets graag zoek zoeken geef nodig advies voorbeeld voorbeelden alleen idee ideeen bedoel gaat")


@dataclass(frozen=True)
class GroupMentions:
    """The slugs that a message names, in order, and those that it leaves out."""

    named: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


class GroupRecognizer:
    """Finds target groups by the synonyms of ``knowledge/target_groups.yml``."""

    def __init__(self, groups: Iterable[TargetGroup], names: Collection[str] = frozenset()) -> None:
        groups = list(groups)
        self._index = PhraseIndex(
            {group.id: (group.name, group.id.replace("-", " "), *group.synonyms) for group in groups},
            {group.id: group.not_synonyms for group in groups},
            names,
        )

    def matches(self, tokens: list[Token]) -> list[Match]:
        """Return every mention, left out or not."""
        return self._index.find(tokens)

    def recognize(self, tokens: list[Token], own: Sequence[int] = ()) -> GroupMentions:
        """Return the groups that the message is about and those that it excludes.

        Args:
            tokens: the message.
            own: indices of the words by which people name their own profession. A group in it is
                none that they ask about ("student"), or only when they name no other
                ("jongerenwerker").
        """
        matches = [match for match in self.matches(tokens) if match.confidence < 1.0 or not set(match.tokens) <= set(own)]
        if own and any(not set(match.tokens) <= set(own) for match in matches):
            matches = [match for match in matches if not set(match.tokens) <= set(own)]
        certain: set[Match] = set()
        doubtful: set[Match] = set()
        for match in matches:
            verdict = _verdict(tokens, match, matches, certain, doubtful)
            if verdict is not None:
                (certain if verdict else doubtful).add(match)
        others = [match for match in matches if match not in certain | doubtful]
        certain |= {match for match in doubtful if any(_contrasted(tokens, match, other) for other in others)}
        excluded = dict.fromkeys(match.label for match in matches if match in certain)
        named = dict.fromkeys(match.label for match in matches if match not in certain and match.label not in excluded)
        return GroupMentions(tuple(named), tuple(excluded))


def _verdict(tokens: list[Token], match: Match, matches: list[Match], certain: set[Match], doubtful: set[Match]) -> bool | None:
    """Tell whether a group is left out: for certain, perhaps (``False``) or not at all (``None``)."""
    before = match.first - 1
    while before >= 0 and match.first - before <= 4 and tokens[before].folded in _BETWEEN:
        if [token.folded for token in tokens[max(0, before - 2) : before + 1]] == ["in", "plaats", "van"]:
            return True
        before -= 1
    after = [token.folded for token in tokens[match.last + 1 : match.last + 6]]
    if _is_dropped(tokens, match, matches, after):
        return True
    if before < 0:
        return None
    word = tokens[before].folded
    if word in _ALWAYS_EXCLUDES:
        besides = word == "behalve" and any(token.folded == "ook" for token in tokens[match.last :])
        return None if besides or (word == "vergeet" and "niet" in after) else True
    if word in _SEPARABLE and (_SEPARABLE[word] & set(after[:4]) or (word == "haal" and "er" in after and {"uit", "af"} & set(after))):
        return True
    if word in _JOINTS:
        for other in matches:
            if other.last == before - 1 and other in certain | doubtful:
                return other in certain
        return None
    if word in _HELP and before + 1 < match.first and before and tokens[before - 1].folded in _NEGATIONS:
        return _unasked(tokens, before - 1, after)
    if word not in _NEGATIONS:
        return None
    if {token.folded for token in tokens[before + 1 : match.first]} & _ONLY:
        also = any(token.folded in {"ook", "maar"} for token in tokens[match.last :])
        return None if also or not any(other.last < before for other in matches) else False
    return _negated(tokens, before, after)


def _negated(tokens: list[Token], negation: int, after: list[str]) -> bool | None:
    """Judge a group right behind "niet", "geen" or "zonder" by what stands before that."""
    sentence = [token.folded for token in tokens[:negation]]
    previous = sentence[-1] if sentence else ""
    while len(sentence) > 1 and sentence[-1] in _PRONOUNS - {"dus"}:
        sentence.pop()
    verb = sentence[-1] if sentence else ""
    for mark in (".", "?", "!"):
        if mark in sentence:
            sentence = sentence[len(sentence) - sentence[::-1].index(mark) :]
    tells = set(sentence) & _STATES and ("waarom" in sentence or not set(sentence) & _ASKS)
    if tells:
        return None
    if not previous or previous in _OPENERS:
        return tokens[negation].folded == "niet" or not after or after[0] in _CLAUSE_ENDS
    if verb in _REQUESTS or after[:1] == ["maar"]:
        return True
    return False if verb in _CLAIMS or tokens[negation].folded == "zonder" else None


def _unasked(tokens: list[Token], negation: int, after: list[str]) -> bool | None:
    """Judge a group in "geen advies voor ouderen": who wants none leaves it out, who has none does not."""
    before = [token.folded for token in tokens[:negation] if token.folded not in _PRONOUNS]
    if before and before[-1] in _REQUESTS | {"wil", "willen", "wou", "geef"}:
        return True
    return _negated(tokens, negation, after)


def _is_dropped(tokens: list[Token], match: Match, matches: list[Match], after: list[str]) -> bool:
    """Tell whether what follows a group leaves it out: "kun je weglaten", "hoeven niet", "niet"."""
    if any(tuple(after[start : start + length]) in _LEFT_OUT for start in (0, 1) for length in (3, 4)):
        return True
    verb = next((word for word in after if word not in _FILLERS), "")
    if verb in _DROPPED:
        return True
    if after[:1] in (["hoeven"], ["hoeft"]) and after[1:2] == ["niet"]:
        return not after[2:] or after[2] in _CLAUSE_ENDS | {"meer", "nu"}
    if after[:1] != ["niet"] or (after[1:] and after[1] not in _CLAUSE_ENDS):
        return False
    # "Ouderen niet, jongeren wel": nothing else is said.
    said = {index for other in matches for index in other.tokens}
    small = _BETWEEN | _CLAUSE_ENDS | _JOINTS | {"niet", "wel", "nee", "ja", "graag"}
    return all(index in said or token.folded in small for index, token in enumerate(tokens))


def _contrasted(tokens: list[Token], one: Match, other: Match) -> bool:
    first, second = sorted((one, other), key=lambda match: match.first)
    return any(token.folded in _CONTRASTS for token in tokens[first.last + 1 : second.first])
