"""模型意见: what a language model proposed for a document, beside what the rules found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.intake.models import Document


class ModelReading(models.Model):
    """One document as the model read it; goes with the document when that is deleted."""

    class Status(models.TextChoices):
        ASKING = "asking", _("The model is being asked")
        ANSWERED = "answered", _("The model has answered")
        FAILED = "failed", _("The model gave no answer that can be used")

    document = models.OneToOneField(Document, models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKING)
    model = models.CharField(max_length=200)
    """Its name, as the settings had it."""
    entries = models.JSONField(default=list, blank=True)
    """Entries in the shape of the extraction contract, each aligned to the text."""
    organisations = models.JSONField(default=list, blank=True)
    """The organisations that the entries name by id."""
    dropped = models.JSONField(default=dict, blank=True)
    """How many proposals do not stand in the text, by reason."""
    ungrounded = models.JSONField(default=dict, blank=True)
    """How many single facts do not stand in the text, by field."""
    troubles = models.JSONField(default=dict, blank=True)
    """How many parts of the document got no proper answer, by reason."""
    parts = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    """How many parts were answered."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often it was begun: what kills its worker is not tried for ever."""
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="asking", ended_at__isnull=True)
                | (~Q(status="asking") & Q(ended_at__isnull=False)),
                name="an_ended_question_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.model}"
