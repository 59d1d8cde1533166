"""Refusals of acts on common problems."""

from __future__ import annotations

from taizhang.engine.errors import BadInput, Refused


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class ProblemChanged(Refused):
    """Fields: `by` name, `at` aware datetime."""

    code = "problem_changed"
    message = _("Meanwhile {by} changed this common problem ({at}).")
    remedy = _("What you typed is kept. Look at the common problem as it is now and decide again.")


class ProblemFinished(Refused):
    code = "problem_finished"
    message = _("The common problem {number} is finished.")
    remedy = _("Reopen it first if it is not solved after all.")


class ProblemNotFinished(Refused):
    code = "problem_not_finished"
    message = _("The common problem {number} is still being worked on.")
    remedy = _("Nothing needs to be reopened.")


class TooFewMembers(BadInput):
    code = "too_few_members"
    message = _("A common problem has at least two entries.")
    remedy = _("Choose another entry that shares it, or work on the one by itself.")


class WordsNeeded(BadInput):
    """Fields: `field` the name of what was left empty."""

    code = "words_needed"
    message = _("Something that has to be said was left empty.")
    remedy = _("Say it in a sentence.")


class OwnerNotOfficial(BadInput):
    code = "owner_not_official"
    message = _("{person} is no official of the zone at work.")
    remedy = _("Choose somebody of a unit as the owner.")


class NotALeadUnit(BadInput):
    code = "not_a_lead_unit"
    message = _("{unit} takes no work.")
    remedy = _("Choose a unit that is at work and can be given entries.")


class AlreadyMember(Refused):
    code = "already_member"
    message = _("{entry} belongs to this common problem already.")
    remedy = _("Nothing needs to be done.")


class MemberOfAnother(Refused):
    code = "member_of_another"
    message = _("{entry} belongs to the common problem {number}.")
    remedy = _("Unlink it there first.")


class SameProblem(BadInput):
    code = "same_problem"
    message = _("{number} is this common problem itself.")
    remedy = _("Give the number of another one.")


class NotAMember(Refused):
    code = "not_a_member"
    message = _("{entry} does not belong to this common problem.")
    remedy = _("Load the page again and look at its members.")


class EntryMerged(Refused):
    code = "entry_merged"
    message = _("{entry} is merged into {head} and worked on there.")
    remedy = _("Link {head} instead.")


class DecidedNotTheSame(Refused):
    """Fields: `entry` number, `by` name, `at` aware datetime."""

    code = "decided_not_the_same"
    message = _("{by} decided that {entry} is not the same ({at}).")
    remedy = _(
        "If that was wrong, decide that it belongs here: on the page of the problem, under what"
        " people decided."
    )


class DecidedAlready(Refused):
    code = "decided_already"
    message = _("This is decided already, by {by}.")
    remedy = _("Nothing needs to be done.")


class NothingToTakeBack(Refused):
    code = "nothing_to_take_back"
    message = _("This decision does not hold any more.")
    remedy = _("Nothing needs to be done.")


class NothingChanges(Refused):
    code = "nothing_changes"
    message = _("Nothing would change.")
    remedy = _("Change something, or leave the page.")


class TaskOver(Refused):
    code = "task_over"
    message = _("The task “{task}” is done or dropped.")
    remedy = _("Give a new task for what is left to do.")


class RemedyAhead(BadInput):
    code = "remedy_ahead"
    message = _("A remedy cannot be in force since a day that is still to come.")
    remedy = _("Write it down on the day on which it takes effect.")


class AnswerGiven(Refused):
    code = "answer_given"
    message = _("The group answer was given; its words stay.")
    remedy = _("Take it back first, or answer the entry by itself.")


class NoGroupAnswer(Refused):
    code = "no_group_answer"
    message = _("There is no group answer to give or to take back.")
    remedy = _("Draft one first.")


class NobodyLookedAt(BadInput):
    code = "nobody_looked_at"
    message = _("No member was ticked.")
    remedy = _("Look at the members and tick those whom the answer fits.")


class AnsweredAlready(Refused):
    code = "answered_already"
    message = _("{entry} got this group answer already.")
    remedy = _("Nothing needs to be done.")


class MembersUnanswered(Refused):
    """Fields: `count`, `where` numbers of entries."""

    code = "members_unanswered"
    message = _("{count} members have no answer yet: {where}.")
    remedy = _("Give them the group answer, answer them by themselves, or unlink them.")


class MonthTaken(Refused):
    code = "month_taken"
    message = _("{year}-{month} has a theme already: {number}.")
    remedy = _("Choose another month, or drop that theme first.")


class MonthUnknown(BadInput):
    code = "month_unknown"
    message = _("There is no such month.")
    remedy = _("Choose a month from 1 to 12 of a year from 2000 on.")


class GapNoted(Refused):
    code = "gap_noted"
    message = _("The policy gap of {number} is noted already.")
    remedy = _("Nothing needs to be done.")


class StillHasProblems(Refused):
    """Fields: `person` name, `count`, `where` numbers of common problems."""

    code = "still_has_problems"
    message = _("{person} still owns {count} common problems or has tasks of them: {where}.")
    remedy = _(
        "Hand over everything first: the campaign office does it in one act on the person's page."
    )
