"""Answers to how-to questions and questions of fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bouwstenen.dialogue.compose import (
    block_buttons,
    content_turn,
    example_name,
    group_phrase,
    make_message,
    make_reply,
    origin_line,
    told,
    walk_button,
)
from bouwstenen.dialogue.context import HOW_TO, asked_block
from bouwstenen.dialogue.glossary import gloss
from bouwstenen.dialogue.reflection import reflect
from bouwstenen.dialogue.select import Wanted, best, choose, is_about, repeats, shared_words
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.knowledge.models import Example, TargetGroup
from bouwstenen.replies import Button

#: From this score an item of knowledge leads the answer to a how-to question.
LEAD_SCORE = 0.41
#: From this score its block is believed before that of a doubtful classification.
_SURE_LEAD = 0.50
_DOUBT = 0.6
#: Below this score the assistant does not claim to know; see docs/nlu.md.
KNOW_SCORE = 0.40
#: A publication says where something is written, a checklist point asks something itself; of items
#: that fit as well, one that says it answers better.
_ANSWERS = {"publication": 0.85, "checklist_point": 0.85, "tip": 0.95}
#: A second and third item come along when they fit nearly as well as the best.
_NEXT_TO_BEST = 0.75
_POINTS = 3
_LEAD_TYPES = ("fact", "tip", "data_source", "publication")
_LEADS = 2
#: An answer opens with at most so many sentences, unless its first part alone is longer.
_SENTENCES = 4
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
#: How a question leans on what was shown just before.
_ABOUT_THAT = re.compile(
    r"\b(?:daarvan|hiervan|ervan|daaruit|hieruit|eruit|daarmee|hiermee|(?:dat|dit|het) (?:project|voorbeeld)|(?:die|deze) aanpak)\b",
    re.IGNORECASE,
)
_FACT_TYPES = ("fact", "tip", "term", "data_source", "publication", "contact", "example", "building_block", "checklist_point")
#: Which remarks about a group belong to which block.
_NOTES = {
    "verkennen": ("notes",),
    "bereiken": ("meeting_places", "key_persons"),
    "betrekken": ("key_persons", "notes"),
    "aansluiten": ("notes", "meeting_places"),
}


def how_to(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Answer how to do something in one block, for the group and role that are known."""
    block = asked_block(request) or state.building_block or "bereiken"
    leads = best(base, request, _LEAD_TYPES, lambda entry: _suits(base, entry, state))
    if leads and leads[0][1] >= _SURE_LEAD and request.confidence < _DOUBT and leads[0][0].blocks and not request.context.blocks:
        block = _block_of(leads[0][0], request, state) or block
    return answer_block(base, state, request, block)


def answer_block(base: KnowledgeBase, state: State, request: Request, block: str) -> Turn:
    """Answer on one block: advice, three points, an example, and the way on."""
    state = state.but(building_block=block)
    wanted = Wanted.of(state, block)
    lead = _lead(base, state, request, block)
    points = choose(base, ("checklist_point",), wanted, request, _POINTS)
    examples = choose(base, ("example",), wanted, request, 1, skip=state.shown) or choose(base, ("example",), wanted, request, 1)
    if not examples and state.target_groups:
        examples = choose(base, ("example",), Wanted(groups=state.target_groups), request, 1)
    entries = [*lead, *points, *examples]
    general = bool(state.target_groups) and not is_about(base, entries, state.target_groups)
    notes = _notes(base, state, request, block, " ".join(entry.item.text for entry in lead))
    lines = _opening(base, state, block, lead, notes, general)
    notes = [note for note in notes if note.text in lines[0]]
    lines += [origin_line(points, "answer"), *(f"- {point.item.text}" for point in points)]
    lines += [example_line(entry) for entry in examples]
    sources = [source for note in notes for source in note.sources]
    reply = make_reply(base, state, "answer", entries, block=block, general=general, sources=sources)
    state, lines, reply = gloss(base, state, lines, reply)
    state, question = reflect(state, block, request)
    lines.append(question)
    buttons = [
        *block_buttons(base, block),
        Button.to(text("button.more_points"), "ask_more", about="checklist"),
        Button.to(text("button.another_example"), "ask_more", about="example"),
        walk_button(state),
    ]
    message = make_message(base, lines, reply, buttons)
    return content_turn(state, message, f"ask_{block}", entries, question, [note.ref for note in notes])


def _suits(base: KnowledgeBase, entry: Entry, state: State) -> bool:
    """Tell whether an item is for the groups and the role that are known, or for everyone."""
    groups = set(entry.groups)
    meant = set(state.target_groups) | base.broader(state.target_groups)
    return (not groups or bool(groups & meant)) and (not entry.roles or not state.role or state.role in entry.roles)


def _lead(base: KnowledgeBase, state: State, request: Request, block: str) -> list[Entry]:
    """Return the items that answer the very question, when there are."""
    found = best(base, request, _LEAD_TYPES, lambda entry: _suits(base, entry, state))
    if found and found[0][1] >= LEAD_SCORE:
        limit = max(LEAD_SCORE * _NEXT_TO_BEST, found[0][1] * _NEXT_TO_BEST)
        return [entry for entry, score in found[:_LEADS] if score >= limit]
    # No item says it in so many words: the advice for somebody in this role, or on this group.
    tips = choose(base, ("tip",), Wanted.of(state, block), request, 1)
    return tips if tips and (is_about(base, tips, state.target_groups) or (state.role and tips[0].roles)) else []


def _opening(base: KnowledgeBase, state: State, block: str, lead: Sequence[Entry], notes: Sequence[_Note], general: bool) -> list[str]:
    parts = [told(entry, briefly=True) for entry in lead]
    parts += [note.text for note in notes]
    parts.append(base.building_blocks[block].advice.format(groep=group_phrase(base, state.target_groups)))
    opening = [text("answer.general", groep=group_phrase(base, state.target_groups))] if general else []
    return [" ".join(opening + _first(parts, _SENTENCES))]


def _first(parts: Sequence[str], most: int) -> list[str]:
    """Return whole parts from the first, as long as there are no more sentences than wanted."""
    chosen: list[str] = []
    count = 0
    for part in parts:
        count += len(_SENTENCE_END.findall(part)) or 1
        if chosen and count > most:
            break
        chosen.append(part)
    return chosen


@dataclass(frozen=True)
class _Note:
    """A remark on a group; ``ref`` is remembered once it was said."""

    ref: str
    text: str
    sources: tuple[str, ...]


def _notes(base: KnowledgeBase, state: State, request: Request, block: str, said: str) -> list[_Note]:
    """Return one remark on each group (two at most) that belongs to the block.

    That is one that was not said yet and does not repeat what this answer says already; and of
    those the one that shares most words with the question.
    """
    found = []
    for slug in state.target_groups[:2]:
        group = base.target_groups.get(slug)
        notes = [
            _Note(f"note:{slug}:{field}:{number}", note.text, tuple(note.sources))
            for field in (_NOTES[block] if group else ())
            for number, note in enumerate(getattr(group, field))
            if not (said and repeats(note.text, said))
        ]
        if group and notes:
            name = group.name
            found.append(min(notes, key=lambda note: (note.ref in state.shown, -shared_words(request.text, note.text, name))))
    return found


def example_line(entry: Entry) -> str:
    """Return an example in a few sentences, as part of an answer."""
    assert isinstance(entry.item, Example)
    return text("answer.example", titel=example_name(entry), tekst=entry.item.text, werkte=entry.item.worked)


def fact(base: KnowledgeBase, state: State, request: Request) -> Turn | None:
    """Answer a question of fact with the items that fit best; ``None`` when none fits."""
    found = [
        (entry, score * _ANSWERS.get(entry.type, 1.0))
        for entry, score in best(base, request, _FACT_TYPES, lambda entry: _concerns(base, entry, request))
    ]
    found.sort(key=lambda pair: -pair[1])
    if not found or found[0][1] < KNOW_SCORE:
        return None
    limit = max(KNOW_SCORE, found[0][1] * _NEXT_TO_BEST)
    entries = [entry for entry, score in found[:3] if score >= limit]
    block = _block_of(entries[0], request, state)
    general = bool(request.context.groups) and not is_about(base, entries, request.context.groups)
    lines = [told(entries[0])]
    lines += [text("answer.also", tekst=told(entry)) for entry in entries[1:]]
    if block:
        state = state.but(building_block=block)
    reply = make_reply(base, state, "answer", entries, block=block, general=general)
    state, lines, reply = gloss(base, state, lines, reply)
    buttons = [*(block_buttons(base, block)[:3]), Button.to(text("button.example"), "ask_example"), walk_button(state)]
    return content_turn(state, make_message(base, lines, reply, buttons), "ask_fact", entries)


def about_last_example(base: KnowledgeBase, state: State, request: Request) -> Turn | None:
    """Answer what came of the example that was shown last ("wat is daarvan de les?"); ``None`` when it is not about one."""
    context = request.context
    refs = state.last.refs if state.last else ()
    shown = [base.entries[ref] for ref in refs if ref.startswith("example:") and ref in base.entries]
    if not shown or context.groups or context.terms or not _ABOUT_THAT.search(request.text):
        return None
    entry = shown[0]
    assert isinstance(entry.item, Example)
    lines = [text("answer.lesson", titel=example_name(entry)), told(entry)]
    buttons = [Button.to(text("button.another_example"), "ask_more", about="example"), *block_buttons(base, state.building_block)[:3]]
    reply = make_reply(base, state, "example", [entry], block=state.building_block)
    return content_turn(state, make_message(base, lines, reply, buttons), "ask_example", [entry])


def _concerns(base: KnowledgeBase, entry: Entry, request: Request) -> bool:
    groups = set(request.context.groups)
    return not groups or not entry.groups or bool(set(entry.groups) & (groups | base.broader(groups)))


def _block_of(entry: Entry, request: Request, state: State) -> str | None:
    if request.context.blocks and request.context.blocks[0] in entry.blocks:
        return request.context.blocks[0]
    if not entry.blocks:
        # Figures, and what is known of a group, are what exploring is about.
        return "verkennen" if entry.type == "data_source" or (entry.type == "fact" and entry.groups) else None
    likely = [HOW_TO[intent] for intent, _ in request.ranking if HOW_TO.get(intent) in entry.blocks]
    return likely[0] if likely else entry.blocks[0]


def about_group(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Tell about the groups that were named without a question, and offer the blocks."""
    groups = [base.target_groups[slug] for slug in state.target_groups if slug in base.target_groups]
    entries = [Entry("target_group", group) for group in groups]
    entries += choose(base, ("fact",), Wanted(groups=state.target_groups), request, 2) if groups else []
    entries = [entry for entry in entries if entry.type == "target_group" or set(entry.groups) & set(state.target_groups)]
    lines = [_introduce(group) for group in groups]
    lines += [entry.item.text for entry in entries if entry.type == "fact"][:1]
    lines.append(text("answer.which_block", groep=group_phrase(base, state.target_groups)))
    reply = make_reply(base, state, "answer", entries)
    state, lines, reply = gloss(base, state, lines, reply)
    buttons = [*block_buttons(base), Button.to(text("button.example"), "ask_example"), walk_button(state)]
    return content_turn(state, make_message(base, lines, reply, buttons), "give_group", entries)


def _introduce(group: TargetGroup) -> str:
    notes = [note.text for note in (*group.meeting_places[:1], *group.notes[:1])]
    return " ".join([group.text, *notes])
