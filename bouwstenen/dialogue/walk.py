"""The guided walk through the four blocks, in any order, with stops and detours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bouwstenen.dialogue.compose import BLOCKS, block_title, content_turn, group_phrase, make_message, make_reply
from bouwstenen.dialogue.select import Wanted, choose
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.replies import Button, Progress

FLOW = "walk"
VERSION = 1
#: An own answer is kept for the plan up to this length, in characters.
_MAX_ANSWER = 300


@dataclass(frozen=True)
class Walk:
    """How far the walk is; kept in the slot ``walk``."""

    order: tuple[str, ...] = BLOCKS
    at: int = 0
    done: tuple[str, ...] = ()
    #: What the person said about the own situation, by block.
    answers: dict[str, str] = field(default_factory=dict)
    #: The question of this step waits for an answer.
    waiting: bool = True
    finished: bool = False
    version: int = VERSION

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Walk | None:
        """Read the slot; ``None`` when there is none, or of a version that is not known."""
        if not slot or slot.get("version") != VERSION:
            return None
        return cls(**{**slot, "order": tuple(slot["order"]), "done": tuple(slot["done"])})

    def to_slot(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {**asdict(self), "order": list(self.order), "done": list(self.done)}

    @property
    def block(self) -> str:
        """The block of this step."""
        return self.order[self.at]

    def leave(self) -> Walk:
        """Return the walk with this step done."""
        return replace(self, done=tuple(dict.fromkeys((*self.done, self.block))))

    def go(self, at: int) -> Walk:
        """Return the walk at another step, asking its question."""
        return replace(self, at=at, waiting=True, finished=False)


def start(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Start at the first block, or at the one that was named; earlier answers are kept."""
    before = Walk.from_slot(state.walk)
    opening = []
    if state.walk and before is None:
        opening.append(text("walk.unknown_version"))
    blocks = request.context.blocks
    first = BLOCKS.index(blocks[0]) if len(blocks) == 1 else 0
    walk = Walk(order=BLOCKS[first:] + BLOCKS[:first], answers=dict(before.answers) if before else {})
    opening.append(text("walk.start" if state.target_groups else "walk.start_no_group"))
    return _step(base, state, walk, opening)


def next_(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go on to the next block that was not done yet, or finish."""
    return _move(base, state, request, done=True)


def skip(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go on without counting this block."""
    return _move(base, state, request, done=False)


def _move(base: KnowledgeBase, state: State, request: Request, *, done: bool) -> Turn:
    walk = Walk.from_slot(state.walk)
    if walk is None:
        return start(base, state, request)
    if done:
        walk = walk.leave()
    later = [number for number in range(walk.at + 1, len(walk.order)) if walk.order[number] not in walk.done]
    if not later:
        return _finish(base, state, walk)
    opening = [] if done else [text("walk.skipped", blok=block_title(base, walk.block))]
    return _step(base, state, walk.go(later[0]), opening)


def back(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go back one step."""
    walk = Walk.from_slot(state.walk)
    if walk is None:
        return start(base, state, request)
    if walk.at == 0:
        return _step(base, state, walk.go(0), [text("walk.first")])
    return _step(base, state, walk.go(walk.at - 1), [])


def jump(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go to the block that was named."""
    walk = Walk.from_slot(state.walk)
    if walk is None:
        return start(base, state, request)
    block = request.context.blocks[0] if request.context.blocks else walk.block
    if walk.answers.get(walk.block):
        walk = walk.leave()
    return _step(base, state, walk.go(walk.order.index(block)), [])


def answer(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Keep what somebody says about the own situation, and react to it."""
    walk = Walk.from_slot(state.walk)
    if walk is None:
        return start(base, state, request)
    block = walk.block
    if not walk.waiting:
        earlier = walk.answers.get(block, "")
        said = f"{earlier} {request.text}".strip()
    else:
        said = request.text
    walk = replace(walk.leave(), answers={**walk.answers, block: said[:_MAX_ANSWER]}, waiting=False)
    tips = choose(base, ("tip",), Wanted.of(state, block), request, 1, skip=state.shown) or choose(base, ("tip",), Wanted.of(state, block), request, 1)
    lines = [text("walk.noted")] + [text("walk.tip", tip=tip.item.text) for tip in tips]
    upcoming = _upcoming(walk)
    lines.append(text("walk.ready_for", blok=block_title(base, upcoming)) if upcoming else text("walk.ready_to_finish"))
    return _turn(base, state, walk, lines, tips)


def resume(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take the walk up again where it was."""
    walk = Walk.from_slot(state.walk)
    if walk is None:
        return start(base, state, request)
    if walk.finished:
        return _finish(base, state, walk)
    return _step(base, state, walk, [text("walk.resume")])


def progress(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say how far the walk is."""
    walk = Walk.from_slot(state.walk)
    if walk is None:
        return start(base, state, request)
    open_blocks = [block_title(base, block) for block in walk.order if block not in walk.done]
    lines = [text("walk.progress", gedaan=len(walk.done), totaal=len(walk.order), nu=block_title(base, walk.block), open=", ".join(open_blocks) or "niets")]
    return _turn(base, state, walk, lines)


def regroup(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say the present step again, for the group that was named."""
    walk = Walk.from_slot(state.walk)
    if walk is None:
        return start(base, state, request)
    return _step(base, state, walk.go(walk.at), [text("walk.group", groep=group_phrase(base, state.target_groups))])


def stop(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Stop for now; everything is kept."""
    walk = Walk.from_slot(state.walk) or Walk()
    turn = _turn(base, state, walk, [text("walk.stop")], buttons=[Button.to(text("button.resume_walk"), "resume_walk"), Button.to(text("button.plan"), "make_plan"), Button.to(text("button.menu"), "ask_help")])
    return Turn(turn.messages, turn.state.but(active_flow=None))


def _upcoming(walk: Walk) -> str | None:
    return next((block for block in walk.order[walk.at + 1 :] if block not in walk.done), None)


def _step(base: KnowledgeBase, state: State, walk: Walk, opening: list[str]) -> Turn:
    block = base.building_blocks[walk.block]
    lines = [*opening, text("walk.step", nummer=walk.at + 1, totaal=len(walk.order), blok=block.title)]
    lines.append(block.advice.format(groep=group_phrase(base, state.target_groups)))
    if walk.answers.get(walk.block):
        lines.append(text("walk.said", tekst=walk.answers[walk.block]))
    lines.append(text("walk.question", vraag=block.question))
    entry = base.entries[f"building_block:{walk.block}"]
    return _turn(base, state, walk, lines, [entry])


def _turn(base: KnowledgeBase, state: State, walk: Walk, lines: list[str], entries: list[Entry] | None = None, buttons: list[Button] | None = None) -> Turn:
    entries = entries or []
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
    message = make_message(base, lines, reply, buttons if buttons is not None else _buttons(base, walk), name_sources=bool(shown))
    return content_turn(state, message, "walk", entries)


def _buttons(base: KnowledgeBase, walk: Walk) -> list[Button]:
    buttons = [Button.to(text("button.next"), "nav_next")]
    if walk.waiting:
        buttons.append(Button.to(text("button.skip"), "nav_skip"))
    if walk.at:
        buttons.append(Button.to(text("button.back"), "nav_back"))
    buttons += [Button.to(block_title(base, block), "go_to_block", building_block=block) for block in BLOCKS if block != walk.block]
    return [*buttons, Button.to(text("button.stop"), "nav_stop")]


def _finish(base: KnowledgeBase, state: State, walk: Walk) -> Turn:
    walk = replace(walk, finished=True, waiting=False)
    skipped = [block_title(base, block) for block in walk.order if block not in walk.done]
    lines = [text("walk.finished")] + ([text("walk.left_out", blokken=", ".join(skipped))] if skipped else []) + [text("walk.to_plan")]
    buttons = [Button.to(text("button.plan"), "make_plan"), Button.to(text("button.self_check"), "start_self_check")]
    buttons += [Button.to(title, "go_to_block", building_block=title.lower()) for title in skipped] + [Button.to(text("button.menu"), "ask_help")]
    turn = _turn(base, state, walk, lines, buttons=buttons)
    return Turn(turn.messages, turn.state.but(active_flow=FLOW if skipped else None))
