"""Signals that what belongs together deserves a look: each with what carries it, never a score.

They read the messages of one group or one common problem (or, for one person with many matters,
of all groups) up to a day. A message without a date counts for who and how many, never for when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import comb
from typing import Final

from taizhang.engine.clustering.kinds import Ground
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.quotes import Quote, quotes
from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation; the engine itself speaks no language."""
    return message


class Alert(Labelled):
    """What there is to see."""

    FREQUENT = "frequent", _("Frequent")
    UNUSUAL = "unusual", _("Unusual rise")
    ONE_OF_MANY = "one_of_many", _("One person, many appeals")
    MANY_OF_ONE = "many_of_one", _("Many people, one appeal")
    NEW = "new", _("New this week")
    SPREADING = "spreading", _("Spreading to another park")


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing to see, with its reasons and what carries it."""

    alert: Alert
    grounds: tuple[Ground, ...]
    parties: tuple[str, ...]
    """Who: enterprises or people, the earliest first."""
    dates: tuple[date, ...]
    """On which days, each once, in order."""
    words: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a signal is measured against."""

    today: date
    since: date | None = None
    """From when on messages are on record: before it nothing was counted, not nothing there."""
    population: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many enterprises there are, by part and value: ("industry", "生物医药"), ("park", …)."""


WEEK: Final = timedelta(days=7)
PERIOD: Final = timedelta(days=90)
"""What is frequent is so within this time."""
PAST_WEEKS: Final = 8
"""The past that a week is held against."""
SEVERAL: Final = 3
"""Fewer are no signal."""
SHARE: Final = 10
"""One of so many enterprises of an industry, a park or a size is much."""
CHANCE: Final = 0.01
"""A week that chance makes no more often than this is unusual."""
_PARTS: Final = ("industry", "park", "size")

OF_POPULATION: Final = _("{count} of the {of} enterprises of {value} within {days} days.")
COUNTED: Final = _("{count} enterprises or people within {days} days.")
RISE: Final = _("{count} in the last 7 days, {past} in the {weeks} weeks before.")
BY_CHANCE: Final = _("Chance alone would bring so many in fewer than one of {odds} weeks.")
LETTERS: Final = _("{party}: {count} messages on {matters} matters within {days} days.")
PEOPLE: Final = _("{people} different people, {count} messages.")
FIRST: Final = _("First brought up on {day}, never before.")
FROM_TO: Final = _("Until now in {before}, in the last 7 days in {now} too.")


def signals(
    messages: Sequence[Message], setting: Setting, words: Iterable[str] = ()
) -> tuple[Signal, ...]:
    """Every signal of one group or common problem; `words` are what its messages share."""
    known = [each for each in messages if each.day is None or each.day <= setting.today]
    told = tuple(words)
    found = (
        _frequent(known, setting, told),
        _unusual(known, setting, told),
        _many_of_one(known, told),
        _new(known, setting, told),
        _spreading(known, setting, told),
    )
    return tuple(each for each in found if each)


def serial_writers(groups: Iterable[Sequence[Message]], setting: Setting) -> tuple[Signal, ...]:
    """Who wrote several messages within the period, who wrote most first (一人多诉)."""
    written: dict[str, list[Message]] = {}
    matters: dict[str, set[int]] = {}
    for number, messages in enumerate(groups):
        for message in _within(messages, setting.today, PERIOD):
            if message.requester:
                written.setdefault(message.requester, []).append(message)
                matters.setdefault(message.requester, set()).add(number)
    found = []
    for party in sorted(written, key=lambda each: (-len(written[each]), each)):
        some = sorted(written[party], key=lambda each: (each.moment, each.id))
        if len(some) >= SEVERAL:
            fields: dict[str, str | int] = {
                "party": party,
                "count": len(some),
                "matters": len(matters[party]),
                "days": PERIOD.days,
            }
            found.append(_signal(Alert.ONE_OF_MANY, some, (), Ground(LETTERS, fields)))
    return tuple(found)


def unusual(count: int, past: int, weeks: int) -> float:
    """How likely chance alone puts so many of them into the last of `weeks` + 1 like weeks.

    Each of two numbers that follow Poisson's law: given both together, each falls into the last
    week by one chance in `weeks` + 1. That is exact for the smallest numbers too, and for a past
    of nothing.
    """
    whole, share = count + past, 1 / (weeks + 1)
    return sum(
        comb(whole, n) * share**n * (1 - share) ** (whole - n) for n in range(count, whole + 1)
    )


def _frequent(
    messages: Sequence[Message], setting: Setting, words: tuple[str, ...]
) -> Signal | None:
    some = _within(messages, setting.today, PERIOD)
    count = len({each.party for each in some if each.party})
    if count < SEVERAL:
        return None
    parts = _parts(some, setting)
    grounds = [
        Ground(OF_POPULATION, {"count": part, "of": of, "value": value, "days": PERIOD.days})
        for part, of, value in parts
        if part >= SEVERAL and part * SHARE >= of
    ]
    if parts and not grounds:
        return None
    whole = Ground(COUNTED, {"count": count, "days": PERIOD.days})
    return _signal(Alert.FREQUENT, some, words, whole, *grounds)


def _parts(messages: Sequence[Message], setting: Setting) -> list[tuple[int, int, str]]:
    """For each industry, park and size how many of its enterprises are among the writers."""
    found = []
    for part in _PARTS:
        members: dict[str, set[str]] = {}
        for message in messages:
            members.setdefault(getattr(message, part), set()).add(message.enterprise)
        for value, enterprises in sorted(members.items()):
            of = setting.population.get((part, value), 0)
            if of:
                found.append((len(enterprises - {""}), of, value))
    return found


def _unusual(
    messages: Sequence[Message], setting: Setting, words: tuple[str, ...]
) -> Signal | None:
    """Each party counts once a week: one who writes daily is no rise."""
    last = _within(messages, setting.today, WEEK)
    begun = setting.today - WEEK
    weeks = PAST_WEEKS
    if setting.since:
        weeks = min(weeks, (begun - setting.since).days // 7)
    count = len({each.party or each.id for each in last})
    if count < SEVERAL or weeks < 1:
        return None
    past = sum(
        len({each.party or each.id for each in _within(messages, begun - n * WEEK, WEEK)})
        for n in range(weeks)
    )
    chance = unusual(count, past, weeks)
    if chance > CHANCE:
        return None
    rise = Ground(RISE, {"count": count, "past": past, "weeks": weeks})
    return _signal(Alert.UNUSUAL, last, words, rise, Ground(BY_CHANCE, {"odds": _odds(chance)}))


def _odds(chance: float) -> int:
    """One in how many, in round numbers: 100, 1000, 10000."""
    odds = 100
    while odds * 10 * chance <= 1 and odds < 1_000_000:  # noqa: PLR2004 - nobody reads on
        odds *= 10
    return odds


def _many_of_one(messages: Sequence[Message], words: tuple[str, ...]) -> Signal | None:
    people = {each.party for each in messages if each.party}
    if len(people) < SEVERAL:
        return None
    count = len({each.id for each in messages})  # several may have signed one
    ground = Ground(PEOPLE, {"people": len(people), "count": count})
    return _signal(Alert.MANY_OF_ONE, messages, words, ground)


def _new(messages: Sequence[Message], setting: Setting, words: tuple[str, ...]) -> Signal | None:
    days = [each.day for each in messages]
    first = min((day for day in days if day), default=None)
    if first is None or None in days or first <= setting.today - WEEK:
        return None
    return _signal(Alert.NEW, messages, words, Ground(FIRST, {"day": first.isoformat()}))


def _spreading(
    messages: Sequence[Message], setting: Setting, words: tuple[str, ...]
) -> Signal | None:
    last = [each for each in _within(messages, setting.today, WEEK) if each.park]
    begun = setting.today - WEEK
    before = {each.park for each in messages if each.park and each.day and each.day <= begun}
    now = {each.park for each in last} - before
    if not before or not now:
        return None
    fields: dict[str, str | int] = {
        "before": "、".join(sorted(before)),
        "now": "、".join(sorted(now)),
    }
    carried = [each for each in last if each.park in now]
    return _signal(Alert.SPREADING, carried, words, Ground(FROM_TO, fields))


def _within(messages: Iterable[Message], until: date, period: timedelta) -> list[Message]:
    """Those of the days up to `until`, that one too."""
    return [each for each in messages if each.day and until - period < each.day <= until]


def _signal(
    alert: Alert, messages: Sequence[Message], words: tuple[str, ...], *grounds: Ground
) -> Signal:
    often = Counter(each.party for each in messages if each.party)
    return Signal(
        alert=alert,
        grounds=grounds,
        parties=tuple(often),
        dates=tuple(sorted({each.day for each in messages if each.day})),
        words=words,
        quotes=quotes(messages, words),
    )
