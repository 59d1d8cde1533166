"""A template tried: filled with the names of its fields, or with what is on the ledger."""

from __future__ import annotations

from functools import partial
from typing import IO, TYPE_CHECKING, Final

from django.http import Http404
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.get import get_entry, get_template_version
from taizhang.access.scopes import visible_activities, visible_entries
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.office_templates import filling
from taizhang.reporting.office_templates.filling import ListAsked
from taizhang.web.word import around, on_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import FileResponse

    from taizhang.reporting.models import TemplateVersion
    from taizhang.web.request import Request

ROWS: Final = 20
"""Of a list that is tried: the newest."""


@requires(Permission.TEMPLATE_MANAGE)
@require_safe
def preview(request: Request, pk: int, version: int) -> FileResponse:
    """The filled file; with `real`, out of what the person sees on the ledger."""
    found = get_template_version(request.person, pk, version)
    fill = _real(request, found) if "real" in request.GET else _made_up(found)
    return on_form(request, found, fill, gettext("trial"), "trial")


def _made_up(version: TemplateVersion) -> Callable[[IO[bytes]], object]:
    found = filling.template_of(version)
    return partial(found.fill, *filling.specimen(found))


def _real(request: Request, version: TemplateVersion) -> Callable[[IO[bytes]], object]:
    """By what the paper is about: the entry named, the newest matters, the newest visit."""
    paper = version.template.paper
    if not can(request.person, Permission.ENTRY_VIEW):
        raise Http404
    seen = visible_entries(request.person)
    if paper == PaperFor.ENTRY:
        entry = get_entry(request.person, request.GET.get("entry", "").strip())
        return lambda target: filling.print_entry(
            version, entry, around(request), target, is_trial=True
        )
    if paper == PaperFor.LIST:
        book = version.template.ledger
        found = seen.filter(ledger=book) if book else seen
        keys = list(found.order_by("-registered_at", "-id").values_list("pk", flat=True)[:ROWS])
        asked = ListAsked([keys], version.template.name)
        return lambda target: filling.print_list(
            version, asked, around(request), target, is_trial=True
        )
    activity = visible_activities(request.person).order_by("-held_on", "-id").first()
    if activity is None:
        raise Http404
    return lambda target: filling.print_visit(
        version, activity, seen, around(request), target, is_trial=True
    )
