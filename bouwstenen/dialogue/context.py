"""Keeping memory up to date: who it is about, where, in which role and which block."""

from __future__ import annotations

import re
from dataclasses import replace

from bouwstenen.dialogue.state import Request, State

#: Words that add a group to the ones there are, instead of taking their place.
_ALSO = re.compile(r"\b(ook|erbij|daarnaast|bovendien|tegelijk|plus)\b", re.IGNORECASE)
#: What follows is about the people we talk about already: "en als ze geen Nederlands spreken?".
_ABOUT_THEM = re.compile(r"\W*(?:(?:en|maar|ook|wat|dan) )*(?:als|wanneer) (?:ze|zij|deze mensen|die mensen)\b", re.IGNORECASE)
#: Words that leave a group aside.
_DROP = re.compile(
    r"\b(?:laat|haal|doe|schrap)\b.*\b(?:weg|eruit|eraf|vallen|zitten|buiten beschouwing)\b|\b(?:zonder|niet meer)\b", re.IGNORECASE
)
#: Intents whose words say nothing about the conversation's subject.
_NO_CONTEXT = ("oos_", "emergency", "not_dutch", "delete_data", "ask_privacy")
#: What somebody says in answer to a question of a flow, of which the words are no change of subject.
_OWN_ANSWERS = ("describe_situation", "answer_", "affirm", "deny")
#: What answers the question whether to delete everything; anything else takes the question away.
_ABOUT_DELETE = ("affirm", "deny", "answer_done", "nav_stop", "delete_data")
#: From this likelihood on the block that is named is believed, and below this one the block that is not named is a guess.
_NAMED, _GUESS = 0.05, 0.5
#: Requests that may be about one block.
_OF_A_BLOCK = ("ask_checklist", "ask_tip", "ask_example")
#: From this likelihood on, and so many times that of the next block, a how-to question hints at the block of a request.
_HINT, _CLEAR = 0.03, 4.0
HOW_TO = {f"ask_{block}": block for block in ("verkennen", "bereiken", "betrekken", "aansluiten")}


def update(state: State, request: Request) -> State:
    """Return the state with what the message says about its context.

    A new group takes the place of the former one ("en jongeren?"), unless the message says that
    it comes besides; a group that is left out is dropped. What a message does not mention stays.
    """
    if state.active_flow == "delete" and not request.intent.startswith(_ABOUT_DELETE):
        state = state.but(active_flow=state.return_to, return_to=None)
    if request.intent.startswith(_NO_CONTEXT):
        return state
    context = request.context
    # Who uses a word knows it, or asks for it.
    state = state.with_explained(*context.terms)
    if state.said and state.said.kind in ("step", "self_check") and request.intent.startswith(_OWN_ANSWERS):
        # An own answer tells what is not known yet; it changes nobody's group or role.
        return state.but(target_groups=state.target_groups or context.groups, role=state.role or context.role)
    dropped = _dropped(state, request)
    groups = tuple(group for group in state.target_groups if group not in (*context.excluded_groups, *dropped))
    if context.groups and not dropped:
        added = tuple(group for group in context.groups if group not in groups)
        besides = _ALSO.search(request.text) and request.intent in ("give_group", "correct", "change_plan")
        if besides or _ABOUT_THEM.match(request.text):
            groups += added
        else:
            groups = context.groups
    changes: dict[str, object] = {}
    if groups != state.target_groups:
        changes["target_groups"] = groups
    if context.role:
        changes["role"] = context.role
    if context.place:
        changes.update(place=context.place, region=context.region)
    if context.themes:
        changes["themes"] = context.themes
    return state.but(**changes) if changes else state


def _dropped(state: State, request: Request) -> tuple[str, ...]:
    """Return the groups that somebody wants to leave aside: "laat de ouderen maar weg"."""
    named = (*request.context.groups, *request.context.excluded_groups)
    return named if _DROP.search(request.text) and set(named) < set(state.target_groups) else ()


def reread(state: State, request: Request) -> Request:
    """Return the request as it is meant here: leaving one of the groups aside excludes nobody."""
    return replace(request, intent="correct") if request.intent == "oos_exclusion" and _dropped(state, request) else request


def asked_block(request: Request) -> str | None:
    """Return the block that a message asks about: named in it, or implied by its intent."""
    named = request.context.blocks
    implied = HOW_TO.get(request.intent)
    if implied and len(named) == 1 and named[0] != implied:
        # The name is plain; the classifier's reading of the rest is a guess.
        likelihood = dict(request.ranking)
        if likelihood.get(f"ask_{named[0]}", 0.0) >= _NAMED or request.confidence < _GUESS:
            return named[0]
    if implied:
        return implied
    if named:
        return named[0]
    return _hinted_block(request) if request.intent in _OF_A_BLOCK else None


def _hinted_block(request: Request) -> str | None:
    """Return the block that a request is about without naming it: "een tip om aan te haken bij ..."."""
    likely = sorted(((likelihood, HOW_TO[intent]) for intent, likelihood in request.ranking if intent in HOW_TO), reverse=True)
    if not likely or likely[0][0] < _HINT:
        return None
    return likely[0][1] if len(likely) == 1 or likely[0][0] >= _CLEAR * likely[1][0] else None
