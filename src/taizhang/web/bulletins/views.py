"""Bulletins: drawn up from the ledger, read with the rows behind each sentence, edited, issued."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.get import get_activity, get_bulletin
from taizhang.access.scopes import visible_activities, visible_bulletins, visible_entries
from taizhang.engine.errors import TaizhangError
from taizhang.ledger.queries import name_of
from taizhang.ledger.queries.rights import ledgers_narrowed, open_to_all
from taizhang.reporting import services
from taizhang.reporting.bulletins import BlockKind, Plan, blocks_of
from taizhang.reporting.bulletins.flow import Scope
from taizhang.reporting.bulletins.news import photos
from taizhang.reporting.errors import BulletinChanged
from taizhang.reporting.kinds import BulletinKind
from taizhang.reporting.papers.bulletins import issue_of
from taizhang.reporting.queries import Period
from taizhang.web.bulletins.forms import IssueForm, PlanForm, TextForm
from taizhang.web.errors import add_refusal
from taizhang.web.origin import origin
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from taizhang.intake.models import Activity
    from taizhang.ledger.models import Entry, Ledger
    from taizhang.reporting.bulletins import Block, Source
    from taizhang.reporting.models import Bulletin
    from taizhang.roster.models import Person
    from taizhang.web.request import Request

_PER_PAGE = 30


@requires(Permission.REPORT_VIEW)
@require_safe
def bulletins(request: Request) -> HttpResponse:
    """What was issued, and drafts for who writes them."""
    found = visible_bulletins(request.person).select_related("ledger", "unit", "issued_by")
    rows = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "may_write": can(request.person, Permission.BULLETIN_WRITE),
    }
    return page(request, "bulletins/bulletins.html", context)


@requires(Permission.BULLETIN_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Which kind, of which days; then it is drawn up at once."""
    monday = request.today - timedelta(days=request.today.weekday())
    usual = {"kind": BulletinKind.WEEKLY.value, "start": monday, "end": request.today}
    asked = {name: request.GET[name] for name in usual if request.GET.get(name)}
    form = PlanForm(request.POST or None, initial={**usual, **asked})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        plan = _plan(request, BulletinKind(said["kind"]), form.period, said["ledger"], said["unit"])
        made = services.draft_bulletin(plan, by=request.person, now=request.now)
        return redirect("bulletins:bulletin", made.pk)
    context = {"form": form, "spans": _spans(request.today), "left_out": _left_out()}
    return page(request, "bulletins/new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.BULLETIN_WRITE)
@require_POST
def news(request: Request, pk: int) -> HttpResponse:
    """A news brief of something that took place."""
    activity = get_activity(request.person, pk)
    made = services.draft_bulletin(
        _news_plan(request, activity), by=request.person, now=request.now
    )
    return redirect("bulletins:bulletin", made.pk)


@requires(Permission.REPORT_VIEW)
@require_safe
def bulletin(request: Request, pk: int) -> HttpResponse:
    """As it reads, with the rows behind each sentence."""
    found = get_bulletin(request.person, pk)
    blocks = [one for one in blocks_of(found) if one.text or one.rows or one.attachment]
    may_write = can(request.person, Permission.BULLETIN_WRITE) and not found.issued_at
    context = {
        "bulletin": found,
        "issue": issue_of(found) if found.number else "",
        "rows": [(one, _links(one)) for one in blocks],
        "may_write": may_write,
        "left_out": _left_out() if may_write and not found.ledger else [],
    }
    return page(request, "bulletins/bulletin.html", context)


@requires(Permission.BULLETIN_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """The words, block by block, each beside what it was counted from."""
    found = get_bulletin(request.person, pk, Permission.BULLETIN_WRITE)
    counted = _counted(request.person, found.ledger)
    shots = photos(found.activity, counted) if found.activity else ()
    blocks = blocks_of(found)
    form = TextForm(request.POST or None, bulletin=found, blocks=blocks, photos=shots)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_bulletin(
                found,
                title=form.cleaned_data["title"],
                texts=form.texts(),
                more=form.cleaned_data["more"],
                photo=form.chosen_photo(),
                by=request.person,
                seen=form.cleaned_data["seen"],
            )
        except TaizhangError as refusal:
            add_refusal(form, refusal)
            if isinstance(refusal, BulletinChanged):  # sent again it is meant like this
                edition = get_bulletin(request.person, pk).edition
                form.data = {**form.data.dict(), "seen": str(edition)}
        else:
            messages.success(request, gettext("The bulletin is saved."))
            return redirect("bulletins:bulletin", pk)
    context = {
        "bulletin": found,
        "form": form,
        "rows": [(block, field, _links(block)) for block, field in form.rows()],
    }
    return page(request, "bulletins/edit.html", context, status=422 if form.is_bound else 200)


@requires(Permission.BULLETIN_WRITE)
@require_POST
def redraft(request: Request, pk: int) -> HttpResponse:
    """With today's figures; words that a person wrote stay."""
    found = get_bulletin(request.person, pk, Permission.BULLETIN_WRITE)
    services.redraft_bulletin(
        found, _plan_of(request, found), by=request.person, seen=_seen(request, found)
    )
    messages.success(request, gettext("Drawn up anew; what you wrote yourself stays."))
    return redirect("bulletins:bulletin", pk)


@requires(Permission.BULLETIN_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: Request, pk: int) -> HttpResponse:
    """Asked once: who may read it; then it has a number and stays."""
    found = get_bulletin(request.person, pk, Permission.BULLETIN_WRITE)
    form = IssueForm(request.POST or None, initial={"seen": found.edition, "is_circulated": "no"})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.issue_bulletin(
                found,
                by=request.person,
                now=request.now,
                seen=form.cleaned_data["seen"],
                issuer=request.person.unit.name if request.person.unit else "",
                is_circulated=form.cleaned_data["is_circulated"] == "yes",
                origin=origin(request),
            )
        except TaizhangError as refusal:
            add_refusal(form, refusal)
        else:
            said = gettext("Issued: {issue}.").format(issue=issue_of(made))
            messages.success(request, said)
            return redirect("bulletins:bulletin", pk)
    context = {"bulletin": found, "form": form}
    return page(request, "bulletins/issue.html", context, status=422 if form.is_bound else 200)


@requires(Permission.BULLETIN_WRITE)
@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    services.discard_bulletin(get_bulletin(request.person, pk, Permission.BULLETIN_WRITE))
    messages.success(request, gettext("The draft is thrown away."))
    return redirect("bulletins:bulletins")


def _seen(request: Request, found: Bulletin) -> int:
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() else found.edition


def _plan(request: Request, kind: BulletinKind, period: Period, ledger: Any, unit: Any) -> Plan:
    narrowed = list(ledgers_narrowed())
    scope = Scope(
        _counted(request.person, ledger),
        period,
        request.today,
        request.person,
        ledger,
        unit,
        left_out=0 if ledger else len(narrowed),
        is_open_only=bool(narrowed) and ledger not in narrowed,
    )
    held = visible_activities(request.person).filter(
        held_on__gte=period.start, held_on__lte=period.end
    )
    return Plan(kind, scope, tuple(held.order_by("held_on", "pk")))


def _news_plan(request: Request, activity: Activity) -> Plan:
    day = activity.held_on or timezone.localdate(request.now)
    seen = _counted(request.person, None)
    scope = Scope(seen, Period(day, day), request.today, request.person)
    return Plan(BulletinKind.NEWS, scope, (activity,))


def _plan_of(request: Request, found: Bulletin) -> Plan:
    if found.activity is not None:
        return _news_plan(request, found.activity)
    period = Period(found.starts_on, found.ends_on)
    return _plan(request, BulletinKind(found.kind), period, found.ledger, found.unit)


def _spans(today: date) -> list[dict[str, str]]:
    """Periods at a click: what is usual for each kind."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    return [
        _span(gettext("This week"), BulletinKind.WEEKLY, monday, today),
        _span(
            gettext("Last week"),
            BulletinKind.WEEKLY,
            monday - timedelta(days=7),
            monday - timedelta(days=1),
        ),
        _span(gettext("This month"), BulletinKind.MONTHLY, first, today),
        _span(gettext("Last month"), BulletinKind.MONTHLY, before.replace(day=1), before),
    ]


def _span(label: str, kind: BulletinKind, start: date, end: date) -> dict[str, str]:
    return {"label": label, "kind": kind.value, "start": start.isoformat(), "end": end.isoformat()}


def _links(block: Block) -> list[tuple[str, str]]:
    """What leads from a sentence to its rows: words and address."""
    return [(one.said, _address(one)) for one in block.sources]


def _address(source: Source) -> str:
    if source.number:
        return reverse("ledger:entry", args=[source.number])
    if source.activity:
        return reverse("intake:activities")
    name, args = ("ledger:entries_of", [source.ledger]) if source.ledger else ("ledger:entries", [])
    return f"{reverse(name, args=args)}?{urlencode(source.query)}"


def _left_out() -> list[str]:
    """The ledgers that a bulletin over all does not count, for who draws it up."""
    return [name_of(one) for one in ledgers_narrowed()]


def has_photo(blocks: Iterable[Block]) -> int:
    """The key of the photo's file; 0 for none."""
    return next((one.attachment for one in blocks if one.kind is BlockKind.PHOTO), 0)


def _counted(person: Person, ledger: Ledger | None) -> QuerySet[Entry]:
    """What a bulletin may count: all officials may come to read it.

    What is narrowed to some is left out, also where it was put on another ledger, unless the
    bulletin is about that very ledger; then only they read it (`access.scopes.visible_bulletins`).
    """
    seen = visible_entries(person)
    return open_to_all(seen) | seen.filter(ledger=ledger) if ledger else open_to_all(seen)
