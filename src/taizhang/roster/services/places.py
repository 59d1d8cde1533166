"""Adding units, parks, enterprises and people to the roster."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from taizhang.engine import credit_codes
from taizhang.engine.errors import Refused
from taizhang.roster.models import (
    Enterprise,
    EnterpriseAlias,
    Park,
    Person,
    Unit,
    UnitAlias,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from taizhang.engine.codes import UnitKind


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class OnTheRosterAlready(Refused):
    code = "on_the_roster_already"
    message = _("“{name}” ({taken}) cannot be added: its code or one of its names is taken.")
    remedy = _("Amend the existing one, or choose another code.")


class CreditCodeNotValid(Refused):
    code = "credit_code_not_valid"
    message = _("“{credit_code}” is not a valid unified social credit code.")
    remedy = _("Copy the eighteen signs from the business licence; the last one checks the others.")


@contextmanager
def _unique(code: str, name: str) -> Iterator[None]:
    """Turn the database's refusal into a sentence; asking first would cost a query per row."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise OnTheRosterAlready(taken=code, name=name) from error


def create_unit(
    *,
    code: str,
    name: str,
    kind: UnitKind,
    short_name: str = "",
    parent: Unit | None = None,
    leader: Person | None = None,
    head: Person | None = None,
    watcher: Person | None = None,
    duties: str = "",
    aliases: Iterable[str] = (),
) -> Unit:
    """Put a unit on the roster."""
    with _unique(code, name):
        unit = Unit.objects.create(
            code=code,
            name=name,
            kind=kind,
            short_name=short_name,
            parent=parent,
            leader=leader,
            head=head,
            watcher=watcher,
            duties=duties,
        )
        others = [UnitAlias(unit=unit, name=alias) for alias in aliases]
        UnitAlias.objects.bulk_create(others)
    return unit


def set_guides(group: Unit, units: Iterable[Unit]) -> None:
    """Say which units a guidance group looks into."""
    group.guides.set(units)


def create_park(
    *,
    code: str,
    name: str,
    centre: Unit | None = None,
    officer: Person | None = None,
    watcher: Person | None = None,
) -> Park:
    """Put a park on the roster."""
    with _unique(code, name):
        return Park.objects.create(
            code=code, name=name, centre=centre, officer=officer, watcher=watcher
        )


def create_enterprise(
    *,
    code: str,
    name: str,
    credit_code: str | None = None,
    short_name: str = "",
    park: Park | None = None,
    industry: str = "",
    size: str = "",
    employees: int | None = None,
    revenue: Decimal | None = None,
    parent_company: str = "",
    address: str = "",
    service_officer: Person | None = None,
    watcher: Person | None = None,
    aliases: Iterable[str] = (),
) -> Enterprise:
    """Put an enterprise on the roster."""
    if credit_code is not None and not credit_codes.is_valid(credit_code):
        raise CreditCodeNotValid(credit_code=credit_code)
    with _unique(code, name):
        enterprise = Enterprise.objects.create(
            code=code,
            name=name,
            credit_code=credit_code,
            short_name=short_name,
            park=park,
            industry=industry,
            size=size,
            employees=employees,
            revenue=revenue,
            parent_company=parent_company,
            address=address,
            service_officer=service_officer,
            watcher=watcher,
        )
        others = [EnterpriseAlias(enterprise=enterprise, name=alias) for alias in aliases]
        EnterpriseAlias.objects.bulk_create(others)
    return enterprise


def create_person(
    *,
    code: str,
    name: str,
    title: str = "",
    phone: str = "",
    unit: Unit | None = None,
    enterprise: Enterprise | None = None,
) -> Person:
    """Put a person on the roster, without any duty and without an account."""
    with _unique(code, name):
        return Person.objects.create(
            code=code, name=name, title=title, phone=phone, unit=unit, enterprise=enterprise
        )


SYSTEM: Final = "taizhang"
"""Code of the person by whom things happen that happen by themselves."""


def system_person() -> Person:
    """Who stands in events that nobody caused; holds no duty and has no account."""
    person, _made = Person.objects.get_or_create(code=SYSTEM, defaults={"name": "台账系统"})
    return person
