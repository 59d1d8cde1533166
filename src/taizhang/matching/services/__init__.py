"""What can be done to a common problem: every act by its name.

Each takes `by`, `now` and, from a form, `seen`: the version of the problem that the person saw.
"""

from __future__ import annotations

from taizhang.matching.errors import ProblemChanged
from taizhang.matching.services.answering import (
    Looked,
    Shared,
    draft_answer,
    give_answer,
    take_answer_back,
)
from taizhang.matching.services.finding import Found, find_problems
from taizhang.matching.services.leading_on import choose_theme, drop_theme, note_policy_gap
from taizhang.matching.services.leaving import (
    HandedOver,
    hand_over_everything,
    leave,
    merge_units,
    problems_of,
    problems_with,
)
from taizhang.matching.services.linking import (
    decide_belongs_here,
    decide_between,
    decide_not_the_same,
    leave_open,
    link,
    tell_apart,
    unlink,
)
from taizhang.matching.services.merging import merge_into, split_off
from taizhang.matching.services.nightly import Done, nightly
from taizhang.matching.services.opening import (
    finish,
    hand_over,
    open_problem,
    reopen,
    reopen_with,
)
from taizhang.matching.services.planning import (
    complete_task,
    drop_task,
    give_task,
    plan,
    put_in_force,
    report_progress,
)

__all__ = [
    "Done",
    "Found",
    "HandedOver",
    "Looked",
    "ProblemChanged",
    "Shared",
    "choose_theme",
    "complete_task",
    "decide_belongs_here",
    "decide_between",
    "decide_not_the_same",
    "draft_answer",
    "drop_task",
    "drop_theme",
    "find_problems",
    "finish",
    "give_answer",
    "give_task",
    "hand_over",
    "hand_over_everything",
    "leave",
    "leave_open",
    "link",
    "merge_into",
    "merge_units",
    "nightly",
    "note_policy_gap",
    "open_problem",
    "plan",
    "problems_of",
    "problems_with",
    "put_in_force",
    "reopen",
    "reopen_with",
    "report_progress",
    "split_off",
    "take_answer_back",
    "tell_apart",
    "unlink",
]
