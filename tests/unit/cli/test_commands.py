"""The command line: each command brings its own options, and only those."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bouwstenen import cli
from bouwstenen.paths import ROOT


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bouwstenen", *arguments], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(("command", "option"), [("preview", "item"), ("chat", "--url"), ("evaluate", "--tags")])
def test_a_command_knows_its_own_options(command: str, option: str) -> None:
    assert option in run(command, "--help").stdout


def test_all_commands_are_listed() -> None:
    listed = run("--help").stdout
    assert all(f"\n    {command} " in listed or f"\n    {command}\n" in listed for command in cli.COMMANDS)


def test_an_unknown_command_is_refused() -> None:
    assert run("bestaat-niet").returncode == 2


def test_only_the_command_that_runs_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    imported: list[str] = []

    class Module:
        @staticmethod
        def main(arguments: object) -> int:
            return 3

    def import_module(name: str) -> type[Module]:
        imported.append(name)
        return Module

    monkeypatch.setattr(cli, "import_module", import_module)
    monkeypatch.setattr(sys, "argv", ["bouwstenen", "index"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 3
    assert set(imported) == {"bouwstenen.cli.index"}
