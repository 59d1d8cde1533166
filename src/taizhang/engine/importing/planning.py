"""What each row of a workbook would do to a ledger, cell by cell.

A cell is compared three ways: what the file says, what the ledger says now, and what the ledger
said when the file was exported. Only what the person changed in the file is written; what somebody
else changed meanwhile stays, and where both changed the same cell nothing of the row is written
before a person decides.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Value: TypeAlias = str | int | float | bool | None
"""A value as it is kept: a day in ISO form, nothing as `None` or an empty text."""


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why a row is not taken."""

    EMPTY = "empty"
    """No cell under a mapped column is filled."""
    UNREADABLE = "unreadable"
    """A cell does not fit its column; which ones, says `Incoming.unreadable`."""
    UNKNOWN_NUMBER = "unknown_number"
    """It carries a number that this ledger does not have, or that the person may not see."""
    REPEATED = "repeated"
    """An earlier row of the file has the same number, or no number and the same cells."""
    FROM_LATER = "from_later"
    """Its version is newer than the ledger's: the file is from another database."""
    ONLY_WORK = "only_work"
    """All that it changes are facts that the work brings; which ones, say its differences."""


class Side(StrEnum):
    """Who changed a cell since the file was exported."""

    FILE = "file"
    LEDGER = "ledger"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row of the file, under the keys of the columns it was mapped to.

    A key that is missing was not in the file and is left alone; an empty value empties the cell.
    """

    row: int
    """As a person counts it in the sheet, from 1."""
    values: Mapping[str, Value]
    number: str = ""
    version: int | None = None
    """Of the entry's events, the last one the export knew; none if the file does not carry it."""
    unreadable: tuple[str, ...] = ()
    """Keys of the columns whose cells cannot be read."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger holds under a number."""

    version: int
    values: Mapping[str, Value]
    exported: Mapping[str, Value] | None = None
    """What it held at the version of the incoming row; none if that cannot be told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which file and ledger differ."""

    key: str
    old: Value
    new: Value
    side: Side = Side.FILE
    is_held: bool = False
    """It stays as the ledger has it: an act of the work changes it, no cell of a file."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How the rows of a file are held against the ledger."""

    fixed: frozenset[str] = frozenset()
    """Keys of facts that the work alone changes once an entry stands on the ledger."""
    has_versions: bool = True
    """Whether the file says of each row which version it was; without, every difference counts
    as the file's own and no conflict can be seen."""


USUAL: Final = Rules()


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row would do, and why."""

    row: int
    outcome: Outcome
    number: str = ""
    differences: tuple[Difference, ...] = ()
    refusal: Refusal | None = None
    repeats: int | None = None
    """The earlier row that says the same."""

    @property
    def written(self) -> tuple[Difference, ...]:
        """The cells that applying it changes."""
        if self.outcome not in {Outcome.NEW, Outcome.UPDATE}:
            return ()
        return tuple(one for one in self.differences if one.side is Side.FILE and not one.is_held)

    @property
    def disputed(self) -> tuple[Difference, ...]:
        """The cells that both sides changed: a person decides each."""
        return tuple(one for one in self.differences if one.side is Side.BOTH and not one.is_held)


def planned(
    rows: Iterable[Incoming],
    standing: Mapping[str, Standing],
    brought: Mapping[str, str] | None = None,
    rules: Rules = USUAL,
) -> Iterator[Planned]:
    """The plan of a file, row by row in its order.

    `standing` has the entries whose numbers the file names; `brought` the numbers of entries that
    rows without a number made before, by `fingerprint`: the same file twice changes nothing.
    """
    seen: dict[str, int] = {}
    for row in rows:
        refused = _refused(row, standing)
        if refused is not None:
            yield Planned(row.row, Outcome.REFUSED, row.number, refusal=refused)
            continue
        identity = f"#{row.number}" if row.number else fingerprint(row.values)
        first = seen.setdefault(identity, row.row)
        if first != row.row:
            yield Planned(
                row.row, Outcome.REFUSED, row.number, refusal=Refusal.REPEATED, repeats=first
            )
        elif row.number:
            yield compared(row, standing[row.number], rules)
        elif brought and identity in brought:
            yield Planned(row.row, Outcome.UNCHANGED, brought[identity])
        else:
            yield Planned(row.row, Outcome.NEW, differences=_filled(row))


def fingerprint(values: Mapping[str, Value]) -> str:
    """The same for the same filled cells, in whatever order the columns stand."""
    filled = {key: value for key, value in values.items() if not _is_empty(value)}
    text = json.dumps(filled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def counted(plan: Iterable[Planned]) -> dict[Outcome, int]:
    """How many rows of each outcome; together they are all rows of the file."""
    found = Counter(one.outcome for one in plan)
    return {outcome: found[outcome] for outcome in Outcome}


def grouped(plan: Iterable[Planned], size: int) -> Iterator[tuple[Planned, ...]]:
    """The rows that change something, in groups that are each written as a whole."""
    changing = (one for one in plan if one.outcome in {Outcome.NEW, Outcome.UPDATE})
    while group := tuple(islice(changing, size)):
        yield group


def _refused(row: Incoming, standing: Mapping[str, Standing]) -> Refusal | None:
    if row.unreadable:
        return Refusal.UNREADABLE
    if not row.number:
        return Refusal.EMPTY if all(map(_is_empty, row.values.values())) else None
    held = standing.get(row.number)
    if held is None:
        return Refusal.UNKNOWN_NUMBER
    if row.version is not None and row.version > held.version:
        return Refusal.FROM_LATER
    return None


def compared(row: Incoming, held: Standing, rules: Rules = USUAL) -> Planned:
    """What a row with a number would do to the entry that has it."""
    found = tuple(_differences(row, held, rules))
    sides = {one.side for one in found if not one.is_held}
    if Side.BOTH in sides:
        outcome = Outcome.CONFLICT
    elif Side.FILE in sides:
        outcome = Outcome.UPDATE
    elif any(one.is_held and one.side is Side.FILE for one in found):
        return Planned(row.row, Outcome.REFUSED, row.number, found, Refusal.ONLY_WORK)
    else:
        outcome = Outcome.UNCHANGED
    return Planned(row.row, outcome, row.number, found)


def _differences(row: Incoming, held: Standing, rules: Rules) -> Iterator[Difference]:
    for key, new in row.values.items():
        old = held.values.get(key)
        if _same(old, new):
            continue
        side = _side(row, held, key, new)
        is_fixed = key in rules.fixed
        if side is Side.BOTH and not rules.has_versions and not is_fixed:
            side = Side.FILE
        yield Difference(key, old, new, side, is_held=is_fixed and side is not Side.LEDGER)


def _side(row: Incoming, held: Standing, key: str, new: Value) -> Side:
    """Who changed a cell; without knowing what was exported, a moved entry counts as both."""
    if row.version == held.version:
        return Side.FILE
    if row.version is None or held.exported is None:
        return Side.BOTH
    before = held.exported.get(key)
    if _same(before, new):
        return Side.LEDGER
    return Side.FILE if _same(before, held.values.get(key)) else Side.BOTH


def _filled(row: Incoming) -> tuple[Difference, ...]:
    return tuple(
        Difference(key, None, value) for key, value in row.values.items() if not _is_empty(value)
    )


def _is_empty(value: Value) -> bool:
    return value is None or value == ""


def _same(one: Value, other: Value) -> bool:
    """Yes is not the number 1; nothing is nothing, however it is written."""
    if _is_empty(one) or _is_empty(other):
        return _is_empty(one) and _is_empty(other)
    return isinstance(one, bool) == isinstance(other, bool) and one == other
