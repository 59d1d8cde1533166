"""Where a request came from, for the audit trail."""

from __future__ import annotations

from django.http import HttpRequest

from taizhang.engine.codes import AuditAct
from taizhang.roster.services import Origin, audit
from taizhang.web.errors import reference


def origin(request: HttpRequest) -> Origin:
    """The reader's address and the request's reference number."""
    return Origin(address=request.META.get("REMOTE_ADDR") or None, reference=reference())


def leave_line(
    request: HttpRequest, act: AuditAct, subject: str, *, succeeded: bool = False
) -> None:
    """One line of the audit trail for an act that was refused, or that changed nothing."""
    audit(
        act,
        now=request.now,
        actor=request.user.username,
        subject=subject,
        succeeded=succeeded,
        origin=origin(request),
    )


def exported(request: HttpRequest, subject: str) -> None:
    """One line of the audit trail for a file that goes out."""
    leave_line(request, AuditAct.EXPORTED, subject, succeeded=True)
