"""``make preview ITEM=<id>``: an item of the knowledge base as the assistant will say it."""

from __future__ import annotations

import argparse

from bouwstenen.editing import preview
from bouwstenen.editing.reading import Reading
from bouwstenen.knowledge.check import check, in_order


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which item."""
    parser.add_argument("item", nargs="?", default="", help="de id van een item; zonder id: wat er veranderd is sinds de laatste commit")


def main(arguments: argparse.Namespace) -> int:
    """Print the item, or what can be shown; return 1 when there is no such item."""
    name = arguments.item.strip()
    return _show(name) if name else _choose()


def _show(name: str) -> int:
    reading = Reading.of()
    found = preview.find(reading, name)
    if not found:
        print(f"'{name}' staat niet in de kennisbank.")
        near = preview.nearest(reading, name)
        if near:
            print(f"Bedoel je een van deze? {', '.join(near)}.")
        for problem in sorted(reading.problems, key=in_order):
            print(f"Dit kan ik niet lezen: {problem}")
        return 1
    problems = sorted(check(reading.located, reading.base), key=in_order)
    for number, located in enumerate(found):
        print("\n---\n" * bool(number) + preview.show(reading, located))
        for problem in preview.problems_near(reading, problems, located):
            print(f"\nDit klopt nog niet: {problem}")
    print("\nMet 'make check-knowledge' kijk je alles na, ook de lengte van de zinnen.")
    return 0


def _choose() -> int:
    changed = preview.changed()
    if changed:
        print("Nieuw of veranderd sinds de laatste commit:")
        for located in changed:
            print(f"  {preview.id_of(located)} ({located.file}, regel {located.line})")
        print(f"\nBekijk er één, bijvoorbeeld: make preview ITEM={preview.id_of(changed[0])}")
        return 0
    if changed is not None:
        print("Er is niets veranderd sinds de laatste commit.")
    print("Zeg welk item je wilt zien, bijvoorbeeld: make preview ITEM=term-sleutelpersoon")
    return 0
