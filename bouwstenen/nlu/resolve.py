"""From the classifier's first guess to the intent, with what else is known about the message.

The classifier always answers, also to what it has never seen. These rules say when to believe
it; each is a sentence of its own, and the thresholds were set on the development set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FALLBACK = "nlu_fallback"
EMERGENCY = "emergency"

#: Below this the classifier is guessing.
MIN_CONFIDENCE = 0.16
#: An emergency must not be missed: believed also when it is not certain, and where the message has
#: words of danger as soon as it is possible. Set by cross-validation of the training data (docs/nlu.md).
MIN_EMERGENCY = 0.45
MIN_EMERGENCY_IN_WORDS = 0.03
_MIN_EMERGENCY_IN_QUESTION = 0.2
#: The same for an answer to a question about one's own work, which tells of much.
_MIN_EMERGENCY_AS_ANSWER, _MIN_EMERGENCY_AS_ANSWER_IN_WORDS = 0.5, 0.25
#: From this score an item of the knowledge base is what was asked for: out-of-scope questions
#: score 0.48 at most in 99 of 100 cases, questions of fact more in three of four.
SURE_MATCH = 0.50
#: From this score an item is a better guess than a doubtful intent: nineteen of twenty out-of-scope questions stay below.
FAIR_MATCH = 0.42
#: A question of which the reading is this unlikely is asked of the knowledge base, when that has something near.
_WEAK, _NEAR = 0.25, 0.35
#: Above this the classifier is believed, whatever else the message names.
_CERTAIN = 0.8
_CONFIDENT = 0.5
#: A request that names its thing ("voorbeeld") is believed from this share of the first guess:
#: a small one where the first guess is on the subject of the example, a large one elsewhere.
_NAMED_REQUEST = 0.08
_NAMED_REQUEST_ELSEWHERE = 0.6
_SUBJECT = (
    "ask_verkennen",
    "ask_bereiken",
    "ask_betrekken",
    "ask_aansluiten",
    "correct",
    "give_",
    "describe_situation",
    "ask_more",
    "oos_general",
)
#: Leaving out a group is refused also when it is asked as a how-to question.
_EXCLUSION = 0.3
#: How a yes and a no begin, and what they are taken for when the rest says more.
_YES, _NO = frozenset({"ja", "jazeker", "jawel", "jep", "jup", "zeker"}), frozenset({"nee", "neen", "nope", "neuh"})
_OPEN_ANSWERS = ("describe_situation", "ask_verkennen", "ask_bereiken", "ask_betrekken", "ask_aansluiten", "ask_fact", "give_")
#: What a change of the plan looks like to the classifier, which knows nothing of the plan.
_ABOUT_PLAN = (
    "correct",
    "go_to_block",
    "give_",
    "deny",
    "oos_exclusion",
    "nav_skip",
    "ask_verkennen",
    "ask_bereiken",
    "ask_betrekken",
    "ask_aansluiten",
)
#: A no that is this likely refuses.
_REFUSAL = 0.2
#: Words; "vb?" and "een checklist" ask for nothing else.
_JUST_THAT = 2
#: Requests that nearly always name their thing.
_NAMED_INTENTS = ("ask_example", "ask_checklist", "ask_tip")
#: Without their name they must be at least this likely, where the next reading is a how-to question.
_NAMELESS = 0.6
_HOW_TO = ("ask_verkennen", "ask_bereiken", "ask_betrekken", "ask_aansluiten")
#: A message about a group or a block of ours is hardly ever out of scope; what is in scope is
#: believed from this share of the first guess.
_IN_SCOPE = 0.3
#: Leaving people out names a group too.
_IN_SCOPE_AFTER_ALL = 0.8
#: Out of scope whoever it is about, unless a block is named: rights, laws and data of persons.
_ALWAYS_OUT = ("oos_personal_data", "oos_residence", "oos_legal")
#: A question of fact that the knowledge base does not answer is out of scope when that is this likely.
_OUT_OF_SCOPE = 0.3
#: Below this score nothing in the knowledge base is like the message at all.
_UNLIKE = 0.22
#: What a question hardly ever is: the classifier is distracted by other words.
_NO_QUESTION = (
    "greet",
    "goodbye",
    "affirm",
    "deny",
    "nav_",
    "answer_",
    "describe_situation",
    "give_",
    "go_to_block",
    "correct",
    "ask_more",
)
#: Intents that a sure match may correct, when the classifier doubts.
_CORRECTABLE = (
    *_NO_QUESTION,
    "oos_",
    "bot_challenge",
    "how_are_you",
    "ask_help",
    "ask_privacy",
    "start_",
    "emergency",
    "export_plan",
    "ask_sources",
)


_BARE = {"block": "go_to_block", "group": "give_group", "term": "ask_explanation"}


#: What a question asks for when an item of this type is a sure match.
_INTENT_OF = {"term": "ask_explanation", "building_block": "ask_explanation", "contact": "ask_contact"}


@dataclass(frozen=True)
class Reading:
    """What is known about one message."""

    ranking: Sequence[tuple[str, float]]
    #: The only thing it names: ``group``, ``block``, ``term`` or ``None``.
    bare: str | None = None
    other_language: bool = False
    gibberish: bool = False
    #: Type and score of the best knowledge items, best first.
    matches: Sequence[tuple[str, float]] = ()
    is_question: bool = False
    #: Blocks and terms that the message names, and the request that it names ("voorbeeld").
    blocks: Sequence[str] = ()
    terms: Sequence[str] = ()
    request: str | None = None
    #: It has words of danger, or names a theme that hardly goes with it, such as smoking.
    danger: bool = False
    calm_theme: bool = False
    #: It names a target group.
    group: bool = False
    #: No word in it that should carry meaning exists.
    unknown_words: bool = False
    #: It is a few words that go on from what was said: "en voor aansluiten?".
    follows_up: bool = False
    #: It asks what something means.
    asks_meaning: bool = False
    #: The assistant asked about the person's own situation, just before.
    awaits_answer: bool = False
    #: The assistant asked about a point of the self-check, or whether to delete everything, just before.
    answers_point: bool = False
    confirms: bool = False
    #: It says what to take out of the plan that was shown just before, or to put in.
    changes_plan: bool = False
    #: Number of words, and the first of them, folded.
    length: int = 0
    first_word: str = ""


def resolve(reading: Reading) -> tuple[str, float]:
    """Return the intent of a message and how sure that is."""
    intent, confidence = reading.ranking[0] if reading.ranking else (FALLBACK, 0.0)
    likelihood: Mapping[str, float] = dict(reading.ranking)
    kind, score = reading.matches[0] if reading.matches else ("", 0.0)
    if reading.other_language:
        # The encoder knows many languages: danger told in English is danger all the same.
        danger = likelihood.get(EMERGENCY, 0.0)
        return (EMERGENCY, danger) if danger >= _CONFIDENT else (FALLBACK, 1.0)
    if reading.bare is None and is_emergency(reading, intent, confidence, score):
        return EMERGENCY, likelihood[EMERGENCY]
    if reading.bare is not None:
        return _BARE[reading.bare], 1.0
    if reading.gibberish and reading.request is None:
        return FALLBACK, 1.0
    own = _own_answer(reading, intent, confidence, likelihood)
    if own is not None:
        return own
    if reading.changes_plan and intent.startswith(_ABOUT_PLAN):
        return "change_plan", confidence
    if reading.request and 0 < reading.length <= _JUST_THAT:
        return reading.request, 1.0
    if reading.follows_up and reading.group and not reading.request and not reading.blocks and intent not in _ALWAYS_OUT:
        return "give_group", 1.0
    if reading.awaits_answer and not reading.is_question and _is_statement(intent, confidence, reading.length):
        return "describe_situation", confidence
    if reading.terms and reading.asks_meaning and not intent.startswith("ask_sources"):
        return "ask_explanation", max(confidence, likelihood.get("ask_explanation", 0.0))
    second, next_likely = reading.ranking[1] if len(reading.ranking) > 1 else (FALLBACK, 0.0)
    if intent == EMERGENCY:
        # Not believed (see above): then it is what it may be besides, if it may be anything.
        intent, confidence = second, next_likely
    if intent in _NAMED_INTENTS and reading.request is None and confidence < _NAMELESS and second in _HOW_TO:
        # "Heb je suggesties om ...?" is about what follows; the next reading is likelier right.
        intent, confidence = second, next_likely
    if reading.unknown_words and intent == "oos_general" and score < _UNLIKE:
        return FALLBACK, 1.0
    intent, confidence = _scoped(reading, intent, confidence, likelihood, score)
    share = _NAMED_REQUEST if intent.startswith(_SUBJECT) else _NAMED_REQUEST_ELSEWHERE
    if reading.request and likelihood.get(reading.request, 0.0) >= share * confidence:
        return reading.request, likelihood[reading.request]
    follows_up = intent == "go_to_block" and reading.follows_up
    if reading.is_question and confidence < _CERTAIN and intent.startswith(_NO_QUESTION) and len(reading.blocks) == 1 and not follows_up:
        return f"ask_{reading.blocks[0]}", confidence
    correctable = intent.startswith(_CORRECTABLE) or (intent in _NAMED_INTENTS and reading.request is None and reading.is_question)
    if score >= SURE_MATCH and confidence < _CERTAIN and not follows_up and (correctable or confidence < MIN_CONFIDENCE):
        return _INTENT_OF.get(kind, "ask_fact"), score
    if kind == "contact" and score >= FAIR_MATCH and likelihood.get("ask_contact", 0.0) >= _EXCLUSION:
        return "ask_contact", score
    if likelihood.get("oos_exclusion", 0.0) >= max(_EXCLUSION, 0.8 * confidence) and score < FAIR_MATCH:
        return "oos_exclusion", likelihood["oos_exclusion"]
    doubtful = confidence < _CONFIDENT and intent.startswith(_CORRECTABLE) and not intent.startswith("start_")
    if reading.is_question and reading.terms and doubtful:
        return "ask_explanation", confidence
    if reading.is_question and confidence < _WEAK and score >= _NEAR and not intent.startswith(_HOW_TO):
        return "ask_fact", score
    if confidence < MIN_CONFIDENCE:
        if score >= FAIR_MATCH and reading.is_question:
            return "ask_fact", score
        return FALLBACK, confidence
    return intent, confidence


def _scoped(reading: Reading, intent: str, confidence: float, likelihood: Mapping[str, float], score: float) -> tuple[str, float]:
    """Return the reading after weighing whether the message is out of scope.

    The classifier hears money in "gezinnen met schulden"; and a question of fact on anything
    sounds like one of ours.
    """
    names_ours = reading.blocks or (reading.group and intent not in _ALWAYS_OUT)
    if names_ours and intent.startswith("oos_") and confidence < _CERTAIN:
        inside, likely = next(((name, likely) for name, likely in reading.ranking if not name.startswith("oos_")), (intent, 0.0))
        named = f"ask_{reading.blocks[0]}" if reading.blocks else inside
        if likelihood.get(named, 0.0) >= _CONFIDENT * likely:
            inside, likely = named, likelihood[named]
        if likely >= (_IN_SCOPE_AFTER_ALL if intent == "oos_exclusion" else _IN_SCOPE) * confidence:
            intent, confidence = inside, likely
    if intent == "ask_fact" and score < FAIR_MATCH:
        outside = [(name, likely) for name, likely in reading.ranking if name.startswith("oos_")]
        if outside and sum(likely for _, likely in outside) >= _OUT_OF_SCOPE:
            return outside[0]
    return intent, confidence


def _own_answer(reading: Reading, intent: str, confidence: float, likelihood: Mapping[str, float]) -> tuple[str, float] | None:
    """Return what somebody answers in own words to a yes-or-no question of the assistant; ``None`` when it is something else."""
    if reading.is_question or reading.request:
        return None
    if reading.confirms:
        refuses = reading.first_word in _NO and likelihood.get("deny", 0.0) >= _REFUSAL
        return ("deny", confidence) if refuses else None
    if not reading.answers_point or (confidence >= _CERTAIN and not intent.startswith(_OPEN_ANSWERS)):
        return None
    answers = [(name, likely) for name, likely in reading.ranking if name.startswith("answer_")]
    if answers and sum(likely for _, likely in answers) > confidence and not intent.startswith("answer_"):
        return answers[0]
    if intent.startswith(_OPEN_ANSWERS):
        if reading.first_word in _YES:
            return "answer_done", confidence
        if reading.first_word in _NO:
            return "answer_not_yet", confidence
    return None


def is_emergency(reading: Reading, intent: str, confidence: float, score: float) -> bool:
    """Tell whether somebody is in danger, by two witnesses: the classifier and the words."""
    if reading.is_question and score >= SURE_MATCH:
        return False  # emergencies hardly resemble what is in the knowledge base: 0.38 at most in 99 of 100 cases
    alone, with_words = (
        (_MIN_EMERGENCY_AS_ANSWER, _MIN_EMERGENCY_AS_ANSWER_IN_WORDS) if reading.awaits_answer else (MIN_EMERGENCY, MIN_EMERGENCY_IN_WORDS)
    )
    danger = dict(reading.ranking).get(EMERGENCY, 0.0)
    if reading.calm_theme and not reading.danger:
        return False
    if danger >= alone:
        return True
    # Who works on violence or suicide asks about it in the same words.
    asks = intent.startswith("ask_") and confidence >= _CONFIDENT
    return reading.danger and danger >= (_MIN_EMERGENCY_IN_QUESTION if asks else with_words)


#: What may come instead of an answer to the assistant's question, when it is short or certain.
_INSTEAD = (
    "nav_",
    "go_to_block",
    "give_group",
    "correct",
    "ask_help",
    "ask_contact",
    "ask_example",
    "ask_tip",
    "ask_checklist",
    "start_",
    "make_plan",
)
_CERTAIN_INSTEAD = (
    "oos_",
    "feedback_",
    "delete_data",
    "ask_privacy",
    "reflection_",
    "resume_",
    "export_plan",
    "change_plan",
    "ask_sources",
)


def _is_statement(intent: str, confidence: float, length: int) -> bool:
    """Tell whether a message without a question mark answers a question about one's own situation."""
    if intent.startswith(("thank", "goodbye")) and confidence >= _CERTAIN:
        return False
    if intent.startswith(("affirm", "deny", "answer_", "thank", "goodbye")):
        return length > 3
    if intent.startswith(_INSTEAD):
        return length > 6 and confidence < _CONFIDENT
    if intent.startswith(_CERTAIN_INSTEAD):
        return confidence < _CONFIDENT
    return True
