"""What the nightly run finds: entries that may share a problem, and where each entry belongs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from taizhang.engine.codes import Category
from taizhang.ledger.models import Entry
from taizhang.matching.models.problems import CommonProblem


class Candidate(models.Model):
    """Open entries of several enterprises that say much the same; it keeps its identity.

    Either a problem that nobody opened yet, or entries that may belong to one that is open.
    """

    title = models.CharField(max_length=200)
    """What most of its entries are called."""
    category = models.CharField(max_length=20, blank=True, choices=Category.choices())
    words = models.JSONField(default=list, blank=True)
    """The words that join them."""
    alike = models.JSONField(default=list, blank=True)
    """Pairs of numbers of entries that vectors joined, not words; one of each pair is proposed."""
    problem = models.ForeignKey(
        CommonProblem, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """To which the proposed entries may belong."""
    first_found_at = models.DateTimeField()
    found_at = models.DateTimeField()
    """When the newest run still found it."""
    is_current = models.BooleanField(default=True, db_index=True)

    class Meta:
        ordering: ClassVar = ["-found_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(found_at__gte=models.F("first_found_at")),
                name="a_candidate_is_found_forward",
            )
        ]

    def __str__(self) -> str:
        return self.title


class CandidateEntry(models.Model):
    """An entry that a candidate proposes."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="proposed")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["entry_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "entry"], name="entry_once_per_candidate")
        ]

    def __str__(self) -> str:
        return f"{self.candidate} ← {self.entry}"


class Placement(models.Model):
    """Where the newest run put an entry: with which others, and what it needs."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="+")
    group = models.CharField(max_length=32, db_index=True)
    """The number of the earliest entry that says much the same; its own where none does."""
    need = models.CharField(max_length=60, blank=True, db_index=True)
    """What it needs, as the engine names it; empty where no known word says it."""

    def __str__(self) -> str:
        return f"{self.entry} → {self.group}"


class Run(models.Model):
    """The newest full run: what placing one more entry starts from. Only one is kept."""

    made_at = models.DateTimeField(unique=True)
    entries = models.PositiveIntegerField()
    newest = models.BigIntegerField(default=0)
    """The key of the newest entry that it knew."""
    state = models.BinaryField()
    """Its index, without a text in it."""

    def __str__(self) -> str:
        return f"{self.made_at:%F %T}"


class Night(models.Model):
    """What is done once a day: whoever writes the row does it."""

    day = models.DateField(unique=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.day}"
