"""Remarks on what is missing: target groups without advice or an example of their own."""

from __future__ import annotations

from collections.abc import Iterator

from bouwstenen.editing.reading import Reading, remark
from bouwstenen.knowledge import KnowledgeBase, Problem
from bouwstenen.knowledge.models import BlockId


def own_advice(base: KnowledgeBase, group: str, block: str) -> list[str]:
    """Return the points and tips for this very group that belong to a block, by ref."""
    return [entry.ref for entry in base.of_type("checklist_point", "tip") if group in entry.groups and block in entry.blocks]


def own_examples(base: KnowledgeBase, group: str) -> list[str]:
    """Return the examples for this very group, by ref."""
    return [entry.ref for entry in base.of_type("example") if group in entry.groups]


def gaps(reading: Reading) -> Iterator[Problem]:
    """Yield a remark on each block for which a group has no point or tip, and on each group without an example."""
    for group in reading.base.target_groups.values():
        missing = [str(block.value) for block in BlockId if not own_advice(reading.base, group.id, block.value)]
        if missing:
            yield remark(
                reading.place(group),
                "id",
                f"Voor '{group.id}' is er geen eigen punt of tip bij {', '.join(missing)}.",
                "Tot er een bron is, zegt de assistent dat het advies voor iedereen geldt.",
            )
        if not own_examples(reading.base, group.id):
            yield remark(
                reading.place(group), "id", f"Voor '{group.id}' is er geen voorbeeld.", "Zoek een bron en zet het in examples.yml."
            )
