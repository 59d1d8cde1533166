"""The audit trail: the audit administrator's screen, to read only."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.roster import queries
from taizhang.web.page import page
from taizhang.web.paging import rows_of
from taizhang.web.request import Request
from taizhang.web.settings.forms import AuditForm


@requires(Permission.AUDIT_VIEW)
@require_safe
def audit(request: Request) -> HttpResponse:
    """What was done to accounts, rights and access, newest first."""
    form = AuditForm(request.GET)
    form.is_valid()  # what is not valid is missing from cleaned_data: it narrows nothing
    asked = form.cleaned_data
    wanted = queries.AuditFilter(
        words=asked.get("q", "").strip(),
        act=asked.get("act") or None,
        since=asked.get("since"),
        until=asked.get("until"),
        failures_only=bool(asked.get("failures")),
    )
    context = {
        "rows": rows_of(request, queries.audit_lines(wanted)),
        "wanted": wanted,
        "acts": form.fields["act"].choices,
    }
    return page(request, "settings/audit.html", context)
