"""Accounts: opened, reset, changed, shut and opened again."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.auth.hashers import make_password

from taizhang.engine.codes import AuditAct
from taizhang.roster import queries, services
from taizhang.roster.models import Account, AuditLine
from tests.factories import PASSWORD, make_person
from tests.people import People


def _newest() -> AuditLine:
    return queries.audit_lines()[0]


def test_an_account_comes_with_a_password_for_one_sign_in(people: People, now: datetime) -> None:
    person = make_person("新来人", unit=people.lead)
    account, password = services.open_account(
        person, username="xinlai", by=people.system_admin, now=now
    )
    assert account.check_password(password)
    assert account.must_change_password
    assert account.is_active
    assert len(password) == 19
    line = _newest()
    assert (line.act, line.actor, line.subject) == (
        AuditAct.ACCOUNT_OPENED,
        "system_admin",
        "xinlai · 新来人",
    )


def test_an_account_opens_no_door_by_itself(people: People, now: datetime) -> None:
    person = make_person(unit=people.lead)
    services.open_account(person, username="xinlai", by=people.system_admin, now=now)
    assert person.roles == frozenset()


def test_two_one_time_passwords_differ(people: People, now: datetime) -> None:
    account = people.office.account
    first = services.reset_password(account, by=people.system_admin, now=now)
    assert first != services.reset_password(account, by=people.system_admin, now=now)


def test_a_person_has_one_account(people: People, now: datetime) -> None:
    with pytest.raises(services.AccountExists):
        services.open_account(people.office, username="zweite", by=None, now=now)


def test_a_user_name_is_given_once(people: People, now: datetime) -> None:
    with pytest.raises(services.UserNameTaken):
        services.open_account(make_person(), username="office", by=None, now=now)


@pytest.mark.parametrize(
    "username", ["", "a", "温如玉", "Office", "a b", "(command line)", "x" * 51]
)
def test_a_user_name_is_plain(people: People, now: datetime, username: str) -> None:
    with pytest.raises(services.UserNameNotUsable):
        services.open_account(make_person(), username=username, by=None, now=now)
    assert not Account.objects.filter(username=username).exists()


def test_the_demo_zone_may_give_one_password_to_many(people: People, now: datetime) -> None:
    account, told = services.open_account(
        make_person(), username="demo", by=None, now=now, password_hash=make_password("云岭演示")
    )
    assert told == ""
    assert account.check_password("云岭演示")
    assert not account.must_change_password
    assert _newest().actor == "(command line)"


def test_a_reset_password_works_once_and_the_old_one_never_again(
    people: People, now: datetime
) -> None:
    account = people.office.account
    password = services.reset_password(account, by=people.system_admin, now=now)
    account.refresh_from_db()
    assert account.check_password(password)
    assert not account.check_password(PASSWORD)
    assert account.must_change_password
    assert _newest().act == AuditAct.PASSWORD_RESET


def test_a_person_chooses_a_password(people: People, now: datetime) -> None:
    account = people.office.account
    services.reset_password(account, by=people.system_admin, now=now)
    services.set_password(account, "青山绿水长流不息六畜兴旺", now=now)
    account.refresh_from_db()
    assert account.check_password("青山绿水长流不息六畜兴旺")
    assert not account.must_change_password
    assert _newest().actor == "office"


@pytest.mark.parametrize("password", ["short", "12345678901", "password1234"])
def test_an_easy_password_is_refused_and_the_old_one_stays(
    people: People, now: datetime, password: str
) -> None:
    with pytest.raises(services.WeakPassword) as refusal:
        services.set_password(people.office.account, password, now=now)
    assert refusal.value.fields["reasons"]
    people.office.account.refresh_from_db()
    assert people.office.account.check_password(PASSWORD)


def test_a_shut_account_is_noted_once_and_can_be_opened_again(
    people: People, now: datetime
) -> None:
    account = people.office.account
    for _time in range(2):
        services.deactivate(account, by=people.system_admin, now=now)
    account.refresh_from_db()
    assert not account.is_active
    assert AuditLine.objects.filter(act=AuditAct.ACCOUNT_DEACTIVATED).count() == 1
    services.activate(account, by=people.system_admin, now=now)
    account.refresh_from_db()
    assert account.is_active
    assert account.check_password(PASSWORD)


def test_nobody_shuts_their_own_account(people: People, now: datetime) -> None:
    with pytest.raises(services.NotToOneself):
        services.deactivate(people.system_admin.account, by=people.system_admin, now=now)


def test_the_last_administrator_is_not_shut_out(people: People, now: datetime) -> None:
    with pytest.raises(services.LastAdministrator):
        services.deactivate(people.security_admin.account, by=people.system_admin, now=now)


def test_a_person_reads_in_their_language(people: People) -> None:
    services.set_language(people.office.account, "en")
    assert Account.objects.get(username="office").language == "en"


def test_the_trail_keeps_where_an_act_came_from(people: People, now: datetime) -> None:
    origin = services.Origin("127.0.0.1", "0b1c")
    services.reset_password(people.office.account, by=people.system_admin, now=now, origin=origin)
    assert (_newest().address, _newest().reference) == ("127.0.0.1", "0b1c")


def test_who_has_no_account_is_noted_by_code(people: People, now: datetime) -> None:
    nobody = make_person(code="nobody")
    services.reset_password(people.office.account, by=nobody, now=now)
    assert _newest().actor == "nobody"
