"""Everything around the content: greeting, help, sources, contact, scope, emergencies, privacy, feedback."""

from __future__ import annotations

from bouwstenen.dialogue.compose import (
    block_buttons,
    flow_button,
    group_phrase,
    item_text,
    join,
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
from bouwstenen.replies.models import MAX_TITLE_LENGTH

_SMALLTALK = ("greet", "goodbye", "thank", "bot_challenge", "how_are_you")
_CONTACTS = 3
#: From this likelihood on a message may tell of danger, though the assistant answers something else.
_MAY_BE_DANGER = 0.1
#: What somebody in a role is most likely to come for: title and intent of the button.
_FOR_ROLE = {
    "gemeente": ("button.self_check", "start_self_check"),
    "zorg": ("button.tip", "ask_tip"),
    "welzijn": ("button.tip", "ask_tip"),
    "onderzoek": ("button.checklist", "ask_checklist"),
    "vrijwilliger": ("button.tip", "ask_tip"),
}
#: At most this many choices where nothing was asked yet.
_MENU_BUTTONS = 6


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
    if kind == "greet":
        return _fitting_greeting(base, state)
    buttons = menu_buttons(base, state)[:_MENU_BUTTONS] if kind != "goodbye" else []
    return simple_turn(base, state, "smalltalk", [text(f"smalltalk.{kind}")], buttons)


def _fitting_greeting(base: KnowledgeBase, state: State) -> Turn:
    """Greet, with suggestions for what is known: from the page of a website, or from what was said before."""
    groups = [group for group in state.target_groups if group in base.target_groups]
    themes = [theme for theme in state.themes if theme in base.themes]
    first: list[Button] = []
    for group in groups[:1]:
        name = base.target_groups[group].name
        first.append(
            Button.to(_title("button.reach_group", base.building_blocks["bereiken"].title, name), "ask_bereiken", target_group=group)
        )
        first.append(Button.to(_title("button.example_for_group", text("button.example"), name), "ask_example", target_group=group))
    for theme in themes[:1]:
        title = _title("button.example_about_theme", text("button.example"), base.themes[theme].name)
        first += _others([Button.to(title, "ask_example", theme=theme)], first)
    if state.role in _FOR_ROLE:
        key, intent = _FOR_ROLE[state.role]
        first.append(Button.to(text(key), intent))
    subject = join([*base.group_names(groups), *(base.themes[theme].name for theme in themes)])
    if subject:
        said, rest = text("smalltalk.greet_about", onderwerp=subject), [walk_button(state), Button.to(text("button.menu"), "ask_help")]
    else:
        said, rest = text("smalltalk.greet"), menu_buttons(base, state)
    return simple_turn(base, state, "smalltalk", [said], [*first, *_others(rest, first)][:_MENU_BUTTONS])


def _title(key: str, without_name: str, name: str) -> str:
    """Return a title with a name in it, or the one without when it would be too long for a button."""
    title = text(key, naam=name)
    return title if len(title) <= MAX_TITLE_LENGTH else without_name


def _others(buttons: list[Button], first: list[Button]) -> list[Button]:
    """Return the buttons that do not bear a title of the first ones."""
    titles = {button.title for button in first}
    return [button for button in buttons if button.title not in titles]


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
        base,
        state,
        "smalltalk" if known else "clarification",
        [" ".join(lines), text("introduce.ask")],
        menu_buttons(base, state)[:_MENU_BUTTONS],
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
    lines = [*in_case_of_danger(request), text(f"scope.{kind}"), *(_refer(referral) for referral in referrals), text("scope.back")]
    reply = make_reply(base, state, "out_of_scope", sources=[source for referral in referrals for source in referral.sources])
    return side_turn(state, make_message(base, lines, reply, [*block_buttons(base), *_way_back_only(state)], name_sources=False))


def _refer(referral: Referral) -> str:
    where = " of ".join(part for part in (referral.phone, referral.url) if part)
    return f"- {referral.title}{f' ({where})' if where else ''}: {referral.text}"


def in_case_of_danger(request: Request) -> list[str]:
    """Return the number to call where a message may tell of danger but was not taken for it."""
    return [text("emergency.first")] if dict(request.ranking).get("emergency", 0.0) >= _MAY_BE_DANGER else []


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
