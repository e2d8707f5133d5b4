"""Actions that answer from the knowledge base."""

from actions.base import action
from bouwstenen.dialogue import answer, explain, repair, requests, talk
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.knowledge import KnowledgeBase


def _explain(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Explain a term or block; else answer as a question of fact."""
    return explain.explain(base, state, request) or repair.fact(base, state, request)


ActionAnswerHowTo = action("action_answer_how_to", answer.how_to)
ActionAnswerFact = action("action_answer_fact", repair.fact)
ActionExplain = action("action_explain", _explain)
ActionShowExample = action("action_show_example", requests.example)
ActionShowChecklist = action("action_show_checklist", requests.checklist)
ActionGiveTip = action("action_give_tip", requests.tip)
ActionShowMore = action("action_show_more", requests.more)
ActionShowSources = action("action_show_sources", talk.sources)
ActionShowContact = action("action_show_contact", talk.contact)
