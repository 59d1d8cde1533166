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
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from taizhang.ledger.queries import Dated
    from taizhang.roster.models import Person


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


GATHERED: Final = ledger.GLANCE
"""So many matters of a group are told by name from those of the next column."""


@dataclass(frozen=True, slots=True)
class Group:
    """Matters that wait for the same thing."""

    key: str
    title: str
    holds: Q
    move: Move | None = None
    """What moves them on; None where one can only look."""
    states: tuple[str, ...] = ()
    """All states they may be in, where the group is mostly long; none otherwise."""
    is_plain: bool = False
    """Whether the row's own state and lead unit say it."""
    parts: tuple[Q, ...] = ()
    """Conditions of which one holds for each of them, and which are quicker counted one by one."""
    helper: int | None = None
    """The unit whose own part of them it is: its own date counts, not the lead's."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One group as the desk shows it: its first rows, and how many there are."""

    group: Group
    count: Count
    entries: tuple[Entry, ...]
    own_dates: Mapping[int, date | None]
    """By the key of an entry the date of the one part that waits, where it is not the lead's."""


def _in(*states: State) -> Q:
    return Q(state__in=[state.value for state in states])


_AT_WORK: Final = _in(State.ACKNOWLEDGED, State.IN_PROGRESS, State.REOPENED)
_UNITS: Final = (
    State.DISPATCHED,
    State.ACKNOWLEDGED,
    State.IN_PROGRESS,
    State.EXTENSION_REQUESTED,
    State.REOPENED,
)
_WITH_A_UNIT: Final = _in(*_UNITS)
_NO_CALL_YET: Final = _in(State.ANSWERED) & Q(called_back_at__isnull=True)


def _office(person: Person, _today: date) -> Iterator[Group]:
    # Nobody calls back what they answered or are in charge of, or closes what they handled.
    others = ~Q(answered_by=person) & (Q(in_charge__isnull=True) | ~Q(in_charge=person))
    calls = _calls()
    yield _all_in("triage", _("To triage"), State.TRIAGE, move=Move.ACCEPT)
    yield Group("returns", _("Returns to decide"), _in(State.RETURN_REQUESTED), Move.DISPATCH)
    waiting = (_in(State.ACCEPTED), _in(State.REOPENED) & Q(lead__isnull=True))
    states = (State.ACCEPTED.value, State.REOPENED.value)
    title, either = _("To dispatch"), waiting[0] | waiting[1]
    yield Group("dispatch", title, either, Move.DISPATCH, states, is_plain=True, parts=waiting)
    yield from _decider(person, _today)
    yield Group("calls", _("To call back"), _NO_CALL_YET & calls & others, Move.CALL_BACK)
    ready = _in(State.CALLED_BACK) | (_in(State.ANSWERED) & (~calls | ~_NO_CALL_YET))
    yield Group("close", _("To close"), ready & ~handled(person), Move.CLOSE)


def _unit(person: Person, today: date) -> Iterator[Group]:
    if person.unit_id is None:
        return
    own = Q(lead=person.unit_id)
    yield Group("acknowledge", _("To acknowledge"), own & _in(State.DISPATCHED), Move.ACKNOWLEDGE)
    # Who is in charge answers; a reopened matter without anybody in charge is the unit's.
    mine = (_AT_WORK & Q(in_charge=person)) | (own & _in(State.REOPENED) & Q(in_charge=None))
    yield Group("answer", _("To reply"), mine, Move.ANSWER)
    owed = ledger.owed_by(person, [state.value for state in _UNITS])
    own_part = {"move": Move.CONTRIBUTE, "helper": person.unit_id}
    yield Group("contribute", _("To contribute to"), owed, **own_part)
    # The unit's own parked ones are few; the bare column would lead along everybody's.
    due_back = LessThanOrEqual(Coalesce("review_on", Value(date.max, DateField())), today)
    back = own & _in(State.PARKED) & Q(due_back)
    yield Group("review", _("Parked, to look at again"), back, Move.RESUME)


def _service(person: Person, _today: date) -> Iterator[Group]:
    asking = Requester.objects.filter(enterprise__service_officer=person)
    served = Q(pk__in=asking.values("entry")) & ~Q(answered_by=person)
    calls = _calls()
    yield Group("calls", _("To call back"), served & _NO_CALL_YET & calls, Move.CALL_BACK)


def _calls() -> Q:
    # By their keys: joined, the ledgers take longer to be planned than to be read.
    return Q(ledger__in=ledger.ledgers_that_call_back())


def _decider(person: Person, _today: date) -> Iterator[Group]:
    named = ledger.named_approvers()
    asked = to_decide(person, named)
    yield Group("extensions", _("Extensions to decide"), asked, Move.GRANT_EXTENSION)
    parts = parts_to_decide(person, named)
    yield Group("co_extensions", _("Co-units' extensions"), parts, Move.GRANT_CO_EXTENSION)


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
    return [
        Group("overdue", _("Overdue"), holds(Fact.OVERDUE, today), states=RUNNING),
        Group("today", _("Due today"), holds(Fact.DUE_TODAY, today), states=RUNNING),
        Group("new", _("New since yesterday"), since),
    ]


def others_groups(person: Person, *, today: date) -> list[Group]:
    """What somebody else has to move on, in the order of its dates; nothing that is late."""
    in_time = Q(due__isnull=True) | Q(due__gt=today)
    with_units = _all_in("units", _("With the units"), *_UNITS)
    groups = [replace(with_units, holds=with_units.holds & in_time)]
    if Role.OFFICE in person.roles:
        groups.append(_all_in("parked", _("Parked"), State.PARKED))
    else:
        asked = (State.RETURN_REQUESTED, State.EXTENSION_REQUESTED)
        groups.append(_all_in("decided", _("With the office, to decide"), *asked))
        answered = (State.ANSWERED, State.CALLED_BACK)
        groups.append(_all_in("closing", _("Answered, not closed"), *answered))
    return groups


def _all_in(key: str, title: str, *states: State, move: Move | None = None) -> Group:
    """The group of all that is in one of these states."""
    named = tuple(state.value for state in states)
    return Group(key, title, _in(*states), move, named, is_plain=True)


@dataclass(frozen=True, slots=True)
class Column:
    """Groups that stand together, and those whose matters are shown before them."""

    groups: list[Group]
    without: tuple[Group, ...] = ()


def columns(person: Person, *, today: date) -> tuple[Column, Column, Column]:
    """The whole desk: what waits for me, what is dated, what waits for others."""
    mine = groups_for(person, today=today)
    watched = watched_groups(today=today)
    others = others_groups(person, today=today)
    return (
        Column(mine),
        Column(watched, tuple(mine)),
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
    return group.holds & _left(column.without)


def behind(entries: QuerySet[Entry], group: Group, column: Column) -> QuerySet[Entry]:
    """Exactly those matters."""
    return entries.filter(held(group, column))


def count(entries: QuerySet[Entry], groups: list[Group]) -> dict[str, Count]:
    """How many matters stand in each group, as far as it is cheap: one query."""
    return ledger.counted({group.key: entries.filter(group.holds) for group in groups})


def _left(without: tuple[Group, ...]) -> Q:
    """Not shown already in one of the groups before."""
    if not without:
        return Q()
    left = Q()
    plain = [group.holds for group in without if group.is_plain]
    if plain:
        left = ~reduce(or_, plain)
    others = [group.holds for group in without if not group.is_plain]
    if others:
        # Asked row by row: excluding step by step nests too deep for SQLite.
        left &= ~Q(Exists(Entry.objects.filter(reduce(or_, others), pk=OuterRef("pk"))))
    return left


def waiting(entries: QuerySet[Entry], column: Column, *, today: date, most: int) -> list[Waiting]:
    """One column of the desk."""
    return desk(entries, [column], today=today, most=most)[0]


def desk(
    entries: QuerySet[Entry], columns: Sequence[Column], *, today: date, most: int
) -> list[list[Waiting]]:
    """Column by column the groups that hold something, each with its first rows by due date."""
    lists = _lists(entries, columns, most)
    shown = ledger.with_signal(Entry.objects.select_related("ledger", "lead"), today=today)
    keys = {key for column in lists for one in column.values() for key in one.keys[:most]}
    rows = shown.prefetch_related("requesters").in_bulk(keys)

    def shown_of(group: Group, one: Dated) -> Waiting:
        entries = tuple(rows[key] for key in one.keys[:most] if key in rows)
        own_dates = ledger.own_dates(group.helper, entries) if group.helper else {}
        return Waiting(group, one.count, entries, own_dates)

    return [
        [shown_of(group, one) for group in column.groups if (one := found[group.key]).count]
        for column, found in zip(columns, lists, strict=True)
    ]


def _lists(
    entries: QuerySet[Entry], columns: Sequence[Column], most: int
) -> list[dict[str, Dated]]:
    """The groups of each column; what was gathered for one is left out of the next by its keys."""
    known: dict[str, tuple[int, ...]] = {}
    lists = []
    for column in columns:
        left = _left(tuple(group for group in column.without if group.key not in known))
        named = {key for group in column.without for key in known.get(group.key, ())}
        rows = {group.key: entries.filter(group.holds, left) for group in column.groups}
        states = {group.key: group.states for group in column.groups}
        found = ledger.dated(rows, most, states=states, without=named, most=GATHERED)
        known |= {name: one.keys for name, one in found.items() if not one.count.is_more}
        lists.append(found)
    return lists
