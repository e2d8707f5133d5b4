"""The editor's guide is true: its example loads, and every file and field stands in it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bouwstenen.editing import preview
from bouwstenen.editing.language import hard_texts, unexplained_abbreviations
from bouwstenen.editing.reading import Reading
from bouwstenen.knowledge.check import check_folder
from bouwstenen.knowledge.load import KINDS, default_folder
from bouwstenen.knowledge.models import GroupNote
from bouwstenen.knowledge.readability import HARD, LEAST_WORDS
from bouwstenen.language.phrases import PhraseIndex, Token
from bouwstenen.paths import ROOT

README = (ROOT / "knowledge" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


def test_filled_in_example_can_be_pasted(tmp_path: Path) -> None:
    from bouwstenen.language.pipeline import split_sentences

    for path in default_folder().glob("*.yml"):
        shutil.copy(path, tmp_path)
    source, example, _ = EXAMPLES
    for name, text in (("sources.yml", source), ("examples.yml", example)):
        (tmp_path / name).write_text((tmp_path / name).read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
    base, problems = check_folder(tmp_path, split_sentences)
    assert [str(problem) for problem in problems] == []
    assert base.examples["soep-aan-de-singel"].sources == ["voorbeeldstad-soep-2025"]


def test_filled_in_example_is_shown_as_it_will_be_said_and_needs_no_remark(tmp_path: Path) -> None:
    test_filled_in_example_can_be_pasted(tmp_path)
    reading = Reading.of(tmp_path)
    (example,) = preview.find(reading, "soep-aan-de-singel")
    shown = preview.show(reading, example)
    assert "Voorbeeld: Soep aan de Singel, Amersfoort (Soesterkwartier). Vrijwilligers kookten" in shown
    assert "voor ouderen en mantelzorgers; eerder bij het thema eenzaamheid" in shown
    assert "Goed: " in shown
    assert not [found for found in (*hard_texts(reading), *unexplained_abbreviations(reading)) if "Singel" in found.message]


def test_guide_names_the_limits_of_readability() -> None:
    assert f"onder de {HARD:.0f} is lastig. Teksten van minder dan {LEAST_WORDS} woorden" in README


@pytest.mark.parametrize("name", sorted(path.name for path in default_folder().glob("*.yml")))
def test_every_file_is_explained(name: str) -> None:
    assert re.search(rf"^\| `{re.escape(name)}` \| ", README, re.MULTILINE)


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, model in KINDS.items() for field in model.__fields__])
def test_every_field_is_explained(kind: str, field: str) -> None:
    rows = README.split("### Velden die bij veel items kunnen")[1].split("### Extra velden per bestand")
    common = rows[0]
    own = re.search(rf"^\| `{kind}\.yml` \| (.*\n(?:\| \| .*\n)*)", rows[1], re.MULTILINE)
    assert own
    is_item = kind not in ("target_groups", "referrals", "roles", "themes", "places", "sources")
    assert f"`{field}`" in own[0] or (is_item and f"`{field}`" in common)


@pytest.mark.parametrize("field", GroupNote.__fields__)
def test_every_field_of_a_note_is_explained(field: str) -> None:
    assert re.search(rf"^  +(?:- )?{field}: ", EXAMPLES[2], re.MULTILINE)


def test_no_field_is_explained_that_does_not_exist() -> None:
    rows = re.findall(r"^\| (?:`[\w.]+\.yml`)? ?\| ((?:`\w+`(?: \*)?(?:, )?)+) \|", README, re.MULTILINE)
    named = {field for row in rows for field in re.findall(r"`(\w+)`", row)}
    known = {field for model in KINDS.values() for field in model.__fields__} | {"as_of"}
    assert len(named) > 20
    assert named - known == set()


def test_commands_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z][a-z-]+)", README))
    assert named
    assert named <= targets


def test_links_lead_to_headings() -> None:
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in README.splitlines() if line.startswith("#")}
    links = set(re.findall(r"\]\(#([^)]+)\)", README))
    assert links
    assert links <= headings


def test_the_guide_keeps_its_own_rule_on_sentences() -> None:
    prose = re.sub(r"`[^`\n]*`|\([^)\n]*\)", "x", re.sub(r"```.*?```", "", README, flags=re.DOTALL))
    sentences = [part for line in prose.splitlines() for part in re.split(r"(?<=[.?!:;])[*\s]+|\|", line)]
    assert [sentence for sentence in sentences if len(re.findall(r"\w[\w'-]*", sentence)) > 20] == []


@pytest.mark.parametrize(
    ("synonym", "message"),
    [
        ("statushouder", "statushouders"),
        ("dakloos", "dakloze mensen"),
        ("Oekraïne", "mensen uit oekraine"),
        ("ouderen", "het ouderenwerk"),
        ("statushouder", "statsuhouders"),
        ("moeite lezen", "moeite met het goed lezen"),
        ("niet|moeilijk|slecht lezen|schrijven", "zij kunnen niet lezen"),
        ("niet|moeilijk|slecht lezen|schrijven", "moeilijk schrijven"),
    ],
)
def test_synonyms_match_as_the_guide_says(synonym: str, message: str) -> None:
    assert [match.label for match in PhraseIndex({"groep": [synonym]}).find([Token.of(word) for word in message.split()])] == ["groep"]


@pytest.mark.parametrize(
    ("synonym", "blocked", "message"),
    [
        ("oudere migranten", [], "ouderen en migranten"),
        ("moeite lezen", [], "lezen kost moeite"),
        ("vluchteling", ["vluchten"], "zij vluchten"),
        ("jongere", [], "zongere"),
    ],
)
def test_synonyms_do_not_match_where_the_guide_says_so(synonym: str, blocked: list[str], message: str) -> None:
    assert PhraseIndex({"groep": [synonym]}, {"groep": blocked}).find([Token.of(word) for word in message.split()]) == []
