"""Actions of the guided flows: walk, self-check and plan."""

from actions.base import action
from bouwstenen.dialogue import flows, plan, self_check, walk

ActionWalkStart = action("action_walk_start", walk.start)
ActionWalkRestart = action("action_walk_restart", walk.restart)
ActionWalkNext = action("action_walk_next", flows.walk_next)
ActionWalkYes = action("action_walk_yes", flows.walk_yes)
ActionWalkNo = action("action_walk_no", flows.walk_no)
ActionWalkSkip = action("action_walk_skip", walk.skip)
ActionWalkBack = action("action_walk_back", walk.back)
ActionWalkJump = action("action_walk_jump", walk.jump)
ActionWalkAnswer = action("action_walk_answer", walk.answer)
ActionWalkExplain = action("action_walk_explain", flows.walk_explain)
ActionWalkCorrect = action("action_walk_correct", flows.walk_correct)
ActionWalkRegroup = action("action_walk_regroup", flows.walk_regroup)
ActionWalkResume = action("action_walk_resume", walk.resume)
ActionWalkRepeat = action("action_walk_repeat", flows.walk_repeat)
ActionWalkProgress = action("action_walk_progress", walk.progress)
ActionWalkStop = action("action_walk_stop", walk.stop)

ActionCheckStart = action("action_check_start", self_check.start)
ActionCheckRestart = action("action_check_restart", self_check.restart)
ActionCheckAnswer = action("action_check_answer", flows.check_answer)
ActionCheckNext = action("action_check_next", flows.check_next)
ActionCheckBack = action("action_check_back", self_check.back)
ActionCheckExplain = action("action_check_explain", self_check.explain)
ActionCheckCorrect = action("action_check_correct", flows.check_correct)
ActionCheckRegroup = action("action_check_regroup", flows.check_regroup)
ActionCheckResume = action("action_check_resume", self_check.resume)
ActionCheckRepeat = action("action_check_repeat", flows.check_repeat)
ActionCheckProgress = action("action_check_progress", self_check.progress)
ActionCheckStop = action("action_check_stop", self_check.stop)
ActionCheckFallback = action("action_check_fallback", flows.check_not_understood)

ActionPlanMake = action("action_plan_make", plan.make)
ActionPlanExport = action("action_plan_export", plan.export)
ActionPlanChange = action("action_plan_change", flows.change_plan)
