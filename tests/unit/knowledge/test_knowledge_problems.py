"""Every mistake of an editor is named with file, line, field and remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bouwstenen.knowledge import KnowledgeError, Problem, load_knowledge
from bouwstenen.knowledge.check import check_folder
from bouwstenen.knowledge.load import KINDS

#: Pydantic's own words, which are English and say nothing to an editor.
ENGLISH = re.compile(r"\b(value|valid|ensure|type|expected|field|required|extra|permitted|this)\b")


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!]) ", text)


def problems_of(folder: Path) -> list[Problem]:
    return check_folder(folder, sentences)[1]


def replace(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_sound_folder_has_no_problems(folder: Path) -> None:
    assert problems_of(folder) == []
    assert load_knowledge(folder).tips["ga-langs"].text == "Ga langs bij de buurtkamer."


# fmt: off
# file, what is written wrong (old, new), line, field, words of the message, words of the remedy
MISTAKES = [
    pytest.param("tips.yml", "  text:", "  tekst:", 3, "tekst", "bestaat niet", "README.md", id="unknown key"),
    pytest.param("tips.yml", "  text: Ga langs bij de buurtkamer.\n", "", 1, "text", "ontbreekt", "Voeg 'text:' toe", id="missing field"),
    pytest.param("tips.yml", "  sources: [andere-site]\n", "", 1, "sources", "ontbreekt", "Geen bron?", id="missing source"),
    pytest.param("tips.yml", "[andere-site]", "[]", 4, "sources", "te kort", "minstens 1", id="no source"),
    pytest.param("tips.yml", "[andere-site]", "[verzonnen]", 4, "sources", "'verzonnen' is onbekend", "sources.yml", id="unknown source"),
    pytest.param("tips.yml", "[andere-site]", "andere-site", 4, "sources", "lijst", "[een, twee]", id="source not in a list"),
    pytest.param("tips.yml", "[bereiken]", "[bereikbaar]", 2, "building_blocks.0", "kan hier niet", "verkennen, bereiken", id="wrong block"),
    pytest.param("tips.yml", "[bereiken]", "[]", 2, "building_blocks", "te kort", "minstens 1", id="no block"),
    pytest.param("tips.yml", "Ga langs bij de buurtkamer.", "", 3, "text", "leeg", "Vul het in", id="empty field"),
    pytest.param("tips.yml", "Ga langs bij de buurtkamer.", '"   "', 3, "text", "leeg", "Vul het in", id="only spaces"),
    pytest.param("tips.yml", "Ga langs bij de buurtkamer.", "[ga, langs]", 3, "text", "Hier hoort tekst", "aanhalingstekens", id="list for text"),
    pytest.param("tips.yml", "origin: bron", "origin: eigen", 5, "origin", "kan hier niet", "pharos, bron, afgeleid", id="wrong origin"),
    pytest.param("tips.yml", "origin: bron", "origin: pharos", 5, "origin", "Geen van de bronnen is van Pharos", "'bron' of 'afgeleid'", id="pharos"),
    pytest.param("tips.yml", "id: ga-langs", "id: Ga langs", 1, "id", "kleine letters", "streepjes", id="id with space"),
    pytest.param("examples.yml", "date: 2019", "date: mei 2019", 12, "date", "schrijf een datum als", "2021-12", id="date in words"),
    pytest.param("examples.yml", "[ouderen]", "[bejaarden]", 3, "target_groups", "'bejaarden' is onbekend", "target_groups.yml", id="unknown group"),
    pytest.param("examples.yml", "[Zeist]", "[Zijst]", 6, "municipalities", "'Zijst' is onbekend", "places.yml", id="unknown place"),
    pytest.param("tips.yml", "  text:", "  themes: [tuinen]\n  text:", 3, "themes", "'tuinen' is onbekend", "themes.yml", id="unknown theme"),
    pytest.param("tips.yml", "  text:", "  roles: [directeur]\n  text:", 3, "roles.0", "kan hier niet", "gemeente, zorg", id="unknown role"),
    pytest.param("target_groups.yml", "[ouderen]", "[bejaarden]", 14, "broader", "'bejaarden' is onbekend", "target_groups.yml", id="broader"),
    pytest.param("target_groups.yml", "[oudere, senior, bejaarde]", "[oudere]", 4, "synonyms", "te kort", "minstens 3", id="few synonyms"),
    pytest.param(
        "target_groups.yml", "\n      sources: [andere-site]", "", 6, "notes.0.sources", "ontbreekt", "Geen bron?", id="note without source"
    ),
    pytest.param(
        "target_groups.yml", "- text: Niet iedere", "- tekst: Niet iedere", 6, "notes.0.text", "ontbreekt", "Voeg 'text:' toe", id="note without text"
    ),
    pytest.param(
        "target_groups.yml", "      sources: [andere-site]", "      sources: [weg]", 5, "notes", "'weg' is onbekend", "sources.yml", id="note source"
    ),
    pytest.param(
        "target_groups.yml", "text: Niet iedere oudere is eenzaam.\n      sources: [andere-site]", "Niet iedere oudere is eenzaam.",
        6, "notes.0", "velden", "text:", id="note without fields",
    ),
    pytest.param("publications.yml", "form: artikel", "form: folder", 3, "form", "kan hier niet", "infosheet", id="unknown form"),
    pytest.param("sources.yml", "year: 2020", "year: vorig jaar", 8, "year", "getal", "cijfers", id="year in words"),
    pytest.param("building_blocks.yml", "number: 2", "number: 7", 3, "number", "te hoog", "4", id="number too high"),
    pytest.param("building_blocks.yml", "number: 2", "number: 0", 3, "number", "te laag", "1", id="number too low"),
    pytest.param("building_blocks.yml", "{groep}", "{doelgroep}", 6, "advice", "{groep}", "accolades", id="unknown placeholder"),
    pytest.param("building_blocks.yml", "{groep}", "{groep", 6, "advice", "{groep}", "accolades", id="open brace"),
    pytest.param("places.yml", "    region: GGD regio Utrecht\n", "    region: X\n    ambiguous: misschien\n", 8, "ambiguous", "true", "false", id="bool"),
    pytest.param("places.yml", "    province: Utrecht\n", "", 4, "province", "ontbreekt", "Voeg 'province:' toe", id="place without province"),
    pytest.param("tips.yml", "Ga langs", "Let op: ga langs", 3, "opmaak", "geen geldige YAML", "dubbele punt", id="colon in text"),
    pytest.param("tips.yml", "  origin:", "   origin:", 5, "opmaak", "geen geldige YAML", "inspringing", id="indentation"),
    pytest.param("tips.yml", "- id: ga-langs\n  building", "id: ga-langs\nbuilding", 3, "opmaak", "geen geldige YAML", "inspringing", id="no dash"),
    pytest.param("tips.yml", "  text:", "  building_blocks: [bereiken]\n  text:", 3, "building_blocks", "twee keer", "Haal er één weg", id="double key"),
    pytest.param("tips.yml", "  text:", "  ? [a]\n  : b\n  text:", 1, "opmaak", "niet te lezen", "item erboven", id="key that is a list"),
    pytest.param("tips.yml", "  text:", "  12: b\n  text:", 1, "opmaak", "niet te lezen", "item erboven", id="key that is a number"),
    pytest.param("checklist.yml", "komt?", "komt? Weet u dat?", 3, "text", "'u' of 'uw'", "'je' of 'jouw'", id="u"),
    pytest.param("checklist.yml", "Daar is al", "Uw doelgroep heeft daar al", 4, "why", "'u' of 'uw'", "'je' of 'jouw'", id="Uw at the start"),
    pytest.param("terms.yml", "title: Drempel", "title: Uw drempel", 2, "title", "'u' of 'uw'", "'je' of 'jouw'", id="uw in a title"),
]
# fmt: on


@pytest.mark.parametrize(("file", "old", "new", "line", "field", "message", "remedy"), MISTAKES)
def test_mistake_is_named_with_line_field_and_remedy(
    folder: Path, file: str, old: str, new: str, line: int, field: str, message: str, remedy: str
) -> None:
    replace(folder, file, old, new)
    problems = [problem for problem in problems_of(folder) if problem.field == field]
    assert len(problems) == 1, problems_of(folder)
    problem = problems[0]
    assert (problem.file, problem.line) == (file, line)
    said = f"{problem.message} {problem.remedy}"
    assert message in said
    assert remedy in problem.remedy or remedy in said
    assert not ENGLISH.search(said), said
    assert str(problem).startswith(f"{file}, regel {line}, {field}: ")


@pytest.mark.parametrize("field", ["text", "why"])
def test_sentence_of_more_than_20_words_is_named(folder: Path, field: str) -> None:
    old = "Weet je waar je doelgroep komt?" if field == "text" else "Daar is al vertrouwen."
    replace(folder, "checklist.yml", old, " ".join(["woord"] * 20) + ". Kort - en goed.")
    assert problems_of(folder) == []
    replace(folder, "checklist.yml", "woord woord", "woord woord woord")
    (problem,) = problems_of(folder)
    assert (problem.file, problem.line, problem.field) == ("checklist.yml", 3 if field == "text" else 4, field)
    assert "21 woorden" in problem.message
    assert "hooguit 20" in problem.remedy


def test_long_sentence_in_a_note_is_named(folder: Path) -> None:
    replace(folder, "target_groups.yml", "Niet iedere oudere is eenzaam.", " ".join(["woord"] * 21))
    (problem,) = problems_of(folder)
    assert (problem.file, problem.line, problem.field) == ("target_groups.yml", 5, "notes")


def test_language_is_not_checked_without_a_sentence_splitter(folder: Path) -> None:
    replace(folder, "checklist.yml", "Daar is al", "Uw doelgroep heeft daar")
    assert check_folder(folder)[1] == []


@pytest.mark.parametrize("text", ["Met de U-pas doe je mee.", "Je ziet het nu.", "Schrijf je duur uit?"])
def test_a_letter_u_that_is_no_address_is_fine(folder: Path, text: str) -> None:
    replace(folder, "facts.yml", "Er zijn vier bouwstenen.", text)
    assert problems_of(folder) == []


@pytest.mark.parametrize("extra", ["tips.yml", "tips-extra.yml"])
def test_double_id_is_named_also_across_files(folder: Path, extra: str) -> None:
    again = "- id: ga-langs\n  building_blocks: [bereiken]\n  text: Iets anders.\n  sources: [andere-site]\n  origin: bron\n"
    path = folder / extra
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + again, encoding="utf-8")
    (problem,) = problems_of(folder)
    assert problem.field == "id"
    assert "'ga-langs' bestaat al" in problem.message
    assert {problem.file, problem.message.split("(")[1].split(",")[0]} <= {"tips.yml", "tips-extra.yml"}
    assert problem.line == (6 if extra == "tips.yml" else 1)


def test_double_municipality_is_named_by_its_code(folder: Path) -> None:
    path = folder / "places.yml"
    path.write_text(path.read_text(encoding="utf-8") + "  - {name: Zeyst, code: GM0355, province: Utrecht, region: X}\n", encoding="utf-8")
    (problem,) = problems_of(folder)
    assert (problem.line, problem.field) == (8, "code")
    assert "'GM0355' bestaat al (places.yml, regel 4)" in problem.message


def test_same_id_in_another_kind_of_file_is_fine(folder: Path) -> None:
    replace(folder, "facts.yml", "id: vier-namen", "id: ga-langs")
    assert problems_of(folder) == []


def test_same_text_twice_is_named_with_both_places(folder: Path) -> None:
    replace(folder, "facts.yml", "Er zijn vier bouwstenen.", "Ga langs bij de buurtkamer.")
    (problem,) = problems_of(folder)
    assert (problem.file, problem.line, problem.field) == ("tips.yml", 3, "text")
    assert "facts.yml, regel 2" in problem.message


def test_file_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "tips.yml").write_bytes("- id: café\n".encode("latin-1"))
    (problem,) = problems_of(folder)
    assert (problem.file, problem.field) == ("tips.yml", "opmaak")
    assert "UTF-8" in problem.remedy


def test_file_with_control_characters_is_named(folder: Path) -> None:
    (folder / "tips.yml").write_text("- id: a\x00b\n", encoding="utf-8")
    (problem,) = problems_of(folder)
    assert (problem.file, problem.field) == ("tips.yml", "opmaak")


def test_windows_line_ends_and_byte_order_mark_are_fine(folder: Path) -> None:
    text = (folder / "tips.yml").read_text(encoding="utf-8").replace("\n", "\r\n")
    (folder / "tips.yml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert problems_of(folder) == []


@pytest.mark.parametrize("text", ["", "# niets\n", "los woord\n", "places: [a]\n"])
def test_file_without_a_list_is_named(folder: Path, text: str) -> None:
    (folder / "tips.yml").write_text(text, encoding="utf-8")
    (problem,) = problems_of(folder)
    assert (problem.file, problem.line) == ("tips.yml", 1)
    assert "streepje" in problem.remedy


def test_places_without_their_list_are_named(folder: Path) -> None:
    replace(folder, "places.yml", "places:", "plaatsen:")
    assert ("places.yml", 1, "opmaak") in {(problem.file, problem.line, problem.field) for problem in problems_of(folder)}


def test_item_without_fields_is_named_and_the_others_are_read(folder: Path) -> None:
    path = folder / "tips.yml"
    path.write_text("- los woord\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    base, problems = check_folder(folder)
    assert [(problem.file, problem.line) for problem in problems] == [("tips.yml", 1)]
    assert "ga-langs" in base.tips


@pytest.mark.parametrize("name", ["weetjes.yml", "tips_extra.yml", "tips-extra.yaml", "Tips.yml"])
def test_unknown_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_text("- id: a\n", encoding="utf-8")
    (problem,) = problems_of(folder)
    assert (problem.file, problem.line, problem.field) == (name, 0, "bestand")
    assert str(problem).startswith(f"{name}, bestand: ")
    assert ".yml" in problem.remedy if name.endswith(".yaml") else "tips" in problem.remedy


def test_readme_is_no_unknown_file(folder: Path) -> None:
    (folder / "README.md").write_text("# Uitleg\n", encoding="utf-8")
    assert problems_of(folder) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_missing_file_is_named(folder: Path, kind: str) -> None:
    (folder / f"{kind}.yml").unlink()
    missing = [problem for problem in problems_of(folder) if problem.field == "bestand"]
    assert [problem.file for problem in missing] == [f"{kind}.yml"]
    assert "ontbreekt" in missing[0].message
    assert "Zet het terug" in missing[0].remedy


def test_all_mistakes_are_named_at_once_in_the_order_of_the_files(folder: Path) -> None:
    replace(folder, "tips.yml", "origin: bron", "origin: eigen")
    replace(folder, "checklist.yml", "[bereiken]", "[fout]")
    replace(folder, "checklist.yml", "origin: afgeleid", "origin: fout")
    found = [(problem.file, problem.line) for problem in problems_of(folder)]
    assert found == [("checklist.yml", 2), ("checklist.yml", 6), ("tips.yml", 5)]


def test_loading_a_broken_folder_raises_with_every_problem(folder: Path) -> None:
    replace(folder, "tips.yml", "origin: bron", "origin: eigen")
    replace(folder, "facts.yml", "origin: pharos", "origin: eigen")
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(folder)
    assert [problem.file for problem in raised.value.problems] == ["facts.yml", "tips.yml"]
    assert "tips.yml, regel 5, origin:" in str(raised.value)


@pytest.mark.parametrize("written", ["2019", '"2019"', '"2019-05"', "2019-05-01"])
def test_dates_may_be_written_with_or_without_quotes(folder: Path, written: str) -> None:
    replace(folder, "examples.yml", "date: 2019", f"date: {written}")
    assert load_knowledge(folder).examples["koffie-in-zeist"].date == written.strip('"')
