"""The self-check: going through points with done, partly, not yet or not applicable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from bouwstenen.dialogue.compose import (
    BLOCKS,
    block_title,
    content_turn,
    flow_button,
    group_phrase,
    join,
    make_message,
    make_reply,
    origin_line,
)
from bouwstenen.dialogue.context import HOW_TO
from bouwstenen.dialogue.explain import explain as explain_term
from bouwstenen.dialogue.glossary import gloss
from bouwstenen.dialogue.select import Wanted, choose
from bouwstenen.dialogue.state import Request, State, Turn, unfinished
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.replies import Button, Progress

FLOW = "self_check"
VERSION = 1
#: Points for one block, and for each block when several are checked.
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
#: The same in free words, the first that fits counts.
_WORDS = (
    (
        "not_applicable",
        r"n\.?v\.?t|niet van toepassing|nvt|speelt (?:hier |bij ons )?niet|hoeft (?:hier |bij ons )?niet|niet relevant|geldt niet",
    ),
    (
        "partly",
        r"deels|gedeeltelijk|half|halverwege|een beetje|beetje|voor een deel|"
        r"bijna|soms|af en toe|mee bezig|nog niet (?:alles|helemaal|overal|iedereen)|niet helemaal|een paar",
    ),
    ("skipped", r"weet (?:ik )?(?:het )?niet|geen idee|weet niet|sla over|overslaan"),
    (
        "not_yet",
        r"nog niet|komt nog|nog niks|nog niets|nog geen|nog nooit|nooit|"
        r"moeten we nog|moet nog|staat nog op|niet gedaan|zeker niet|absoluut niet|doen we niet|hebben we niet|helaas niet|nee",
    ),
    ("done", r"hebben we|hebben wij|heb ik|doen we|doen wij|gedaan|geregeld|klaar|zeker|ja|gelukt|af|in orde|staat er|allang"),
)
_PATTERNS = tuple((value, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for value, words in _WORDS)
#: How much a point asks to be taken up; where most is open is the place to begin.
_OPEN = {"not_yet": 2, "partly": 1, "skipped": 1}
#: Open points that are written out in the result; all are in the plan.
_SHOWN_OPEN = 6


def in_words(message: str) -> str | None:
    """Return what somebody's own words say about a point, or ``None``."""
    return next((value for value, pattern in _PATTERNS if pattern.search(message)), None)


@dataclass(frozen=True)
class SelfCheck:
    """How far the check is; kept in the slot ``self_check``."""

    points: tuple[str, ...] = ()
    #: The block for which each point was chosen.
    blocks: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    at: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    #: Answers of checks before this one, for the plan.
    earlier: dict[str, str] = field(default_factory=dict)
    finished: bool = False
    version: int = VERSION

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None, base: KnowledgeBase) -> SelfCheck | None:
        """Read the slot; ``None`` when there is none, of another version, or its points are gone."""
        if not slot or slot.get("version") != VERSION:
            return None
        known = {item.name for item in fields(cls)}
        check = cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in slot.items() if name in known})
        whole = len(check.points) == len(check.blocks) and 0 <= check.at < len(check.points)
        return check if whole and all(point in base.checklist for point in check.points) else None

    def to_slot(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @property
    def point(self) -> str:
        """The point that is asked."""
        return self.points[self.at]

    @property
    def block(self) -> str:
        """The block of that point."""
        return self.blocks[self.at]


def _compose(base: KnowledgeBase, state: State, blocks: list[str]) -> SelfCheck:
    """Choose the points that fit role and group, for one block or for several."""
    count = _ONE_BLOCK if len(blocks) == 1 else _EACH_BLOCK
    points: list[str] = []
    of: list[str] = []
    for name in blocks:
        # Only how well points fit this group and role counts, not the words of "start de zelfcheck".
        chosen = choose(
            base, ("checklist_point",), Wanted.of(state, name), Request(), count, skip=[f"checklist_point:{point}" for point in points]
        )
        points += [str(entry.item.id) for entry in chosen]
        of += [name] * len(chosen)
    before = SelfCheck.from_slot(state.self_check, base)
    return SelfCheck(points=tuple(points), blocks=tuple(of), earlier={**before.earlier, **before.answers} if before else {})


def _back_in(base: KnowledgeBase, state: State, request: Request) -> tuple[SelfCheck | None, State]:
    """Return the check, and the state with the groups of the check after a detour about others."""
    check = SelfCheck.from_slot(state.self_check, base)
    return check, state.back_to(check.groups if check else (), request)


def _asked_blocks(request: Request) -> list[str]:
    implied = HOW_TO.get(request.intent)
    return [block for block in BLOCKS if block in request.context.blocks] or ([implied] if implied else list(BLOCKS))


def start(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Start on the blocks that were named, or on all four; the same check that was begun goes on."""
    check = _compose(base, state, _asked_blocks(request))
    before = SelfCheck.from_slot(state.self_check, base)
    same = before is not None and before.points == check.points and before.answers and not before.finished
    if (
        before
        and (same or (unfinished(state.self_check) and before.answers and not request.context.blocks))
        and not request.parameters.get("about")
    ):
        again = Button.to(text("button.anew"), "start_self_check", about="anew")
        return _ask(base, state, before, [text("check.begun", gedaan=len(before.answers), totaal=len(before.points))], [again])
    return _begin(base, state, check)


def restart(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Start the check at its first point."""
    before = SelfCheck.from_slot(state.self_check, base)
    return _begin(base, state, _compose(base, state, list(dict.fromkeys(before.blocks)) if before else list(BLOCKS)))


def _begin(base: KnowledgeBase, state: State, check: SelfCheck) -> Turn:
    lines = [text("check.unknown_version")] if state.self_check and SelfCheck.from_slot(state.self_check, base) is None else []
    blocks = list(dict.fromkeys(check.blocks))
    where = (
        text("check.some_blocks", blok=join([block_title(base, block) for block in blocks]))
        if len(blocks) < len(BLOCKS)
        else text("check.all_blocks")
    )
    entries = [base.entries[f"checklist_point:{point}"] for point in check.points]
    lines += [text("check.start", aantal=len(check.points), waar=where), origin_line(entries, "check")]
    return _ask(base, state, check, lines)


def answer(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Keep the answer to a point, in a button or in free words, and go on."""
    check, state = _back_in(base, state, request)
    if check is None:
        return start(base, state, request)
    value = (in_words(request.text) if len(request.text.split()) > 1 else None) or ANSWERS.get(request.intent) or in_words(request.text)
    if value is None:
        return _ask(base, state, check, [text("check.choose")])
    check = replace(check, answers={**check.answers, check.point: value})
    if check.at + 1 == len(check.points):
        return _finish(base, state, check)
    return _ask(base, state, replace(check, at=check.at + 1), [text(f"check.react.{value}")])


def skip(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Leave this point open and go on."""
    return answer(base, state, Request(intent="nav_skip"))


def back(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Go back one point, to answer it again."""
    check, state = _back_in(base, state, request)
    if check is None:
        return start(base, state, request)
    return _ask(base, state, replace(check, at=max(0, check.at - 1), finished=False), [text("check.back" if check.at else "check.first")])


def correct(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Change the last answer to what somebody says now; without an answer, ask that point again."""
    check, state = _back_in(base, state, request)
    if check is None:
        return start(base, state, request)
    # "Nee, ik bedoelde deels": the no belongs to the correction, not to the point.
    value = in_words(re.sub(r"^\W*(?:nee|sorry|oeps|wacht)\b", "", request.text, flags=re.IGNORECASE))
    if value is None or not check.at:
        return back(base, state, request)
    answers = {**check.answers, check.points[check.at - 1]: value}
    return _ask(
        base, state, replace(check, answers=answers), [text("check.changed", nummer=check.at, antwoord=text(f"check.name.{value}"))]
    )


def regroup(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take the points that fit the group named now; what was answered stays."""
    check, state = _back_in(base, state, request)
    if check is None:
        return start(base, state, request)
    fresh = _compose(base, state, list(dict.fromkeys(check.blocks)))
    answers = {point: check.answers[point] for point in fresh.points if point in check.answers}
    at = next((number for number, point in enumerate(fresh.points) if point not in answers), len(fresh.points) - 1)
    return _ask(base, state, replace(fresh, answers=answers, at=at), [text("check.group", groep=group_phrase(base, state.target_groups))])


def explain(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Explain the present point, or the term that was asked for."""
    check, state = _back_in(base, state, request)
    if check is None:
        return start(base, state, request)
    if request.context.terms or request.context.blocks:
        turn = explain_term(base, state, request)
        if turn is not None:
            return turn
    point = base.checklist[check.point]
    lines = [point.why, text("check.whose_pharos" if point.origin == "pharos" else "check.whose_derived")]
    return _ask(base, state, check, lines)


def progress(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say how far the check is."""
    check, state = _back_in(base, state, request)
    if check is None:
        return start(base, state, request)
    counts = Counter(check.answers.values())
    so_far = [text("check.so_far", telling=_counts(counts))] if counts else []
    return _ask(base, state, check, [text("check.progress", gedaan=len(check.answers), totaal=len(check.points)), *so_far])


def resume(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take the check up again where it was."""
    check, state = _back_in(base, state, request)
    if check is None:
        return start(base, state, request)
    if check.finished:
        return _finish(base, state, check)
    return _ask(base, state, check, [text("check.resume")])


def stop(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Stop for now; the answers are kept."""
    check, state = _back_in(base, state, request)
    if check is None:
        return start(base, state, request)
    buttons = [
        Button.to(text("button.resume_check"), "resume_self_check"),
        Button.to(text("button.plan"), "make_plan"),
        Button.to(text("button.menu"), "ask_help"),
    ]
    turn = _turn(base, state, check, [text("check.stop", gedaan=len(check.answers), totaal=len(check.points))], [], buttons)
    return Turn(turn.messages, turn.state.but(active_flow=None))


def all_answers(base: KnowledgeBase, state: State) -> dict[str, str]:
    """Return the last answer to every point that was checked, for the plan."""
    check = SelfCheck.from_slot(state.self_check, base)
    answers = {**check.earlier, **check.answers} if check else {}
    return {point: answers[point] for point in answers if point in base.checklist}


def _ask(base: KnowledgeBase, state: State, check: SelfCheck, opening: list[str], more: list[Button] | None = None) -> Turn:
    point = base.checklist[check.point]
    lines = [*opening, text("check.question", nummer=check.at + 1, totaal=len(check.points), vraag=point.text)]
    return _turn(base, state, check, lines, [base.entries[f"checklist_point:{point.id}"]], [*_buttons(check), *(more or [])])


def _turn(base: KnowledgeBase, state: State, check: SelfCheck, lines: list[str], entries: list[Entry], buttons: list[Button]) -> Turn:
    check = replace(check, groups=state.target_groups)
    state = state.but(self_check=check.to_slot(), active_flow=FLOW)
    label = text("check.label", gedaan=len(check.answers), totaal=len(check.points))
    progress = Progress(done=len(check.answers), total=len(check.points), label=label)
    reply = make_reply(base, state, "self_check", entries, block=None if check.finished else check.block, progress=progress)
    state, lines, reply = gloss(base, state, lines, reply)
    return content_turn(state, make_message(base, lines, reply, buttons, name_sources=False), "self_check", entries)


def _buttons(check: SelfCheck) -> list[Button]:
    buttons = [
        Button.to(text(f"check.button.{name}"), intent)
        for name, intent in (
            ("done", "answer_done"),
            ("partly", "answer_partly"),
            ("not_yet", "answer_not_yet"),
            ("not_applicable", "answer_not_applicable"),
        )
    ]
    buttons += [Button.to(text("button.explain"), "explain_point"), Button.to(text("button.skip"), "nav_skip")]
    if check.at:
        buttons.append(Button.to(text("button.back"), "nav_back"))
    return [*buttons, Button.to(text("button.stop"), "nav_stop")]


def _counts(counts: Counter[str]) -> str:
    return join(
        [
            f"{counts[name]} {text(f'check.name.{name}')}"
            for name in ("done", "partly", "not_yet", "not_applicable", "skipped")
            if counts[name]
        ]
    )


def _finish(base: KnowledgeBase, state: State, check: SelfCheck) -> Turn:
    check = replace(check, finished=True)
    values = {point: check.answers.get(point, "skipped") for point in check.points}
    by_block: dict[str, Counter[str]] = {}
    weight: Counter[str] = Counter()
    for point, block in zip(check.points, check.blocks):
        by_block.setdefault(block, Counter())[values[point]] += 1
        weight[block] += _OPEN.get(values[point], 0)
    lines = [text("check.finished")]
    lines += [text("check.counts", blok=block_title(base, block), telling=_counts(counts)) for block, counts in by_block.items()]
    remaining = sorted((point for point in check.points if values[point] in _OPEN), key=lambda point: -_OPEN[values[point]])
    if remaining:
        begin = max(weight, key=lambda block: weight[block])
        first = base.checklist[next(point for point in remaining if check.blocks[check.points.index(point)] == begin)]
        lines += [
            text("check.open"),
            *(
                text("check.open_point", punt=base.checklist[point].text, antwoord=text(f"check.name.{values[point]}"))
                for point in remaining[:_SHOWN_OPEN]
            ),
        ]
        lines += [text("check.open_more", aantal=len(remaining) - _SHOWN_OPEN)] if len(remaining) > _SHOWN_OPEN else []
        reason = text("check.begin", blok=block_title(base, begin)) if len(by_block) > 1 else ""
        lines += [
            " ".join(part for part in (reason, text("check.begin_point", punt=first.text, waarom=first.why)) if part),
            text("check.to_plan"),
        ]
    else:
        lines.append(text("check.all_done"))
    back_to = flow_button(state.but(self_check=check.to_slot(), active_flow=None))
    buttons = [
        Button.to(text("button.plan"), "make_plan"),
        back_to or Button.to(text("button.start_walk"), "start_walk"),
        Button.to(text("button.menu"), "ask_help"),
    ]
    turn = _turn(base, state, check, lines, [base.entries[f"checklist_point:{point}"] for point in remaining], buttons)
    return Turn(turn.messages, turn.state.but(active_flow=None, offer="make_plan" if remaining else None))
