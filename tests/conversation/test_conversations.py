"""Whole conversations with the running assistant; the cases are in the folders beside this file."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

import pytest
import yaml

from bouwstenen.language.text import fold
from bouwstenen.paths import ROOT
from bouwstenen.server.client import Client
from bouwstenen.server.process import Assistant
from tests.conversation.conversation_runner import HERE, Case, Conversation, load_cases

CASES = load_cases()
STORIES = ROOT / "data" / "stories.yml"
_BEHAVIOURS = (
    "happy_path corrections digressions cancellations negations resuming invalid_input repeat two_groups impatience walk self_check plan privacy "
    "feedback emergency"
).split()


@pytest.mark.parametrize("case", [case for case in CASES if not case.restarts], ids=lambda case: case.id)
def test_a_conversation_goes_as_written(case: Case, client: Client) -> None:
    conversation = Conversation(uuid.uuid4().hex)
    for turn in case.turns:
        conversation.take(turn, client)


@pytest.mark.parametrize("case", [case for case in CASES if case.restarts], ids=lambda case: case.id)
def test_a_conversation_survives_a_crash(case: Case, own_assistant: Assistant) -> None:
    conversation = Conversation(uuid.uuid4().hex)
    for turn in case.turns:
        if turn.get("restart"):
            own_assistant.kill_assistant()
            own_assistant.start_assistant()
        else:
            conversation.take(turn, own_assistant.client)


def test_there_are_enough_conversations_of_every_behaviour() -> None:
    assert len(CASES) >= 64
    assert {case.path.parent.name for case in CASES} == set(_BEHAVIOURS)
    titles = [case.title for case in CASES]
    assert len(titles) == len(set(titles))


def test_no_sentence_comes_from_the_evaluation_sets() -> None:
    known = set()
    for path in (ROOT / "tests" / "eval").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            known |= {_words(turn["say"]) for turn in raw.get("turns", ())} | {_words(raw["text"]) for _ in [0] if "text" in raw}
    # Control words ("volgende", "ja graag") are everybody's.
    said = {_words(turn["say"]): case.id for case in CASES for turn in case.turns if "say" in turn and len(str(turn["say"]).split()) > 4}
    assert {said[words] for words in said.keys() & known} == set()


def _words(message: object) -> str:
    return " ".join(re.findall(r"\w+", fold(str(message))))


def test_every_story_has_its_twin_here_and_back() -> None:
    stories = {story["story"]: story["steps"] for story in yaml.safe_load(STORIES.read_text(encoding="utf-8"))["stories"]}
    twins = {case.story: case for case in CASES if case.story}
    assert len(stories) >= 16
    assert set(stories) == set(twins)
    for title, case in twins.items():
        said = sum("restart" not in turn for turn in case.turns)
        assert said == sum("intent" in step for step in stories[title]), f"{title}: het verhaal en het gesprek zijn niet even lang"


def test_every_story_names_the_file_of_its_twin() -> None:
    named = re.findall(r"# Tweeling: tests/conversation/(\S+)\n  - story: (.+)\n", STORIES.read_text(encoding="utf-8"))
    assert {title: HERE / path for path, title in named} == {case.story: case.path for case in CASES if case.story}


def test_the_database_holds_nothing_of_a_deleted_conversation(assistant: Assistant) -> None:
    import sqlite3
    from contextlib import closing

    def rows(sender: str) -> int:
        with closing(sqlite3.connect(Path(assistant.settings.database))) as database:
            return int(database.execute("SELECT count(*) FROM events WHERE sender_id = ?", (sender,)).fetchone()[0])

    conversation = Conversation(uuid.uuid4().hex)
    for message in ("Hoe kom ik in contact met mantelzorgers in Zeist?", "Verwijder mijn gegevens"):
        conversation.take({"say": message}, assistant.client)
    assert rows(conversation.sender) > 0
    conversation.take({"press": "Ja, verwijder alles", "kind": "privacy", "groups": [], "place": None}, assistant.client)
    assert rows(conversation.sender) == 0
    conversation.take({"say": "Geef eens een voorbeeld", "kind": "example", "groups": [], "place": None}, assistant.client)


def test_a_judgement_is_kept_with_the_turn_and_kind_of_the_answer(assistant: Assistant, client: Client) -> None:
    from bouwstenen.feedback import FeedbackStore

    conversation = Conversation(uuid.uuid4().hex)
    conversation.take({"say": "Hoe leer ik de jongeren in mijn gemeente beter kennen?", "kind": "answer"}, client)
    assert conversation.last is not None
    turn_id = conversation.last.reply.turn_id
    conversation.take({"say": "Dit klopt niet", "kind": "feedback"}, client)
    found = [judgement for _, judgement in FeedbackStore(Path(assistant.settings.feedback)).all() if judgement.turn_id == turn_id]
    assert [(judgement.kind, judgement.intent, judgement.judgement) for judgement in found] == [("answer", "ask_verkennen", "bad")]
