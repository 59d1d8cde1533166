"""Campaigns: what runs, how it stands by ledger and unit, and the report it ends with."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.get import get_campaign
from taizhang.access.scopes import visible_entries, visible_ledgers
from taizhang.engine.errors import TaizhangError
from taizhang.ledger import queries, services
from taizhang.ledger.queries.rights import ledgers_open_to_all, open_to_all
from taizhang.reporting import campaigns as figures
from taizhang.reporting.papers import DOCX
from taizhang.reporting.papers.campaigns import campaign_report
from taizhang.reporting.queries import Fact
from taizhang.web.campaigns.forms import CampaignForm
from taizhang.web.errors import add_refusal
from taizhang.web.origin import origin
from taizhang.web.page import page

if TYPE_CHECKING:
    from taizhang.ledger.models import Campaign
    from taizhang.reporting.campaigns import CampaignFigures, Line
    from taizhang.web.request import Request

_FIELDS: Final = {"campaign_name_taken": "name", "campaign_ends_before": "ends_on"}


@requires(Permission.REPORT_VIEW)
@require_safe
def campaigns(request: Request) -> HttpResponse:
    """All of them, those that run first."""
    context = {
        "rows": queries.campaigns(),
        "may_open": can(request.person, Permission.LEDGER_OPEN),
    }
    return page(request, "campaigns/campaigns.html", context)


@requires(Permission.LEDGER_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """The form of a new one."""
    form = CampaignForm(request.POST or None, initial={"starts_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_campaign(
                **form.cleaned_data, by=request.person, now=request.now, origin=origin(request)
            )
        except TaizhangError as refusal:
            add_refusal(form, refusal, _FIELDS.get(refusal.code))
        else:
            messages.success(request, gettext("The campaign “{name}” runs.").format(name=made.name))
            return redirect("campaigns:campaign", made.code)
    return _form(request, form, None)


@requires(Permission.LEDGER_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, code: str) -> HttpResponse:
    """The same form for one that runs."""
    campaign = get_campaign(request.person, code, Permission.LEDGER_OPEN)
    form = CampaignForm(request.POST or None, campaign=campaign)
    seen = request.POST.get("seen", str(campaign.edition))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_campaign(
                campaign,
                **form.cleaned_data,
                seen=int(seen) if seen.isdecimal() else None,
                by=request.person,
                now=request.now,
                origin=origin(request),
            )
        except TaizhangError as refusal:
            add_refusal(form, refusal, _FIELDS.get(refusal.code))
            if isinstance(refusal, services.CampaignChanged):  # sent again it is meant like this
                seen = str(get_campaign(request.person, code, Permission.LEDGER_OPEN).edition)
        else:
            messages.success(request, gettext("The campaign is changed."))
            return redirect("campaigns:campaign", code)
    return _form(request, form, campaign, seen)


def _form(
    request: Request, form: CampaignForm, campaign: Campaign | None, seen: str = ""
) -> HttpResponse:
    context = {"form": form, "campaign": campaign, "seen": seen}
    return page(request, "campaigns/form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.REPORT_VIEW)
@require_safe
def campaign(request: Request, code: str) -> HttpResponse:
    """How it stands, of what the reader may see."""
    found = get_campaign(request.person, code)
    entries, books = visible_entries(request.person), visible_ledgers(request.person)
    stands = figures.campaign_figures(found, entries, books, today=request.today)
    context = {
        "campaign": found,
        "today": request.today,
        "books": [(one, queries.name_of(one)) for one in books.filter(campaign=found)],
        "tables": _tables(stands, found, request),
        "left_out": stands.left_out,
        "may_change": can(request.person, Permission.LEDGER_OPEN) and not found.ended_at,
    }
    return page(request, "campaigns/campaign.html", context)


@requires(Permission.LEDGER_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, code: str) -> HttpResponse:
    """Asked once; then its figures are frozen, whoever ends it.

    Over all entries but those of ledgers that are narrowed to some: everybody reads the report.
    """
    found = get_campaign(request.person, code, Permission.LEDGER_OPEN)
    stands = figures.campaign_figures(
        found, open_to_all(queries.entries()), ledgers_open_to_all(), today=request.today
    )
    if request.method == "POST":
        services.end_campaign(
            found,
            report=replace(stands, issuer=_unit_of(request)).as_json(),
            by=request.person,
            now=request.now,
            origin=origin(request),
        )
        messages.success(request, gettext("The campaign has ended; this is its report."))
        return redirect("campaigns:report", code)
    counts = stands.total.counts
    context = {
        "campaign": found,
        "registered": counts[Fact.REGISTERED.value],
        "open": counts[Fact.OPEN.value],
        "left_out": stands.left_out,
    }
    return page(request, "campaigns/end.html", context)


@requires(Permission.REPORT_VIEW)
@require_safe
def report(request: Request, code: str) -> HttpResponse:
    """The report of one that has ended: figures as they stood, to be printed."""
    found = get_campaign(request.person, code)
    if found.ended_at is None:
        raise Http404
    frozen = figures.frozen_figures(found, visible_ledgers(request.person))
    context = {
        "campaign": found,
        "until": frozen.until,
        "tables": _tables(frozen, found, None),
        "total": _cells(frozen.total, found, None)["rates"],
        "counts": frozen.total.counts,
        "left_out": frozen.left_out,
    }
    return page(request, "campaigns/report.html", context)


@requires(Permission.REPORT_VIEW)
@require_safe
def paper(request: Request, code: str) -> FileResponse:
    """The same report as a Word document in the form of an official paper."""
    found = get_campaign(request.person, code)
    if found.ended_at is None:
        raise Http404
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    frozen = figures.frozen_figures(found, visible_ledgers(request.person))
    campaign_report(found, frozen, zone=settings.ZONE_NAME).save(file)
    file.seek(0)
    name = gettext("{name}: report").format(name=found.name) + ".docx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=DOCX)


def _unit_of(request: Request) -> str:
    return request.person.unit.name if request.person.unit else ""


def _tables(
    stands: CampaignFigures, campaign: Campaign, request: Request | None
) -> list[dict[str, Any]]:
    """By ledger and by unit; links to the rows only while the figures are of today."""
    of_ledgers = [_cells(line, campaign, request, ledger=line.key) for line in stands.ledgers]
    of_units = [_cells(line, campaign, request) for line in stands.units]
    total = _cells(stands.total, campaign, request)
    heads = {
        "counts": [gettext(name) for name, _fact in figures.COUNTS],
        "rates": [gettext(name) for name, *_facts in figures.RATES],
        "total": total,
    }
    return [
        {"title": gettext("By ledger"), "head": gettext("Ledger"), "lines": of_ledgers, **heads},
        {"title": gettext("By unit"), "head": gettext("Lead unit"), "lines": of_units, **heads},
    ]


def _cells(
    line: Line, campaign: Campaign, request: Request | None, *, ledger: str = ""
) -> dict[str, Any]:
    def cell(fact: Fact) -> dict[str, Any]:
        return {"n": line.counts[fact.value], "url": address(fact)}

    def address(fact: Fact) -> str:
        # The list knows one ledger at a time: a unit's rows over several have no address.
        if request is None or not ledger:
            return ""
        said = {
            "start": campaign.starts_on.isoformat(),
            "end": queries.last_day(campaign, request.today).isoformat(),
            "fact": "" if fact is Fact.REGISTERED else fact.value,
        }
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{reverse('ledger:entries_of', args=[ledger])}?{query}"

    return {
        "name": line.name or gettext(line.title),
        "counts": [{"name": gettext(word), **cell(fact)} for word, fact in figures.COUNTS],
        "rates": [
            {"name": gettext(word), "part": cell(part), "whole": cell(whole)}
            for word, part, whole in figures.RATES
        ],
    }
