"""Addresses of entries in lists.

A page of a list has a hundred of them, and the router takes longer for each than its row does: it
is asked once for what stands before and behind the number.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final
from urllib.parse import quote

from django.urls import get_script_prefix, reverse

_NUMBER: Final = "0-0"
"""Stands for the number where the router is asked."""

_PLAIN: Final = "!$&'()*+,;=~:@"
"""Signs that the router leaves as they are (RFC 3986, sub-delims)."""

_MANY: Final = 4096
"""Numbers that are kept as they stand in an address: a row has three of it."""


def entry(number: str) -> str:
    """Where the entry with this number is shown."""
    return _address("ledger:entry", number)


def dates(number: str) -> str:
    """Where is shown how the dates of the entry with this number were counted."""
    return _address("ledger:dates", number)


def act(number: str, move: str) -> str:
    """Where a move of the entry with this number is made."""
    return _address("ledger:act", number, move)


def _address(name: str, number: str, *more: str) -> str:
    before, after = _around(name, get_script_prefix(), *more)
    return f"{before}{_quoted(number)}{after}"


@lru_cache(maxsize=_MANY)
def _quoted(number: str) -> str:
    return quote(number, safe=_PLAIN)


@cache
def _around(name: str, _prefix: str, *more: str) -> tuple[str, str]:
    before, _mark, after = reverse(name, args=[_NUMBER, *more]).rpartition(_NUMBER)
    return before, after
