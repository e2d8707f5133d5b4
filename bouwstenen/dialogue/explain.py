"""What is ...: the four building blocks, one of them, the difference between two, or a term."""

from __future__ import annotations

from bouwstenen.dialogue.answer import KNOW_SCORE
from bouwstenen.dialogue.compose import block_buttons, content_turn, item_text, join, make_message, make_reply, side_turn, walk_button
from bouwstenen.dialogue.select import best
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.language.numbers import number_in
from bouwstenen.language.text import words
from bouwstenen.replies import Button

#: How a question names the method as a whole.
_METHOD = ("bouwstenen", "vier bouwstenen", "methode", "stappenplan", "bouwsteen")
_METHOD_TERM = "term-vier-bouwstenen"
#: Replies whose items are a list that people count in.
_LISTS = ("checklist", "answer")
_TERM_SCORE = 0.35
#: Points of which the reason is given at once.
_REASONS = 3


def listed_item(base: KnowledgeBase, state: State, request: Request) -> Turn | None:
    """Explain "de tweede" of the list that was shown last; ``None`` when there is no such item."""
    number = number_in(request.text)
    last = state.last
    if number is None or last is None or last.kind not in _LISTS:
        return None
    refs = [ref for ref in last.refs if ref in base.entries and (last.kind != "answer" or ref.startswith("checklist_point:"))]
    if not 1 <= number <= len(refs):
        return None
    entry = base.entries[refs[number - 1]]
    lines = [text("explain.listed", nummer=number, tekst=entry.item.text), item_text(entry).removeprefix(entry.item.text).strip()]
    message = make_message(base, lines, make_reply(base, state, "explanation", [entry], block=state.building_block), _ways_on(base, state))
    # The list stays the subject, so that "en de derde?" works.
    return side_turn(state, message)


def _ways_on(base: KnowledgeBase, state: State) -> list[Button]:
    return [*block_buttons(base, state.building_block), walk_button(state)]


def explain(base: KnowledgeBase, state: State, request: Request) -> Turn | None:
    """Explain what was asked; ``None`` when nothing fits."""
    listed = None if request.context.terms or request.context.blocks else listed_item(base, state, request)
    if listed is not None:
        return listed
    blocks = request.context.blocks
    named = [base.entries[f"term:{term}"] for term in request.context.terms if f"term:{term}" in base.entries]
    # "De bouwsteen verkennen" names the block, not the method.
    term = next((entry for entry in named if not (blocks and "bouwste" in entry.item.id)), None)
    if len(blocks) > 1 and any(entry.item.id == _METHOD_TERM for entry in named):
        return _method(base, state, request)
    if len(blocks) >= 2 and len(blocks) < 4 and term is None:
        return _explain(base, state, request, [base.entries[f"building_block:{block}"] for block in blocks], None)
    if len(blocks) == 1 and term is None:
        return _explain(base, state, request, [base.entries[f"building_block:{blocks[0]}"]], blocks[0])
    if term is not None:
        return _explain(base, state, request, [term], None)
    if set(words(request.text)) & set(_METHOD):
        return _method(base, state, request)
    why = _why(base, state) if request.intent == "explain_point" and not request.context.groups else None
    if why is not None:
        return why
    found = best(base, request, ("term", "fact", "target_group", "building_block", "publication", "data_source", "example"))
    terms = [(entry, score) for entry, score in found if entry.type == "term"]
    if terms and terms[0][1] >= max(_TERM_SCORE, found[0][1] - 0.1):
        return _explain(base, state, request, [terms[0][0]], None)
    if found and found[0][1] >= KNOW_SCORE:
        return _explain(base, state, request, [entry for entry, score in found[:2] if score >= found[0][1] - 0.05], None)
    return None


def _why(base: KnowledgeBase, state: State) -> Turn | None:
    """Say why the points of the last answer matter; ``None`` when it had none."""
    entries = [
        base.entries[ref] for ref in (state.last.refs if state.last else ()) if ref.startswith("checklist_point:") and ref in base.entries
    ]
    if not entries:
        return None
    entries = entries[:_REASONS]
    lines = [text("explain.why"), *(f"- {item_text(entry)}" for entry in entries)]
    reply = make_reply(base, state, "explanation", entries, block=state.building_block)
    # The points stay the subject, so that "en de tweede?" works.
    return side_turn(state, make_message(base, lines, reply, _ways_on(base, state)))


def _method(base: KnowledgeBase, state: State, request: Request) -> Turn:
    entries = [base.entries[f"building_block:{block}"] for block in base.building_blocks]
    names = join([block.title.lower() for block in base.building_blocks.values()])
    lines = [text("explain.method", namen=names)] + [
        f"{number}. {entry.title}: {entry.item.text}" for number, entry in enumerate(entries, 1)
    ]
    terms = [entry for entry in base.of_type("term") if "bouwstenen" in entry.item.id][:1]
    reply = make_reply(base, state, "explanation", [*terms, *entries])
    return content_turn(state, make_message(base, lines, reply, [*block_buttons(base), walk_button(state)]), "ask_explanation", entries)


def _explain(base: KnowledgeBase, state: State, request: Request, entries: list[Entry], block: str | None) -> Turn:
    if block:
        state = state.but(building_block=block)
    several = len(entries) > 1
    lines = [f"{entry.title}: {entry.item.text}" if several or entry.type == "building_block" else entry.item.text for entry in entries]
    if block:
        lines.append(text("explain.parts", delen=join(list(base.building_blocks[block].parts))))
    elif not several:
        lines += [text("answer.also", tekst=entry.item.text) for entry in _beside(base, request, entries[0])]
    reply = make_reply(base, state, "explanation", entries, block=block)
    buttons = [*block_buttons(base, block), Button.to(text("button.example"), "ask_example"), walk_button(state)]
    return content_turn(state, make_message(base, lines, reply, buttons), "ask_explanation", entries)


def _beside(base: KnowledgeBase, request: Request, entry: Entry) -> list[Entry]:
    """Return a fact that fits the question as well: a term alone says little of figures and roles."""
    found = best(base, request, ("fact",))
    return [found[0][0]] if found and found[0][1] >= max(KNOW_SCORE, 0.75 * request.score(entry.ref)) else []
