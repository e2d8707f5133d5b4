"""Requests for one kind of thing: examples, checklist points, a tip, and more of the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bouwstenen.dialogue.answer import LEAD_SCORE, example_line
from bouwstenen.dialogue.compose import (
    block_buttons,
    block_title,
    content_turn,
    group_phrase,
    make_message,
    make_reply,
    origin_line,
    walk_button,
)
from bouwstenen.dialogue.context import HOW_TO, asked_block
from bouwstenen.dialogue.glossary import gloss
from bouwstenen.dialogue.select import Wanted, best, choose, is_about
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.replies import Button

_CHECKLIST_LENGTH = 6
#: Words that ask for everything: "toon alle checklistpunten".
_ALL = ("alle", "allemaal", "hele", "volledige", "complete")
_ALL_LENGTH = 12
_ONE_MORE = re.compile(r"\b(?:nog (?:een|één|eentje|1)|een ander|een andere|ander|andere)\b", re.IGNORECASE)


def example(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Give the good-practice example that fits best and was not shown before."""
    block = asked_block(request)
    # "Heb je daar een voorbeeld van?" means: on the block we talk about, unless it names something else.
    found = best(base, request, ("example",))
    near = block or (None if found and found[0][1] >= LEAD_SCORE else state.building_block)
    state = state.but(building_block=block or state.building_block)
    entries, again = _unseen(base, ("example",), [Wanted.of(state, near), Wanted.of(state)], state, request)
    general = bool(state.target_groups) and not is_about(base, entries, state.target_groups)
    lines = [text("request.all_shown_examples")] if again else []
    if general:
        lines.append(text("request.general_example", groep=group_phrase(base, state.target_groups)))
    lines += [example_line(entry) for entry in entries]
    reply = make_reply(base, state, "example", entries, block=_block_of(entries, block, state), general=general)
    state, lines, reply = gloss(base, state, lines, reply)
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


def _checklist_turn(
    base: KnowledgeBase, state: State, request: Request, block: str | None, entries: list[Entry], opening: list[str]
) -> Turn:
    state = state.but(building_block=block or state.building_block)
    general = bool(state.target_groups) and not is_about(base, entries, state.target_groups)
    about = text("request.checklist_block", blok=block_title(base, block)) if block else text("request.checklist_all")
    lines = [*opening, about]
    if general:
        lines.append(text("answer.general", groep=group_phrase(base, state.target_groups)))
    lines += [f"- {entry.item.text}" for entry in entries]
    lines.append(origin_line(entries, "request"))
    reply = make_reply(base, state, "checklist", entries, block=block, general=general)
    state, lines, reply = gloss(base, state, lines, reply)
    buttons = [
        Button.to(text("button.more_points"), "ask_more", about="checklist"),
        Button.to(text("button.self_check"), "start_self_check"),
        *[
            Button.to(button.title, "ask_checklist", building_block=name)
            for button, name in zip(block_buttons(base, block), [n for n in HOW_TO.values() if n != block])
        ],
    ]
    return content_turn(state, make_message(base, lines, reply, buttons), "ask_checklist", entries)


def tip(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Give one short tip and nothing else: people who ask for a tip are in a hurry."""
    block = asked_block(request)
    # Who asks for a tip right after an answer means: on that subject.
    near = block or state.building_block
    state = state.but(building_block=near)
    entries, again = _unseen(base, ("tip",), [Wanted.of(state, near), Wanted.of(state, block)], state, request)
    general = bool(state.target_groups) and not is_about(base, entries, state.target_groups)
    lines = [text("request.all_shown_tips")] if again else []
    lines += [entry.item.text for entry in entries]
    reply = make_reply(base, state, "tip", entries, block=_block_of(entries, block, state), general=general)
    state, lines, reply = gloss(base, state, lines, reply)
    buttons = [Button.to(text("button.another_tip"), "ask_more", about="tip"), Button.to(text("button.example"), "ask_example")]
    return content_turn(state, make_message(base, lines, reply, buttons), "ask_tip", entries)


def _unseen(
    base: KnowledgeBase, types: Sequence[str], options: Sequence[Wanted], state: State, request: Request
) -> tuple[list[Entry], bool]:
    """Return one entry not shown before; when all that fit were shown, the one shown longest ago, and true."""
    for must_be_about in (True, False):
        for wanted in options:
            for entry in _other_group_first(base, state, wanted, choose(base, types, wanted, request, len(base.entries), skip=state.shown)):
                if not (must_be_about and wanted.groups) or is_about(base, [entry], wanted.groups):
                    return [entry], False
    fits = choose(base, types, options[-1], request, len(base.entries)) or choose(base, types, Wanted(), request, 1)
    return sorted(fits, key=lambda entry: state.shown.index(entry.ref) if entry.ref in state.shown else -1)[:1], True


def _other_group_first(base: KnowledgeBase, state: State, wanted: Wanted, entries: list[Entry]) -> list[Entry]:
    """Return the entries in order, but with two groups first one for the group that did not come last."""
    last = base.entries.get(state.last.refs[-1]) if state.last and state.last.refs else None
    waiting = (
        set(wanted.groups) - set(last.groups) if last and len(wanted.groups) > 1 and entries and last.type == entries[0].type else set()
    )
    return sorted(entries, key=lambda entry: not waiting & set(entry.groups)) if waiting else entries


def _block_of(entries: Sequence[Entry], asked: str | None, state: State) -> str | None:
    """Return the block that an item belongs to: the one asked for or talked about, if it is one of its blocks."""
    blocks = entries[0].blocks if entries else ()
    return next((block for block in (asked, state.building_block) if block in blocks), None) or (blocks[0] if len(blocks) == 1 else asked)


def more(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Give more of what was given last, or of what the button says."""
    about = request.parameters.get("about") or _kind_in(request.text) or _another(state, request) or (state.last.kind if state.last else "")
    if about == "example":
        return example(base, state, request)
    if about in ("checklist", "answer", "step"):
        points = choose(base, ("checklist_point",), Wanted.of(state, state.building_block), request, _CHECKLIST_LENGTH, skip=state.shown)
        opening = [text("request.more_points")]
        return _checklist_turn(base, state, request, state.building_block, points, opening) if points else _nothing_more(base, state)
    return tip(base, state, request)


def _another(state: State, request: Request) -> str:
    """Return of what "nog een" wants another: an answer ends with an example, a step of the walk with a tip."""
    if state.last is None or state.last.kind not in ("answer", "step") or not _ONE_MORE.search(request.text):
        return ""
    shown = [ref.partition(":")[0] for ref in state.last.refs]
    return next((kind for kind in ("example", "tip") if kind in shown), "")


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
