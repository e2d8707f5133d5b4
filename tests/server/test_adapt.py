"""The places where Rasa is adapted, held against the original."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bouwstenen.server import adapt

GOOD = [
    {"events": [], "responses": []},
    {
        "events": [{"event": "slot", "name": "role", "value": "zorg"}],
        "responses": [{"text": "Dag", "buttons": [], "custom": {"reply": {}}}],
    },
    {"events": [{"event": "slot", "name": "last", "value": {"refs": [1, None]}}]},
]
BAD = [{"events": {}, "responses": []}, {"events": [], "responses": ["text"]}, {"events": [{"event": "slot"}]}, {"events": [7]}, []]


@pytest.mark.parametrize("result", [*GOOD, *BAD])
def test_the_validator_built_once_judges_as_rasa_does(result: object) -> None:
    def verdict(check: object) -> bool:
        try:
            check()  # type: ignore[operator]
        except ValidationError:
            return False
        return True

    schema = RemoteAction.action_response_format_spec()
    ours = verdict(lambda: adapt._validate_action_result(None, result))  # type: ignore[arg-type]
    assert ours == verdict(lambda: validate(result, schema))
    assert ours == (result in GOOD)


def test_the_action_server_gets_slots_and_message_but_no_events() -> None:
    events = [ActionExecuted("action_listen"), UserUttered("hallo", {"name": "greet", "confidence": 1.0}), SlotSet("role", "zorg")]
    tracker = DialogueStateTracker.from_events("x", events, slots=[AnySlot("role", mappings=[{}])])
    sent = adapt._lean_action_call_format(RemoteAction("action_help", None), tracker, Domain.empty())
    assert sent["tracker"]["events"] == []
    assert sent["tracker"]["slots"]["role"] == "zorg"
    assert sent["tracker"]["latest_message"]["text"] == "hallo"
    assert tracker.current_state()["slots"]["role"] == "zorg", "the tracker itself is as before"
