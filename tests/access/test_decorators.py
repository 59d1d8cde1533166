"""The guards of views."""

from __future__ import annotations

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from taizhang.access.decorators import requires, requires_sign_in
from taizhang.access.permissions import Permission
from tests.people import People


def _view(request: object, number: str = "") -> HttpResponse:
    return HttpResponse(number)


def test_nobody_signed_in_goes_to_the_sign_in_page_and_comes_back(db: None) -> None:
    request = RequestFactory().get("/ledger/?words=用电")
    request.person = None
    answer = requires(Permission.ENTRY_VIEW)(_view)(request)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_who_lacks_the_permission_finds_nothing(people: People) -> None:
    request = RequestFactory().get("/")
    request.person = people.contact
    with pytest.raises(Http404):
        requires(Permission.ENTRY_VIEW)(_view)(request)


def test_one_of_the_permissions_is_enough(people: People) -> None:
    request = RequestFactory().get("/")
    request.person = people.audit_admin
    guarded = requires(Permission.ACCOUNT_MANAGE, Permission.AUDIT_VIEW)(_view)
    assert guarded(request, number="7").content == b"7"


def test_without_a_permission_being_signed_in_is_enough(people: People) -> None:
    request = RequestFactory().get("/")
    request.person = people.contact
    assert requires_sign_in(_view)(request, "8").content == b"8"


def test_a_guarded_view_says_what_it_asks_for() -> None:
    assert requires(Permission.AUDIT_VIEW)(_view).permissions == (Permission.AUDIT_VIEW,)
