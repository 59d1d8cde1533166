"""What the address of a list asks for: filters, words, order, columns, place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext

from taizhang.ledger import search
from taizhang.ledger.queries import NEWEST, ORDERS, has_listed, listed_on, stands_on
from taizhang.reporting.filters.catalogue import filters_for
from taizhang.reporting.filters.kinds import LONGEST, Filter, Reader, UnclearError

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet
    from django.http import QueryDict

    from taizhang.ledger.models import Entry
    from taizhang.ledger.queries.windows import Window

RELEVANCE: Final = "relevance"
"""The order of a search: by where the words stand."""
_OTHERS: Final = ("q", "sort", "column")
_OUTSIDE: Final = ("ledger", "after", "before", "view", "page", "any")
"""Parameters that are no part of what is asked for: where, from which place on, by which view."""
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """What was asked for and understood, and what was not."""

    reader: Reader
    filters: tuple[Filter, ...]
    values: dict[str, Any]
    """By the filter's name."""
    raw: dict[str, Pairs]
    """The parameters of each, as they go back into an address."""
    given: dict[str, Pairs]
    """The same with those that were not understood, as they go back into a form."""
    words: str = ""
    sort: str = ""
    """Empty for the usual one."""
    columns: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """What could not be understood, in words."""

    @classmethod
    def of(cls, data: QueryDict, reader: Reader) -> Asked:
        filters = filters_for(reader.ledger)
        values: dict[str, Any] = {}
        raw: dict[str, Pairs] = {}
        given = {one.name: _given(one, data) for one in filters}
        problems = []
        for one in filters:
            try:
                value = one.read(data, reader)
            except UnclearError as unclear:
                problems.append(_told(one, unclear))
                continue
            if value is not None:
                values[one.name] = value
                raw[one.name] = given[one.name]
        words, more = _words(data.get("q", ""))
        sort, wrong = _sort(data.get("sort", ""), is_search=bool(words))
        known = {name for one in filters for name in one.names} | {*_OTHERS, *_OUTSIDE}
        strange = [
            gettext("There is no filter called “{name}”.").format(name=name[:LONGEST])
            for name in data
            if name not in known
        ]
        columns = tuple(dict.fromkeys(data.getlist("column")))
        problems += [*more, *wrong, *strange]
        return cls(reader, filters, values, raw, given, words, sort, columns, tuple(problems))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.values or self.words)

    @property
    def is_beside(self) -> bool:
        """Whether something is asked for that does not stand in the entry's own row."""
        return bool(self.words) or any(
            one.is_beside for one in self.filters if one.name in self.values
        )

    @property
    def is_common(self) -> bool:
        """Whether nothing is asked for but a word that very many rows hold."""
        return bool(self.words) and not self.values and self.sought.is_common

    @cached_property
    def sought(self) -> search.Sought:
        """Its words, looked up once for all that is counted and shown."""
        return search.Sought(self.words, self.reader.sees_phones)

    @property
    def order(self) -> str:
        """The order in force."""
        return self.sort or (RELEVANCE if self.words else NEWEST)

    def rows(self, entries: QuerySet[Entry], reader: Reader | None = None) -> QuerySet[Entry]:
        """Exactly the entries asked for, in no order yet."""
        reader = reader or self.reader
        found = entries.filter(stands_on(reader.ledger)) if reader.ledger else entries
        return self._narrowed(found, reader)

    def own_rows(self, entries: QuerySet[Entry], reader: Reader | None = None) -> QuerySet[Entry]:
        """Of `rows` those whose own ledger it is: an index runs through them."""
        reader = reader or self.reader
        found = entries.filter(ledger=reader.ledger) if reader.ledger else entries
        return self._narrowed(found, reader)

    def listed_rows(self, entries: QuerySet[Entry]) -> QuerySet[Entry] | None:
        """The others, which were put on it from another ledger; None where there are none."""
        ledger = self.reader.ledger
        if ledger is None or not has_listed(ledger):
            return None
        return self._narrowed(entries.filter(listed_on(ledger)), self.reader.walking())

    @property
    def windows(self) -> list[Window]:
        """The days in which its rows lie."""
        found = (
            one.window(self.values[one.name], self.reader)
            for one in self.filters
            if one.name in self.values
        )
        return [window for window in found if window is not None]

    def _narrowed(self, found: QuerySet[Entry], reader: Reader) -> QuerySet[Entry]:
        for one in self.filters:
            if one.name in self.values:
                found = one.narrowed(found, self.values[one.name], reader)
        if self.words:
            found = found.filter(self.sought.condition)
        return found

    def chosen(self, but: Collection[str] = ()) -> list[tuple[Filter, str, str]]:
        """Each filter in force: what it is, its value in words, the query without it."""
        return [
            (one, one.kind.said(self.values[one.name], self.reader), self.query(without=one.name))
            for one in self.filters
            if one.name in self.values and one.name not in but
        ]

    def outside_its_ledger(self) -> Asked:
        """The same on every ledger: without what only this one's columns know."""
        common = {one.name for one in self.filters if one.group != "own"}
        return replace(
            self,
            values={name: value for name, value in self.values.items() if name in common},
            raw={name: pairs for name, pairs in self.raw.items() if name in common},
            columns=tuple(name for name in self.columns if not name.startswith("own_")),
        )

    def query(self, *, without: str = "", **changes: str) -> str:
        """The address's query again, one filter left out or some parameters changed."""
        pairs = [pair for name, some in self.raw.items() if name != without for pair in some]
        said = {"q": "" if without == "q" else self.words, "sort": self.sort}
        pairs += [(name, value) for name, value in said.items() if value and name not in changes]
        pairs += [("column", name) for name in self.columns if "column" not in changes]
        pairs += [(name, value) for name, value in changes.items() if value]
        return "?" + urlencode(pairs)

    def kept(self, shown: set[str]) -> list[tuple[str, str]]:
        """What a form that shows some of the filters carries along of the others."""
        pairs = [pair for name, some in self.raw.items() if name not in shown for pair in some]
        pairs += [("column", name) for name in self.columns]
        return [*pairs, ("sort", self.sort)] if self.sort else pairs


def _given(one: Filter, data: QueryDict) -> Pairs:
    return tuple(
        (name, value[:LONGEST])
        for name in one.names
        for value in data.getlist(name)
        if value.strip()
    )


def _told(one: Filter, unclear: UnclearError) -> str:
    said = gettext("The filter “{filter}” does not know “{value}”").format(
        filter=one.label, value=unclear.value
    )
    return f"{said}：{unclear.why}" if unclear.why else said


def _words(said: str) -> tuple[str, list[str]]:
    """The words to search, and what about them cannot be searched."""
    problems = []
    words = " ".join(said.split())
    if len(words) > LONGEST:
        words = words[:LONGEST]
        problems.append(gettext("Only the first {n} signs are searched.").format(n=LONGEST))
    kept = [term for term in search.terms(words) if search.is_searchable(term)]
    dropped = [term for term in search.terms(words) if term not in kept]
    problems += [
        gettext("“{term}” holds neither a letter nor a digit and is not searched.").format(term=one)
        for one in dropped
    ]
    return " ".join(kept), problems


def _sort(said: str, *, is_search: bool) -> tuple[str, list[str]]:
    if not said:
        return "", []
    if said.removeprefix("-") in ORDERS or (said == RELEVANCE and is_search):
        return said, []
    return "", [gettext("There is no order called “{name}”.").format(name=said[:LONGEST])]
