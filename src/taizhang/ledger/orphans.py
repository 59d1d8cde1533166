"""No orphan (事事有人抓、处处有人管、事事有人盯): what is without anybody, found in the tables.

Every open entry has an accountable leader, a person in charge and a watcher who is neither; every
enterprise and park an officer and a watcher; every unit a leader and a head. All of them are here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F, Q

from taizhang.engine.codes import Labelled
from taizhang.ledger.holdings import HOLDERS
from taizhang.ledger.models import Entry
from taizhang.ledger.queries.listing import NOT_OVER
from taizhang.roster import queries as roster
from taizhang.roster.models import Enterprise, Park, Unit

if TYPE_CHECKING:
    from taizhang.roster.models import Person

CHUNK: Final = 500


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Gap(Labelled):
    """What is missing or wrong."""

    ENTRY_ACCOUNTABLE = "entry_accountable", _("Open entries without an accountable leader")
    ENTRY_IN_CHARGE = "entry_in_charge", _("Open entries without a person in charge")
    ENTRY_WATCHER = "entry_watcher", _("Open entries without a watcher")
    OWN_WORK = "own_work", _("Watchers who watch over their own work")
    HOLDER_LEFT = "holder_left", _("Held by people who are no longer here")
    LEAD_GONE = "lead_gone", _("Open entries of units that are no longer at work")
    ENTERPRISE_OFFICER = "enterprise_officer", _("Enterprises without a service officer")
    ENTERPRISE_WATCHER = "enterprise_watcher", _("Enterprises without a watcher")
    PARK_OFFICER = "park_officer", _("Parks without an officer")
    PARK_WATCHER = "park_watcher", _("Parks without a watcher")
    UNIT_LEADER = "unit_leader", _("Units without an accountable leader")
    UNIT_HEAD = "unit_head", _("Units without a head")


class Place(Labelled):
    """Of what it is missing."""

    ENTRY = "entry", _("Entry")
    ENTERPRISE = "enterprise", _("Enterprise")
    PARK = "park", _("Industrial park")
    UNIT = "unit", _("Unit")


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is without somebody, or with the wrong one."""

    what: Labelled
    """A `Gap`, or one of a later stage's."""
    where: Labelled
    code: str
    """Number of the entry, or code on the roster."""
    name: str
    whom: str = ""
    """Name of whoever holds it and should not."""


_OF_ENTRIES: Final = {
    "accountable": Gap.ENTRY_ACCOUNTABLE,
    "in_charge": Gap.ENTRY_IN_CHARGE,
    "watcher": Gap.ENTRY_WATCHER,
}
_PLACES: Final = {Enterprise: Place.ENTERPRISE, Park: Place.PARK, Unit: Place.UNIT}
_OF_POSTS: Final = {
    (Enterprise, "service_officer"): Gap.ENTERPRISE_OFFICER,
    (Enterprise, "watcher"): Gap.ENTERPRISE_WATCHER,
    (Park, "officer"): Gap.PARK_OFFICER,
    (Park, "watcher"): Gap.PARK_WATCHER,
    (Unit, "leader"): Gap.UNIT_LEADER,
    (Unit, "head"): Gap.UNIT_HEAD,
}


def breaches() -> Iterator[Breach]:
    """Every breach, entries first by number, then the roster: four queries, however many."""
    yield from _in_entries()
    yield from _on_the_roster()


def _in_entries() -> Iterator[Breach]:
    suspect = Q(watcher=F("in_charge")) | Q(watcher=F("accountable")) | Q(lead__is_active=False)
    for name in _OF_ENTRIES:
        suspect |= Q((f"{name}__isnull", True))
    for name in HOLDERS:
        suspect |= Q((f"{name}__is_active", False)) | Q((f"{name}__unit__is_active", False))
    rows = Entry.objects.filter(suspect, state__in=NOT_OVER).order_by("number")
    joined = [f"{name}__unit" for name in HOLDERS]
    for entry in rows.select_related("lead", *joined).iterator(CHUNK):
        yield from _of_entry(entry)


def _of_entry(entry: Entry) -> Iterator[Breach]:
    def breach(what: Gap, whom: str = "") -> Breach:
        return Breach(what, Place.ENTRY, entry.number, entry.title, whom)

    for name, gap in _OF_ENTRIES.items():
        if getattr(entry, name) is None:
            yield breach(gap)
    watcher = entry.watcher
    if watcher is not None and watcher in (entry.in_charge, entry.accountable):
        yield breach(Gap.OWN_WORK, watcher.name)
    for person in dict.fromkeys(getattr(entry, name) for name in HOLDERS):
        if person is not None and has_left(person):
            yield breach(Gap.HOLDER_LEFT, person.name)
    if entry.lead is not None and not entry.lead.is_active:
        yield breach(Gap.LEAD_GONE, entry.lead.name)


def has_left(person: Person) -> bool:
    """Whether the person is gone, or their unit is."""
    return not person.is_active or (person.unit is not None and not person.unit.is_active)


def _on_the_roster() -> Iterator[Breach]:
    for post in roster.posts():
        where, thing = _PLACES[type(post.thing)], post.thing
        gap = _OF_POSTS.get((type(thing), post.role))
        if post.holder is not None and has_left(post.holder):
            yield Breach(Gap.HOLDER_LEFT, where, thing.code, thing.name, post.holder.name)
        elif post.holder is None and gap is not None:
            yield Breach(gap, where, thing.code, thing.name)
