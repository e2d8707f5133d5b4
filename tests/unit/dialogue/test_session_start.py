from __future__ import annotations

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.session import ActionSessionStart


def test_a_new_session_keeps_group_role_and_what_was_begun_and_forgets_the_rest() -> None:
    slots = {
        "target_groups": ["ouderen"],
        "role": "zorg",
        "walk": {"at": 1},
        "place": "Delft",
        "building_block": "bereiken",
        "last": {"intent": "ask_bereiken"},
        "shown": ["tip:a"],
        "active_flow": "walk",
        "offer": "make_plan",
    }
    tracker = Tracker("x", slots, {}, [], False, None, {}, "action_listen")
    events = asyncio.run(ActionSessionStart().run(CollectingDispatcher(), tracker, {}))
    kept = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    assert kept == {"target_groups": ["ouderen"], "role": "zorg", "walk": {"at": 1}}
    assert events[0]["event"] == "session_started"
