"""All remarks together, and the command that prints them."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from bouwstenen.cli import check_knowledge
from bouwstenen.editing.remarks import remarks
from bouwstenen.knowledge.check import in_order
from tests.unit.editing.conftest import Add, WordEncoder, example, tip, tokenize
from tests.unit.editing.test_duplicates import NEARLY, SAID
from tests.unit.knowledge.test_readability import DIFFICULT


@pytest.fixture
def busy(add: Add) -> Add:
    """Add one of each kind of remark."""
    add("tips", tip("plekken", SAID), tip("plekken-ook", NEARLY), tip("lastig", DIFFICULT), tip("afkorting", "Bel de XYZ."))
    add("examples", example("koffie-twee", "Koffie in Zeist", "Iets anders."))
    return add


def test_every_kind_of_remark_is_made_in_the_order_of_the_files(busy: Add, encoder: WordEncoder) -> None:
    found = remarks(busy("facts"), encoder, tokenize)
    said = "\n".join(map(str, found))
    for part in ("leest lastig", "'XYZ'", "geen eigen punt of tip", "lijkt erg op 'plekken'", "staat ook bij 'koffie-in-zeist'"):
        assert part in said
    assert found == sorted(found, key=in_order)
    assert all(problem.line and problem.remedy.endswith(".") for problem in found)


@pytest.fixture
def run(folder: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command read the small folder, with the encoder that needs no model."""
    monkeypatch.setenv("BOUWSTENEN_KNOWLEDGE", str(folder))
    monkeypatch.setattr("bouwstenen.retrieval.encoder.shared_encoder", lambda names: encoder)


@pytest.mark.usefixtures("run")
def test_remarks_do_not_make_the_command_fail(busy: Add, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_knowledge.main(argparse.Namespace()) == 0
    lines = capsys.readouterr().out.splitlines()
    found = [line for line in lines if line.startswith("Let op: ")]
    assert len(found) >= 5
    assert f"{len(found)} keer 'let op'" in lines[-2]
    assert lines[-1].startswith("De kennisbank klopt: ")


@pytest.mark.usefixtures("run")
def test_mistakes_do_and_come_without_remarks(busy: Add, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "tips.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("origin: bron", "origin: eigen", 1), encoding="utf-8")
    assert check_knowledge.main(argparse.Namespace()) == 1
    said = capsys.readouterr().out
    assert "tips.yml, regel 5, origin: " in said
    assert "1 fout in de kennisbank." in said
    assert "Let op" not in said
