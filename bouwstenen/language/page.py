"""What a web page says that it is about, as the entities of a message."""

from __future__ import annotations

from collections.abc import Mapping

from bouwstenen.knowledge.base import KnowledgeBase
from bouwstenen.knowledge.models import Role, TargetGroup, Theme
from bouwstenen.language.text import clean, fold


def page_entities(base: KnowledgeBase, page: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return entity and slug of what a page is about; what the knowledge base does not know is left out.

    Args:
        base: the knowledge base.
        page: what the page says under ``topic``, ``target_group`` and ``role``: a slug or a name,
            in any case and with or without accents. Other keys are not read.
    """
    found = (
        ("theme", _slug(base.themes, page.get("topic", ""))),
        ("target_group", _slug(base.target_groups, page.get("target_group", ""))),
        ("role", _slug(base.roles, page.get("role", ""))),
    )
    return tuple((entity, slug) for entity, slug in found if slug)


def _slug(items: Mapping[str, Theme] | Mapping[str, TargetGroup] | Mapping[str, Role], said: str) -> str | None:
    wanted = fold(clean(said))
    return next((slug for slug, item in items.items() if wanted in (slug, fold(item.name))), None)
