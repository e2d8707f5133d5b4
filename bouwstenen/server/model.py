"""Which trained model belongs to the present files."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bouwstenen.language.pipeline import available_pipeline
from bouwstenen.paths import MODELS, ROOT
from bouwstenen.server.settings import Settings, rasa_command

MODEL = MODELS / "bouwstenen.tar.gz"
RECORD = MODELS / "bouwstenen.json"
#: What the model is made of; knowledge/ is not among it, since new items need no training.
_INPUTS = (
    "config.yml",
    "domain.yml",
    "data/*.yml",
    "bouwstenen/nlu/tokenizer.py",
    "bouwstenen/nlu/featurizer.py",
    "bouwstenen/nlu/classifier.py",
    "bouwstenen/retrieval/e5/*.py",
    "bouwstenen/language/text.py",
    "requirements/run.lock",
)


@dataclass(frozen=True)
class ModelState:
    """Whether the model can be used, and if not, why."""

    usable: bool
    reason: str = ""


def fingerprint() -> str:
    """Return a hash of everything that goes into the model."""
    digest = hashlib.sha256()
    for pattern in _INPUTS:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def state() -> ModelState:
    """Tell whether the model fits the present files and spaCy pipeline."""
    if not (MODEL.exists() and RECORD.exists()):
        return ModelState(False, "er is nog geen model")
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    if record.get("pipeline") != available_pipeline():
        return ModelState(False, f"het model is getraind met {record.get('pipeline')}, nu is {available_pipeline()} er")
    if record.get("fingerprint") != fingerprint():
        return ModelState(False, "de trainingsdata, de instellingen of de code zijn veranderd")
    return ModelState(True)


def train() -> Path:
    """Train a model for the present files and record what it was made of.

    Raises:
        subprocess.CalledProcessError: Rasa could not train it; its output says why.
    """
    MODELS.mkdir(parents=True, exist_ok=True)
    command = rasa_command("train", "--fixed-model-name", MODEL.name.split(".")[0], "--out", str(MODELS))
    settings = Settings.from_environment()
    environment = {name: value for name, value in settings.environment().items() if name != "OPENBLAS_NUM_THREADS"}
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    RECORD.write_text(json.dumps({"fingerprint": fingerprint(), "pipeline": available_pipeline()}), encoding="utf-8")
    return MODEL
