"""A common problem (共性问题), its members, what people decided about it and its history."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from taizhang.engine.codes import Category
from taizhang.ledger.models import Entry
from taizhang.matching.codes import ProblemState, Verdict
from taizhang.roster.models import Person, Unit


class CommonProblem(models.Model):
    """What many enterprises share: solved once, answered to each."""

    number = models.CharField(max_length=32, unique=True)
    sentence = models.CharField(max_length=200)
    """What it is, in one sentence."""
    category = models.CharField(max_length=20, blank=True, choices=Category.choices())
    words = models.JSONField(default=list, blank=True)
    """The words that joined its first members."""
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20, choices=ProblemState.choices(), default=ProblemState.OPEN, db_index=True
    )
    aim = models.TextField(blank=True)
    """What its plan wants to reach."""
    remedy = models.TextField(blank=True)
    """What was done for all of them."""
    remedy_on = models.DateField(null=True, blank=True)
    """Since when it works: arrivals are compared before and after this day."""
    result = models.TextField(blank=True)
    opened_at = models.DateTimeField(db_index=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    """How many events it has; a form carries the version it was made from."""

    class Meta:
        ordering: ClassVar = ["-opened_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", finished_at__isnull=True, finished_by__isnull=True)
                | Q(state="finished", finished_at__isnull=False, finished_by__isnull=False),
                name="a_finished_problem_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="finished") | ~Q(result=""),
                name="a_finished_problem_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=Q(remedy="", remedy_on__isnull=True)
                | (~Q(remedy="") & Q(remedy_on__isnull=False)),
                name="a_remedy_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(sentence=""), name="a_common_problem_is_said_in_a_sentence"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def year(self) -> int:
        """The year of its number: GX-2026-0001."""
        return int(self.number.split("-")[1])

    @property
    def is_open(self) -> bool:
        """Whether it is worked on."""
        return self.state == ProblemState.OPEN


class ProblemNumbering(models.Model):
    """The book of a year: the last number given, and the head of the chain of its events."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
    events = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=68, blank=True)
    """Hash of the newest event of a problem with a number of this year."""

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Membership(models.Model):
    """An entry that belongs to a common problem, for as long as nobody unlinked it.

    The entry stays a matter of its own: its requesters, clocks and reply are the ledger's.
    """

    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="memberships")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.TextField()
    unlinked_at = models.DateTimeField(null=True, blank=True)
    unlinked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    why_not = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(unlinked_at__isnull=True),
                name="an_entry_is_of_one_problem_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(unlinked_at__isnull=True, unlinked_by__isnull=True, why_not="")
                | (Q(unlinked_at__isnull=False, unlinked_by__isnull=False) & ~Q(why_not="")),
                name="an_unlinked_member_names_who_when_and_why",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_member_is_linked_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.problem} ← {self.entry}"


class Decision(models.Model):
    """What a person decided; it binds whatever is proposed later. Never changed, never deleted.

    About an entry and a common problem, or about two entries. The newest one holds.
    """

    verdict = models.CharField(max_length=20, choices=Verdict.choices())
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    problem = models.ForeignKey(
        CommonProblem, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    other = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=50)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(problem__isnull=False, other__isnull=True)
                | Q(problem__isnull=True, other__isnull=False),
                name="a_decision_is_about_a_problem_or_another_entry",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | Q(entry__lt=F("other")),
                name="a_decision_about_two_entries_has_one_order",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_decision_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.verdict} {self.problem or self.other}"


class ProblemEvent(models.Model):
    """Something that happened to a common problem. Never changed, never deleted."""

    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    """Place in its history, from 1 without gaps."""
    act = models.CharField(max_length=20)
    """One of `ProblemAct`; the services hold it to them, so that a new act is no migration."""
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=50)
    by_unit = models.CharField(max_length=100, blank=True)
    """Names as they were."""
    body = models.TextField(default="{}")
    """What the act said, as the canonical JSON that was hashed."""
    book = models.ForeignKey(ProblemNumbering, models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField()
    """Place in the chain of its book, from 1 without gaps."""
    previous = models.CharField(max_length=68, blank=True)
    hash = models.CharField(max_length=68, unique=True)

    class Meta:
        ordering: ClassVar = ["problem", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem", "version"], name="one_history_per_common_problem"
            ),
            models.UniqueConstraint(
                fields=["book", "sequence"], name="one_chain_of_problems_per_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem} #{self.version} {self.act}"

    @cached_property
    def payload(self) -> dict[str, Any]:
        """What the act said: numbers of entries, names, days in ISO form."""
        said: dict[str, Any] = json.loads(self.body)
        return said
