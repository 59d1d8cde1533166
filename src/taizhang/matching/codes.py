"""The closed lists of common problems. Labels are English msgids."""

from __future__ import annotations

from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class ProblemState(Labelled):
    """Whether a common problem is worked on."""

    OPEN = "open", _("Worked on")
    FINISHED = "finished", _("Finished")


class ProblemAct(Labelled):
    """What can happen to a common problem: the lines of its history."""

    OPEN = "open", _("Opened")
    LINK = "link", _("Entry linked")
    UNLINK = "unlink", _("Entry unlinked")
    NOT_THE_SAME = "not_the_same", _("Decided: not the same")
    BELONGS_HERE = "belongs_here", _("Decided: belongs here")
    HAND_OVER = "hand_over", _("Owner or lead unit changed")
    PLAN = "plan", _("Plan changed")
    GIVE_TASK = "give_task", _("Task given")
    COMPLETE_TASK = "complete_task", _("Task completed")
    DROP_TASK = "drop_task", _("Task dropped")
    PROGRESS = "progress", _("Progress reported")
    REMEDY = "remedy", _("Remedy in force")
    DRAFT_ANSWER = "draft_answer", _("Group answer drafted")
    GIVE_ANSWER = "give_answer", _("Group answer given")
    TAKE_ANSWER_BACK = "take_answer_back", _("Group answer taken back")
    POLICY_GAP = "policy_gap", _("Policy gap noted")
    THEME = "theme", _("Chosen as the theme of a month")
    DROP_THEME = "drop_theme", _("No longer the theme of a month")
    MERGE = "merge", _("Merged into another common problem")
    TAKE_IN = "take_in", _("Another common problem taken in")
    SPLIT = "split", _("Entries split off as a problem of their own")
    FINISH = "finish", _("Common problem finished")
    REOPEN = "reopen", _("Common problem reopened")


class Verdict(Labelled):
    """What a person decided about an entry and a common problem, or about two entries."""

    NOT_THE_SAME = "not_the_same", _("Not the same")
    BELONGS_HERE = "belongs_here", _("Belongs here")
    LEFT_OPEN = "left_open", _("Left open again")


class AnswerState(Labelled):
    """Where a group answer stands."""

    DRAFT = "draft", _("Draft")
    GIVEN = "given", _("Given")
    TAKEN_BACK = "taken_back", _("Taken back")


class ShareState(Labelled):
    """What the group answer became for one member."""

    GIVEN = "given", _("Answered")
    TOLD = "told", _("Told")
    TAKEN_BACK = "taken_back", _("Answer taken back")
    KEPT = "kept", _("Answer left as it was")
