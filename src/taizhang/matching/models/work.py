"""What is done about a common problem: measures and tasks; and what it leads to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from taizhang.matching.models.problems import CommonProblem
from taizhang.roster.models import Person, Unit


class Measure(models.Model):
    """A measure (举措) of the plan."""

    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem", "position"], name="one_order_of_measures_per_problem"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_measure_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class Task(models.Model):
    """One fact for three lists: what (任务), whose duty (责任), by when (时限)."""

    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="tasks")
    text = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    """What was done, or why it was dropped."""
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="a_task_done_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(is_dropped=True) | (Q(done_at__isnull=True) & ~Q(note="")),
                name="a_dropped_task_was_not_done_and_says_why",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_task_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes it."""
        return self.done_at is None and not self.is_dropped


class Theme(models.Model):
    """The theme of a month (每月一题): what the zone takes on, chosen from the signals."""

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="themes")
    why = models.TextField()
    """The signals that spoke for it, as they were."""
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["year", "month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "month"], name="one_theme_a_month"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="a_theme_is_of_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d} {self.problem}"


class PolicyGap(models.Model):
    """A pattern for which there is no policy, with its evidence."""

    problem = models.OneToOneField(CommonProblem, models.PROTECT, related_name="policy_gap")
    sentence = models.CharField(max_length=200)
    """What no policy says."""
    evidence = models.JSONField(default=list)
    """Number and words of each entry that shows it, as they were."""
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-noted_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(sentence=""), name="a_policy_gap_is_said")
        ]

    def __str__(self) -> str:
        return self.sentence
