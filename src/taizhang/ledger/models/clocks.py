"""The clocks that entries run by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from taizhang.ledger.models.entries import Entry
from taizhang.roster.models import Unit


class Clock(models.Model):
    """One milestone of an entry: 1 day, 3 days, 7 days, 1 month."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="clocks")
    name = models.CharField(max_length=20)
    """As in the preset: forward, report, resolve, complex."""
    started_on = models.DateField()
    started_at = models.DateTimeField()
    due = models.DateField()
    rule = models.CharField(max_length=40, blank=True)
    """Preset and version by which it was counted: p13710/1."""
    met_on = models.DateField(null=True, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    """Since when it stands still; NULL while it runs."""
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The co-unit whose own clock it is; NULL for the entry's."""
    warn_on = models.DateField(null=True, blank=True)
    """From this day on a co-unit's date counts as near."""

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "name"], condition=Q(unit=None), name="clock_once_per_entry"
            ),
            models.UniqueConstraint(fields=["entry", "unit", "name"], name="clock_once_per_unit"),
            models.CheckConstraint(
                condition=Q(due__gte=F("started_on")), name="clock_runs_forward"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due"], condition=Q(met_on__isnull=True), name="clock_running"),
            # Few among all: which co-units are late or near.
            models.Index(
                fields=["due", "entry"],
                condition=Q(met_on__isnull=True, unit__isnull=False),
                name="clock_of_co_unit_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.name} {self.due}"
