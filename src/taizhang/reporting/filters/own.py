"""Filters of the columns that a ledger itself brings: the operators follow from their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.lookups import IContains
from django.utils.translation import gettext

from taizhang.ledger.models import Column, EntryValue
from taizhang.reporting.filters.conditions import NO, UNKNOWN, YES, any_of, beside
from taizhang.reporting.filters.kinds import NONE_GIVEN, Choice, Days, Filter, Numbers, Words
from taizhang.reporting.filters.options import yes_no_unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.ledger.models import Ledger
    from taizhang.reporting.filters.kinds import Options, Reader


def filters_of(ledger: Ledger) -> list[Filter]:
    """One for each of its columns that is still asked for."""
    own = Column.objects.filter(ledger=ledger, known_as="", is_retired=False)
    return [_of(column) for column in own]


def _of(column: Column) -> Filter:
    """By a column that the ledger itself brings: the operators follow from its type."""
    name, key = f"own_{column.key}", column.pk
    kind: Any
    if column.type == Column.Type.DATE:
        kind, holds = Days(), _between(key, "day")
    elif column.type == Column.Type.NUMBER:
        kind, holds = Numbers(), _between(key, "number")
    elif column.type == Column.Type.YES_NO:
        kind, holds = Choice(_answers(column.choices)), _fact(key)
    elif column.type == Column.Type.CHOICE:
        kind, holds = Choice(_listed(column.choices)), _choice(key)
    elif column.type == Column.Type.LONG_TEXT:
        kind, holds = Words(), _long_text(column)
    else:
        kind, holds = Words(), _text(key)
    return Filter(name, column.name, kind, holds, "own", is_beside=True)


def _answers(words: list[str]) -> Callable[[Reader], Options]:
    """Yes and no, in the words of the column where it has some."""
    if len(words) != 2:  # noqa: PLR2004
        return yes_no_unknown
    said = ((YES, str(words[0])), (NO, str(words[1])))
    return lambda _reader: [*said, (UNKNOWN, gettext("Not known"))]


def _listed(choices: list[str]) -> Callable[[Reader], Options]:
    return lambda _reader: [
        *((str(one), str(one)) for one in choices),
        (NONE_GIVEN, gettext("None")),
    ]


def _text(column: int) -> Callable[[str, Reader], Q]:
    """The words stand in a value of the ledger's own column."""

    def holds_of(value: str, reader: Reader) -> Q:
        rows = EntryValue.objects.filter(column=column)
        if value == NONE_GIVEN:
            return ~beside(rows, reader.walking())
        return beside(rows.filter(text__icontains=value), reader)

    return holds_of


def _long_text(column: Column) -> Callable[[str, Reader], Q]:
    """The same of a long text, of which a row of values holds only the beginning."""
    in_rows = _text(column.pk)

    def holds_of(value: str, reader: Reader) -> Q:
        if value == NONE_GIVEN:
            return in_rows(value, reader)
        return Q(IContains(KeyTextTransform(column.key, "values"), value))

    return holds_of


def _choice(column: int) -> Callable[[tuple[str, ...], Reader], Q]:
    def holds_of(value: tuple[str, ...], reader: Reader) -> Q:
        rows = EntryValue.objects.filter(column=column)
        found = beside(rows.filter(text__in=value), reader)
        return found | ~beside(rows, reader.walking()) if NONE_GIVEN in value else found

    return holds_of


def _fact(column: int) -> Callable[[tuple[str, ...], Reader], Q]:
    def holds_of(value: tuple[str, ...], reader: Reader) -> Q:
        rows = EntryValue.objects.filter(column=column)
        return any_of(
            value,
            {
                YES: beside(rows.filter(number=1), reader),
                NO: beside(rows.filter(number=0), reader),
                UNKNOWN: ~beside(rows, reader.walking()),
            },
        )

    return holds_of


def _between(column: int, field: str) -> Callable[[tuple[Any, Any], Reader], Q]:
    def holds_of(value: tuple[Any, Any], reader: Reader) -> Q:
        rows = EntryValue.objects.filter(column=column)
        for bound, how in zip(value, ("gte", "lte"), strict=True):
            if bound is not None:
                rows = rows.filter(**{f"{field}__{how}": bound})
        return beside(rows, reader)

    return holds_of
