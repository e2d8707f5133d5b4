"""When a message is not understood: suggestions first, a human after a second miss in a row."""

from __future__ import annotations

from bouwstenen.dialogue import answer
from bouwstenen.dialogue.compose import content_turn, flow_button, item_text, make_message, make_reply, menu_buttons
from bouwstenen.dialogue.explain import listed_item
from bouwstenen.dialogue.select import best
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.talk import contact_entry, in_case_of_danger
from bouwstenen.dialogue.texts import text, texts
from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.replies import Button

_SUGGESTIONS = 3
#: One suggestion alone is more of a guess than a help.
_LEAST_SUGGESTIONS = 2
#: A reading must have at least this likelihood to be suggested.
_MIN_LIKELIHOOD = 0.03
#: Longest part of the question that goes into the text to copy, in characters.
_MAX_QUESTION = 300


def not_understood(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Suggest at most three readings; after a second miss in a row, point to a human."""
    reason = request.parameters.get("reason")
    if reason:
        return _unreadable(base, state, reason)
    listed = listed_item(base, state, request)
    if listed is not None:
        return listed
    misses = state.misses + 1
    state = state.but(misses=misses, unclear=request.text[:_MAX_QUESTION] or state.unclear)
    if misses >= 2:
        return _human(base, state, request)
    suggestions = _suggest(request)
    danger = in_case_of_danger(request)
    if len(suggestions) >= _LEAST_SUGGESTIONS:
        buttons = [*suggestions, Button.to(text("button.something_else"), "correct")]
        back_to = flow_button(state)
        buttons += [back_to] if back_to and state.active_flow else []
        message = make_message(base, [*danger, text("repair.did_you_mean")], make_reply(base, state, "clarification"), buttons)
    else:
        message = make_message(
            base, [*danger, text("repair.not_understood")], make_reply(base, state, "fallback"), menu_buttons(base, state)
        )
    return Turn((message,), state)


def unknown(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say that the answer is not known, with what comes nearest."""
    found = [(entry, score) for entry, score in best(base, request, ("checklist_point", "tip", "fact")) if score > 0.25][:2]
    state = state.but(misses=state.misses + 1, unclear=request.text[:_MAX_QUESTION])
    if state.misses >= 2:
        return _human(base, state, request)
    lines = [*in_case_of_danger(request), text("repair.unknown")]
    if found:
        lines += [text("repair.nearest"), *(f"- {item_text(entry)}" for entry, _ in found)]
    message = make_message(base, lines, make_reply(base, state, "clarification", [entry for entry, _ in found]), menu_buttons(base, state))
    return Turn((message,), state)


def fact(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Answer a question of fact; say so when the answer is not known."""
    return answer.fact(base, state, request) or answer.about_last_example(base, state, request) or unknown(base, state, request)


def _unreadable(base: KnowledgeBase, state: State, reason: str) -> Turn:
    """Answer a message without words, far too long, or in another language; what was remembered stays."""
    message = make_message(base, [text(f"repair.unreadable.{reason}")], make_reply(base, state, "fallback"), menu_buttons(base, state)[:6])
    return Turn((message,), state)


def _suggest(request: Request) -> list[Button]:
    titles = {entry.split("=", 1)[0].strip(): entry.split("=", 1)[1].strip() for entry in texts("repair.titles")}
    likely = [intent for intent, likelihood in request.ranking if intent in titles and likelihood >= _MIN_LIKELIHOOD]
    return [Button.to(titles[intent], intent) for intent in likely[:_SUGGESTIONS]]


def _human(base: KnowledgeBase, state: State, request: Request) -> Turn:
    person = contact_entry(base)
    entries = [person] if person else []
    lines = [*in_case_of_danger(request), text("repair.human"), *(item_text(entry) for entry in entries)]
    if state.unclear:
        lines.append(text("repair.copy", vraag=state.unclear))
    message = make_message(base, lines, make_reply(base, state, "contact", entries), menu_buttons(base, state)[:5])
    turn = content_turn(state, message, state.last.intent if state.last else "", entries)
    return Turn(turn.messages, turn.state.but(last=state.last))
