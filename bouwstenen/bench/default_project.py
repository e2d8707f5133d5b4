"""Rasa's default as a project of its own: what ``rasa init`` configures, on our training data."""

from __future__ import annotations

import importlib.util
import shutil
import tarfile
from pathlib import Path
from typing import Any

import yaml

from bouwstenen.knowledge import load_knowledge
from bouwstenen.language.context import ContextRecognizer
from bouwstenen.language.pipeline import load_pipeline, place_spans, tokens_of
from bouwstenen.paths import ROOT

#: ResponseSelector learns from an intent that is split by answer. This one of ours asks what a
#: word means, so its examples are split by word; what each asks, and the rules, stay the same.
RETRIEVAL_INTENT = "ask_explanation"
_NO_TERM = "other"
#: What a trained model of the whole default holds, by the name of the file in the archive.
_LEARNED = ("DIETClassifier", "ResponseSelector", "TEDPolicy", "UnexpecTEDIntentPolicy")


class IncompleteModelError(Exception):
    """A part of Rasa's default learned nothing, so that it would be faster than it is."""


def initial_config() -> Path:
    """Return the configuration that ``rasa init`` writes: no pipeline, so Rasa fills in its default."""
    spec = importlib.util.find_spec("rasa")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "cli" / "initial_project" / "config.yml"


def write(folder: Path) -> None:
    """Write the project: Rasa's configuration, our data, and Rasa's own REST channel and SQL store.

    The address of the action server and the database come from the environment, since both
    differ for each run.

    Args:
        folder: where it goes; what is there already is replaced.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    shutil.copy(initial_config(), folder / "config.yml")
    for name in ("rules.yml", "stories.yml"):
        shutil.copy(ROOT / "data" / name, folder / "data" / name)
    nlu = _read(ROOT / "data" / "nlu.yml")
    domain = _read(ROOT / "domain.yml")
    nlu["nlu"], answers = _split_by_term(nlu["nlu"])
    domain["responses"].update(answers)
    endpoints = {
        "action_endpoint": {"url": "http://127.0.0.1:${BOUWSTENEN_ACTION_PORT}/webhook"},
        "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "${BOUWSTENEN_DATABASE}"},
    }
    for name, content in (
        ("data/nlu.yml", nlu),
        ("domain.yml", domain),
        ("endpoints.yml", endpoints),
        ("credentials.yml", {"rest": None}),
    ):
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")


def check_whole(model: Path) -> None:
    """Check that every part of Rasa's default that learns has learned.

    Raises:
        IncompleteModelError: the archive holds no weights of one of them.
    """
    with tarfile.open(model) as archive:
        names = archive.getnames()
    absent = [part for part in _LEARNED if not any(part in name and name.endswith((".index", ".data-00000-of-00001")) for name in names)]
    if absent:
        raise IncompleteModelError(f"{', '.join(absent)}: no weights in {model}")


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def _split_by_term(intents: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the intents with the retrieval intent split by the first term in each example, and the answers."""
    base = load_knowledge()
    recognizer, nlp = ContextRecognizer(base), load_pipeline()
    split: dict[str, list[str]] = {}
    others = []
    for intent in intents:
        if intent.get("intent") != RETRIEVAL_INTENT:
            others.append(intent)
            continue
        for line in intent["examples"].splitlines():
            doc = nlp(line.removeprefix("- "))
            terms = recognizer.recognize(tokens_of(doc), place_spans(doc)).terms
            split.setdefault(terms[0] if terms else _NO_TERM, []).append(line)
    examples = [{"intent": f"{RETRIEVAL_INTENT}/{key}", "examples": "\n".join(lines) + "\n"} for key, lines in split.items()]
    answers = {f"utter_{RETRIEVAL_INTENT}/{key}": [{"text": base.terms[key].text if key in base.terms else key}] for key in split}
    return [*others, *examples], answers
