"""Putting a message together: text that stands on its own, items, sources and buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bouwstenen.dialogue.state import Last, State, Turn, unfinished
from bouwstenen.dialogue.texts import text
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.knowledge.models import ChecklistPoint, Contact, DataSource, Example, Publication, Source, TargetGroup
from bouwstenen.replies import Button, Message, Progress, Reply, ReplyItem, ReplySource
from bouwstenen.replies.models import MAX_ITEMS

BLOCKS = ("verkennen", "bereiken", "betrekken", "aansluiten")
#: Publishers named in the line under an answer; all sources are in the reply.
_NAMED_SOURCES = 4


def item_text(entry: Entry) -> str:
    """Return everything to tell about an item, as one text."""
    item = entry.item
    parts = [item.text]
    if isinstance(item, Example):
        parts += [f"Wat werkte: {item.worked}"] + ([f"Resultaat: {item.result}"] if item.result else [])
    elif isinstance(item, ChecklistPoint):
        parts.append(item.why)
    elif isinstance(item, DataSource) and item.level:
        parts.append(f"Niveau: {item.level}.")
    elif isinstance(item, TargetGroup):
        parts += [note.text for note in (*item.meeting_places, *item.key_persons)]
    elif isinstance(item, Contact) and item.email:
        parts.append(f"Mail: {item.email}.")
    if isinstance(item, (DataSource, Publication, Contact)) and item.url:
        parts.append(f"Zie {item.url}")
    return " ".join(parts)


def told(entry: Entry, *, briefly: bool = False) -> str:
    """Return an item as part of an answer: what has a name is introduced by it."""
    said = entry.item.text if briefly else item_text(entry)
    return f"{entry.title}: {said}" if isinstance(entry.item, (DataSource, Publication, Contact)) else said


def example_name(entry: Entry) -> str:
    """Return the title of an example with its place, unless the title says where it is."""
    place = getattr(entry.item, "place", None)
    known = any(name in entry.title for name in getattr(entry.item, "municipalities", ()))
    return f"{entry.title}, {place}" if place and not known else entry.title


def reply_item(entry: Entry) -> ReplyItem:
    """Return an entry as an item of the reply contract."""
    kind = "term" if entry.type == "building_block" else entry.type
    return ReplyItem(id=str(entry.item.id), type=kind, title=entry.title, text=item_text(entry), sources=list(entry.item.sources))


def reply_source(source: Source) -> ReplySource:
    """Return a source as the reply contract has it."""
    return ReplySource(id=source.id, title=source.title, publisher=source.publisher, year=source.year, url=source.url)


def make_reply(
    base: KnowledgeBase,
    state: State,
    kind: str,
    entries: Sequence[Entry] = (),
    *,
    block: str | None = None,
    general: bool = False,
    progress: Progress | None = None,
    sources: Iterable[str] = (),
) -> Reply:
    """Return a reply with what is remembered about who asks for whom."""
    items = [reply_item(entry) for entry in entries[:MAX_ITEMS]]
    ids = dict.fromkeys([*(source for item in items for source in item.sources), *sources])
    return Reply(
        kind=kind,
        building_block=block,
        target_groups=list(state.target_groups),
        general=general,
        role=state.role,
        place=state.place,
        items=items,
        sources=[reply_source(base.sources[source]) for source in ids if source in base.sources],
        progress=progress,
    )


def source_line(base: KnowledgeBase, reply: Reply) -> str:
    """Return the line under an answer that names its sources."""
    names = dict.fromkeys(f"{source.publisher} ({source.year})" if source.year else source.publisher for source in reply.sources)
    named = list(names)[:_NAMED_SOURCES]
    more = len(names) - len(named)
    line = "Bron: " if len(named) == 1 and not more else "Bronnen: "
    return line + "; ".join(named) + (f" en {more} andere." if more else ".")


def make_message(
    base: KnowledgeBase, lines: Iterable[str], reply: Reply, buttons: Sequence[Button] = (), *, name_sources: bool = True
) -> Message:
    """Return the message; one line per paragraph, since channels split on blank lines."""
    parts = [line for line in lines if line]
    if name_sources and reply.sources:
        parts.append(source_line(base, reply))
    return Message(text="\n".join(parts), buttons=list(buttons), reply=reply)


def block_title(base: KnowledgeBase, block: str) -> str:
    """Return the name of a block."""
    return base.building_blocks[block].title


def join(names: Sequence[str]) -> str:
    """Return names as one phrase: ``a, b en c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}" if names else ""


def group_phrase(base: KnowledgeBase, groups: Sequence[str]) -> str:
    """Return the groups as they stand in a sentence; residents when there is none."""
    return join(base.group_names(groups)) or text("group.none")


def block_buttons(base: KnowledgeBase, current: str | None = None) -> list[Button]:
    """Return a button for each block but the current one."""
    return [Button.to(block_title(base, block), f"ask_{block}") for block in BLOCKS if block != current]


def flow_button(state: State) -> Button | None:
    """Return the way back to the flow that is open, or was left in the middle."""
    if state.active_flow == "self_check" or (unfinished(state.self_check) and not unfinished(state.walk)):
        return Button.to(text("button.resume_check"), "resume_self_check")
    return Button.to(text("button.resume_walk"), "resume_walk") if unfinished(state.walk) else None


def walk_button(state: State) -> Button:
    """Return the way back to what was begun, or else into the walk."""
    return flow_button(state) or Button.to(text("button.start_walk"), "start_walk")


def menu_buttons(base: KnowledgeBase, state: State) -> list[Button]:
    """Return the buttons that lead everywhere."""
    return [
        *block_buttons(base),
        walk_button(state),
        Button.to(text("button.self_check"), "start_self_check"),
        Button.to(text("button.checklist"), "ask_checklist"),
        Button.to(text("button.example"), "ask_example"),
        Button.to(text("button.tip"), "ask_tip"),
    ]


def origin_line(entries: Sequence[Entry], key: str) -> str:
    """Say which points are Pharos' own: the assistant never presents its own question as theirs."""
    points = [entry for entry in entries if entry.type == "checklist_point"]
    own = sum(entry.item.origin == "pharos" for entry in points)
    if not points:
        return ""
    name = "pharos" if own == len(points) else "derived" if not own else "one" if own == 1 else "some"
    return text(f"{key}.origin_{name}", aantal=own)


#: Items that should not be shown a second time before all others were.
_REMEMBERED = ("example", "tip", "checklist_point")


def content_turn(
    state: State, message: Message, intent: str, entries: Sequence[Entry] = (), question: str = "", notes: Sequence[str] = ()
) -> Turn:
    """Return a turn on content: follow-up questions will be about it.

    Args:
        state: what is remembered so far.
        message: what is said.
        intent: what it answers; a follow-up question asks the same.
        entries: the items that it tells of.
        question: the question back, if any.
        notes: the remarks on groups that it tells, by ref.
    """
    reply = message.reply
    last = Last(
        intent=intent,
        kind=reply.kind,
        refs=(*notes, *(entry.ref for entry in entries)),
        sources=tuple(source.id for source in reply.sources),
        turn_id=reply.turn_id,
        question=question,
    )
    shown = [*notes, *(entry.ref for entry in entries if entry.type in _REMEMBERED)]
    explained = [str(entry.item.id) for entry in entries if entry.type == "term"]
    state = state.but(last=last, pending=None, offer=None, misses=0, unclear=None)
    return Turn((message,), state.with_shown(*shown).with_explained(*explained))


def side_turn(state: State, message: Message) -> Turn:
    """Return a turn beside the content: what was being talked about stays."""
    return Turn((message,), state.but(offer=None, misses=0, unclear=None))


def simple_turn(base: KnowledgeBase, state: State, kind: str, lines: Iterable[str], buttons: Sequence[Button] = ()) -> Turn:
    """Return a turn with only text and buttons."""
    return side_turn(state, make_message(base, lines, make_reply(base, state, kind), buttons))
