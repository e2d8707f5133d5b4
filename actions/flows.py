"""Actions of the guided flows: walk, self-check and plan."""

from actions.base import action
from bouwstenen.dialogue import plan, self_check, walk

ActionWalkStart = action("action_walk_start", walk.start)
ActionWalkNext = action("action_walk_next", walk.next_)
ActionWalkSkip = action("action_walk_skip", walk.skip)
ActionWalkBack = action("action_walk_back", walk.back)
ActionWalkJump = action("action_walk_jump", walk.jump)
ActionWalkAnswer = action("action_walk_answer", walk.answer)
ActionWalkResume = action("action_walk_resume", walk.resume)
ActionWalkProgress = action("action_walk_progress", walk.progress)
ActionWalkRegroup = action("action_walk_regroup", walk.regroup)
ActionWalkStop = action("action_walk_stop", walk.stop)

ActionCheckStart = action("action_check_start", self_check.start)
ActionCheckAnswer = action("action_check_answer", self_check.answer)
ActionCheckBack = action("action_check_back", self_check.back)
ActionCheckExplain = action("action_check_explain", self_check.explain)
ActionCheckResume = action("action_check_resume", self_check.resume)
ActionCheckProgress = action("action_check_progress", self_check.progress)
ActionCheckStop = action("action_check_stop", self_check.stop)

ActionPlanMake = action("action_plan_make", plan.make)
ActionPlanExport = action("action_plan_export", plan.export)
ActionPlanChange = action("action_plan_change", plan.change)
