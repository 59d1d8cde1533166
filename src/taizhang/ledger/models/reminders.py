"""Who was reminded of which date. Beside the events: a reminder changes nothing of an entry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from taizhang.engine.deadlines import Signal
from taizhang.ledger.models.entries import Entry
from taizhang.roster.models import Person


class Reminder(models.Model):
    """The newest reminder of an entry to a person."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signal = models.CharField(max_length=10, choices=Signal.choices())
    due = models.DateField(null=True, blank=True)
    """The entry's due date when it was sent."""
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=50, blank=True)
    """Name of who reminded, as it was; empty when it happened by itself."""
    times = models.PositiveIntegerField(default=1)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-sent_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "person"], name="one_reminder_per_person")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["person"],
                condition=models.Q(acknowledged_at__isnull=True),
                name="reminder_unread",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry} → {self.person}"
