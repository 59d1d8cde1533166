"""The clocks (时限方案): what ships, the site's own versions, changed with a look at the dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.engine.deadlines import DUE_STARTS, PRESETS, TimeUnit, due
from taizhang.engine.errors import TaizhangError
from taizhang.engine.moves import State
from taizhang.engine.preset_data import STARTS
from taizhang.ledger import queries
from taizhang.ledger.presets import preset_in_force, versions_of
from taizhang.ledger.services.presets import change_preset, proposed
from taizhang.ledger.work_calendar import work_calendar
from taizhang.web.errors import add_refusal
from taizhang.web.ledger.fields import Day, labelled
from taizhang.web.ledger.ladder import PRESET_NAMES, explained, length, milestone_name
from taizhang.web.page import page

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from taizhang.engine.deadlines import Milestone, Preset
    from taizhang.web.request import Request


class PresetForm(forms.Form):
    """What belongs to all of its milestones."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    warn = forms.IntegerField(
        label=_("Counts as near from so many working days before"),
        required=False,
        min_value=1,
        max_value=30,
        help_text=_("Empty: when the last fifth of the time begins."),
    )
    start = Day(label=_("Try it with a matter that begins on"), required=False)


class MilestoneForm(forms.Form):
    """One clock of the preset."""

    amount = forms.IntegerField(label=_("How long"), min_value=1, max_value=400)
    unit = forms.ChoiceField(label=_("Counted in"))
    starts = forms.ChoiceField(label=_("Runs from"))
    roll = forms.BooleanField(label=_("A rest day moves to the next workday"), required=False)
    parked = forms.BooleanField(label=_("Stands still while parked"), required=False)

    def __init__(self, data: Any = None, *, milestone: Milestone, gives_due: bool) -> None:
        super().__init__(
            data,
            prefix=milestone.name,
            label_suffix="",
            initial={
                "amount": milestone.amount,
                "unit": milestone.unit.value,
                "starts": milestone.starts.value,
                "roll": milestone.roll,
                "parked": State.PARKED in milestone.pauses,
            },
        )
        self.title = milestone_name(milestone)
        self.fields["unit"].choices = labelled(TimeUnit)
        starts = DUE_STARTS if gives_due else STARTS
        self.fields["starts"].choices = labelled(
            [*starts, *([milestone.starts] if milestone.starts not in starts else [])]
        )
        self.others = sorted(str(one) for one in milestone.pauses - {State.PARKED})

    def said(self) -> dict[str, Any]:
        """As `engine.preset_data` says a milestone."""
        given = dict(self.cleaned_data)
        parked = [State.PARKED.value] if given.pop("parked") else []
        return {**given, "pauses": sorted([*parked, *self.others])}


@dataclass(frozen=True, slots=True)
class Tried:
    """One milestone's date by the version in force and by the new one."""

    title: str
    now: date
    then: date
    why: list[str]


@requires(Permission.LEDGER_OPEN)
@require_safe
def presets(request: Request) -> HttpResponse:
    """Every preset with the version in force and the ledgers that run by it."""
    books = queries.ledgers()
    rows = [
        (
            preset_in_force(code),
            gettext(PRESET_NAMES.get(code, code)),
            [queries.name_of(book) for book in books if book.preset == code],
        )
        for code in PRESETS
    ]
    return page(request, "settings/presets.html", {"rows": rows})


@requires(Permission.LEDGER_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def preset(request: Request, code: str) -> HttpResponse:
    """One preset: what it says, and a form that shows dates before it writes."""
    if code not in PRESETS:
        raise Http404
    stands = preset_in_force(code)
    data = request.POST if request.method == "POST" else None
    first = {"seen": stands.version, "warn": stands.warn_days, "start": request.today}
    form = PresetForm(data, initial=first, label_suffix="")
    parts = [
        MilestoneForm(data, milestone=one, gives_due=one.name == stands.resolve)
        for one in stands.milestones
    ]
    context = {
        "preset": stands,
        "name": gettext(PRESET_NAMES.get(code, code)),
        "form": form,
        "parts": parts,
        "versions": versions_of(code),
        "limits": _limits(stands),
        "raised": [
            (gettext(rule.ground.label).format(count=rule.count), gettext(rule.level.label))
            for rule in PRESETS[code].escalations
        ],
    }
    if data is None:
        return page(request, "settings/preset.html", context)
    if not all([form.is_valid(), *(part.is_valid() for part in parts)]):
        return page(request, "settings/preset.html", context, status=422)
    wanted = {one.name: part.said() for one, part in zip(stands.milestones, parts, strict=True)}
    try:
        new = proposed(code, wanted, form.cleaned_data["warn"])
        if "write" in request.POST:
            return _written(request, code, wanted, form)
    except TaizhangError as refusal:
        add_refusal(form, refusal)
        return page(request, "settings/preset.html", context, status=409)
    day = form.cleaned_data["start"] or request.today
    return page(request, "settings/preset.html", {**context, "tried": _tried(stands, new, day)})


def _limits(stands: Preset) -> list[str]:
    """What the preset allows beside its clocks, a sentence each."""
    limits, said = stands.limits, []
    if limits.returns:
        within = gettext("A dispatch can be disputed within {time}.")
        said.append(within.format(time=length(limits.returns)))
    if limits.extension:
        more = gettext("More time is granted once, {time} at most.")
        said.append(more.format(time=length(limits.extension)))
    if limits.ask_before:
        before = ngettext(
            "More time is asked for at least {n} working day before the end.",
            "More time is asked for at least {n} working days before the end.",
            limits.ask_before,
        )
        said.append(before.format(n=limits.ask_before))
    return said


def _tried(stands: Preset, new: Preset, day: date) -> list[Tried]:
    start = timezone.make_aware(datetime.combine(day, time(9)))
    calendar = work_calendar(day)
    found = []
    for one in new.milestones:
        then = due(one, start, calendar)
        now = due(stands.milestone(one.name), start, calendar)
        found.append(Tried(milestone_name(one), now.date, then.date, explained(then.steps)))
    return found


def _written(
    request: Request, code: str, wanted: dict[str, dict[str, Any]], form: PresetForm
) -> HttpResponse:
    new = change_preset(
        code,
        wanted,
        warn=form.cleaned_data["warn"],
        by=request.person,
        now=request.now,
        seen=form.cleaned_data["seen"],
    )
    said = gettext("Version {n} counts for entries that begin from now on.")
    messages.success(request, said.format(n=new.version))
    return redirect("settings:preset", code)
