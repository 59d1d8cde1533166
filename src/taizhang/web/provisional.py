"""Dates in a year whose holidays have not been announced: wherever they stand they say so.

Which years are confirmed is asked once in a request, by the first date that is shown.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from taizhang.ledger import queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_known: ContextVar[set[int] | None] = ContextVar("confirmed_years", default=None)
"""Empty: not asked yet in this request. None: outside of one, where nothing is remembered."""


@contextmanager
def asked_once() -> Iterator[None]:
    """While the block runs the years are read at most once."""
    token = _known.set(set())
    try:
        yield
    finally:
        _known.reset(token)


def is_provisional(day: date) -> bool:
    """Whether the year of `day` is not confirmed: its holidays may still move a counted date."""
    known = _known.get()
    if known is None:
        return day.year not in queries.confirmed_years()
    if not known:
        known.update(queries.confirmed_years() or {0})
    return day.year not in known


def marked(words: str, day: date) -> str:
    """`words` that name `day`, with a word on its being provisional."""
    return gettext("{date} (provisional)").format(date=words) if is_provisional(day) else words


def reason(year: int) -> str:
    """Why a date is provisional."""
    said = gettext("The holidays of {year} are not announced yet; the date may still move.")
    return said.format(year=year)
