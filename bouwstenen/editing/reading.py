"""A knowledge base with the places of its entries, so that a remark can say where it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bouwstenen.knowledge import Entry, KnowledgeBase, Problem
from bouwstenen.knowledge.load import Located, build, read_folder
from bouwstenen.knowledge.models import Model


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read of ``knowledge/``: the entries with their files and lines, and what could not be read."""

    located: list[Located]
    problems: list[Problem]

    @classmethod
    def of(cls, folder: Path | None = None) -> Reading:
        """Read a folder, by default the project's."""
        return cls(*read_folder(folder))

    @cached_property
    def base(self) -> KnowledgeBase:
        """The knowledge base of what could be read."""
        return build(self.located)

    @cached_property
    def _places(self) -> dict[int, Located]:
        return {id(located.item): located for located in self.located}

    def place(self, item: Model) -> Located:
        """Return where an item of :attr:`base` stands.

        Raises:
            KeyError: the item is not of this knowledge base.
        """
        return self._places[id(item)]

    def entries(self, *types: str) -> Iterator[tuple[Entry, Located]]:
        """Yield the entries of these types, of all types when none is given, with their places."""
        for entry in self.base.of_type(*types) if types else self.base.entries.values():
            yield entry, self.place(entry.item)


def remark(located: Located, field: str, message: str, remedy: str) -> Problem:
    """Return a remark on a field of an entry."""
    return Problem(located.file, located.at(field), field, message, remedy)


def at(located: Located, field: str = "text") -> str:
    """Return the place of a field as it stands in a remark on another entry."""
    return f"{located.file}, regel {located.at(field)}"
