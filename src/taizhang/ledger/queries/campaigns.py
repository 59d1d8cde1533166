"""Campaigns and the entries that belong to them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from taizhang.ledger.models import Campaign, Entry, Ledger, Listing

if TYPE_CHECKING:
    from django.db.models import QuerySet


def campaigns() -> QuerySet[Campaign]:
    """Those that run first, then the newest; with how many ledgers each has."""
    return (
        Campaign.objects.annotate(number_of_ledgers=Count("ledgers", distinct=True))
        .prefetch_related("lines", "units")
        .order_by("ended_at", "-starts_on", "-code")
    )


def campaign_by_code(code: str) -> Campaign | None:
    return campaigns().filter(code=code).first()


def free_ledgers(campaign: Campaign | None) -> QuerySet[Ledger]:
    """The ledgers that no other campaign has."""
    mine = Q(campaign=campaign) if campaign else Q()
    return Ledger.objects.filter(Q(campaign__isnull=True) | mine).order_by("id")


def last_day(campaign: Campaign, today: date) -> date:
    """The last day of which the campaign's figures tell."""
    return timezone.localdate(campaign.ended_at) if campaign.ended_at else today


def entries_of_campaign(
    campaign: Campaign, entries: QuerySet[Entry], today: date
) -> QuerySet[Entry]:
    """Of `entries` those on its ledgers that were registered while it ran."""
    ledgers = campaign.ledgers.values("pk")
    listed = Listing.objects.filter(ledger__in=ledgers).values("entry")
    return entries.filter(
        Q(ledger__in=ledgers) | Q(pk__in=listed),
        registered_at__gte=_midnight(campaign.starts_on),
        registered_at__lt=_midnight(last_day(campaign, today) + timedelta(days=1)),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
