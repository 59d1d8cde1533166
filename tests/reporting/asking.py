"""What an address asks for, and what it finds: gathered and walked alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from taizhang.ledger.models import Entry, Ledger
from taizhang.reporting.filters import Asked, Reader
from tests.clock import NOW

if TYPE_CHECKING:
    from datetime import date

TODAY = NOW.date()


def asked(query: str, person: Any, *, today: date = TODAY, code: str = "") -> Asked:
    book = Ledger.objects.get(code=code) if code else None
    return Asked.of(QueryDict(query), Reader(person, today, book, sees_phones=True))


def titles(found: Asked) -> str:
    """Gathered and walked must be the same rows."""
    gathered = "".join(sorted(found.rows(Entry.objects.all()).values_list("title", flat=True)))
    walked = found.rows(Entry.objects.all(), replace(found.reader, is_walking=True))
    assert "".join(sorted(walked.values_list("title", flat=True))) == gathered
    assert not found.problems
    return gathered


def sorted_(text: str) -> str:
    return "".join(sorted(text))
