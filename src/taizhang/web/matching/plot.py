"""A small plot of what came in week by week, with the day of the remedy: numbers for an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from taizhang.matching.queries import Week

WEEKS: Final = 26
"""Half a year is enough to see it."""
WIDTH: Final = 640
_HEIGHT: Final = 96
_TOP: Final = 26
_STEP: Final = 30
"""Of a week at most: few weeks make no broad bars."""
_GAP: Final = 0.25


@dataclass(frozen=True, slots=True)
class Bar:
    """One week."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    week: Week
    perhaps: float
    """Where what nobody decided yet ends, on top of the bar."""

    @property
    def perhaps_height(self) -> float:
        """How high that part is."""
        return round(self.y - self.perhaps, 1)


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars on a base line, the remedy's line between them, and the two sides in figures."""

    bars: tuple[Bar, ...]
    base: int
    height: int
    width: int
    remedy_x: float | None
    first: date
    last: date
    before: int
    after: int
    days_before: int
    days_after: int
    """Of the last week only the days that are over, but of each side at least a week."""
    undecided: int
    undecided_after: int

    @property
    def right(self) -> float:
        """Where the bars end."""
        return self.bars[-1].x + self.bars[-1].width

    @property
    def a_week_before(self) -> float:
        """Arrivals a week before the remedy."""
        return _a_week(self.before, self.days_before)

    @property
    def a_week_after(self) -> float:
        """Arrivals a week since the remedy."""
        return _a_week(self.after, self.days_after)

    @property
    def a_week_after_at_most(self) -> float:
        """The same if all that is undecided is of it."""
        return _a_week(self.after + self.undecided_after, self.days_after)


def _a_week(count: int, days: int) -> float:
    return round(7 * count / days, 1) if days else 0


def plotted(weeks: Sequence[Week], today: date) -> Plot | None:
    """The last half year; nothing when there is nothing to show."""
    shown = list(weeks)[-WEEKS:]
    if not shown:
        return None
    step = min(WIDTH / len(shown), _STEP)
    most = max(1, *(week.arrivals + week.undecided for week in shown))
    bars = tuple(
        Bar(
            x=round(place * step + step * _GAP / 2, 1),
            y=_level(week.arrivals, most),
            width=round(step * (1 - _GAP), 1),
            height=round(_HEIGHT * week.arrivals / most, 1),
            middle=round(place * step + step / 2, 1),
            week=week,
            perhaps=_level(week.arrivals + week.undecided, most),
        )
        for place, week in enumerate(shown)
    )
    after = [week for week in shown if week.is_after]
    before = [week for week in shown if not week.is_after]
    over = (today - shown[-1].starts_on).days + 1
    days = 7 * len(shown) - max(0, 7 - over)
    days_before = min(7 * len(before), days)
    return Plot(
        bars=bars,
        base=_TOP + _HEIGHT,
        height=_TOP + _HEIGHT + 22,
        width=WIDTH,
        remedy_x=round(len(before) * step, 1) if after else None,
        first=shown[0].starts_on,
        last=shown[-1].starts_on,
        before=sum(week.arrivals for week in before),
        after=sum(week.arrivals for week in after),
        days_before=days_before,
        days_after=max(7, days - days_before) if after else 0,
        undecided=sum(week.undecided for week in shown),
        undecided_after=sum(week.undecided for week in after),
    )


def _level(count: int, most: int) -> float:
    return round(_TOP + _HEIGHT * (1 - count / most), 1)
