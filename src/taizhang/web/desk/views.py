"""工作台: what waits for me, what is due or late, what is new, what waits for others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires_sign_in
from taizhang.access.scopes import visible_documents, visible_entries
from taizhang.engine.codes import Role
from taizhang.intake import queries as intake
from taizhang.ledger.queries import Count, added
from taizhang.reporting import desks, waiting
from taizhang.roster.kept import kept_up_to
from taizhang.web.context import home
from taizhang.web.desk import matters
from taizhang.web.page import page

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from taizhang.intake.models import Document
    from taizhang.reporting.desks import Waiting
    from taizhang.roster.models import Person
    from taizhang.web.request import Request

MOST: Final = 8
"""Rows of one group; the rest is a link away."""
PLANS: Final = 100
"""Desks whose statements are kept: each is some 150 KB."""


@require_safe
@requires_sign_in
def desk(request: Request) -> HttpResponse:
    """The first page of everybody who works with entries; others have another first page."""
    person = request.person
    if not can(person, Permission.ENTRY_VIEW):
        return redirect(home(person))
    today = request.today
    plan = _plan(person, person.roles, person.unit_id, today)
    found = desks.desk(plan, today=today, most=MOST)
    mine, dated, others = found.columns
    documents, to_review = _documents(request)
    request.waits = added(one.count for one in mine)
    context: dict[str, Any] = {
        "today": today,
        "yesterday": today - timedelta(days=1),
        "documents": documents,
        "documents_more": to_review - len(documents),
        "for_me": [_shown(one, request) for one in mine],
        "for_me_count": added([Count(to_review), request.waits]),
        "dated": [_shown(one, request) for one in dated],
        "late": found.in_all,
        "elsewhere": [_shown(one, request) for one in others],
        "elsewhere_count": added(one.count for one in others),
        "acts": bool(plan.columns[0].groups),
        "may_register": can(person, Permission.ENTRY_REGISTER),
        "may_add": can(person, Permission.DOCUMENT_ADD),
        "lede": _lede(request),
    }
    return page(request, "desk/desk.html", context)


@kept_up_to(PLANS)
def _plan(person: Person, _roles: frozenset[Role], _unit: int | None, today: date) -> desks.Plan:
    """What their desk asks on this day, for as long as they are who they were read as."""
    seen = visible_entries(person, is_walking=True)
    return desks.Plan(seen, waiting.columns(person, today=today))


def _documents(request: Request) -> tuple[list[Document], int]:
    """Documents whose drafts wait, for who confirms drafts: the newest, and how many there are."""
    if not can(request.person, Permission.DRAFT_DECIDE):
        return [], 0
    keys = intake.listed(visible_documents(request.person), status="waiting")
    request.unread = len(keys)
    return intake.told(keys[:MOST]), len(keys)


def _shown(one: Waiting, request: Request) -> dict[str, Any]:
    """A group with its heading, its rows, and the way to all of them."""
    address = f"{reverse('ledger:entries')}?desk={one.group.key}&sort=due"
    return {
        "title": gettext(one.group.title),
        "count": one.count,
        "rows": matters.rows(one, request.today),
        "rest": one.count.less(len(one.entries)),
        "url": address,
    }


def _lede(request: Request) -> str:
    roles = request.person.roles
    if Role.OFFICE in roles:
        return gettext("What the office has to decide, and what the units owe.")
    if Role.LEADER in roles:
        return gettext("What waits for your decision, and how your units stand.")
    if Role.GUIDANCE in roles:
        return gettext("How the units you look into stand; you look, they act.")
    if Role.SERVICE_OFFICER in roles:
        return gettext("How the matters of your enterprises stand.")
    return gettext("What your unit has to do, the nearest date first.")
