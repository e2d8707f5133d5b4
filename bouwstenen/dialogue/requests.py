"""Requests for one kind of thing: examples, checklist points, a tip, and more of the same."""

from __future__ import annotations

from collections.abc import Sequence

from bouwstenen.dialogue.answer import example_line, walk_button
from bouwstenen.dialogue.compose import block_buttons, block_title, content_turn, group_phrase, make_message, make_reply
from bouwstenen.dialogue.context import HOW_TO, asked_block
from bouwstenen.dialogue.select import Wanted, choose, is_about
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.replies import Button

_CHECKLIST_LENGTH = 6
#: Words that ask for everything: "toon alle checklistpunten".
_ALL = ("alle", "allemaal", "hele", "volledige", "complete")
_ALL_LENGTH = 12


def example(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Give the good-practice example that fits best and was not shown before."""
    block = asked_block(request)
    state = state.but(building_block=block or state.building_block)
    wide = Wanted.of(state, block)
    entries, again = _unseen(base, ("example",), [wide, Wanted.of(state)], state, request, 1)
    general = bool(state.target_groups) and not is_about(base, entries, state.target_groups)
    lines = [text("request.all_shown_examples")] if again else []
    if general:
        lines.append(text("answer.general", groep=group_phrase(base, state.target_groups)))
    lines += [example_line(entry) for entry in entries]
    reply = make_reply(base, state, "example", entries, block=block or _common_block(entries, state), general=general)
    buttons = [Button.to(text("button.another_example"), "ask_more", about="example"), *block_buttons(base, block)[:3], walk_button(state)]
    return content_turn(state, make_message(base, lines, reply, buttons), "ask_example", entries)


def checklist(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Give checklist points: for one block, or some of each."""
    block = asked_block(request)
    everything = any(word in request.text.lower().split() for word in _ALL)
    entries = _points(base, state, request, block, everything)
    return _checklist_turn(base, state, request, block, entries, [])


def _points(base: KnowledgeBase, state: State, request: Request, block: str | None, everything: bool) -> list[Entry]:
    if block:
        return choose(base, ("checklist_point",), Wanted.of(state, block), request, _ALL_LENGTH if everything else _CHECKLIST_LENGTH)
    each = 3 if everything else 2
    chosen: list[Entry] = []
    for name in base.building_blocks:
        more = choose(base, ("checklist_point",), Wanted.of(state, name), request, each, skip=[entry.ref for entry in chosen])
        chosen += more
    return chosen


def _checklist_turn(base: KnowledgeBase, state: State, request: Request, block: str | None, entries: list[Entry], opening: list[str]) -> Turn:
    state = state.but(building_block=block or state.building_block)
    general = bool(state.target_groups) and not is_about(base, entries, state.target_groups)
    about = text("request.checklist_block", blok=block_title(base, block)) if block else text("request.checklist_all")
    lines = [*opening, about]
    if general:
        lines.append(text("answer.general", groep=group_phrase(base, state.target_groups)))
    lines += [f"- {entry.item.text}" for entry in entries]
    lines.append(_whose(entries))
    reply = make_reply(base, state, "checklist", entries, block=block, general=general)
    buttons = [
        Button.to(text("button.more_points"), "ask_more", about="checklist"),
        Button.to(text("button.self_check"), "start_self_check"),
        *[Button.to(button.title, "ask_checklist", building_block=name) for button, name in zip(block_buttons(base, block), [n for n in HOW_TO.values() if n != block])],
    ]
    return content_turn(state, make_message(base, lines, reply, buttons), "ask_checklist", entries)


def _whose(entries: Sequence[Entry]) -> str:
    """Say which points are Pharos' own: the assistant never presents its own question as theirs."""
    own = sum(entry.item.origin == "pharos" for entry in entries if entry.type == "checklist_point")
    if own == len(entries):
        return text("request.origin_pharos")
    return text("request.origin_some", aantal=own) if own else text("request.origin_derived")


def tip(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Give one short tip and nothing else: people who ask for a tip are in a hurry."""
    block = asked_block(request)
    state = state.but(building_block=block or state.building_block)
    # Who asks for a tip right after an answer means: on that subject.
    options = [Wanted.of(state, block or state.building_block), Wanted.of(state, block)]
    entries, again = _unseen(base, ("tip",), options, state, request, 1)
    general = bool(state.target_groups) and not is_about(base, entries, state.target_groups)
    lines = [text("request.all_shown_tips")] if again else []
    lines += [entry.item.text for entry in entries]
    reply = make_reply(base, state, "tip", entries, block=block or _common_block(entries, state), general=general)
    buttons = [Button.to(text("button.another_tip"), "ask_more", about="tip"), Button.to(text("button.example"), "ask_example")]
    return content_turn(state, make_message(base, lines, reply, buttons), "ask_tip", entries)


def _unseen(
    base: KnowledgeBase, types: Sequence[str], options: Sequence[Wanted], state: State, request: Request, count: int
) -> tuple[list[Entry], bool]:
    """Return entries not shown before, and whether all that fit had been shown already."""
    for wanted in options:
        entries = choose(base, types, wanted, request, count, skip=state.shown)
        if entries and (not wanted.groups or is_about(base, entries, wanted.groups)):
            return entries, False
    for wanted in options:
        entries = choose(base, types, wanted, request, count, skip=state.shown)
        if entries:
            return entries, False
    oldest = [base.entries[ref] for ref in state.shown if ref in base.entries and base.entries[ref].type in types]
    return oldest[:count] or choose(base, types, Wanted(), request, count), True


def _common_block(entries: Sequence[Entry], state: State) -> str | None:
    blocks = entries[0].blocks if entries else ()
    return state.building_block if state.building_block in blocks else (blocks[0] if len(blocks) == 1 else None)


def more(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Give more of what was given last, or of what the button says."""
    about = request.parameters.get("about") or _kind_in(request.text) or (state.last.kind if state.last else "")
    if about == "tip":
        return tip(base, state, request)
    if about == "example":
        return example(base, state, request)
    if about in ("checklist", "answer", "step") and state.building_block:
        points = choose(base, ("checklist_point",), Wanted.of(state, state.building_block), request, _CHECKLIST_LENGTH, skip=state.shown)
        if points:
            return _checklist_turn(base, state, request, state.building_block, points, [text("request.more_points")])
        return _nothing_more(base, state)
    if about == "checklist":
        points = choose(base, ("checklist_point",), Wanted.of(state), request, _CHECKLIST_LENGTH, skip=state.shown)
        return _checklist_turn(base, state, request, None, points, [text("request.more_points")]) if points else _nothing_more(base, state)
    return tip(base, state, request)


def _kind_in(message: str) -> str:
    words = message.lower()
    for part, kind in (("voorbeel", "example"), ("tip", "tip"), ("punt", "checklist")):
        if part in words:
            return kind
    return ""


def _nothing_more(base: KnowledgeBase, state: State) -> Turn:
    reply = make_reply(base, state, "checklist", block=state.building_block)
    message = make_message(base, [text("request.all_shown_points")], reply, block_buttons(base, state.building_block))
    return content_turn(state, message, "ask_checklist")
