"""What the ablation trains is what the assistant and Rasa train."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bouwstenen.evaluation.ablation.choices import CHOICES, CHOSEN
from bouwstenen.evaluation.ablation.classifiers import CLASSIFIERS, OURS, Choice, train_and_read
from bouwstenen.evaluation.ablation.data import Example, read_examples
from bouwstenen.evaluation.ablation.features import ENCODERS, NGRAMS, WEIGHT, NgramCounter, Texts, reading_time
from bouwstenen.evaluation.ablation.through_rasa import DEFAULT, as_training_data, pipelines
from bouwstenen.evaluation.ablation.through_rasa import OURS as OUR_PIPELINE
from bouwstenen.paths import ROOT

CONFIG = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
WORDS = {
    "greet": "hallo daar|goedemorgen allemaal|hallo goedemorgen|dag allemaal|hallo|goedemorgen",
    "thank": "dank je wel|bedankt hoor|dank u|heel erg bedankt|dank|bedankt",
    "nav_stop": "stop er maar mee|ik wil stoppen|stoppen graag|stop nu|stop|kunnen we stoppen",
}


def texts(sentences: list[str]) -> Texts:
    """Return texts with vectors of their first letters: enough to tell a few apart."""
    vectors = np.array([[sentence.count(letter) for letter in "adghs"] for sentence in sentences], np.float32) + 0.01
    return Texts(tuple(sentences), tuple(sentences), tuple(sentences), dict.fromkeys(ENCODERS, vectors / 10))


SENTENCES = [(sentence, intent) for intent, line in WORDS.items() for sentence in line.split("|")]


def test_the_chosen_row_is_what_config_yml_says() -> None:
    counters = [part for part in CONFIG if part["name"] == "CountVectorsFeaturizer"]
    chosen = [NGRAMS[name] for name in CHOSEN.features if name in NGRAMS]
    assert len(counters) == len(chosen)
    for part, (of_lemmas, settings) in zip(counters, chosen):
        assert part.get("use_lemma", True) == of_lemmas
        assert part["analyzer"] == settings["analyzer"]
        assert (part["min_ngram"], part["max_ngram"]) == settings["ngram_range"]
        assert part.get("min_df", 1) == settings.get("min_df", 1)
        assert part["strip_accents"] == settings["strip_accents"]
    encoder = next(part for part in CONFIG if "SentenceEncoder" in part["name"])
    assert encoder["encoders"] == [ENCODERS[name] for name in CHOSEN.features if name in ENCODERS]
    assert encoder["weight"] == WEIGHT
    classifier = next(part for part in CONFIG if part["name"].endswith("Classifier"))
    assert CHOSEN.classifier == OURS
    assert classifier == {"name": "bouwstenen.nlu.classifier.ScaledLogisticRegressionClassifier"}


def test_every_row_is_there_once_and_can_be_made() -> None:
    assert len(set(CHOICES)) == len(CHOICES)
    assert CHOSEN in CHOICES
    assert {choice.classifier for choice in CHOICES} == set(CLASSIFIERS)
    assert {name for choice in CHOICES for name in choice.features} == {*NGRAMS, *ENCODERS}


@pytest.mark.parametrize("name", ["characters", "words"])
def test_ngrams_are_counted_as_rasa_counts_them(name: str, tmp_path: Path) -> None:
    sentences = ["hoe bereik ik __number__ ouderen", "hoe bereik je jongeren", "ouderen bereik je zó", "oudere jongeren"]
    settings = NGRAMS[name][1]
    low, high = settings["ngram_range"]
    config = {
        **CountVectorsFeaturizer.get_default_config(),
        "analyzer": settings["analyzer"],
        "min_ngram": low,
        "max_ngram": high,
        "min_df": settings.get("min_df", 1),
        "strip_accents": settings["strip_accents"],
    }
    context = ExecutionContext(GraphSchema({}), "test")
    featurizer = CountVectorsFeaturizer.create(config, LocalModelStorage(tmp_path), Resource("counts"), context)
    messages = []
    for sentence in sentences:
        message = Message({TEXT: sentence, "intent": "x"})
        message.set("text_tokens", [Token(word, 0) for word in sentence.split()])
        messages.append(message)
    featurizer.train(TrainingData(messages))
    featurizer.process(messages)
    theirs = [message.get_sparse_features(TEXT)[1].features.toarray()[0] for message in messages]
    ours = NgramCounter((name,), texts(sentences)).count(texts(sentences)).toarray()
    assert np.array_equal(ours, np.array(theirs))


@pytest.mark.parametrize("classifier", CLASSIFIERS)
@pytest.mark.parametrize("features", [("characters",), ("e5",), ("words", "USE", "e5")], ids=" + ".join)
def test_every_classifier_learns_from_every_kind_of_features(classifier: str, features: tuple[str, ...]) -> None:
    examples = texts([sentence for sentence, _ in SENTENCES])
    intents = [intent for _, intent in SENTENCES]
    outcome = train_and_read(Choice(features, classifier), examples, intents, examples)
    right = sum(read == intent for read, intent in zip(outcome.intents, intents))
    assert right >= 0.8 * len(intents)
    assert all(0 < confidence <= 1 for _, confidence in outcome.readings)
    assert outcome.training > 0
    assert outcome.message > 0


def test_tokens_are_paid_for_once() -> None:
    times = {"e5": 5.0, "USE": 3.0, **dict.fromkeys(NGRAMS, 2.0)}
    assert reading_time(("characters", "words", "e5"), times) == 7.0
    assert reading_time(("USE", "e5"), times) == 8.0


def test_rasa_reads_back_the_examples_that_are_written_for_it(tmp_path: Path) -> None:
    examples = [
        Example('"nee": zei hij', "deny"),
        Example("# dit niet", "deny"),
        Example("ja - graag", "affirm"),
        Example("- min", "affirm"),
    ]
    (tmp_path / "nlu.yml").write_text(as_training_data(examples), encoding="utf-8")
    read = load_data(str(tmp_path / "nlu.yml")).intent_examples
    assert {(message.get("text"), message.get("intent")) for message in read} == {(one.text, one.intent) for one in examples}


def test_the_training_data_is_read_whole() -> None:
    data = yaml.safe_load((ROOT / "data" / "nlu.yml").read_text(encoding="utf-8"))["nlu"]
    assert len(read_examples()) == sum(len(set(entry["examples"].strip().splitlines())) for entry in data)


def test_the_pipelines_end_with_a_classifier_and_have_fixed_seeds() -> None:
    found = pipelines()
    assert found[OUR_PIPELINE] == CONFIG[: len(found[OUR_PIPELINE])]
    assert found[OUR_PIPELINE][-1]["name"].endswith("ScaledLogisticRegressionClassifier")
    names = [part["name"] for part in found[DEFAULT]]
    assert {"WhitespaceTokenizer", "LexicalSyntacticFeaturizer", "DIETClassifier", "ResponseSelector", "FallbackClassifier"} <= set(names)
    for pipeline in found.values():
        for part in pipeline:
            if part["name"] in ("DIETClassifier", "ResponseSelector"):
                assert part["random_seed"] == 42
                assert part["epochs"] == 100
