"""The filters as controls: the few above the rows, and all of them on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.utils.translation import gettext

from taizhang.access import Permission, can
from taizhang.access.scopes import ledgers_beside
from taizhang.reporting.columns import SHOWN, chosen, columns_for
from taizhang.reporting.filters import Acts, Asked, Choice, Reader
from taizhang.reporting.filters.catalogue import GROUPS
from taizhang.reporting.filters.kinds import NONE_GIVEN
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from taizhang.ledger.models import Ledger
    from taizhang.reporting.columns import Column
    from taizhang.reporting.filters import Filter
    from taizhang.roster.models import Person
    from taizhang.web.request import Request


class Chip(NamedTuple):
    """One filter in the line: a select that says what it filters by when nothing is chosen."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    value: str


class Tag(NamedTuple):
    """A filter in force, to be taken away with a click."""

    label: str
    without: str


@dataclass(frozen=True)
class Control:
    """One filter on the page of all of them."""

    filter: Filter
    template: str
    fields: list[tuple[str, str]]
    """Its parameters, each with what it holds."""
    choices: list[tuple[str, str, bool]]

    @property
    def said(self) -> str:
        """What is chosen, in words."""
        return "、".join(label for _code, label, is_chosen in self.choices if is_chosen)


def book_of(code: str, books: Sequence[Ledger]) -> Ledger | None:
    """The ledger of this code, or 404; none for no code."""
    if not code:
        return None
    for book in books:
        if book.code == code:
            return book
    raise Http404


def asked_of(request: Request, book: Ledger | None, data: QueryDict | None = None) -> Asked:
    """What the address asks for, by who reads it."""
    sees_phones = can(request.person, Permission.ROSTER_VIEW)
    given = request.GET if data is None else data
    return Asked.of(given, Reader(request.person, request.today, book, sees_phones))


def columns_of(asked: Asked) -> tuple[list[Column], list[str]]:
    """The columns to be shown, and what is wrong with those that were asked for."""
    columns, strange = chosen(asked.columns or SHOWN, asked.reader.ledger)
    told = [gettext("There is no column called “{name}”.").format(name=one) for one in strange]
    return columns, told


def near(asked: Asked) -> set[str]:
    """Names of the filters that stand above the rows with their value."""
    return {"mine"} | {
        one.name
        for one in asked.filters
        if one.is_near and len(asked.values.get(one.name, ())) <= 1
    }


def chips(asked: Asked) -> list[Chip]:
    """The selects above the rows. Where several values are chosen, a tag says them."""
    shown = near(asked)
    return [
        Chip(
            one.name,
            str(one.label),
            _options(one, asked.reader),
            "".join(asked.values.get(one.name, ())),
        )
        for one in asked.filters
        if one.is_near and one.name in shown and isinstance(one.kind, Choice)
    ]


def _options(one: Filter, reader: Reader) -> list[tuple[str, str]]:
    """What a select offers; “none” says of what, because nothing else stands in its line."""
    said = gettext("{filter}: {value}")
    return [
        (code, said.format(filter=one.label, value=label) if code == NONE_GIVEN else label)
        for code, label in one.kind.options(reader)  # type: ignore[attr-defined]  # a choice
    ]


def tags(asked: Asked, address: str) -> list[Tag]:
    """The filters in force that no select shows."""
    return [
        Tag(gettext("{filter}: {value}").format(filter=one.label, value=said), address + without)
        for one, said, without in asked.chosen(but=near(asked))
    ]


def kept(asked: Asked) -> list[tuple[str, str]]:
    """What the line above the rows carries along without showing it."""
    return asked.kept(near(asked))


def controls(asked: Asked) -> list[dict[str, Any]]:
    """Every filter, in its group."""
    groups = []
    for key, label in GROUPS:
        inside = [_control(one, asked) for one in asked.filters if one.group == key]
        shown = [one for one in inside if one.choices or one.template != "choice"]
        if shown:
            groups.append({"label": label, "controls": shown})
    return groups


def _control(one: Filter, asked: Asked) -> Control:
    held = dict(asked.given.get(one.name, ()))
    choices = []
    if isinstance(one.kind, Choice | Acts):
        value = [given for name, given in asked.given.get(one.name, ()) if name == one.name]
        options = one.kind.options(asked.reader)
        choices = [(code, label, code in value) for code, label in options]
    fields = [(name, held.get(name, "")) for name in one.names]
    return Control(one, one.kind.template, fields, choices)


def column_boxes(asked: Asked) -> list[dict[str, Any]]:
    """Every column with whether it is shown, those shown first, in their order."""
    shown, _strange = columns_of(asked)
    keys = [column.key for column in shown]
    every = sorted(
        columns_for(asked.reader.ledger),
        key=lambda column: keys.index(column.key) if column.key in keys else len(keys),
    )
    return [
        {"key": column.key, "label": column.heading, "is_shown": column.key in keys}
        for column in every
        if column.key != "number"
    ]


def names_of_people() -> list[tuple[str, str]]:
    """What the controls for persons offer: name, and where they work."""
    people = roster.officials().select_related("unit")
    return [(one.name, str(one.unit)) for one in people]


def books(person: Person) -> list[Ledger]:
    """Every ledger that is not narrowed to others."""
    return ledgers_beside(person)
