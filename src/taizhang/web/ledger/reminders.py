"""What I am reminded of, and that I have seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.ledger import queries, services
from taizhang.web.page import page
from taizhang.web.paging import rows_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.web.request import Request


@require_safe
@requires(Permission.ENTRY_VIEW)
def reminders(request: Request) -> HttpResponse:
    """All of mine that I have not acknowledged."""
    rows = rows_of(request, queries.reminders_of(request.person))
    return page(request, "ledger/reminders.html", {"rows": rows, "today": request.today})


@require_POST
@requires(Permission.ENTRY_VIEW)
def acknowledge(request: Request) -> HttpResponse:
    """One of them, or all that stand there."""
    mine = queries.reminders_of(request.person)
    key = request.POST.get("reminder", "")
    if key != "all":
        mine = mine.filter(pk=key) if key.isdecimal() else mine.none()
    for reminder in mine:
        services.acknowledge_reminder(reminder, now=request.now)
    to_desk = request.POST.get("back") == "desk"
    return redirect("desk:desk" if to_desk else "ledger:reminders")
