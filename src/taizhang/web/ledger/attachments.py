"""Evidence out: always as a file to save, never as a page of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.views.decorators.http import require_safe

from taizhang.access.decorators import requires_sign_in
from taizhang.access.get import get_attachment
from taizhang.ledger import queries

if TYPE_CHECKING:
    from taizhang.web.request import Request


@require_safe
@requires_sign_in
def attachment(request: Request, pk: int) -> FileResponse:
    """One file, for whoever may see its entry."""
    found = get_attachment(request.person, pk)
    answer = FileResponse(
        queries.open_attachment(found),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
