"""走访座谈: the meetings, symposiums, visits and inspections that documents tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from taizhang.access.decorators import requires
from taizhang.access.get import get_activity, get_template_to_print
from taizhang.access.permissions import Permission, can
from taizhang.access.scopes import forms_to_print, visible_activities, visible_entries
from taizhang.intake import queries
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.office_templates.filling import print_visit
from taizhang.reporting.papers.visits import visit_record
from taizhang.roster import queries as roster
from taizhang.web.intake.forms import ActivityFilter
from taizhang.web.page import page
from taizhang.web.word import around, on_form, word

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from taizhang.web.request import Request

_PER_PAGE: Final = 30


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def activities(request: Request) -> HttpResponse:
    """What was held, where, with whom, and what came of it."""
    parks = [(park.code, park.name) for park in roster.parks()]
    form = ActivityFilter(request.GET, parks=parks)
    form.is_valid()
    asked = form.cleaned_data
    wanted = queries.ActivityFilter(
        kind=asked.get("kind", ""),
        park=asked.get("park", ""),
        since=asked.get("since"),
        until=asked.get("until"),
        words=asked.get("q", ""),
    )
    found = queries.listed_activities(visible_activities(request.person), wanted)
    rows = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    may_write = can(request.person, Permission.BULLETIN_WRITE)
    forms = [one for one in forms_to_print(request.person) if one.fits(PaperFor.VISIT)]
    context = {"rows": rows, "form": form, "may_write": may_write, "own_forms": forms}
    return page(request, "intake/activities.html", context)


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def record(request: Request, pk: int) -> FileResponse:
    """The record of a visit as a form to be signed, with the matters that the reader sees."""
    found = get_activity(request.person, pk)
    made = visit_record(
        found, visible_entries(request.person), zone=settings.ZONE_NAME, at=request.now
    )
    return word(request, made, found.title, f"docx visit {found.pk}")


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def record_on_form(request: Request, pk: int, template: int) -> FileResponse:
    """The same on a form of the office's own."""
    found = get_activity(request.person, pk)
    version = get_template_to_print(
        request.person, template, PaperFor.VISIT, Permission.DOCUMENT_VIEW
    )
    seen = visible_entries(request.person)
    return on_form(
        request,
        version,
        lambda target: print_visit(version, found, seen, around(request), target),
        found.title,
        f"visit {found.pk}",
    )
