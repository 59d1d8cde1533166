"""A bulletin as a file: Word, plain text, its photo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_bulletin
from taizhang.ledger.queries import open_attachment
from taizhang.reporting.bulletins import blocks_of
from taizhang.reporting.bulletins.news import photo_file
from taizhang.reporting.papers.bulletins import bulletin_paper, bulletin_text
from taizhang.web.bulletins.views import has_photo
from taizhang.web.origin import exported
from taizhang.web.word import word

if TYPE_CHECKING:
    from typing import BinaryIO

    from taizhang.web.request import Request


@requires(Permission.REPORT_VIEW)
@require_safe
def paper(request: Request, pk: int) -> FileResponse:
    found = get_bulletin(request.person, pk)
    made = bulletin_paper(found, zone=settings.ZONE_NAME, now=request.now, pictures=_picture)
    return word(request, made, found.title, f"docx bulletin {found.pk} {found.title}")


@requires(Permission.REPORT_VIEW)
@require_safe
def text(request: Request, pk: int) -> HttpResponse:
    found = get_bulletin(request.person, pk)
    exported(request, f"txt bulletin {found.pk} {found.title}")
    answer = HttpResponse(bulletin_text(found), content_type="text/plain; charset=utf-8")
    name = f"{found.title}.txt"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


@requires(Permission.REPORT_VIEW)
@require_safe
def photo(request: Request, pk: int) -> FileResponse:
    """The photo that stands in it, for whoever may read it."""
    found = get_bulletin(request.person, pk)
    held = photo_file(has_photo(blocks_of(found)))
    file: Any = _opened(held)
    if held is None or file is None:
        raise Http404
    answer = FileResponse(file, content_type=held.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _picture(key: int) -> BinaryIO | None:
    return _opened(photo_file(key))


def _opened(held: Any) -> BinaryIO | None:  # a row of another app
    """None when the file is no longer where it was."""
    if held is None:
        return None
    try:
        return open_attachment(held)
    except FileNotFoundError:
        return None
