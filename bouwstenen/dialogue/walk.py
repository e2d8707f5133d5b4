"""The guided walk through the four blocks, in any order, with stops and detours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from bouwstenen.dialogue.compose import BLOCKS, block_title, content_turn, group_phrase, join, make_message, make_reply
from bouwstenen.dialogue.glossary import gloss
from bouwstenen.dialogue.select import Wanted, choose
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.language.numbers import number_in
from bouwstenen.language.persons import names_person
from bouwstenen.replies import Button, Progress

FLOW = "walk"
VERSION = 1
#: An own answer is kept for the plan up to this length, in characters.
_MAX_ANSWER = 300
#: "Stap 2" is the second step of this walk, whatever its block.
_STEP = re.compile(r"\bstap\b", re.IGNORECASE)
_REACTIONS = ("answer_partly", "answer_not_yet", "deny")


@dataclass(frozen=True)
class Walk:
    """How far the walk is; kept in the slot ``walk``."""

    order: tuple[str, ...] = BLOCKS
    at: int = 0
    done: tuple[str, ...] = ()
    #: Blocks that the person chose to leave out.
    skipped: tuple[str, ...] = ()
    #: What the person said about the own situation, by block.
    answers: dict[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    #: The question of this step waits for an answer.
    waiting: bool = True
    finished: bool = False
    version: int = VERSION

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Walk | None:
        """Read the slot; ``None`` when there is none, or of a version that is not known."""
        if not slot or slot.get("version") != VERSION:
            return None
        known = {item.name for item in fields(cls)}
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in slot.items() if name in known})

    def to_slot(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @property
    def block(self) -> str:
        """The block of this step."""
        return self.order[self.at]

    @property
    def upcoming(self) -> int | None:
        """The next step: a later one that is not done, else an earlier one that was passed by."""
        later = [at for at in range(self.at + 1, len(self.order)) if self.order[at] not in self.done]
        passed = [at for at in range(self.at) if self.order[at] not in (*self.done, *self.skipped)]
        return next(iter(later + passed), None)

    def leave(self) -> Walk:
        """Return the walk with this step done."""
        return replace(self, done=_with(self.done, self.block), skipped=tuple(block for block in self.skipped if block != self.block))

    def pass_by(self) -> Walk:
        """Return the walk with this step skipped."""
        return self if self.block in self.done else replace(self, skipped=_with(self.skipped, self.block))

    def go(self, at: int) -> Walk:
        """Return the walk at another step, asking its question."""
        return replace(self, at=at, waiting=True, finished=False)


def _with(blocks: tuple[str, ...], block: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*blocks, block)))


def _back_in(state: State, request: Request) -> tuple[Walk | None, State]:
    """Return the walk, and the state with the groups of the walk after a detour about others."""
    walk = Walk.from_slot(state.walk)
    return walk, state.back_to(walk.groups if walk else (), request)


def start(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Start at the first block, or at the one that was named; a walk that was begun goes on."""
    before = Walk.from_slot(state.walk)
    if before and not before.finished and before.done and not request.parameters.get("about"):
        if request.context.blocks:
            return jump(base, state, request)
        again = Button.to(text("button.anew"), "start_walk", about="anew")
        return _step(base, state, before.go(before.at), [text("walk.begun", aantal=len(before.done))], [again])
    return restart(base, state, request)


def restart(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Start at the beginning; what was answered before is kept for the plan."""
    before = Walk.from_slot(state.walk)
    opening = [text("walk.unknown_version")] if state.walk and before is None else []
    blocks = request.context.blocks
    first = BLOCKS.index(blocks[0]) if len(blocks) == 1 else 0
    walk = Walk(order=BLOCKS[first:] + BLOCKS[:first], answers=dict(before.answers) if before else {})
    opening.append(text("walk.start" if state.target_groups else "walk.start_no_group"))
    return _step(base, state, walk, opening)


def next_(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go on to the next block that was not done yet, or finish."""
    walk, state = _back_in(state, request)
    return _move(base, state, walk.leave(), []) if walk else start(base, state, request)


def skip(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go on without counting this block."""
    walk, state = _back_in(state, request)
    return (
        _move(base, state, walk.pass_by(), [text("walk.skipped", blok=block_title(base, walk.block))])
        if walk
        else start(base, state, request)
    )


def _move(base: KnowledgeBase, state: State, walk: Walk, opening: list[str]) -> Turn:
    if walk.upcoming is None:
        return _finish(base, state, walk, opening)
    return _step(base, state, walk.go(walk.upcoming), opening)


def back(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go back one step."""
    walk, state = _back_in(state, request)
    if walk is None:
        return start(base, state, request)
    if walk.at == 0:
        return _step(base, state, walk.go(0), [text("walk.first")])
    return _step(base, state, walk.go(walk.at - 1), [])


def jump(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go to the block that was named, or to the step or block of that number."""
    walk, state = _back_in(state, request)
    if walk is None:
        return start(base, state, request)
    number = number_in(request.text)
    if number is not None and not 1 <= number <= len(walk.order):
        return _step(base, state, walk, [text("walk.no_such_step", nummer=number, totaal=len(walk.order))])
    block = walk.block
    if number is not None and (_STEP.search(request.text) or not request.context.blocks):
        block = walk.order[number - 1] if _STEP.search(request.text) else BLOCKS[number - 1]
    elif request.context.blocks:
        block = request.context.blocks[0]
    if walk.answers.get(walk.block):
        walk = walk.leave()
    return _step(base, state, walk.go(walk.order.index(block)), [])


def answer(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Keep what somebody says about the own situation, and react to it."""
    walk, state = _back_in(state, request)
    if walk is None:
        return start(base, state, request)
    block = walk.block
    own = request.text.replace((request.context.place or "").split(", ")[-1] or "\0", "")
    if names_person(own):
        return _turn(base, state, walk, [text("walk.no_names")])
    earlier = "" if walk.waiting else walk.answers.get(block, "")
    said = f"{earlier} {request.text}".strip()
    walk = replace(walk.leave(), answers={**walk.answers, block: said[:_MAX_ANSWER]}, waiting=False)
    tips = choose(base, ("tip",), Wanted.of(state, block), request, 1, skip=state.shown) or choose(
        base, ("tip",), Wanted.of(state, block), request, 1
    )
    reaction = request.intent if request.intent in _REACTIONS else "noted"
    lines = [text(f"walk.react.{reaction}")] + [text("walk.tip", tip=tip.item.text) for tip in tips]
    lines.append(
        text("walk.ready_for", blok=block_title(base, walk.order[walk.upcoming]))
        if walk.upcoming is not None
        else text("walk.ready_to_finish")
    )
    return _turn(base, state, walk, lines, tips)


def stay(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Stay at this step: somebody is not ready for the next."""
    walk, state = _back_in(state, request)
    if walk is None:
        return start(base, state, request)
    return _turn(base, state, walk, [text("walk.stay", blok=block_title(base, walk.block))])


def explain(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say more about the block of this step and ask its question again."""
    walk, state = _back_in(state, request)
    if walk is None:
        return start(base, state, request)
    block = base.building_blocks[walk.block]
    lines = [block.text, text("explain.parts", delen=join(list(block.parts))), text("walk.question", vraag=block.question)]
    return _turn(base, state, walk, lines, [base.entries[f"building_block:{walk.block}"]])


def ask_again(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take back the last answer and ask for it once more."""
    walk, state = _back_in(state, request)
    if walk is None:
        return start(base, state, request)
    answers = {block: said for block, said in walk.answers.items() if block != walk.block}
    return _step(base, state, replace(walk.go(walk.at), answers=answers), [text("walk.ask_again")])


def resume(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take the walk up again where it was, or at the block that was named."""
    walk, state = _back_in(state, request)
    if walk is None:
        return start(base, state, request)
    if request.context.blocks:
        return jump(base, state, request)
    if walk.finished:
        return _finish(base, state, walk, [])
    if not walk.waiting:
        # The question of this step was answered: the next one is what comes.
        return _move(base, state, walk, [text("walk.resume")])
    return _step(base, state, walk, [text("walk.resume")])


def repeat(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say the present step again."""
    walk, state = _back_in(state, request)
    return _step(base, state, walk, []) if walk else start(base, state, request)


def progress(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say how far the walk is."""
    walk, state = _back_in(state, request)
    if walk is None:
        return start(base, state, request)
    remaining = [block_title(base, block) for block in walk.order if block not in walk.done]
    lines = [text("walk.progress", gedaan=len(walk.done), totaal=len(walk.order), nu=block_title(base, walk.block))]
    lines.append(text("walk.remaining", open=join(remaining)) if remaining else text("walk.ready_to_finish"))
    return _turn(base, state, walk, lines)


def regroup(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say the present step again, for the group that was named."""
    walk, state = _back_in(state, request)
    if walk is None:
        return start(base, state, request)
    return _step(base, state, walk.go(walk.at), [text("walk.group", groep=group_phrase(base, state.target_groups))])


def stop(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Stop for now; everything is kept."""
    walk = Walk.from_slot(state.walk) or Walk()
    buttons = [
        Button.to(text("button.resume_walk"), "resume_walk"),
        Button.to(text("button.plan"), "make_plan"),
        Button.to(text("button.menu"), "ask_help"),
    ]
    turn = _turn(base, state, walk, [text("walk.stop", gedaan=len(walk.done), totaal=len(walk.order))], buttons=buttons)
    return Turn(turn.messages, turn.state.but(active_flow=None))


def _step(base: KnowledgeBase, state: State, walk: Walk, opening: list[str], more: list[Button] | None = None) -> Turn:
    block = base.building_blocks[walk.block]
    lines = [*opening, text("walk.step", nummer=walk.at + 1, totaal=len(walk.order), blok=block.title)]
    lines.append(block.advice.format(groep=group_phrase(base, state.target_groups)))
    if walk.answers.get(walk.block):
        lines.append(text("walk.said", tekst=walk.answers[walk.block]))
    lines.append(text("walk.question", vraag=block.question))
    entry = base.entries[f"building_block:{walk.block}"]
    return _turn(base, state, walk, lines, [entry], [*_buttons(base, walk), *(more or [])])


def _turn(
    base: KnowledgeBase, state: State, walk: Walk, lines: list[str], entries: list[Entry] | None = None, buttons: list[Button] | None = None
) -> Turn:
    entries = entries or []
    walk = replace(walk, groups=state.target_groups)
    state = state.but(walk=walk.to_slot(), active_flow=FLOW, building_block=walk.block)
    label = text("walk.label", nummer=walk.at + 1, totaal=len(walk.order), blok=block_title(base, walk.block))
    shown = [entry for entry in entries if entry.type != "building_block"]
    reply = make_reply(
        base,
        state,
        "step",
        shown,
        block=walk.block,
        progress=Progress(done=len(walk.done), total=len(walk.order), label=label),
        sources=[source for entry in entries for source in entry.item.sources],
    )
    state, lines, reply = gloss(base, state, lines, reply)
    message = make_message(base, lines, reply, buttons if buttons is not None else _buttons(base, walk), name_sources=bool(reply.items))
    return content_turn(state, message, "walk", entries)


def _buttons(base: KnowledgeBase, walk: Walk) -> list[Button]:
    buttons = [Button.to(text("button.next"), "nav_next")]
    if walk.waiting:
        buttons.append(Button.to(text("button.skip"), "nav_skip"))
    if walk.at:
        buttons.append(Button.to(text("button.back"), "nav_back"))
    buttons += [Button.to(block_title(base, block), "go_to_block", building_block=block) for block in BLOCKS if block != walk.block]
    return [*buttons, Button.to(text("button.stop"), "nav_stop")]


def _finish(base: KnowledgeBase, state: State, walk: Walk, opening: list[str]) -> Turn:
    walk = replace(walk, finished=True, waiting=False)
    skipped = [block for block in walk.order if block not in walk.done]
    left_out = [text("walk.left_out", blokken=join([block_title(base, block) for block in skipped]))] if skipped else []
    lines = [*opening, text("walk.finished"), *left_out, text("walk.to_plan")]
    buttons = [Button.to(text("button.plan"), "make_plan"), Button.to(text("button.self_check"), "start_self_check")]
    buttons += [Button.to(block_title(base, block), "resume_walk", building_block=block) for block in skipped] + [
        Button.to(text("button.menu"), "ask_help")
    ]
    turn = _turn(base, state, walk, lines, buttons=buttons)
    return Turn(turn.messages, turn.state.but(active_flow=None, offer="make_plan"))
