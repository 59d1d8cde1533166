"""Between an entry's row and the facts that its events add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch

from taizhang.engine.lifecycle import Facts, RequesterFacts, State, Steps
from taizhang.ledger.models import Assignment, Entry, Ledger, Requester

if TYPE_CHECKING:
    from taizhang.roster.models import Person, Unit

PLAIN: Final = (
    "version",
    "number",
    "registered_at",
    "changed_at",
    "title",
    "text",
    "quote",
    "category",
    "scope",
    "due_text",
    "promise",
    "dispatch_count",
    "dispatched_at",
    "due",
    "original_due",
    "asked_due",
    "warn_on",
    "review_on",
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
CODED: Final = ("registered_by", "lead", "in_charge", "watcher", "answered_by", "closed_by")
"""Columns that point at a unit or person whose code is the fact."""


def parts() -> tuple[Prefetch[Any], Prefetch[Any]]:
    """What `facts_of` reads beside the row: one query each."""
    return (
        Prefetch("assignments", Assignment.objects.select_related("unit")),
        Prefetch("requesters", Requester.objects.select_related("enterprise")),
    )


def steps_of(ledger: Ledger) -> Steps:
    """The steps that the ledger asks for."""
    return Steps(ledger.needs_triage, ledger.needs_call_back, ledger.needs_evidence)


def facts_of(entry: Entry) -> Facts:
    """The facts that the row and its parts hold."""
    # Sorted here, not by the database, so that prefetched rows are used.
    parts = sorted(entry.assignments.all(), key=lambda part: part.pk)
    requesters = sorted(entry.requesters.all(), key=lambda requester: requester.pk)
    columns: dict[str, Any] = {
        **{name: getattr(entry, name) for name in PLAIN},
        **{name: _code(getattr(entry, name)) for name in CODED},
    }
    return Facts(
        **columns,
        state=State(entry.state),
        back_to=State(entry.back_to) if entry.back_to else None,
        co_units=tuple(
            part.unit.code
            for part in parts
            if part.dispatch == entry.dispatch_count and part.part == Assignment.Part.CO_UNIT
        ),
        requesters=tuple(_requester_facts(requester) for requester in requesters),
    )


def _code(thing: Unit | Person | None) -> str:
    return thing.code if thing else ""


def _requester_facts(requester: Requester) -> RequesterFacts:
    return RequesterFacts(
        name=requester.name,
        enterprise=requester.enterprise.code if requester.enterprise else "",
        satisfaction=requester.satisfaction,
        is_solved=requester.is_solved,
        rated_at=requester.rated_at,
    )


Known = dict[tuple[str, str], Any]
"""Units and people that an act names, by kind and code."""


def write_row(entry: Entry, facts: Facts, known: Known) -> None:
    """Set every folded column; `known` holds the units and people that may be new, by code."""
    for name in PLAIN:
        setattr(entry, name, getattr(facts, name))
    entry.state = str(facts.state)
    entry.back_to = facts.back_to or ""
    for name in CODED:
        code = getattr(facts, name)
        held: Any = getattr(entry, name) if getattr(entry, f"{name}_id") else None
        if _code(held) != code:
            kind = "unit" if name == "lead" else "person"
            setattr(entry, name, known[kind, code] if code else None)


def write_requesters(entry: Entry, before: Facts, after: Facts) -> None:
    """Bring the requesters' own lines to what was said."""
    for old, new in zip(before.requesters, after.requesters, strict=True):
        if old != new:
            Requester.objects.filter(entry=entry, name=new.name).update(
                satisfaction=new.satisfaction, is_solved=new.is_solved, rated_at=new.rated_at
            )
