"""Everything around the content: greeting, help, sources, contact, scope, emergencies, privacy, feedback."""

from __future__ import annotations

from bouwstenen.dialogue.compose import (
    block_buttons,
    flow_button,
    group_phrase,
    item_text,
    make_message,
    make_reply,
    menu_buttons,
    side_turn,
    simple_turn,
    walk_button,
)
from bouwstenen.dialogue.select import best, shared_words
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.dialogue.texts import text, texts
from bouwstenen.feedback import Judgement
from bouwstenen.knowledge import Entry, KnowledgeBase
from bouwstenen.knowledge.models import Referral
from bouwstenen.replies import Button

_SMALLTALK = ("greet", "goodbye", "thank", "bot_challenge", "how_are_you")
_CONTACTS = 3


def help_(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say what the assistant can do."""
    return simple_turn(
        base,
        state,
        "help",
        [text("help.intro"), *(f"- {line}" for line in texts("help.items")), text("help.end")],
        menu_buttons(base, state),
    )


def smalltalk(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Answer politeness, and say once more that this is a machine when asked."""
    kind = request.intent if request.intent in _SMALLTALK else "greet"
    buttons = menu_buttons(base, state)[:6] if kind != "goodbye" else []
    return simple_turn(base, state, "smalltalk", [text(f"smalltalk.{kind}")], buttons)


def introduce(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Take note of who somebody is or where; repeat it and ask what is wanted."""
    known = []
    if state.role:
        known.append(text("introduce.role", rol=base.roles[state.role].name))
    if state.place:
        known.append(text("introduce.place", plaats=state.place))
    if state.target_groups:
        known.append(text("introduce.groups", groep=group_phrase(base, state.target_groups)))
    lines = [text("introduce.noted"), *known] if known else [text("introduce.unclear")]
    return simple_turn(
        base, state, "smalltalk" if known else "clarification", [" ".join(lines), text("introduce.ask")], menu_buttons(base, state)[:6]
    )


def sources(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Give the sources of the last answer, or say what the assistant is based on."""
    ids = list(state.last.sources) if state.last else []
    if ids:
        lines = [text("sources.last")]
    else:
        ids = [source for source in base.sources if source.startswith("seed-")]
        lines = [text("sources.all", aantal=len(base.sources))]
    reply = make_reply(base, state, "source", sources=ids)
    for source in reply.sources[:8]:
        year = f", {source.year}" if source.year else ""
        url = f" {source.url}" if source.url else ""
        lines.append(f"- {source.title} ({source.publisher}{year}).{url}")
    if len(reply.sources) > 8:
        lines.append(text("sources.more", aantal=len(reply.sources) - 8))
    return side_turn(state, make_message(base, lines, reply, block_buttons(base, state.building_block), name_sources=False))


def contact(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say whom to ask: people, training, publications."""
    found = [entry for entry, score in best(base, request, ("contact", "publication")) if score > 0.3 or entry.type == "contact"]
    person = contact_entry(base)
    entries = found[:_CONTACTS]
    if person and person not in entries:
        entries = [*entries[: _CONTACTS - 1], person]
    lines = [text("contact.intro"), *(f"- {entry.title}: {item_text(entry)}" for entry in entries)]
    reply = make_reply(base, state, "contact", entries)
    return side_turn(state, make_message(base, lines, reply, block_buttons(base, state.building_block)))


def out_of_scope(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say kindly what is not done here, and where to go."""
    kind = request.intent if request.intent.startswith("oos_") else "oos_general"
    fitting = [referral for referral in base.referrals.values() if kind in referral.kinds]
    # The main one stands first; one that shares words with the question ("kinderbijslag") goes before it.
    referrals = sorted(fitting, key=lambda referral: -shared_words(request.text, f"{referral.title} {referral.text}"))[:2]
    lines = [text(f"scope.{kind}"), *(_refer(referral) for referral in referrals), text("scope.back")]
    reply = make_reply(base, state, "out_of_scope", sources=[source for referral in referrals for source in referral.sources])
    return side_turn(state, make_message(base, lines, reply, [*block_buttons(base), *_way_back_only(state)], name_sources=False))


def _refer(referral: Referral) -> str:
    where = " of ".join(part for part in (referral.phone, referral.url) if part)
    return f"- {referral.title}{f' ({where})' if where else ''}: {referral.text}"


def emergency(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Give the numbers to call, and nothing else."""
    referrals = [referral for referral in base.referrals.values() if any(kind.startswith("emergency") for kind in referral.kinds)]
    lines = [text("emergency.first"), *(_refer(referral) for referral in referrals[1:]), text("emergency.stay")]
    reply = make_reply(base, State(), "emergency", sources=[source for referral in referrals for source in referral.sources])
    return side_turn(state, make_message(base, lines, reply, name_sources=False))


def privacy(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say what is stored, and how to have it deleted."""
    return simple_turn(base, state, "privacy", texts("privacy.what"), [Button.to(text("button.delete"), "delete_data"), *_way_back(state)])


def _way_back_only(state: State) -> list[Button]:
    button = flow_button(state)
    return [button] if button and state.active_flow else []


def _way_back(state: State) -> list[Button]:
    return _way_back_only(state) or [Button.to(text("button.menu"), "ask_help")]


def ask_delete(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Ask whether the conversation must really go."""
    buttons = [Button.to(text("button.yes_delete"), "affirm"), Button.to(text("button.no_keep"), "deny")]
    turn = simple_turn(base, state, "privacy", [text("privacy.confirm")], buttons)
    return Turn(
        turn.messages,
        turn.state.but(active_flow="delete", return_to=state.return_to if state.active_flow == "delete" else state.active_flow),
    )


def delete(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Have the conversation deleted: the tracker store does it when this turn is saved."""
    message = make_message(base, [text("privacy.deleted")], make_reply(base, State(), "privacy"))
    return Turn((message,), State(forget_conversation=True))


def feedback(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Thank for a judgement; after a bad one, offer other ways on."""
    good = request.intent == "feedback_positive"
    buttons = (
        block_buttons(base, state.building_block)
        if good
        else [
            Button.to(text("button.another_example"), "ask_more", about="example"),
            *block_buttons(base),
            Button.to(text("button.contact"), "ask_contact"),
        ]
    )
    turn = simple_turn(base, state, "feedback", [text("feedback.good" if good else "feedback.bad")], buttons)
    return turn if good else Turn(turn.messages, turn.state.but(offer="ask_more"))


def judgement(state: State, request: Request) -> Judgement | None:
    """Return what is kept of a judgement; ``None`` when nothing was answered yet."""
    if state.said is None:
        return None
    return Judgement(state.said.turn_id, state.said.kind, state.said.intent, "good" if request.intent == "feedback_positive" else "bad")


def contact_entry(base: KnowledgeBase) -> Entry | None:
    """Return the item that says how to reach a human."""
    return base.entries.get("contact:mens-spreken")


def workshop(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Say what can be done with a group of people for now."""
    buttons = [Button.to(text("button.self_check"), "start_self_check"), walk_button(state), Button.to(text("button.menu"), "ask_help")]
    return simple_turn(base, state, "workshop", [text("workshop.later")], buttons)
