"""What every page's frame shows."""

from __future__ import annotations

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """The rail: the places this person may go to."""
    return {}
