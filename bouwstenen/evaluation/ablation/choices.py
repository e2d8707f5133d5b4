"""The rows of the table."""

from __future__ import annotations

from bouwstenen.evaluation.ablation.classifiers import CLASSIFIERS, OURS, Choice

#: The features and the classifier of ``config.yml``.
CHOSEN = Choice(("lemma characters", "lemmas", "e5"))
#: All features, with our classifier.
FEATURES = (
    ("characters",),
    ("words",),
    ("characters", "words"),
    ("lemmas",),
    ("lemma characters", "lemmas"),
    ("USE",),
    ("e5",),
    ("USE", "e5"),
    ("characters", "USE"),
    ("characters", "e5"),
    ("characters", "words", "e5"),
    CHOSEN.features,
    ("characters", "words", "lemmas", "e5"),
    ("characters", "words", "USE", "e5"),
    ("characters", "words", "lemmas", "USE", "e5"),
)
#: The features on which the other classifiers are tried.
COMPARED = (
    ("characters", "words"),
    ("e5",),
    CHOSEN.features,
)
CHOICES = tuple(
    [Choice(features) for features in FEATURES]
    + [Choice(features, classifier) for classifier in CLASSIFIERS if classifier != OURS for features in COMPARED]
)
