"""Duties: the security administrator's screen."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access import Permission, scopes
from taizhang.access.decorators import requires
from taizhang.access.get import get_person
from taizhang.engine.codes import Role
from taizhang.engine.errors import TaizhangError
from taizhang.roster import services
from taizhang.web import errors
from taizhang.web.origin import origin
from taizhang.web.page import page
from taizhang.web.paging import BY_UNIT, rows_of
from taizhang.web.request import Request
from taizhang.web.settings.forms import GrantForm
from taizhang.web.wording import label


@requires(Permission.DUTY_GRANT)
@require_safe
def duties(request: Request) -> HttpResponse:
    """Who may do what: everybody with a duty, or whoever is searched for."""
    words = request.GET.get("q", "").strip()[:100]
    role = request.GET.get("role", "")
    found = scopes.visible_people(request.person).prefetch_related("duties").order_by(*BY_UNIT)
    if role in set(Role):
        found = found.filter(duties__role=role)
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(unit__name__icontains=word)
            | Q(enterprise__name__icontains=word)
        )
    context = {
        "rows": rows_of(request, found),
        "words": words,
        "role": role,
        "roles": [(one.value, label(one)) for one in Role],
    }
    return page(request, "settings/duties.html", context)


@requires(Permission.DUTY_GRANT)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, code: str) -> HttpResponse:
    """One person's duties: what is held, and what can be granted."""
    found = get_person(request.person, code, Permission.DUTY_GRANT)
    form = GrantForm(
        request.POST or None, held=found.roles, is_contact=found.enterprise_id is not None
    )
    seen = request.POST.get("seen", services.duties_stand(found))
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            services.grant_duty(
                found,
                role,
                by=request.person,
                now=request.now,
                seen=seen,
                origin=origin(request),
            )
        except TaizhangError as error:
            errors.add_refusal(form, error, "role")
            if isinstance(error, services.DutiesChanged):
                seen = services.duties_stand(found)
        else:
            messages.success(
                request,
                _("{person} now holds the duty {duty}.").format(
                    person=found.name, duty=label(role)
                ),
            )
            return redirect("settings:person", code)
    context = {"person": found, "form": form, "seen": seen, "is_own": found == request.person}
    status = 422 if form.is_bound else 200
    return page(request, "settings/person.html", context, status=status)


@requires(Permission.DUTY_GRANT)
@require_POST
def revoke(request: Request, code: str, role: str) -> HttpResponse:
    """Take a duty from a person; asked on the person's own page."""
    found = get_person(request.person, code, Permission.DUTY_GRANT)
    if role not in set(Role):
        raise Http404
    services.revoke_duty(
        found,
        Role(role),
        by=request.person,
        now=request.now,
        seen=request.POST.get("seen"),
        origin=origin(request),
    )
    messages.success(
        request,
        _("{person} no longer holds the duty {duty}.").format(
            person=found.name, duty=label(role, "role")
        ),
    )
    return redirect("settings:person", code)
