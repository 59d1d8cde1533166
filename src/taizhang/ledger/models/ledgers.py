"""Ledgers (台账) and campaigns: what kinds of matter there are, and by which rules they run."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from taizhang.engine.codes import Approver, LedgerKind, Right, Role
from taizhang.engine.deadlines import TimeUnit
from taizhang.engine.escalation import MOST_COUNTED, Ground
from taizhang.engine.moves import Level
from taizhang.roster.models import Person, Unit


class Campaign(models.Model):
    """A campaign (活动) groups ledgers, units and slogans for a time; its entries outlive it."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    units = models.ManyToManyField(Unit, related_name="+", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When its report was drawn up; until then it runs, whatever the date."""
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    report = models.JSONField(default=dict, blank=True)
    """The figures as they stood when it ended."""
    edition = models.PositiveIntegerField(default=0)
    """How often it was changed; a form carries the edition it was made from."""
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.CharField(max_length=100, blank=True)
    """Name of who changed it last, as it was."""

    class Meta:
        ordering: ClassVar = ["-starts_on", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_campaign_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="an_ended_campaign_names_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignLine(models.Model):
    """One line of what a campaign is about: 七抓七防 are seven."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["campaign", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "position"], name="campaign_line_once")
        ]

    def __str__(self) -> str:
        return self.text


class Ledger(models.Model):
    """A ledger: what kind of matter it holds, how it numbers and which clocks it runs by."""

    code = models.CharField(max_length=20, unique=True)
    """Of the four built-in ones the value of `LedgerKind`."""
    kind = models.CharField(max_length=20, choices=LedgerKind.choices())
    """Which of the four it is or behaves like."""
    name = models.CharField(max_length=100, blank=True)
    """Empty for the built-in ones: their names are translated."""
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="ledgers"
    )
    is_open = models.BooleanField(default=True)
    """Whether new entries are taken."""
    prefix = models.CharField(max_length=8, unique=True)
    """Of its numbers: SQ for appeals in SQ-2026-0137."""
    preset = models.CharField(max_length=32)
    """The clocks, by code of `engine.deadlines.PRESETS`."""
    needs_triage = models.BooleanField()
    needs_call_back = models.BooleanField()
    needs_evidence = models.BooleanField()
    return_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    """How long a dispatch may be disputed; NULL is no limit."""
    return_unit = models.CharField(
        max_length=16, choices=TimeUnit.choices(), default=TimeUnit.WORKING_DAY
    )
    extensions = models.PositiveSmallIntegerField(default=1)
    """How often an entry may be extended."""
    extension_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many days one extension adds at most; NULL is no limit."""
    extension_by = models.CharField(
        max_length=20, choices=Approver.choices(), default=Approver.OFFICE_OR_LEADER
    )
    """Who decides on extensions; whose post is vacant leaves it to the campaign office."""
    extension_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The person by name, where it is one."""
    layout = models.JSONField(default=dict, blank=True)
    """The workbook it was made from: sheet, title rows, header, widths."""
    edition = models.PositiveIntegerField(default=0)
    """How often its columns or rules were changed; a form carries the one it was made from."""
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.CharField(max_length=100, blank=True)
    """Name of who changed them last, as it was."""
    events = models.PositiveBigIntegerField(default=0)
    """Length of its chain: the sequence number of its newest event."""
    head = models.CharField(max_length=68, blank=True)
    """Hash of its newest event."""

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(code__in=[kind.value for kind in LedgerKind]) | ~Q(name=""),
                name="a_ledger_of_our_own_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(extension_by="person", extension_person__isnull=False)
                | (~Q(extension_by="person") & Q(extension_person__isnull=True)),
                name="a_person_who_decides_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class LedgerRight(models.Model):
    """One role or unit to which a right on a ledger is narrowed; without any it is as usual."""

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="rights")
    right = models.CharField(max_length=10, choices=Right.choices())
    role = models.CharField(max_length=20, blank=True, choices=Role.choices())
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["ledger", "right", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(role="") & Q(unit__isnull=False))
                | (~Q(role="") & Q(unit__isnull=True)),
                name="a_right_names_a_role_or_a_unit",
            ),
            models.UniqueConstraint(
                fields=["ledger", "right", "role", "unit"], name="right_once_per_ledger"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ledger} {self.right}: {self.role or self.unit}"


class RaisingRule(models.Model):
    """A ledger's own rule of raising (提级); without any it has those of its clocks."""

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="raising_rules")
    ground = models.CharField(max_length=20, choices=Ground.choices())
    count = models.PositiveSmallIntegerField()
    """From so many days, dispatches or departments on."""
    level = models.CharField(max_length=10, choices=Level.choices())
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["ledger", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ledger", "ground", "level"], name="one_rule_for_a_reason_and_a_level"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=MOST_COUNTED), name="a_rule_counts_something"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["office", "leader", "joint", "zone"]),
                name="a_rule_raises_above_the_unit",
            ),
            models.CheckConstraint(
                condition=Q(ground__in=[ground.value for ground in Ground]),
                name="a_rule_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ledger}: {self.ground} {self.count} → {self.level}"


class Column(models.Model):
    """A column of a ledger's workbook: one of the entry's own facts, or a value beside them."""

    class Type(models.TextChoices):
        TEXT = "text", "Text"
        LONG_TEXT = "long_text", "Long text"
        NUMBER = "number", "Number"
        DATE = "date", "Date"
        CHOICE = "choice", "Choice"
        YES_NO = "yes_no", "Yes or no"

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="columns")
    key = models.CharField(max_length=40)
    """Under which its values stand in `Entry.values`; never changes."""
    name = models.CharField(max_length=100)
    """The header, as the office writes it."""
    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=10, choices=Type.choices, default=Type.TEXT)
    choices = models.JSONField(default=list, blank=True)
    known_as = models.CharField(max_length=40, blank=True)
    """Which fact of the entry the column shows; empty for a value of its own."""
    is_required = models.BooleanField(default=False)
    is_retired = models.BooleanField(default=False)
    """No longer asked for; its values stay."""

    class Meta:
        ordering: ClassVar = ["ledger", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger", "key"], name="column_key_once_per_ledger")
        ]

    def __str__(self) -> str:
        return self.name


class Workbook(models.Model):
    """The office's own form of a ledger, as it was uploaded; once the ledger is open, without rows.

    Kept in the database: a ledger and its form are backed up, and shared by machines, together.
    """

    ledger = models.OneToOneField(
        Ledger, models.CASCADE, null=True, blank=True, related_name="workbook"
    )
    """Empty until the ledger is opened from it."""
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    """Of the file as it was uploaded."""
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class Numbering(models.Model):
    """The last number given in a ledger and year."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger", "year"], name="one_numbering_per_year")
        ]

    def __str__(self) -> str:
        return f"{self.ledger} {self.year}: {self.last}"
