"""The spaCy pipeline: Dutch tokens and lemmas, sentences, names of places.

Explosion's ``nl_core_news_sm`` is used where it is installed. It is not on PyPI, so set-up may
not have been able to fetch it; then a small pipeline of our own stands in, built by
:func:`build_own_pipeline`: tokenizer, lemmas from a dictionary (simplemma), sentence splitter
and an entity ruler with the names of municipalities.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bouwstenen.language.inflection import lemma
from bouwstenen.language.phrases import Token
from bouwstenen.paths import VAR

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

STATISTICAL = "nl_core_news_sm"
OWN = "nl_bouwstenen"
OWN_PATH = VAR / "spacy" / OWN
#: Entity labels that are places, in either pipeline: OntoNotes says GPE for towns, others LOC.
PLACE_LABELS = frozenset({"GPE", "LOC"})


def _register() -> None:
    """Make our lemmatizer known to spaCy; apart, because importing spaCy takes seconds."""
    from spacy.language import Language

    if not Language.has_factory("dictionary_lemmatizer"):

        @Language.component("dictionary_lemmatizer")
        def dictionary_lemmatizer(doc: Doc) -> Doc:
            for token in doc:
                token.lemma_ = lemma(token.text)
            return doc


def build_own_pipeline(place_names: Iterable[str], path: Path = OWN_PATH) -> Path:
    """Build the small pipeline, write it to ``path`` and return that.

    Args:
        place_names: municipalities whose name is no ordinary word.
        path: a folder; made when it does not exist.
    """
    import spacy

    _register()
    nlp = spacy.blank("nl", meta={"name": "bouwstenen", "version": "1.0.0", "description": "Eigen kleine Nederlandse pijplijn"})
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("dictionary_lemmatizer")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": name} for name in sorted(place_names)])
    path.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(path)
    return path


def available_pipeline() -> str:
    """Return the name of the pipeline that will be used: the statistical one where installed."""
    return STATISTICAL if importlib.util.find_spec(STATISTICAL) else OWN


@lru_cache(maxsize=2)
def load_pipeline(name: str | None = None) -> Language:
    """Return the spaCy pipeline of that name, by default :func:`available_pipeline`.

    Raises:
        OSError: the pipeline is not there; ``make run`` builds it.
    """
    import spacy

    _register()
    name = name or available_pipeline()
    # The parser is slow and only serves to split sentences, which a rule does as well here.
    nlp = spacy.load(STATISTICAL, exclude=["parser", "senter"]) if name == STATISTICAL else spacy.load(OWN_PATH)
    if "sentencizer" not in nlp.pipe_names:
        nlp.add_pipe("sentencizer", first=True)
    return nlp


def describe(nlp: Language) -> str:
    """Return name and version, as the trained model records it."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def tokens_of(doc: Doc) -> list[Token]:
    """Return the tokens of a spaCy document without white space."""
    return [Token.of(token.text, token.lemma_, token.idx) for token in doc if not token.is_space]


def place_spans(doc: Doc) -> list[tuple[int, int]]:
    """Return start and end, in characters, of what spaCy takes for places."""
    return [(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ in PLACE_LABELS]


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text, by the sentence splitter of the pipeline."""
    nlp = load_pipeline()
    with nlp.select_pipes(enable=["sentencizer"]):
        return [sentence.text.strip() for sentence in nlp(text).sents if sentence.text.strip()]
