"""The facts that many rows hold, read in a handful of queries: for replays, not for screens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from taizhang.engine.lifecycle import (
    AssignmentFacts,
    ClockFacts,
    ListedFacts,
    Part,
    RequesterFacts,
    State,
)
from taizhang.ledger.facts import PEOPLE, PLAIN, UNITS
from taizhang.ledger.handlers import as_told
from taizhang.ledger.models import Assignment, Clock, Entry, Ledger, Listing, Requester
from taizhang.ledger.stored import stored
from taizhang.roster.models import Person, Unit

_COLUMNS: Final = (
    "pk",
    *PLAIN,
    "state",
    "back_to",
    "worked_by",
    "merged_into__number",
    *(f"{name}_id" for name in (*UNITS, *PEOPLE)),
)

# A look-up costs a tenth of what an enumeration asked by value does.
_STATES: Final = {state.value: state for state in State}
_PART_OF: Final = {part.value: part for part in Part}


class Codes:
    """Codes of units, people and ledgers by key: read once for a whole replay."""

    def __init__(self) -> None:
        self.units: Mapping[int, str] = dict(Unit.objects.values_list("pk", "code"))
        self.people: Mapping[int, str] = dict(Person.objects.values_list("pk", "code"))
        self.ledgers: Mapping[int, str] = dict(Ledger.objects.values_list("pk", "code"))


def facts_by_key(keys: Collection[int], codes: Codes) -> dict[int, dict[str, Any]]:
    """The facts of the entries with these keys, by name: the fields of `Facts`.

    The keys lie close together: rows between them are read and left.
    """
    if not keys:
        return {}
    between = min(keys), max(keys)
    parts = {name: _grouped(between, codes, *how) for name, how in _PARTS.items()}
    found = {}
    for row in stored(Entry.objects.filter(pk__range=between), _COLUMNS):
        said = dict(zip(_COLUMNS, row, strict=True))
        key = said.pop("pk")
        for name in UNITS:
            said[name] = codes.units.get(said.pop(f"{name}_id"), "")
        for name in PEOPLE:
            said[name] = codes.people.get(said.pop(f"{name}_id"), "")
        said["merged_into"] = said.pop("merged_into__number") or ""
        said["state"] = _STATES[said["state"]]
        said["back_to"] = _STATES[said["back_to"]] if said["back_to"] else None
        said["worked_by"] = as_told(said["worked_by"])
        found[key] = said | {name: tuple(lines.get(key, ())) for name, lines in parts.items()}
    return found


_Line = Sequence[Any]


def _grouped(
    between: tuple[int, int],
    codes: Codes,
    kind: Any,  # noqa: ANN401  # one of four models
    columns: tuple[str, ...],
    made: Callable[[_Line, Codes], object],
) -> dict[int, list[object]]:
    lines: dict[int, list[object]] = defaultdict(list)
    first, last = between
    rows = kind.objects.filter(entry__gte=first, entry__lte=last).order_by("pk")
    for key, *line in stored(rows, ("entry_id", *columns)):
        lines[key].append(made(line, codes))
    return lines


def _assignment(line: _Line, codes: Codes) -> AssignmentFacts:
    unit, part, *rest, asked_by = line
    asker = codes.people[asked_by] if asked_by else ""
    made: list[Any] = [codes.units[unit], _PART_OF[part], *rest, asker]
    return AssignmentFacts(*made)


def _requester(line: _Line, _codes: Codes) -> RequesterFacts:
    name, enterprise, *rest = line
    return RequesterFacts(name, enterprise or "", *rest)


def _clock(line: _Line, codes: Codes) -> ClockFacts:
    name, started_on, started_at, due, rule, met_on, paused_on, unit, warn_on = line
    of = codes.units[unit] if unit else ""
    return ClockFacts(name, started_on, started_at, due, rule, met_on, paused_on, of, warn_on)


def _listed(line: _Line, codes: Codes) -> ListedFacts:
    ledger, number = line
    return ListedFacts(codes.ledgers[ledger], number)


_PARTS: Final[dict[str, tuple[Any, tuple[str, ...], Callable[[_Line, Codes], object]]]] = {
    "assignments": (
        Assignment,
        (
            "unit_id",
            "part",
            "dispatch",
            "dispatched_at",
            "due",
            "acknowledged_at",
            "contribution",
            "contributed_at",
            "asked_due",
            "original_due",
            "extension_count",
            "asked_by_id",
        ),
        _assignment,
    ),
    "requesters": (
        Requester,
        ("name", "enterprise__code", "satisfaction", "is_solved", "rated_at"),
        _requester,
    ),
    "clocks": (
        Clock,
        (
            "name",
            "started_on",
            "started_at",
            "due",
            "rule",
            "met_on",
            "paused_on",
            "unit_id",
            "warn_on",
        ),
        _clock,
    ),
    "listed": (Listing, ("ledger_id", "number"), _listed),
}
