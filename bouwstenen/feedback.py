"""Judgements of people on answers, in a small SQLite file; no text of a user and no sender."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from bouwstenen.paths import VAR

_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
    time TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    intent TEXT NOT NULL,
    judgement TEXT NOT NULL CHECK (judgement IN ('good', 'bad'))
)
"""


@dataclass(frozen=True)
class Judgement:
    """What somebody thought of one answer."""

    turn_id: str
    kind: str
    #: What had been asked, as the assistant understood it.
    intent: str
    #: ``good`` or ``bad``.
    judgement: str


class FeedbackStore:
    """The judgements, one row each.

    Args:
        path: the SQLite file, made at the first judgement; by default that of the settings.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(os.environ.get("BOUWSTENEN_FEEDBACK") or VAR / "feedback.db")

    def add(self, judgement: Judgement) -> None:
        """Keep a judgement, with the time in UTC to the second."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        with closing(sqlite3.connect(self.path, timeout=5)) as database, database:
            database.execute(_TABLE)
            database.execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?, ?)",
                (now, judgement.turn_id, judgement.kind, judgement.intent, judgement.judgement),
            )

    def all(self) -> list[tuple[str, Judgement]]:
        """Return every judgement with its time, oldest first."""
        if not self.path.exists():
            return []
        with closing(sqlite3.connect(self.path, timeout=5)) as database:
            rows = database.execute("SELECT time, turn_id, kind, intent, judgement FROM feedback ORDER BY rowid").fetchall()
        return [(str(time), Judgement(*rest)) for time, *rest in rows]
