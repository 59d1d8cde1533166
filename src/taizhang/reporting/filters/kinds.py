"""Kinds of filter: how a value stands in the address, how it is read, how it is said in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Q, QuerySet
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from taizhang.ledger.models import Entry, Ledger
    from taizhang.ledger.queries.windows import Window
    from taizhang.roster.models import Person

NONE_GIVEN: Final = "-"
"""Stands in the address for entries that have none."""
LONGEST: Final = 100
"""Characters of one value that are looked at."""
Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a list, when, at which ledger, and how the rows are read."""

    person: Person
    today: date
    ledger: Ledger | None = None
    sees_phones: bool = False
    is_walking: bool = False
    """Row by row along an order, or gathered by what is wanted (`ledger.queries.orders`)."""

    def walking(self) -> Reader:
        """The same, row by row."""
        return replace(self, is_walking=True)


class UnclearError(Exception):
    """A value of the address that cannot be understood; says what it was."""

    def __init__(self, value: str, why: str = "") -> None:
        super().__init__(value[:LONGEST])
        self.value = value[:LONGEST]
        self.why = why


class Kind(Protocol):
    """What every kind can do."""

    template: str
    """Which control the form shows."""

    def names(self, name: str) -> tuple[str, ...]:
        """The parameters of the address that belong to a filter of this name."""

    def read(self, given: Sequence[list[str]], reader: Reader, /) -> Any:  # noqa: ANN401
        """The value; None for nothing chosen. Raises `UnclearError`."""

    def said(self, value: Any, reader: Reader, /) -> str:  # noqa: ANN401
        """The value in words."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to narrow a list by."""

    name: str
    """In the address."""
    label: StrOrPromise
    kind: Kind
    holds: Callable[[Any, Reader], Q]
    """The condition for a value."""
    group: str = "matter"
    """Where it stands in the form: a key of `catalogue.GROUPS`."""
    is_beside: bool = False
    """Whether it looks at rows beside the entry: then many are not counted far."""
    is_near: bool = False
    """Whether it stands in the line above the rows, too."""
    window: Callable[[Any, Reader], Window | None] = lambda _value, _reader: None
    """The days in which its rows lie, where it is about days."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its parameters."""
        return self.kind.names(self.name)

    def read(self, data: QueryDict, reader: Reader) -> Any:  # noqa: ANN401
        """What the address says."""
        given = [[one.strip() for one in data.getlist(name) if one.strip()] for name in self.names]
        return self.kind.read(given, reader) if any(given) else None

    def narrowed(self, found: QuerySet[Entry], value: Any, reader: Reader) -> QuerySet[Entry]:  # noqa: ANN401
        """Those of `found` for which it holds."""
        return found.filter(self.holds(value, reader))


@dataclass(frozen=True, slots=True)
class Choice:
    """One or several of a closed list; the value is a tuple of codes."""

    options: Callable[[Reader], Options]
    is_single: bool = False
    template: str = "choice"

    def names(self, name: str) -> tuple[str, ...]:
        return (name,)

    def read(self, given: Sequence[list[str]], reader: Reader) -> tuple[str, ...]:
        known = dict(self.options(reader))
        for value in given[0]:
            if value not in known:
                raise UnclearError(value)
        return tuple(dict.fromkeys(given[0][:1] if self.is_single else given[0]))

    def said(self, value: tuple[str, ...], reader: Reader) -> str:
        known = dict(self.options(reader))
        return "、".join(known[one] for one in value)


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included, either may be left open; a pair of dates or None."""

    ends: tuple[str, str] = ("", "")
    """Names of the two parameters; by default the filter's own with _from and _to."""
    template: str = "days"

    def names(self, name: str) -> tuple[str, ...]:
        return self.ends if self.ends[0] else (f"{name}_from", f"{name}_to")

    def read(self, given: Sequence[list[str]], _reader: Reader) -> tuple[date | None, date | None]:
        first, last = (self._day(one) for one in given)
        if first and last and last < first:
            said = _span(first.isoformat(), last.isoformat())
            raise UnclearError(said, gettext("the period ends before it begins"))
        return first, last

    @staticmethod
    def _day(given: list[str]) -> date | None:
        if not given:
            return None
        try:
            return date.fromisoformat(given[0])
        except ValueError:
            raise UnclearError(given[0], gettext("dates are written 2026-08-26")) from None

    def said(self, value: tuple[date | None, date | None], _reader: Reader) -> str:
        return _span(*(one.isoformat() if one else "" for one in value))


@dataclass(frozen=True, slots=True)
class Acted:
    """An act, and the days on which it was done."""

    act: str
    days: tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Acts:
    """One of the acts, on any day or on some; the value is an `Acted`."""

    options: Callable[[Reader], Options]
    template: str = "acts"

    def names(self, name: str) -> tuple[str, ...]:
        return (name, *Days().names(name))

    def read(self, given: Sequence[list[str]], reader: Reader) -> Acted:
        acts, *ends = given
        days = Days().read(ends, reader)
        if not acts:
            raise UnclearError(Days().said(days, reader), gettext("choose the act, too"))
        if acts[0] not in dict(self.options(reader)):
            raise UnclearError(acts[0])
        return Acted(acts[0], days)

    def said(self, value: Acted, reader: Reader) -> str:
        act = dict(self.options(reader))[value.act]
        return f"{act} {Days().said(value.days, reader)}" if any(value.days) else act


@dataclass(frozen=True, slots=True)
class Numbers:
    """From a number to a number; a pair of them or None."""

    ends: tuple[str, str] = ("", "")
    is_whole: bool = False
    has_most: bool = True
    template: str = "numbers"

    def names(self, name: str) -> tuple[str, ...]:
        if not self.has_most:
            return (name,)
        return self.ends if self.ends[0] else (f"{name}_min", f"{name}_max")

    def read(
        self, given: Sequence[list[str]], _reader: Reader
    ) -> tuple[float | None, float | None]:
        least, *most = (self._number(one) for one in given)
        return least, most[0] if most else None

    def _number(self, given: list[str]) -> float | None:
        if not given:
            return None
        try:
            number = int(given[0]) if self.is_whole else float(given[0])
        except ValueError:
            raise UnclearError(given[0], gettext("a number is expected")) from None
        if not -1e12 < number < 1e12:  # noqa: PLR2004  # also refuses nan and inf
            raise UnclearError(given[0], gettext("a number is expected"))
        return number

    def said(self, value: tuple[float | None, float | None], _reader: Reader) -> str:
        least, most = (f"{one:g}" if one is not None else "" for one in value)
        return _span(least, most)


@dataclass(frozen=True, slots=True)
class Words:
    """Some words; the value is the text."""

    template: str = "words"

    def names(self, name: str) -> tuple[str, ...]:
        return (name,)

    def read(self, given: Sequence[list[str]], _reader: Reader) -> str:
        value = given[0][0]
        if len(value) > LONGEST:
            raise UnclearError(value, gettext("too long"))
        return value

    def said(self, value: str, _reader: Reader) -> str:
        return gettext("None") if value == NONE_GIVEN else value


@dataclass(frozen=True, slots=True)
class Named:
    """A person or an enterprise, by name or code; the value is the one found."""

    find: Callable[[str, Reader], list[Any]]
    """Those that may be meant."""
    suggest: str = ""
    """Which list of names the control offers."""
    template: str = "named"

    def names(self, name: str) -> tuple[str, ...]:
        return (name,)

    def read(self, given: Sequence[list[str]], reader: Reader) -> Any:  # noqa: ANN401
        value = given[0][0]
        if value == NONE_GIVEN:
            return NONE_GIVEN
        found = self.find(value[:LONGEST], reader)
        if not found:
            raise UnclearError(value, gettext("nobody is called so"))
        if len(found) > 1:
            codes = "、".join(str(one.code) for one in found[:5])
            why = gettext("several are called so; write the code: {codes}")
            raise UnclearError(value, why.format(codes=codes))
        return found[0]

    def said(self, value: Any, _reader: Reader) -> str:  # noqa: ANN401
        return gettext("None") if value == NONE_GIVEN else str(value)


def _span(first: str, last: str) -> str:
    if first and last:
        return first if first == last else f"{first} – {last}"
    return f"≥ {first}" if first else f"≤ {last}"
