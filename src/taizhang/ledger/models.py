"""台账: entries, what happened to them, and the clocks they run by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from taizhang.engine.codes import Category, LedgerKind, Satisfaction, Scope
from taizhang.engine.lifecycle import Move, State
from taizhang.intake.models import Activity, Draft
from taizhang.roster.models import Enterprise, Person, Unit


class Ledger(models.Model):
    """A ledger: what kind of matter it holds, how it numbers and which clocks it runs by."""

    code = models.CharField(max_length=20, unique=True, choices=LedgerKind.choices())
    prefix = models.CharField(max_length=8, unique=True)
    """Of its numbers: SQ for appeals in SQ-2026-0137."""
    preset = models.CharField(max_length=32)
    """The clocks, by code of `engine.deadlines.PRESETS`."""
    needs_triage = models.BooleanField()
    needs_call_back = models.BooleanField()
    needs_evidence = models.BooleanField()
    events = models.PositiveBigIntegerField(default=0)
    """Length of its chain: the sequence number of its newest event."""
    head = models.CharField(max_length=64, blank=True)
    """Hash of its newest event."""

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.code


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


class Entry(models.Model):
    """One matter. Every column below `events` is what its events add up to."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="entries")
    number = models.CharField(max_length=32, unique=True)
    draft = models.OneToOneField(Draft, models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField(db_index=True)
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)
    """How many events it has; a form carries the version it was made from."""
    changed_at = models.DateTimeField(db_index=True)

    # What its events add up to: written by transitions.py alone.
    state = models.CharField(max_length=20, choices=State.choices(), db_index=True)
    back_to = models.CharField(max_length=20, blank=True, choices=State.choices())
    """Where a refused request or the end of parking leads back to."""
    title = models.CharField(max_length=200)
    text = models.TextField()
    quote = models.TextField(blank=True)
    category = models.CharField(max_length=20, blank=True, choices=Category.choices())
    scope = models.CharField(max_length=20, blank=True, choices=Scope.choices())
    due_text = models.CharField(max_length=100, blank=True)
    promise = models.TextField(blank=True)
    """What was answered on the spot: a commitment."""
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    in_charge = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """The person in charge (责任人)."""
    watcher = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who keeps an eye on it (盯办): neither lead nor in charge."""
    dispatch_count = models.PositiveSmallIntegerField(default=0)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    due = models.DateField(null=True, blank=True, db_index=True)
    original_due = models.DateField(null=True, blank=True)
    asked_due = models.DateField(null=True, blank=True)
    """The date an undecided extension asks for."""
    warn_on = models.DateField(null=True, blank=True)
    """From this day on the due date counts as near (blue)."""
    review_on = models.DateField(null=True, blank=True)
    """When a parked entry comes back."""
    reply = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.PositiveIntegerField(default=0)
    """Files brought since it was last opened."""
    called_back_at = models.DateTimeField(null=True, blank=True)
    is_solved = models.BooleanField(null=True, blank=True)
    """What the requester says; NULL while nobody asked or nobody answered."""
    satisfaction = models.CharField(max_length=20, blank=True, choices=Satisfaction.choices())
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reopen_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-registered_at", "-id"]
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_entry_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="closed_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answer_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "called_back", "closed"])
                | (Q(answered_at__isnull=False) & ~Q(reply="")),
                name="nothing_closes_without_a_reply",
            ),
            models.CheckConstraint(
                condition=~Q(state="extension_requested") | Q(asked_due__isnull=False),
                name="an_extension_asks_for_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        "dispatched",
                        "acknowledged",
                        "in_progress",
                        "extension_requested",
                        "return_requested",
                        "parked",
                        "answered",
                        "called_back",
                        "closed",
                    ]
                )
                | Q(lead__isnull=False, dispatched_at__isnull=False),
                name="dispatched_work_has_a_lead_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state="parked") | Q(review_on__isnull=False),
                name="a_parked_entry_comes_back",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(original_due__isnull=False),
                name="the_original_due_is_kept",
            ),
            models.CheckConstraint(
                condition=Q(watcher__isnull=True)
                | Q(in_charge__isnull=True)
                | ~Q(watcher=F("in_charge")),
                name="the_watcher_is_not_in_charge",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ledger", "state", "due"], name="entry_by_state"),
            models.Index(fields=["lead", "state", "due"], name="entry_by_lead"),
        ]

    def __str__(self) -> str:
        return self.number


class Requester(models.Model):
    """An enterprise whose matter it is: each keeps its own rating."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="requesters")
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    """As it was when registered."""
    satisfaction = models.CharField(max_length=20, blank=True, choices=Satisfaction.choices())
    is_solved = models.BooleanField(null=True, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "name"], name="requester_once_per_entry")
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """What one unit was given in one dispatch."""

    class Part(models.TextChoices):
        LEAD = "lead", "Lead unit"
        CO_UNIT = "co_unit", "Co-unit"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices)
    dispatch = models.PositiveSmallIntegerField()
    """Which dispatch of the entry: 1, 2, …; only the newest one is in force."""
    dispatched_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    contribution = models.TextField(blank=True)
    contributed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["entry", "dispatch", "-part", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "dispatch", "unit"], name="unit_once_per_dispatch"
            ),
            models.UniqueConstraint(
                fields=["entry", "dispatch"], condition=Q(part="lead"), name="one_lead_per_dispatch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} → {self.unit}"


class Clock(models.Model):
    """One milestone of an entry: 1 day, 3 days, 7 days, 1 month."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="clocks")
    name = models.CharField(max_length=20)
    """As in the preset: forward, report, resolve, complex."""
    started_on = models.DateField()
    started_at = models.DateTimeField()
    due = models.DateField()
    met_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "name"], name="clock_once_per_entry"),
            models.CheckConstraint(
                condition=Q(due__gte=F("started_on")), name="clock_runs_forward"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due"], condition=Q(met_on__isnull=True), name="clock_running")
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.name} {self.due}"


class Event(models.Model):
    """Something that happened to an entry. Never changed, never deleted."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField()
    """Place in the ledger's chain, from 1 without gaps."""
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    """Place in the entry's own history, from 1 without gaps."""
    move = models.CharField(max_length=20, choices=Move.choices())
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=50)
    by_unit = models.CharField(max_length=100, blank=True)
    """Names as they were, whatever people and units are called later."""
    by_unit_code = models.CharField(max_length=32, blank=True)
    payload = models.JSONField(default=dict, blank=True)
    """What the move said: codes of units, people and enterprises, dates in ISO form."""
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["ledger", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger", "sequence"], name="one_chain_per_ledger"),
            models.UniqueConstraint(fields=["entry", "version"], name="one_history_per_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} #{self.version} {self.move}"


class Attachment(models.Model):
    """A file that an event brought: evidence, a photo, a reply on paper."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=100, unique=True)
    size = models.PositiveBigIntegerField()
    """Bytes."""
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class CalendarYear(models.Model):
    """Whether the State Council's notice for a year has been entered and checked."""

    year = models.PositiveSmallIntegerField(unique=True)
    confirmed = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday or a make-up workday."""

    day = models.DateField(unique=True)
    is_workday = models.BooleanField()
    name = models.CharField(max_length=50)
    """Which holiday it is, or is made up for."""

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
