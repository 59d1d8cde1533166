"""The rows of a mapped table as the plan takes them: read, tidied, checked as a form would be."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.importing.planning import Incoming, Outcome
from taizhang.engine.importing.reading import Target, incoming
from taizhang.engine.lifecycle import RULES, TEXT_LIMIT, Move
from taizhang.engine.sheets.values import is_blank, said
from taizhang.ledger.importing.fields import Field, Use
from taizhang.ledger.importing.mapping import QUOTE, resolved
from taizhang.ledger.values import shown_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from taizhang.engine.consolidating.sources import Part
    from taizhang.engine.importing.planning import Planned, Value
    from taizhang.engine.lifecycle import State
    from taizhang.engine.sheets.table import Row, Table
    from taizhang.ledger.importing.standing import Stands

Refusal = tuple[str, dict[str, Any]]
"""Code and fields of why a row is not taken."""
_GUARDED: Final = re.compile(r"'(?=[=+\-@\t\r])")
_TITLE: Final = 200
_BESIDE: Final = frozenset({Use.WORK, Use.ROSTER})
"""What a new row says there is kept as what its source says."""


class Mapped:
    """One table whose columns a person confirmed."""

    def __init__(
        self,
        part: Part,
        table: Table,
        kept: Mapping[str, str],
        fields: Mapping[str, Field],
        *,
        is_text: bool,
    ) -> None:
        self.table = table
        self.fields = fields
        self.keys = resolved(kept)
        self.is_text = is_text
        """Whether it is a text table, in which an export guards what looks like a formula."""
        self.lost = {(row, column): why for row, column, why in part.lost}
        self.number = self._place(Use.NUMBER)
        self.mark = self._place(Use.MARK)
        self.targets = [
            _target(place, fields[key])
            for place, key in self.keys.items()
            if key in fields and fields[key].use not in {Use.NUMBER, Use.MARK}
        ]
        self.beside = [
            place
            for place, key in self.keys.items()
            if key == QUOTE or (key in fields and fields[key].use in _BESIDE)
        ]

    def _place(self, use: Use) -> int | None:
        found = (p for p, key in self.keys.items() if key in self.fields and self._use(key) is use)
        return next(found, None)

    def _use(self, key: str) -> Use:
        return self.fields[key].use

    def incoming(self, rows: Iterable[Row]) -> Iterator[Incoming]:
        """The data rows; one without a number says beside its facts what else its cells say."""
        plain = [self._unguarded(row) for row in rows]
        for row, one in zip(
            plain, incoming(plain, self.targets, number=self.number, mark=self.mark), strict=True
        ):
            lost = self._lost(row)
            unreadable = (*one.unreadable, *lost)
            if one.number:
                kept = {key: one.values[key] for key in one.values if self.fields[key].is_compared}
                yield replace(one, values=kept, unreadable=unreadable)
                continue
            kept = {
                key: value
                for key, value in one.values.items()
                if self.fields[key].use not in _BESIDE
            }
            taken = tuple(key for key in unreadable if key in kept)
            yield replace(one, values=kept | self._quote(row), unreadable=taken)

    def _unguarded(self, row: Row) -> Row:
        if not self.is_text:
            return row
        cells = (_GUARDED.sub("", cell) if isinstance(cell, str) else cell for cell in row.cells)
        return replace(row, cells=tuple(cells))

    def _lost(self, row: Row) -> list[str]:
        """Keys of cells that hold an error, or a formula nobody worked out."""
        if not self.lost:
            return []
        places = {place: self.table.fields[place].place for place in self.keys}
        return [
            key
            for place, key in self.keys.items()
            if key in self.fields and (row.number, places[place]) in self.lost
        ]

    def why_lost(self, row: int, key: str) -> str:
        """Why nothing was read in a cell (a msgid); empty when something was."""
        place = next(place for place, one in self.keys.items() if one == key)
        return self.lost.get((row, self.table.fields[place].place), "")

    def _quote(self, row: Row) -> dict[str, Value]:
        lines = [
            f"{self.table.fields[place].name}：{said(row.cells[place])}"
            for place in self.beside
            if not is_blank(row.cells[place])
        ]
        text = "\n".join(lines)
        return {QUOTE: text if len(text) <= TEXT_LIMIT else f"{text[: TEXT_LIMIT - 1]}…"}


def _target(place: int, one: Field) -> Target:
    return Target(place, one.key, one.type, one.choices, one.words(), is_loose=one.is_loose)


def settled(row: Incoming, stands: Stands, fields: Mapping[str, Field]) -> Incoming:
    """The row with what means the same said as the ledger says it.

    A value that was kept before its column changed its type is exported as it is, and a fact may
    be exported in two ways.
    """
    now = stands.standing.values
    values, unreadable = dict(row.values), list(row.unreadable)
    for key, value in row.values.items():
        if value == now.get(key):
            continue
        same = key in stands.also and value == stands.also[key]
        if same or (key in unreadable and _is_shown(fields[key], now.get(key), value)):
            values[key] = now.get(key)
            unreadable = [one for one in unreadable if one != key]
    # What only the work changes need not be readable to be seen to differ.
    unreadable = [key for key in unreadable if not fields[key].is_fixed]
    return replace(row, values=values, unreadable=tuple(unreadable))


def _is_shown(one: Field, kept: Value, value: Value) -> bool:
    return isinstance(value, str) and value == shown_word(one.choices, kept)


def refusal_of(
    plan: Planned, row: Incoming, fields: Mapping[str, Field], state: State | None
) -> Refusal | None:
    """Why what a row would do cannot be done, so that a person hears it before confirming."""
    if plan.outcome is Outcome.NEW:
        return _of_new(row, fields)
    if plan.outcome in {Outcome.UPDATE, Outcome.CONFLICT}:
        return _of_change(plan, fields, state)
    return None


def _of_new(row: Incoming, fields: Mapping[str, Field]) -> Refusal | None:
    values = row.values
    if not any(values.get(key) for key in ("title", "text", "matter")):
        return "text_missing", {}
    for one in fields.values():
        asked = one.is_required and one.use is Use.WRITTEN and one.key not in {"title", "matter"}
        if asked and values.get(one.key) in {None, ""}:
            return "value_missing", {"column": str(one.name), "key": one.key}
    # The matter alone is cut to a title by its first sentence; beside a text it is kept whole.
    title = values.get("title") if values.get("text") else None
    return _too_long({**values, "title": title}, fields)


def _of_change(plan: Planned, fields: Mapping[str, Field], state: State | None) -> Refusal | None:
    if state not in RULES[Move.AMEND].begins:
        return "move_not_allowed", {"move": Move.AMEND.value, "state": str(state or "")}
    changed = {one.key: one.new for one in (*plan.written, *plan.disputed)}
    for key, value in changed.items():
        if fields[key].is_required and value in {None, ""}:
            return "value_missing", {"column": str(fields[key].name), "key": key}
        if key in {"title", "text", "matter"} and value in {None, ""}:
            return "text_missing", {}
    return _too_long(changed, fields)


def _too_long(values: Mapping[str, Value], fields: Mapping[str, Field]) -> Refusal | None:
    for key, value in values.items():
        if not isinstance(value, str) or key not in fields:
            continue
        most = fields[key].longest or (_TITLE if key == "title" else TEXT_LIMIT)
        if len(value) > most:
            column = str(fields[key].name)
            return "cell_too_long", {"column": column, "found": len(value), "allowed": most}
    return None
