"""Both spaCy pipelines work: our own, and ``nl_core_news_sm`` where it is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import spacy

from bouwstenen.paths import ROOT

_WHEELS = ROOT.parent / "shared" / "models"
_SCRIPT = """
import json
from bouwstenen.knowledge import load_knowledge
from bouwstenen.language.context import ContextRecognizer
from bouwstenen.language.pipeline import available_pipeline, describe, load_pipeline, place_spans, split_sentences, tokens_of
from bouwstenen.server import model
nlp = load_pipeline()
recognizer = ContextRecognizer(load_knowledge())
def read(text):
    doc = nlp(text)
    return dict(recognizer.recognize(tokens_of(doc), place_spans(doc)).pairs())
print(json.dumps({
    "available": available_pipeline(),
    "described": describe(nlp),
    "lemmas": [token.lemma for token in tokens_of(nlp("Hoe bereiken wij vrijwilligers?"))],
    "sentences": split_sentences("Ga de wijk in. Neem de tijd! Wie ken je al?"),
    "utrecht": read("Hoe bereik ik statushouders in Utrecht?"),
    "houten": read("Wij werken in Houten met mantelzorgers."),
    "floor": read("Een houten vloer is best mooi."),
    "model": list(vars(model.state()).values()),
}))
"""


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a package ``nl_core_news_sm``: the stand-in wheel, or one made here."""
    folder = tmp_path_factory.mktemp("site")
    wheel = next(iter(_WHEELS.glob("nl_core_news_sm-*.whl")), None)
    if wheel is not None:
        zipfile.ZipFile(wheel).extractall(folder)
        return folder
    nlp = spacy.blank("nl", meta={"name": "core_news_sm", "version": "3.4.0"})
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Utrecht"}])
    package = folder / "nl_core_news_sm"
    data = package / "nl_core_news_sm-3.4.0"
    data.mkdir(parents=True)
    nlp.to_disk(data)
    (package / "__init__.py").write_text(
        "from pathlib import Path\nfrom spacy.util import load_model_from_init_py\n__version__ = '3.4.0'\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    (package / "meta.json").write_text(json.dumps(nlp.meta))
    # spaCy takes for a package what is installed as one.
    installed = folder / "nl_core_news_sm-3.4.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: nl_core_news_sm\nVersion: 3.4.0\n")
    return folder


def run(path: Path | None) -> dict[str, object]:
    environment = {**os.environ, "PYTHONPATH": str(path) if path else "", "TF_CPP_MIN_LOG_LEVEL": "3"}
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=200
    )
    assert result.returncode == 0, result.stderr[-3000:]
    return dict(json.loads(result.stdout.splitlines()[-1]))


def check(answer: dict[str, object]) -> None:
    assert answer["sentences"] == ["Ga de wijk in.", "Neem de tijd!", "Wie ken je al?"]
    utrecht = answer["utrecht"]
    assert isinstance(utrecht, dict)
    assert (utrecht["target_group"], utrecht["place"], utrecht["region"]) == ("statushouders", "Utrecht", "GGD regio Utrecht")
    assert answer["houten"]["place"] == "Houten"  # type: ignore[index]
    assert answer["houten"]["target_group"] == "mantelzorgers"  # type: ignore[index]
    assert "place" not in answer["floor"]  # type: ignore[operator]


def test_our_own_pipeline_serves_where_the_other_is_not_installed() -> None:
    answer = run(None)
    if answer["available"] == "nl_core_news_sm":
        pytest.skip("nl_core_news_sm is installed here")
    assert answer["described"] == "nl_bouwstenen 1.0.0"
    assert "vrijwilliger" in answer["lemmas"]  # type: ignore[operator]
    check(answer)


def test_the_statistical_pipeline_is_used_where_it_is_installed(stand_in: Path) -> None:
    answer = run(stand_in)
    assert answer["available"] == "nl_core_news_sm"
    assert str(answer["described"]).startswith("nl_core_news_sm 3.4.0")
    check(answer)


def test_a_model_trained_with_the_other_pipeline_is_trained_again_and_says_why(stand_in: Path, trained_model: Path) -> None:
    if run(None)["available"] == "nl_core_news_sm":
        pytest.skip("nl_core_news_sm is installed here")
    usable, reason = run(stand_in)["model"]  # type: ignore[misc]
    assert not usable
    assert "nl_bouwstenen" in reason
    assert "nl_core_news_sm" in reason
