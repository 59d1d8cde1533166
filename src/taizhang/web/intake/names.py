"""人员与单位: the people and bodies that a document names, and putting them right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.access.decorators import requires
from taizhang.access.get import get_document
from taizhang.access.permissions import Permission, can
from taizhang.engine.errors import Refused
from taizhang.engine.names import same_enterprise, same_unit
from taizhang.intake import queries, services
from taizhang.intake.names import Kind, Name, around, name_of, names_of
from taizhang.roster import queries as roster
from taizhang.web.errors import in_words
from taizhang.web.intake.forms import NameForm
from taizhang.web.page import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.intake.models import Document
    from taizhang.web.request import Request

_CONFLICT: Final = 409
_UNREADABLE: Final = 422
_NEAREST: Final = 20
_TITLES: Final = {
    Kind.PERSON: gettext_lazy("People"),
    Kind.UNIT: gettext_lazy("Units"),
    Kind.ENTERPRISE: gettext_lazy("Enterprises"),
    Kind.PARK: gettext_lazy("Parks"),
    Kind.NONE: gettext_lazy("No names"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A name in the list, with the words around its first place."""

    name: Name
    around: tuple[str, str, str]


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def names(request: Request, pk: int) -> HttpResponse:
    """Every name of the document, kind by kind."""
    document = get_document(request.person, pk, Permission.DOCUMENT_VIEW)
    if document.status != queries.Status.READY:
        return redirect("intake:progress", document.pk)
    every = [Row(name, around(document, name)) for name in names_of(document)]
    groups = [
        (kind.value, title, [row for row in every if row.name.kind == kind])
        for kind, title in _TITLES.items()
    ]
    context = {
        "document": document,
        "groups": [group for group in groups if group[2]],
        "may_decide": can(request.person, Permission.DRAFT_DECIDE),
    }
    return page(request, "intake/names.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DRAFT_DECIDE)
def name(request: Request, pk: int) -> HttpResponse:
    """Say what a name is; without a name, add one that was not seen."""
    document = get_document(request.person, pk, Permission.DRAFT_DECIDE)
    if document.status != queries.Status.READY:
        return redirect("intake:progress", document.pk)
    said = (request.POST if request.method == "POST" else request.GET).get("said", "")
    found = name_of(document, said)
    if request.method != "POST":
        return _asked(request, document, found, _form(document, found, said))
    form = NameForm(request.POST, is_new=found is None)
    if not form.is_valid():
        return _asked(request, document, found, form, status=_UNREADABLE)
    asked = form.cleaned_data
    try:
        done = services.correct_name(
            document,
            asked["said"],
            kind=asked["kind"],
            titles=asked["titles"],
            code=_code(found, asked),
            by=request.person,
            now=request.now,
            seen=asked["seen"],
        )
    except Refused as refusal:
        # Nothing typed is lost: the same words, now against the newest version.
        document.refresh_from_db()
        typed = request.POST.copy()
        typed["seen"] = str(document.version)
        form = NameForm(typed, is_new=found is None)
        return _asked(request, document, found, form, refusal=refusal, status=_CONFLICT)
    messages.success(request, _said(done))
    if done.document.status != queries.Status.READY:
        return redirect("intake:progress", document.pk)
    return redirect("intake:names", document.pk)


def _code(found: Name | None, asked: dict[str, Any]) -> str:
    """Whom it means. A code that was there for another kind of name means nobody of this one."""
    was = found is not None and asked["kind"] != found.kind and asked["same_as"] == found.code
    return "" if was else services.same_as(asked["kind"], asked["same_as"])


def _said(done: services.Corrected) -> str:
    if done.lessons:
        return _("Kept; it is used from the next document on.")
    return _("Kept for this document.")


def _form(document: Document, found: Name | None, said: str) -> NameForm:
    start: dict[str, Any] = {"seen": document.version, "said": said}
    if found:
        start |= {"kind": found.kind, "titles": "\n".join(found.titles), "same_as": found.code}
    return NameForm(initial=start, is_new=found is None)


def _near(found: Name | None) -> list[tuple[str, str]]:
    """Whom of the roster the name may mean: code and name."""
    if found is None:
        return []
    known = roster.roster_names()
    near = [
        (code, name)
        for name, code in known.enterprises.items()
        if same_enterprise(found.said, name)
    ]
    near += [(code, name) for name, code in known.units.items() if same_unit(found.said, name)]
    people = roster.people().filter(name=found.said)
    near += [(one.code, f"{one.name} {one.title}") for one in people[:_NEAREST]]
    return near[:_NEAREST]


def _read_first(found: Name | None) -> str:
    """What the machine took a name for that a person put right."""
    if found is None or found.decision is None:
        return ""
    claim = found.decision.claim
    if claim is None:
        return _("not seen")
    return " ".join((str(Kind(claim["kind"]).label), "、".join(claim["titles"]))).strip()


def _asked(
    request: Request,
    document: Document,
    found: Name | None,
    form: NameForm,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "document": document,
        "found": found,
        "around": around(document, found) if found else None,
        "form": form,
        "near": _near(found),
        "read_first": _read_first(found),
        "refusal": in_words(refusal) if refusal else None,
    }
    return page(request, "intake/name.html", context, status=status)
