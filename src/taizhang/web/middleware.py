"""Who asks, and when: decided once per request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class WhoAndWhen:
    """Sets `request.now` and, for a signed-in account, `request.person`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()
        request.person = request.user.person if request.user.is_authenticated else None
        return self.get_response(request)
