"""Everything a message says about its context: groups, block, role, place and theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bouwstenen.knowledge.base import KnowledgeBase
from bouwstenen.language.groups import GroupRecognizer
from bouwstenen.language.phrases import Match, PhraseIndex, Token
from bouwstenen.language.places import PlaceRecognizer
from bouwstenen.language.roles import RoleRecognizer
from bouwstenen.language.text import FUNCTION_WORDS, fold


@dataclass(frozen=True)
class Context:
    """What was recognised in one message."""

    groups: tuple[str, ...] = ()
    excluded_groups: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    #: Terms of the field, the longest name first.
    terms: tuple[str, ...] = ()
    role: str | None = None
    place: str | None = None
    #: GGD region of the place.
    region: str | None = None

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield entity and value, as Rasa gets them."""
        for entity, values in (
            ("target_group", self.groups),
            ("excluded_target_group", self.excluded_groups),
            ("building_block", self.blocks),
            ("theme", self.themes),
            ("term", self.terms),
        ):
            for value in values:
                yield entity, value
        for entity, single in (("role", self.role), ("place", self.place), ("region", self.region)):
            if single:
                yield entity, single


def _length_first(match: Match) -> tuple[float, int]:
    return (-match.confidence, -len(match.tokens))


def _not_themes(base: KnowledgeBase) -> dict[str, set[str]]:
    """Return the words that name no theme: its own, and those of a group that goes by the same words.

    "Schuldgevoel" is neither people in debt nor debt.
    """
    blocked: dict[str, set[str]] = {}
    for theme in base.themes.values():
        own = {theme.name, *theme.synonyms}
        alike = [group for group in base.target_groups.values() if own & set(group.synonyms)]
        blocked[theme.id] = {*theme.not_synonyms, *(word for group in alike for word in group.not_synonyms)} - own
    return blocked


class ContextRecognizer:
    """All recognisers together, built from the names and synonyms of the knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        names = frozenset(fold(name) for place in base.places.values() for name in (place.name, *place.synonyms))
        self._names = names
        self._groups = GroupRecognizer(base.target_groups.values(), names)
        self._blocks = PhraseIndex({str(block.id): block.synonyms for block in base.building_blocks.values()})
        self._themes = PhraseIndex({theme.id: (theme.name, *theme.synonyms) for theme in base.themes.values()}, _not_themes(base), names)
        self._roles = RoleRecognizer(base.roles.values())
        self._places = PlaceRecognizer(base.places.values())
        self._terms = PhraseIndex({term.id: (term.title, *term.synonyms) for term in base.terms.values()}, names=names)

    def recognize(self, tokens: list[Token], entities: Iterable[tuple[int, int]] = ()) -> Context:
        """Return what the message says.

        Args:
            tokens: the message.
            entities: start and end, in characters, of names of places that spaCy found.
        """
        role, profession = self._roles.claim(tokens)
        groups = self._groups.recognize(tokens, profession)
        place, municipality = self._places.recognize(tokens, entities)
        return Context(
            groups=groups.named,
            excluded_groups=groups.excluded,
            blocks=tuple(dict.fromkeys(match.label for match in self._blocks.find(tokens))),
            themes=tuple(dict.fromkeys(match.label for match in self._themes.find(tokens))),
            terms=tuple(dict.fromkeys(match.label for match in sorted(self._terms.find(tokens), key=_length_first))),
            role=role,
            place=place,
            region=municipality.region if municipality else None,
        )

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is part of what editors wrote as names and synonyms, places included."""
        if word in self._names:
            return True
        token = [Token.of(word)]
        return any(finder(token) for finder in (self._groups.matches, self._blocks.find, self._themes.find, self._terms.find))

    def covers(self, tokens: list[Token]) -> str | None:
        """Return what a message without anything else names: ``group``, ``block``, ``term`` or ``None``."""
        content = {i for i, token in enumerate(tokens) if any(c.isalnum() for c in token.folded) and token.folded not in FUNCTION_WORDS}
        if not content:
            return None
        for kind, matches in (
            ("block", self._blocks.find(tokens)),
            ("group", self._groups.matches(tokens)),
            ("term", self._terms.find(tokens)),
        ):
            if matches and content <= {index for match in matches for index in match.tokens}:
                return kind
        return None
