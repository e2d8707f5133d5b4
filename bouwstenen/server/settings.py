"""The settings of a running assistant, from environment variables: one table for code, docs and tests."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from bouwstenen.paths import VAR

#: Name, default and what it is for.
SETTINGS = (
    ("BOUWSTENEN_HOST", "127.0.0.1", "adres waarop de assistent luistert"),
    ("BOUWSTENEN_PORT", "5005", "poort van de assistent"),
    ("BOUWSTENEN_ACTION_PORT", "5055", "poort van de action server, altijd op 127.0.0.1"),
    ("BOUWSTENEN_DATABASE", str(VAR / "conversations.db"), "SQLite-bestand met de gesprekken"),
    ("BOUWSTENEN_FEEDBACK", str(VAR / "feedback.db"), "SQLite-bestand met oordelen over antwoorden"),
    ("BOUWSTENEN_TENSORFLOW", "false", "true: laad ook TensorFlow, voor een onderdeel dat het gebruikt"),
    ("BOUWSTENEN_REST", "on", "off: het REST-kanaal is uit"),
    ("BOUWSTENEN_WEBSITE", "on", "off: het websitekanaal weigert iedereen"),
    ("BOUWSTENEN_ORIGINS", "self", "websites waarop de assistent mag staan, met komma's ertussen"),
    ("BOUWSTENEN_SESSION_HOURS", "12", "hoeveel uur een gesprek op een website hervat kan worden"),
    ("BOUWSTENEN_SECRET", str(VAR / "secret"), "sleutel van de server; anders die in dit bestand, dat hij zelf maakt"),
    ("BOUWSTENEN_PROXIES", "0", "eigen proxy's voor de assistent, om adressen van bezoekers te kennen"),
)
#: Characters; a shorter one can be guessed, and with it any session be forged.
_SHORTEST_SECRET = 24
#: What Rasa and its libraries need to be quiet, local and quick.
_ALWAYS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SANIC_HOST": "127.0.0.1",
    # Longer than Rasa keeps its connection to the action server, so that it never meets a closed one.
    "SANIC_KEEP_ALIVE_TIMEOUT": "30",
    # BLAS has nothing to do of the size that threads are for, and they only get in the way.
    "OPENBLAS_NUM_THREADS": "1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONUNBUFFERED": "1",
    "TQDM_DISABLE": "1",
    # Rasa's own, on start-up: people can do nothing about them.
    "PYTHONWARNINGS": "ignore",
}


@dataclass(frozen=True)
class Settings:
    """Where the assistant listens and keeps its conversations, and what it loads."""

    host: str
    port: int
    action_port: int
    database: str
    feedback: str
    #: Whether the server has TensorFlow too (:mod:`bouwstenen.server.lean`).
    tensorflow: bool
    rest: str
    website: str
    origins: str
    session_hours: float
    #: Empty when the key is in its file.
    secret: str
    proxies: int

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the settings; what is not set has its default.

        Raises:
            ValueError: a setting can't be what it is.
        """
        values = {name: os.environ.get(name) or default for name, default, _ in SETTINGS}
        for name in ("BOUWSTENEN_REST", "BOUWSTENEN_WEBSITE"):
            if values[name] not in ("on", "off"):
                raise ValueError(f"{name} is on of off.")
        secret = os.environ.get("BOUWSTENEN_SECRET", "")
        if secret and len(secret) < _SHORTEST_SECRET:
            raise ValueError(f"BOUWSTENEN_SECRET is te kort: neem minstens {_SHORTEST_SECRET} willekeurige tekens.")
        return cls(
            values["BOUWSTENEN_HOST"],
            int(_number(values, "BOUWSTENEN_PORT")),
            int(_number(values, "BOUWSTENEN_ACTION_PORT")),
            values["BOUWSTENEN_DATABASE"],
            values["BOUWSTENEN_FEEDBACK"],
            values["BOUWSTENEN_TENSORFLOW"].lower() == "true",
            values["BOUWSTENEN_REST"],
            values["BOUWSTENEN_WEBSITE"],
            values["BOUWSTENEN_ORIGINS"],
            _number(values, "BOUWSTENEN_SESSION_HOURS"),
            secret,
            int(_number(values, "BOUWSTENEN_PROXIES")),
        )

    def environment(self) -> dict[str, str]:
        """Return the environment for the processes of the assistant."""
        return {
            **os.environ,
            **_ALWAYS,
            "BOUWSTENEN_HOST": self.host,
            "BOUWSTENEN_PORT": str(self.port),
            "BOUWSTENEN_ACTION_PORT": str(self.action_port),
            "BOUWSTENEN_DATABASE": self.database,
            "BOUWSTENEN_FEEDBACK": self.feedback,
            "BOUWSTENEN_TENSORFLOW": str(self.tensorflow).lower(),
            "BOUWSTENEN_REST": self.rest,
            "BOUWSTENEN_WEBSITE": self.website,
            "BOUWSTENEN_ORIGINS": self.origins,
            "BOUWSTENEN_SESSION_HOURS": str(self.session_hours),
            "BOUWSTENEN_SECRET": self.secret,
            "BOUWSTENEN_PROXIES": str(self.proxies),
        }


def _number(values: dict[str, str], name: str) -> float:
    try:
        number = float(values[name])
    except ValueError:
        number = -1.0
    if not 0 <= number < 100_000:
        raise ValueError(f"{name} is geen getal dat hier kan: {values[name]!r}.")
    return number


def rasa_command(*arguments: str) -> list[str]:
    """Return the command that starts Rasa with our adaptations."""
    return [sys.executable, "-m", "bouwstenen.server.rasa", *arguments]


def assistant_command(settings: Settings, model: str) -> list[str]:
    """Return the command that serves the assistant."""
    return rasa_command(
        "run",
        "--interface",
        settings.host,
        "--port",
        str(settings.port),
        "--model",
        model,
        "--endpoints",
        "endpoints.yml",
        "--credentials",
        "credentials-production.yml" if settings.rest == "off" else "credentials.yml",
    )


def action_command(settings: Settings) -> list[str]:
    """Return the command that serves the actions."""
    return [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(settings.action_port)]
