"""The project's own knowledge base: enough of everything, sourced, in plain words of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bouwstenen.knowledge import KnowledgeBase, Problem
from bouwstenen.knowledge.load import default_folder
from bouwstenen.knowledge.models import BlockId
from bouwstenen.paths import ROOT

BLOCKS = [block.value for block in BlockId]
#: The groups of the reply contract; these keep their meaning.
CONTRACT_GROUPS = [
    "statushouders", "oekraiense-ontheemden", "laaggeletterden", "beperkte-gezondheidsvaardigheden", "migratieachtergrond",
    "arbeidsmigranten", "ouderen", "oudere-migranten", "jongeren", "aanstaande-ouders", "gezinnen", "armoede-en-schulden",
    "mantelzorgers", "lvb", "psychische-kwetsbaarheid", "dakloze-mensen", "ongedocumenteerden", "chronisch-zieken",
    "roma-en-sinti", "werklozen", "lage-ses",
]  # fmt: skip
MINIMA = {
    "checklist_point": 60,
    "example": 35,
    "tip": 60,
    "fact": 80,
    "term": 40,
    "data_source": 10,
    "target_group": 21,
    "building_block": 4,
}
PROSE = ("text", "why", "worked", "result", "advice", "question", "audience")
#: So many words in a row are copied, not said in own words.
COPIED = 8
SEEDS = ROOT.parent / "shared" / "seeds"
#: Names of a work that may be longer than that.
NAMES = (
    "Betrekken van (aanstaande) ouders in een kwetsbare situatie",
    "Samenwerken met de mensen om wie het gaat? Natuurlijk",
    "Samenwerken met de mensen om wie het gaat",
)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return (tuple(found[start : start + COPIED]) for start in range(len(found) - COPIED + 1))


def test_there_are_no_problems(real: tuple[KnowledgeBase, list[Problem]]) -> None:
    assert [str(problem) for problem in real[1]] == []


@pytest.mark.parametrize(("kind", "least"), MINIMA.items())
def test_there_is_enough_of_each_kind(base: KnowledgeBase, kind: str, least: int) -> None:
    assert len(list(base.of_type(kind))) >= least


@pytest.mark.parametrize("block", BLOCKS)
def test_each_block_has_at_least_ten_checklist_points(base: KnowledgeBase, block: str) -> None:
    assert sum(block in entry.blocks for entry in base.of_type("checklist_point")) >= 10


def test_a_checklist_point_is_a_question_with_one_sentence_why(base: KnowledgeBase) -> None:
    assert [point.id for point in base.checklist.values() if not point.text.endswith("?") or point.text.count("?") > 1] == []
    assert [point.id for point in base.checklist.values() if len(re.findall(r"[.!?](?=\s|$)", point.why)) != 1] == []


def test_the_four_blocks_are_numbered_one_to_four(base: KnowledgeBase) -> None:
    assert [(block.number, block.id) for block in sorted(base.building_blocks.values(), key=lambda b: b.number)] == list(
        enumerate(BLOCKS, 1)
    )


@pytest.mark.parametrize("slug", CONTRACT_GROUPS)
def test_group_of_the_reply_contract_is_there(base: KnowledgeBase, slug: str) -> None:
    assert slug in base.target_groups


@pytest.mark.parametrize("slug", CONTRACT_GROUPS)
def test_group_says_where_to_meet_whom_to_ask_and_what_to_mind(base: KnowledgeBase, slug: str) -> None:
    group = base.target_groups[slug]
    assert group.meeting_places and group.key_persons and group.notes


def own_items(base: KnowledgeBase, slug: str, block: str) -> list[str]:
    return [entry.ref for entry in base.of_type("checklist_point", "tip") if slug in entry.groups and block in entry.blocks]


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("slug", CONTRACT_GROUPS)
def test_group_has_own_points_or_tips_for_the_block(base: KnowledgeBase, slug: str, block: str) -> None:
    # The other way round too: a listed exception that has an item by now is no exception any more.
    assert own_items(base, slug, block)


@pytest.mark.parametrize("slug", CONTRACT_GROUPS)
def test_group_has_an_example(base: KnowledgeBase, slug: str) -> None:
    assert any(slug in entry.groups for entry in base.of_type("example"))


def test_every_source_that_is_named_exists(base: KnowledgeBase) -> None:
    items = [entry.item for entry in base.entries.values()] + list(base.referrals.values())
    named = {source for item in items for source in item.sources}
    notes = [n for group in base.target_groups.values() for n in (*group.meeting_places, *group.key_persons, *group.notes)]
    named |= {source for note in notes for source in note.sources}
    named |= set(yaml.safe_load((default_folder() / "places.yml").read_text(encoding="utf-8"))["sources"])
    assert named - set(base.sources) == set()
    assert all(item.sources for item in items)


def test_every_source_is_used(base: KnowledgeBase) -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in default_folder().glob("*.yml") if path.name != "sources.yml")
    assert [source for source in base.sources if not re.search(rf"(?<![\w-]){re.escape(source)}(?![\w-])", texts)] == []


def test_every_item_can_be_asked_for(base: KnowledgeBase) -> None:
    """An item that names no question is found by its own words only, which people do not type."""
    without = [entry.ref for entry in base.entries.values() if not entry.item.questions]
    assert without == []


def test_places_are_all_342_municipalities_with_their_date(base: KnowledgeBase) -> None:
    assert len(base.places) == 342
    assert len({place.name for place in base.places.values()}) == 342
    listed = yaml.safe_load((default_folder() / "places.yml").read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", listed["as_of"])


@pytest.mark.parametrize("name", ["Best", "Houten", "Goes", "Sluis"])
def test_place_that_is_also_a_word_needs_context(base: KnowledgeBase, name: str) -> None:
    assert next(place for place in base.places.values() if place.name == name).ambiguous


@pytest.mark.parametrize("kind", ["emergency_medical", "emergency_suicide", "emergency_violence", "emergency_child", "emergency_fire"])
def test_each_kind_of_emergency_has_a_number_to_call(base: KnowledgeBase, kind: str) -> None:
    assert any(kind in referral.kinds and referral.phone for referral in base.referrals.values())


def test_addresses_of_persons_carry_their_date(base: KnowledgeBase) -> None:
    with_mail = [contact for contact in base.contacts.values() if contact.email]
    assert {contact.email for contact in with_mail} >= {"i.goorts@pharos.nl", "y.jacob@pharos.nl"}
    assert all(contact.date for contact in with_mail)


def prose(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield where a text stands and the words of the text, without the names of the works it mentions."""
    whole = {item.title for kind in (base.publications, base.sources) for item in kind.values()}
    # Without its subtitle it is still the name of the work.
    titles = {*NAMES, *whole, *(title.split(" - ")[0] for title in whole)}
    names = sorted((" ".join(words(title)) for title in titles if len(words(title)) > 3), key=len, reverse=True)
    items = [(entry.ref, entry.item) for entry in base.entries.values()] + [(f"referral:{r.id}", r) for r in base.referrals.values()]
    for ref, item in items:
        texts = [getattr(item, name, None) or "" for name in PROSE] + list(getattr(item, "questions", ()))
        texts += [note.text for name in ("meeting_places", "key_persons", "notes") for note in getattr(item, name, ())]
        for text in texts:
            said = " ".join(words(text))
            for name in names:
                said = said.replace(name, "\n")
            for part in said.split("\n"):
                yield ref, part


def test_a_copied_run_of_words_would_be_found() -> None:
    assert set(runs("Een twee, drie vier vijf zes zeven acht.")) & set(runs("Nul een twee drie vier vijf zes zeven acht negen"))
    assert not set(runs("een twee drie vier vijf zes zeven")) & set(runs("een twee drie vier vijf zes zeven acht"))


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seeds are not beside the checkout ({SEEDS})")
def test_nothing_is_copied_from_the_seeds(base: KnowledgeBase) -> None:
    seeds = {run: path.name for path in Path(SEEDS).glob("*.txt") for run in runs(path.read_text(encoding="utf-8"))}
    assert len(seeds) > 1000
    copied = [f"{ref}: {' '.join(run)} ({seeds[run]})" for ref, text in prose(base) for run in runs(text) if run in seeds]
    assert copied == []
