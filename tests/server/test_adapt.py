"""The places where Rasa is adapted, held against the original."""

from __future__ import annotations

import asyncio
import gc
import importlib.util
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
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


class Sum(GraphComponent):
    """A component that adds up what it is given, and counts how often."""

    def __init__(self, more: int) -> None:
        self.more = more
        self.runs = 0

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"more": 0}

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: Any, resource: Any, execution_context: Any) -> Sum:
        return cls(config["more"])

    def add(self, **given: int) -> int:
        """Return the sum, with something more."""
        self.runs += 1
        if any(value < 0 for value in given.values()):
            raise ValueError("minder dan niets")
        return sum(given.values()) + self.more


def node(more: int, is_target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(needs, Sum, "create", "add", {"more": more}, eager=True, is_target=is_target)


#: Two ways from the message to the end, which share their begin; and one beside them.
GRAPH = {
    "end": node(1000, True, one="left", other="right"),
    "right": node(100, a="begin", b="__message__"),
    "left": node(10, True, a="begin"),
    "begin": node(1, a="__message__"),
    "beside": node(5, a="__tracker__"),
}
Run = Callable[..., dict[str, Any]]


@pytest.fixture
def runners(tmp_path: Path) -> tuple[DaskGraphRunner, Run, Run]:
    """Return a runner of :data:`GRAPH`, and Rasa's way and ours to run it."""
    # A second copy of the module: in the first, the adaptations may be in place already.
    found = importlib.util.find_spec("rasa.engine.runner.dask")
    assert found is not None
    assert found.loader is not None
    original = importlib.util.module_from_spec(found)
    found.loader.exec_module(original)
    schema = GraphSchema(GRAPH)
    runner = DaskGraphRunner.create(schema, LocalModelStorage.create(tmp_path), ExecutionContext(schema))
    assert original.DaskGraphRunner.run is not adapt._run_in_order
    return runner, original.DaskGraphRunner.run, adapt._run_in_order


def runs(runner: DaskGraphRunner) -> dict[str, int]:
    """Return how often each node ran since the last time this was asked."""
    counts = {}
    for name, made in runner._instantiated_nodes.items():
        counts[name], made._component.runs = made._component.runs, 0
    return counts


@pytest.mark.parametrize(
    ("inputs", "targets", "expected"),
    [
        ({"__message__": 1}, None, {"end": 1115, "left": 12}),
        ({"__message__": 1}, [], {"end": 1115, "left": 12}),
        ({"__message__": 1}, ["end"], {"end": 1115}),
        ({"__message__": 1}, ["begin"], {"begin": 2}),
        ({"__message__": 1, "__tracker__": 7}, ["right", "beside"], {"right": 103, "beside": 12}),
        ({"__message__": 1}, ["begin", "__message__"], {"begin": 2, "__message__": 1}),
    ],
)
def test_the_nodes_of_a_graph_give_what_they_give_in_rasa(
    runners: tuple[DaskGraphRunner, Run, Run], inputs: dict[str, int], targets: list[str] | None, expected: dict[str, int]
) -> None:
    runner, rasas, ours = runners
    assert rasas(runner, inputs, targets) == expected
    counts = runs(runner)
    assert ours(runner, inputs, targets) == expected
    assert runs(runner) == counts, "each node that is needed runs once, and no other"
    assert max(counts.values()) == 1


@pytest.mark.parametrize(("inputs", "targets"), [(None, ["beside"]), ({}, None), ({"__message__": -1}, None)])
def test_what_a_node_misses_or_does_wrong_is_told_in_the_same_words(
    runners: tuple[DaskGraphRunner, Run, Run], inputs: dict[str, int] | None, targets: list[str] | None
) -> None:
    runner, rasas, ours = runners
    with pytest.raises((GraphRunError, GraphComponentException)) as expected:
        rasas(runner, inputs, targets)
    with pytest.raises(type(expected.value)) as got:
        ours(runner, inputs, targets)
    assert str(got.value) == str(expected.value)


def test_inputs_that_clash_with_a_node_are_treated_as_rasa_treats_them(runners: tuple[DaskGraphRunner, Run, Run]) -> None:
    runner, theirs, ours = runners
    for run in (theirs, ours):
        with pytest.raises(GraphRunError, match="'begin' clashes with a node name"):
            run(runner, {"__message__": "begin"})
    assert set(runs(runner).values()) == {0}
    instead = {"__message__": 1, "begin": 2}
    assert ours(runner, instead) == theirs(runner, instead)


def test_rasa_runs_its_graphs_in_order_once_the_adaptations_are_in_place() -> None:
    adapt.install()
    assert DaskGraphRunner.run is adapt._run_in_order


@pytest.fixture
def unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("unfrozen")
def test_what_is_loaded_at_the_start_is_left_out_of_garbage_collection() -> None:
    gc.unfreeze()
    loaded = {"model": [{"weights": [number]} for number in range(1000)]}
    assert any(thing is loaded for thing in gc.get_objects())
    asyncio.run(adapt._freeze("app", "loop"))
    assert gc.get_freeze_count() > len(loaded["model"])
    assert not any(thing is loaded for thing in gc.get_objects())
    later: list[object] = [loaded]
    assert any(thing is later for thing in gc.get_objects()), "what comes afterwards is collected as before"
