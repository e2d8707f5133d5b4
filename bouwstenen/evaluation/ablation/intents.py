"""What an intent comes to: the kind of answer and the building block, for sets in which no intent is labelled."""

from __future__ import annotations

from bouwstenen.dialogue.context import HOW_TO

#: The kind of answer that each intent gets in a fresh conversation, when the message names what
#: the answer needs. What entities, resolver and dialogue change about that is left out.
KINDS = {
    "ask_verkennen": "answer",
    "ask_bereiken": "answer",
    "ask_betrekken": "answer",
    "ask_aansluiten": "answer",
    "ask_fact": "answer",
    "ask_explanation": "explanation",
    "explain_point": "explanation",
    "ask_example": "example",
    "ask_checklist": "checklist",
    "ask_tip": "tip",
    "ask_more": "tip",
    "ask_sources": "source",
    "ask_contact": "contact",
    "ask_help": "help",
    "give_group": "answer",
    "give_role": "smalltalk",
    "give_place": "smalltalk",
    "go_to_block": "answer",
    "correct": "answer",
    "describe_situation": "clarification",
    "affirm": "help",
    "deny": "clarification",
    "answer_done": "smalltalk",
    "answer_partly": "clarification",
    "answer_not_yet": "clarification",
    "answer_not_applicable": "clarification",
    "nav_next": "help",
    "nav_back": "help",
    "nav_skip": "help",
    "nav_stop": "smalltalk",
    "nav_resume": "help",
    "nav_progress": "help",
    "nav_repeat": "help",
    "nav_restart": "help",
    "reflection_off": "smalltalk",
    "reflection_on": "smalltalk",
    "start_walk": "step",
    "resume_walk": "step",
    "start_self_check": "self_check",
    "resume_self_check": "self_check",
    "make_plan": "action_plan",
    "change_plan": "action_plan",
    "export_plan": "action_plan",
    "start_workshop": "workshop",
    "ask_privacy": "privacy",
    "delete_data": "privacy",
    "feedback_positive": "feedback",
    "feedback_negative": "feedback",
    "greet": "smalltalk",
    "goodbye": "smalltalk",
    "thank": "smalltalk",
    "bot_challenge": "smalltalk",
    "how_are_you": "smalltalk",
    "emergency": "emergency",
    "oos_medical": "out_of_scope",
    "oos_residence": "out_of_scope",
    "oos_benefits": "out_of_scope",
    "oos_legal": "out_of_scope",
    "oos_politics": "out_of_scope",
    "oos_general": "out_of_scope",
    "oos_exclusion": "out_of_scope",
    "oos_personal_data": "out_of_scope",
    "nlu_fallback": "fallback",
}


def kind_of(intent: str) -> str:
    """Return the kind of answer that an intent gets.

    Raises:
        KeyError: the intent is not in :data:`KINDS`.
    """
    return KINDS[intent]


def block_of(intent: str) -> str | None:
    """Return the building block that an intent itself is about; other intents get theirs from entities."""
    return HOW_TO.get(intent)
