"""Reading ``knowledge/*.yml``, with the file and line of every mistake."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bouwstenen.knowledge import models
from bouwstenen.knowledge.base import KnowledgeBase

#: File name (up to a hyphen) and model; ``tips.yml`` and ``tips-doelgroepen.yml`` are both tips.
KINDS: dict[str, type[models.Model]] = {
    "building_blocks": models.BuildingBlock,
    "checklist": models.ChecklistPoint,
    "examples": models.Example,
    "tips": models.Tip,
    "facts": models.Fact,
    "terms": models.Term,
    "target_groups": models.TargetGroup,
    "data_sources": models.DataSource,
    "publications": models.Publication,
    "contacts": models.Contact,
    "referrals": models.Referral,
    "roles": models.Role,
    "themes": models.Theme,
    "places": models.Place,
    "sources": models.Source,
}
#: Kinds whose file is a mapping with the date and source of the list around it.
_DATED_LISTS = {"places"}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What the YAML reader complains of, and what that means to an editor.
_YAML_MISTAKES = {
    "mapping values are not allowed": "Hier staat een dubbele punt die niet kan",
    "cannot start any token": "Hier staat een teken dat niet kan, bijvoorbeeld een tab",
    "did not find expected": "De inspringing of een haakje klopt niet",
    "unexpected end of stream": "Een aanhalingsteken wordt niet gesloten",
}


@dataclass(frozen=True)
class Problem:
    """A mistake in the knowledge base, in words an editor can act on."""

    file: str
    line: int
    field: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """Return the one line that ``make check-knowledge`` prints."""
        where = f"{self.file}, regel {self.line}" if self.line else self.file
        return f"{where}, {self.field}: {self.message} {self.remedy}".replace(", :", ":")


class KnowledgeError(Exception):
    """The knowledge base can't be used; ``problems`` says why, each with file, line and remedy."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Located:
    """An entry as read, with the lines where it and its fields stand."""

    kind: str
    file: str
    line: int
    lines: dict[str, int]
    item: models.Model

    def at(self, field: str) -> int:
        """Return the line of a field, or of the entry when it lacks the field."""
        return self.lines.get(field, self.line)


def default_folder() -> Path:
    """Return the knowledge folder: ``BOUWSTENEN_KNOWLEDGE`` or ``knowledge/`` of the project."""
    return Path(os.environ.get("BOUWSTENEN_KNOWLEDGE") or Path(__file__).parents[2] / "knowledge")


def read_folder(folder: Path | None = None) -> tuple[list[Located], list[Problem]]:
    """Read all files; return the sound entries, and the problems of the others."""
    folder = folder or default_folder()
    located: list[Located] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for path in sorted((*folder.glob("*.yml"), *folder.glob("*.yaml"))):
        if path.suffix == ".yaml":
            problems.append(Problem(path.name, 0, "bestand", "Dit bestand wordt niet gelezen.", f"Noem het {path.stem}.yml."))
            continue
        kind = path.stem.split("-")[0]
        if kind not in KINDS:
            problems.append(
                Problem(
                    path.name, 0, "bestand", "Dit bestand hoort niet in de kennisbank.", f"Begin de naam met een van: {', '.join(KINDS)}."
                )
            )
            continue
        seen.add(kind)
        for result in _read_file(path, kind):
            if isinstance(result, Problem):
                problems.append(result)
            else:
                located.append(result)
    problems += [
        Problem(f"{kind}.yml", 0, "bestand", "Dit bestand ontbreekt.", f"Zet het terug in {folder.name}/.")
        for kind in KINDS
        if kind not in seen
    ]
    return located, problems


def _read_file(path: Path, kind: str) -> Iterator[Located | Problem]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line + 1) if error.problem_mark else 0
        why = next((said for sign, said in _YAML_MISTAKES.items() if sign in str(error.problem)), "Er klopt iets niet")
        yield Problem(
            path.name,
            line,
            "opmaak",
            f"Dit is geen geldige YAML. {why}.",
            "Kijk of de inspringing klopt en of tekst met een dubbele punt tussen aanhalingstekens staat.",
        )
        return
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        yield Problem(
            path.name,
            0,
            "opmaak",
            f"Dit bestand is niet te lezen ({type(error).__name__}).",
            "Bewaar het als UTF-8, zonder vreemde tekens.",
        )
        return
    if kind in _DATED_LISTS and isinstance(root, yaml.MappingNode):
        root = next((value for key, value in root.value if key.value == kind), None)
    if not isinstance(root, yaml.SequenceNode):
        yield Problem(path.name, 1, "opmaak", "Hier hoort een lijst te staan.", "Begin elk item met een streepje.")
        return
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            yield Problem(path.name, line, "opmaak", "Dit item heeft geen velden.", "Schrijf na het streepje 'id: ...'.")
            continue
        lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
        doubled = [
            str(key.value) for number, (key, _) in enumerate(node.value) if str(key.value) in {str(k.value) for k, _ in node.value[:number]}
        ]
        for name in doubled:
            yield Problem(path.name, lines[name], name, "Dit veld staat er twee keer.", "Haal er één weg.")
        try:
            item = KINDS[kind](**_construct(node))
        except ValidationError as error:
            for mistake in error.errors():
                field = ".".join(str(part) for part in mistake["loc"])
                yield Problem(path.name, _line_of(node, mistake["loc"]), field, *_explain(mistake))
        except (TypeError, yaml.YAMLError) as error:
            yield Problem(
                path.name, line, "opmaak", f"Dit item is niet te lezen ({type(error).__name__}).", "Vergelijk het met het item erboven."
            )
        else:
            yield Located(kind, path.name, line, lines, item)


def _line_of(node: yaml.Node, loc: Sequence[int | str]) -> int:
    """Return the line of a field, or of what should have held it."""
    line = node.start_mark.line + 1
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == part), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def _construct(node: yaml.Node) -> dict[str, Any]:
    constructor = yaml.constructor.SafeConstructor()
    value = constructor.construct_document(node)
    if not all(isinstance(key, str) for key in value):
        raise TypeError("keys")
    return dict(value)


def _explain(mistake: Any) -> tuple[str, str]:
    kind, name = mistake["type"], str(mistake["loc"][-1])
    if kind == "value_error.missing":
        remedy = "Geen bron? Dan hoort het item er niet in." if name == "sources" else f"Voeg '{name}:' toe."
        return "Dit verplichte veld ontbreekt.", remedy
    if kind == "value_error.extra":
        return "Dit veld bestaat niet.", "Kijk in knowledge/README.md hoe het veld heet."
    if kind == "value_error.list.min_items":
        return "Deze lijst is te kort.", f"Zet er minstens {mistake['ctx']['limit_value']} in."
    if kind in ("type_error.enum", "value_error.const"):
        allowed = [getattr(value, "value", value) for value in mistake["ctx"].get("enum_values", mistake["ctx"].get("permitted", ()))]
        return "Deze waarde kan hier niet.", f"Kies uit: {', '.join(map(str, allowed))}."
    if kind == "value_error.any_str.min_length":
        return "Dit veld is leeg.", "Vul het in of haal het weg."
    if kind == "type_error.none.not_allowed":
        return "Dit veld is leeg.", "Vul het in of haal het weg."
    if kind == "type_error.list":
        return "Hier hoort een lijst.", "Schrijf [een, twee] of een regel met een streepje voor elk."
    if kind == "type_error.str":
        return "Hier hoort tekst.", "Schrijf gewone tekst, zo nodig tussen aanhalingstekens."
    if kind == "type_error.dict":
        return "Hier horen velden.", "Schrijf na het streepje 'text: ...' en op een eigen regel 'sources: [...]'."
    if kind == "type_error.integer":
        return "Hier hoort een getal.", "Schrijf alleen cijfers."
    if kind == "value_error.number.not_le":
        return "Dit getal is te hoog.", f"Kies hooguit {mistake['ctx']['limit_value']}."
    if kind == "value_error.number.not_ge":
        return "Dit getal is te laag.", f"Kies minstens {mistake['ctx']['limit_value']}."
    if kind == "type_error.bool":
        return "Deze waarde kan hier niet.", "Kies uit: true, false."
    if kind == "value_error":
        return "Deze waarde klopt niet:", str(mistake["msg"]) + "."
    return f"Deze waarde klopt niet ({mistake['msg']}).", "Vergelijk het met een ander item."


def build(located: list[Located]) -> KnowledgeBase:
    """Put sound entries together; of two with the same id the first counts."""
    kinds: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for entry in located:
        key = entry.item.code if isinstance(entry.item, models.Place) else str(entry.item.id)  # type: ignore[attr-defined]
        kinds[entry.kind].setdefault(key, entry.item)
    return KnowledgeBase(**kinds)


def load_knowledge(folder: Path | None = None) -> KnowledgeBase:
    """Return the knowledge base.

    Raises:
        KnowledgeError: a file can't be read, or an entry does not fit its model.
    """
    located, problems = read_folder(folder)
    if problems:
        raise KnowledgeError(problems)
    return build(located)
