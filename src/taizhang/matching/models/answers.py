"""One answer for all, and what it became for each member."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from taizhang.ledger.models import Event
from taizhang.matching.codes import AnswerState, ShareState
from taizhang.matching.models.problems import CommonProblem, Membership
from taizhang.roster.models import Person


class GroupAnswer(models.Model):
    """What is answered to all of them; a draft until it was given to the first."""

    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="answers")
    text = models.TextField()
    state = models.CharField(
        max_length=20, choices=AnswerState.choices(), default=AnswerState.DRAFT
    )
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    """Why it was taken back."""

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem"],
                condition=~Q(state="taken_back"),
                name="one_group_answer_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="taken_back", taken_back_at__isnull=False, taken_back_by__isnull=False
                )
                | (
                    ~Q(state="taken_back")
                    & Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                ),
                name="an_answer_taken_back_names_who_and_when",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_group_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.problem} {self.state}"


class MemberAnswer(models.Model):
    """What one member got of it, and who looked at that member first."""

    answer = models.ForeignKey(GroupAnswer, models.PROTECT, related_name="shares")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="answers")
    state = models.CharField(max_length=20, choices=ShareState.choices())
    text = models.TextField()
    """As it was answered, or told."""
    looked_at = models.DateTimeField()
    looked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    """The answer in the entry's own history; NULL for who was only told."""
    taken_back = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    """The event that took it back."""

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["answer", "membership"], name="one_answer_for_each_member"
            ),
            models.CheckConstraint(
                condition=Q(state="told", event__isnull=True)
                | (~Q(state="told") & Q(event__isnull=False)),
                name="an_answer_given_is_an_event_of_the_entry",
            ),
            models.CheckConstraint(
                condition=Q(state="taken_back", taken_back__isnull=False)
                | (~Q(state="taken_back") & Q(taken_back__isnull=True)),
                name="an_answer_taken_back_is_an_event_of_the_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} {self.state}"
