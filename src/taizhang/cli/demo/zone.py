"""The cast goes onto the roster, through the roster's own services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taizhang.roster import services

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.cli.demo.cast import Cast
    from taizhang.roster.models import Enterprise, Park, Person, Unit


@dataclass(frozen=True, slots=True)
class Zone:
    """The rows by their codes."""

    units: dict[str, Unit]
    people: dict[str, Person]
    parks: dict[str, Park]
    enterprises: dict[str, Enterprise]


def settle(cast: Cast, *, now: datetime) -> Zone:
    """Write units, people, parks and enterprises; hand out the duties."""
    zone = Zone({}, {}, {}, {})
    _units(cast, zone)
    _people(cast, zone, officials=True)
    for unit in cast.units.values():
        posts = {"leader": unit.leader, "head": unit.head, "watcher": unit.watcher}
        services.set_holders(
            zone.units[unit.code], **{role: zone.people.get(code) for role, code in posts.items()}
        )
        if unit.guides:
            services.set_guides(zone.units[unit.code], [zone.units[code] for code in unit.guides])
    for park in cast.parks:
        zone.parks[park["code"]] = services.create_park(
            code=park["code"],
            name=park["name"],
            centre=zone.units[park["centre"]],
            officer=zone.people.get(park["officer"]),
            watcher=zone.people.get(park["watcher"]),
        )
    _enterprises(cast, zone)
    _people(cast, zone, officials=False)
    for person in cast.people.values():
        for role in person.roles:
            services.grant_duty(zone.people[person.code], role, by=None, now=now)
    return zone


def _units(cast: Cast, zone: Zone) -> None:
    for unit in cast.units.values():
        zone.units[unit.code] = services.create_unit(
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            short_name=unit.short,
            parent=zone.units.get(unit.parent),
            duties=unit.duties,
            aliases=unit.aliases,
        )


def _people(cast: Cast, zone: Zone, *, officials: bool) -> None:
    for person in cast.people.values():
        if bool(person.unit) is officials:
            zone.people[person.code] = services.create_person(
                code=person.code,
                name=person.name,
                title=person.title,
                phone=person.phone,
                unit=zone.units.get(person.unit),
                enterprise=zone.enterprises.get(person.enterprise),
            )


def _enterprises(cast: Cast, zone: Zone) -> None:
    for one in cast.enterprises.values():
        zone.enterprises[one.code] = services.create_enterprise(
            code=one.code,
            name=one.name,
            credit_code=one.credit_code,
            short_name=one.short,
            park=zone.parks[one.park],
            industry=one.industry,
            size=one.size,
            employees=one.employees,
            revenue=one.revenue,
            parent_company=one.parent,
            address=one.address,
            service_officer=zone.people[one.officer],
            watcher=zone.people.get(one.watcher),
            aliases=one.aliases,
        )
