"""Lists by the page; a page that is not there shows the nearest one that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.paginator import Page, Paginator
from django.db.models import F

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

ROWS: Final = 50
BY_UNIT: Final = (F("unit__code").asc(nulls_last=True), "code")
"""People in the order of their units, the enterprises' contacts after the officials."""


def rows_of(request: HttpRequest, found: QuerySet | Sequence[int], size: int = ROWS) -> Page:
    """The page of `found` that the address asks for."""
    return Paginator(found, size).get_page(request.GET.get("page"))
