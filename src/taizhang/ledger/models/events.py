"""What happened: append-only events and the files they brought."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from taizhang.engine.moves import Move
from taizhang.ledger.models.entries import Entry
from taizhang.ledger.models.ledgers import Ledger
from taizhang.roster.models import Person


class Event(models.Model):
    """Something that happened to an entry. Never changed, never deleted."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField()
    """Place in the ledger's chain, from 1 without gaps."""
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    """Place in the entry's own history, from 1 without gaps."""
    move = models.CharField(max_length=20, choices=Move.choices())
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=50)
    by_unit = models.CharField(max_length=100, blank=True)
    """Names as they were, whatever people and units are called later."""
    by_unit_code = models.CharField(max_length=32, blank=True)
    body = models.TextField(default="{}")
    """What the move said, as the canonical JSON that was hashed."""
    previous = models.CharField(max_length=68, blank=True)
    hash = models.CharField(max_length=68, unique=True)

    class Meta:
        ordering: ClassVar = ["ledger", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger", "sequence"], name="one_chain_per_ledger"),
            models.UniqueConstraint(fields=["entry", "version"], name="one_history_per_entry"),
        ]
        indexes: ClassVar = [
            # What was done to which entries in some days, answered out of the index alone.
            models.Index(fields=["move", "at", "entry"], name="event_of_act"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} #{self.version} {self.move}"

    @cached_property
    def payload(self) -> dict[str, Any]:
        """What the move said: codes of units, people and enterprises, dates in ISO form."""
        said: dict[str, Any] = json.loads(self.body)
        return said


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
