"""An item as the assistant will say it, made by the functions that answer people."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import process

from bouwstenen.dialogue import answer, explain, plan, requests, self_check, talk
from bouwstenen.dialogue.compose import BLOCKS, block_title, example_name, join, make_reply
from bouwstenen.dialogue.glossary import gloss
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.editing.language import said
from bouwstenen.editing.reading import Reading
from bouwstenen.knowledge import Entry, KnowledgeBase, Problem
from bouwstenen.knowledge.base import IN_BRACKETS
from bouwstenen.knowledge.load import Located, default_folder, read_folder
from bouwstenen.knowledge.models import Referral, Term
from bouwstenen.knowledge.readability import HARD, LEAST_WORDS, is_hard, score
from bouwstenen.language.context import Context
from bouwstenen.replies import Message

#: Ids that are offered where an unknown one was asked for.
_NEAREST = 5
_LEAST_LIKENESS = 50
#: What stands before an item in a list.
_NUMBER = re.compile(r"^(?:-|\d+\.) ")


def find(reading: Reading, name: str) -> list[Located]:
    """Return what goes by an id; a kind before it (``tips:eerst-kennismaken``) chooses among several."""
    kind, _, slug = name.rpartition(":")
    return [located for located in reading.located if id_of(located) == slug and kind in ("", located.kind)]


def nearest(reading: Reading, name: str) -> list[str]:
    """Return the ids that look most like an unknown one."""
    ids = dict.fromkeys(id_of(located) for located in reading.located if located.kind != "places")
    found = process.extract(name, list(ids), processor=_as_words, limit=_NEAREST, score_cutoff=_LEAST_LIKENESS)
    return [slug for slug, _, _ in found]


def _as_words(slug: str) -> str:
    return slug.replace("-", " ").lower()


def id_of(located: Located) -> str:
    """Return the id of an entry; of a municipality its code."""
    return str(getattr(located.item, "id", None) or getattr(located.item, "code", ""))


def changed(folder: Path | None = None) -> list[Located] | None:
    """Return what is new or changed since the last commit; ``None`` when git can't tell."""
    folder = folder or default_folder()
    try:
        archive = subprocess.run(["git", "archive", "--format=tar", "HEAD", "."], cwd=folder, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    with tempfile.TemporaryDirectory() as before, tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(before)
        known = {(located.kind, id_of(located)): located.item for located in read_folder(Path(before))[0]}
    return [located for located in read_folder(folder)[0] if known.get((located.kind, id_of(located))) != located.item]


def show(reading: Reading, located: Located) -> str:
    """Return what the assistant says of an entry, when, and how it reads."""
    lines = [f"{located.file}, regel {located.line}: {id_of(located)}", ""]
    lines += list(_told(reading, located)) or [f"De assistent zegt dit niet zelf. {_used(reading, located)}"]
    lines += list(_when(reading.base, located))
    lines += list(_sources(reading.base, located))
    lines += list(_language(located))
    return "\n".join(lines)


def _told(reading: Reading, located: Located) -> Iterator[str]:
    base = reading.base
    if isinstance(located.item, Referral):
        yield from _section("Zo zegt de assistent het", _refer(base, located.item).messages[-1])
        return
    entry = next((entry for entry in base.entries.values() if entry.item is located.item), None)
    if entry is None:
        return
    turn = _turn(base, entry)
    if turn is None:
        return
    yield from _section("Zo zegt de assistent het", turn.messages[-1])
    listed = _listed(base, entry)
    if listed:
        yield from ("", "In een lijst:", f"  {listed}")
    if isinstance(entry.item, Term) and entry.item.difficult:
        _, lines, _ = gloss(base, State(), [IN_BRACKETS.sub("", entry.title)], make_reply(base, State(), "answer"))
        yield from ("", "Onder een antwoord, de eerste keer dat het woord erin staat:", *(f"  {line}" for line in lines[1:]))


def _section(title: str, message: Message) -> Iterator[str]:
    yield f"{title}:"
    yield from (f"  {line}" for line in message.text.split("\n"))
    if message.buttons:
        yield "  " + "  ".join(f"[{button.title}]" for button in message.buttons)


def _turn(base: KnowledgeBase, entry: Entry) -> Turn | None:
    """Return the answer to a question that is about just this item."""
    state = State(target_groups=entry.groups[:1], role=entry.roles[0] if entry.roles else None)
    block = entry.blocks[0] if entry.blocks else None
    asked = Request(candidates={entry.type: [(entry.ref, 1.0)]}, context=Context(blocks=(block,) if block else ()))
    if entry.type == "checklist_point":
        check = self_check.SelfCheck(points=(entry.item.id,), blocks=(block or BLOCKS[0],))
        return self_check.explain(base, state.but(self_check=check.to_slot()), Request())
    if entry.type == "example":
        return requests.example(base, state, asked)
    if entry.type == "tip":
        return requests.tip(base, state, asked)
    if entry.type == "target_group":
        return answer.about_group(base, State(target_groups=(str(entry.item.id),)), Request())
    if entry.type == "term":
        return explain.explain(base, State(), Request(context=Context(terms=(str(entry.item.id),))))
    if entry.type == "building_block":
        return explain.explain(base, State(), asked)
    return answer.fact(base, State(), Request(candidates=asked.candidates))


def _listed(base: KnowledgeBase, entry: Entry) -> str:
    """Return the line of a list that an item gets, when it comes in lists."""
    state = State(target_groups=entry.groups[:1], role=entry.roles[0] if entry.roles else None)
    if entry.type == "checklist_point":
        asked = Request(candidates={entry.type: [(entry.ref, 1.0)]}, context=Context(blocks=entry.blocks[:1]))
        turn, part = requests.checklist(base, state, asked), entry.item.text
    elif entry.type in ("tip", "example"):
        turn = plan.make(base, state.with_shown(entry.ref), Request())
        part = example_name(entry) if entry.type == "example" else entry.item.text
    else:
        return ""
    return next((line for line in turn.messages[-1].text.split("\n") if _NUMBER.sub("", line).startswith(part)), "")


def _refer(base: KnowledgeBase, referral: Referral) -> Turn:
    kind = referral.kinds[0]
    if kind.startswith("emergency"):
        return talk.emergency(base, State(), Request(intent="emergency"))
    return talk.out_of_scope(base, State(), Request(intent=kind, text=f"{referral.title} {referral.text}"))


def _when(base: KnowledgeBase, located: Located) -> Iterator[str]:
    item = located.item
    blocks = [block_title(base, block).lower() for block in getattr(item, "building_blocks", ())]
    groups = base.group_names(getattr(item, "target_groups", ()))
    roles = [base.roles[role].name for role in getattr(item, "roles", ()) if role in base.roles]
    themes = [base.themes[theme].name for theme in getattr(item, "themes", ()) if theme in base.themes]
    told = [
        f"bij {join(blocks)}" if blocks else "",
        (f"voor {join(groups)}" if groups else "voor elke doelgroep") if hasattr(item, "target_groups") else "",
        f"vooral voor de rol {join(roles)}, en niet voor andere rollen" if roles else "",
        f"eerder bij het thema {join(themes)}" if themes else "",
        f"bij vragen van de soort {join(list(item.kinds))}" if isinstance(item, Referral) else "",
    ]
    told = [part for part in told if part]
    if told:
        yield from ("", "Wanneer het komt:", f"  {'; '.join(told)}")
    for title, names in (("Woorden waaraan de assistent dit herkent", "synonyms"), ("Vragen waarmee de assistent dit vindt", "questions")):
        values = getattr(item, names, ())
        if values:
            yield from ("", f"{title}:", *(f"  - {value}" for value in values))


def _sources(base: KnowledgeBase, located: Located) -> Iterator[str]:
    sources = [base.sources[source] for source in getattr(located.item, "sources", ()) if source in base.sources]
    if sources:
        yield from ("", "Bronnen:")
        for source in sources:
            yield f"  - {source.title} ({source.publisher}, {source.date_text})" + (f" {source.url}" if source.url else "")


def _used(reading: Reading, located: Located) -> str:
    """Return which items refer to a source, theme or the like."""
    name = id_of(located)
    users = [id_of(other) for other in reading.located if name in (*getattr(other.item, "sources", ()), *getattr(other.item, "themes", ()))]
    return f"Het wordt gebruikt bij: {', '.join(users)}." if users else "Nog geen enkel item gebruikt het."


def _language(located: Located) -> Iterator[str]:
    text = said(located.item)
    if not text:
        return
    yield from ("", "Leesbaarheid:")
    if is_hard(text):
        yield f"  Let op: {score(text):.0f} op de schaal van Flesch-Douma, en dat leest lastig. Maak er minstens {HARD:.0f} van."
    elif len(text.split()) < LEAST_WORDS:
        yield "  Deze tekst is te kort om te meten."
    else:
        yield f"  Goed: {score(text):.0f} op de schaal van Flesch-Douma (hoger is makkelijker)."


def problems_near(reading: Reading, problems: list[Problem], located: Located) -> list[Problem]:
    """Return the problems that stand between the first line of an entry and that of the next one."""
    later = [other.line for other in reading.located if other.file == located.file and other.line > located.line]
    end = min(later, default=None)
    return [p for p in problems if p.file == located.file and p.line >= located.line and (end is None or p.line < end)]
