"""The request as our screens get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from datetime import date, datetime

    from django_htmx.middleware import HtmxDetails

    from taizhang.roster.models import Account, Person


class Request(HttpRequest):
    """An HTTP request that knows who asks and when (set by `web.middleware.WhoAndWhen`)."""

    user: Account
    person: Person
    now: datetime
    today: date
    htmx: HtmxDetails
