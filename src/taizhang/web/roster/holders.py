"""Who holds what, handing all of it over, and what is without anybody: the office's screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_enterprise, get_park, get_person, get_unit
from taizhang.engine.errors import TaizhangError
from taizhang.ledger.holdings import HOLDERS, held_by
from taizhang.ledger.orphans import Place
from taizhang.ledger.queries import name_of
from taizhang.ledger.queries.approvers import ledgers_decided_by
from taizhang.matching import services as matching
from taizhang.matching.orphans import Place as OfProblems
from taizhang.matching.orphans import breaches, by_gap
from taizhang.roster import queries
from taizhang.roster.services import HoldersChanged, holders_stand, name_holders
from taizhang.web.errors import add_refusal
from taizhang.web.origin import origin
from taizhang.web.page import page
from taizhang.web.paging import rows_of
from taizhang.web.request import Request
from taizhang.web.roster.forms import HandOverEverythingForm, HoldersForm
from taizhang.web.roster.words import HELD, POSTS

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.ledger.orphans import Breach
    from taizhang.roster.models import Person

SHOWN: Final = 100
"""Rows of one kind of gap; the rest is counted, and `taizhang check --all` lists it."""
_PAGES: Final = {
    Place.ENTRY: "ledger:entry",
    Place.ENTERPRISE: "roster:enterprise_holders",
    Place.PARK: "roster:park_holders",
    Place.UNIT: "roster:unit_holders",
    OfProblems.PROBLEM: "matching:problem",
}
"""Where a gap is filled."""
_NUMBERED: Final = (Place.ENTRY, OfProblems.PROBLEM)


@requires(Permission.ENTRY_HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, code: str) -> HttpResponse:
    """What a person holds, and to whom all of it goes."""
    found = get_person(request.person, code, Permission.ENTRY_HAND_OVER)
    form = HandOverEverythingForm(request.POST or None, old=found)
    if request.method == "POST" and form.is_valid():
        try:
            return _handed_over(request, found, form)
        except TaizhangError as error:
            add_refusal(form, error)
    entries = held_by(found).select_related("ledger", "lead").order_by("number")
    rows = rows_of(request, entries)
    context = {
        "person": found,
        "form": form,
        "rows": rows,
        "lines": [(entry, _held(entry, found)) for entry in rows.object_list],
        "posts": [
            (_address(post.thing), post.thing.name, _(POSTS[post.role]))
            for post in queries.posts(found)
        ]
        + [
            (reverse("settings:ledger_rules", args=[book.code]), name_of(book), _("more time"))
            for book in ledgers_decided_by(found)
        ]
        + [
            (reverse("matching:problem", args=[one.number]), str(one), _("common problem"))
            for one in matching.problems_of(found)
        ],
    }
    return page(request, "roster/person.html", context, status=422 if form.is_bound else 200)


def _handed_over(request: Request, old: Person, form: HandOverEverythingForm) -> HttpResponse:
    new = form.cleaned_data["to"]
    done = matching.hand_over_everything(
        old,
        new,
        by=request.person,
        now=request.now,
        reason=form.cleaned_data["reason"],
        origin=origin(request),
    )
    said = _("{entries} entries and {posts} posts of {old} are now {new}'s.")
    messages.success(
        request,
        said.format(entries=done.entries, posts=done.posts, old=old.name, new=new.name),
    )
    if done.problems:
        said = _("{count} common problems of {old} are now {new}'s.")
        messages.success(request, said.format(count=done.problems, old=old.name, new=new.name))
    return redirect("roster:person", old.code)


def _held(entry: Entry, person: Person) -> list[str]:
    """What the person holds in it, in words."""
    return [_(HELD[name]) for name in HOLDERS if getattr(entry, f"{name}_id") == person.pk]


def _address(thing: queries.Thing) -> str:
    return reverse(f"roster:{type(thing).__name__.lower()}_holders", args=[thing.code])


@requires(Permission.ENTRY_HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def of_unit(request: Request, code: str) -> HttpResponse:
    """Who leads, heads and watches a unit."""
    unit = get_unit(request.person, code, Permission.ENTRY_HAND_OVER)
    return _holders(request, unit, reverse("roster:unit", args=[code]))


@requires(Permission.ENTRY_HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def of_enterprise(request: Request, code: str) -> HttpResponse:
    """Who serves and watches an enterprise."""
    enterprise = get_enterprise(request.person, code, Permission.ENTRY_HAND_OVER)
    return _holders(request, enterprise, reverse("roster:enterprise", args=[code]))


@requires(Permission.ENTRY_HAND_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def of_park(request: Request, code: str) -> HttpResponse:
    """Who serves and watches a park."""
    park = get_park(request.person, code, Permission.ENTRY_HAND_OVER)
    return _holders(request, park, reverse("roster:orphans"))


def _holders(request: Request, thing: queries.Thing, back: str) -> HttpResponse:
    seen = request.POST.get("seen", holders_stand(thing))
    form = HoldersForm(request.POST or None, thing=thing)
    if request.method == "POST" and form.is_valid():
        try:
            name_holders(
                thing,
                form.cleaned_data,
                by=request.person,
                now=request.now,
                seen=seen,
                origin=origin(request),
            )
        except TaizhangError as error:
            add_refusal(form, error)
            if isinstance(error, HoldersChanged):
                seen = holders_stand(thing)
        else:
            messages.success(request, _("Saved: who holds {name}.").format(name=thing.name))
            return redirect(back)
    context = {"thing": thing, "form": form, "back": back, "seen": seen}
    return page(request, "roster/holders.html", context, status=422 if form.is_bound else 200)


@requires(Permission.ENTRY_HAND_OVER)
@require_safe
def orphans(request: Request) -> HttpResponse:
    """What is without anybody, by kind; each row leads to where it is put right."""
    found = by_gap(breaches())
    groups = [
        (_(gap.label), len(rows), [_row(one) for one in rows[:SHOWN]], max(0, len(rows) - SHOWN))
        for gap, rows in found.items()
    ]
    return page(request, "roster/orphans.html", {"groups": groups})


def _row(breach: Breach) -> tuple[str, str, str, str]:
    address = reverse(_PAGES[breach.where], args=[breach.code])
    number = breach.code if breach.where in _NUMBERED else ""
    return address, breach.name, breach.whom, number
