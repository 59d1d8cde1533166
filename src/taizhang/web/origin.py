"""Where a request came from, for the audit trail."""

from __future__ import annotations

from django.http import HttpRequest

from taizhang.roster.services import Origin
from taizhang.web.errors import reference


def origin(request: HttpRequest) -> Origin:
    """The reader's address and the request's reference number."""
    return Origin(address=request.META.get("REMOTE_ADDR") or None, reference=reference())
