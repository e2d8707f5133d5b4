"""The own spaCy pipeline: tokens, lemmas, places and sentences."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bouwstenen.language import pipeline
from bouwstenen.language.pipeline import (
    OWN,
    STATISTICAL,
    available_pipeline,
    build_own_pipeline,
    describe,
    load_pipeline,
    place_spans,
    split_sentences,
    tokens_of,
)

if TYPE_CHECKING:
    from spacy.language import Language


def test_tokens_carry_text_lemma_and_place(nlp: Language) -> None:
    text = "Hoe bereik  ik\ngezinnen?"
    tokens = tokens_of(nlp(text))
    assert [token.text for token in tokens] == ["Hoe", "bereik", "ik", "gezinnen", "?"]
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert tokens[3].lemma == "gezin"


def test_places_are_spans_of_the_text(nlp: Language) -> None:
    text = "ouderen in Amersfoort en Den Haag"
    assert [text[start:end] for start, end in place_spans(nlp(text))] == ["Amersfoort", "Den Haag"]
    assert place_spans(nlp("ouderen in de wijk")) == []


def test_the_pipeline_is_described_with_its_version(nlp: Language) -> None:
    assert describe(nlp) == "nl_bouwstenen 1.0.0"


def test_a_pipeline_is_loaded_once(nlp: Language) -> None:
    assert load_pipeline(OWN) is nlp


def test_a_pipeline_can_be_built_elsewhere(tmp_path: Path) -> None:
    import spacy

    folder = build_own_pipeline(["Testdam"], tmp_path / "nested" / "nl_test")
    built = spacy.load(folder)
    doc = built("Jongeren in Testdam. Dat is een tweede zin.")
    assert [entity.text for entity in doc.ents] == ["Testdam"]
    assert len(list(doc.sents)) == 2
    assert built("gezinnen")[0].lemma_ == "gezin"


def test_the_statistical_pipeline_goes_first_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert available_pipeline() == OWN
    monkeypatch.undo()
    (tmp_path / STATISTICAL).mkdir()
    (tmp_path / STATISTICAL / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, STATISTICAL, raising=False)
    assert available_pipeline() == STATISTICAL


def test_a_missing_pipeline_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "OWN_PATH", tmp_path / "nothing")
    with pytest.raises(OSError, match="nothing"):
        load_pipeline.__wrapped__(OWN)


def test_sentences(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load_pipeline", lambda: nlp)
    assert split_sentences("Dit is zin één. Is dit zin twee? Ja!") == ["Dit is zin één.", "Is dit zin twee?", "Ja!"]
    assert split_sentences(" ") == []
    assert "entity_ruler" in nlp.pipe_names
