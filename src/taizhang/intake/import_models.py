"""A workbook whose rows go to a ledger: drafts until a person confirms them.

The ledger is named by its code: who keeps entries comes later and knows what was brought, not the
other way round.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy as _c

from taizhang.intake.long_work import LongWork
from taizhang.roster.models import Person


class Import(LongWork):
    """One file on its way into one ledger; the steps of the work are its rows."""

    class Status(models.TextChoices):
        READING = "reading", _c("import", "Being read")
        MAPPING = "mapping", _c("import", "Columns to be confirmed")
        PLANNING = "planning", _c("import", "Being compared")
        PLANNED = "planned", _c("import", "To be confirmed")
        APPLYING = "applying", _c("import", "Being written")
        DONE = "done", _c("import", "Done")
        CANCELLED = "cancelled", _c("import", "Cancelled")
        FAILED = "failed", _c("import", "Stopped")

    name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=100)
    """File name inside the upload folder."""
    file_sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=10, blank=True)
    """xlsx, xls or csv."""
    ledger = models.CharField(max_length=20, db_index=True)
    """Code of the ledger that its rows go to."""
    tables = models.JSONField(default=list, blank=True)
    """What was found on its sheets (`intake.importing.tables`)."""
    remarks = models.JSONField(default=list, blank=True)
    """[sheet, message, fields]: what a person should know of the file."""
    form = models.CharField(max_length=64, blank=True, db_index=True)
    """The same for every file with these sheets and headings: its mapping is remembered."""
    mapping = models.JSONField(default=dict, blank=True)
    """By table, by column, the key of what the column holds; empty for what is left out."""
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.READING)
    received_at = models.DateTimeField(db_index=True)
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """In whose name its rows are written."""
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-received_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="a_confirmed_import_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["applying", "done"]) | Q(confirmed_at__isnull=False),
                name="nothing_is_imported_unconfirmed",
            ),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(failure=""), name="a_stopped_import_says_why"
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="import_done_is_part_of_the_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One row of the file that holds anything: what it would do, and what it did."""

    class Outcome(models.TextChoices):
        NEW = "new", _c("row", "New")
        UPDATE = "update", _c("row", "Changed")
        UNCHANGED = "unchanged", _c("row", "Unchanged")
        CONFLICT = "conflict", _c("row", "Conflict")
        REFUSED = "refused", _c("row", "Refused")
        NO_DATA = "no_data", _c("row", "No data")

    source = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    """Place in the file, over all its sheets."""
    table = models.PositiveSmallIntegerField()
    """Which of the import's tables it stands in."""
    row = models.PositiveIntegerField()
    """As a person counts it in the sheet, from 1."""
    kind = models.CharField(max_length=10, blank=True)
    """Of a row that is no data: a group's name, a total, an example, a note."""
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    number = models.CharField(max_length=32, blank=True)
    """Of the entry that it names or became."""
    version = models.PositiveIntegerField(null=True, blank=True)
    """Which version of the entry the file was exported from."""
    seen = models.PositiveIntegerField(null=True, blank=True)
    """Which version of the entry it was compared with."""
    values = models.JSONField(default=dict, blank=True)
    """What it says, by key."""
    differences = models.JSONField(default=list, blank=True)
    """[key, old, new, side, whether it is held] of each cell in which file and ledger differ."""
    has_held = models.BooleanField(default=False)
    """Whether cells of it stay as the ledger has them."""
    refusal = models.CharField(max_length=50, blank=True)
    refusal_fields = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    """Of what it says: the same row brought again makes no second entry."""
    decisions = models.JSONField(default=dict, blank=True)
    """By key of a disputed cell, whether the file or the ledger is right."""
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["source", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "position"], name="import_row_once"),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(refusal=""), name="a_refused_row_says_why"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_row_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | ~Q(number=""),
                name="an_applied_row_names_its_entry",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["source", "outcome", "position"], name="import_row_outcome"),
            # The same row in an earlier file; rows that are still drafts are not asked for.
            models.Index(
                fields=["fingerprint"],
                condition=Q(applied_at__isnull=False),
                name="import_row_applied",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.row}"
