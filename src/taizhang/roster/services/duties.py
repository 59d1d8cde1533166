"""Duties: who may do what. Three administrators, none of whom can do it alone.

The system administrator opens accounts, the security administrator grants duties, the audit
administrator reads the trail of both; none of them has any other duty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from taizhang.engine.codes import AuditAct, Role
from taizhang.engine.errors import Refused
from taizhang.roster.models import Account, Duty, Person
from taizhang.roster.services.trail import actor_name, audit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from taizhang.roster.services.trail import Origin

ADMINISTRATORS: Final = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NotToOneself(Refused):
    code = "not_to_oneself"
    message = _("Nobody changes their own account or duties.")
    remedy = _("Ask another administrator.")


class AdministratorIsOnlyThat(Refused):
    code = "administrator_is_only_that"
    message = _("{person} cannot hold this duty beside the others: administrators hold one only.")
    remedy = _("Give it to somebody else, or revoke the other duties first.")


class RoleOfTheOtherSide(Refused):
    code = "role_of_the_other_side"
    message = _("{person} cannot hold this duty.")
    remedy = _("Officials' duties are for people of a unit, the enterprise's for its contacts.")


class PersonHasLeft(Refused):
    code = "person_has_left"
    message = _("{person} is no longer on the roster.")
    remedy = _("Grant the duty to the successor.")


class DutiesChanged(Refused):
    """Fields: `person` name, `held` the roles they hold now."""

    code = "duties_changed"
    message = _("Meanwhile somebody else changed the duties of {person}: {held}.")
    remedy = _("Nothing was changed. Look at what they hold now and decide again.")


class LastAdministrator(Refused):
    code = "last_administrator"
    message = _("{person} is the last one with this administrator's duty.")
    remedy = _("Grant the duty to somebody else first.")


def duties_stand(person: Person) -> str:
    """Which duties a person holds, as a form carries it."""
    rows = Duty.objects.filter(person=person).order_by("pk").values_list("pk", "role")
    return ",".join(f"{key}-{role}" for key, role in rows)


def _require_seen(person: Person, seen: str | None) -> None:
    """Refuse a form that was made when the person held something else."""
    if seen is not None and seen != duties_stand(person):
        held = [Role(duty.role) for duty in Duty.objects.filter(person=person).order_by("role")]
        raise DutiesChanged(person=person.name, held=held or ["—"])


@transaction.atomic
def grant_duty(
    person: Person,
    role: Role,
    *,
    by: Person | None,
    now: datetime,
    seen: str | None = None,
    origin: Origin | None = None,
) -> Duty:
    """Give a person a duty; asked twice, it is held once.

    `seen` is what `duties_stand` said when a form was made.
    """
    if by is not None and person == by:
        raise NotToOneself
    if not person.is_active:
        raise PersonHasLeft(person=person.name)
    if (role is Role.ENTERPRISE) != (person.enterprise_id is not None):
        raise RoleOfTheOtherSide(person=person.name)
    # The row lock makes two grants at once wait for each other, so that both see the rule.
    Person.objects.select_for_update().get(pk=person.pk)
    held = Duty.objects.filter(person=person, role=role).first()
    if held is not None:
        return held
    _require_seen(person, seen)
    others = {Role(duty.role) for duty in Duty.objects.filter(person=person)} - {role}
    if others and ({role} | others) & ADMINISTRATORS:
        raise AdministratorIsOnlyThat(person=person.name)
    duty = Duty.objects.create(person=person, role=role)
    _note(AuditAct.DUTY_GRANTED, person, role, by=by, now=now, origin=origin)
    return duty


@transaction.atomic
def revoke_duty(
    person: Person,
    role: Role,
    *,
    by: Person | None,
    now: datetime,
    seen: str | None = None,
    origin: Origin | None = None,
) -> None:
    """Take a duty from a person; a duty that is not held stays so."""
    if by is not None and person == by:
        raise NotToOneself
    Person.objects.select_for_update().get(pk=person.pk)
    if not Duty.objects.filter(person=person, role=role).exists():
        return
    _require_seen(person, seen)
    refuse_losing_the_last_administrator(person, roles={role})
    gone, _rows = Duty.objects.filter(person=person, role=role).delete()
    if gone:
        _note(AuditAct.DUTY_REVOKED, person, role, by=by, now=now, origin=origin)


def refuse_losing_the_last_administrator(person: Person, *, roles: Iterable[Role]) -> None:
    """Refuse to leave the zone without a system, security or audit administrator."""
    for role in sorted(ADMINISTRATORS.intersection(roles)):
        able = Account.objects.filter(
            is_active=True, person__is_active=True, person__duties__role=role
        )
        if able.filter(person=person).exists() and not able.exclude(person=person).exists():
            raise LastAdministrator(person=person.name)


def _note(
    act: AuditAct,
    person: Person,
    role: Role,
    *,
    by: Person | None,
    now: datetime,
    origin: Origin | None,
) -> None:
    person.__dict__.pop("roles", None)  # what was read before the change
    audit(
        act,
        now=now,
        actor=actor_name(by),
        subject=f"{person.name} ({person.code}) · {role.value}",
        origin=origin,
    )
