from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bouwstenen.feedback import FeedbackStore, Judgement


def columns(store: FeedbackStore) -> list[str]:
    with closing(sqlite3.connect(store.path)) as database:
        return [row[1] for row in database.execute("PRAGMA table_info(feedback)")]


def test_a_judgement_is_one_row_without_sender(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "var" / "feedback.db")
    assert store.all() == []
    store.add(Judgement("turn-1", "answer", "ask_bereiken", "good"))
    store.add(Judgement("turn-2", "tip", "ask_tip", "bad", "Klopt niet voor mijn wijk."))
    assert [judgement for _, judgement in store.all()] == [
        Judgement("turn-1", "answer", "ask_bereiken", "good"),
        Judgement("turn-2", "tip", "ask_tip", "bad", "Klopt niet voor mijn wijk."),
    ]
    assert columns(store) == ["time", "turn_id", "kind", "intent", "judgement", "remark"]


def test_who_judges_again_changes_the_judgement(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "feedback.db")
    store.add(Judgement("turn-1", "answer", "ask_bereiken", "bad", "te lang"))
    store.add(Judgement("turn-2", "answer", "ask_bereiken", "bad"))
    store.add(Judgement("turn-1", "answer", "ask_bereiken", "good"))
    assert [(j.turn_id, j.judgement, j.remark) for _, j in store.all()] == [("turn-2", "bad", None), ("turn-1", "good", None)]
    assert b"te lang" not in store.path.read_bytes()


def test_remarks_are_wiped_and_judgements_stay(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "feedback.db")
    store.forget_remarks(["turn-1"])
    assert not store.path.exists()
    store.add(Judgement("turn-1", "answer", "ask_bereiken", "bad", "persoonlijke opmerking"))
    store.add(Judgement("turn-2", "answer", "ask_bereiken", "bad", "van een ander"))
    assert b"persoonlijke opmerking" in store.path.read_bytes()
    store.forget_remarks(["turn-1", "turn-9"])
    assert [(j.judgement, j.remark) for _, j in store.all()] == [("bad", None), ("bad", "van een ander")]
    assert b"persoonlijke opmerking" not in store.path.read_bytes()


def test_a_file_from_before_there_were_remarks_is_kept(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "feedback.db")
    with closing(sqlite3.connect(store.path)) as database, database:
        database.execute(
            "CREATE TABLE feedback (time TEXT NOT NULL, turn_id TEXT NOT NULL, kind TEXT NOT NULL, intent TEXT NOT NULL, judgement TEXT NOT NULL)"
        )
        database.execute("INSERT INTO feedback VALUES ('2026-01-01', 'turn-0', 'tip', 'ask_tip', 'good')")
    assert [j for _, j in store.all()] == [Judgement("turn-0", "tip", "ask_tip", "good")]
    store.add(Judgement("turn-1", "answer", "ask_bereiken", "bad", "opmerking"))
    assert [(j.turn_id, j.remark) for _, j in store.all()] == [("turn-0", None), ("turn-1", "opmerking")]
    assert columns(store)[-1] == "remark"
