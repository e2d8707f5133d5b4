"""Actions around the content: politeness, scope, corrections, repair, privacy, feedback."""

from actions.base import action
from bouwstenen.dialogue import flows, follow_up, reflection, repair, talk
from bouwstenen.dialogue.state import Request, State, Turn
from bouwstenen.feedback import FeedbackStore
from bouwstenen.knowledge import KnowledgeBase


def _feedback(base: KnowledgeBase, state: State, request: Request) -> Turn:
    """Keep a judgement and thank for it."""
    judgement = talk.judgement(state, request)
    if judgement is not None:
        FeedbackStore().add(judgement)
    return talk.feedback(base, state, request)


ActionHelp = action("action_help", talk.help_)
ActionSmalltalk = action("action_smalltalk", talk.smalltalk)
ActionIntroduce = action("action_introduce", talk.introduce)
ActionOutOfScope = action("action_out_of_scope", flows.out_of_scope)
ActionEmergency = action("action_emergency", talk.emergency)
ActionWorkshop = action("action_workshop", talk.workshop)
ActionFallback = action("action_fallback", repair.not_understood)

ActionGiveGroup = action("action_give_group", follow_up.give_group)
ActionGoToBlock = action("action_go_to_block", flows.go_to_block)
ActionCorrect = action("action_correct", follow_up.correct)
ActionSituation = action("action_situation", flows.situation)
ActionAffirm = action("action_affirm", flows.yes)
ActionDeny = action("action_deny", flows.no)
ActionStop = action("action_stop", follow_up.stop)
ActionRepeat = action("action_repeat", follow_up.repeat)
ActionGoOn = action("action_go_on", flows.go_on)
ActionDone = action("action_done", flows.done)
ActionStatus = action("action_status", flows.status)
ActionBeginAnew = action("action_begin_anew", flows.restart)

ActionPrivacy = action("action_privacy", talk.privacy)
ActionAskDelete = action("action_ask_delete", flows.delete_or_correct)
ActionDelete = action("action_delete", talk.delete)
ActionKeep = action("action_keep", flows.keep)
ActionFeedback = action("action_feedback", _feedback)
ActionReflectionOff = action("action_reflection_off", reflection.switch_off)
ActionReflectionOn = action("action_reflection_on", reflection.switch_on)
