"""Judgements of people on answers, in a small SQLite file; no sender, and no text but a remark that somebody chose to leave."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
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
    judgement TEXT NOT NULL CHECK (judgement IN ('good', 'bad')),
    remark TEXT
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
    #: What somebody wrote with it, if anything.
    remark: str | None = None


class FeedbackStore:
    """The judgements, one row each.

    Args:
        path: the SQLite file, made at the first judgement; by default that of the settings.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(os.environ.get("BOUWSTENEN_FEEDBACK") or VAR / "feedback.db")

    def add(self, judgement: Judgement) -> None:
        """Keep a judgement, with the time in UTC to the second; an earlier one of the same answer goes."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        with self._open() as database:
            database.execute("DELETE FROM feedback WHERE turn_id = ?", (judgement.turn_id,))
            database.execute(
                "INSERT INTO feedback (time, turn_id, kind, intent, judgement, remark) VALUES (?, ?, ?, ?, ?, ?)",
                (now, judgement.turn_id, judgement.kind, judgement.intent, judgement.judgement, judgement.remark),
            )

    def forget_remarks(self, turn_ids: Sequence[str]) -> None:
        """Wipe what was written about these answers; the judgements stay."""
        if not turn_ids or not self.path.exists():
            return
        with self._open() as database:
            marks = [(turn_id,) for turn_id in turn_ids]
            database.executemany("UPDATE feedback SET remark = NULL WHERE turn_id = ? AND remark IS NOT NULL", marks)

    def all(self) -> list[tuple[str, Judgement]]:
        """Return every judgement with its time, oldest first."""
        if not self.path.exists():
            return []
        with self._open() as database:
            rows = database.execute("SELECT time, turn_id, kind, intent, judgement, remark FROM feedback ORDER BY rowid").fetchall()
        return [(str(time), Judgement(*rest)) for time, *rest in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=5)) as database, database:
            # SQLite leaves the bytes of what is gone in the file unless it is told to wipe them.
            database.execute("PRAGMA secure_delete = ON")
            database.execute(_TABLE)
            columns = {row[1] for row in database.execute("PRAGMA table_info(feedback)")}
            if "remark" not in columns:
                # A file from before there were remarks.
                database.execute("ALTER TABLE feedback ADD COLUMN remark TEXT")
            yield database
