"""座谈: a symposium while it is held: who sits at the table, who said what.

The minutes are a document like any other; what is said becomes its text and its drafts at once.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from taizhang.intake.models import Activity, Document, Draft
from taizhang.roster.models import Enterprise, Person, Unit


class Symposium(models.Model):
    """One symposium, from its empty table to its minutes."""

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    """Its minutes; written anew with every remark until the symposium is closed."""
    chair = models.CharField(max_length=100, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-activity__held_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_symposium_names_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Seat(models.Model):
    """An enterprise at the table; by name alone when the roster does not know it."""

    symposium = models.ForeignKey(Symposium, models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField()
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["symposium", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["symposium", "name"], name="seated_once_by_name"),
            models.UniqueConstraint(fields=["symposium", "position"], name="one_seat_at_a_place"),
        ]

    def __str__(self) -> str:
        if self.enterprise and self.enterprise.short_name:
            return self.enterprise.short_name
        return self.name


class Remark(models.Model):
    """What somebody said; what it raises or promises is a draft of the minutes."""

    class Kind(models.TextChoices):
        RAISED = "raised", pgettext_lazy("symposium", "raises")
        ANSWERED = "answered", pgettext_lazy("symposium", "answers")
        NOTED = "noted", pgettext_lazy("symposium", "note")

    symposium = models.ForeignKey(Symposium, models.CASCADE, related_name="remarks")
    key = models.CharField(max_length=40)
    """Made by the browser before the words are sent: what arrives twice is noted once."""
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    speaker = models.CharField(max_length=100, blank=True)
    """Who else spoke, as typed: the leader who answers, a unit, a guest."""
    text = models.TextField()
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """Who is to do what an answer promises."""
    due_text = models.CharField(max_length=100, blank=True)
    due = models.DateField(null=True, blank=True)
    draft = models.OneToOneField(Draft, models.PROTECT, null=True, blank=True, related_name="+")
    is_struck = models.BooleanField(default=False)
    """Left out of the minutes; kept here."""
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["symposium", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["symposium", "key"], name="a_remark_is_noted_once"),
            models.UniqueConstraint(fields=["symposium", "position"], name="remarks_have_an_order"),
            models.CheckConstraint(condition=~Q(text=""), name="a_remark_has_words"),
            models.CheckConstraint(
                condition=~Q(kind="raised") | Q(seat__isnull=False),
                name="what_is_raised_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(kind="answered")
                | Q(answers__isnull=True, unit__isnull=True, due__isnull=True, due_text=""),
                name="only_an_answer_promises",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
