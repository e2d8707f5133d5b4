from __future__ import annotations

import json
from dataclasses import fields

import yaml

from bouwstenen.dialogue.state import Last, Said, State, unfinished
from bouwstenen.paths import ROOT
from bouwstenen.replies import Message, Reply


def test_every_field_is_a_slot_and_every_slot_a_field() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert list(domain["slots"]) == sorted(domain["slots"], key=list(domain["slots"]).index)
    assert set(domain["slots"]) == {field.name for field in fields(State)}


def test_state_goes_through_slots_as_json_and_back() -> None:
    state = State(
        target_groups=("ouderen", "jongeren"),
        building_block="bereiken",
        last=Last("ask_bereiken", "answer", ("tip:a",), ("bron",), "turn-1", "Wie mis je?"),
        said=Said("answer", "turn-1", "ask_bereiken"),
        shown=("tip:a",),
        misses=1,
        walk={"at": 1, "order": ["verkennen"]},
        offer="make_plan",
        return_to="walk",
    )
    slots = json.loads(json.dumps(state.changed_slots(State())))
    assert State.from_slots(slots) == state


def test_only_what_changed_goes_to_the_slots() -> None:
    before = State(role="gemeente", shown=("tip:a",))
    assert before.but(place="Delft").changed_slots(before) == {"place": "Delft"}


def test_misses_come_back_as_a_whole_number_and_foreign_slots_are_left_alone() -> None:
    state = State.from_slots({"misses": 1.0, "session_started_metadata": {}, "role": None, "last": {"intent": "x", "later_field": 1}})
    assert state.misses == 1
    assert state.last == Last(intent="x")


def test_what_was_shown_again_is_the_latest() -> None:
    assert State(shown=("a", "b")).with_shown("a", "c").shown == ("b", "a", "c")


def test_a_thank_you_for_a_judgement_is_not_the_answer_to_judge() -> None:
    state = State().after([Message(text="Antwoord", reply=Reply(kind="answer"))], "ask_bereiken")
    assert state.said is not None
    assert state.said.kind == "answer"
    assert state.after([Message(text="Dank je", reply=Reply(kind="feedback"))], "feedback_positive") == state


def test_a_flow_is_unfinished_between_its_start_and_its_end() -> None:
    assert not unfinished(None)
    assert not unfinished({"finished": True})
    assert unfinished({"at": 2, "finished": False})
