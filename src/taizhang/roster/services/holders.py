"""Who holds what on the roster, and people and units that go: nothing stays without anybody."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from taizhang.engine.codes import AuditAct
from taizhang.engine.errors import Refused
from taizhang.roster.models import Account, Enterprise, Park, Person, Unit, UnitAlias
from taizhang.roster.queries import posts
from taizhang.roster.services.accounts import deactivate
from taizhang.roster.services.aliases import remember_unit_name
from taizhang.roster.services.duties import NotToOneself
from taizhang.roster.services.trail import COMMAND_LINE, actor_name, audit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from taizhang.roster.services.trail import Origin


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class WatchesOwnWork(Refused):
    code = "watches_own_work"
    message = _("Whoever watches over {where} cannot also lead, head or serve it.")
    remedy = _("Choose another watcher: nobody watches over their own work.")


class HolderHasLeft(Refused):
    code = "holder_has_left"
    message = _("{person} is no longer on the roster and cannot take anything over.")
    remedy = _("Choose somebody who is here.")


class PostStaysFilled(Refused):
    """Fields: `name` of the park or enterprise."""

    code = "post_stays_filled"
    message = _("{name} always has somebody who serves it and somebody else who watches.")
    remedy = _("Choose who takes it over.")


class HoldersChanged(Refused):
    """Fields: `name` of the unit, park or enterprise, `by` name, `at`, `people` who hold it now."""

    code = "holders_changed"
    message = _("Meanwhile {by} named who holds {name} ({at}): {people}.")
    remedy = _("What you typed is kept. Send it once more if it is to be like this all the same.")


class PersonStillHolds(Refused):
    """Fields: `person` name, `entries` and `posts` counts."""

    code = "person_still_holds"
    message = _("{person} still holds {entries} open entries and {posts} posts on the roster.")
    remedy = _(
        "Hand over everything first: the campaign office does it in one act on the person's page."
    )


class UnitMergedIntoItself(Refused):
    code = "unit_merged_into_itself"
    message = _("{unit} cannot be merged into itself.")
    remedy = _("Choose the unit that takes it over.")


class UnitIsGone(Refused):
    code = "unit_is_gone"
    message = _("{unit} is no longer at work: it has nothing and cannot be given anything.")
    remedy = _("Choose a unit that is at work.")


def set_holders(thing: Unit | Park | Enterprise, **people: Person | None) -> None:
    """Say who leads, heads, serves or watches it, by the names in its `HOLDERS`.

    Posts that are not named stay as they are, None empties one.
    """
    for role, person in people.items():
        if role not in thing.HOLDERS:
            raise TypeError(role)
        if person is not None and not person.is_active:
            raise HolderHasLeft(person=person.name)
        setattr(thing, role, person)
    try:
        with transaction.atomic():
            thing.save(update_fields=list(people))
    except IntegrityError as error:
        raise WatchesOwnWork(where=thing.name) from error


def holders_stand(thing: Unit | Park | Enterprise) -> str:
    """Who holds it since when, as a form carries it."""
    since = thing.holders_changed_at.isoformat() if thing.holders_changed_at else ""
    return ",".join([*(str(getattr(thing, f"{role}_id") or "") for role in thing.HOLDERS), since])


def _mark(thing: Unit | Park | Enterprise, by: Person | None, now: datetime) -> None:
    """Others hold it from now on: forms made before are old."""
    thing.holders_changed_at, thing.holders_changed_by = now, by
    thing.save(update_fields=["holders_changed_at", "holders_changed_by"])


@transaction.atomic
def name_holders(
    thing: Unit | Park | Enterprise,
    people: Mapping[str, Person | None],
    *,
    by: Person,
    now: datetime,
    seen: str | None = None,
    origin: Origin | None = None,
) -> None:
    """Do what `set_holders` does, and note it when anything changes.

    `seen` is what `holders_stand` said when a form was made: where others hold it by now, that is
    refused, unless they are those that are named. A park or an enterprise that has an officer or
    a watcher is not left without.
    """
    type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)  # noqa: SLF001
    thing.refresh_from_db()
    changed = {role: who for role, who in people.items() if getattr(thing, role) != who}
    if not changed:
        return
    if not isinstance(thing, Unit) and None in changed.values():
        raise PostStaysFilled(name=thing.name)
    if seen is not None and seen != holders_stand(thing):
        held = [getattr(thing, role) for role in thing.HOLDERS]
        by_name = thing.holders_changed_by.name if thing.holders_changed_by else COMMAND_LINE
        raise HoldersChanged(
            name=thing.name,
            by=by_name,
            at=thing.holders_changed_at or now,
            people=[one.name if one else "—" for one in held],
        )
    set_holders(thing, **changed)
    _mark(thing, by, now)
    names = ", ".join(who.name if who else "—" for who in changed.values())
    audit(
        AuditAct.HANDED_OVER,
        now=now,
        actor=actor_name(by),
        subject=f"{thing.name} ({thing.code}) → {names}",
        origin=origin,
    )


@transaction.atomic
def leave(
    person: Person, *, by: Person | None, now: datetime, origin: Origin | None = None
) -> None:
    """Take a person and their account off the roster; who left already stays so.

    The database refuses it for whoever still holds something in an open entry.
    """
    if by is not None and person == by:
        raise NotToOneself
    held = len(list(posts(person)))
    if held:
        raise PersonStillHolds(person=person.name, entries=0, posts=held)
    account = Account.objects.filter(person=person).first()
    if account:
        deactivate(account, by=by, now=now, origin=origin)
    if not person.is_active:
        return
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit(
        AuditAct.PERSON_LEFT,
        now=now,
        actor=actor_name(by),
        subject=f"{person.name} ({person.code})",
        origin=origin,
    )


@transaction.atomic
def take_over_posts(
    old: Person, new: Person, *, by: Person | None, now: datetime, origin: Origin | None = None
) -> int:
    """Give every post of `old` to `new`; how many there were."""
    held = list(posts(old))
    for thing, of_it in groupby(held, key=lambda post: post.thing):
        set_holders(thing, **{post.role: new for post in of_it})
        _mark(thing, by, now)
    audit(
        AuditAct.HANDED_OVER,
        now=now,
        actor=actor_name(by),
        subject=f"{old.name} ({old.code}) → {new.name} ({new.code})",
        origin=origin,
    )
    return len(held)


@transaction.atomic
def take_over_unit(
    old: Unit, new: Unit, *, by: Person | None, now: datetime, origin: Origin | None = None
) -> None:
    """Let `new` have the people, parks and parts of `old`, which is at work no longer."""
    if old == new:
        raise UnitMergedIntoItself(unit=old.name)
    if not new.is_active:
        raise UnitIsGone(unit=new.name)
    if new.parent_id == old.pk:
        new.parent = old.parent
        new.save(update_fields=["parent"])
    Person.objects.filter(unit=old).update(unit=new)
    Park.objects.filter(centre=old).update(centre=new)
    Unit.objects.filter(parent=old).update(parent=new)
    new.guides.add(*old.guides.exclude(pk=new.pk))
    new.guided_by.add(*old.guided_by.exclude(pk=new.pk))
    old.is_active = False
    old.save(update_fields=["is_active"])
    UnitAlias.objects.filter(unit=old).update(unit=new)
    for name in (old.name, old.short_name):
        remember_unit_name(new.code, name)
    audit(
        AuditAct.UNITS_MERGED,
        now=now,
        actor=actor_name(by),
        subject=f"{old.name} ({old.code}) → {new.name} ({new.code})",
        origin=origin,
    )
