"""What a column of a workbook may hold for a ledger, and what the ledger itself holds there.

An export writes these facts in words; here each is read back as the value that is kept. What the
work alone brings is compared, so that nobody changes a state by typing into a cell, and said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext, pgettext
from django.utils.translation import pgettext_lazy as _c

from taizhang.engine.codes import Category, Labelled, Satisfaction, Scope
from taizhang.engine.lifecycle import Facts, State
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.engine.sheets.values import folded
from taizhang.ledger.queries.books import is_built_in
from taizhang.ledger.queries.columns import columns_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from taizhang.engine.importing.planning import Value
    from taizhang.ledger.models import Column, Ledger


class Use(StrEnum):
    """What happens to a cell."""

    NUMBER = "number"
    MARK = "mark"
    WRITTEN = "written"
    """Written, whether the row is new or changes an entry."""
    FIRST = "first"
    """Said when a matter is registered; afterwards only the work changes it."""
    WORK = "work"
    """Brought by the work: compared, never written."""
    ROSTER = "roster"
    """Kept elsewhere: left alone."""


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called, read once for a whole file."""

    units: Mapping[str, str]
    short: Mapping[str, str]
    people: Mapping[str, str]
    progress: str = ""
    """What was reported last; no fact of the entry, but a column of every workbook."""

    def with_progress(self, text: str) -> Names:
        """The same for an entry of which this was reported last."""
        return Names(self.units, self.short, self.people, text)


Held = Callable[[Facts, Names], "Value"]
_Codes = type[Labelled]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column may hold."""

    key: str
    name: StrOrPromise
    use: Use
    held: Held | None = None
    """What the ledger holds; nothing for what is not compared."""
    also: Held | None = None
    """Another way in which an export says the same."""
    type: ColumnType = ColumnType.TEXT
    choices: tuple[str, ...] = ()
    codes: tuple[_Codes, ...] = ()
    known: Known | None = None
    is_loose: bool = False
    is_required: bool = False
    longest: int = 0
    """Characters that are kept; 0 is no limit of its own."""
    headings: tuple[str, ...] = ()
    """What the office calls it."""

    @property
    def is_compared(self) -> bool:
        """Whether a cell is held against the ledger."""
        return self.held is not None

    @property
    def is_fixed(self) -> bool:
        """Whether only the work changes it once the entry stands."""
        return self.use in {Use.FIRST, Use.WORK}

    def words(self) -> Mapping[str, Value]:
        """By folded word of any language, the value that is kept."""
        found: dict[str, Value] = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                for codes in self.codes:
                    found |= {_folded(gettext(code.label)): code.value for code in codes}
                if self.type is ColumnType.YES_NO:
                    found |= {_folded(pgettext("fact", "Yes")): True}
                    found |= {_folded(pgettext("fact", "No")): False}
        if self.type is ColumnType.YES_NO:
            pair = (*self.choices, "是", "否")[:2] if len(self.choices) != 2 else self.choices  # noqa: PLR2004
            found |= {_folded(pair[0]): True, _folded(pair[1]): False}
        return found if self.codes or self.use is Use.WORK else {}

    def names(self) -> list[str]:
        """Every heading it goes by, the office's own first."""
        found = list(self.headings)
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                found.append(str(self.name))
        return list(dict.fromkeys(found))


def _folded(word: str) -> str:
    return folded(word).lower()


def _day(moment: datetime | date | None) -> str | None:
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return moment.isoformat() if moment else None


def _several(words: list[str]) -> str:
    return "、".join(dict.fromkeys(word for word in words if word))


def _unit(code: str, names: Names) -> str:
    return names.units.get(code, code)


def _person(name: str) -> Held:
    def held(facts: Facts, names: Names) -> Value:
        code: str = getattr(facts, name)
        return names.people.get(code, code)

    return held


def _co_units(facts: Facts, names: Names) -> Value:
    return _several([names.units.get(code, code) for code in facts.co_units])


def _co_units_short(facts: Facts, names: Names) -> Value:
    return _several([names.short.get(code, code) for code in facts.co_units])


def _on_time(facts: Facts, _names: Names) -> Value:
    if facts.answered_at is None or facts.due is None:
        return None
    return timezone.localdate(facts.answered_at) <= facts.due


def _work(key: str, name: StrOrPromise, held: Held | None, **more: object) -> Field:
    use = Use.WORK if held else Use.ROSTER
    return replace(Field(key, name, use, held), **more)  # type: ignore[arg-type]  # its own fields


TITLE: Final = Field(
    "title",
    _c("column", "Matter"),
    Use.WRITTEN,
    lambda facts, _names: facts.title,
    known=Known.TITLE,
)
TEXT: Final = Field(
    "text",
    _c("column", "In full"),
    Use.WRITTEN,
    lambda facts, _names: facts.text,
    known=Known.TEXT,
    type=ColumnType.LONG_TEXT,
)
MATTER: Final = replace(TITLE, key="matter", held=lambda facts, _names: facts.text)
"""The matter of a ledger that has no column for its full text: the one column has all of it."""
_DATE: Final = {"type": ColumnType.DATE, "is_loose": True}
_YES_NO: Final = {"type": ColumnType.YES_NO, "is_loose": True}
FIELDS: Final = (
    Field("number", _c("column", "Number"), Use.NUMBER, known=Known.NUMBER),
    Field("mark", _c("column", "Row mark"), Use.MARK),
    TITLE,
    TEXT,
    Field(
        "category",
        _c("column", "Category"),
        Use.WRITTEN,
        lambda facts, _names: facts.category,
        codes=(Category,),
        known=Known.CATEGORY,
    ),
    Field(
        "scope",
        _c("column", "Common or individual"),
        Use.WRITTEN,
        lambda facts, _names: facts.scope,
        codes=(Scope,),
    ),
    Field(
        "enterprise",
        _c("column", "Enterprise"),
        Use.FIRST,
        lambda facts, _names: _several([one.name for one in facts.requesters]),
        known=Known.ENTERPRISES,
    ),
    Field(
        "credit_code",
        _c("column", "Unified social credit code"),
        Use.FIRST,
        known=Known.CREDIT_CODE,
    ),
    Field(
        "due",
        _c("column", "Due date"),
        Use.FIRST,
        lambda facts, _names: _day(facts.due),
        also=lambda facts, _names: facts.due_text if facts.due is None else _day(facts.due),
        type=ColumnType.DATE,
        known=Known.DUE,
        is_loose=True,
        longest=100,
    ),
    _work("ledger", _c("column", "Ledger"), None),
    _work("park", _c("column", "Park"), None, known=Known.PARK),
    _work("industry", _c("column", "Industry"), None),
    _work("size", _c("column", "Size"), None),
    _work("contact", _c("column", "Contact"), None),
    _work("phone", _c("column", "Telephone"), None),
    _work("officer", _c("column", "Chief service officer"), None),
    _work("source", _c("column", "Source"), None, known=Known.SOURCE),
    _work(
        "registered",
        _c("column", "Registered on"),
        lambda facts, _names: _day(facts.registered_at),
        known=Known.REGISTERED_ON,
        **_DATE,
    ),
    _work(
        "lead",
        _c("column", "Lead unit"),
        lambda facts, names: _unit(facts.lead, names),
        known=Known.LEAD,
    ),
    _work(
        "co_units",
        _c("column", "Co-units"),
        _co_units,
        also=_co_units_short,
        known=Known.CO_UNITS,
    ),
    _work(
        "accountable",
        _c("column", "Accountable leader"),
        _person("accountable"),
        known=Known.ACCOUNTABLE,
    ),
    _work(
        "in_charge", _c("column", "Person in charge"), _person("in_charge"), known=Known.IN_CHARGE
    ),
    _work("watcher", _c("column", "Watcher"), _person("watcher"), known=Known.WATCHER),
    _work(
        "dispatched",
        _c("column", "Dispatched on"),
        lambda facts, _names: _day(facts.dispatched_at),
        known=Known.DISPATCHED_ON,
        **_DATE,
    ),
    _work(
        "first_due",
        _c("column", "First due date"),
        lambda facts, _names: _day(facts.original_due),
        **_DATE,
    ),
    _work(
        "state",
        _c("column", "State"),
        lambda facts, _names: str(facts.state or ""),
        codes=(State,),
        is_loose=True,
        known=Known.STATE,
    ),
    _work(
        "progress",
        _c("column", "Progress"),
        lambda _facts, names: names.progress,
        known=Known.PROGRESS,
    ),
    _work("reply", _c("column", "Reply"), lambda facts, _names: facts.reply, known=Known.REPLY),
    _work(
        "answered",
        _c("column", "Answered on"),
        lambda facts, _names: _day(facts.answered_at),
        **_DATE,
    ),
    _work("on_time", _c("column", "On time"), _on_time, **_YES_NO),
    _work("solved", _c("column", "Solved"), lambda facts, _names: facts.is_solved, **_YES_NO),
    _work("why_not", _c("column", "Why not yet"), None),
    _work("called_back_by", _c("column", "Called back by"), None),
    _work(
        "called_back",
        _c("column", "Called back on"),
        lambda facts, _names: _day(facts.called_back_at),
        **_DATE,
    ),
    _work(
        "satisfaction",
        _c("column", "Satisfaction"),
        lambda facts, _names: facts.satisfaction,
        codes=(Satisfaction,),
        is_loose=True,
    ),
    _work(
        "closed",
        _c("column", "Closed"),
        lambda facts, _names: facts.state is State.CLOSED,
        known=Known.CLOSED,
        **_YES_NO,
    ),
    _work(
        "closed_on",
        _c("column", "Closed on"),
        lambda facts, _names: _day(facts.closed_at),
        known=Known.CLOSED_ON,
        **_DATE,
    ),
    _work(
        "reopened",
        _c("column", "Times reopened"),
        lambda facts, _names: facts.reopen_count,
        type=ColumnType.NUMBER,
        is_loose=True,
    ),
)


def fields_of(ledger: Ledger) -> dict[str, Field]:
    """By key, all that a column of a workbook may hold for this ledger, its own columns first."""
    by_known = {one.known: one for one in FIELDS if one.known}
    found: dict[str, Field] = {}
    columns = [] if is_built_in(ledger) else columns_of(ledger, retired=True)
    whole = Known.TEXT not in {column.known_as for column in columns}
    for column in columns:
        if not column.known_as:
            found[column.key] = _own(column)
            continue
        known = by_known.get(Known(column.known_as))
        if known is None:
            continue  # the number of a row says nothing of its matter
        if known is TITLE and whole:
            known = MATTER
        choices = tuple(map(str, column.choices)) if known.type is ColumnType.YES_NO else ()
        found[known.key] = replace(
            known, headings=(column.name,), choices=choices, is_required=column.is_required
        )
    return {**found, **{one.key: one for one in FIELDS if one.key not in found}}


def _own(column: Column) -> Field:
    key, type_ = column.key, ColumnType(column.type)
    return Field(
        key,
        column.name,
        Use.WORK if column.is_retired else Use.WRITTEN,
        lambda facts, _names: facts.values.get(key),
        type=type_,
        choices=tuple(map(str, column.choices)),
        is_loose=column.is_retired,
        is_required=column.is_required and not column.is_retired,
        longest={ColumnType.TEXT: 500, ColumnType.LONG_TEXT: 20_000}.get(type_, 0),
        headings=(column.name,),
    )
