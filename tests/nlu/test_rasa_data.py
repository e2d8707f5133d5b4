"""Rasa's own checks of the training data, and the stories against the trained policies."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bouwstenen.paths import ROOT
from bouwstenen.server.settings import Settings, rasa_command


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = Settings.from_environment().environment()
    return subprocess.run(rasa_command(*arguments), cwd=ROOT, env=environment, capture_output=True, text=True, timeout=280)


def test_the_data_is_valid_without_a_warning() -> None:
    result = rasa("data", "validate", "--fail-on-warnings")
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]


def test_the_policies_predict_every_story(trained_model: Path, tmp_path: Path) -> None:
    result = rasa(
        "test",
        "core",
        "--model",
        str(trained_model),
        "--stories",
        "data/stories.yml",
        "--out",
        str(tmp_path),
        "--fail-on-prediction-errors",
        "--no-plot",
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
