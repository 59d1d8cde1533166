"""The rows of reporting's own: issues and templates that stay as they were used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from taizhang.intake.models import Activity
from taizhang.ledger.models import Ledger
from taizhang.reporting.consolidation_models import (
    Conflict,
    ConflictDecision,
    Consolidation,
    ConsolidationFile,
)
from taizhang.reporting.kinds import BulletinKind, PaperFor
from taizhang.roster.models import Person, Unit

__all__ = [
    "Bulletin",
    "Conflict",
    "ConflictDecision",
    "Consolidation",
    "ConsolidationFile",
    "OfficeTemplate",
    "TemplateVersion",
]


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


class OfficeTemplate(models.Model):
    """A form of the office's own (模板), through all its versions."""

    name = models.CharField(max_length=100, unique=True)
    paper = models.CharField(max_length=10, choices=PaperFor.choices())
    """What it is filled with."""
    ledger = models.ForeignKey(Ledger, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose columns it may use and whose matters it is for; NULL for those of every ledger."""
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(paper__in=[one.value for one in PaperFor]),
                name="a_template_is_for_a_paper_there_is",
            ),
            models.CheckConstraint(
                condition=~Q(paper=PaperFor.VISIT.value) | Q(ledger__isnull=True),
                name="a_visit_s_template_is_of_no_ledger",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """One file of a template. Once in use it stays: a paper of last year can be looked at again."""

    template = models.ForeignKey(OfficeTemplate, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4)
    """`docx` or `xlsx`, by the file's content."""
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    is_fit = models.BooleanField()
    """Whether every field was known and every place understood when it came in."""
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    activated_at = models.DateTimeField(null=True, blank=True)
    """When it was last put into use."""
    activated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_in_use = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["template", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["template"], condition=Q(is_in_use=True), name="one_version_in_use"
            ),
            models.CheckConstraint(
                condition=Q(activated_at__isnull=True, activated_by__isnull=True)
                | Q(activated_at__isnull=False, activated_by__isnull=False),
                name="a_version_put_into_use_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(is_in_use=False) | Q(is_fit=True, activated_at__isnull=False),
                name="only_a_fit_version_is_in_use",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["docx", "xlsx"]), name="a_template_is_a_document_or_workbook"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"
