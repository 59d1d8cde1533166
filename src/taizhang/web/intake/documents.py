"""What came in: the list, taking something in, and how far its reading is."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.get import get_document
from taizhang.access.permissions import Permission, can
from taizhang.access.scopes import visible_documents
from taizhang.engine.errors import BadInput
from taizhang.intake import queries, services
from taizhang.intake.errors import UploadTooLarge
from taizhang.web.errors import in_words
from taizhang.web.intake.forms import ReceiveForm
from taizhang.web.intake.uploads import TOO_LARGE
from taizhang.web.page import page

if TYPE_CHECKING:
    from taizhang.intake.models import Document
    from taizhang.web.request import Request

_PER_PAGE: Final = 30
_MEGABYTE: Final = 1024 * 1024
_TOO_LARGE: Final = 413
_UNREADABLE: Final = 422


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def documents(request: Request) -> HttpResponse:
    """Everything that came in, newest first."""
    words = request.GET.get("q", "").strip()
    status = request.GET.get("status", "")
    keys = queries.listed(visible_documents(request.person), words, status)
    rows = Paginator(keys, _PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "intake/documents.html",
        {
            "rows": rows,
            "documents": queries.told(rows.object_list),
            "words": words,
            "status": status,
            "may_add": can(request.person, Permission.DOCUMENT_ADD),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DOCUMENT_ADD)
def new(request: Request) -> HttpResponse:
    """Paste a text or choose a file."""
    if request.method != "POST":
        return _asked(request, ReceiveForm())
    form = ReceiveForm(request.POST, request.FILES)
    if TOO_LARGE in request.META:
        return _asked(request, form, _limit(), status=_TOO_LARGE)
    if not form.is_valid():
        return _asked(request, form, status=_UNREADABLE)
    try:
        document = _received(request, form.cleaned_data)
    except UploadTooLarge:
        return _asked(request, form, _limit(), status=_TOO_LARGE)
    except BadInput as refusal:
        return _asked(request, form, refusal, status=_UNREADABLE)
    return redirect("intake:progress", document.pk)


def _limit() -> UploadTooLarge:
    return UploadTooLarge(limit=f"{settings.UPLOAD_LIMIT // _MEGABYTE} MB")


def _received(request: Request, said: dict[str, Any]) -> Document:
    file = said["file"]
    if file is not None:
        # One byte above the limit is enough to refuse it.
        return services.receive_file(
            file.name,
            file.read(settings.UPLOAD_LIMIT + 1),
            by=request.person,
            now=request.now,
            dated=said["dated"],
        )
    return services.receive_text(
        said["title"], said["text"], by=request.person, now=request.now, dated=said["dated"]
    )


def _asked(
    request: Request, form: ReceiveForm, refusal: BadInput | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "refusal": in_words(refusal) if refusal else None,
        "limit": f"{settings.UPLOAD_LIMIT // _MEGABYTE} MB",
    }
    return page(request, "intake/new.html", context, status=status)


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def progress(request: Request, pk: int) -> HttpResponse:
    """How far the reading is; leads on to the review when it has ended."""
    document = get_document(request.person, pk, Permission.DOCUMENT_VIEW)
    if document.status == queries.Status.READY:
        if not request.htmx:
            return redirect("intake:document", document.pk)
        review = reverse("intake:document", args=[document.pk])
        return HttpResponse(headers={"HX-Redirect": review})
    failure = queries.failure(document)
    context = {
        "document": document,
        "failure": in_words(failure) if failure else None,
        "may_add": can(request.person, Permission.DOCUMENT_ADD),
        "is_stalled": queries.is_stalled(document, request.now),
        "seconds": queries.remaining_seconds(document, request.now),
    }
    return page(request, "intake/progress.html#reading", context)


@require_POST
@requires(Permission.DOCUMENT_ADD)
def again(request: Request, pk: int) -> HttpResponse:
    """Start a reading that failed or fell silent once more."""
    document = get_document(request.person, pk, Permission.DOCUMENT_ADD)
    services.start_again(document, by=request.person, now=request.now)
    return redirect("intake:progress", document.pk)


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def source(request: Request, pk: int) -> FileResponse:
    """The file as it came in: always as an attachment, never shown by the browser."""
    document = get_document(request.person, pk, Permission.DOCUMENT_VIEW)
    data = queries.stored_bytes(document)
    name = document.name if document.stored_as else f"{document.name}.txt"
    answer = FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
