"""对接: common problems, who belongs to them, what is done, what was answered."""

from __future__ import annotations

from taizhang.matching.models.answers import GroupAnswer, MemberAnswer
from taizhang.matching.models.candidates import Candidate, CandidateEntry, Night, Placement, Run
from taizhang.matching.models.problems import (
    CommonProblem,
    Decision,
    Membership,
    ProblemEvent,
    ProblemNumbering,
)
from taizhang.matching.models.work import Measure, PolicyGap, Task, Theme

__all__ = [
    "Candidate",
    "CandidateEntry",
    "CommonProblem",
    "Decision",
    "GroupAnswer",
    "Measure",
    "MemberAnswer",
    "Membership",
    "Night",
    "Placement",
    "PolicyGap",
    "ProblemEvent",
    "ProblemNumbering",
    "Run",
    "Task",
    "Theme",
]
