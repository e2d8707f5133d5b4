"""Messages that lean on what came before: another group, a block, a correction, going on."""

from __future__ import annotations

from bouwstenen.dialogue import plan, requests
from bouwstenen.dialogue.answer import about_group, answer_block, fact
from bouwstenen.dialogue.compose import (
    BLOCKS,
    block_buttons,
    block_title,
    group_phrase,
    menu_buttons,
    simple_turn,
)
from bouwstenen.dialogue.context import HOW_TO
from bouwstenen.dialogue.explain import explain, listed_item
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.talk import help_
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import KnowledgeBase
from bouwstenen.replies import Button

_REPEATABLE = {"ask_example": requests.example, "ask_checklist": requests.checklist, "ask_tip": requests.tip}


def give_group(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take another group, and answer the last question for it."""
    if not request.context.groups and not request.context.excluded_groups:
        listed = listed_item(base, state, request)
        if listed is not None:
            return listed
    if not state.target_groups and not request.context.excluded_groups:
        return _which_group(base, state)
    return _again(base, state, request) or about_group(base, state, request)


def go_to_block(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take another block, and answer the last question for it."""
    blocks = request.context.blocks
    if not blocks:
        listed = listed_item(base, state, request)
        if listed is not None:
            return listed
        return simple_turn(base, state, "clarification", [text("repair.which_block")], block_buttons(base))
    last = state.last.intent if state.last else ""
    if last in _REPEATABLE:
        return _REPEATABLE[last](base, state, request)
    if last == "ask_explanation":
        # "En met verkennen?" after what another block means.
        return explain(base, state, request) or answer_block(base, state, request, blocks[0])
    return answer_block(base, state, request, blocks[0])


def correct(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Follow a correction; without anything to follow, ask what was meant."""
    context = request.context
    if context.groups or context.excluded_groups:
        return _again(base, state, request) or about_group(base, state, request)
    if context.blocks:
        return go_to_block(base, state, request)
    if context.place or context.role or context.themes:
        again = _again(base, state, request)
        if again is not None:
            return again
    turn = simple_turn(base, state, "clarification", [text("repair.what_then")], menu_buttons(base, state)[:6])
    # "Iets anders" under suggestions comes here too: whether the next message is understood still counts.
    return Turn(turn.messages, turn.state.but(misses=state.misses, unclear=state.unclear))


def _again(base: KnowledgeBase, state: State, request: Request) -> Turn | None:
    """Answer the pending or last request once more, with the new context."""
    intent = state.pending or (state.last.intent if state.last else "")
    if intent in HOW_TO:
        return answer_block(base, state, request, HOW_TO[intent])
    if intent in _REPEATABLE:
        return _REPEATABLE[intent](base, state, request)
    if intent == "ask_fact" and state.building_block and state.target_groups:
        return fact(base, state, request) or answer_block(base, state, request, state.building_block)
    return None


def _which_group(base: KnowledgeBase, state: State) -> Turn:
    names = ["statushouders", "laaggeletterden", "ouderen", "armoede-en-schulden", "mantelzorgers"]
    buttons = [
        Button.to(base.target_groups[slug].name[:60], "give_group", target_group=slug) for slug in names if slug in base.target_groups
    ]
    turn = simple_turn(base, state, "clarification", [text("repair.which_group")], buttons)
    return Turn(turn.messages, turn.state.but(pending=state.pending or (state.last.intent if state.last else None)))


def situation(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """React to a statement without a question: which block would help?"""
    group = group_phrase(base, state.target_groups)
    if not state.target_groups:
        return simple_turn(
            base, state, "clarification", [text("repair.situation_open")], [*block_buttons(base), *menu_buttons(base, state)[4:6]]
        )
    return simple_turn(
        base, state, "clarification", [text("repair.situation", groep=group)], [*block_buttons(base), *menu_buttons(base, state)[4:6]]
    )


def thought(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """React to what somebody says to a question back."""
    return simple_turn(
        base,
        state,
        "smalltalk",
        [text("reflection.thanks")],
        [
            *block_buttons(base, state.building_block),
            Button.to(text("button.another_example"), "ask_more", about="example"),
            menu_buttons(base, state)[4],
        ],
    )


def affirm(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take a yes outside any flow as: go on from where we are."""
    if state.last and state.last.kind == "answer" and state.building_block:
        following = BLOCKS[(BLOCKS.index(state.building_block) + 1) % len(BLOCKS)]
        lines = [text("repair.yes_next", blok=block_title(base, following))]
        turn = simple_turn(
            base, state, "smalltalk", lines, [Button.to(block_title(base, following), f"ask_{following}"), *menu_buttons(base, state)[4:8]]
        )
        return Turn(turn.messages, turn.state.but(offer=f"ask_{following}"))
    return help_(base, state, request)


def deny(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take a no outside any flow as: something else, then."""
    return simple_turn(base, state, "clarification", [text("repair.no")], menu_buttons(base, state))


def stop(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Stop outside any flow."""
    return simple_turn(base, state.but(pending=None), "smalltalk", [text("repair.stop")], menu_buttons(base, state)[:6])


def repeat(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say the last answer again."""
    if state.last is None:
        return help_(base, state, request)
    if state.last.kind == "action_plan":
        return plan.make(base, state, request)
    fresh = state.but(shown=tuple(ref for ref in state.shown if ref not in state.last.refs))
    return _again(base, fresh, request) or help_(base, state, request)


def restart(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Begin anew: nothing is remembered, except that questions back were switched off."""
    fresh = State(reflection=state.reflection)
    return simple_turn(base, fresh, "help", [text("repair.restart")], menu_buttons(base, fresh))
