"""The three administrators: each the own screen, nobody more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from taizhang.engine.codes import AuditAct, Role
from taizhang.roster import services
from taizhang.roster.models import Account, AuditLine
from tests.factories import make_account, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.roster.models import Person
    from tests.people import People

    SignedIn = Callable[[Person], Client]


SCREENS = {
    "/settings/accounts/": Role.SYSTEM_ADMIN,
    "/settings/accounts/of/office/": Role.SYSTEM_ADMIN,
    "/settings/accounts/open/office/": Role.SYSTEM_ADMIN,
    "/settings/duties/": Role.SECURITY_ADMIN,
    "/settings/duties/office/": Role.SECURITY_ADMIN,
    "/settings/audit/": Role.AUDIT_ADMIN,
}


@pytest.mark.parametrize("path", SCREENS)
@pytest.mark.parametrize("role", Role)
def test_each_screen_opens_for_its_administrator_alone(
    people: People, signed_in: SignedIn, path: str, role: Role
) -> None:
    status = signed_in(people.in_role(role)).get(path).status_code
    assert status == (200 if SCREENS[path] is role else 404)


def told(content: str) -> str:
    """The one-time password on the page."""
    found = re.search(r'class="secret">([^<]+)<', content)
    assert found
    return found.group(1)


def test_open_account_shows_a_password_once_that_opens_it(
    people: People, signed_in: SignedIn
) -> None:
    person = make_person("新来的", Role.HANDLER, unit=people.lead, code="new")
    admin = signed_in(people.system_admin)
    assert "新来的" in admin.get("/settings/accounts/?which=none").content.decode()
    answer = admin.post("/settings/accounts/open/new/", {"username": "new.one"})
    password = told(answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    assert password not in admin.get("/settings/accounts/of/new.one/").content.decode()
    entered = Client().post("/sign-in/", {"username": "new.one", "password": password})
    assert entered.status_code == 302
    assert Account.objects.get(person=person).must_change_password


@pytest.mark.parametrize("username", ["Office", "a b", "", "x" * 60, "office"])
def test_open_account_refuses_a_name_at_the_field(
    people: People, signed_in: SignedIn, username: str
) -> None:
    make_person("新来的", Role.HANDLER, unit=people.lead, code="new")
    answer = signed_in(people.system_admin).post(
        "/settings/accounts/open/new/", {"username": username}
    )
    assert answer.status_code == 422
    assert "id_username_error" in answer.content.decode()


def test_open_account_twice_names_the_one_there_is(people: People, signed_in: SignedIn) -> None:
    answer = signed_in(people.system_admin).post(
        "/settings/accounts/open/office/", {"username": "another"}
    )
    assert answer.status_code == 422
    assert "office" in answer.content.decode()


def test_reset_password_opens_with_the_new_one_only(people: People, signed_in: SignedIn) -> None:
    signed = signed_in(people.office)
    answer = signed_in(people.system_admin).post("/settings/accounts/of/office/password/")
    password = told(answer.content.decode())
    assert signed.get("/roster/").status_code == 302, "the session ended"
    given = {"username": "office", "password": password}
    assert Client().post("/sign-in/", given).status_code == 302


def test_deactivate_ends_the_session_and_activate_opens_again(
    people: People, signed_in: SignedIn
) -> None:
    signed, admin = signed_in(people.office), signed_in(people.system_admin)
    assert admin.post("/settings/accounts/of/office/shut/").status_code == 302
    assert signed.get("/roster/").status_code == 302
    assert admin.post("/settings/accounts/of/office/shut/").status_code == 302, "twice in a row"
    assert "office" in admin.get("/settings/accounts/?which=shut").content.decode()
    assert admin.post("/settings/accounts/of/office/open/").status_code == 302
    assert Account.objects.get(username="office").is_active
    acts = AuditLine.objects.order_by("id").values_list("act", flat=True)
    assert list(acts) == [AuditAct.ACCOUNT_DEACTIVATED, AuditAct.ACCOUNT_ACTIVATED]


def test_deactivate_refuses_the_own_account_and_says_what_to_do(
    people: People, signed_in: SignedIn
) -> None:
    admin = signed_in(people.system_admin)
    answer = admin.post("/settings/accounts/of/system_admin/shut/")
    assert answer.status_code == 409
    assert "data-failed" in answer.content.decode()
    assert Account.objects.get(username="system_admin").is_active
    own = admin.get("/settings/accounts/of/system_admin/").content.decode()
    assert "/shut/" not in own


@pytest.mark.parametrize("act", ["shut", "open", "password"])
def test_an_act_on_an_unknown_account_is_not_found(
    people: People, signed_in: SignedIn, act: str
) -> None:
    admin = signed_in(people.system_admin)
    assert admin.post(f"/settings/accounts/of/nobody/{act}/").status_code == 404
    assert admin.get(f"/settings/accounts/of/office/{act}/").status_code == 405


def test_accounts_are_found_by_name_and_unit(people: People, signed_in: SignedIn) -> None:
    admin = signed_in(people.system_admin)
    by_name = admin.get("/settings/accounts/", {"q": "温如"}).content.decode()
    assert "office" in by_name
    assert "lead_head" not in by_name
    by_unit = admin.get("/settings/accounts/", {"q": "电力"}).content.decode()
    assert "lead_head" in by_unit
    assert admin.get("/settings/accounts/", {"q": "没有这人"}).status_code == 200


def test_grant_and_revoke_a_duty(people: People, signed_in: SignedIn) -> None:
    admin = signed_in(people.security_admin)
    page = admin.get("/settings/duties/lead_handler/").content.decode()
    assert f'value="{Role.UNIT_HEAD}"' in page
    assert f'value="{Role.ENTERPRISE}"' not in page, "an official is no enterprise"
    granted = admin.post("/settings/duties/lead_handler/", {"role": Role.UNIT_HEAD})
    assert granted.status_code == 302
    assert people.lead_handler.duties.count() == 2
    assert "柳依依" in admin.get("/settings/duties/", {"role": Role.UNIT_HEAD}).content.decode()
    assert "柳依依" in admin.get("/settings/duties/", {"q": "柳依"}).content.decode()
    address = f"/settings/duties/lead_handler/{Role.UNIT_HEAD}/revoke/"
    assert admin.post(address).status_code == 302
    assert admin.post(address).status_code == 302, "twice in a row"
    assert people.lead_handler.duties.count() == 1


def test_two_who_change_a_person_s_duties_hear_of_each_other(
    people: People, signed_in: SignedIn
) -> None:
    url = "/settings/duties/lead_handler/"
    admin = signed_in(people.security_admin)
    other = signed_in(make_person("季安", Role.SECURITY_ADMIN, unit=people.committee))
    seen = admin.get(url).context["seen"]
    assert other.post(url, {"role": Role.UNIT_HEAD, "seen": seen}).status_code == 302
    answer = admin.post(url, {"role": Role.LEADER, "seen": seen})
    assert answer.status_code == 422
    assert answer.context["form"].errors["role"]
    assert people.lead_handler.duties.count() == 2
    revoke = f"{url}{Role.HANDLER}/revoke/"
    assert admin.post(revoke, {"seen": seen}).status_code == 409
    assert people.lead_handler.duties.count() == 2
    fresh = answer.context["seen"]
    assert other.post(url, {"role": Role.UNIT_HEAD, "seen": seen}).status_code == 422, "is held"
    assert admin.post(url, {"role": Role.LEADER, "seen": fresh}).status_code == 302
    assert admin.post(revoke, {"seen": admin.get(url).context["seen"]}).status_code == 302
    assert people.lead_handler.duties.count() == 2


@pytest.mark.parametrize("role", ["", "emperor", "office", "system_admin"])
def test_grant_refuses_what_is_held_unknown_or_against_the_rules(
    people: People, signed_in: SignedIn, role: str
) -> None:
    answer = signed_in(people.security_admin).post("/settings/duties/office/", {"role": role})
    assert answer.status_code == 422
    assert "id_role_error" in answer.content.decode()
    assert people.office.duties.count() == 1


def test_own_duties_are_shown_but_not_offered(people: People, signed_in: SignedIn) -> None:
    admin = signed_in(people.security_admin)
    page = admin.get("/settings/duties/security_admin/").content.decode()
    assert "/revoke" not in page
    assert admin.post("/settings/duties/security_admin/security_admin/revoke/").status_code == 409


@pytest.mark.parametrize("path", ["office/emperor", "nobody/office"])
def test_revoke_of_what_is_not_there_is_not_found(
    people: People, signed_in: SignedIn, path: str
) -> None:
    answer = signed_in(people.security_admin).post(f"/settings/duties/{path}/revoke/")
    assert answer.status_code == 404


def test_the_audit_trail_names_duties_and_the_machines_operator_in_words(
    people: People, signed_in: SignedIn
) -> None:
    services.grant_duty(people.stranger, Role.SERVICE_OFFICER, by=None, now=timezone.now())
    page = signed_in(people.audit_admin).get("/settings/audit/").content.decode()
    assert "（命令行）" in page
    assert f"{people.stranger.name} (stranger) · 首席服务官" in page


def test_audit_trail_is_narrowed_by_words_act_and_failure(
    people: People, signed_in: SignedIn
) -> None:
    Client().post("/sign-in/", {"username": "ghost", "password": "falsch"})
    signed_in(people.system_admin).post("/settings/accounts/of/office/shut/")
    audit = signed_in(people.audit_admin)

    def lines(**wanted: str) -> int:
        return audit.get("/settings/audit/", wanted).content.decode().count("<tr data-row")

    assert lines() == 2
    assert lines(failures="1") == 1
    assert lines(q="ghost") == 1
    assert lines(act=AuditAct.ACCOUNT_DEACTIVATED) == 1
    assert lines(since="2026-01-01", until="2026-01-02") == 0
    assert lines(since="gestern", act="nonsense") == 2, "nonsense narrows nothing"


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("system_admin", "/settings/accounts/"),
        ("security_admin", "/settings/duties/"),
        ("audit_admin", "/settings/audit/"),
    ],
)
def test_lists_take_the_same_number_of_queries_however_long(
    people: People,
    signed_in: SignedIn,
    django_assert_max_num_queries: Callable[[int], Any],
    who: str,
    path: str,
) -> None:
    for number in range(20):
        person = make_person(f"新人{number}", Role.HANDLER, code=f"new-{number}", unit=people.lead)
        make_account(person, person.code)
    client = signed_in(getattr(people, who))
    with django_assert_max_num_queries(12):
        client.get(path)
