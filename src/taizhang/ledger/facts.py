"""Between an entry's row with its parts and the facts that its events add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Model, Prefetch
from django.utils import timezone

from taizhang.engine.lifecycle import (
    AssignmentFacts,
    ClockFacts,
    Facts,
    ListedFacts,
    Part,
    RequesterFacts,
    State,
    Steps,
)
from taizhang.ledger import handlers, in_force, value_rows
from taizhang.ledger.models import Assignment, Clock, Entry, Ledger, Listing, Requester
from taizhang.roster.changing import as_read, change_in
from taizhang.roster.inserting import insert_in
from taizhang.roster.models import Enterprise, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from taizhang.roster.batches import Batch

_Row = dict[str, Any]

PLAIN: Final = (
    "version",
    "number",
    "registered_at",
    "changed_at",
    "last_move",
    "title",
    "text",
    "quote",
    "category",
    "scope",
    "due_text",
    "promise",
    "values",
    "dispatch_count",
    "dispatched_at",
    "return_by",
    "designated",
    "is_broadcast",
    "due",
    "original_due",
    "asked_due",
    "extension_count",
    "warn_on",
    "review_on",
    "park_kind",
    "level",
    "visit_on",
    "reply",
    "answered_at",
    "evidence",
    "called_back_at",
    "is_solved",
    "satisfaction",
    "closed_at",
    "reopen_count",
)
"""Columns that hold the fact itself."""
UNITS: Final = ("lead", "first_receiver")
PEOPLE: Final = (
    "registered_by",
    "last_by",
    "accountable",
    "in_charge",
    "watcher",
    "asked_by",
    "visitor",
    "answered_by",
    "called_back_by",
    "closed_by",
)
CODED: Final = (*UNITS, *PEOPLE)
"""Columns that point at a unit or person whose code is the fact."""
RELATED: Final = (*CODED, "merged_into")
"""What `facts_of` reads beside the row itself, to be joined."""
ROWS: Final[dict[type[Model], str]] = {
    Assignment: "assignments",
    Requester: "requesters",
    Clock: "clocks",
    Listing: "listings",
}
"""Where an entry has them: read with it, they are not read again."""


def parts() -> tuple[Prefetch[Any], ...]:
    """What `facts_of` reads of the parts: one query each."""
    return (
        Prefetch("assignments", Assignment.objects.select_related("unit", "asked_by")),
        Prefetch("requesters", Requester.objects.select_related("enterprise")),
        Prefetch("clocks", Clock.objects.select_related("unit")),
        Prefetch("listings", Listing.objects.select_related("ledger")),
    )


def steps_of(ledger: Ledger) -> Steps:
    """The steps that the ledger asks for, and its limits."""
    return Steps(
        needs_triage=ledger.needs_triage,
        needs_call_back=ledger.needs_call_back,
        needs_evidence=ledger.needs_evidence,
        extensions=ledger.extensions,
        extension_days=ledger.extension_days,
    )


def facts_of(entry: Entry) -> Facts:
    """The facts that the row and its parts hold."""
    columns: dict[str, Any] = {
        **{name: getattr(entry, name) for name in PLAIN},
        **{name: _code(getattr(entry, name)) for name in CODED},
    }
    return Facts(
        **columns,
        state=State(entry.state),
        back_to=State(entry.back_to) if entry.back_to else None,
        merged_into=entry.merged_into.number if entry.merged_into else "",
        worked_by=handlers.as_told(entry.worked_by),
        # Sorted here, not by the database, so that prefetched rows are used.
        assignments=tuple(_assignment(one) for one in _sorted(entry.assignments.all())),
        requesters=tuple(_requester(one) for one in _sorted(entry.requesters.all())),
        clocks=tuple(_clock(one) for one in _sorted(entry.clocks.all())),
        listed=tuple(
            ListedFacts(one.ledger.code, one.number) for one in _sorted(entry.listings.all())
        ),
    )


def _sorted(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.pk)


def _code(thing: Unit | Person | None) -> str:
    return thing.code if thing else ""


def _requester(row: Requester) -> RequesterFacts:
    return RequesterFacts(
        name=row.name,
        enterprise=row.enterprise.code if row.enterprise else "",
        satisfaction=row.satisfaction,
        is_solved=row.is_solved,
        rated_at=row.rated_at,
    )


def _assignment(row: Assignment) -> AssignmentFacts:
    return AssignmentFacts(
        unit=row.unit.code,
        part=Part(row.part),
        dispatch=row.dispatch,
        dispatched_at=row.dispatched_at,
        due=row.due,
        acknowledged_at=row.acknowledged_at,
        contribution=row.contribution,
        contributed_at=row.contributed_at,
        asked_due=row.asked_due,
        original_due=row.original_due,
        extension_count=row.extension_count,
        asked_by=_code(row.asked_by),
    )


def _clock(row: Clock) -> ClockFacts:
    return ClockFacts(
        name=row.name,
        started_on=row.started_on,
        started_at=row.started_at,
        due=row.due,
        rule=row.rule,
        met_on=row.met_on,
        paused_on=row.paused_on,
        unit=_code(row.unit),
        warn_on=row.warn_on,
    )


class Known:
    """Units, people, enterprises and ledgers by code: those an act brings, the rest on demand."""

    def __init__(self, things: Iterable[Any] = ()) -> None:
        self._things = {(type(thing), thing.code): thing for thing in things}

    def __call__(self, kind: type[Any], code: str) -> Any:  # noqa: ANN401  # of that kind
        """The thing of this code; None for no code."""
        if not code:
            return None
        key = (kind, code)
        if key not in self._things:
            self._things[key] = kind._default_manager.get(code=code)  # noqa: SLF001
        return self._things[key]


def write_row(entry: Entry, facts: Facts, known: Known) -> None:
    """Set every folded column."""
    for name in PLAIN:
        setattr(entry, name, getattr(facts, name))
    entry.state = str(facts.state)
    entry.on_time = _on_time(facts)
    entry.worked_by = handlers.as_kept(facts.worked_by)
    entry.back_to = facts.back_to or ""
    for names, kind in ((UNITS, Unit), (PEOPLE, Person)):
        for name in names:
            code = getattr(facts, name)
            held = getattr(entry, name) if getattr(entry, f"{name}_id") else None
            if _code(held) != code:
                setattr(entry, name, known(kind, code))
    held = entry.merged_into.number if entry.merged_into_id and entry.merged_into else ""
    if held != facts.merged_into:
        into = facts.merged_into
        entry.merged_into = Entry.objects.get(number=into) if into else None


def _on_time(facts: Facts) -> bool | None:
    if facts.answered_at is None or facts.due is None:
        return None
    return timezone.localdate(facts.answered_at) <= facts.due


def write_parts(batch: Batch, entry: Entry, before: Facts, after: Facts, known: Known) -> None:
    """Bring the rows of the parts to what the facts say; untouched ones are left alone."""
    for kind, name, row in _PARTS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            _write(batch, entry, kind, old, [(one, row(one, known)) for one in new])
    if before.dispatch_count != after.dispatch_count:
        in_force.mark_in(batch, entry)
    value_rows.write(entry, before.values, after.values)


def write_first_parts(
    batch: Batch, ledger: Ledger, made: Sequence[tuple[Entry, Facts]], known: Known
) -> None:
    """The rows of the parts of entries of `ledger` that are new: each table is written once."""
    for kind, name, row in _PARTS:
        insert_in(
            batch,
            (
                kind(entry=entry, **row(one, known))
                for entry, facts in made
                for one in getattr(facts, name)
            ),
        )
    value_rows.write_first(ledger, [(entry, facts.values) for entry, facts in made])


def _write(
    batch: Batch,
    entry: Entry,
    kind: type[Model],
    before: tuple[object, ...],
    after: list[tuple[object, _Row]],
) -> None:
    """Parts keep their order: those that stand before and after are one row, changed or not.

    When some are gone or stand elsewhere, those from the first difference on are made anew: a
    row that takes over another's key must not meet it.
    """
    manager = getattr(entry, ROWS[kind])
    kept = _sorted(manager.all()) if before else []
    same = len(before)
    if len(after) < len(before) or _shifted(before, [new for new, _row in after]):
        pairs = zip(before, (new for new, _row in after), strict=False)
        same = next((place for place, (old, new) in enumerate(pairs) if old != new), len(after))
        batch.tell()
        manager.filter(pk__in=[one.pk for one in kept[same:]]).delete()
    for place, (old, (new, row)) in enumerate(zip(before[:same], after, strict=False)):
        if old != new:
            held = as_read(kept[place])
            for name, value in row.items():
                setattr(kept[place], name, value)
            change_in(batch, kept[place], held)
    insert_in(batch, (kind(entry=entry, **row) for _new, row in after[same:]))


def _shifted(before: Iterable[object], after: Iterable[object]) -> bool:
    """Whether a clock stands in the place of another."""
    pairs = zip(before, after, strict=False)
    return any(
        isinstance(old, ClockFacts) and isinstance(new, ClockFacts) and old.key != new.key
        for old, new in pairs
    )


def _assignment_row(facts: AssignmentFacts, known: Known) -> dict[str, Any]:
    return {
        "unit": known(Unit, facts.unit),
        "part": facts.part.value,
        "dispatch": facts.dispatch,
        "dispatched_at": facts.dispatched_at,
        "due": facts.due,
        "acknowledged_at": facts.acknowledged_at,
        "contribution": facts.contribution,
        "contributed_at": facts.contributed_at,
        "asked_due": facts.asked_due,
        "original_due": facts.original_due,
        "extension_count": facts.extension_count,
        "asked_by": known(Person, facts.asked_by),
    }


def _requester_row(facts: RequesterFacts, known: Known) -> dict[str, Any]:
    return {
        "name": facts.name,
        "enterprise": known(Enterprise, facts.enterprise),
        "satisfaction": facts.satisfaction,
        "is_solved": facts.is_solved,
        "rated_at": facts.rated_at,
    }


def _clock_row(facts: ClockFacts, known: Known) -> dict[str, Any]:
    return {
        "name": facts.name,
        "started_on": facts.started_on,
        "started_at": facts.started_at,
        "due": facts.due,
        "rule": facts.rule,
        "met_on": facts.met_on,
        "paused_on": facts.paused_on,
        "unit": known(Unit, facts.unit),
        "warn_on": facts.warn_on,
    }


def _listing_row(facts: ListedFacts, known: Known) -> dict[str, Any]:
    return {"ledger": known(Ledger, facts.ledger), "number": facts.number}


_PARTS: Final[tuple[tuple[type[Model], str, Callable[[Any, Known], _Row]], ...]] = (
    (Assignment, "assignments", _assignment_row),
    (Requester, "requesters", _requester_row),
    (Clock, "clocks", _clock_row),
    (Listing, "listed", _listing_row),
)
