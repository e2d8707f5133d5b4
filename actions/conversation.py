"""Actions around the content: politeness, scope, corrections, repair, privacy, feedback."""

from actions.base import action
from bouwstenen.dialogue import follow_up, reflection, repair, talk

ActionHelp = action("action_help", talk.help_)
ActionSmalltalk = action("action_smalltalk", talk.smalltalk)
ActionIntroduce = action("action_introduce", talk.introduce)
ActionOutOfScope = action("action_out_of_scope", talk.out_of_scope)
ActionEmergency = action("action_emergency", talk.emergency)
ActionFallback = action("action_fallback", repair.not_understood)

ActionGiveGroup = action("action_give_group", follow_up.give_group)
ActionGoToBlock = action("action_go_to_block", follow_up.go_to_block)
ActionCorrect = action("action_correct", follow_up.correct)
ActionSituation = action("action_situation", follow_up.situation)
ActionAffirm = action("action_affirm", follow_up.affirm)
ActionDeny = action("action_deny", follow_up.deny)
ActionStop = action("action_stop", follow_up.stop)
ActionRepeat = action("action_repeat", follow_up.repeat)
ActionResume = action("action_resume", follow_up.resume)
ActionBeginAnew = action("action_begin_anew", follow_up.restart)

ActionPrivacy = action("action_privacy", talk.privacy)
ActionAskDelete = action("action_ask_delete", talk.ask_delete)
ActionDelete = action("action_delete", talk.delete)
ActionKeep = action("action_keep", talk.keep)
ActionFeedback = action("action_feedback", talk.feedback)
ActionReflectionOff = action("action_reflection_off", reflection.switch_off)
ActionReflectionOn = action("action_reflection_on", reflection.switch_on)
