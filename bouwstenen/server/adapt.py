"""The places where Rasa 3.6.21 itself is adapted, each with the reason why.

Nothing is forked: each function below replaces one function of Rasa, and a test holds it
against the original.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List, Optional
from urllib.parse import urljoin

from rasa.core.actions.action import RemoteAction
from rasa.core.channels import channel as rasa_channel
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bouwstenen.channels.guard import guard


@lru_cache(maxsize=1)
def _validator() -> Any:
    from jsonschema.validators import validator_for

    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
    """Check the answer of the action server with a validator that is built once.

    Rasa calls ``jsonschema.validate``, which checks the schema itself again for every action:
    25 to 30 ms of each turn.
    """
    _validator().validate(result)
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


def _guarded_register(input_channels: List[rasa_channel.InputChannel], app: Any, route: Optional[str]) -> None:
    """Register the channels as Rasa does, with our guard between them and the agent."""

    async def handler(message: rasa_channel.UserMessage) -> None:
        await guard(app.ctx.agent, message)

    for input_channel in input_channels:
        prefix = urljoin(route, input_channel.url_prefix()) if route else None
        app.blueprint(input_channel.blueprint(handler), url_prefix=prefix)
    app.ctx.input_channels = input_channels


def install() -> None:
    """Put the adaptations in place; doing so twice does no harm."""
    RemoteAction._validate_action_result = _validate_action_result  # type: ignore[method-assign]
    RemoteAction._action_call_format = _lean_action_call_format  # type: ignore[method-assign]
    rasa_channel.register = _guarded_register
