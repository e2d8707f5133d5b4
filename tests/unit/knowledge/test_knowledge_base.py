"""Finding things in the knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bouwstenen.knowledge import KnowledgeBase, load_knowledge
from bouwstenen.knowledge.base import ITEM_TYPES, shorten
from bouwstenen.knowledge.models import TargetGroup


def group(slug: str, *broader: str) -> TargetGroup:
    return TargetGroup(id=slug, name=slug.title(), text="x", synonyms=["a", "b", "c"], broader=list(broader), sources=["s"], origin="bron")


@pytest.fixture
def small(folder: Path) -> KnowledgeBase:
    return load_knowledge(folder)


def test_entries_are_known_by_type_and_id(small: KnowledgeBase) -> None:
    assert set(small.entries) == {
        "checklist_point:check-plekken", "example:koffie-in-zeist", "tip:ga-langs", "fact:vier-namen", "term:term-drempel",
        "target_group:ouderen", "target_group:oudere-migranten", "data_source:data-cijfers", "publication:pub-blad",
        "contact:contact-bureau", "building_block:bereiken",
    }  # fmt: skip
    assert all(ref == entry.ref for ref, entry in small.entries.items())
    assert {entry.type for entry in small.entries.values()} == set(ITEM_TYPES)


def test_same_id_in_two_kinds_gives_two_entries(folder: Path) -> None:
    path = folder / "facts.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("vier-namen", "ga-langs"), encoding="utf-8")
    entries = load_knowledge(folder).entries
    assert entries["tip:ga-langs"].item.text != entries["fact:ga-langs"].item.text


@pytest.mark.parametrize(
    ("types", "refs"),
    [
        ((), []),
        (("tip",), ["tip:ga-langs"]),
        (("target_group", "tip"), ["target_group:ouderen", "target_group:oudere-migranten", "tip:ga-langs"]),
    ],
)
def test_of_type_keeps_the_order_of_types_and_files(small: KnowledgeBase, types: tuple[str, ...], refs: list[str]) -> None:
    assert [entry.ref for entry in small.of_type(*types)] == refs


@pytest.mark.parametrize(
    ("slugs", "wider"),
    [
        ([], set()),
        (["wide"], set()),
        (["middle"], {"wide"}),
        (["narrow"], {"middle", "wide", "other"}),
        (["narrow", "wide"], {"middle", "other"}),
        (["unknown"], set()),
        (["loop-a"], {"loop-b"}),
        (["loop-a", "loop-b"], set()),
    ],
)
def test_broader_goes_all_the_way_up_and_ends(slugs: list[str], wider: set[str]) -> None:
    groups = [
        group("wide"),
        group("other"),
        group("middle", "wide"),
        group("narrow", "middle", "other"),
        group("loop-a", "loop-b"),
        group("loop-b", "loop-a"),
    ]
    assert KnowledgeBase(target_groups={g.id: g for g in groups}).broader(slugs) == wider


def test_group_names_keep_their_order_and_leave_out_the_unknown(small: KnowledgeBase) -> None:
    assert small.group_names(["oudere-migranten", "weg", "ouderen"]) == ["oudere migranten", "ouderen"]


def test_a_block_is_about_itself_and_a_group_about_itself(small: KnowledgeBase) -> None:
    assert small.entries["building_block:bereiken"].blocks == ("bereiken",)
    assert small.entries["target_group:ouderen"].groups == ("ouderen",)
    assert small.entries["target_group:ouderen"].blocks == ()
    assert small.entries["example:koffie-in-zeist"].groups == ("ouderen",)


@pytest.mark.parametrize(
    ("ref", "title"),
    [
        ("example:koffie-in-zeist", "Koffie in Zeist"),
        ("target_group:oudere-migranten", "oudere migranten"),
        ("tip:ga-langs", "Ga langs bij de buurtkamer."),
    ],
)
def test_title_is_short_and_never_empty(small: KnowledgeBase, ref: str, title: str) -> None:
    assert small.entries[ref].title == title


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("een twee", "een twee"),
        ("a b c d e f g h", "a b c d e f g h"),
        ("a b c d e f g, h", "a b c d e f g, h"),
        ("a b c d e f g h, i", "a b c d e f g h …"),
    ],
)
def test_shorten_cuts_after_eight_words(text: str, short: str) -> None:
    assert shorten(text) == short


def test_search_reads_everything_an_editor_wrote_about_an_example(small: KnowledgeBase) -> None:
    text = small.entries["example:koffie-in-zeist"].search_text
    for part in ("Koffie in Zeist", "ouderen in Zeist", "schonken elke week", "plek was vertrouwd"):
        assert part in text


def test_search_reads_the_questions_of_an_item(folder: Path) -> None:
    path = folder / "tips.yml"
    path.write_text(path.read_text(encoding="utf-8") + '  questions: ["Waar begin ik?"]\n', encoding="utf-8")
    assert "Waar begin ik?" in load_knowledge(folder).entries["tip:ga-langs"].search_text


def test_items_cannot_be_changed(small: KnowledgeBase) -> None:
    item: Any = small.tips["ga-langs"]
    with pytest.raises(TypeError):
        item.text = "anders"
