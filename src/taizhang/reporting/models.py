"""The rows of reporting's own: issues that stay as they were issued."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from taizhang.intake.models import Activity
from taizhang.ledger.models import Ledger
from taizhang.reporting.kinds import BulletinKind
from taizhang.roster.models import Person, Unit


class Bulletin(models.Model):
    """A bulletin: drawn up from the ledger, edited by a person, once issued never changed."""

    kind = models.CharField(max_length=10, choices=BulletinKind.choices())
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    as_of = models.DateField()
    """The day on which its figures were counted."""
    ledger = models.ForeignKey(Ledger, models.PROTECT, null=True, blank=True, related_name="+")
    """What it is about; NULL for all ledgers."""
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The lead unit whose matters it is about; NULL for all."""
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    """Of a news brief: what took place."""
    blocks = models.JSONField(default=list)
    """What it says, in order: `bulletins.blocks`."""
    edition = models.PositiveIntegerField(default=0)
    """How often it was changed; a form carries the edition it was made from."""
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_by = models.CharField(max_length=100, blank=True)
    """Name of who changed it last, as it was."""
    issuer = models.CharField(max_length=100, blank=True)
    """The unit that issued it, by the name it had."""
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    """Of the issue (第N期): counted by kind and year."""
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    is_circulated = models.BooleanField(default=False)
    """Whether every official may read it, whatever they see of the ledgers."""

    class Meta:
        ordering: ClassVar = ["-drafted_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_bulletin_s_period_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(
                    issued_at__isnull=True,
                    issued_by__isnull=True,
                    year__isnull=True,
                    number__isnull=True,
                )
                | Q(
                    issued_at__isnull=False,
                    issued_by__isnull=False,
                    year__isnull=False,
                    number__isnull=False,
                ),
                name="an_issue_has_number_who_and_when",
            ),
            models.UniqueConstraint(fields=["kind", "year", "number"], name="issue_number_once"),
        ]

    def __str__(self) -> str:
        return self.title
