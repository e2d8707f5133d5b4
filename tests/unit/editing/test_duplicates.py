"""Two items of a kind that say nearly the same are named together."""

from __future__ import annotations

import pytest

from bouwstenen.editing.duplicates import near_duplicates
from tests.unit.editing.conftest import Add, WordEncoder, tip, tokenize

SAID = "Vraag buurtbewoners op welke plekken zij graag komen en sluit daar aan met je aanbod."
NEARLY = "Vraag buurtbewoners op welke plekken zij vaak komen en sluit daar dan aan met je aanbod."


def test_both_places_are_named(add: Add, encoder: WordEncoder) -> None:
    (found,) = near_duplicates(add("tips", tip("plekken", SAID), tip("plekken-ook", NEARLY)), encoder, tokenize)
    assert (found.file, found.line, found.field) == ("tips.yml", 14, "text")
    assert "'plekken' (tips.yml, regel 8;" in found.message
    assert found.remedy


@pytest.mark.parametrize("other", ["Ga langs bij de moskee en drink thee.", "Vraag een sleutelpersoon om je voor te stellen."])
def test_texts_that_say_something_else_are_not_named(add: Add, encoder: WordEncoder, other: str) -> None:
    assert list(near_duplicates(add("tips", tip("plekken", SAID), tip("anders", other)), encoder, tokenize)) == []


def test_a_fact_may_say_what_a_tip_says(add: Add, encoder: WordEncoder) -> None:
    add("tips", tip("plekken", SAID))
    reading = add("facts", f"- id: plekken\n  text: {NEARLY}\n  sources: [andere-site]\n  origin: bron\n")
    assert list(near_duplicates(reading, encoder, tokenize)) == []


def test_contacts_may_be_alike(add: Add, encoder: WordEncoder) -> None:
    contacts = [
        f"- {{id: {name}, title: {name}, text: Mail {name} over de vier bouwstenen., sources: [andere-site], origin: bron}}\n"
        for name in ("an", "bo")
    ]
    assert list(near_duplicates(add("contacts", *contacts), encoder, tokenize)) == []


def test_of_three_alike_each_pair_is_named_the_most_alike_first(add: Add, encoder: WordEncoder) -> None:
    reading = add("tips", tip("een", SAID), tip("twee", NEARLY), tip("drie", SAID.replace("graag", "vaak")))
    found = [problem.message for problem in near_duplicates(reading, encoder, tokenize)]
    assert len(found) == 3
    scores = [float(message.split("; ")[1][:4]) for message in found]
    assert scores == sorted(scores, reverse=True)
