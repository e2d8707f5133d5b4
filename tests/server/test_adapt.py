"""The places where Rasa is adapted, held against the original."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

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
def test_the_check_compiled_once_judges_as_rasa_does(result: object) -> None:
    def verdict(check: object) -> bool:
        try:
            check()  # type: ignore[operator]
        except ValidationError:
            return False
        return True

    schema = RemoteAction.action_response_format_spec()
    ours = verdict(lambda: adapt._validate_action_result(RemoteAction("action_help", None), result))  # type: ignore[arg-type]
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


async def requests_to(session: Callable[[EndpointConfig], Any], statuses: list[int]) -> tuple[list[Any], int]:
    """Return what Rasa gets from a server with those statuses, and the number of connections it made."""
    peers = set()
    left = iter(statuses)

    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        return web.json_response({"got": await request.json(), "key": request.headers.get("key")}, status=next(left))

    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook", headers={"key": "value"})
    endpoint.session = lambda: session(endpoint)  # type: ignore[method-assign]
    got: list[Any] = []
    for number in range(len(statuses)):
        try:
            got.append(await endpoint.request(json={"number": number}))
        except ClientResponseError as error:
            got.append(error.status)
    await adapt._close_sessions()
    await runner.cleanup()
    return got, len(peers)


def test_requests_to_the_action_server_share_a_connection_and_answer_as_before() -> None:
    statuses = [200, 500, 200, 200]
    as_rasa, each_its_own = asyncio.run(requests_to(adapt._session, statuses))
    ours, shared = asyncio.run(requests_to(adapt._lasting_session, statuses))
    assert ours == as_rasa
    assert as_rasa[0] == {"got": {"number": 0}, "key": "value"}
    assert as_rasa[1] == 500
    assert (each_its_own, shared) == (4, 1)


class Understanding:
    """The part of Rasa's processor that understands messages, with a graph that takes its time."""

    http_interpreter = None
    domain = Domain.empty()
    parse_message = adapt._parse_message
    _update_full_retrieval_intent = MessageProcessor._update_full_retrieval_intent
    _check_for_unseen_features = MessageProcessor._check_for_unseen_features
    _parse_message_with_graph = MessageProcessor._parse_message_with_graph
    model_metadata = SimpleNamespace(nlu_target="nlu")

    def __init__(self) -> None:
        self.graph_runner = self
        self.threads: set[int] = set()

    def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
        """Understand one message, as the graph of the model does."""
        message = inputs["__message__"][0]
        self.threads.add(threading.get_ident())
        time.sleep(0.1)
        if message.text == "fout":
            raise ValueError(message.text)
        parsed = {"text": message.text, "intent": {"name": None, "confidence": 0.5}, "entities": [], "intent_ranking": []}
        return {"nlu": [SimpleNamespace(as_dict=lambda only_output_properties: parsed)]}


def test_understanding_beside_the_loop_gives_the_same_and_lets_the_loop_go_on() -> None:
    async def both(text: str) -> tuple[Any, Any, int]:
        rasa, ours = Understanding(), Understanding()
        expected = await adapt._parse_message(rasa, UserMessage(text), None)
        parsing = asyncio.ensure_future(adapt._parse_in_a_thread(ours, UserMessage(text), None))  # type: ignore[arg-type]
        ticks = 0
        while not parsing.done():
            ticks += 1
            await asyncio.sleep(0.01)
        assert rasa.threads == {threading.get_ident()}
        assert ours.threads.isdisjoint(rasa.threads)
        return expected, await parsing, ticks

    expected, got, ticks = asyncio.run(both("hallo"))
    assert got == expected
    assert expected["text"] == "hallo"
    assert ticks > 3


def test_an_error_in_understanding_reaches_the_turn() -> None:
    with pytest.raises(ValueError, match="fout"):
        asyncio.run(adapt._parse_in_a_thread(Understanding(), UserMessage("fout"), None))  # type: ignore[arg-type]


def test_messages_are_understood_one_by_one() -> None:
    async def several() -> set[int]:
        processor = Understanding()
        texts = [f"bericht {number}" for number in range(4)]
        parsed = await asyncio.gather(*(adapt._parse_in_a_thread(processor, UserMessage(text), None) for text in texts))  # type: ignore[arg-type]
        assert [result["text"] for result in parsed] == texts
        return processor.threads

    assert len(asyncio.run(several())) == 1
