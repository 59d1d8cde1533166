"""Workbooks of units that are put together on the screen, and what a person decided about them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy as _c

from taizhang.engine.consolidating.deciding import Answer, Kind
from taizhang.intake.long_work import LongWork
from taizhang.ledger.models import Ledger
from taizhang.roster.models import Person


class Consolidation(LongWork):
    """Workbooks of many units put together into one; the steps of the work are its files."""

    class Status(models.TextChoices):
        WORKING = "working", _c("consolidation", "Being put together")
        DONE = "done", _c("consolidation", "Put together")
        CANCELLED = "cancelled", _c("consolidation", "Stopped by hand")
        FAILED = "failed", _c("consolidation", "Stopped")

    name = models.CharField(max_length=200)
    ledger = models.ForeignKey(Ledger, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose form the result has; NULL for that of the first workbook."""
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    """Last time's, which it is compared with."""
    expected = models.JSONField(default=list, blank=True)
    """Names of the units that should report."""
    fixed = models.JSONField(null=True, blank=True)
    """By name of a column that came in, the form's column; empty for one that is left out.

    NULL until it is put together: then what was fixed for the same form last time stands here.
    """
    form = models.CharField(max_length=64, blank=True, db_index=True)
    """The same for every result with these sheets and headings: its columns are remembered."""
    columns = models.JSONField(default=list, blank=True)
    """Names of the form's columns."""
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WORKING)
    account = models.JSONField(default=dict, blank=True)
    """What became of every row (`engine.consolidating.report`), units counted, what to look at."""
    result_as = models.CharField(max_length=100, blank=True)
    """File name of the result inside the upload folder."""
    made_at = models.DateTimeField(null=True, blank=True)
    is_behind = models.BooleanField(default=False)
    """Whether files, columns or decisions changed since the result was made."""
    created_at = models.DateTimeField(db_index=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cancelled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(failure=""),
                name="a_stopped_consolidation_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | (Q(made_at__isnull=False) & ~Q(result_as="")),
                name="a_finished_consolidation_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="consolidation_done_is_part_of_the_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ConsolidationFile(models.Model):
    """A workbook that came in, in the order in which they are read."""

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    is_left_out = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["consolidation", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consolidation", "position"], name="consolidation_file_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Conflict(models.Model):
    """A contradiction or doubt of a result: what each side says, and where."""

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="conflicts")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Kind])
    key = models.CharField(max_length=64, db_index=True)
    """Of its content: the same question next month has the same."""
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.TextField(blank=True)
    """Where it stands in the result."""
    about = models.TextField(blank=True)
    reason = models.JSONField(default=list)
    """[message, fields], then those of a detail."""
    sides = models.JSONField(default=list)
    """[value, unit, file, sheet, cell] of each side."""
    options = models.JSONField(default=list)
    """What can be taken."""

    class Meta:
        ordering: ClassVar = ["consolidation", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consolidation", "position"], name="conflict_once")
        ]

    def __str__(self) -> str:
        return self.about or self.key[:8]


class ConflictDecision(models.Model):
    """What a person said to a question; the newest of its key counts, none is changed."""

    key = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Kind])
    answer = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Answer], blank=True
    )
    """Empty: taken back, the question is open again."""
    value = models.TextField(blank=True)
    consolidation = models.ForeignKey(Consolidation, models.PROTECT, related_name="+")
    """In which it was decided."""
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(answer__in=["take", "own"]) | ~Q(value=""),
                name="a_decision_says_what_counts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.value}".strip()
