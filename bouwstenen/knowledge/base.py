"""The knowledge base in memory: what there is, found by id, block, group and role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bouwstenen.knowledge.models import (
    BuildingBlock,
    ChecklistPoint,
    Contact,
    DataSource,
    Example,
    Fact,
    Place,
    Publication,
    Referral,
    Role,
    Source,
    TargetGroup,
    Term,
    Theme,
    Tip,
)

#: What explains a title is no part of the name: "SES (sociaaleconomische status)".
IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
#: A synonym looks like the title when so many of its first letters are in it.
_ALIKE = 5

AnyItem = BuildingBlock | ChecklistPoint | Contact | DataSource | Example | Fact | Publication | TargetGroup | Term | Tip

#: Order in which kinds are listed; the names are the item types of the reply contract.
ITEM_TYPES = (
    "checklist_point",
    "example",
    "tip",
    "fact",
    "term",
    "target_group",
    "data_source",
    "publication",
    "contact",
    "building_block",
)


@dataclass(frozen=True, eq=False)
class Entry:
    """An item with its type; ``ref`` (``tip:eerst-kennismaken``) is unique in the knowledge base."""

    type: str
    item: AnyItem

    @property
    def ref(self) -> str:
        """Type and id."""
        return f"{self.type}:{self.item.id}"

    @property
    def blocks(self) -> tuple[str, ...]:
        """Building blocks of the item; a block is about itself."""
        if isinstance(self.item, BuildingBlock):
            return (str(self.item.id),)
        return tuple(getattr(self.item, "building_blocks", ()))

    @property
    def groups(self) -> tuple[str, ...]:
        """Target groups of the item; empty when it is for everyone."""
        if isinstance(self.item, TargetGroup):
            return (self.item.id,)
        return tuple(getattr(self.item, "target_groups", ()))

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles that the item is meant for; empty when it is for everyone."""
        return tuple(getattr(self.item, "roles", ()))

    @property
    def themes(self) -> tuple[str, ...]:
        """Themes of the item."""
        return tuple(getattr(self.item, "themes", ()))

    @property
    def title(self) -> str:
        """A short name for lists and cards."""
        item = self.item
        if isinstance(item, TargetGroup):
            return item.name
        return str(getattr(item, "title", "") or shorten(item.text))

    @cached_property
    def search_text(self) -> str:
        """What the search reads: title, text and everything an editor wrote about the item."""
        item = self.item
        parts = [getattr(item, "title", ""), getattr(item, "name", ""), item.text]
        parts += [getattr(item, name, None) or "" for name in ("why", "audience", "worked", "result", "place", "level", "advice")]
        parts += list(getattr(item, "synonyms", ())) if isinstance(item, Term) else []
        parts += item.questions
        return " ".join(part for part in parts if part)


def shorten(text: str, words: int = 8) -> str:
    """Return the first words of a text, with dots when something was cut."""
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]).rstrip(",;:.") + " …"


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything in ``knowledge/``, by kind and id."""

    building_blocks: dict[str, BuildingBlock] = field(default_factory=dict)
    checklist: dict[str, ChecklistPoint] = field(default_factory=dict)
    examples: dict[str, Example] = field(default_factory=dict)
    tips: dict[str, Tip] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    target_groups: dict[str, TargetGroup] = field(default_factory=dict)
    data_sources: dict[str, DataSource] = field(default_factory=dict)
    publications: dict[str, Publication] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """All items that can be shown, by ref."""
        kinds: list[tuple[str, Iterable[AnyItem]]] = [
            ("checklist_point", self.checklist.values()),
            ("example", self.examples.values()),
            ("tip", self.tips.values()),
            ("fact", self.facts.values()),
            ("term", self.terms.values()),
            ("target_group", self.target_groups.values()),
            ("data_source", self.data_sources.values()),
            ("publication", self.publications.values()),
            ("contact", self.contacts.values()),
            ("building_block", self.building_blocks.values()),
        ]
        entries = [Entry(kind, item) for kind, items in kinds for item in items]
        return {entry.ref: entry for entry in entries}

    @cached_property
    def _by_type(self) -> dict[str, list[Entry]]:
        by_type: dict[str, list[Entry]] = {kind: [] for kind in ITEM_TYPES}
        for entry in self.entries.values():
            by_type[entry.type].append(entry)
        return by_type

    @cached_property
    def difficult_words(self) -> dict[str, str]:
        """Words that an answer explains at their first use, with the id of their term.

        Of the synonyms those that look like the title: "outreachend" needs explaining, "eropaf
        gaan" does not.
        """
        words: dict[str, str] = {}
        for term in self.terms.values():
            if term.difficult:
                title = term.title.lower()
                names = [IN_BRACKETS.sub("", term.title), *(name for name in term.synonyms if name.lower()[:_ALIKE] in title)]
                words.update(dict.fromkeys(names, term.id))
        return words

    def of_type(self, *types: str) -> Iterator[Entry]:
        """Yield the entries of the given types, in the order of the files."""
        for kind in types:
            yield from self._by_type[kind]

    def group_names(self, slugs: Iterable[str]) -> list[str]:
        """Return the names of target groups as they stand in a sentence."""
        return [self.target_groups[slug].name for slug in slugs if slug in self.target_groups]

    def broader(self, slugs: Iterable[str]) -> set[str]:
        """Return the groups that are wider than the given ones, themselves excluded."""
        slugs = set(slugs)
        wider: set[str] = set()
        todo = list(slugs)
        while todo:
            group = self.target_groups.get(todo.pop())
            for slug in group.broader if group else ():
                if slug not in wider and slug not in slugs:
                    wider.add(slug)
                    todo.append(slug)
        return wider
