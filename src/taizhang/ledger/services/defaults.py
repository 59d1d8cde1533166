"""Who is accountable, in charge and watching when nobody says it: no entry is without anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from taizhang.ledger.services.wording import person_said

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Enterprise, Person, Unit


@dataclass(frozen=True, slots=True)
class Holders:
    """The three of an entry; nobody watches over their own work."""

    accountable: Person | None = None
    in_charge: Person | None = None
    watcher: Person | None = None

    @property
    def collide(self) -> bool:
        """Whether the watcher is one of the others."""
        return self.watcher is not None and self.watcher in (self.in_charge, self.accountable)

    @property
    def count(self) -> int:
        """How many of the three are somebody."""
        return len(self.people())

    def people(self) -> list[Person]:
        """Those that are somebody."""
        held = (self.accountable, self.in_charge, self.watcher)
        return [one for one in held if one is not None]

    def said(self) -> dict[str, Any]:
        """As an event says them."""
        return {
            **person_said("accountable", self.accountable),
            **person_said("in_charge", self.in_charge),
            **person_said("watcher", self.watcher),
        }


def chosen(
    accountable: Sequence[Person | None],
    in_charge: Sequence[Person | None],
    watcher: Sequence[Person | None],
) -> Holders:
    """As many of the three as can be somebody, the first named before the later ones.

    When those that were named collide, it is they who are returned: the lifecycle refuses them.
    """
    every = [Holders(*three) for three in product(accountable, in_charge, watcher)]
    return max((one for one in every if not one.collide), key=_count, default=every[0])


def _count(holders: Holders) -> int:
    return holders.count


def here(*people: Person | None) -> list[Person]:
    """Those who are somebody and on the roster, as is their unit."""
    found = [one for one in people if one is not None and one.is_active]
    return [one for one in found if one.unit is None or one.unit.is_active]


def candidates(*people: Person | None) -> list[Person | None]:
    """Those who are here, in this order, then nobody."""
    return [*here(*people), None]


def at_register(by: Person, enterprises: Sequence[Enterprise], watcher: Person | None) -> Holders:
    """Who registers it is in charge; a report of the enterprise's own goes to its officer."""
    officers = [one.service_officer for one in enterprises]
    first = by if by.unit else next((one for one in officers if one), None)
    unit = first.unit if first else None
    served_by = [person for one in enterprises for person in (one.service_officer, one.watcher)]
    watchers = [*served_by, unit.watcher if unit else None]
    return chosen(
        candidates(unit.leader if unit else None),
        candidates(first, unit.head if unit else None),
        [watcher] if watcher else candidates(*watchers),
    )


def at_dispatch(
    entry: Entry,
    lead: Unit,
    *,
    accountable: Person | None,
    in_charge: Person | None,
    watcher: Person | None,
) -> Holders:
    """Who was named, else the lead unit's leader, head and watcher; a watcher that is there stays.

    What would collide is passed over: the watcher of before makes room for the unit's, the unit's
    head for a watcher whom nobody could replace.
    """
    return chosen(
        [accountable] if accountable else candidates(lead.leader, entry.accountable),
        [in_charge] if in_charge else candidates(lead.head),
        # The watcher of before stays last of all, even gone: an event cannot take one away.
        [watcher] if watcher else [*here(entry.watcher, lead.watcher), entry.watcher],
    )


def at_return(entry: Entry, by: Person) -> dict[str, Any]:
    """What is opened again says who takes the place of those who have left since."""
    unit = entry.lead or by.unit
    if unit is None:
        return {}
    stand_ins = {
        "accountable": [unit.leader],
        "in_charge": [unit.head, by if by.unit == unit else None],
        "watcher": [unit.watcher],
    }
    stay = {name: here(getattr(entry, name)) for name in stand_ins}
    found = chosen(*(stay[name] or candidates(*others) for name, others in stand_ins.items()))
    said: dict[str, Any] = {}
    for name, stays in stay.items():
        if not stays:
            said |= person_said(name, getattr(found, name))
    return said
