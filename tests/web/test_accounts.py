"""Signing in and out, the own password, the language: through the door a person uses."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.engine.codes import AuditAct
from taizhang.roster.models import Account, AuditLine
from tests.factories import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People

SIGN_IN = "/sign-in/"


@pytest.fixture(autouse=True)
def _lock_on_our_clock(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """django-axes imports the wall clock by name: stop it there, too."""
    monkeypatch.setattr("axes.handlers.proxy.now", clock)


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def acts() -> list[str]:
    return list(AuditLine.objects.order_by("id").values_list("act", flat=True))


@pytest.mark.parametrize(
    ("username", "landing"),
    [
        ("office", "desk:desk"),
        ("lead_handler", "desk:desk"),
        ("guidance", "desk:desk"),
        ("contact", "my:matters"),
        ("system_admin", "settings:accounts"),
        ("security_admin", "settings:duties"),
        ("audit_admin", "settings:audit"),
    ],
)
def test_signing_in_leads_everybody_to_where_their_work_begins(
    people: People, username: str, landing: str
) -> None:
    answer = sign_in(Client(), username)
    assert (answer.status_code, answer["Location"]) == (302, reverse(landing))
    assert acts() == [AuditAct.SIGNED_IN]


def test_a_person_without_a_duty_lands_on_the_own_password(people: People) -> None:
    people.office.duties.all().delete()
    assert sign_in(Client(), "office")["Location"] == reverse("accounts:password")


def test_sign_in_page_sends_a_signed_in_person_on(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    assert signed_in(people.contact).get(SIGN_IN)["Location"] == reverse("my:matters")


@pytest.mark.parametrize("password", ["falsch", "", "x" * 300])
def test_a_wrong_password_keeps_the_name_and_says_so(people: People, password: str) -> None:
    answer = sign_in(Client(), "office", password)
    assert answer.status_code == 422
    assert 'value="office"' in answer.content.decode()
    assert 'class="error"' in answer.content.decode()
    assert password == "" or password not in answer.content.decode()


def test_unknown_name_and_wrong_password_look_the_same(people: People) -> None:
    # But for what changes by itself: the anti-forgery token and the name that was typed.
    pages = [
        re.sub(r'value="[^"]*"', "", sign_in(Client(), name, "falsch").content.decode())
        for name in ("office", "nobody-here")
    ]
    assert pages[0] == pages[1]


def test_a_shut_account_does_not_open(people: People) -> None:
    Account.objects.filter(username="office").update(is_active=False)
    assert sign_in(Client(), "office").status_code == 422
    assert acts() == [AuditAct.SIGN_IN_REFUSED]


def test_the_fifth_failure_locks_the_account_and_says_until_when(people: People) -> None:
    client = Client()
    statuses = [sign_in(client, "office", "falsch").status_code for _ in range(5)]
    assert statuses == [422, 422, 422, 422, 429]
    answer = sign_in(client, "office")
    content = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "office" in content
    assert "15" in content
    assert acts()[-1] == AuditAct.LOCKED_OUT
    assert sign_in(client, "leader").status_code == 302, "another account is not locked"


def test_a_locked_account_opens_after_a_quarter_of_an_hour(people: People, clock: Clock) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, "office", "falsch")
    assert sign_in(client, "office").status_code == 429
    clock.advance(minutes=16)
    assert sign_in(client, "office").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "landing"),
    [
        ("/roster/?q=a", "/roster/?q=a"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_sign_in_goes_on_only_to_our_own_pages(people: People, wanted: str, landing: str) -> None:
    assert sign_in(Client(), "office", next=wanted)["Location"] == landing


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(people: People) -> None:
    client = Client()
    asked = client.get("/roster/enterprises/?q=%E6%B0%B4")
    assert asked.status_code == 302
    page = client.get(asked["Location"]).content.decode()
    assert 'name="next" value="/roster/enterprises/?q=%E6%B0%B4"' in page


def test_sign_out_is_a_form_and_ends_the_session(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.office)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/roster/").status_code == 200
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/roster/").status_code == 302
    assert acts() == [AuditAct.SIGNED_OUT]
    assert client.post("/sign-out/").status_code == 302, "twice in a row"


def test_a_session_ends_after_thirty_idle_minutes(
    people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    client = signed_in(people.office)
    clock.advance(minutes=29)
    assert client.get("/roster/").status_code == 200
    clock.advance(minutes=29)
    assert client.get("/roster/").status_code == 200, "each request starts the minutes anew"
    clock.advance(minutes=31)
    assert client.get("/roster/").status_code == 302


def test_looking_writes_nothing_more_than_once_a_minute(
    people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    client = signed_in(people.office)
    client.get("/roster/")
    for seconds, writes in ((0, 0), (59, 0), (1, 1), (30, 0), (-3600, 1)):
        clock.advance(seconds=seconds)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/roster/").status_code == 200
        said = [one["sql"] for one in asked if one["sql"].startswith(("UPDATE", "INSERT"))]
        assert len(said) == writes, (seconds, said)


NEW = "松风-过岭-听涛-41"


def change(client: Client, **given: str) -> HttpResponse:
    return client.post("/password/", {"present": PASSWORD, "new": NEW, "again": NEW, **given})


def test_the_own_password_is_changed_and_other_sessions_end(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    here, elsewhere = signed_in(people.office), signed_in(people.office)
    assert change(here)["Location"] == "/"
    assert here.get("/roster/").status_code == 200
    assert elsewhere.get("/roster/").status_code == 302
    assert sign_in(Client(), "office", NEW).status_code == 302


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"present": "falsch"}, "id_present_error"),
        ({"again": "anders-genug-lang"}, "id_again_error"),
        ({"new": "kurz", "again": "kurz"}, "id_new_error"),
        ({"new": "1234567890", "again": "1234567890"}, "id_new_error"),
        ({"new": "", "again": ""}, "id_new_error"),
    ],
)
def test_a_password_change_is_refused_at_the_field(
    people: People, signed_in: Callable[[Person], Client], given: dict[str, str], at: str
) -> None:
    answer = change(signed_in(people.office), **given)
    assert answer.status_code == 422
    assert at in answer.content.decode()
    assert sign_in(Client(), "office").status_code == 302, "the old one still opens"


def test_a_one_time_password_opens_nothing_but_its_change(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    Account.objects.filter(username="office").update(must_change_password=True)
    client = signed_in(people.office)
    assert client.get("/roster/")["Location"] == "/password/"
    assert client.get("/password/").status_code == 200
    assert change(client).status_code == 302
    assert client.get("/roster/").status_code == 200


def test_language_is_kept_with_the_account(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.office)
    assert 'lang="zh-Hans"' in client.get("/password/").content.decode()
    answer = client.post("/language/", {"language": "en", "next": "/password/"})
    assert answer["Location"] == "/password/"
    page = client.get("/password/").content.decode()
    assert '<html lang="en">' in page
    assert "Change the password" in page
    on_another_machine = signed_in(people.office)
    assert '<html lang="en">' in on_another_machine.get("/password/").content.decode()


@pytest.mark.django_db
def test_language_before_signing_in_is_kept_by_the_browser() -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": SIGN_IN})
    assert '<html lang="en">' in client.get(SIGN_IN).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "", "../etc"])
def test_a_language_we_do_not_speak_changes_nothing(language: str) -> None:
    client = Client()
    assert client.post("/language/", {"language": language}).status_code == 302
    assert '<html lang="zh-Hans">' in client.get(SIGN_IN).content.decode()


def test_cookies_are_out_of_reach_of_scripts(people: People) -> None:
    client = Client()
    client.get(SIGN_IN)
    sign_in(client, "office")
    for name in ("sessionid", "csrftoken", "django_language"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
    assert client.cookies["django_language"]["max-age"] == timedelta(days=365).total_seconds()


def test_forms_without_their_token_are_refused_with_a_page(people: People) -> None:
    answer = sign_in(Client(enforce_csrf_checks=True), "office")
    assert answer.status_code == 403
    assert "data-failed" in answer.content.decode()
