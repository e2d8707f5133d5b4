"""Remarks on items of the same kind that say nearly the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bouwstenen.editing.language import said
from bouwstenen.editing.reading import Reading, at, remark
from bouwstenen.knowledge import Entry, Problem
from bouwstenen.retrieval.encoder import CachedEncoder
from bouwstenen.retrieval.index import Tokenize, closeness, search_terms

#: Shares of meaning (the encoder's vectors) and words (tf-idf of lemmas) in the likeness of two texts.
_MEANING, _WORDS = 0.6, 0.4
#: From this likeness two texts are reported. Of the 87,255 pairs of November 2026, 18 reach it (two in
#: ten thousand); nine of those told one thing twice. Below it come pairs that only share their subject.
ALIKE = 0.55
#: What one contact says of another differs only in name and address.
_NOT_COMPARED = ("contact",)


def near_duplicates(reading: Reading, encoder: CachedEncoder, tokenize: Tokenize) -> Iterator[Problem]:
    """Yield a remark on each pair of items of one kind whose texts are alike, with both places."""
    entries = [entry for entry in reading.base.entries.values() if entry.type not in _NOT_COMPARED]
    for score, first, second in pairs(entries, encoder, tokenize):
        one, other = (reading.place(entry.item) for entry in (first, second))
        yield remark(
            other,
            "text",
            f"Deze tekst lijkt erg op '{first.item.id}' ({at(one)}; {score:.2f}).",
            "Voeg ze samen, of schrijf duidelijker wat het verschil is.",
        )


def pairs(entries: Sequence[Entry], encoder: CachedEncoder, tokenize: Tokenize) -> Iterable[tuple[float, Entry, Entry]]:
    """Return likeness and entries of each pair of the same kind from :data:`ALIKE`, most alike first."""
    if not entries:
        return []
    vectors = encoder.encode_known([entry.item.text for entry in entries])
    documents = [search_terms(tokens) for tokens in tokenize([said(entry.item) for entry in entries])]
    words = TfidfVectorizer(analyzer=list, sublinear_tf=True).fit_transform(documents)
    found = []
    for kind in dict.fromkeys(entry.type for entry in entries):
        at_kind = [number for number, entry in enumerate(entries) if entry.type == kind]
        dense = closeness(vectors[at_kind] @ vectors[at_kind].T, encoder.floor)
        lexical = (words[at_kind] @ words[at_kind].T).toarray()
        likeness = np.triu(_MEANING * dense + _WORDS * lexical, k=1)
        found += [
            (float(likeness[row, column]), entries[at_kind[row]], entries[at_kind[column]])
            for row, column in np.argwhere(likeness >= ALIKE)
        ]
    return sorted(found, key=lambda pair: -pair[0])
