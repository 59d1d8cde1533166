"""The work calendar: which days differ from their weekday, and which years are known."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


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
