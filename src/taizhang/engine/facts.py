"""What is true of an entry: plain values, each the sum of the entry's events.

`engine.folding` adds an event to them, `engine.lifecycle` says which event may come next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from taizhang.engine.moves import Move, Part, State

Payload = Mapping[str, Any]
"""What a move said: JSON values only; dates in ISO form, units and people by code."""


@dataclass(frozen=True, slots=True)
class RequesterFacts:
    """One whose matter it is, and what they said of the answer."""

    name: str
    """As registered; the key inside an entry."""
    enterprise: str = ""
    """Code on the roster, empty when it is not on it."""
    satisfaction: str = ""
    is_solved: bool | None = None
    rated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """What one unit was given in one dispatch, by when, and what it said to it."""

    unit: str
    part: Part
    dispatch: int
    """Which dispatch of the entry: 1, 2, …; only the newest one is in force."""
    dispatched_at: datetime
    due: date | None = None
    """The co-unit's own date; the lead's is the entry's."""
    acknowledged_at: datetime | None = None
    contribution: str = ""
    """The co-unit's own answer."""
    contributed_at: datetime | None = None
    asked_due: date | None = None
    """The later date of its own that a co-unit asks for."""
    original_due: date | None = None
    """Its date before it was given more time for the first time."""
    extension_count: int = 0
    asked_by: str = ""
    """Who asks for it."""


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """One milestone that runs or ran."""

    name: str
    """As in the preset: forward, report, resolve, complex."""
    started_on: date
    started_at: datetime
    due: date
    rule: str = ""
    """Preset and version by which it was counted: p13710/1."""
    met_on: date | None = None
    paused_on: date | None = None
    """Since when it stands still; None while it runs."""
    unit: str = ""
    """The co-unit whose own clock it is; empty for the entry's."""
    warn_on: date | None = None
    """From this day on a co-unit's date counts as near; the entry's own stands beside its due."""

    @property
    def key(self) -> str:
        """How events name it: `resolve`, or `assist@` and the co-unit's code."""
        return clock_key(self.name, self.unit)

    def standing(self, met_on: date | None, due: date, paused_on: date | None) -> ClockFacts:
        """The same clock met, due or paused otherwise: a tenth of what `replace` costs."""
        return ClockFacts(
            self.name,
            self.started_on,
            self.started_at,
            due,
            self.rule,
            met_on,
            paused_on,
            self.unit,
            self.warn_on,
        )


def clock_key(name: str, unit: str = "") -> str:
    """How events name the clock of that name, the entry's own or a co-unit's."""
    return f"{name}@{unit}" if unit else name


@dataclass(frozen=True, slots=True)
class ListedFacts:
    """Another ledger on which the entry stands."""

    ledger: str
    number: str


# No slots: a replay copies facts a million times, and copying one dictionary is the fastest way.
@dataclass(frozen=True)
class Facts:
    """Everything an entry's row and its parts hold that its events add up to."""

    version: int = 0
    number: str = ""
    registered_at: datetime | None = None
    registered_by: str = ""
    changed_at: datetime | None = None
    last_move: str = ""
    last_by: str = ""
    state: State | None = None
    back_to: State | None = None
    """Where a refused request, the end of parking or unmerging leads back to."""
    title: str = ""
    text: str = ""
    quote: str = ""
    category: str = ""
    scope: str = ""
    due_text: str = ""
    promise: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Values of the ledger's own columns, by key."""
    lead: str = ""
    first_receiver: str = ""
    """The unit that was given it first (首接): it stays responsible that somebody answers."""
    accountable: str = ""
    """The accountable leader (责任领导)."""
    in_charge: str = ""
    watcher: str = ""
    dispatch_count: int = 0
    dispatched_at: datetime | None = None
    return_by: datetime | None = None
    """Until when the lead unit may ask to return it; None is no limit."""
    designated: bool = False
    """The lead unit was designated after a dispute and may not return it again."""
    is_broadcast: bool = False
    """Many units answer it, each for itself."""
    due: date | None = None
    original_due: date | None = None
    asked_due: date | None = None
    asked_by: str = ""
    """Who asks for the extension that is undecided."""
    extension_count: int = 0
    warn_on: date | None = None
    review_on: date | None = None
    park_kind: str = ""
    """Why it was last parked, one of `ParkKind`; what is parked no longer keeps it."""
    level: str = ""
    """How high it has been raised, one of `Level`; empty as long as nobody raised it."""
    visit_on: date | None = None
    visitor: str = ""
    reply: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    worked_by: tuple[str, ...] = ()
    """Who reported progress or answered for a co-unit since it was last dispatched or opened."""
    evidence: int = 0
    """Files brought since the entry was last opened."""
    called_back_at: datetime | None = None
    called_back_by: str = ""
    """Who last asked the requester; stands until somebody asks anew."""
    is_solved: bool | None = None
    satisfaction: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    reopen_count: int = 0
    merged_into: str = ""
    """Number of the entry that it was merged into."""
    requesters: tuple[RequesterFacts, ...] = ()
    assignments: tuple[AssignmentFacts, ...] = ()
    clocks: tuple[ClockFacts, ...] = ()
    listed: tuple[ListedFacts, ...] = ()

    @property
    def in_force(self) -> tuple[AssignmentFacts, ...]:
        """The assignments of the newest dispatch."""
        return tuple(one for one in self.assignments if one.dispatch == self.dispatch_count)

    @property
    def co_units(self) -> tuple[str, ...]:
        """The units that assist today."""
        return tuple(one.unit for one in self.in_force if one.part is Part.CO_UNIT)

    @property
    def handlers(self) -> frozenset[str]:
        """Whose work is looked at when it is closed (经办人): none of them closes it."""
        return frozenset({self.in_charge, self.answered_by, *self.worked_by} - {""})

    def helper(self, unit: str) -> AssignmentFacts | None:
        """What the unit has to do as a co-unit today, if anything."""
        helping = (one for one in self.in_force if one.part is Part.CO_UNIT)
        return next((one for one in helping if one.unit == unit), None)

    @property
    def asking(self) -> tuple[AssignmentFacts, ...]:
        """The co-units that wait for more time."""
        return tuple(one for one in self.in_force if one.asked_due is not None)


NOTHING: Final = Facts()
"""Before the first event."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to an entry, without its place in the chain."""

    move: Move
    at: datetime
    by: str
    """Code of the person."""
    unit: str
    """Code of the person's unit; empty for an enterprise."""
    payload: Payload
