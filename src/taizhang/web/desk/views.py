"""工作台: what waits for me, what is due or late, what is new, what waits for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from taizhang.access import Permission, can
from taizhang.access.decorators import requires_sign_in
from taizhang.access.scopes import visible_documents, visible_entries
from taizhang.engine.codes import Role
from taizhang.intake import queries as intake
from taizhang.ledger.queries import signal_of
from taizhang.reporting import waiting
from taizhang.web.context import home
from taizhang.web.page import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.intake.models import Document
    from taizhang.ledger.models import Entry
    from taizhang.reporting.waiting import Group, Waiting
    from taizhang.web.request import Request

MOST: Final = 8
"""Rows of one group; the rest is a link away."""
_FILTERS: Final = {
    "triage": "state=triage",
    "returns": "state=return_requested",
    "dispatch": "state=accepted",
    "extensions": "state=extension_requested",
    "calls": "state=answered",
    "close": "state=called_back",
    "acknowledge": "state=dispatched",
    "answer": "state=open&mine=1&sort=due",
    "overdue": "fact=overdue&sort=due",
    "today": "fact=due_today",
    "new": "sort=-registered",
    "units": "state=open&sort=due",
    "parked": "state=parked",
    "closing": "state=answered",
}
"""The list behind a group, where the group has more rows than the desk shows."""


@require_GET
@requires_sign_in
def desk(request: Request) -> HttpResponse:
    """The first page of everybody who works with entries; others have another first page."""
    person = request.person
    if not can(person, Permission.ENTRY_VIEW):
        return redirect(home(person))
    seen, today = visible_entries(person), request.today
    mine = waiting.groups_for(person, today=today)
    watched = waiting.watched_groups(today=today)
    others = waiting.others_groups(person, today=today)
    for_me = waiting.waiting(seen, mine, today=today, most=MOST)
    dated = waiting.waiting(seen, watched, today=today, most=MOST, without=tuple(mine))
    elsewhere = waiting.waiting(seen, others, today=today, most=MOST, without=(*mine, *watched[:2]))
    context: dict[str, Any] = {
        "today": today,
        "documents": _documents(request),
        "for_me": [_shown(one, request) for one in for_me],
        "for_me_count": sum(one.count for one in for_me),
        "dated": [_shown(one, request) for one in dated],
        "late": waiting.count(seen, watched),
        "elsewhere": [_shown(one, request) for one in elsewhere],
        "elsewhere_count": sum(one.count for one in elsewhere),
        "acts": bool(mine),
        "may_register": can(person, Permission.ENTRY_REGISTER),
        "may_add": can(person, Permission.DOCUMENT_ADD),
        "lede": _lede(request),
    }
    return page(request, "desk/desk.html", context)


def _documents(request: Request) -> list[Document]:
    """Documents whose drafts wait to be confirmed, for who confirms drafts."""
    if not can(request.person, Permission.DRAFT_DECIDE):
        return []
    found = intake.listed(visible_documents(request.person), status="waiting")
    return list(found.order_by("-received_at")[:MOST])


def _shown(one: Waiting, request: Request) -> dict[str, Any]:
    """A group with its heading, its rows, and the way to all of them."""
    rest = one.count - len(one.entries)
    query = _FILTERS.get(one.group.key, "")
    return {
        "title": gettext(one.group.title),
        "count": one.count,
        "rows": [_row(one.group, entry, request) for entry in one.entries],
        "rest": rest,
        "rest_url": f"{reverse('ledger:entries')}?{query}" if rest > 0 else "",
    }


def _row(group: Group, entry: Entry, request: Request) -> dict[str, Any]:
    move = group.move
    url = reverse("ledger:act", args=[entry.number, move.value]) if move is not None else ""
    return {
        "entry": entry,
        "move": move,
        "url": url,
        "who": _who(entry),
        "signal": signal_of(entry, request.today),
    }


def _who(entry: Entry) -> str:
    """Whose matter it is, in few words."""
    asked = [one.name for one in entry.requesters.all()]
    if len(asked) > 1:
        return gettext("{first} and {n} more").format(first=asked[0], n=len(asked) - 1)
    return asked[0] if asked else ""


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
