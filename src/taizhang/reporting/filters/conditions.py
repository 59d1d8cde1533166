"""The conditions behind the filters: value and reader in, `Q` out.

A condition on rows beside the entry (requesters, units) has two forms: the few rows of the other
table name the entries, or each entry is asked whether there is such a row.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q

from taizhang.engine.codes import Satisfaction
from taizhang.engine.lifecycle import Part, State
from taizhang.ledger import queries as ledger
from taizhang.ledger.among import Among
from taizhang.ledger.models import Assignment, Clock, Entry, Event, Ledger, Listing, Requester
from taizhang.ledger.queries.rights import ledgers_narrowed
from taizhang.ledger.queries.windows import Window
from taizhang.matching.models import Membership
from taizhang.reporting import waiting
from taizhang.reporting.filters.kinds import NONE_GIVEN
from taizhang.reporting.queries import Fact, holds, midnight
from taizhang.roster import queries as roster
from taizhang.roster.models import Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from taizhang.reporting.filters.kinds import Acted, Reader

OPEN: Final = "open"
"""Stands for every state that is not over."""
YES, NO, UNKNOWN = "yes", "no", "unknown"
EVERYBODY, SOME = "all", "some"
"""To whom the ledger of an entry is open."""
LATE, NEAR, ASKING = "late", "near", "asking"
"""How a co-unit's own part stands."""
MANY_PARTS: Final = 10_000
"""So many parts of a unit are named."""
MANY_ACTS: Final = 20_000
"""From so many acts on the entries are asked, not the acts: such an act is nowhere far …"""
MANY_ACTS_OF_DAYS: Final = 200_000
"""… but where it must be of some days, which may lie far back."""
_BAD: Final = tuple(one.value for one in Satisfaction if one.is_bad)
_GOOD: Final = tuple(one.value for one in Satisfaction if not one.is_bad)


def beside(rows: QuerySet[Any], reader: Reader) -> Q:
    """Entries beside which one of `rows` stands.

    Few rows name their entries; where there are many, each entry is asked.
    """
    if not reader.is_walking:
        keys = list(rows.order_by().values_list("entry", flat=True)[: ledger.SPARSE + 1])
        if not keys:
            return Q(pk__in=[])  # which asks for nothing
        if len(keys) <= ledger.SPARSE:
            return Q(Among("pk", keys))
    return Q(Exists(rows.filter(entry=OuterRef("pk"))))


def states(value: tuple[str, ...], _reader: Reader) -> Q:
    wanted = {one for one in value if one != OPEN}
    if OPEN in value:
        wanted |= {one.value for one in State if one.is_open}
    return Q(state__in=sorted(wanted))


def one_of(column: str) -> Callable[[tuple[str, ...], Reader], Q]:
    """A column of codes; none given is the empty one."""

    def holds_of(value: tuple[str, ...], _reader: Reader) -> Q:
        return Q(**{f"{column}__in": ["" if one == NONE_GIVEN else one for one in value]})

    return holds_of


def open_to(value: tuple[str, ...], _reader: Reader) -> Q:
    """By whether the entry's ledger is narrowed to some."""
    narrowed = Q(ledger__in=list(ledgers_narrowed().values_list("pk", flat=True)))
    if {*value} == {EVERYBODY, SOME}:
        return Q()
    return narrowed if SOME in value else ~narrowed


def unit(column: str) -> Callable[[tuple[str, ...], Reader], Q]:
    """A column of units; none given is the missing one."""

    def holds_of(value: tuple[str, ...], _reader: Reader) -> Q:
        keys = list(Unit.objects.filter(code__in=value).values_list("pk", flat=True))
        found = Q(**{f"{column}__in": keys})
        return found | Q(**{column: None}) if NONE_GIVEN in value else found

    return holds_of


def co_unit(value: tuple[str, ...], reader: Reader) -> Q:
    rows = Assignment.objects.filter(part=Part.CO_UNIT, is_in_force=True)
    units = list(Unit.objects.filter(code__in=value).values_list("pk", flat=True))
    helped = rows.filter(unit__in=units)
    # Out of a unit's own index even many are gathered sooner than entries are asked one by one.
    entries = helped.order_by().values_list("entry", flat=True)
    keys = reader.person.once(("co_unit", *units), lambda: list(entries[: MANY_PARTS + 1]))
    if len(keys) <= MANY_PARTS:
        found = Q(Among("pk", keys)) if keys else Q(pk__in=[])
    else:
        found = beside(helped, reader) if reader.is_walking else Q(pk__in=entries)
    return found | ~beside(rows, reader.walking()) if NONE_GIVEN in value else found


def co_signal(value: tuple[str, ...], reader: Reader) -> Q:
    """A co-unit is late or near by its own date, or waits for more time, while it still counts."""
    running = Clock.objects.filter(unit__isnull=False, met_on=None, paused_on=None)
    near = running.filter(due__gte=reader.today, warn_on__lte=reader.today)
    asking = Assignment.objects.filter(is_in_force=True, asked_due__isnull=False)
    rows = {LATE: running.filter(due__lt=reader.today), NEAR: near, ASKING: asking}
    found = Q(pk__in=[])
    for one in value:
        found |= beside(rows[one], reader)
    return Q(state__in=ledger.RUNNING) & found


def held_by(column: str) -> Callable[[Any, Reader], Q]:
    """A person in one of the entry's places."""

    def holds_of(value: Any, _reader: Reader) -> Q:  # noqa: ANN401
        return Q(**{column: None if value == NONE_GIVEN else value})

    return holds_of


def mine(_value: tuple[str, ...], reader: Reader) -> Q:
    return ledger.in_hands_of(reader.person)


def enterprise(value: Any, reader: Reader) -> Q:  # noqa: ANN401
    if value == NONE_GIVEN:
        return ~Q(Exists(Requester.objects.filter(entry=OuterRef("pk"))))
    return beside(Requester.objects.filter(enterprise=value), reader)


def park(value: tuple[str, ...], reader: Reader) -> Q:
    keys = list(roster.parks().filter(code__in=value).values_list("pk", flat=True))
    return beside(Requester.objects.filter(enterprise__park__in=keys), reader)


def officer(value: Any, reader: Reader) -> Q:  # noqa: ANN401
    """By the service officer of an enterprise that asked."""
    if value == NONE_GIVEN:
        served = Requester.objects.filter(enterprise__service_officer__isnull=False)
        return ~Q(Exists(served.filter(entry=OuterRef("pk"))))
    return beside(Requester.objects.filter(enterprise__service_officer=value), reader)


def size(value: tuple[str, ...], reader: Reader) -> Q:
    """By the size class of an enterprise that asked."""
    return beside(Requester.objects.filter(enterprise__size__in=value), reader)


def industry(value: tuple[str, ...], reader: Reader) -> Q:
    """By the industry of an enterprise that asked."""
    return beside(Requester.objects.filter(enterprise__industry__in=value), reader)


def also_on(value: tuple[str, ...], reader: Reader) -> Q:
    """Put on one of these ledgers from another."""
    return beside(Listing.objects.filter(ledger__code__in=value), reader)


def in_problem(value: tuple[str, ...], reader: Reader) -> Q:
    """Whether it is a member of a common problem today."""
    members = Membership.objects.filter(unlinked_at=None)
    return any_of(value, {YES: beside(members, reader), NO: ~beside(members, reader.walking())})


def acted(value: Acted, reader: Reader) -> Q:
    """Such an act was done to it in those days, undone later or not.

    The acts of a few days name their entries out of an index; of very many each entry is asked.
    """
    rows = _acts(value, reader).order_by("at")
    most = MANY_ACTS_OF_DAYS if any(value.days) else MANY_ACTS
    if reader.person.once(value, lambda: bool(rows.values_list("entry")[most : most + 1])):
        return Q(Exists(rows.filter(entry=OuterRef("pk"))))
    return Q(pk__in=rows.order_by().values("entry"))


def acted_in(value: Acted, reader: Reader) -> Window | None:
    """The days of an act: its entries are told by it, wherever an order would begin."""
    return Window(_acts(value, reader)) if any(value.days) else None


def _acts(value: Acted, reader: Reader) -> QuerySet[Event]:
    return Event.objects.filter(moments_between("at")(value.days, reader), move=value.act)


def shows(value: tuple[str, ...], reader: Reader) -> Q:
    found = Q()
    for one in value:
        found |= ledger.shows(ledger.Signal(one), reader.today)
    return found


def overdue_by(value: tuple[float | None, float | None], reader: Reader) -> Q:
    """Past its due date by so many days."""
    days = min(max(int(value[0] or 1), 1), 36_500)
    return ledger.overdue(reader.today - timedelta(days=days - 1))


def between(column: str) -> Callable[[tuple[Any, Any], Reader], Q]:
    """A column of days or numbers."""

    def holds_of(value: tuple[Any, Any], _reader: Reader) -> Q:
        first, last = value
        found = Q(**{f"{column}__gte": first}) if first is not None else Q()
        return found & Q(**{f"{column}__lte": last}) if last is not None else found

    return holds_of


def lies_in(
    column: str, index: str, holds: Callable[[Any, Reader], Q]
) -> Callable[[Any, Reader], Window]:
    """The days that a condition on a column speaks of; `index` runs through it."""
    return lambda value, reader: Window(Entry.objects.filter(holds(value, reader)), column, index)


def moments_between(column: str) -> Callable[[tuple[date | None, date | None], Reader], Q]:
    """A column of moments, by the zone's own midnight."""

    def holds_of(value: tuple[date | None, date | None], _reader: Reader) -> Q:
        first, last = value
        found = Q(**{f"{column}__gte": midnight(first)}) if first else Q()
        end = {f"{column}__lt": midnight(last, later=timedelta(days=1))} if last else {}
        return found & Q(**end)

    return holds_of


def _yes(column: str) -> Q:
    """A column of yes and no, asked so that SQLite goes by its index too.

    Django writes `on_time = TRUE` there as the bare column, which no index answers.
    """
    return Q(**{f"{column}__in": [True]})


def _no(column: str) -> Q:
    return Q(**{f"{column}__in": [False]})


def on_time(value: tuple[str, ...], reader: Reader) -> Q:
    return _kept("due", _yes("on_time"), _no("on_time"), value, reader)


def on_time_first(value: tuple[str, ...], reader: Reader) -> Q:
    """By the date first set, whatever was extended later."""
    # To cut a moment to its day takes long: only where the first date is no longer the date.
    same = Q(original_due=F("due"))
    kept = (same & _yes("on_time")) | (~same & Q(answered_at__date__lte=F("original_due")))
    missed = (same & _no("on_time")) | (~same & Q(answered_at__date__gt=F("original_due")))
    return _kept("original_due", kept, missed, value, reader)


def _kept(column: str, kept: Q, missed: Q, value: tuple[str, ...], reader: Reader) -> Q:
    """What is parked waits, and what is over without a reply is neither."""
    runs = Q(state__in=ledger.RUNNING)
    unanswered = Q(answered_at=None)
    late = missed | (unanswered & Q(**{f"{column}__lt": reader.today}) & runs)
    waits = Q(**{column: None}) | Q(**{f"{column}__gte": reader.today}) | ~runs
    unknown = (unanswered & waits) | Q(answered_at__isnull=False, **{column: None})
    return any_of(value, {YES: kept, NO: late, UNKNOWN: unknown})


def closed(value: tuple[str, ...], _reader: Reader) -> Q:
    shut = Q(state=State.CLOSED.value)
    others = Q(state__in=[one.value for one in State if one is not State.CLOSED])
    return any_of(value, {YES: shut, NO: others})


def solved(value: tuple[str, ...], _reader: Reader) -> Q:
    facts = {YES: _yes("is_solved"), NO: _no("is_solved"), UNKNOWN: Q(is_solved=None)}
    return any_of(value, facts)


def satisfied(value: tuple[str, ...], _reader: Reader) -> Q:
    good, bad = Q(satisfaction__in=_GOOD), Q(satisfaction__in=_BAD)
    return any_of(value, {YES: good, NO: bad, UNKNOWN: Q(satisfaction="")})


def more_than_none(column: str) -> Callable[[tuple[str, ...], Reader], Q]:
    """A column that counts: whether there is any."""

    def holds_of(value: tuple[str, ...], _reader: Reader) -> Q:
        return any_of(value, {YES: Q(**{f"{column}__gt": 0}), NO: Q(**{column: 0})})

    return holds_of


def parked(value: tuple[str, ...], _reader: Reader) -> Q:
    others = Q(state__in=[one.value for one in State if one is not State.PARKED])
    return any_of(value, {YES: Q(state=State.PARKED.value), NO: others})


def park_kind(value: tuple[str, ...], _reader: Reader) -> Q:
    """Why it is parked: of what is no longer, nothing is asked."""
    return Q(state=State.PARKED.value, park_kind__in=value)


def flag(column: str) -> Callable[[tuple[str, ...], Reader], Q]:
    """A column of yes and no that is never empty."""

    def holds_of(value: tuple[str, ...], _reader: Reader) -> Q:
        return any_of(value, {YES: _yes(column), NO: _no(column)})

    return holds_of


def promised(value: tuple[str, ...], _reader: Reader) -> Q:
    """Whether something was answered on the spot."""
    # Said as the index says it: SQLite does not know what a parameter will be.
    nothing = Func("promise", template="%(expressions)s = ''", output_field=BooleanField())
    return any_of(value, {YES: ~Q(nothing), NO: Q(nothing)})


def merged(value: tuple[str, ...], _reader: Reader) -> Q:
    others = Q(state__in=[one.value for one in State if one is not State.MERGED])
    return any_of(value, {YES: Q(state=State.MERGED.value), NO: others})


def campaign(value: tuple[str, ...], _reader: Reader) -> Q:
    found = list(Ledger.objects.filter(campaign__code__in=value).values_list("pk", flat=True))
    listed = Listing.objects.filter(ledger__in=found)
    return Q(ledger__in=found) | Q(pk__in=listed.values("entry"))


def activity(value: str, _reader: Reader) -> Q:
    """What it came from: an activity or a document whose title holds the words."""
    if value == NONE_GIVEN:
        return Q(activity=None, draft=None)
    return Q(activity__title__icontains=value) | Q(draft__document__name__icontains=value)


def figure(value: tuple[str, ...], reader: Reader) -> Q:
    return holds(Fact(value[0]), reader.today)


def on_desk(value: tuple[str, ...], reader: Reader) -> Q:
    place = waiting.find(reader.person, value[0], today=reader.today)
    return waiting.held(*place) if place else Q(pk__in=[])


def any_of(value: tuple[str, ...], facts: dict[str, Q]) -> Q:
    found = Q(pk__in=[])
    for one in value:
        found |= facts[one]
    return found
