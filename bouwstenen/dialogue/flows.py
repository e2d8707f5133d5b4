"""Between the flows: what yes, no and "go on" mean, detours from a flow, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable

from bouwstenen.dialogue import answer, explain, follow_up, plan, repair, requests, self_check, talk, walk
from bouwstenen.dialogue.compose import (
    block_title,
    flow_button,
    group_phrase,
    make_message,
    make_reply,
    menu_buttons,
    side_turn,
    simple_turn,
)
from bouwstenen.dialogue.context import HOW_TO
from bouwstenen.dialogue.state import Request, State, Turn, unfinished
from bouwstenen.dialogue.talk import ask_delete, help_
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.language.numbers import choice_in
from bouwstenen.language.text import words
from bouwstenen.replies import Button

_Handler = Callable[[KnowledgeBase, State, Request], Turn]
_OFFERS: dict[str, _Handler] = {
    "make_plan": plan.make,
    "resume_walk": walk.resume,
    "resume_self_check": self_check.resume,
    "ask_more": requests.more,
    "ask_example": requests.example,
}
_RESUME: dict[str, _Handler] = {"walk": walk.resume, "self_check": self_check.resume}
#: "Volgende" means the next step, also after a detour; "ga verder" the step where one was.
_NEXT_WORDS = frozenset({"volgende", "next", "overslaan"})
#: Replies on content, after which "en voor jongeren?" is about that content.
_CONTENT = ("answer", "example", "tip", "checklist", "explanation")
_BEGIN = re.compile(r"\b(?:begin|beginnen|start|starten)\b", re.IGNORECASE)
#: "Wat bedoel je?" has at most so many words.
_SHORT = 5
_FORGET_THAT = re.compile(r"\b(?:vergeet|laat)\b", re.IGNORECASE)
_MY_DATA = re.compile(r"\b(?:gegevens|gesprek|alles|data|informatie)\b", re.IGNORECASE)


def _says_next(request: Request) -> bool:
    return request.is_button or bool(_NEXT_WORDS & set(words(request.text)))


def _offered(base: KnowledgeBase, state: State, request: Request) -> Turn | None:
    """Return what was offered in the last turn, now that somebody says yes to it."""
    if state.offer in HOW_TO:
        return answer.answer_block(base, state, request, HOW_TO[state.offer])
    return _OFFERS[state.offer](base, state, request) if state.offer in _OFFERS else None


def yes(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take a yes outside any flow: to the offer, or as going on."""
    return _offered(base, state, request) or follow_up.affirm(base, state, request)


def no(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take a no outside any flow: to a question back, or as wanting something else."""
    if _answers_question(state):
        return follow_up.thought(base, state, request)
    return follow_up.deny(base, state, request)


def status(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take "deels", "nog niet" and "n.v.t." outside the self-check."""
    if state.offer:
        return follow_up.deny(base, state, request)
    return situation(base, state, request)


def done(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take "klaar" outside any flow."""
    if state.offer:
        return yes(base, state, request)
    buttons = [Button.to(text("button.plan"), "make_plan"), *menu_buttons(base, state)[:6]]
    turn = simple_turn(base, state, "smalltalk", [text("repair.done")], buttons)
    return Turn(turn.messages, turn.state.but(offer="make_plan"))


def _answers_question(state: State) -> bool:
    return bool(state.last and state.last.question and state.said and state.said.turn_id == state.last.turn_id)


def situation(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """React to a statement: an answer to a question back, or a situation in which something would help."""
    return follow_up.thought(base, state, request) if _answers_question(state) else follow_up.situation(base, state, request)


def go_to_block(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take another block; "begin bij betrekken" begins the walk there."""
    if len(request.context.blocks) == 1 and _BEGIN.search(request.text):
        return walk.start(base, state, request)
    return follow_up.go_to_block(base, state, request)


def go_on(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go back to what was left in the middle, or say what we were talking about."""
    if state.offer and request.intent == "nav_next":
        return yes(base, state, request)
    left = [flow for flow in ("walk", "self_check") if unfinished(state.walk if flow == "walk" else state.self_check)]
    if left and (state.last is None or state.last.kind in ("step", "self_check")):
        if len(left) > 1 and state.last is None:
            buttons = [Button.to(text("button.resume_walk"), "resume_walk"), Button.to(text("button.resume_check"), "resume_self_check")]
            return simple_turn(base, state, "clarification", [text("repair.which_flow")], buttons)
        recent = "self_check" if state.last and state.last.kind == "self_check" else "walk"
        return _RESUME[recent if recent in left else left[0]](base, state, request)
    if state.last and state.building_block:
        return _where(base, state, state.building_block, left)
    return help_(base, state, request)


def _where(base: KnowledgeBase, state: State, block: str, left: list[str]) -> Turn:
    lines = [text("repair.where", blok=block_title(base, block), groep=group_phrase(base, state.target_groups))]
    lines.append(text("repair.how_on") if not left else text("repair.left_walk" if left[0] == "walk" else "repair.left_check"))
    reply = make_reply(base, state, "help", block=block)
    turn = side_turn(state, make_message(base, lines, reply, menu_buttons(base, state)))
    return Turn(turn.messages, turn.state.but(offer=f"resume_{left[0]}" if left else None))


def restart(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Begin anew; "vergeet dat, het gaat om ouderen" is a correction."""
    if request.context.groups or request.context.blocks:
        return follow_up.correct(base, state, request)
    return follow_up.restart(base, state, request)


def delete_or_correct(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Ask whether to delete; "vergeet de jongeren" is no such wish."""
    context = request.context
    if (context.groups or context.excluded_groups) and _FORGET_THAT.search(request.text) and not _MY_DATA.search(request.text):
        groups = context.groups or tuple(group for group in state.target_groups if group not in context.excluded_groups)
        return follow_up.correct(base, state.but(target_groups=groups), request)
    return ask_delete(base, state, request)


def out_of_scope(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say what is not done here; leaving one of the groups aside is only a change of subject."""
    if request.intent == "correct":
        return follow_up.correct(base, state, request)
    return talk.out_of_scope(base, state, request)


def change_plan(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Change the plan; a bare number in the walk is a block."""
    if state.active_flow == walk.FLOW and not state.digressed() and choice_in(request.text):
        return walk.jump(base, state, request)
    return plan.change(base, state, request)


def walk_explain(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Explain what was asked, or the step itself: "wat bedoel je?"."""
    named = request.context.terms or request.context.blocks
    if not named and len(request.text.split()) <= _SHORT:
        return walk.explain(base, state, request)
    return explain.explain(base, state, request) or repair.fact(base, state, request)


def keep(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Leave everything as it is, and go back to the flow that was interrupted."""
    state = state.but(active_flow=state.return_to, return_to=None)
    button = flow_button(state)
    if state.active_flow and button:
        return simple_turn(
            base, state, "privacy", [text("privacy.kept"), text("privacy.go_on")], [button, Button.to(text("button.stop"), "nav_stop")]
        )
    return simple_turn(base, state, "privacy", [text("privacy.kept"), text("privacy.what_next")], menu_buttons(base, state)[:6])


def walk_next(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go on in the walk: to the next step, or after a detour back to the step where it was."""
    back_to = state.digressed() and not _says_next(request)
    return (walk.resume if back_to else walk.next_)(base, state, request)


def walk_yes(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take a yes in the walk: to the offer just made, or as going on."""
    return _offered(base, state, request) or walk_next(base, state, request)


def walk_no(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take a no in the walk: not this step, or not yet the next."""
    if state.digressed():
        return no(base, state, request)
    current = walk.Walk.from_slot(state.walk)
    return (walk.skip if current and current.waiting else walk.stay)(base, state, request)


def walk_regroup(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take another group for this step, or for what was asked in between."""
    if state.said is not None and state.said.kind in _CONTENT:
        return follow_up.give_group(base, state, request)
    named = request.context.groups or request.context.excluded_groups
    return (walk.regroup if named else walk.answer)(base, state, request)


def walk_correct(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Follow a correction in the walk: of the group, of the block, or of the last answer."""
    context = request.context
    if state.said is not None and state.said.kind in _CONTENT:
        return follow_up.correct(base, state, request)
    if context.groups or context.excluded_groups:
        return walk.regroup(base, state, request)
    if context.blocks:
        return walk.jump(base, state, request)
    current = walk.Walk.from_slot(state.walk)
    return (walk.ask_again if current and not current.waiting else follow_up.correct)(base, state, request)


def walk_repeat(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say the step again, or what was told in between."""
    if state.said is not None and state.said.kind in _CONTENT:
        return follow_up.repeat(base, state, request)
    return walk.repeat(base, state, request)


def check_answer(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Keep an answer; a yes or no after a detour is about the detour."""
    if state.digressed() and request.intent in ("affirm", "deny") and len(request.text.split()) < 3:
        if request.intent == "deny":
            return no(base, state, request)
        return _offered(base, state, request) or self_check.resume(base, state, request)
    return self_check.answer(base, state, request)


def check_next(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go on in the self-check: leave this point open, or after a detour come back to it."""
    if state.digressed() or not _says_next(request):
        return self_check.resume(base, state, request)
    return self_check.skip(base, state, request)


def check_regroup(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take another group for the check, or for what was asked in between."""
    if state.said is not None and state.said.kind in _CONTENT:
        return follow_up.give_group(base, state, request)
    named = request.context.groups or request.context.excluded_groups
    return (self_check.regroup if named else self_check.answer)(base, state, request)


def check_correct(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Follow a correction in the self-check: of the group, or of the last answer."""
    if state.said is not None and state.said.kind in _CONTENT:
        return follow_up.correct(base, state, request)
    if request.context.groups or request.context.excluded_groups:
        return self_check.regroup(base, state, request)
    return self_check.correct(base, state, request)


def check_repeat(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Ask the point again, or repeat what was told in between."""
    if state.said is not None and state.said.kind in _CONTENT:
        return follow_up.repeat(base, state, request)
    return self_check.resume(base, state, request)


def check_not_understood(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take free words as an answer to the point when they say something of it."""
    if not state.digressed() and self_check.in_words(request.text):
        return self_check.answer(base, state, request)
    return repair.not_understood(base, state, request)
