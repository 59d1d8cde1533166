"""The office's own forms: uploaded, looked through, tried, put into use."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.get import get_entry, get_template, get_template_version
from taizhang.access.scopes import visible_ledgers, visible_templates
from taizhang.engine.errors import TaizhangError
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.office_templates import services
from taizhang.reporting.office_templates.beginnings import BEGINNINGS, drawn_up
from taizhang.reporting.office_templates.fields import catalogue_of, shown_name
from taizhang.reporting.office_templates.filling import entry_values, template_of
from taizhang.web.errors import add_refusal
from taizhang.web.origin import origin
from taizhang.web.page import page
from taizhang.web.settings.papers import words
from taizhang.web.settings.papers.forms import NameForm, TemplateForm, VersionForm
from taizhang.web.word import TYPES, around

if TYPE_CHECKING:
    from taizhang.engine.templates import Template
    from taizhang.reporting.models import OfficeTemplate, TemplateVersion
    from taizhang.web.request import Request


@requires(Permission.TEMPLATE_MANAGE)
@require_safe
def templates(request: Request) -> HttpResponse:
    """Those there are, a place for another one, and papers to begin from."""
    return _list(request, TemplateForm(books=visible_ledgers(request.person)))


@requires(Permission.TEMPLATE_MANAGE)
@require_POST
def upload(request: Request) -> HttpResponse:
    """Take in a template; what may not be one is said at once."""
    books = visible_ledgers(request.person)
    form = TemplateForm(request.POST, request.FILES, books=books)
    if not form.is_valid():
        return _list(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        version = services.open_template(
            name=form.cleaned_data["name"],
            paper=PaperFor(form.cleaned_data["paper"]),
            ledger=form.ledger_chosen,
            file_name=file.name,
            data=file.read(),
            by=request.person,
            now=request.now,
            origin=origin(request),
        )
    except TaizhangError as refusal:
        add_refusal(form, refusal, "name" if refusal.code == "template_name_taken" else "file")
        return _list(request, form, status=422)
    return redirect("settings:template", version.template_id)


def _list(request: Request, form: TemplateForm, *, status: int = 200) -> HttpResponse:
    context = {
        **_frame(request),
        "form": form,
        "rows": [(one, *_versions(one)) for one in visible_templates(request.person)],
        "beginnings": list(BEGINNINGS.items()),
    }
    return page(request, "settings/papers/templates.html", context, status=status)


def _frame(request: Request) -> dict[str, object]:
    """Who looks after accounts comes from there, the office from its own settings."""
    return {"tab": "templates", "is_office": can(request.person, Permission.LEDGER_OPEN)}


def _versions(template: OfficeTemplate) -> tuple[TemplateVersion, TemplateVersion | None]:
    """The newest, and the one in use."""
    versions = list(template.versions.all())
    return versions[0], next((one for one in versions if one.is_in_use), None)


@requires(Permission.TEMPLATE_MANAGE)
@require_safe
def template(request: Request, pk: int) -> HttpResponse:
    """What a version uses, what is wrong with it, and what may be done."""
    return _one(request, get_template(request.person, pk), VersionForm())


@requires(Permission.TEMPLATE_MANAGE)
@require_POST
def rename(request: Request, pk: int) -> HttpResponse:
    """Another name for it."""
    found = get_template(request.person, pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _one(request, found, VersionForm(), called=form, status=422)
    try:
        services.rename_template(
            found, **form.cleaned_data, by=request.person, now=request.now, origin=origin(request)
        )
    except TaizhangError as refusal:
        add_refusal(form, refusal, "name")
        fresh = get_template(request.person, pk)
        form.data = {**form.data.dict(), "called-seen": fresh.name}
        return _one(request, fresh, VersionForm(), called=form, status=409)
    messages.success(request, gettext("The template is renamed."))
    return redirect("settings:template", pk)


def _one(
    request: Request,
    found: OfficeTemplate,
    form: VersionForm,
    *,
    called: NameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    newest, in_use = _versions(found)
    asked = request.GET.get("version", "") or str(newest.number)
    version = next((one for one in found.versions.all() if str(one.number) == asked), None)
    if version is None:
        raise Http404
    read = template_of(version)
    values, trouble = _values(request, version, read)
    context = {
        **_frame(request),
        "template": found,
        "version": version,
        "versions": found.versions.all(),
        "in_use": in_use,
        "found": words.found(read.report, values),
        "form": form,
        "called": called or NameForm(initial={"name": found.name, "seen": found.name}),
        "may_try": can(request.person, Permission.ENTRY_VIEW),
        "number": request.GET.get("entry", "").strip(),
        "tried": values is not None,
        "trouble": trouble,
    }
    return page(request, "settings/papers/template.html", context, status=status)


def _values(request: Request, version: TemplateVersion, read: Template) -> tuple[Any, str]:
    """What a real matter says in each field, if one is named; or why it is not to be had."""
    number = request.GET.get("entry", "").strip()
    if not number or version.template.paper != PaperFor.ENTRY:
        return None, ""
    try:
        entry = get_entry(request.person, number)
    except Http404:
        return None, gettext("You see no matter {number}.").format(number=number)
    return entry_values(version, read, entry, around(request)), ""


@requires(Permission.TEMPLATE_MANAGE)
@require_POST
def newer(request: Request, pk: int) -> HttpResponse:
    """A newer file; the one in use stays in use until this one is put in its place."""
    found = get_template(request.person, pk)
    form = VersionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _one(request, found, form, status=422)
    file = form.cleaned_data["file"]
    try:
        services.add_version(
            found,
            file_name=file.name,
            data=file.read(),
            by=request.person,
            now=request.now,
            origin=origin(request),
        )
    except TaizhangError as refusal:
        add_refusal(form, refusal, "file")
        return _one(request, found, form, status=422)
    return redirect("settings:template", pk)


@requires(Permission.TEMPLATE_MANAGE)
@require_POST
def use(request: Request, pk: int, version: int) -> HttpResponse:
    """Papers are printed with this version from now on."""
    found = get_template_version(request.person, pk, version)
    services.put_into_use(found, by=request.person, now=request.now, origin=origin(request))
    said = gettext("Version {number} is in use.").format(number=version)
    messages.success(request, said)
    return redirect("settings:template", pk)


@requires(Permission.TEMPLATE_MANAGE)
@require_POST
def retire(request: Request, pk: int) -> HttpResponse:
    """No paper is printed with it any more."""
    found = get_template(request.person, pk)
    services.take_out_of_use(found, by=request.person, now=request.now, origin=origin(request))
    messages.success(request, gettext("The template is out of use; its versions stay."))
    return redirect("settings:template", pk)


@requires(Permission.TEMPLATE_MANAGE)
@require_POST
def discard(request: Request, pk: int, version: int) -> HttpResponse:
    """Throw away a version that was never in use."""
    found = get_template_version(request.person, pk, version)
    is_left = services.discard_version(
        found, by=request.person, now=request.now, origin=origin(request)
    )
    messages.success(request, gettext("The version is thrown away."))
    return redirect("settings:template", pk) if is_left else redirect("settings:templates")


@requires(Permission.TEMPLATE_MANAGE)
@require_safe
def file(request: Request, pk: int, version: int) -> FileResponse:
    """The file as it was uploaded."""
    found = get_template_version(request.person, pk, version)
    return FileResponse(
        io.BytesIO(bytes(found.data)),
        as_attachment=True,
        filename=found.file_name,
        content_type=TYPES[found.kind],
    )


@requires(Permission.TEMPLATE_MANAGE)
@require_safe
def begin(request: Request, code: str) -> FileResponse:
    """A shipped paper as a form with fields, to be made one's own."""
    if code not in BEGINNINGS:
        raise Http404
    chosen = BEGINNINGS[code]
    return FileResponse(
        io.BytesIO(drawn_up(chosen, request.now)),
        as_attachment=True,
        filename=chosen.file_name,
        content_type=TYPES[chosen.kind],
    )


@requires(Permission.TEMPLATE_MANAGE)
@require_safe
def fields(request: Request) -> HttpResponse:
    """Everything that may stand in the braces, by what a paper is about."""
    asked = request.GET.get("paper", "")
    paper = PaperFor(asked) if asked in set(PaperFor) else PaperFor.ENTRY
    books = list(visible_ledgers(request.person)) if paper is not PaperFor.VISIT else []
    book = next((one for one in books if one.code == request.GET.get("ledger", "")), None)
    catalogue = catalogue_of(paper, book)
    context = {
        **_frame(request),
        "paper": paper,
        "papers": list(PaperFor),
        "books": books,
        "book": book,
        "once": [(shown_name(one), one) for one in catalogue.fields if not one.of_row],
        "of_row": [(shown_name(one), one) for one in catalogue.fields if one.of_row],
    }
    return page(request, "settings/papers/fields.html", context)
