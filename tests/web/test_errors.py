"""Words for failure: what happened, what was kept, what to do, whom to ask, under which number."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from django.utils import translation

from taizhang.engine.errors import BadInput, Refused, TaizhangError
from taizhang.engine.lifecycle import State
from taizhang.web import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.roster.models import Person
    from tests.people import People

    SignedIn = Callable[[Person], Client]


class Unreadable(BadInput):
    code = "unreadable"
    message = "“{name}” cannot be read."
    remedy = "Send another one."


class TooMuch(BadInput):
    code = "too_large"


class NotNow(Refused):
    code = "not_now"
    message = "In state {state} until {day}: no."
    remedy = "Wait for {people}."


FAILURES: dict[str, tuple[BaseException, int]] = {
    "broken": (RuntimeError("secret inside"), 500),
    "database": (OperationalError("no such table: secret inside"), 500),
    "forbidden": (PermissionDenied("secret inside"), 403),
    "bad": (BadRequest("secret inside"), 400),
    "big": (RequestDataTooBig("secret inside"), 413),
    "unreadable": (Unreadable(name="<b>a.pdf</b>"), 422),
    "too-much": (TooMuch(), 413),
    "not-now": (NotNow(state=State.CLOSED, day=date(2026, 9, 1), people=["甲", "乙"]), 409),
}


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise FAILURES[how][0]


urlpatterns = [path("fail/<str:how>", fail), path("", include("taizhang.config.urls"))]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.test_errors")]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def reference_on(content: str) -> str:
    found = re.search(r"<code>([0-9a-f-]{36})</code>", content)
    assert found, content
    return found.group(1)


@pytest.mark.parametrize("how", FAILURES)
def test_every_failure_has_a_page_with_its_number_and_no_secret(client: Client, how: str) -> None:
    answer = client.get(f"/fail/{how}")
    content = answer.content.decode()
    assert answer.status_code == FAILURES[how][1]
    assert reference_on(content)
    assert "data-failed" in content
    assert "secret inside" not in content
    assert "Traceback" not in content


@pytest.mark.parametrize("how", FAILURES)
def test_every_failure_speaks_the_readers_language(client: Client, how: str) -> None:
    chinese = client.get(f"/fail/{how}", headers={"accept-language": "zh-CN"}).content.decode()
    english = client.get(f"/fail/{how}", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="zh-Hans">' in chinese
    assert '<html lang="en">' in english
    if not isinstance(FAILURES[how][0], TaizhangError):
        words = re.sub(r"<[^>]+>", " ", chinese.partition("<main")[2].partition("</main")[0])
        assert not re.search(r"[A-Za-z]{3,}", words.partition(">")[2]), "English on a Chinese page"
    assert not re.search(r"[\u4e00-\u9fff]", re.sub("中文|云岭高新区|甲|乙", "", english))


def test_the_number_is_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    number = reference_on(client.get("/fail/broken").content.decode())
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    of_request = [line for line in lines if line.get("request_id") == number]
    assert any("secret inside" in line.get("exception", "") for line in of_request)


@pytest.mark.parametrize("status", errors.TROUBLES)
def test_failure_pages_need_no_database(status: int, rf: RequestFactory) -> None:
    # pytest-django refuses any query outside a marked test; here the pages are made by hand.
    request = rf.get("/")
    with translation.override("en"):
        answer = errors.trouble(request, status)
    assert answer.status_code == status
    assert len(errors.reference()) == 36


def test_an_unknown_address_is_not_found(client: Client, people: People) -> None:
    answer = client.get("/no/such/place")
    assert answer.status_code == 404
    assert reference_on(answer.content.decode())


def test_a_wrong_method_is_answered_in_words(client: Client) -> None:
    answer = client.get("/sign-out/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert reference_on(answer.content.decode())


def test_a_refusal_fills_its_fields_in_for_the_reader(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.office)
    content = client.get("/fail/not-now").content.decode()
    assert "已销号" in content or "销号" in content, "the state in Chinese"
    assert "9月1日（周二）" in content
    assert "甲、乙" in content
    client.post("/language/", {"language": "en"})
    content = client.get("/fail/not-now").content.decode()
    assert "In state Closed until Tue 1 Sep: no." in content
    assert "Wait for 甲, 乙." in content


def test_what_a_file_calls_itself_is_escaped(client: Client) -> None:
    content = client.get("/fail/unreadable").content.decode()
    assert "&lt;b&gt;a.pdf&lt;/b&gt;" in content


@pytest.mark.parametrize("how", FAILURES)
def test_htmx_gets_the_words_where_messages_stand(client: Client, how: str) -> None:
    answer = client.get(f"/fail/{how}", headers={"hx-request": "true"})
    content = answer.content.decode()
    assert answer.status_code == FAILURES[how][1]
    assert answer["HX-Retarget"] == "#messages"
    assert "<html" not in content
    assert 'role="alert"' in content


@override_settings(ALLOWED_HOSTS=["zone.example"])
def test_a_foreign_host_name_is_refused_with_a_page(client: Client) -> None:
    answer = client.get("/sign-in/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()
