"""The server without TensorFlow and what else it does not use."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bouwstenen.paths import ROOT
from bouwstenen.server import lean
from bouwstenen.server.process import Assistant
from tests.contract import reply_of

QUESTIONS = (
    "hallo",
    "Ik werk bij de GGD in Zwolle",
    "Hoe bereik ik laaggeletterden?",
    "en ouderen?",
    "geef een voorbeeld",
    "Wat is een sleutelpersoon?",
    "hoeveel mantelzorgers zijn er in nederland",
    "How do I reach young people in my town?",
    "asdf qwer zxcv",
    "start de rondgang",
    "volgende",
    "stop",
    "maak een plan",
)


@pytest.fixture
def whole(trained_model: Path, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant that has TensorFlow too."""
    assistant = Assistant(tmp_path)
    assistant.settings = replace(assistant.settings, tensorflow=True)
    with assistant:
        yield assistant


def answers(assistant: Assistant) -> list[Any]:
    """Return what it says to the questions, without what is by chance."""
    client = assistant.client
    said = [client.say("lean", question) for question in QUESTIONS]
    for messages in said:
        reply_of(messages)
        for message in messages:
            message.get("custom", {}).get("reply", {}).pop("turn_id", None)
    return said


def libraries(assistant: Assistant) -> str:
    """Return the files that the server has in memory."""
    assert assistant.assistant is not None
    return Path(f"/proc/{assistant.assistant.pid}/maps").read_text()


def test_it_answers_as_one_that_has_tensorflow(assistant: Assistant, whole: Assistant) -> None:
    assert answers(assistant) == answers(whole)
    assert "_pywrap_tensorflow" in libraries(whole)
    assert "_pywrap_tensorflow" not in libraries(assistant)


def run(program: str) -> str:
    """Return what a program prints in a process of its own, in which everything lean is installed."""
    begin = "from bouwstenen.server import lean; lean.install()\n"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", begin + program], cwd=ROOT, text=True, capture_output=True, check=False)
    return done.stdout + done.stderr[-2000:]


@pytest.mark.parametrize("module", lean.UNUSED)
def test_what_is_left_out_is_there(module: str) -> None:
    assert importlib.util.find_spec(module), "another version has other modules: look again at what can be left out"


def test_the_server_and_spacy_can_be_imported() -> None:
    program = (
        "import sys, rasa.core.run, rasa.core.policies.rule_policy, spacy; print([n for n in sys.modules if n.startswith('tensorflow')])"
    )
    assert run(program).splitlines()[0] == "[]"


@pytest.mark.parametrize("module", ["tensorflow", "tensorflow.keras", "rasa.nlu.classifiers.diet_classifier"])
def test_who_imports_it_all_the_same_reads_what_to_do(module: str) -> None:
    assert f"ModuleNotFoundError: {lean.MESSAGE}" in run(f"import {module}")


def test_who_uses_a_stand_in_reads_what_to_do() -> None:
    program = "from rasa.utils.tensorflow.callback import RasaTrainingLogger as logger\nlogger(epochs=3, silent=False)"
    assert f"ImportError: rasa.utils.tensorflow.callback.RasaTrainingLogger: {lean.MESSAGE}" in run(program)


def test_it_refuses_when_it_comes_too_late() -> None:
    assert "spacy.cli.info: imported before it could be left out" in run("lean.install()")


def test_the_message_names_the_setting() -> None:
    assert "BOUWSTENEN_TENSORFLOW=true" in lean.MESSAGE
