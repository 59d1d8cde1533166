"""Who handled an entry, as its row keeps it and as lists ask for it.

The rule itself is the lifecycle's (`Facts.handlers`); here it is a condition over rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taizhang.roster.models import Person

_BETWEEN = "\n"


def as_kept(codes: Iterable[str]) -> str:
    """The codes in one column, each between two line ends, so that no code is part of another."""
    lines = _BETWEEN.join(codes)
    return f"{_BETWEEN}{lines}{_BETWEEN}" if lines else ""


def as_told(kept: str) -> tuple[str, ...]:
    """The codes that the column keeps."""
    return tuple(kept.strip(_BETWEEN).split(_BETWEEN)) if kept else ()


def handled(person: Person) -> Q:
    """What `person` handled and so may not close."""
    # Compared letter by letter: LIKE takes capitals for small letters on SQLite.
    worked = GreaterThan(StrIndex("worked_by", Value(as_kept([person.code]))), 0)
    return Q(answered_by=person) | Q(in_charge=person) | Q(worked)
