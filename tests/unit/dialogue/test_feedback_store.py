from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bouwstenen.feedback import FeedbackStore, Judgement


def test_a_judgement_is_one_row_without_text_or_sender(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "var" / "feedback.db")
    assert store.all() == []
    store.add(Judgement("turn-1", "answer", "ask_bereiken", "good"))
    store.add(Judgement("turn-2", "tip", "ask_tip", "bad"))
    assert [judgement for _, judgement in store.all()] == [
        Judgement("turn-1", "answer", "ask_bereiken", "good"),
        Judgement("turn-2", "tip", "ask_tip", "bad"),
    ]
    with closing(sqlite3.connect(store.path)) as database:
        assert [row[1] for row in database.execute("PRAGMA table_info(feedback)")] == ["time", "turn_id", "kind", "intent", "judgement"]
