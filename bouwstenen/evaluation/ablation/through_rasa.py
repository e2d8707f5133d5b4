"""The rows that Rasa itself trains: its default pipeline, DIET on our features, and our pipeline as a check."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from bouwstenen.evaluation.ablation.classifiers import Outcome
from bouwstenen.evaluation.ablation.data import SEED, Example
from bouwstenen.paths import ROOT
from bouwstenen.server.settings import Settings, rasa_command

FALLBACK = "nlu_fallback"
OURS = "config.yml, without ranker and resolver"
DEFAULT = "Rasa's default pipeline (DIET)"
_DIET = {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "entity_recognition": False, "random_seed": SEED}


def pipelines() -> dict[str, list[dict[str, Any]]]:
    """Return the pipelines by name."""
    ours = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    default = yaml.safe_load(files("rasa.engine.recipes.config_files").joinpath("default_config.yml").read_text(encoding="utf-8"))[
        "pipeline"
    ]
    learning = {"DIETClassifier", "ResponseSelector"}
    classifier = next(number for number, part in enumerate(ours) if "classifier" in part["name"].lower())
    features = ours[:classifier]
    counts = [part for part in features if "SentenceEncoder" not in part["name"]]
    return {
        DEFAULT: [{**part, "random_seed": SEED} if part["name"] in learning else part for part in default],
        "DIET on the n-grams of config.yml": [*counts, _DIET],
        "DIET on all features of config.yml": [*features, _DIET],
        OURS: ours[: classifier + 1],
    }


def train_and_read(pipeline: list[dict[str, Any]], examples: Sequence[Example], others: Sequence[str]) -> Outcome:
    """Train a pipeline with ``rasa train nlu`` and read the other texts, one by one.

    The likeliest intent counts, also where ``FallbackClassifier`` took its place for being too
    unlikely: the other rows have no threshold either.

    Args:
        pipeline: as in ``config.yml``.
        examples: what to learn from.
        others: what to read then.

    Raises:
        subprocess.CalledProcessError: Rasa could not train it; its output says why.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = {"recipe": "default.v1", "language": "nl", "assistant_id": "ablation", "pipeline": pipeline}
        (folder / "config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
        (folder / "nlu.yml").write_text(as_training_data(examples), encoding="utf-8")
        environment = {**Settings.from_environment().environment(), "RASA_CACHE_DIRECTORY": str(folder / "cache")}
        command = rasa_command("train", "nlu", "--config", str(folder / "config.yml"), "--nlu", str(folder / "nlu.yml"))
        start = os.times()
        subprocess.run(
            [*command, "--out", name, "--fixed-model-name", "ablation"], check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
        )
        end = os.times()
        training = end.children_user - start.children_user + end.children_system - start.children_system
        readings, taken = read(folder / "ablation.tar.gz", others)
    return Outcome(tuple(readings), training, median(taken))


def read(model: Path, texts: Sequence[str]) -> tuple[list[tuple[str, float]], list[float]]:
    """Return what a trained model makes of texts: intent and confidence, and the milliseconds of processor for each.

    The likeliest intent counts, as in :func:`train_and_read`.
    """
    return asyncio.run(_read(model, texts))


def as_training_data(examples: Sequence[Example]) -> str:
    """Return examples in Rasa's own format."""
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        by_intent.setdefault(example.intent, []).append(f"- {example.text}\n")
    entries = [{"intent": intent, "examples": "".join(lines)} for intent, lines in by_intent.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": entries}, allow_unicode=True, sort_keys=False, width=10_000)


async def _read(model: Path, texts: Sequence[str]) -> tuple[list[tuple[str, float]], list[float]]:
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    import structlog
    from rasa.core.agent import Agent

    # Unless told otherwise it writes each message to where the table goes.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(str(model))
    await agent.parse_message(texts[0])
    readings, taken = [], []
    for text in texts:
        start = time.process_time()
        parsed = await agent.parse_message(text)
        taken.append((time.process_time() - start) * 1000)
        best = next((reading for reading in parsed["intent_ranking"] if reading["name"] != FALLBACK), parsed["intent"])
        readings.append((str(best["name"]), float(best["confidence"])))
    return readings, taken
