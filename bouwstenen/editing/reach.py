"""Remarks on items that no question can reach, or that another item keeps out of sight.

Points, tips and examples come by for their block: "meer punten", "nog een tip" and "ander voorbeeld"
go on until all have been shown. What can keep them out of reach is a target group that no word
names. Everything else is found by its name or by its words, so that is what is tried here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bouwstenen.dialogue.answer import KNOW_SCORE
from bouwstenen.dialogue.texts import text
from bouwstenen.editing.reading import Reading, at, remark
from bouwstenen.knowledge import Entry, Problem
from bouwstenen.knowledge.base import IN_BRACKETS
from bouwstenen.knowledge.load import Located
from bouwstenen.language.context import ContextRecognizer
from bouwstenen.language.text import first_sentence, fold
from bouwstenen.retrieval.encoder import CachedEncoder
from bouwstenen.retrieval.index import KnowledgeIndex, Tokenize

#: Kinds that are found by searching only.
_SEARCHED = ("fact", "example", "data_source", "publication", "contact")
#: An item must be among the first so many of its kind when its own name or first sentence is asked.
FIRST = 5


def names_not_recognised(reading: Reading, recognizer: ContextRecognizer, tokenize: Tokenize) -> Iterator[Problem]:
    """Yield a remark on each name or synonym that is not taken for what it names."""
    named = list(_names(reading))
    # Alone, "student" would be somebody's own profession.
    for (located, field, kind, slug, name), tokens in zip(named, tokenize([f"iets over {name}" for *_, name in named])):
        context = recognizer.recognize(list(tokens))
        found = {"target_group": context.groups, "term": context.terms, "theme": context.themes, "building_block": context.blocks}[kind]
        if slug in found:
            continue
        instead = f" De assistent denkt aan '{found[0]}'." if found else ""
        yield remark(
            located,
            field,
            f"Wie iets vraagt over '{name}', komt niet bij '{slug}'.{instead}",
            "Haal het weg, of maak de woorden langer of anders." if field == "synonyms" else "Voeg een synoniem toe dat wel past.",
        )


def _names(reading: Reading) -> Iterator[tuple[Located, str, str, str, str]]:
    """Yield each name as people may type it, with its place, field, kind and id."""
    base = reading.base
    kinds = (("target_group", base.target_groups), ("term", base.terms), ("theme", base.themes), ("building_block", base.building_blocks))
    for kind, items in kinds:
        for slug, item in items.items():
            located = reading.place(item)
            field = "name" if hasattr(item, "name") else "title"
            yield located, field, kind, str(slug), IN_BRACKETS.sub("", getattr(item, field))
            for synonym in item.synonyms:
                yield located, "synonyms", kind, str(slug), " ".join(word.split("|")[0] for word in synonym.split())


def not_found(reading: Reading, encoder: CachedEncoder, tokenize: Tokenize) -> Iterator[Problem]:
    """Yield a remark on each item that its own name or first sentence does not find."""
    index = KnowledgeIndex(reading.base, encoder, tokenize)
    entries = list(reading.entries(*_SEARCHED))
    questions = [own_question(entry) for entry, _ in entries]
    for (entry, located), question, vector, tokens in zip(entries, questions, encoder.encode_known(questions), tokenize(questions)):
        ranked = index.rank(tokens, vector, FIRST).get(entry.type, [])
        found = next((candidate for candidate in ranked if candidate.ref == entry.ref), None)
        if found is None:
            above = ", ".join(f"'{reading.base.entries[candidate.ref].item.id}'" for candidate in ranked[:2])
            message = f"De zoeker vindt dit niet bij '{_short(question)}'; eerst komen {above}."
        elif found.score < KNOW_SCORE:
            message = f"Bij '{_short(question)}' is de zoeker te onzeker om dit te noemen."
        else:
            continue
        yield remark(located, "text", message, "Voeg vragen toe bij 'questions', of noem het onderwerp in de tekst.")


def own_question(entry: Entry) -> str:
    """Return what the person types who looks for just this item: its name, or else its first sentence."""
    title = getattr(entry.item, "title", None)
    return str(title or first_sentence(entry.item.text))


def _short(question: str) -> str:
    return question if len(question) <= 50 else question[:50].rsplit(" ", 1)[0] + " …"


def shadowed(reading: Reading) -> Iterator[Problem]:
    """Yield a remark on each item with a name or question that another of its kind has too."""
    for field in ("title", "questions"):
        owners: dict[tuple[str, str], tuple[Entry, Located]] = {}
        for entry, located in reading.entries():
            for name in _own(entry, field):
                first, place = owners.setdefault((entry.type, fold(name).strip(" ?.!")), (entry, located))
                if first is not entry:
                    yield remark(
                        located,
                        field,
                        f"'{name}' staat ook bij '{first.item.id}' ({at(place, field)}). Wie dit vraagt, krijgt er maar één.",
                        "Verander er één, of voeg de items samen.",
                    )


def _own(entry: Entry, field: str) -> Sequence[str]:
    if field == "questions":
        return tuple(entry.item.questions)
    name = getattr(entry.item, "title", None) or getattr(entry.item, "name", None)
    return (name,) if name else ()


def unknown_kinds(reading: Reading) -> Iterator[Problem]:
    """Yield a remark on each referral for a kind of question that the assistant does not know."""
    for referral in reading.base.referrals.values():
        for kind in referral.kinds:
            if not (kind.startswith("emergency_") or _is_answered(kind)):
                yield remark(
                    reading.place(referral),
                    "kinds",
                    f"De soort '{kind}' bestaat niet, dus niemand krijgt dit te zien.",
                    "Gebruik een soort die er al staat.",
                )


def _is_answered(kind: str) -> bool:
    try:
        return bool(text(f"scope.{kind}"))
    except KeyError:
        return False
