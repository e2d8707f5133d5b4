"""The self-check: going through points with done, partly, not yet or not applicable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bouwstenen.dialogue.compose import BLOCKS, block_title, content_turn, make_message, make_reply
from bouwstenen.dialogue.context import asked_block
from bouwstenen.dialogue.explain import explain as explain_term
from bouwstenen.dialogue.select import Wanted, choose
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.replies import Button, Progress

FLOW = "self_check"
VERSION = 1
#: Points for one block, and for each block when all four are checked.
_ONE_BLOCK = 8
_EACH_BLOCK = 4
#: What an intent says about a point.
ANSWERS = {
    "answer_done": "done",
    "affirm": "done",
    "answer_partly": "partly",
    "answer_not_yet": "not_yet",
    "deny": "not_yet",
    "answer_not_applicable": "not_applicable",
    "nav_skip": "skipped",
}
#: How much a point asks to be taken up; where most is open is the place to begin.
_OPEN = {"not_yet": 2, "partly": 1, "skipped": 1}


@dataclass(frozen=True)
class SelfCheck:
    """How far the check is; kept in the slot ``self_check``."""

    points: tuple[str, ...] = ()
    at: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    finished: bool = False
    version: int = VERSION

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None, base: KnowledgeBase) -> SelfCheck | None:
        """Read the slot; ``None`` when there is none, of another version, or its points are gone."""
        if not slot or slot.get("version") != VERSION:
            return None
        check = cls(**{**slot, "points": tuple(slot["points"])})
        return check if check.points and all(point in base.checklist for point in check.points) else None

    def to_slot(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {**asdict(self), "points": list(self.points)}


def start(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Start on one block, or on all four, with the points that fit role and group."""
    block = asked_block(request)
    blocks = [block] if block else list(BLOCKS)
    count = _ONE_BLOCK if block else _EACH_BLOCK
    chosen: list[Entry] = []
    for name in blocks:
        # Only how well points fit this group and role counts, not the words of "start de zelfcheck".
        chosen += choose(base, ("checklist_point",), Wanted.of(state, name), Request(), count, skip=[entry.ref for entry in chosen])
    check = SelfCheck(points=tuple(entry.item.id for entry in chosen))
    lines = [text("check.unknown_version")] if state.self_check and SelfCheck.from_slot(state.self_check, base) is None else []
    where = text("check.one_block", blok=block_title(base, block)) if block else text("check.all_blocks")
    lines += [text("check.start", aantal=len(check.points), waar=where), _whose(chosen)]
    return _ask(base, state, check, lines)


def _whose(entries: list[Entry]) -> str:
    own = sum(entry.item.origin == "pharos" for entry in entries if entry.type == "checklist_point")
    return text("check.origin_some", aantal=own) if own else text("check.origin_derived")


def answer(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Keep the answer to a point and go on."""
    check = SelfCheck.from_slot(state.self_check, base)
    if check is None:
        return start(base, state, request)
    value = ANSWERS.get(request.intent)
    if value is None:
        return _ask(base, state, check, [text("check.choose")])
    check = replace(check, answers={**check.answers, check.points[check.at]: value})
    following = next((number for number in range(check.at + 1, len(check.points))), None)
    if following is None:
        return _finish(base, state, check)
    return _ask(base, state, replace(check, at=following), [text(f"check.react.{value}")])


def back(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go back one point, to answer it again."""
    check = SelfCheck.from_slot(state.self_check, base)
    if check is None:
        return start(base, state, request)
    return _ask(base, state, replace(check, at=max(0, check.at - 1), finished=False), [text("check.back" if check.at else "check.first")])


def explain(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Explain the present point, or the term that was asked for."""
    check = SelfCheck.from_slot(state.self_check, base)
    if check is None:
        return start(base, state, request)
    if request.context.terms or request.context.blocks:
        turn = explain_term(base, state, request)
        if turn is not None:
            return turn
    point = base.checklist[check.points[check.at]]
    lines = [point.why, text("check.whose_pharos" if point.origin == "pharos" else "check.whose_derived")]
    return _ask(base, state, check, lines)


def progress(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say how far the check is."""
    check = SelfCheck.from_slot(state.self_check, base)
    if check is None:
        return start(base, state, request)
    counts = Counter(check.answers.values())
    lines = [text("check.progress", gedaan=len(check.answers), totaal=len(check.points)), _counts(counts)]
    return _ask(base, state, check, lines)


def resume(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take the check up again where it was."""
    check = SelfCheck.from_slot(state.self_check, base)
    if check is None:
        return start(base, state, request)
    if check.finished:
        return _finish(base, state, check)
    return _ask(base, state, check, [text("check.resume")])


def stop(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Stop for now; the answers are kept."""
    check = SelfCheck.from_slot(state.self_check, base)
    if check is None:
        return start(base, state, request)
    buttons = [Button.to(text("button.resume_check"), "resume_self_check"), Button.to(text("button.plan"), "make_plan"), Button.to(text("button.menu"), "ask_help")]
    turn = _turn(base, state, check, [text("check.stop", gedaan=len(check.answers), totaal=len(check.points))], [], buttons)
    return Turn(turn.messages, turn.state.but(active_flow=None))


def open_points(base: KnowledgeBase, state: State) -> list[tuple[str, str]]:
    """Return id and answer of the points that are not done, for the plan."""
    check = SelfCheck.from_slot(state.self_check, base)
    return [(point, check.answers[point]) for point in check.points if check.answers.get(point) in ("not_yet", "partly")] if check else []


def _ask(base: KnowledgeBase, state: State, check: SelfCheck, opening: list[str]) -> Turn:
    point = base.checklist[check.points[check.at]]
    lines = [*opening, text("check.question", nummer=check.at + 1, totaal=len(check.points), vraag=point.text)]
    return _turn(base, state, check, lines, [base.entries[f"checklist_point:{point.id}"]], _buttons(check))


def _turn(base: KnowledgeBase, state: State, check: SelfCheck, lines: list[str], entries: list[Entry], buttons: list[Button]) -> Turn:
    block = str(base.checklist[check.points[check.at]].building_blocks[0])
    state = state.but(self_check=check.to_slot(), active_flow=FLOW)
    label = text("check.label", gedaan=len(check.answers), totaal=len(check.points))
    reply = make_reply(base, state, "self_check", entries, block=block, progress=Progress(done=len(check.answers), total=len(check.points), label=label))
    return content_turn(state, make_message(base, lines, reply, buttons, name_sources=False), "self_check", entries)


def _buttons(check: SelfCheck) -> list[Button]:
    buttons = [
        Button.to(text(f"check.button.{name}"), intent)
        for name, intent in (("done", "answer_done"), ("partly", "answer_partly"), ("not_yet", "answer_not_yet"), ("not_applicable", "answer_not_applicable"))
    ]
    buttons.append(Button.to(text("button.explain"), "explain_point"))
    if check.at:
        buttons.append(Button.to(text("button.back"), "nav_back"))
    return [*buttons, Button.to(text("button.stop"), "nav_stop")]


def _counts(counts: Counter[str]) -> str:
    parts = [f"{counts[name]} {text(f'check.name.{name}')}" for name in ("done", "partly", "not_yet", "not_applicable", "skipped") if counts[name]]
    return ", ".join(parts) + "." if parts else ""


def _finish(base: KnowledgeBase, state: State, check: SelfCheck) -> Turn:
    check = replace(check, finished=True)
    by_block: dict[str, Counter[str]] = {}
    weight: Counter[str] = Counter()
    for point in check.points:
        value = check.answers.get(point, "skipped")
        block = str(base.checklist[point].building_blocks[0])
        by_block.setdefault(block, Counter())[value] += 1
        weight[block] += _OPEN.get(value, 0)
    lines = [text("check.finished")]
    lines += [f"- {block_title(base, block)}: {_counts(counts)}" for block, counts in by_block.items()]
    pending = [point for point in check.points if check.answers.get(point, "skipped") in _OPEN]
    entries = [base.entries[f"checklist_point:{point}"] for point in sorted(pending, key=lambda p: -_OPEN[check.answers.get(p, "skipped")])]
    if pending:
        begin = max(weight, key=lambda block: weight[block])
        first = next(entry for entry in entries if begin in entry.blocks[:1])
        lines += [text("check.open"), *(f"- {entry.item.text}" for entry in entries[:6])]
        lines.append(text("check.begin", blok=block_title(base, begin), punt=first.item.text, waarom=base.checklist[str(first.item.id)].why))
    else:
        lines.append(text("check.all_done"))
    buttons = [Button.to(text("button.plan"), "make_plan"), Button.to(text("button.start_walk"), "start_walk"), Button.to(text("button.menu"), "ask_help")]
    turn = _turn(base, state, check, lines, entries, buttons)
    return Turn(turn.messages, turn.state.but(active_flow=None))
