"""Checks that need the whole knowledge base: references, duplicates and language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bouwstenen.knowledge import models
from bouwstenen.knowledge.base import KnowledgeBase
from bouwstenen.knowledge.load import Located, Problem, build, read_folder

#: Words in a sentence, at most (language level B1).
MAX_SENTENCE_WORDS = 20
#: Fields that people read.
_PROSE = ("text", "why", "worked", "result", "advice", "question", "audience")
#: Lists of remarks of a target group, each with its own sources.
NOTES = ("meeting_places", "key_persons", "notes")
#: Not the "U" of "U-pas".
_FORMAL = re.compile(r"\b(u|uw|uzelf)\b(?![-'])", re.IGNORECASE)
_WORD = re.compile(r"\w")
#: Source ids that are Pharos' own texts.
_PHAROS = re.compile(r"^(pharos-|seed-infosheet-|seed-presentatie-|seed-blog-)")

SentenceSplitter = Callable[[str], list[str]]


def check_folder(folder: Path | None = None, split_sentences: SentenceSplitter | None = None) -> tuple[KnowledgeBase, list[Problem]]:
    """Read and check the knowledge base.

    Args:
        folder: the knowledge folder; by default the project's.
        split_sentences: splits a text in sentences; without it the language is not checked.

    Returns:
        What could be read, and every problem found, in the order of the files.
    """
    located, problems = read_folder(folder)
    base = build(located)
    return base, sorted([*problems, *check(located, base, split_sentences)], key=in_order)


def check(located: list[Located], base: KnowledgeBase, split_sentences: SentenceSplitter | None = None) -> list[Problem]:
    """Return the mistakes of entries that could be read; see :func:`check_folder`."""
    problems = list(_duplicates(located))
    for entry in located:
        problems += _references(entry, base)
        problems += _origin(entry)
        if split_sentences is not None:
            problems += _language(entry, split_sentences)
    return problems


def in_order(problem: Problem) -> tuple[str, int]:
    """Return the key that sorts problems as they stand in the files."""
    return problem.file, problem.line


def prose(item: models.Model) -> list[tuple[str, str]]:
    """Return what people read of an item, except its title: field and text."""
    if isinstance(item, (models.Source, models.Place, models.Role, models.Theme)):
        return []
    texts = [(name, str(getattr(item, name))) for name in _PROSE if getattr(item, name, None)]
    return texts + [(name, note.text) for name in NOTES for note in getattr(item, name, ())]


def _duplicates(located: list[Located]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Located] = {}
    texts: dict[str, Located] = {}
    for entry in located:
        key = (entry.kind, str(getattr(entry.item, "code", None) or getattr(entry.item, "id", "")))
        if key in seen:
            first, field = seen[key], "code" if entry.kind == "places" else "id"
            remedy = f"Haal er één weg of kies een andere {field}."
            yield Problem(entry.file, entry.at(field), field, f"'{key[1]}' bestaat al ({first.file}, regel {first.line}).", remedy)
        seen.setdefault(key, entry)
        text = getattr(entry.item, "text", None)
        if text and entry.kind != "referrals":
            if text in texts:
                first = texts[text]
                yield Problem(
                    entry.file,
                    entry.at("text"),
                    "text",
                    f"Deze tekst staat er al ({first.file}, regel {first.at('text')}).",
                    "Haal er één weg of voeg ze samen.",
                )
            texts.setdefault(text, entry)


def _references(entry: Located, base: KnowledgeBase) -> Iterator[Problem]:
    item = entry.item
    places = {name for place in base.places.values() for name in (place.name, *place.synonyms)}
    lists: list[tuple[str, list[str], set[str], str]] = [
        ("sources", getattr(item, "sources", []), set(base.sources), "sources.yml"),
        ("target_groups", getattr(item, "target_groups", []), set(base.target_groups), "target_groups.yml"),
        ("broader", getattr(item, "broader", []), set(base.target_groups), "target_groups.yml"),
        ("themes", getattr(item, "themes", []), set(base.themes), "themes.yml"),
        ("municipalities", getattr(item, "municipalities", []), places, "places.yml"),
    ]
    for name in NOTES:
        lists += [(name, note.sources, set(base.sources), "sources.yml") for note in getattr(item, name, ())]
    for field, values, known, file in lists:
        for value in values:
            if value not in known:
                yield Problem(entry.file, entry.at(field), field, f"'{value}' is onbekend.", f"Zet het in {file} of verbeter de naam.")


def _origin(entry: Located) -> Iterator[Problem]:
    if getattr(entry.item, "origin", None) == "pharos" and not any(_PHAROS.match(source) for source in entry.item.sources):  # type: ignore[attr-defined]
        yield Problem(entry.file, entry.at("origin"), "origin", "Geen van de bronnen is van Pharos.", "Kies 'bron' of 'afgeleid'.")


def _language(entry: Located, split_sentences: SentenceSplitter) -> Iterator[Problem]:
    texts = prose(entry.item)
    if texts and not isinstance(entry.item, models.Publication):  # whose title is its maker's
        texts.append(("title", getattr(entry.item, "title", "")))
    for field, text in texts:
        for sentence in split_sentences(text):
            count = sum(1 for word in sentence.split() if _WORD.search(word))
            if count > MAX_SENTENCE_WORDS:
                yield Problem(
                    entry.file,
                    entry.at(field),
                    field,
                    f"Deze zin heeft {count} woorden: '{sentence[:60]}…'.",
                    f"Maak er zinnen van hooguit {MAX_SENTENCE_WORDS} woorden van.",
                )
        if _FORMAL.search(text):
            yield Problem(entry.file, entry.at(field), field, "Hier staat 'u' of 'uw'.", "Schrijf 'je' of 'jouw'.")
