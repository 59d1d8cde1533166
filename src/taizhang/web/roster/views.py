"""名册: who is who in the zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.access import Permission, can, scopes
from taizhang.access.decorators import requires
from taizhang.access.get import get_enterprise, get_unit
from taizhang.engine.codes import UnitKind
from taizhang.ledger.queries import signal_of, with_signal
from taizhang.roster import queries
from taizhang.web.page import page
from taizhang.web.paging import BY_UNIT, rows_of
from taizhang.web.request import Request
from taizhang.web.roster import workload

if TYPE_CHECKING:
    from taizhang.roster.models import Unit

_KINDS: Final = [kind.value for kind in UnitKind]
SHOWN: Final = 20
"""Visits and matters on an enterprise's page; the rest is a link away."""


@requires(Permission.ROSTER_VIEW)
@require_safe
def units(request: Request) -> HttpResponse:
    """Every unit with who answers for it and what it has open."""
    words = request.GET.get("q", "").strip()
    found = scopes.visible_units(request.person).select_related("leader", "parent")
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word) | Q(short_name__icontains=word) | Q(duties__icontains=word)
        )
    loads = workload.by_unit(request.person, request.today)
    rows = [
        (unit, [person for person in unit.people.all() if person.is_active], loads.get(unit.pk))
        for unit in sorted(found.prefetch_related("people"), key=_rank)
    ]
    return page(request, "roster/units.html", {"rows": rows, "words": words})


def _rank(unit: Unit) -> tuple[int, str]:
    """Committees first, groups last, as the zone itself lists them."""
    return _KINDS.index(unit.kind), unit.code


@requires(Permission.ROSTER_VIEW)
@require_safe
def unit(request: Request, code: str) -> HttpResponse:
    """One unit: what it is for, who works there, what it has open."""
    unit = get_unit(request.person, code)
    people = queries.people_of(unit).prefetch_related("duties")
    context = {
        "unit": unit,
        "people": people,
        "load": workload.by_unit(request.person, request.today).get(unit.pk, workload.Load()),
        "parks": unit.parks.all(),
        "aliases": unit.aliases.all(),
        "guides": unit.guides.all(),
        "guided_by": unit.guided_by.all(),
    }
    return page(request, "roster/unit.html", context)


@requires(Permission.ROSTER_VIEW)
@require_safe
def enterprises(request: Request) -> HttpResponse:
    """The enterprises of the zone: found by any of their names, narrowed, by the page."""
    wanted = queries.EnterpriseFilter(
        words=request.GET.get("q", "").strip()[:100],
        park=request.GET.get("park", ""),
        size=request.GET.get("size", ""),
        officer=request.GET.get("officer", ""),
    )
    rows = rows_of(request, queries.enterprises(wanted))
    loads = workload.by_enterprise(request.person, rows.object_list, request.today)
    context = {
        "wanted": wanted,
        "rows": rows,
        "lines": [(enterprise, loads.get(enterprise.pk)) for enterprise in rows.object_list],
        "parks": queries.parks(),
        "sizes": _sizes(),
        "is_mine": wanted.officer == request.person.code,
        "serves": request.person.enterprises_served.exists(),
    }
    return page(request, "roster/enterprises.html", context)


def _sizes() -> list[tuple[str, str]]:
    return [
        ("large", _("Large")),
        ("medium", _("Medium")),
        ("small", _("Small")),
        ("micro", _("Micro")),
    ]


@requires(Permission.ROSTER_VIEW)
@require_safe
def enterprise(request: Request, code: str) -> HttpResponse:
    """One enterprise: its facts, its people, who serves it, its visits and its matters."""
    enterprise = get_enterprise(request.person, code)
    matters = scopes.visible_entries(request.person).filter(requesters__enterprise=enterprise)
    shown = with_signal(matters.distinct(), today=request.today)[:SHOWN]
    visits = scopes.visible_activities(request.person).filter(enterprises=enterprise)
    load = workload.by_enterprise(request.person, [enterprise], request.today)
    context = {
        "enterprise": enterprise,
        "aliases": enterprise.aliases.all(),
        "contacts": enterprise.contacts.filter(is_active=True),
        "matters": [(entry, signal_of(entry, request.today)) for entry in shown],
        "matters_count": matters.distinct().count(),
        "load": load.get(enterprise.pk, workload.Load()),
        "visits": visits.select_related("document")[:SHOWN],
        "sees_visits": can(request.person, Permission.DOCUMENT_VIEW),
        "can_register": can(request.person, Permission.ENTRY_REGISTER),
    }
    return page(request, "roster/enterprise.html", context)


@requires(Permission.ROSTER_VIEW)
@require_safe
def people(request: Request) -> HttpResponse:
    """Officials and contacts, found by name, title, unit or enterprise."""
    words = request.GET.get("q", "").strip()[:100]
    side = request.GET.get("side", "")
    found = scopes.visible_people(request.person).prefetch_related("duties").order_by(*BY_UNIT)
    if side == "unit":
        found = found.filter(unit__isnull=False)
    elif side == "enterprise":
        found = found.filter(enterprise__isnull=False)
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(title__icontains=word)
            | Q(unit__name__icontains=word)
            | Q(unit__short_name__icontains=word)
            | Q(enterprise__name__icontains=word)
        )
    context = {"rows": rows_of(request, found), "words": words, "side": side}
    return page(request, "roster/people.html", context)
