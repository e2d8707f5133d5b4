"""The action plan: built from what was said, shown, changed and shown again."""

from __future__ import annotations

import re
from dataclasses import replace

from bouwstenen.dialogue.compose import BLOCKS, block_title, content_turn, example_name, flow_button, group_phrase, make_message, make_reply
from bouwstenen.dialogue.plan_change import MAX_ITEMS, Item, Plan, changed
from bouwstenen.dialogue.select import Wanted, choose
from bouwstenen.dialogue.self_check import all_answers
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.dialogue.walk import Walk
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.language.numbers import number_in
from bouwstenen.replies import Button

_OPEN = ("not_yet", "partly")
_FROM_TALK = 6
_LEAST = 4
#: "Dit voorbeeld", "die tip", "dat": what was shown last.
_THIS = re.compile(
    r"\b(?:dit|dat|deze|die|het)\s+(?P<kind>voorbeeld|tip|punt)\b(?!\s*\d)|\b(?:zet|neem|voeg)\s+(?:dit|dat|deze|die|hem)\s+(?:er\s*(?:ook\s+)?bij|toe|op|erin|in)\b",
    re.IGNORECASE,
)
_FROM_LIST = re.compile(r"\b(?:zet|neem|voeg)\b.*\b(?:in|op|aan)\s+(?:het|mijn|ons)\s+(?:actie)?plan\b", re.IGNORECASE)
_TYPES = {"voorbeeld": "example", "tip": "tip", "punt": "checklist_point"}
_ADVICE = ("example", "tip", "checklist_point")


def make(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Show the plan; make it first when there is none, and take in what was found open since."""
    if _shown_item(base, state, request.text) is not None:
        return change(base, state, request)
    plan = Plan.from_slot(state.plan)
    if plan is None:
        plan = Plan(tuple(_collect(base, state)))
        return _show(base, state, plan, [text("plan.made")])
    return _show(base, state, _brought_up_to_date(base, state, plan), [text("plan.shown")])


def export(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Show the plan as text to copy."""
    plan = Plan.from_slot(state.plan) or Plan(tuple(_collect(base, state)))
    return _show(base, state, plan, [text("plan.copy")])


def change(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Remove, move, change or add a point, or say who does it, and show the plan again."""
    plan = Plan.from_slot(state.plan)
    opening = []
    if plan is None:
        plan = Plan(tuple(_collect(base, state)))
        opening.append(text("plan.made"))
    plan, said = changed(plan, request.text, _shown_item(base, state, request.text))
    return _show(base, state, plan, [*opening, said])


def _shown_item(base: KnowledgeBase, state: State, message: str) -> Item | None:
    """Return what "dit voorbeeld", "die tip" or "het tweede punt van de lijst" stands for."""
    last = state.last
    if last is None or last.kind == "action_plan":
        return None
    refs = [ref for ref in last.refs if ref in base.entries and base.entries[ref].type in _ADVICE]
    this = _THIS.search(message)
    number = number_in(message)
    ref = None
    if this:
        kind = _TYPES.get((this["kind"] or "").lower())
        ref = next((ref for ref in reversed(refs) if kind is None or base.entries[ref].type == kind), None)
    elif number is not None and _FROM_LIST.search(message):
        points = [ref for ref in refs if ref.startswith("checklist_point:")]
        ref = points[number - 1] if 1 <= number <= len(points) else None
    if ref is None:
        return None
    entry = base.entries[ref]
    return Item(text("plan.look_at", voorbeeld=example_name(entry)) if entry.type == "example" else entry.item.text, ref)


def _brought_up_to_date(base: KnowledgeBase, state: State, plan: Plan) -> Plan:
    """Return the plan with points that were found open since, and without those that are done now."""
    answers = all_answers(base, state)
    kept = [item for item in plan.items if answers.get((item.ref or "").removeprefix("checklist_point:")) not in ("done", "not_applicable")]
    known = {item.ref for item in kept} | set(plan.removed)
    fresh = [item for item in _from_check(base, state) if item.ref not in known]
    return replace(plan, items=(*kept, *fresh)[:MAX_ITEMS])


def _from_check(base: KnowledgeBase, state: State) -> list[Item]:
    answers = all_answers(base, state)
    remaining = sorted((point for point in answers if answers[point] in _OPEN), key=lambda point: _OPEN.index(answers[point]))
    return [Item(base.checklist[point].text, f"checklist_point:{point}") for point in remaining]


def _collect(base: KnowledgeBase, state: State) -> list[Item]:
    """Take the open points of the self-check; without them, the advice that came by, or general advice."""
    items = _from_check(base, state)
    for kind in ("checklist_point:", "tip:"):
        if not items:
            seen = [ref for ref in reversed(state.shown) if ref.startswith(kind) and ref in base.entries]
            items = [Item(base.entries[ref].item.text, ref) for ref in seen[:_FROM_TALK]]
    for block in BLOCKS:
        # Little was said: advice for these groups makes it a plan.
        known = [item.ref for item in items if item.ref]
        fresh = choose(base, ("tip",), Wanted.of(state, block), Request(), 1, skip=known) if len(items) < _LEAST else []
        items += [Item(entry.item.text, entry.ref) for entry in fresh]
    return items[:MAX_ITEMS]


def _examples(base: KnowledgeBase, state: State) -> list[Entry]:
    shown = [base.entries[ref] for ref in reversed(state.shown) if ref.startswith("example:") and ref in base.entries]
    return shown[:2] or choose(base, ("example",), Wanted.of(state), Request(), 1)


def _show(base: KnowledgeBase, state: State, plan: Plan, opening: list[str]) -> Turn:
    state = state.but(plan=plan.to_slot())
    lines = [*opening, text("plan.who", groep=group_phrase(base, state.target_groups))]
    if state.place:
        lines.append(text("plan.where", plaats=state.place))
    if state.role:
        lines.append(text("plan.role", rol=base.roles[state.role].name))
    walk = Walk.from_slot(state.walk)
    if walk and walk.answers:
        lines.append(text("plan.said"))
        lines += [f"- {block_title(base, block)}: {walk.answers[block]}" for block in BLOCKS if walk.answers.get(block)]
    lines.append(text("plan.points") if plan.items else text("plan.empty"))
    lines += [f"{number}. {_line(item)}" for number, item in enumerate(plan.items, 1)]
    taken = {item.ref for item in plan.items}
    examples = [entry for entry in _examples(base, state) if entry.ref not in taken]
    lines += [text("plan.examples"), *(f"- {example_name(entry)}" for entry in examples)] if examples else []
    lines.append(text("plan.end"))
    entries = [base.entries[item.ref] for item in plan.items if item.ref and item.ref in base.entries] + examples
    reply = make_reply(base, state, "action_plan", entries)
    back_to = flow_button(state)
    check = [] if back_to and back_to.payload == "/resume_self_check" else [Button.to(text("button.self_check"), "start_self_check")]
    buttons = [*([back_to] if back_to else []), *check, Button.to(text("button.menu"), "ask_help")]
    return content_turn(state, make_message(base, lines, reply, buttons), "make_plan", entries)


def _line(item: Item) -> str:
    return " ".join([item.text, text("plan.done_by", wie=item.who)]) if item.who else item.text
