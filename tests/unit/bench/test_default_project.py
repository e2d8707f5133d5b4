"""Rasa's default is compared on our data, and whole."""

from __future__ import annotations

import io
import sqlite3
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from bouwstenen.bench import default_project, servers
from bouwstenen.paths import ROOT


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("default")
    default_project.write(folder)
    return folder


def examples(nlu: Any) -> dict[str, list[str]]:
    """Return the examples of each intent, those of a retrieval intent together."""
    found: dict[str, list[str]] = {}
    for intent in nlu["nlu"]:
        found.setdefault(intent["intent"].split("/")[0], []).extend(intent["examples"].splitlines())
    return {intent: sorted(lines) for intent, lines in found.items()}


def test_it_learns_from_the_same_examples_rules_and_stories(project: Path) -> None:
    assert examples(read(project / "data" / "nlu.yml")) == examples(read(ROOT / "data" / "nlu.yml"))
    for name in ("rules.yml", "stories.yml"):
        assert (project / "data" / name).read_bytes() == (ROOT / "data" / name).read_bytes()


def test_rasa_fills_in_its_own_pipeline_and_policies(project: Path) -> None:
    config = read(project / "config.yml")
    assert config["recipe"] == "default.v1"
    assert (config["pipeline"], config["policies"]) == (None, None)


def test_response_selector_has_several_answers_to_learn(project: Path) -> None:
    responses = read(project / "domain.yml")["responses"]
    answers = [intent["intent"] for intent in read(project / "data" / "nlu.yml")["nlu"] if "/" in intent["intent"]]
    assert len(answers) > 10
    assert all(responses[f"utter_{answer}"][0]["text"] for answer in answers)


def test_it_has_no_part_of_ours(project: Path) -> None:
    for name in ("config.yml", "endpoints.yml", "credentials.yml"):
        assert "bouwstenen." not in (project / name).read_text(encoding="utf-8")


def archive(path: Path, names: tuple[str, ...]) -> Path:
    with tarfile.open(path, "w:gz") as file:
        for name in names:
            file.addfile(tarfile.TarInfo(name), io.BytesIO())
    return path


WEIGHTS = tuple(f"components/train_{part}5/{part}.tf_model.index" for part in default_project._LEARNED)


def test_a_model_that_learned_everything_is_whole(tmp_path: Path) -> None:
    default_project.check_whole(archive(tmp_path / "model.tar.gz", WEIGHTS))


@pytest.mark.parametrize("number", range(len(WEIGHTS)))
def test_a_part_without_weights_is_named(tmp_path: Path, number: int) -> None:
    others = WEIGHTS[:number] + WEIGHTS[number + 1 :]
    with pytest.raises(default_project.IncompleteModelError, match=default_project._LEARNED[number]):
        default_project.check_whole(archive(tmp_path / "model.tar.gz", others))


def test_turns_with_and_without_a_custom_action_are_counted(tmp_path: Path) -> None:
    database = tmp_path / "events.db"
    with sqlite3.connect(database) as connection:
        connection.execute("create table events (id integer primary key, sender_id text, type_name text, action_name text)")
        events = [
            ("a", "action", "action_session_start"),
            ("a", "user", None),
            ("a", "action", "action_help"),
            ("a", "action", "action_listen"),
            ("b", "user", None),
            ("a", "user", None),
            ("a", "action", "utter_default"),
            ("a", "action", "action_listen"),
            ("b", "slot", "action_like_slot"),
            ("b", "action", "action_tip"),
        ]
        connection.executemany("insert into events (sender_id, type_name, action_name) values (?, ?, ?)", events)
    contestant = servers.Contestant("x", [], tmp_path, {}, tmp_path / "x.log", 0, database)
    assert contestant.turns() == (3, 2)
