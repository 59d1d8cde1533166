"""Merging a unit into another: looked at first, then all of it in one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_unit
from taizhang.engine.errors import TaizhangError
from taizhang.ledger.holdings import with_unit
from taizhang.matching import services as matching
from taizhang.roster import queries
from taizhang.web.errors import add_refusal
from taizhang.web.ledger.fields import LongText, UnitField
from taizhang.web.origin import origin
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.matching.models import CommonProblem
    from taizhang.roster.models import Park, Person, Unit
    from taizhang.web.request import Request

SHOWN: Final = 20


class MergeUnitForm(forms.Form):
    """Into which unit, and why."""

    into = UnitField(label=_("Takes everything over"), empty_label=_("Choose the unit"))
    reason = LongText(
        label=_("Reason"),
        required=False,
        rows=2,
        help_text=_("It stands in the history of every entry."),
    )

    def __init__(self, data: object = None, *, old: Unit) -> None:
        super().__init__(data, label_suffix="")
        self.fields["into"].queryset = queries.units().filter(is_active=True).exclude(pk=old.pk)


@dataclass(frozen=True, slots=True)
class Moved:
    """What changes hands."""

    entries: Sequence[Entry]
    count: int
    problems: Sequence[CommonProblem]
    people: Sequence[Person]
    parks: Sequence[Park]
    parts: Sequence[Unit]


@requires(Permission.ENTRY_HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_unit(request: Request, code: str) -> HttpResponse:
    """What would change hands, and the act."""
    old = get_unit(request.person, code, Permission.ENTRY_HAND_OVER)
    form = MergeUnitForm(request.POST or None, old=old)
    if request.method == "POST" and form.is_valid():
        try:
            return _merged(request, old, form)
        except TaizhangError as refusal:
            add_refusal(form, refusal)
    entries = with_unit(old).order_by("number")
    moved = Moved(
        entries[:SHOWN],
        entries.count(),
        list(matching.problems_with(old)),
        queries.people_of(old),
        old.parks.all(),
        old.parts.filter(is_active=True),
    )
    context = {"unit": old, "form": form, "moved": moved, "more": max(0, moved.count - SHOWN)}
    return page(request, "roster/merge.html", context, status=422 if form.is_bound else 200)


def _merged(request: Request, old: Unit, form: MergeUnitForm) -> HttpResponse:
    new = form.cleaned_data["into"]
    done = matching.merge_units(
        old,
        new,
        by=request.person,
        now=request.now,
        reason=form.cleaned_data["reason"],
        origin=origin(request),
    )
    said = gettext(
        "{old} is merged into {new}; {count} open entries and {problems} open common problems"
        " changed hands."
    )
    counts = {"count": done.entries, "problems": done.problems}
    messages.success(request, said.format(old=old.name, new=new.name, **counts))
    return redirect("roster:unit", new.code)
