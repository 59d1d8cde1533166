"""Which moves a person may make on an entry: lifecycle × permission × relation.

The lifecycle says what the entry's state leaves open, the permission what the person's roles
bring, the relation whether this entry is theirs to move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from taizhang.access.permissions import Permission, can
from taizhang.engine.codes import Right, Role
from taizhang.engine.lifecycle import Move, Part, permitted
from taizhang.ledger.facts import facts_of, steps_of
from taizhang.ledger.models import Assignment, Requester
from taizhang.ledger.queries.approvers import decides
from taizhang.ledger.queries.rights import is_open_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person

permission_of: Final[dict[Move, Permission]] = {
    Move.REGISTER: Permission.ENTRY_REGISTER,
    Move.AMEND: Permission.ENTRY_AMEND,
    Move.ACCEPT: Permission.ENTRY_TRIAGE,
    Move.DECLINE: Permission.ENTRY_TRIAGE,
    Move.DISPATCH: Permission.ENTRY_DISPATCH,
    Move.REFUSE_RETURN: Permission.ENTRY_DISPATCH,
    Move.ACKNOWLEDGE: Permission.ENTRY_HANDLE,
    Move.REQUEST_RETURN: Permission.ENTRY_HANDLE,
    Move.PROGRESS: Permission.ENTRY_HANDLE,
    Move.REQUEST_EXTENSION: Permission.ENTRY_HANDLE,
    Move.REQUEST_CO_EXTENSION: Permission.ENTRY_CONTRIBUTE,
    Move.GRANT_CO_EXTENSION: Permission.ENTRY_DECIDE_EXTENSION,
    Move.REFUSE_CO_EXTENSION: Permission.ENTRY_DECIDE_EXTENSION,
    Move.PARK: Permission.ENTRY_HANDLE,
    Move.RESUME: Permission.ENTRY_HANDLE,
    Move.ANSWER: Permission.ENTRY_HANDLE,
    Move.CONTRIBUTE: Permission.ENTRY_CONTRIBUTE,
    Move.ACKNOWLEDGE_PART: Permission.ENTRY_CONTRIBUTE,
    Move.ESCALATE: Permission.ENTRY_ESCALATE,
    Move.PLAN_VISIT: Permission.ENTRY_VISIT,
    Move.VISIT: Permission.ENTRY_VISIT,
    Move.MERGE: Permission.ENTRY_MERGE,
    Move.UNMERGE: Permission.ENTRY_MERGE,
    Move.SHARE_ANSWER: Permission.ENTRY_MERGE,
    Move.WITHDRAW: Permission.ENTRY_WITHDRAW,
    Move.HAND_OVER: Permission.ENTRY_HAND_OVER,
    Move.LIST: Permission.ENTRY_AMEND,
    Move.UNLIST: Permission.ENTRY_AMEND,
    Move.REDATE: Permission.CALENDAR_EDIT,
    Move.UNDO: Permission.ENTRY_UNDO,
    Move.GRANT_EXTENSION: Permission.ENTRY_DECIDE_EXTENSION,
    Move.REFUSE_EXTENSION: Permission.ENTRY_DECIDE_EXTENSION,
    Move.CALL_BACK: Permission.ENTRY_CALL_BACK,
    Move.RATE: Permission.MATTER_RATE,
    Move.CLOSE: Permission.ENTRY_CLOSE,
    Move.REOPEN: Permission.ENTRY_REOPEN,
}


def _is_of(person: Person, entry: Entry, part: Part) -> bool:
    """Whether the person works in a unit that has this part in the newest dispatch."""
    return Assignment.objects.filter(
        entry=entry, is_in_force=True, part=part, unit=person.unit_id
    ).exists()


def _handles(person: Person, entry: Entry) -> bool:
    return person.unit_id is not None and _is_of(person, entry, Part.LEAD)


def _contributes(person: Person, entry: Entry) -> bool:
    return person.unit_id is not None and _is_of(person, entry, Part.CO_UNIT)


def _is_office(person: Person, _entry: Entry) -> bool:
    return Role.OFFICE in person.roles


def _has(person: Person, entry: Entry, right: Right) -> bool:
    return is_open_to(person, entry.ledger_id, right)


def _dispatches(person: Person, entry: Entry) -> bool:
    """The office, as far as the ledger does not narrow it."""
    return _is_office(person, entry) and _has(person, entry, Right.DISPATCH)


def _decides_extension(person: Person, entry: Entry) -> bool:
    """Whom the ledger names, for what is asked; of co-units' requests each may come to another."""
    if decides(person, entry, entry.asked_by_id):
        return True
    asking = {one.asked_by_id for one in entry.assignments.all() if one.assists and one.asked_due}
    return any(decides(person, entry, one) for one in asking)


def _calls_back(person: Person, entry: Entry) -> bool:
    """The office, or the service officer of an enterprise that asked; never who answered."""
    if entry.answered_by_id == person.pk:
        return False
    if _is_office(person, entry):
        return True
    asked = Requester.objects.filter(entry=entry, enterprise__service_officer=person)
    return Role.SERVICE_OFFICER in person.roles and asked.exists()


def _closes(person: Person, entry: Entry) -> bool:
    """The office, but nobody closes what they handled."""
    return _is_office(person, entry) and person.code not in facts_of(entry).handlers


def _escalates(person: Person, entry: Entry) -> bool:
    """The office, the head of a unit that has it, the leader above that unit."""
    if _is_office(person, entry):
        return True
    if Role.UNIT_HEAD in person.roles and _handles(person, entry):
        return True
    return entry.lead is not None and entry.lead.leader_id == person.pk


def _visits(person: Person, entry: Entry) -> bool:
    """The office, the units that have it, who was asked to go, and the enterprise's officer."""
    if _is_office(person, entry) or entry.visitor_id == person.pk or _handles(person, entry):
        return True
    asked = Requester.objects.filter(entry=entry, enterprise__service_officer=person)
    return Role.SERVICE_OFFICER in person.roles and asked.exists()


def _withdraws(person: Person, entry: Entry) -> bool:
    """The only one whose matter it is, or the office on their word."""
    if _is_office(person, entry):
        return True
    return _asked(person, entry) and entry.requesters.count() == 1


def _undoes(person: Person, entry: Entry) -> bool:
    """Who did it, or the office; what somebody else decides the office leaves alone."""
    if entry.last_by_id == person.pk:
        return True
    decided = permission_of.get(Move(entry.last_move)) is Permission.ENTRY_DECIDE_EXTENSION
    return _is_office(person, entry) and not (decided and not _decides_extension(person, entry))


def _asked(person: Person, entry: Entry) -> bool:
    """Whether the person speaks for an enterprise whose matter it is."""
    asked = Q(entry=entry, enterprise=person.enterprise_id)
    return person.enterprise_id is not None and Requester.objects.filter(asked).exists()


_RELATIONS: Final[dict[Permission, Callable[[Person, Entry], bool]]] = {
    Permission.ENTRY_REGISTER: lambda person, entry: _has(person, entry, Right.REGISTER),
    Permission.ENTRY_AMEND: _is_office,
    Permission.ENTRY_TRIAGE: _is_office,
    Permission.ENTRY_DISPATCH: _dispatches,
    Permission.ENTRY_HANDLE: _handles,
    Permission.ENTRY_CONTRIBUTE: _contributes,
    Permission.ENTRY_DECIDE_EXTENSION: _decides_extension,
    Permission.ENTRY_CALL_BACK: _calls_back,
    Permission.ENTRY_CLOSE: _closes,
    Permission.ENTRY_REOPEN: _is_office,
    Permission.ENTRY_ESCALATE: _escalates,
    Permission.ENTRY_VISIT: _visits,
    Permission.ENTRY_MERGE: _is_office,
    Permission.ENTRY_WITHDRAW: _withdraws,
    Permission.ENTRY_HAND_OVER: _is_office,
    Permission.ENTRY_UNDO: _undoes,
    Permission.CALENDAR_EDIT: _is_office,
    Permission.MATTER_REPORT: _asked,
    Permission.MATTER_RATE: _asked,
}


def related(person: Person, entry: Entry, permission: Permission) -> bool:
    """Whether the entry stands to the person as this permission asks; sight asks nothing more."""
    relation = _RELATIONS.get(permission)
    return relation is None or relation(person, entry)


def may_ever(person: Person, entry: Entry, move: Move) -> bool:
    """Permission × relation: whether the move is this person's, in whatever state."""
    permission = permission_of[move]
    return can(person, permission) and related(person, entry, permission)


def allowed_moves(person: Person, entry: Entry) -> tuple[Move, ...]:
    """The moves the person may make now, in the order of the work."""
    known: dict[Permission, bool] = {}
    allowed = []
    open_now = permitted(facts_of(entry), steps_of(entry.ledger))
    for move in sorted(open_now, key=list(Move).index):
        permission = permission_of[move]
        if permission not in known:  # seven moves share one relation: asked once
            known[permission] = may_ever(person, entry, move)
        if known[permission]:
            allowed.append(move)
    return tuple(allowed)
