"""The tailored plan of an enterprise, drawn up from its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_enterprise
from taizhang.access.scopes import visible_entries
from taizhang.reporting.papers.plans import tailored_plan
from taizhang.web.word import word

if TYPE_CHECKING:
    from django.http import FileResponse

    from taizhang.web.request import Request


@requires(Permission.ROSTER_VIEW)
@require_safe
def plan(request: Request, code: str) -> FileResponse:
    """Of the matters that the reader sees."""
    firm = get_enterprise(request.person, code)
    entries = visible_entries(request.person)
    made = tailored_plan(firm, entries, zone=settings.ZONE_NAME, at=request.now)
    name = gettext("{name}: tailored plan").format(name=firm.name)
    return word(request, made, name, f"docx plan {firm.code}")
