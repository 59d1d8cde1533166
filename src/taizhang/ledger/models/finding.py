"""What things are found by beside their own row, and the views that people keep of a list."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from taizhang.ledger.models.entries import Entry
from taizhang.ledger.models.events import Attachment
from taizhang.ledger.models.ledgers import Column, Ledger
from taizhang.roster.models import Person, Unit


class EntryValue(models.Model):
    """A value of a ledger's own column once more, by its type, so that it can be looked up."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    column = models.ForeignKey(Column, models.CASCADE, related_name="+")
    text = models.CharField(max_length=200, blank=True)
    """Of a text or a choice: its beginning."""
    number = models.FloatField(null=True, blank=True)
    """Of a number; of yes or no 1 or 0."""
    day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "column"], name="value_once_per_column")
        ]
        indexes: ClassVar = [
            models.Index(fields=["column", "text", "entry"], name="value_text"),
            models.Index(fields=["column", "number", "entry"], name="value_number"),
            models.Index(fields=["column", "day", "entry"], name="value_day"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.column}"


class Reading(models.Model):
    """That an attachment was read for the search, and what came of it."""

    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="reading")
    read_at = models.DateTimeField()
    characters = models.PositiveIntegerField(default=0)
    is_cut = models.BooleanField(default=False)
    """Longer than what is kept: its end cannot be found."""
    problem = models.CharField(max_length=64, blank=True)
    """Code of the error for which it could not be read."""

    def __str__(self) -> str:
        return f"{self.attachment}: {self.problem or self.characters}"


class Passage(models.Model):
    """A piece of an attachment's text; neighbours overlap, so that no words are cut apart."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="passages")
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="passages")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["attachment", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attachment", "position"], name="passage_once")
        ]

    def __str__(self) -> str:
        return f"{self.attachment} {self.position}"


class View(models.Model):
    """A list as somebody wants to see it again: filters, order and columns, never rows."""

    class Shared(models.TextChoices):
        NOBODY = "nobody", "Only me"
        UNIT = "unit", "My unit"
        ALL = "all", "Everybody"

    code = models.CharField(max_length=12, unique=True)
    """In its short address."""
    name = models.CharField(max_length=50)
    ledger = models.ForeignKey(Ledger, models.CASCADE, null=True, blank=True, related_name="views")
    """NULL for a view of all ledgers."""
    query = models.TextField(blank=True)
    """As in the address: filters, `sort` and `columns`."""
    owner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    shared = models.CharField(max_length=10, choices=Shared.choices, default=Shared.NOBODY)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    """With whom it is shared: the unit of its owner on that day."""
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "name"], name="view_name_once_per_owner"),
            models.CheckConstraint(
                condition=~Q(shared="unit") | Q(unit__isnull=False),
                name="a_view_shared_with_a_unit_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FirstView(models.Model):
    """The view with which a ledger opens for a person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    ledger = models.ForeignKey(Ledger, models.CASCADE, null=True, blank=True, related_name="+")
    """NULL for the list of all ledgers."""
    view = models.ForeignKey(View, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "ledger"], name="one_first_view_per_ledger"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ledger__isnull=True),
                name="one_first_view_of_all_ledgers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.view}"
