"""Duties: three administrators, none of whom can do it alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from taizhang.engine.codes import AuditAct, Role
from taizhang.roster import queries, services
from taizhang.roster.models import AuditLine, Duty
from tests.factories import make_account, make_person
from tests.people import People

ADMINISTRATORS = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]


def test_a_duty_is_held_once_and_noted_once(people: People, now: datetime) -> None:
    assert people.lead_handler.roles == {Role.HANDLER}
    for _time in range(2):
        services.grant_duty(people.lead_handler, Role.OFFICE, by=people.security_admin, now=now)
    assert people.lead_handler.roles == {Role.HANDLER, Role.OFFICE}
    lines = AuditLine.objects.filter(act=AuditAct.DUTY_GRANTED)
    assert [line.subject for line in lines] == ["柳依依 (lead_handler) · office"]


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_an_administrator_has_no_other_duty(people: People, now: datetime, role: Role) -> None:
    with pytest.raises(services.AdministratorIsOnlyThat):
        services.grant_duty(people.office, role, by=people.security_admin, now=now)
    assert people.office.roles == {Role.OFFICE}


@pytest.mark.parametrize("role", [Role.OFFICE, Role.AUDIT_ADMIN])
def test_an_administrator_gets_no_other_duty(people: People, now: datetime, role: Role) -> None:
    with pytest.raises(services.AdministratorIsOnlyThat):
        services.grant_duty(people.system_admin, role, by=people.security_admin, now=now)


def test_nobody_grants_or_revokes_their_own_duty(people: People, now: datetime) -> None:
    admin = people.security_admin
    with pytest.raises(services.NotToOneself):
        services.grant_duty(admin, Role.OFFICE, by=admin, now=now)
    with pytest.raises(services.NotToOneself):
        services.revoke_duty(admin, Role.SECURITY_ADMIN, by=admin, now=now)


def test_an_official_does_not_speak_for_an_enterprise(people: People, now: datetime) -> None:
    with pytest.raises(services.RoleOfTheOtherSide):
        services.grant_duty(people.office, Role.ENTERPRISE, by=people.security_admin, now=now)


def test_a_contact_holds_no_official_duty(people: People, now: datetime) -> None:
    with pytest.raises(services.RoleOfTheOtherSide):
        services.grant_duty(people.contact, Role.HANDLER, by=people.security_admin, now=now)


def test_who_left_gets_no_duty(people: People, now: datetime) -> None:
    gone = make_person(unit=people.lead, is_active=False)
    with pytest.raises(services.PersonHasLeft):
        services.grant_duty(gone, Role.HANDLER, by=people.security_admin, now=now)


def test_a_revoked_duty_is_gone_and_noted_once(people: People, now: datetime) -> None:
    for _time in range(2):
        services.revoke_duty(people.office, Role.OFFICE, by=people.security_admin, now=now)
    assert people.office.roles == frozenset()
    assert AuditLine.objects.filter(act=AuditAct.DUTY_REVOKED).count() == 1


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_the_last_administrator_keeps_the_duty(people: People, now: datetime, role: Role) -> None:
    holder = people.in_role(role)
    with pytest.raises(services.LastAdministrator):
        services.revoke_duty(holder, role, by=people.office, now=now)
    assert Duty.objects.filter(person=holder, role=role).exists()


def test_an_administrator_with_a_successor_can_go(people: People, now: datetime) -> None:
    successor = make_person(unit=people.committee)
    make_account(successor)
    services.grant_duty(successor, Role.AUDIT_ADMIN, by=people.security_admin, now=now)
    services.revoke_duty(people.audit_admin, Role.AUDIT_ADMIN, by=people.security_admin, now=now)
    assert list(queries.holders(Role.AUDIT_ADMIN)) == [successor]


def test_a_successor_without_an_account_is_none(people: People, now: datetime) -> None:
    successor = make_person(unit=people.committee)
    services.grant_duty(successor, Role.AUDIT_ADMIN, by=people.security_admin, now=now)
    with pytest.raises(services.LastAdministrator):
        services.revoke_duty(
            people.audit_admin, Role.AUDIT_ADMIN, by=people.security_admin, now=now
        )
