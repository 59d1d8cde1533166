"""Who decides on more time (延期审批): the one whom the ledger names, and nobody else.

A post that is empty, whose holder has no such power, or who asked for it themselves, leaves it to
the campaign office: no request lies on a desk that nobody may clear.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.db.models import F, Q

from taizhang.engine.codes import Approver, Role
from taizhang.engine.moves import State
from taizhang.ledger.models import Assignment, Entry, Ledger
from taizhang.ledger.queries.kept import named_approvers
from taizhang.ledger.queries.listing import RUNNING
from taizhang.roster.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

Named = Mapping[int, str]
"""By the key of each ledger whom it names, one of `Approver`."""
POWERS: Final = (Role.OFFICE, Role.LEADER, Role.UNIT_HEAD)
"""Roles that may decide at all; `access.permissions` gives these the permission."""
_POSTS: Final = {
    Approver.LEADER: "lead__leader",
    Approver.UNIT_HEAD: "lead__head",
    Approver.PERSON: "ledger__extension_person",
}
"""Where the one person stands who decides, seen from the entry."""


def approver(entry: Entry, asked_by: int | None) -> Person | None:
    """The one person who decides on what `asked_by` asks for; None: the campaign office."""
    key = _post(entry)
    if key is None or key == asked_by:
        return None
    return _able().filter(pk=key).first()


def decides(person: Person, entry: Entry, asked_by: int | None) -> bool:
    """Whether what `asked_by` asks for is this person's to decide."""
    if not person.roles & {*POWERS}:
        return False
    key = _post(entry)
    if key is not None and key != asked_by:
        if key == person.pk:
            return True
        return Role.OFFICE in person.roles and not _able().filter(pk=key).exists()
    return Role.OFFICE in person.roles or _shares(person, entry)


def _shares(person: Person, entry: Entry) -> bool:
    """The leader decides beside the office."""
    leads = entry.lead is not None and entry.lead.leader_id == person.pk
    shared = entry.ledger.extension_by == Approver.OFFICE_OR_LEADER
    return shared and leads and Role.LEADER in person.roles


def _post(entry: Entry) -> int | None:
    """Key of who stands where the ledger says; None where it names no single person."""
    by = Approver(entry.ledger.extension_by)
    if by is Approver.PERSON:
        return entry.ledger.extension_person_id
    if entry.lead is None or by not in _POSTS:
        return None
    return entry.lead.leader_id if by is Approver.LEADER else entry.lead.head_id


def _able() -> QuerySet[Person]:
    """Those who are here and may decide at all."""
    return Person.objects.filter(is_active=True, duties__role__in=POWERS).distinct()


def to_decide(person: Person) -> Q:
    """The entries whose extension waits for this person: the condition of `decides` for lists.

    Asked by key, so that a list gathers the few that wait before it looks at anything else.
    """
    waiting = Entry.objects.filter(_decided_by(person), state=State.EXTENSION_REQUESTED)
    return Q(pk__in=waiting.values("pk"))


def parts_to_decide(person: Person) -> Q:
    """The entries in which a co-unit's own extension waits for this person."""
    asking = Assignment.objects.filter(
        _decided_by(person, "entry__"),
        is_in_force=True,
        asked_due__isnull=False,
        entry__state__in=RUNNING,
    )
    return Q(pk__in=asking.values("entry"))


def _decided_by(person: Person, entry: str = "") -> Q:
    """Of what `asked_by` asks for: a part's stands beside the part, an entry's in the entry."""
    found = Q(pk__in=[])
    if not person.roles & {*POWERS}:
        return found
    named = named_approvers()
    for by, post in _posts(named):
        own = Q((f"{entry}{post}", person)) & ~Q(asked_by=person)
        found |= _on(entry, named, by) & own
    if Role.LEADER in person.roles and Approver.OFFICE_OR_LEADER in named.values():
        leads = Q((f"{entry}lead__leader", person))
        found |= _on(entry, named, Approver.OFFICE_OR_LEADER) & leads
    if Role.OFFICE in person.roles:
        found |= _left_to_office(entry, named)
    return found


def _posts(named: Named) -> list[tuple[Approver, str]]:
    """Those of `_POSTS` that some ledger names: what none names need not be put together."""
    return [(by, post) for by, post in _POSTS.items() if by in named.values()]


def _on(entry: str, named: Named, *by: Approver) -> Q:
    """On ledgers that name one of these; where all or none do, nothing need be asked."""
    keys = [key for key, one in named.items() if one in by]
    if len(keys) == len(named):
        return ~Q(pk__in=[])
    return Q((f"{entry}ledger__in", keys)) if keys else Q(pk__in=[])


def _left_to_office(entry: str, named: Named) -> Q:
    left = _on(entry, named, Approver.OFFICE, Approver.OFFICE_OR_LEADER)
    for by, post in _posts(named):
        vacant = ~Q((f"{entry}{post}__in", _able().values("pk"))) | Q(asked_by=F(f"{entry}{post}"))
        left |= _on(entry, named, by) & vacant
    return left


def ledgers_decided_by(person: Person) -> QuerySet[Ledger]:
    """The ledgers that name this very person."""
    return Ledger.objects.filter(extension_person=person)
