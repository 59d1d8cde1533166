"""What waits for whom: the groups of a person's desk, as conditions over the entries they see.

One matter stands in one group: what I can move on comes first, then what is late, then what waits
for others. The move of a group is the one act that the desk offers in place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import DateField, Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from taizhang.engine.codes import Role
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries as ledger
from taizhang.ledger.handlers import handled
from taizhang.ledger.models import Entry, Requester
from taizhang.ledger.queries import Count
from taizhang.ledger.queries.approvers import parts_to_decide, to_decide
from taizhang.ledger.queries.listing import RUNNING
from taizhang.reporting.queries import Fact, holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.db.models import QuerySet

    from taizhang.roster.models import Person


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


@dataclass(frozen=True, slots=True)
class Part:
    """Some matters of a group; no matter is in two parts of it."""

    condition: Q | Callable[[], Q]
    """One that names rows, which are looked up each time, is a function."""
    states: tuple[str, ...] = ()
    """All states they may be in; none where that is not known."""
    is_whole: bool = False
    """Whether everything in these states is in it."""
    is_plain: bool = False
    """Whether the row says it by itself, though it is not whole."""

    @property
    def holds(self) -> Q:
        """The condition, as it is now."""
        return self.condition() if callable(self.condition) else self.condition


@dataclass(frozen=True, slots=True)
class Group:
    """Matters that wait for the same thing."""

    key: str
    title: str
    parts: tuple[Part, ...]
    move: Move | None = None
    """What moves them on; None where one can only look."""
    is_long: bool = False
    """Whether it may hold more than are gathered and sorted; the rows say by themselves which."""
    is_dated: bool = False
    """Whether each of them has a due date."""
    helper: int | None = None
    """The unit whose own part of them it is: its own date counts, not the lead's."""

    @property
    def holds(self) -> Q:
        """The condition of all of them."""
        return reduce(or_, (part.holds for part in self.parts))


def _in(*states: State) -> Q:
    return Q(state__in=[state.value for state in states])


def _whole(*states: State) -> Part:
    """Everything in these states."""
    named = tuple(state.value for state in states)
    return Part(_in(*states), named, is_whole=True)


def _only(condition: Q | Callable[[], Q], *states: State) -> tuple[Part, ...]:
    """What holds of some matters; `states` are all they may be in."""
    return (Part(condition, tuple(state.value for state in states)),)


_AT_WORK: Final = (State.ACKNOWLEDGED, State.IN_PROGRESS, State.REOPENED)
_UNITS: Final = (
    State.DISPATCHED,
    State.ACKNOWLEDGED,
    State.IN_PROGRESS,
    State.EXTENSION_REQUESTED,
    State.REOPENED,
)
_NO_CALL_YET: Final = _in(State.ANSWERED) & Q(called_back_at__isnull=True)


def _office(person: Person, _today: date) -> Iterator[Group]:
    # Nobody calls back what they answered or are in charge of, or closes what they handled.
    others = ~Q(answered_by=person) & (Q(in_charge__isnull=True) | ~Q(in_charge=person))
    calls = _calls()
    yield Group("triage", _("To triage"), (_whole(State.TRIAGE),), Move.ACCEPT, is_long=True)
    asked = (_whole(State.RETURN_REQUESTED),)
    yield Group("returns", _("Returns to decide"), asked, Move.DISPATCH)
    nobodys = _in(State.REOPENED) & Q(lead__isnull=True)
    reopened = Part(nobodys, (State.REOPENED.value,), is_plain=True)
    accepted = (_whole(State.ACCEPTED), reopened)
    yield Group("dispatch", _("To dispatch"), accepted, Move.DISPATCH, is_long=True)
    yield from _decider(person, _today)
    called = _only(_NO_CALL_YET & calls & others, State.ANSWERED)
    yield Group("calls", _("To call back"), called, Move.CALL_BACK)
    ready = _in(State.CALLED_BACK) | (_in(State.ANSWERED) & (~calls | ~_NO_CALL_YET))
    closed = _only(ready & ~handled(person), State.CALLED_BACK, State.ANSWERED)
    yield Group("close", _("To close"), closed, Move.CLOSE)


def _unit(person: Person, today: date) -> Iterator[Group]:
    if person.unit_id is None:
        return
    own = Q(lead=person.unit_id)
    given = _only(own & _in(State.DISPATCHED), State.DISPATCHED)
    yield Group("acknowledge", _("To acknowledge"), given, Move.ACKNOWLEDGE)
    # Who is in charge answers; a reopened matter without anybody in charge is the unit's.
    mine = (_in(*_AT_WORK) & Q(in_charge=person)) | (own & _in(State.REOPENED) & Q(in_charge=None))
    yield Group("answer", _("To reply"), _only(mine, *_AT_WORK), Move.ANSWER)
    owed = _only(lambda: ledger.owed_by(person, [state.value for state in _UNITS]), *_UNITS)
    own_part = {"move": Move.CONTRIBUTE, "helper": person.unit_id}
    yield Group("contribute", _("To contribute to"), owed, **own_part)
    # The unit's own parked ones are few; the bare column would lead along everybody's.
    due_back = LessThanOrEqual(Coalesce("review_on", Value(date.max, DateField())), today)
    back = _only(own & _in(State.PARKED) & Q(due_back), State.PARKED)
    yield Group("review", _("Parked, to look at again"), back, Move.RESUME)


def _service(person: Person, _today: date) -> Iterator[Group]:
    asking = Requester.objects.filter(enterprise__service_officer=person)
    served = Q(pk__in=asking.values("entry")) & ~Q(answered_by=person)
    calls = _calls()
    called = _only(served & _NO_CALL_YET & calls, State.ANSWERED)
    yield Group("calls", _("To call back"), called, Move.CALL_BACK)


def _calls() -> Q:
    # By their keys: joined, the ledgers take longer to be planned than to be read.
    return Q(ledger__in=ledger.ledgers_that_call_back())


def _decider(person: Person, _today: date) -> Iterator[Group]:
    asked = _only(to_decide(person), State.EXTENSION_REQUESTED)
    yield Group("extensions", _("Extensions to decide"), asked, Move.GRANT_EXTENSION)
    asked = _only(parts_to_decide(person))
    yield Group("co_extensions", _("Co-units' extensions"), asked, Move.GRANT_CO_EXTENSION)


def _head(person: Person, today: date) -> Iterator[Group]:
    yield from _decider(person, today)
    yield from _unit(person, today)


_BY_ROLE: Final = {
    Role.OFFICE: _office,
    Role.UNIT_HEAD: _head,
    Role.HANDLER: _unit,
    Role.SERVICE_OFFICER: _service,
    Role.LEADER: _decider,
}


def groups_for(person: Person, *, today: date) -> list[Group]:
    """What the person can move on, by all their roles; the same group once."""
    found: dict[str, Group] = {}
    for role, groups in _BY_ROLE.items():
        if role in person.roles:
            for group in groups(person, today):
                found.setdefault(group.key, group)
    return list(found.values())


def watched_groups(*, today: date) -> list[Group]:
    """What is late, due or new among all that a person sees."""
    yesterday = datetime.combine(today - timedelta(days=1), time.min)
    since = Q(registered_at__gte=timezone.make_aware(yesterday))
    late, now = (
        (Part(holds(fact, today), RUNNING, is_plain=True),)
        for fact in (Fact.OVERDUE, Fact.DUE_TODAY)
    )
    return [
        Group("overdue", _("Overdue"), late, is_long=True, is_dated=True),
        Group("today", _("Due today"), now, is_long=True, is_dated=True),
        Group("new", _("New since yesterday"), _only(since)),
    ]


def others_groups(person: Person, *, today: date) -> list[Group]:
    """What somebody else has to move on, in the order of its dates; nothing that is late."""
    in_time = Q(due__isnull=True) | Q(due__gt=today)
    with_units = _only(_in(*_UNITS) & in_time, *_UNITS)
    groups = [Group("units", _("With the units"), with_units, is_long=True)]
    if Role.OFFICE in person.roles:
        groups.append(Group("parked", _("Parked"), (_whole(State.PARKED),), is_long=True))
    else:
        asked = (_whole(State.RETURN_REQUESTED, State.EXTENSION_REQUESTED),)
        groups.append(Group("decided", _("With the office, to decide"), asked, is_long=True))
        answered = (_whole(State.ANSWERED, State.CALLED_BACK),)
        groups.append(Group("closing", _("Answered, not closed"), answered, is_long=True))
    return groups


@dataclass(frozen=True, slots=True)
class Column:
    """Groups that stand together, and those whose matters are shown before them."""

    groups: list[Group]
    without: tuple[Group, ...] = ()
    counts_all: bool = False
    """Whether those that are shown before them are counted as well."""


def columns(person: Person, *, today: date) -> tuple[Column, Column, Column]:
    """The whole desk: what waits for me, what is dated, what waits for others."""
    mine = groups_for(person, today=today)
    watched = watched_groups(today=today)
    others = others_groups(person, today=today)
    return (
        Column(mine),
        Column(watched, tuple(mine), counts_all=True),
        Column(others, (*mine, *watched[:2])),
    )


def find(person: Person, key: str, *, today: date) -> tuple[Group, Column] | None:
    """One group of the person's desk by its key, and the column it stands in."""
    for column in columns(person, today=today):
        for group in column.groups:
            if group.key == key:
                return group, column
    return None


def held(group: Group, column: Column) -> Q:
    """The condition of exactly the matters that the desk counts in this group."""
    left = [left_of(part, column.without) for part in group.parts]
    return reduce(or_, (part.holds for part in left if part), Q(pk__in=[]))


def behind(entries: QuerySet[Entry], group: Group, column: Column) -> QuerySet[Entry]:
    """Exactly those matters."""
    return entries.filter(held(group, column))


def count(entries: QuerySet[Entry], groups: list[Group]) -> dict[str, Count]:
    """How many matters stand in each group, as far as it is cheap: one query."""
    return ledger.counted({group.key: entries.filter(group.holds) for group in groups})


def left_of(part: Part, without: Sequence[Group]) -> Part | None:
    """What of a part stands in none of these groups; None for nothing."""
    parts = [one for group in without for one in group.parts]
    taken = {state for one in parts if one.is_whole for state in one.states}
    left, states = part.holds, part.states
    if taken & {*states}:
        states = tuple(state for state in states if state not in taken)
        # Which ones they are tells a database more than which ones they are not.
        left &= Q(state__in=states)
        if not states:
            return None
    elif taken and not states:
        left &= ~Q(state__in=sorted(taken))
    others = [one for one in parts if not one.is_whole and _may_meet(one.states, states)]
    plain = [one.holds for one in others if one.is_plain]
    if plain:
        left &= ~reduce(or_, plain)
    rest = [one.holds for one in others if not one.is_plain]
    if rest:
        # Asked row by row: excluding step by step nests too deep for SQLite.
        left &= ~Q(Exists(Entry.objects.filter(reduce(or_, rest), pk=OuterRef("pk"))))
    return replace(part, condition=left, states=states)


def _may_meet(states: Sequence[str], others: Sequence[str]) -> bool:
    return not states or not others or bool({*states} & {*others})
