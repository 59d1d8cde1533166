"""Entries, whose they are, who was given them, and the clocks they run by.

Every column below `version` is what the events of an entry add up to (`engine.facts`): the tables
are there to be searched and counted, `taizhang rebuild` makes them anew out of the events.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from taizhang.engine.codes import Category, Satisfaction, Scope
from taizhang.engine.moves import Level, Move, Part, State
from taizhang.engine.requirements import ParkKind
from taizhang.intake.models import Activity, Draft
from taizhang.ledger.models.ledgers import Ledger
from taizhang.roster.models import Enterprise, Person, Unit


def _of_days(column: str, name: str) -> models.Index:
    """A window of days is read out of it (queries.orders).

    Those that are missing are not in it: many are, and SQLite would look there for them first.
    """
    return models.Index(fields=[column], condition=Q((f"{column}__isnull", False)), name=name)


class Entry(models.Model):
    """One matter. Every column below `events` is what its events add up to."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="entries", db_index=False)
    number = models.CharField(max_length=32, unique=True)
    draft = models.OneToOneField(Draft, models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)
    """How many events it has; a form carries the version it was made from."""
    changed_at = models.DateTimeField()

    last_move = models.CharField(max_length=20, choices=Move.choices(), blank=True)
    last_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    # What its events add up to: written by transitions.py alone.
    state = models.CharField(max_length=20, choices=State.choices())
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
    values = models.JSONField(default=dict, blank=True)
    """Values of the ledger's own columns, by key."""
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    first_receiver = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The unit that was given it first (首接)."""
    accountable = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """The accountable leader (责任领导)."""
    in_charge = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    """The person in charge (责任人)."""
    watcher = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who keeps an eye on it (盯办): neither lead nor in charge."""
    dispatch_count = models.PositiveSmallIntegerField(default=0)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    return_by = models.DateTimeField(null=True, blank=True)
    """Until when the lead unit may ask to return it."""
    designated = models.BooleanField(default=False)
    """The lead unit was designated after a dispute."""
    is_broadcast = models.BooleanField(default=False)
    """Many units answer it, each for itself."""
    due = models.DateField(null=True, blank=True)
    original_due = models.DateField(null=True, blank=True)
    asked_due = models.DateField(null=True, blank=True)
    """The date an undecided extension asks for."""
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    """Who asks for it."""
    extension_count = models.PositiveSmallIntegerField(default=0)
    warn_on = models.DateField(null=True, blank=True)
    """From this day on the due date counts as near (blue)."""
    review_on = models.DateField(null=True, blank=True)
    """When a parked entry comes back."""
    park_kind = models.CharField(max_length=20, blank=True, choices=ParkKind.choices())
    """Why it was last parked."""
    level = models.CharField(max_length=10, blank=True, choices=Level.choices())
    """How high it has been raised."""
    visit_on = models.DateField(null=True, blank=True)
    visitor = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reply = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    worked_by = models.TextField(blank=True, default="", db_default="")
    """Codes of those who reported progress or answered for a co-unit, each between line ends."""
    on_time = models.BooleanField(null=True, blank=True)
    """Whether it was answered by its due date; NULL while it is not answered, or has none."""
    evidence = models.PositiveIntegerField(default=0)
    """Files brought since it was last opened."""
    called_back_at = models.DateTimeField(null=True, blank=True)
    called_back_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who last asked the requester."""
    is_solved = models.BooleanField(null=True, blank=True)
    """What the requester says; NULL while nobody asked or nobody answered."""
    satisfaction = models.CharField(max_length=20, blank=True, choices=Satisfaction.choices())
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reopen_count = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )

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
            models.CheckConstraint(
                condition=Q(watcher__isnull=True)
                | Q(accountable__isnull=True)
                | ~Q(watcher=F("accountable")),
                name="the_watcher_is_not_accountable",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="merged_says_into_what",
            ),
            models.CheckConstraint(
                condition=Q(visit_on__isnull=True, visitor__isnull=True)
                | Q(visit_on__isnull=False, visitor__isnull=False),
                name="a_visit_has_a_day_and_a_visitor",
            ),
        ]
        # No column that one of these begins with has an index of its own: it would be written with
        # every act, and a planner takes the narrow one where the wide one answers by itself.
        indexes: ClassVar = [
            models.Index(fields=["ledger", "state", "due"], name="entry_by_state"),
            models.Index(fields=["lead", "state", "due"], name="entry_by_lead"),
            # Orders of a list (queries.orders), each to be walked from any row.
            models.Index(fields=["registered_at", "id"], name="entry_registered"),
            models.Index(fields=["ledger", "registered_at", "id"], name="entry_of_ledger"),
            models.Index(fields=["ledger", "id"], name="entry_numbered"),
            models.Index(fields=["due", "id"], name="entry_due"),
            models.Index(fields=["changed_at", "id"], name="entry_changed"),
            models.Index(fields=["closed_at", "id"], name="entry_closed"),
            models.Index(fields=["state", "registered_at", "id"], name="entry_in_state"),
            models.Index(fields=["category", "registered_at", "id"], name="entry_in_category"),
            models.Index(fields=["lead", "registered_at", "id"], name="entry_of_lead"),
            models.Index(fields=["in_charge", "registered_at", "id"], name="entry_in_charge"),
            models.Index(fields=["state", "due", "id"], name="entry_waiting"),
            models.Index(fields=["in_charge", "state"], name="entry_at_work"),
            # Who sees it (access.scopes), counted without a look at the rows themselves: in SQLite
            # the key stands in every index.
            models.Index(
                fields=["ledger", "state", "watcher", "in_charge", "accountable", "lead"],
                include=["id"],
                name="entry_seen",
            ),
            # Nearly all are NULL: of an index of them all SQLite believes that one value fills it.
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="entry_merged"
            ),
            # Filters of which few rows may be true.
            models.Index(fields=["scope"], name="entry_scope"),
            models.Index(fields=["level"], name="entry_level"),
            models.Index(fields=["is_broadcast"], name="entry_broadcast"),
            models.Index(fields=["reopen_count"], name="entry_reopened"),
            models.Index(fields=["on_time"], name="entry_on_time"),
            models.Index(fields=["is_solved"], name="entry_solved"),
            models.Index(fields=["satisfaction"], name="entry_satisfaction"),
            models.Index(fields=["dispatched_at"], name="entry_dispatched"),
            models.Index(fields=["dispatch_count"], name="entry_dispatch_count"),
            models.Index(fields=["extension_count"], name="entry_extended"),
            models.Index(fields=["designated"], name="entry_designated"),
            models.Index(fields=["evidence"], name="entry_evidence"),
            _of_days("original_due", "entry_first_due"),
            _of_days("answered_at", "entry_answered"),
            _of_days("called_back_at", "entry_called_back"),
            _of_days("review_on", "entry_parked_until"),
            _of_days("visit_on", "entry_to_be_visited"),
            models.Index(fields=["id"], condition=~Q(promise=""), name="entry_promised"),
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

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices())
    dispatch = models.PositiveSmallIntegerField()
    """Which dispatch of the entry: 1, 2, …; only the newest one is in force."""
    is_in_force = models.BooleanField(default=True)
    """Whether it is of the newest: lists ask for it without looking at each entry."""
    dispatched_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    """The co-unit's own date; the lead's is the entry's."""
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    contribution = models.TextField(blank=True)
    contributed_at = models.DateTimeField(null=True, blank=True)
    asked_due = models.DateField(null=True, blank=True)
    """The later date of its own that a co-unit asks for."""
    original_due = models.DateField(null=True, blank=True)
    """Its date before it was given more time for the first time."""
    extension_count = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who asks for it."""

    class Meta:
        ordering: ClassVar = ["entry", "dispatch", "-part", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "dispatch", "unit"], name="unit_once_per_dispatch"
            ),
            models.UniqueConstraint(
                fields=["entry", "dispatch"], condition=Q(part="lead"), name="one_lead_per_dispatch"
            ),
            models.CheckConstraint(
                condition=Q(asked_due__isnull=True, asked_by__isnull=True)
                | Q(asked_due__isnull=False, asked_by__isnull=False),
                name="a_co_unit_s_request_says_who_and_until_when",
            ),
            models.CheckConstraint(
                condition=Q(extension_count=0) | Q(original_due__isnull=False),
                name="an_extended_co_unit_keeps_its_first_date",
            ),
        ]
        indexes: ClassVar = [
            # What a unit leads or assists today, answered out of the index alone.
            models.Index(fields=["unit", "is_in_force", "part", "entry"], name="assignment_now"),
            # Whether it does, asked of one entry after the other.
            models.Index(
                fields=["entry", "unit"], condition=Q(is_in_force=True), name="assignment_in_force"
            ),
            # What it still owes: asked for on every page.
            models.Index(
                fields=["unit", "part", "entry"],
                condition=Q(is_in_force=True, contributed_at__isnull=True),
                name="assignment_owed",
            ),
            models.Index(
                fields=["entry"],
                condition=Q(asked_due__isnull=False),
                name="assignment_asking",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} → {self.unit}"

    @property
    def assists(self) -> bool:
        """Whether its unit is a co-unit of the newest dispatch."""
        return self.is_in_force and self.part == Part.CO_UNIT


class Listing(models.Model):
    """Another ledger on which an entry stands, under a number of that ledger."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="listings")
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    number = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "ledger"], name="entry_once_per_ledger")
        ]

    def __str__(self) -> str:
        return self.number
