"""When people leave and units merge: all that they hold goes to others in one act, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db import IntegrityError, transaction

from taizhang.ledger.errors import HandedToThemselves, HandOverCollides, HolderWithoutUnit
from taizhang.ledger.holdings import HOLDERS, held_by, with_unit
from taizhang.ledger.models import Entry, LedgerRight
from taizhang.ledger.queries.approvers import ledgers_decided_by
from taizhang.ledger.services.holding import hand_over
from taizhang.ledger.services.opening import mark_edited
from taizhang.roster import queries as roster
from taizhang.roster import services as roster_services
from taizhang.roster.services import (
    HolderHasLeft,
    PersonStillHolds,
    UnitIsGone,
    UnitMergedIntoItself,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from taizhang.roster.models import Person, Unit
    from taizhang.roster.services import Origin


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What changed hands."""

    entries: int
    posts: int


class _Taken(TypedDict, total=False):
    """What somebody takes over in one entry."""

    accountable: Person
    in_charge: Person
    watcher: Person
    visitor: Person


@transaction.atomic
def hand_over_everything(
    old: Person,
    new: Person,
    *,
    by: Person,
    now: datetime,
    reason: str = "",
    origin: Origin | None = None,
) -> HandedOver:
    """Give `new` all that `old` holds in open entries and on the roster; all of it or nothing."""
    if old == new:
        raise HandedToThemselves(person=old.name)
    if not new.is_active:
        raise HolderHasLeft(person=new.name)
    if new.unit is None or not new.unit.is_active:
        raise HolderWithoutUnit(person=new.name)
    taken = {entry: _taken(entry, old, new) for entry in _locked(held_by(old))}
    posts = list(roster.posts(old))
    _refuse_collisions(new, taken, posts)
    for entry, people in taken.items():
        hand_over(entry, by=by, now=now, reason=reason, **people)
    roster_services.take_over_posts(old, new, by=by, now=now, origin=origin)
    named = ledgers_decided_by(old).select_for_update()
    for ledger in named:
        ledger.extension_person = new
        ledger.save(update_fields=["extension_person"])
        mark_edited(ledger, by, now)
    return HandedOver(len(taken), len(posts) + len(named))


@transaction.atomic
def merge_units(
    old: Unit,
    new: Unit,
    *,
    by: Person | None,
    now: datetime,
    reason: str = "",
    origin: Origin | None = None,
) -> HandedOver:
    """Let `new` take over the open entries, people, parks and parts of `old`, which ends.

    The accountable leader of what `old` leads becomes the leader of `new`, unless somebody else
    than the leader of `old` was named. Without `by` it is the operator of the machine: the trail
    says so, and the events name the system.
    """
    if old == new:
        raise UnitMergedIntoItself(unit=old.name)
    gone = next((unit for unit in (old, new) if not unit.is_active), None)
    if gone:
        raise UnitIsGone(unit=gone.name)
    taken: dict[Entry, _Taken] = {}
    for entry in _locked(with_unit(old)):
        led = entry.lead == old and entry.accountable == old.leader
        taken[entry] = _Taken(accountable=new.leader) if led and new.leader else _Taken()
    if new.leader:
        _refuse_collisions(new.leader, taken, [])
    doer = by or roster_services.system_person()
    for entry, people in taken.items():
        hand_over(entry, by=doer, now=now, units={old: new}, reason=reason, **people)
    _take_over_rights(old, new)
    roster_services.take_over_unit(old, new, by=by, now=now, origin=origin)
    return HandedOver(len(taken), 0)


def _take_over_rights(old: Unit, new: Unit) -> None:
    """What a ledger lets `old` do, `new` does from now on."""
    for row in LedgerRight.objects.filter(unit=old):
        LedgerRight.objects.get_or_create(ledger=row.ledger, right=row.right, role="", unit=new)
        row.delete()


def leave(
    person: Person, *, by: Person | None, now: datetime, origin: Origin | None = None
) -> None:
    """Take a person off the roster who holds nothing any more; the database refuses others too."""
    if any(held := _held(person)):
        raise _still_holds(person, held)
    try:
        roster_services.leave(person, by=by, now=now, origin=origin)
    except IntegrityError as error:  # somebody gave them something a moment ago
        raise _still_holds(person, _held(person)) from error


def _held(person: Person) -> tuple[int, int]:
    posts = len(list(roster.posts(person))) + ledgers_decided_by(person).count()
    return held_by(person).count(), posts


def _still_holds(person: Person, held: tuple[int, int]) -> PersonStillHolds:
    entries, posts = held
    return PersonStillHolds(person=person.name, entries=entries, posts=posts)


def _locked(found: QuerySet[Entry]) -> list[Entry]:
    """All of them locked in one order before the first is written, then ledger by ledger."""
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    locked = Entry.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    rows = list(locked.select_related(*HOLDERS, "lead__leader"))
    return sorted(rows, key=lambda entry: (entry.ledger_id, entry.pk))


def _taken(entry: Entry, old: Person, new: Person) -> _Taken:
    taken = _Taken()
    for name in HOLDERS:
        if getattr(entry, name) == old:
            taken[name] = new
    return taken


def _refuse_collisions(
    new: Person,
    taken: Mapping[Entry, _Taken],
    posts: Iterable[roster.Post],
) -> None:
    """Refuse, with every place named, what would make `new` watch over their own work."""
    found = [entry.number for entry, people in taken.items() if _watches_themselves(entry, people)]
    of_old: dict[roster.Thing, set[str]] = {}
    for post in posts:
        of_old.setdefault(post.thing, set()).add(post.role)
    for thing, roles in of_old.items():
        after = {role: new if role in roles else getattr(thing, role) for role in thing.HOLDERS}
        if list(after.values()).count(new) > 1 and after["watcher"] == new:
            found.append(thing.name)
    if found:
        raise HandOverCollides(person=new.name, count=len(found), where=found)


def _watches_themselves(entry: Entry, people: _Taken) -> bool:
    after = {name: people.get(name, getattr(entry, name)) for name in HOLDERS}
    watcher = after["watcher"]
    return watcher is not None and watcher in (after["in_charge"], after["accountable"])
