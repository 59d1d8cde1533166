"""Guards of views: nobody signed in goes to the sign-in page, who may not sees a 404."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from taizhang.access.permissions import can

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.access.permissions import Permission
    from taizhang.roster.models import Person


_P = ParamSpec("_P")
_R = TypeVar("_R", bound=HttpRequest)
_A = TypeVar("_A", bound=HttpResponseBase)


def requires(
    *permissions: Permission,
) -> Callable[[Callable[Concatenate[_R, _P], _A]], Callable[Concatenate[_R, _P], HttpResponseBase]]:
    """Let in who has one of `permissions`; without any named, everybody who is signed in."""

    def guard(
        view: Callable[Concatenate[_R, _P], _A],
    ) -> Callable[Concatenate[_R, _P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: _R, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponseBase:
            person: Person | None = getattr(request, "person", None)
            if person is None:
                return redirect_to_login(request.get_full_path())
            if permissions and not can(person, *permissions):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.permissions = permissions  # type: ignore[attr-defined]  # read by the route table
        return guarded

    return guard


requires_sign_in = requires()
"""Let in everybody who is signed in."""
