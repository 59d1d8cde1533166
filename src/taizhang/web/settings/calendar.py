"""The work calendar: what differs from the weekdays, changed with a look at what it moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.engine.errors import TaizhangError
from taizhang.engine.holiday_notices import read_days, read_notice, written
from taizhang.ledger import queries, services
from taizhang.web.errors import add_refusal
from taizhang.web.ledger.fields import LongText
from taizhang.web.origin import origin
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpResponse

    from taizhang.engine.calendar import Special
    from taizhang.ledger.redating import Difference
    from taizhang.web.request import Request

SHOWN: Final = 50
"""Entries of a preview that are listed; the rest is counted."""


class CalendarForm(forms.Form):
    """A pasted notice, or the days a line each."""

    text = LongText(
        label=_("The notice, or the days"),
        rows=14,
        max_length=20_000,
        help_text=_(
            "Paste the yearly notice, or write a line for each day: 2026-10-01 off National Day."
        ),
    )
    confirmed = forms.BooleanField(
        label=_("Checked against the printed notice"),
        required=False,
        help_text=_("Until then every date that rests on this year says that it is not certain."),
    )
    source = forms.CharField(label=_("Number of the notice"), max_length=200, required=False)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change; nothing is written yet."""

    days: int
    entries: list[Difference]

    @property
    def shown(self) -> list[Difference]:
        """The first of them."""
        return self.entries[:SHOWN]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return max(0, len(self.entries) - SHOWN)


@requires(Permission.CALENDAR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: Request, year: int | None = None) -> HttpResponse:
    """One year: its days, and a form that previews before it writes."""
    year = year or request.today.year
    years = queries.calendar_years(year)
    days = queries.calendar_days(year)
    stands = next((one for one in years if one.year == year), None)
    confirmed = stands.confirmed if stands else False
    first = {
        "text": written(days),
        "confirmed": confirmed,
        "source": stands.source if stands else "",
    }
    form = CalendarForm(request.POST or None, initial=first, label_suffix="")
    seen = request.POST.get("seen") or queries.calendar_stands(year)
    context = {"year": year, "years": years, "days": days, "confirmed": confirmed, "form": form}
    context |= {"seen": seen}
    if request.method != "POST":
        return page(request, "settings/calendar.html", context)
    if not form.is_valid():
        return page(request, "settings/calendar.html", context, status=422)
    try:
        wanted = _days(form.cleaned_data["text"])
        if "write" in request.POST:
            return _written(request, year, wanted, form)
        moved = services.preview_days(year, wanted, confirmed=form.cleaned_data["confirmed"])[1]
    except services.CalendarChanged as refusal:
        add_refusal(form, refusal)
        # Sent again it is meant: the person was told.
        context |= {"seen": queries.calendar_stands(year)}
        return page(request, "settings/calendar.html", context, status=409)
    except TaizhangError as refusal:
        add_refusal(form, refusal, "text")
        return page(request, "settings/calendar.html", context, status=422)
    changed = sum(days.get(day) != one for day, one in wanted.items())
    changed += sum(day not in wanted for day in days)
    return page(request, "settings/calendar.html", {**context, "preview": Preview(changed, moved)})


def _days(text: str) -> Mapping[date, Special]:
    return read_notice(text).days if "放假" in text else read_days(text)


def _written(
    request: Request, year: int, days: Mapping[date, Special], form: CalendarForm
) -> HttpResponse:
    moved = services.change_days(
        year,
        days,
        confirmed=form.cleaned_data["confirmed"],
        source=form.cleaned_data["source"],
        by=request.person,
        now=request.now,
        seen=request.POST.get("seen"),
        origin=origin(request),
    )
    said = ngettext(
        "The calendar of {year} is written; {count} entry was dated anew.",
        "The calendar of {year} is written; {count} entries were dated anew.",
        moved,
    )
    messages.success(request, said.format(year=year, count=moved))
    return redirect("settings:calendar_of", year)
