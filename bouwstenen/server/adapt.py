"""The places where Rasa 3.6.21 itself is adapted, each with the reason why.

Nothing is forked: each function below replaces one function of Rasa, and a test holds it
against the original.
"""

from __future__ import annotations

import asyncio
import copy
import gc
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from typing import Any, Dict, Iterable, List, Optional, Tuple
from urllib.parse import urljoin

import aiohttp
from rasa.core.actions.action import RemoteAction
from rasa.core.channels import channel as rasa_channel
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

from bouwstenen.channels.guard import guard


@lru_cache(maxsize=1)
def _validators() -> Tuple[Any, Any, Dict[str, Any]]:
    """Return what checks an answer apart from its events, any event, and an event by its name."""
    from jsonschema.validators import validator_for

    schema = copy.deepcopy(RemoteAction.action_response_format_spec())
    kind = validator_for(schema)
    kind.check_schema(schema)
    choices = schema["properties"]["events"]["items"].pop("oneOf")
    by_name: Dict[str, List[Any]] = {}
    for choice in choices:
        by_name.setdefault(choice["properties"]["event"]["const"], []).append(choice)
    return kind(schema), kind({"oneOf": choices}), {name: kind({"oneOf": own}) for name, own in by_name.items()}


def _validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
    """Check the answer of the action server with validators that are built once.

    Rasa calls ``jsonschema.validate``, which checks the schema itself again for every action: 25
    to 30 ms of each turn. An event is held against the forms of its own name only; those of the
    twenty others would refuse it for its name, after 2 ms.
    """
    rest, any_event, by_name = _validators()
    rest.validate(result)
    for event in result.get("events", ()):
        by_name.get(event["event"], any_event).validate(event)
    return True


_action_call_format = RemoteAction._action_call_format


def _lean_action_call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> Dict[str, Any]:
    """Send the slots and the last message to the action server, not the whole conversation.

    Our actions read nothing else, and all events of a long conversation make every turn slower.
    """
    full_state = tracker.current_state

    def without_events(verbosity: EventVerbosity = EventVerbosity.NONE) -> Dict[str, Any]:
        return {**full_state(EventVerbosity.NONE), "events": []}

    tracker.current_state = without_events  # type: ignore[assignment]
    try:
        return _action_call_format(self, tracker, domain)
    finally:
        del tracker.current_state  # type: ignore[method-assign]


class _OpenSession:
    """A session that stays open at the end of a ``with``, for the next request."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self.session

    async def __aexit__(self, *error: object) -> None:
        return None


_session = EndpointConfig.session
#: Sessions that are open, to be closed at the end.
_open: List[_OpenSession] = []


def _lasting_session(self: EndpointConfig) -> _OpenSession:
    """Return the session of this endpoint, made at its first request.

    Rasa makes a session and a connection for each action.
    """
    lasting: Optional[_OpenSession] = getattr(self, "lasting_session", None)
    if lasting is None or lasting.session.closed:
        lasting = self.lasting_session = _OpenSession(_session(self))
        _open.append(lasting)
    return lasting


async def _close_sessions(*_: object) -> None:
    while _open:
        await _open.pop().session.close()


_parse_message = MessageProcessor.parse_message
#: One thread, since the components of the pipeline were not written for more.
_understanding = ThreadPoolExecutor(max_workers=1, thread_name_prefix="nlu")


async def _parse_in_a_thread(self: MessageProcessor, *arguments: Any, **others: Any) -> Any:
    """Understand a message beside the loop that serves all other conversations.

    Half of a turn is the sentence encoder, which needs no Python; meanwhile the actions and the
    storing of other turns go on.
    """
    if self.http_interpreter:
        return await _parse_message(self, *arguments, **others)
    return await asyncio.get_running_loop().run_in_executor(_understanding, partial(_parse_now, self, *arguments, **others))


def _parse_now(*arguments: Any, **others: Any) -> Any:
    """Run Rasa's coroutine, which waits for nothing, without a loop."""
    try:
        _parse_message(*arguments, **others).send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("Understanding a message waits for something.")


def _run_in_order(self: DaskGraphRunner, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None) -> Dict[str, Any]:
    """Run the nodes of a graph, each after those that it needs.

    Dask plans the same few nodes anew three times a turn, which takes longer than half of the
    nodes do.
    """
    nodes = self._graph_schema.nodes
    done: Dict[str, Any] = {}
    for name, value in (inputs or {}).items():
        if isinstance(value, str) and value in nodes:
            raise GraphRunError(f"Input value '{value}' clashes with a node name.")
        done[name] = (name, value)

    def result(name: str) -> Any:
        if name not in done:
            done[name] = self._instantiated_nodes[name](*(result(parent) if known(parent) else parent for parent in needs(name)))
        return done[name]

    def known(name: str) -> bool:
        return name in done or name in nodes  # what is not, the node that needs it complains of

    def needs(name: str) -> Iterable[str]:
        return nodes[name].needs.values()

    return dict(result(name) for name in targets or self._graph_schema.target_names)


async def _freeze(*_: object) -> None:
    """Leave what is loaded now out of garbage collection: model and knowledge stay as long as the process."""
    gc.collect()
    gc.freeze()


def _guarded_register(input_channels: List[rasa_channel.InputChannel], app: Any, route: Optional[str]) -> None:
    """Register the channels as Rasa does, with our guard between them and the agent."""

    async def handler(message: rasa_channel.UserMessage) -> None:
        await guard(app.ctx.agent, message)

    for input_channel in input_channels:
        prefix = urljoin(route, input_channel.url_prefix()) if route else None
        app.blueprint(input_channel.blueprint(handler), url_prefix=prefix)
    app.ctx.input_channels = input_channels
    app.register_listener(_freeze, "after_server_start")
    app.register_listener(_close_sessions, "after_server_stop")


def install() -> None:
    """Put the adaptations in place; doing so twice does no harm."""
    RemoteAction._validate_action_result = _validate_action_result  # type: ignore[method-assign]
    RemoteAction._action_call_format = _lean_action_call_format  # type: ignore[method-assign]
    rasa_channel.register = _guarded_register
    EndpointConfig.session = _lasting_session  # type: ignore[method-assign]
    MessageProcessor.parse_message = _parse_in_a_thread  # type: ignore[method-assign]
    DaskGraphRunner.run = _run_in_order  # type: ignore[method-assign]
