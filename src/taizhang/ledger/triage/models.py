"""What was learnt, version by version: the model as data, how good it is, who taught it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from taizhang.ledger.triage.codes import Target


class Learnt(models.Model):
    """One attempt to learn: what came of it, and the model where it is the one in use.

    Only the model in use keeps its data; the others keep their figures.
    """

    target = models.CharField(max_length=20, choices=Target.choices())
    version = models.PositiveIntegerField()
    learnt_at = models.DateTimeField()
    until = models.DateTimeField()
    """When the newest decision was taken that it learnt from."""
    decisions = models.PositiveIntegerField()
    is_in_use = models.BooleanField(default=False)
    """Whether proposals come from it."""
    was_better = models.BooleanField()
    """Whether it was no worse than what was in use, on decisions that neither had seen."""
    gain = models.FloatField()
    """Right less wrong on those decisions …"""
    gain_before = models.FloatField()
    """… and what was in use before."""
    compared = models.PositiveIntegerField()
    """How many decisions those were."""
    scores = models.JSONField(default=list)
    """For each label: label, decisions, known, right, on the newest decisions."""
    scores_before = models.JSONField(default=list)
    """The same of what was in use, on those of the newest decisions that it had not seen."""
    words_gain = models.FloatField(null=True)
    """Right less wrong of words and duties alone: below nothing they propose nothing."""
    teachers = models.JSONField(default=list)
    """For each person: code, name as it was, decisions, corrections, what they counted."""
    state = models.BinaryField(default=b"")

    class Meta:
        ordering: ClassVar = ["target", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "version"], name="one_version_of_a_model"),
            models.UniqueConstraint(
                fields=["target"], condition=Q(is_in_use=True), name="one_model_in_use"
            ),
            models.CheckConstraint(
                condition=Q(is_in_use=False) | (Q(was_better=True) & ~Q(state=b"")),
                name="a_model_in_use_proved_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.version}"
