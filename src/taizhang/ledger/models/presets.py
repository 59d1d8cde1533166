"""A site's own versions of the clocks' presets. Never changed: a new version is a new row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from taizhang.roster.models import Person


class PresetVersion(models.Model):
    """One version of a preset, as `engine.preset_data` says it."""

    code = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    body = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="preset_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.version}"
