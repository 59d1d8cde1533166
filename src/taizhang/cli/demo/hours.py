"""Office hours: the moments at which officials of the demo zone do things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from random import Random

    from taizhang.engine.calendar import WorkCalendar

_OPENS: Final = 8 * 60 + 40
_CLOSES: Final = 17 * 60 + 30
_ZONE: Final = ZoneInfo("Asia/Shanghai")


def moment(day: date, minute: int) -> datetime:
    """The `minute`-th minute of `day` in the zone's time."""
    return datetime.combine(day, time(minute // 60, minute % 60), _ZONE)


@dataclass(frozen=True, slots=True)
class Hours:
    calendar: WorkCalendar
    rng: Random

    def on(self, day: date) -> datetime:
        """Some moment of the first worked day from `day`."""
        worked = self.calendar.next_workday(day)
        return moment(worked, self.rng.randint(_OPENS, _CLOSES - 90))

    def later(self, at: datetime, workdays: int = 0) -> datetime:
        """A moment `workdays` worked days after `at`; with 0 the same day, or early on the next."""
        local = at.astimezone(_ZONE)
        if workdays:
            return self.on(self.calendar.workday_after(local.date(), workdays))
        minute = local.hour * 60 + local.minute + self.rng.randint(8, 75)
        if minute < _CLOSES and self.calendar.is_workday(local.date()):
            return moment(local.date(), minute)
        following = self.calendar.next_workday(local.date() + timedelta(days=1))
        return moment(following, _OPENS + self.rng.randint(1, 40))
