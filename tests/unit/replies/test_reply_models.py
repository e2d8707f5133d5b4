"""The models hold the reply contract: what goes over the wire, and what is refused."""

from __future__ import annotations

import json
import random
import re
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from bouwstenen.replies import Button, Message, Progress, Reply, ReplyItem, ReplySource
from bouwstenen.replies.models import MAX_ITEMS, ItemType, Kind, new_turn_id

KINDS = [
    "smalltalk", "help", "explanation", "answer", "step", "checklist", "self_check", "example", "tip", "source", "contact", "action_plan",
    "clarification", "fallback", "out_of_scope", "emergency", "privacy", "feedback", "workshop",
]  # fmt: skip
TYPES = ["checklist_point", "example", "tip", "fact", "term", "target_group", "data_source", "publication", "contact"]
FIELDS = {"version", "kind", "building_block", "target_groups", "general", "role", "place", "items", "sources", "progress", "turn_id"}


def reply(kind: Any, **fields: Any) -> Reply:
    return Reply(kind=kind, **fields)


def item(number: int = 1, *sources: str, kind: Any = "tip") -> ReplyItem:
    return ReplyItem(id=f"tip-{number}", type=kind, title="Een tip", text="Ga langs.", sources=list(sources))


def source(name: str) -> ReplySource:
    return ReplySource(id=name, title="Titel", publisher="Maker", year=None, url=None)


def test_the_contract_has_these_kinds_and_types() -> None:
    assert list(get_args(Kind)) == KINDS
    assert list(get_args(ItemType)) == TYPES


@pytest.mark.parametrize("kind", KINDS)
def test_bare_reply_carries_every_field(kind: str) -> None:
    wire = reply(kind).as_json()
    assert set(wire) == FIELDS
    assert wire["version"] == 1
    assert wire["kind"] == kind
    assert (wire["building_block"], wire["role"], wire["place"], wire["progress"]) == (None, None, None, None)
    assert (wire["target_groups"], wire["items"], wire["sources"], wire["general"]) == ([], [], [], False)


def test_full_reply_goes_over_the_wire_unchanged() -> None:
    full = reply(
        kind="step", building_block="bereiken", target_groups=["statushouders"], general=True, role="gemeente", place="Zeist",
        items=[item(1, "a")], sources=[source("a")], progress=Progress(done=1, total=4, label="stap 2 van 4"),
    )  # fmt: skip
    wire = full.as_json()
    assert Reply(**json.loads(json.dumps(wire))) == full
    assert set(wire["items"][0]) == {"id", "type", "title", "text", "sources"}
    assert set(wire["sources"][0]) == {"id", "title", "publisher", "year", "url"}
    assert wire["progress"] == {"done": 1, "total": 4, "label": "stap 2 van 4"}
    assert (wire["building_block"], wire["role"]) == ("bereiken", "gemeente")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "joke"},
        {"kind": None},
        {"kind": "answer", "version": 2},
        {"kind": "answer", "building_block": "bereikbaar"},
        {"kind": "answer", "role": "directeur"},
        {"kind": "answer", "mood": "good"},
        {"kind": "answer", "turn_id": "1"},
        {"kind": "answer", "progress": {"done": -1, "total": 4, "label": "x"}},
        {"kind": "answer", "progress": {"done": 1, "total": 4}},
    ],
)
def test_what_the_contract_does_not_know_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Reply(**wrong)


@pytest.mark.parametrize("kind", TYPES)
def test_item_types_of_the_contract_are_accepted(kind: str) -> None:
    assert item(kind=kind).type == kind


@pytest.mark.parametrize("kind", ["building_block", "referral", "", "Tip"])
def test_other_item_types_are_refused(kind: str) -> None:
    with pytest.raises(ValidationError):
        item(kind=kind)


def test_at_most_twelve_items() -> None:
    assert MAX_ITEMS == 12
    assert len(reply("checklist", items=[item(n) for n in range(12)]).items) == 12
    with pytest.raises(ValidationError):
        reply("checklist", items=[item(n) for n in range(13)])


@pytest.mark.parametrize("described", [None, [], ["b"]])
def test_source_of_an_item_must_be_described(described: list[str] | None) -> None:
    given: dict[str, Any] = {} if described is None else {"sources": [source(name) for name in described]}
    with pytest.raises(ValidationError, match="'a'"):
        reply("tip", items=[item(1, "a", "b")], **given)


def test_more_sources_than_those_of_the_items_are_fine() -> None:
    assert len(reply("source", items=[item(1, "a")], sources=[source("a"), source("b")]).sources) == 2


def test_too_many_items_is_said_as_such() -> None:
    with pytest.raises(ValidationError) as raised:
        reply("checklist", items=[item(n, "a") for n in range(13)])
    assert {error["loc"] for error in raised.value.errors()} == {("items",)}


def test_turn_ids_are_unique() -> None:
    assert len({reply("tip").turn_id for _ in range(5_000)}) == 5_000


def test_turn_id_is_unguessable() -> None:
    """At least 96 bits, and not from the generator that a seed repeats."""
    random.seed(1)
    first = new_turn_id()
    random.seed(1)
    assert new_turn_id() != first
    assert re.fullmatch(r"[\w-]{16,}", first)


@pytest.mark.parametrize(
    ("entities", "payload"),
    [
        ({}, "/ask_tip"),
        ({"building_block": "bereiken"}, '/ask_tip{"building_block": "bereiken"}'),
        ({"group": "Oekraïners"}, '/ask_tip{"group": "Oekraïners"}'),
        ({"name": 'zo "heet" het\nhier'}, '/ask_tip{"name": "zo \\"heet\\" het\\nhier"}'),
    ],
)
def test_button_carries_intent_and_entities(entities: dict[str, str], payload: str) -> None:
    button = Button.to("Een tip", "ask_tip", **entities)
    assert button.payload == payload
    assert json.loads(button.payload[len("/ask_tip") :] or "{}") == entities


@pytest.mark.parametrize(
    "payload",
    [
        "ask_tip",
        "/",
        "",
        "/Ask_tip",
        "/ask tip",
        "/ask_tip {}",
        "/ask_tip{",
        "/ask_tip\n",
        "//ask_tip",
        "/ask_tip{geen json}",
        '/ask_tip{"a": 1',
        '/ask_tip{"a": 1} {}',
    ],
)
def test_payload_of_another_form_is_refused(payload: str) -> None:
    with pytest.raises(ValidationError):
        Button(title="Een tip", payload=payload)


@pytest.mark.parametrize("title", ["", "x" * 61])
def test_button_title_is_there_and_short(title: str) -> None:
    with pytest.raises(ValidationError):
        Button(title=title, payload="/ask_tip")
    assert Button(title="x" * 60, payload="/ask_tip").title == "x" * 60


def test_message_without_text_is_refused() -> None:
    with pytest.raises(ValidationError):
        Message(text="", reply=reply("tip"))
    assert Message(text="Hallo", reply=reply("tip")).buttons == []
