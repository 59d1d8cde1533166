"""By which rules a ledger raises its matters, and which those are today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from taizhang.engine.deadlines import PRESETS
from taizhang.engine.escalation import (
    EscalationRule,
    Ground,
    Raised,
    Standing,
    TakenBack,
    in_order,
    raised_by_rule,
)
from taizhang.engine.lifecycle import Level, Move, Part, State
from taizhang.ledger.models import Entry, Event, Ledger, RaisingRule
from taizhang.ledger.queries.listing import RUNNING

if TYPE_CHECKING:
    from django.db.models import QuerySet

CHUNK: Final = 500
_CAN_BE_RAISED: Final = tuple(state for state in RUNNING if state != State.TRIAGE.value)
Rules = Sequence[EscalationRule]


class LedgerRule(NamedTuple):
    """A rule of a ledger; one that is off stands there and raises nothing."""

    rule: EscalationRule
    is_on: bool


class ToRaise(NamedTuple):
    """An entry that a rule would raise."""

    key: int
    version: int
    """As it was looked at."""
    why: Raised


def raising_rules(ledger: Ledger) -> list[LedgerRule]:
    """Its own rules, or those of its clocks as long as it has none of its own."""
    own = [LedgerRule(_rule(row), row.is_on) for row in RaisingRule.objects.filter(ledger=ledger)]
    known = {one.rule: one for one in own}
    return [known[rule] for rule in in_order(known)] or by_its_clocks(ledger)


def by_its_clocks(ledger: Ledger) -> list[LedgerRule]:
    """What its clocks say of raising."""
    return [LedgerRule(rule, is_on=True) for rule in PRESETS[ledger.preset].escalations]


def has_own_rules(ledger: Ledger) -> bool:
    """Whether it says more than its clocks do."""
    return RaisingRule.objects.filter(ledger=ledger).exists()


def rules_in_force() -> dict[int, Rules]:
    """The rules of every ledger that has some, by its key: asked once for all."""
    own: dict[int, list[RaisingRule]] = defaultdict(list)
    for row in RaisingRule.objects.all():
        own[row.ledger_id].append(row)
    found: dict[int, Rules] = {}
    for key, preset in Ledger.objects.values_list("pk", "preset"):
        if key in own:
            found[key] = in_order(_rule(row) for row in own[key] if row.is_on)
        else:
            found[key] = PRESETS[preset].escalations
    return {key: rules for key, rules in found.items() if rules}


def to_raise(rules: Mapping[int, Rules], today: date) -> Iterator[ToRaise]:
    """The running entries of these ledgers that their rules raise today, each to one level."""
    chunk: list[tuple[ToRaise, Rules, Standing]] = []
    for key, version, ledger, standing in _running(rules):
        why = raised_by_rule(rules[ledger], standing, today)
        if why is None:
            continue
        chunk.append((ToRaise(key, version, why), rules[ledger], standing))
        if len(chunk) == CHUNK:
            yield from _with_new_reason(chunk, today)
            chunk = []
    yield from _with_new_reason(chunk, today)


def _running(ledgers: Collection[int]) -> Iterator[tuple[int, int, int, Standing]]:
    helping = Q(assignments__is_in_force=True, assignments__part=Part.CO_UNIT.value)
    rows = Entry.objects.filter(ledger__in=list(ledgers), state__in=_CAN_BE_RAISED)
    told = rows.annotate(co_units=Count("assignments", filter=helping)).order_by("pk")
    names = ("due", "dispatch_count", "registered_at", "level", "lead", "is_broadcast", "co_units")
    for (
        key,
        version,
        ledger,
        due,
        times,
        at,
        level,
        lead,
        is_broadcast,
        helpers,
    ) in told.values_list("pk", "version", "ledger", *names).iterator(CHUNK):
        # What each unit answers for itself stands in nobody's way.
        departments = 1 + helpers if lead and not is_broadcast else 0
        opened_on = timezone.localdate(at)
        yield key, version, ledger, Standing(due, times, departments, opened_on, level)


def _with_new_reason(
    chunk: Sequence[tuple[ToRaise, Rules, Standing]], today: date
) -> Iterator[ToRaise]:
    """Those that nobody took back, or that have a reason which was not known then."""
    taken_back = _taken_back([one.key for one, _rules, _standing in chunk])
    for one, rules, standing in chunk:
        back = taken_back.get(one.key, [])
        why = raised_by_rule(rules, standing, today, back) if back else one.why
        if why is not None:
            yield one._replace(why=why)


def _taken_back(keys: Sequence[int]) -> dict[int, list[TakenBack]]:
    """What a rule raised and a person undid, out of the entries' events."""
    undone: QuerySet[Event] = Event.objects.filter(entry__in=keys, move=Move.UNDO)
    places = {(one.entry_id, one.payload["undone"]) for one in undone}
    found: dict[int, list[TakenBack]] = defaultdict(list)
    raisings = Event.objects.filter(entry__in={key for key, _place in places}, move=Move.ESCALATE)
    for one in raisings.order_by("entry", "version"):
        said = one.payload
        if (one.entry_id, one.version) in places and "ground" in said:
            raised = Raised(Level(said["level"]), Ground(said["ground"]), said["count"])
            found[one.entry_id].append(TakenBack(raised, timezone.localdate(one.at)))
    return found


def _rule(row: RaisingRule) -> EscalationRule:
    return EscalationRule(Ground(row.ground), row.count, Level(row.level))
