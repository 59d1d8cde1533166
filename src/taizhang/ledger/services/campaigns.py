"""Campaigns (专项活动): opened, changed, ended with a report; their entries stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from taizhang.engine.codes import AuditAct
from taizhang.ledger.errors import (
    CampaignChanged,
    CampaignEndsBefore,
    CampaignNameTaken,
    CampaignOver,
)
from taizhang.ledger.models import Campaign, CampaignLine, Ledger
from taizhang.ledger.queries.books import own_ledgers
from taizhang.ledger.services.wording import plain
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from taizhang.roster.models import Person, Unit

_LONGEST_LINE = 200


@transaction.atomic
def open_campaign(
    *,
    name: str,
    starts_on: date,
    by: Person,
    now: datetime,
    ends_on: date | None = None,
    units: Sequence[Unit] = (),
    lines: Sequence[str] = (),
    ledgers: Sequence[Ledger] = (),
    origin: trail.Origin | None = None,
) -> Campaign:
    """Begin a campaign; its code is the year and a running number."""
    _check(None, name, starts_on, ends_on)
    campaign = Campaign.objects.create(
        code=_next_code(starts_on.year), name=plain(name), starts_on=starts_on, ends_on=ends_on
    )
    _set_parts(campaign, units, lines, ledgers)
    _audit(AuditAct.CAMPAIGN_OPENED, campaign, by, now, origin)
    return campaign


@transaction.atomic
def change_campaign(
    campaign: Campaign,
    *,
    name: str,
    starts_on: date,
    by: Person,
    now: datetime,
    ends_on: date | None = None,
    units: Sequence[Unit] = (),
    lines: Sequence[str] = (),
    ledgers: Sequence[Ledger] = (),
    seen: int | None = None,
    origin: trail.Origin | None = None,
) -> Campaign:
    """All of it as it is to be; one that has ended stays as it was.

    `seen` is the edition that a form was made from: an older one is refused, unless the campaign
    is exactly like this already (a double click).
    """
    campaign = _running(campaign)
    if seen is not None and seen != campaign.edition:
        wanted = (plain(name), starts_on, ends_on, _texts(lines), _keys(units), _keys(ledgers))
        if _as_it_is(campaign) == wanted:
            return campaign
        raise CampaignChanged(name=campaign.name, by=campaign.edited_by, at=campaign.edited_at)
    _check(campaign, name, starts_on, ends_on)
    campaign.name, campaign.starts_on, campaign.ends_on = plain(name), starts_on, ends_on
    campaign.edition += 1
    campaign.edited_at, campaign.edited_by = now, by.name
    changed = ["name", "starts_on", "ends_on", "edition", "edited_at", "edited_by"]
    campaign.save(update_fields=changed)
    _set_parts(campaign, units, lines, ledgers)
    _audit(AuditAct.CAMPAIGN_CHANGED, campaign, by, now, origin)
    return campaign


@transaction.atomic
def end_campaign(
    campaign: Campaign,
    *,
    report: Mapping[str, Any],
    by: Person,
    now: datetime,
    origin: trail.Origin | None = None,
) -> Campaign:
    """Freeze its figures in `report`; its own ledgers take nothing new, their entries go on."""
    campaign = _running(campaign)
    campaign.ended_at, campaign.ended_by, campaign.report = now, by, dict(report)
    campaign.save(update_fields=["ended_at", "ended_by", "report"])
    own = own_ledgers().filter(campaign=campaign).values("pk")
    Ledger.objects.filter(pk__in=own).update(is_open=False)
    _audit(AuditAct.CAMPAIGN_ENDED, campaign, by, now, origin)
    return campaign


def _running(campaign: Campaign) -> Campaign:
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.ended_at is not None:
        raise CampaignOver(name=campaign.name)
    return campaign


def _check(campaign: Campaign | None, name: str, starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise CampaignEndsBefore
    others = Campaign.objects.exclude(pk=campaign.pk if campaign else 0)
    if others.filter(name=plain(name)).exists():
        raise CampaignNameTaken(name=plain(name))


def _next_code(year: int) -> str:
    codes = Campaign.objects.filter(code__startswith=f"{year}-").values_list("code", flat=True)
    last = max((int(code.partition("-")[2]) for code in codes), default=0)
    return f"{year}-{last + 1:02d}"


def _set_parts(
    campaign: Campaign, units: Sequence[Unit], lines: Sequence[str], ledgers: Sequence[Ledger]
) -> None:
    campaign.units.set(units)
    campaign.lines.all().delete()
    CampaignLine.objects.bulk_create(
        CampaignLine(campaign=campaign, position=place, text=text)
        for place, text in enumerate(_texts(lines), start=1)
    )
    chosen = [ledger.pk for ledger in ledgers]
    Ledger.objects.filter(campaign=campaign).exclude(pk__in=chosen).update(campaign=None)
    Ledger.objects.filter(pk__in=chosen).update(campaign=campaign)


def _texts(lines: Sequence[str]) -> list[str]:
    return [text[:_LONGEST_LINE] for line in lines if (text := plain(line))]


def _keys(things: Iterable[Unit | Ledger]) -> set[int]:
    return {one.pk for one in things}


def _as_it_is(campaign: Campaign) -> tuple[object, ...]:
    lines = [line.text for line in campaign.lines.all()]
    days = campaign.starts_on, campaign.ends_on
    return (campaign.name, *days, lines, _keys(campaign.units.all()), _keys(campaign.ledgers.all()))


def _audit(
    act: AuditAct, campaign: Campaign, by: Person, now: datetime, origin: trail.Origin | None
) -> None:
    days = f"{campaign.starts_on.isoformat()} – {timezone.localdate(now).isoformat()}"
    said = f"{campaign.name} {days}" if act is AuditAct.CAMPAIGN_ENDED else campaign.name
    trail.audit(act, now=now, actor=trail.actor_name(by), subject=said, origin=origin)
