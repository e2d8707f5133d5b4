"""Licence and dependencies are told completely."""

from __future__ import annotations

import re

import pytest

from bouwstenen.paths import ROOT

DEPENDENCIES = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")


def named_in(file: str) -> list[str]:
    lines = (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
    return [re.split(r"[<>=\[ ;]", line)[0] for line in lines if line and not line.startswith(("#", "-"))]


@pytest.mark.parametrize("package", [*named_in("run.in"), *named_in("dev.in")])
def test_every_direct_dependency_is_explained(package: str) -> None:
    assert re.search(rf"^\| .*`{re.escape(package)}\b.* \| .+ \| .+ \|$", DEPENDENCIES, re.MULTILINE)


def test_versions_of_accepted_vulnerabilities_are_those_installed() -> None:
    lock = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    table = DEPENDENCIES.split("## Known and accepted vulnerabilities")[1]
    named = re.findall(r"^\| ([a-z-]+) (\d+(?:\.\d+)+) \|", table, re.MULTILINE)
    assert len(named) >= 8
    missing = [f"{name} {version}" for name, version in named if not re.search(rf"^{name}=={re.escape(version)}[. ]", lock, re.MULTILINE)]
    assert missing == []


def test_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE)] == list(range(1, 16))
    assert text.rstrip().endswith("All other changes or additions to this Appendix require the production of a new EUPL version.")


@pytest.mark.parametrize(
    "name", ["Pharos", "Loket Gezond Leven", "RIVM", "GezondIn", "FNO", "CBS", "multilingual-e5-small", "simplemma", "spaCy"]
)
def test_notice_names_the_sources(name: str) -> None:
    assert name in (ROOT / "NOTICE").read_text(encoding="utf-8")
