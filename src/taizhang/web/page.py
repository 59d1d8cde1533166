"""One template, two answers: the page for a browser, its named part for htmx."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Answer with `template`; of "stage/page.html#part", htmx gets the part alone.

    Messages travel with a part, out of band: what an act says is never lost to a partial answer.
    """
    name, _, part = template.partition("#")
    is_part = bool(part) and wants_part(request)
    values = dict(context or {})
    content = loader.render_to_string(template if is_part else name, values, request)
    if is_part and get_messages(request):
        content += loader.render_to_string("parts/messages.html", {"out_of_band": True}, request)
    response = HttpResponse(content, status=status)
    if part:
        patch_vary_headers(response, ["HX-Request"])
    return response


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment; a page it boosts or brings back is a whole page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
