"""The action plan: built from what was said, shown, changed and shown again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bouwstenen.dialogue.compose import BLOCKS, block_title, content_turn, group_phrase, make_message, make_reply
from bouwstenen.dialogue.select import Wanted, choose
from bouwstenen.dialogue.self_check import open_points
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.dialogue.walk import Walk
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.knowledge.models import Example
from bouwstenen.language.numbers import number_in
from bouwstenen.language.persons import names_person
from bouwstenen.replies import Button

VERSION = 1
_MAX_ITEMS = 10
_MAX_TEXT = 200
_REMOVE = re.compile(r"\b(haal|verwijder|schrap|wis|weg|eraf|eruit|delete)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(bovenaan|vooraan|eerst|als eerste|naar boven)\b", re.IGNORECASE)
_ADD = re.compile(
    r"^.*?\b(?:zet|voeg|schrijf|neem|noteer|doe|vul)\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PARTICLES = re.compile(r"^\W*(?:(?:er|nog|ook|even|maar|graag|wel|bij|erbij|erin|toe|aan|op|in|het|de|plan|lijst|dit|dat|als|punt|:)\b\W*)*", re.IGNORECASE)
_TAIL = re.compile(r"\W*\b(?:erbij|toe|eraan toe|aan het plan toe|op de lijst|in het plan|bij|graag|alsjeblieft|aub)\b\W*$", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:verander|wijzig|pas|maak|vervang)\b.*?(?:\b(?:in|naar|door|van)\b|:)\s*(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Item:
    """One point of the plan: an item of the knowledge base, or the person's own words."""

    text: str
    ref: str | None = None


@dataclass(frozen=True)
class Plan:
    """The plan; kept in the slot ``plan``."""

    items: tuple[Item, ...] = ()
    version: int = VERSION

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Plan | None:
        """Read the slot; ``None`` when there is none, or of a version that is not known."""
        if not slot or slot.get("version") != VERSION:
            return None
        return cls(tuple(Item(**item) for item in slot["items"]))

    def to_slot(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {"items": [asdict(item) for item in self.items], "version": self.version}


def make(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Show the plan; make it first when there is none, or when much has been said since."""
    plan = Plan.from_slot(state.plan)
    if plan is None:
        return _show(base, state, Plan(tuple(_collect(base, state, request))), [text("plan.made")])
    fresh = [item for item in _from_check(base, state) if item.ref not in {known.ref for known in plan.items}]
    if fresh:
        plan = replace(plan, items=(*plan.items, *fresh)[:_MAX_ITEMS])
    return _show(base, state, plan, [text("plan.shown")])


def export(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Show the plan as text to copy."""
    plan = Plan.from_slot(state.plan) or Plan(tuple(_collect(base, state, request)))
    return _show(base, state, plan, [text("plan.copy")])


def change(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Remove, move, change or add a point, and show the plan again."""
    plan = Plan.from_slot(state.plan)
    opening = []
    if plan is None:
        plan = Plan(tuple(_collect(base, state, request)))
        opening.append(text("plan.made"))
    plan, said = _changed(plan, request.text)
    return _show(base, state, plan, [*opening, said])


def _changed(plan: Plan, message: str) -> tuple[Plan, str]:
    number = number_in(message)
    items = list(plan.items)
    if number is not None and not 1 <= number <= len(items):
        return plan, text("plan.no_such_point", nummer=number, aantal=len(items))
    replaced = _CHANGE.search(message)
    if number is not None and replaced:
        wanted = _own_words(replaced["rest"])
        if names_person(wanted):
            return plan, text("plan.no_names")
        items[number - 1] = Item(wanted)
        return replace(plan, items=tuple(items)), text("plan.changed", nummer=number)
    if number is not None and _REMOVE.search(message):
        removed = items.pop(number - 1)
        return replace(plan, items=tuple(items)), text("plan.removed", punt=removed.text)
    if number is not None and _FIRST.search(message):
        items.insert(0, items.pop(number - 1))
        return replace(plan, items=tuple(items)), text("plan.moved", nummer=number)
    added = _ADD.search(message)
    wanted = _own_words(_PARTICLES.sub("", added["rest"])) if added else ""
    if wanted and names_person(wanted):
        return plan, text("plan.no_names")
    if wanted and len(items) < _MAX_ITEMS:
        return replace(plan, items=(*items, Item(wanted))), text("plan.added", punt=wanted)
    if wanted:
        return plan, text("plan.full", aantal=_MAX_ITEMS)
    return plan, text("plan.how_to_change")


def _own_words(words: str) -> str:
    words = _TAIL.sub("", words.strip()).strip(" .,:;'\"")[:_MAX_TEXT]
    return words[:1].upper() + words[1:] + "." if words else ""


def _from_check(base: KnowledgeBase, state: State) -> list[Item]:
    return [Item(base.checklist[point].text, f"checklist_point:{point}") for point, _ in open_points(base, state)]


def _collect(base: KnowledgeBase, state: State, request: Request) -> list[Item]:
    """Take the open points of the self-check; without them, advice on the blocks that came by."""
    items = _from_check(base, state)
    if not items:
        seen = [ref for ref in reversed(state.shown) if ref.startswith("checklist_point:") and ref in base.entries]
        items = [Item(base.entries[ref].item.text, ref) for ref in seen[:6]]
    if not items:
        for block in BLOCKS:
            items += [Item(entry.item.text, entry.ref) for entry in choose(base, ("tip",), Wanted.of(state, block), Request(), 2)]
    return items[:_MAX_ITEMS]


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
    lines += [f"{number}. {item.text}" for number, item in enumerate(plan.items, 1)]
    examples = _examples(base, state)
    lines += [text("plan.examples"), *(f"- {_name(entry)}" for entry in examples)] if examples else []
    lines.append(text("plan.end"))
    entries = [base.entries[item.ref] for item in plan.items if item.ref and item.ref in base.entries] + examples
    reply = make_reply(base, state, "action_plan", entries)
    buttons = [Button.to(text("button.self_check"), "start_self_check"), Button.to(text("button.menu"), "ask_help")]
    return content_turn(state, make_message(base, lines, reply, buttons), "make_plan", entries)


def _name(entry: Entry) -> str:
    place = f" ({entry.item.place})" if isinstance(entry.item, Example) and entry.item.place else ""
    return entry.title + place
