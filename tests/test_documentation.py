"""The documentation is true: what it names exists, and what people may use is named in it."""

from __future__ import annotations

import importlib.util
import re
from functools import lru_cache
from pathlib import Path

import pytest

from bouwstenen.cli import COMMANDS
from bouwstenen.paths import ROOT
from bouwstenen.server.settings import SETTINGS

README = ROOT / "README.md"
DOCUMENTS = [README, *sorted((ROOT / "docs").glob("*.md")), ROOT / "knowledge" / "README.md"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
PUBLIC_TARGETS = set(re.findall(r"^([a-z][a-z-]*):.*## ", MAKEFILE, re.MULTILINE))
#: Settings that are read where the folders are decided, before there is a table of settings.
FOLDERS = {"BOUWSTENEN_VAR", "BOUWSTENEN_MODELS", "BOUWSTENEN_KNOWLEDGE"}
#: Made while installing, training or running, so absent in a clean clone.
MADE = tuple(line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines() if line.startswith("/"))
#: Names of files that an editor could make, in the content guide.
INVENTED = {".yml", "examples-noord.yml"}
#: Names with an underscore that are others' and not in our code.
FOREIGN = {"pkg_resources", "connect_error"}
_SUFFIXES = (".py", ".yml", ".md", ".in", ".lock", ".json", ".jsonl", ".toml", ".db")

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def code_in(document: Path) -> set[str]:
    """Return what stands in backticks within a line."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text_of(document), flags=re.DOTALL)))


def blocks_of(document: Path) -> list[str]:
    """Return the blocks of code."""
    return re.findall(r"```[a-z]*\n(.*?)```", text_of(document), re.DOTALL)


def paths_in(document: Path) -> set[str]:
    """Return what stands in backticks and has the shape of a file or folder."""
    shaped = {code for code in code_in(document) if re.fullmatch(r"[\w.*-]+(?:/[\w.*-]+)*/?", code)}
    return {code for code in shaped if "/" in code or code.endswith(_SUFFIXES)} - INVENTED


def headings_of(document: Path) -> set[str]:
    """Return the anchors of a document, as GitHub and others make them."""
    lines = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", text_of(document), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in lines}


def module_exists(name: str) -> bool:
    """Tell whether a dotted name is a module of ours, or something that a module defines."""
    if (ROOT / Path(*name.split("."))).with_suffix(".py").exists() or (ROOT / Path(*name.split("."))).is_dir():
        return True
    module, _, member = name.rpartition(".")
    source = (ROOT / Path(*module.split("."))).with_suffix(".py")
    return source.exists() and re.search(rf"^(?:class|def) {member}\b|^{member}\b.*=", text_of(source), re.MULTILINE) is not None


@lru_cache(maxsize=1)
def own_words() -> frozenset[str]:
    """Return every word in the code and the files that the code reads."""
    sources = [MAKEFILE, text_of(ROOT / ".gitignore")]
    for pattern in ("*.yml", "*.toml", "data/*.yml", "actions/*.py", "bouwstenen/**/*.py", "scripts/*.py", "knowledge/*.yml"):
        sources += [path.read_text(encoding="utf-8") for path in ROOT.glob(pattern)]
    return frozenset(word for source in sources for word in re.findall(r"\w+", source))


def test_there_is_documentation() -> None:
    assert {path.name for path in DOCUMENTS} >= {"README.md", "architecture.md", "dependencies.md", "nlu.md"}
    assert len(paths_in(README)) > 30
    assert {"run", "test", "train", "chat", "evaluate", "check-knowledge", "help"} <= PUBLIC_TARGETS


@each_document
def test_make_targets_exist(document: Path) -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", "\n".join([*code_in(document), *blocks_of(document)])))
    assert named - TARGETS == set()


@pytest.mark.parametrize("target", sorted(PUBLIC_TARGETS))
def test_every_make_target_is_explained(target: str) -> None:
    assert re.search(rf"^\| `make {target}` \| \S", text_of(README), re.MULTILINE)


def test_every_make_target_has_a_recipe() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == TARGETS


@each_document
def test_files_and_folders_exist(document: Path) -> None:
    missing = []
    for name in paths_in(document):
        if name.split("/")[0] in MADE:
            continue
        # A bare name may be that of a file in one of the folders: `*.in`.
        found = [*ROOT.glob(name), *document.parent.glob(name), *(ROOT.glob(f"*/{name}") if "/" not in name else ())]
        if not found or (name.endswith("/") and not found[0].is_dir()):
            missing.append(name)
    assert missing == []


@each_document
def test_modules_exist(document: Path) -> None:
    names = {code for code in code_in(document) if re.fullmatch(r"(?:bouwstenen|actions)(?:\.\w+)+", code)}
    assert [name for name in sorted(names) if not module_exists(name)] == []


@each_document
def test_names_exist_in_the_code(document: Path) -> None:
    codes = {re.sub(r"\(.*\)$", "", code) for code in code_in(document)}
    names = {part for code in codes if re.fullmatch(r"[\w.]+", code) for part in code.split(".") if "_" in part.strip("_")}
    assert sorted(names - own_words() - FOREIGN) == []


@each_document
def test_variables_exist(document: Path) -> None:
    named = set(re.findall(r"\bBOUWSTENEN_[A-Z_]+\b", text_of(document)))
    assert named - {name for name, _, _ in SETTINGS} - FOLDERS == set()


def test_every_variable_is_explained_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(BOUWSTENEN_[A-Z_]+)` \| `([^`]+)` \| \S", text_of(README), re.MULTILINE))
    assert set(rows) == {name for name, _, _ in SETTINGS} | FOLDERS
    for name, default, _ in SETTINGS:
        assert Path(rows[name]).name == Path(default).name


def test_no_variable_is_left_out() -> None:
    read = {name for path in ROOT.glob("bouwstenen/**/*.py") for name in re.findall(r"\bBOUWSTENEN_[A-Z_]+\b", text_of(path))}
    assert read == {name for name, _, _ in SETTINGS} | FOLDERS


@each_document
def test_commands_exist(document: Path) -> None:
    assert set(re.findall(r"-m bouwstenen ([a-z][a-z-]*)", text_of(document))) - set(COMMANDS) == set()


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_named(command: str) -> None:
    assert re.search(rf"-m bouwstenen {command}\b(?!-)", text_of(README))
    assert importlib.util.find_spec(f"bouwstenen.cli.{COMMANDS[command][0]}")


@each_document
def test_links_lead_somewhere(document: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text_of(document), flags=re.DOTALL)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or (anchor and anchor not in headings_of(target)):
            broken.append(link)
    assert broken == []


@each_document
def test_no_path_of_one_machine_is_named(document: Path) -> None:
    assert re.findall(r"(?<![\w.:/-])/(?:work|root|home|Users|tmp)\b[^\s`]*", text_of(document)) == []


@each_document
def test_backticks_are_closed_on_their_line(document: Path) -> None:
    prose = re.sub(r"```.*?```", "", text_of(document), flags=re.DOTALL)
    assert [line for line in prose.splitlines() if line.count("`") % 2] == []
