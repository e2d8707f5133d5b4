"""New and broken items of knowledge, as an editor meets them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bouwstenen.paths import ROOT
from bouwstenen.server.process import Assistant, free_port
from tests.contract import reply_of, text_of

FACT = """
- id: zeepkistenrace-in-de-straat
  building_blocks: [bereiken]
  text: "Een zeepkistenrace in de straat brengt buren bij elkaar."
  questions: ["Wat doet een zeepkistenrace met een straat?"]
  sources: [seed-infosheet-4-bouwstenen]
  origin: afgeleid
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))


def test_a_new_item_is_found_without_training(copy: Path, tmp_path: Path, trained_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (copy / "facts.yml").open("a", encoding="utf-8") as facts:
        facts.write(FACT)
    monkeypatch.setenv("BOUWSTENEN_KNOWLEDGE", str(copy))
    with Assistant(tmp_path) as assistant:
        messages = assistant.client.say("new-item", "Wat doet een zeepkistenrace met de straat?")
    assert reply_of(messages).kind == "answer"
    assert "brengt buren bij elkaar" in text_of(messages)


def run(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    ports = {"BOUWSTENEN_PORT": str(free_port()), "BOUWSTENEN_ACTION_PORT": str(free_port())}
    return subprocess.run(
        [sys.executable, "-m", "bouwstenen", "run"],
        cwd=ROOT,
        env={**os.environ, **ports, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_broken_file_stops_the_start_and_is_named_with_its_line(copy: Path) -> None:
    text = (copy / "tips.yml").read_text(encoding="utf-8")
    line = text[: text.index("  origin:")].count("\n") + 1
    (copy / "tips.yml").write_text(text.replace("  origin:", "  oorsprong:", 1), encoding="utf-8")
    result = run({"BOUWSTENEN_KNOWLEDGE": str(copy)})
    assert result.returncode == 1
    assert f"tips.yml, regel {line}, oorsprong: Dit veld bestaat niet." in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_a_port_that_is_taken_is_said_plainly() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = run({"BOUWSTENEN_PORT": port})
    assert result.returncode == 1
    assert f"Poort {port} is al in gebruik." in result.stdout
