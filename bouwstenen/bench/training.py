"""Both models, each trained from nothing once for the present files, with the time that it took."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bouwstenen.bench import default_project
from bouwstenen.language.pipeline import OWN_PATH
from bouwstenen.paths import ROOT, VAR
from bouwstenen.server import model
from bouwstenen.server.settings import Settings, rasa_command

FOLDER = VAR / "bench"
_MODEL = "model.tar.gz"
_RECORD = "training.json"


@dataclass(frozen=True)
class Trained:
    """A trained model and the seconds that its training took."""

    model: Path
    seconds: float


def ours(again: bool = False) -> Trained:
    """Return our model; trained now when there is none for the present files.

    Training includes the vectors of the examples, which :func:`bouwstenen.server.model.train`
    would take from an earlier one.

    Args:
        again: train also when there is one.

    Raises:
        subprocess.CalledProcessError: Rasa could not train it.
    """

    def train(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as empty:
            own = Path(empty) / OWN_PATH.relative_to(VAR)
            if OWN_PATH.exists():
                own.parent.mkdir(parents=True)
                own.symlink_to(OWN_PATH)
            environment = {**Settings.from_environment().environment(), "BOUWSTENEN_VAR": empty}
            environment.pop("OPENBLAS_NUM_THREADS", None)
            _run(rasa_command("train", "--force", "--fixed-model-name", "model", "--out", str(folder)), ROOT, environment, folder)

    return _cached(FOLDER / "ours", model.fingerprint(), train, again)


def default(again: bool = False) -> Trained:
    """Return the model of Rasa's default; trained now when there is none for the present files.

    Args:
        again: train also when there is one.

    Raises:
        subprocess.CalledProcessError: Rasa could not train it.
        IncompleteModelError: a part of it learned nothing.
    """

    def train(folder: Path) -> None:
        default_project.write(folder)
        environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
        _run([sys.executable, "-m", "rasa", "train", "--force", "--fixed-model-name", "model", "--out", "."], folder, environment, folder)
        default_project.check_whole(folder / _MODEL)

    return _cached(FOLDER / "default", _default_fingerprint(), train, again)


def known_default() -> Trained | None:
    """Return the model of Rasa's default when it was trained for the present files before."""
    return _known(FOLDER / "default", _default_fingerprint())


def _default_fingerprint() -> str:
    digest = hashlib.sha256()
    for path in (
        default_project.initial_config(),
        *sorted((ROOT / "data").glob("*.yml")),
        ROOT / "domain.yml",
        Path(default_project.__file__),
        ROOT / "requirements" / "run.lock",
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _cached(folder: Path, fingerprint: str, train: Callable[[Path], None], again: bool) -> Trained:
    known = None if again else _known(folder, fingerprint)
    if known is not None:
        return known
    record = folder / _RECORD
    print(f"training {folder.name} ...", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    record.unlink(missing_ok=True)
    start = time.perf_counter()
    train(folder)
    seconds = time.perf_counter() - start
    record.write_text(json.dumps({"fingerprint": fingerprint, "seconds": seconds}), encoding="utf-8")
    return Trained(folder / _MODEL, seconds)


def _known(folder: Path, fingerprint: str) -> Trained | None:
    record = folder / _RECORD
    if not record.exists():
        return None
    known = json.loads(record.read_text(encoding="utf-8"))
    return Trained(folder / _MODEL, known["seconds"]) if known["fingerprint"] == fingerprint else None


def _run(command: list[str], cwd: Path, environment: dict[str, str], folder: Path) -> None:
    with (folder / "training.log").open("wb") as log:
        subprocess.run(command, check=True, cwd=cwd, env=environment, stdout=log, stderr=log)
