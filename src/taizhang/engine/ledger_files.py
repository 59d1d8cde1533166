"""A planned ledger as a TOML file: read, or refused with the line that is wrong, and written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from taizhang.engine.codes import Approver, LedgerKind, Right
from taizhang.engine.ledger_plans import (
    USUAL_PRESETS,
    ApproverMissing,
    LedgerCodeWrong,
    LedgerPlan,
    NoMatterColumn,
    PlanEntryUnknown,
    PlannedColumn,
    PlanRefused,
    PlanUnreadable,
    PlanValueWrong,
)
from taizhang.engine.sheets.known import ColumnType, Known

_LEDGER: Final = (
    *("name", "code", "prefix", "kind", "preset"),
    *("needs_triage", "needs_call_back", "needs_evidence"),
    *("extensions", "extension_days", "extension_by", "extension_person"),
    *("may_see", "may_register", "may_dispatch", "columns"),
)
_STEPS: Final = ("needs_triage", "needs_call_back", "needs_evidence")
_COLUMN: Final = ("name", "type", "choices", "known_as", "is_required")
_TEXTS: Final = frozenset(
    (
        *("name", "code", "prefix", "kind", "preset", "type", "known_as"),
        *("extension_by", "extension_person"),
    )
)
_RIGHTS: Final = {f"may_{right}": right for right in Right}
_LISTS: Final = frozenset(("columns", "choices", *_RIGHTS))
_NUMBERS: Final = frozenset(("extensions", "extension_days"))
_Code = TypeVar("_Code", bound=StrEnum)
_Default = TypeVar("_Default")
_TABLE: Final = re.compile(r"\s*\[\[\s*columns\s*\]\]")


@dataclass(frozen=True, slots=True)
class Located:
    """One reason why a file is refused, and its line counted from 1."""

    refusal: PlanRefused
    line: int


def read_plan(text: str) -> LedgerPlan | tuple[Located, ...]:
    """The plan that a TOML file describes, or everything that is wrong and where, in its order.

    What only follows from something else that is wrong is left out.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        last = text.count("\n") + 1
        return (Located(PlanUnreadable(reason=str(error)), int(line[1]) if line else last),)
    reading = _Reading()
    plan = reading.plan(said)
    faults = [*reading.faults, *(one for one in plan.faults() if not reading.explains(one, said))]
    if not faults:
        return plan
    return tuple(sorted((Located(one, _line(text, one)) for one in faults), key=_place))


def _place(found: Located) -> int:
    return found.line


class _Reading:
    """Reads what can be read and notes what cannot: it stands as if it had not been said."""

    def __init__(self) -> None:
        self.faults: list[PlanRefused] = []

    def explains(self, fault: PlanRefused, said: Mapping[str, Any]) -> bool:
        """Whether a fault of the plan is there only because its entry could not be read."""
        unread = {(one.fields.get("at"), _part(one)) for one in self.faults}
        parts = {part for _at, part in unread}
        if isinstance(fault, LedgerCodeWrong) and "code" not in said:
            return True  # made out of the prefix, which has a fault of its own
        if isinstance(fault, NoMatterColumn) and "known_as" in parts:
            return True
        if isinstance(fault, ApproverMissing) and "extension_by" in parts:
            return True
        return (fault.fields.get("at"), _part(fault)) in unread

    def plan(self, said: Mapping[str, Any]) -> LedgerPlan:
        """What the file describes, as far as it can be read."""
        said = self._fitting(said, _LEDGER)
        kind = self._one_of(LedgerKind, said, "kind", LedgerKind.APPEAL)
        rows = said.get("columns", [])
        if not all(isinstance(row, dict) for row in rows):
            self.faults.append(PlanUnreadable(reason="columns", part="columns"))
            rows = []
        return LedgerPlan(
            name=said.get("name", ""),
            code=said.get("code", said.get("prefix", "").lower()),
            prefix=said.get("prefix", ""),
            kind=kind,
            preset=said.get("preset", USUAL_PRESETS[kind]),
            columns=tuple(self._columns(rows)),
            needs_triage=said.get("needs_triage"),
            needs_call_back=said.get("needs_call_back"),
            needs_evidence=said.get("needs_evidence"),
            extensions=said.get("extensions", 1),
            extension_days=said.get("extension_days"),
            extension_by=self._one_of(Approver, said, "extension_by", Approver.OFFICE_OR_LEADER),
            extension_person=said.get("extension_person", ""),
            rights={
                right: tuple(map(str, said[name]))
                for name, right in _RIGHTS.items()
                if said.get(name)
            },
        )

    def _columns(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[PlannedColumn]:
        for at, told in enumerate(rows):
            row = self._fitting(told, _COLUMN, at=at)
            named = bool(row.get("known_as"))
            known = self._one_of(Known, row, "known_as", None, at=at) if named else None
            yield PlannedColumn(
                name=row.get("name", ""),
                type=self._one_of(ColumnType, row, "type", ColumnType.TEXT, at=at),
                choices=tuple(map(str, row.get("choices", ()))),
                known=known,
                is_required=row.get("is_required", known is Known.TITLE),
            )

    def _fitting(
        self, said: Mapping[str, Any], allowed: Sequence[str], **at: int
    ) -> dict[str, Any]:
        """The entries that there are and whose values are of their kind."""
        fitting = {}
        for name, value in said.items():
            if name not in allowed:
                named = ", ".join(allowed)
                self.faults.append(PlanEntryUnknown(name=name, allowed=named, part=name, **at))
            elif wanted := _other_kind(name, value):
                fault = PlanValueWrong(value=value, name=name, allowed=wanted, part=name, **at)
                self.faults.append(fault)
            else:
                fitting[name] = value
        return fitting

    def _one_of(
        self,
        codes: type[_Code],
        said: Mapping[str, Any],
        name: str,
        default: _Default,
        **at: int,
    ) -> _Code | _Default:
        value = said.get(name, default)
        if value in set(codes):
            return codes(value)
        allowed = ", ".join(codes)
        fault = PlanValueWrong(value=value, name=name, allowed=allowed, part=name, **at)
        self.faults.append(fault)
        return default


def _other_kind(name: str, value: object) -> str:
    """What the value should look like where it is of another kind."""
    if name in _TEXTS:
        fits, wanted = isinstance(value, str), "“…”"
    elif name in _NUMBERS:
        fits, wanted = isinstance(value, int) and not isinstance(value, bool), "1, 2, 3…"
    elif name in _LISTS:
        fits, wanted = isinstance(value, list), "[…]"
    else:
        fits, wanted = isinstance(value, bool), "true, false"
    return "" if fits else wanted


def _part(refusal: PlanRefused) -> str:
    return str(refusal.fields.get("part", refusal.part))


def _line(text: str, refusal: PlanRefused) -> int:
    """Where the entry that is wrong stands: in the file's head or in its n-th column."""
    lines = text.splitlines()
    tables = [number for number, line in enumerate(lines) if _TABLE.match(line)]
    at = refusal.fields.get("at")
    part = _part(refusal)
    first, last = 0, tables[0] if tables else len(lines)
    if isinstance(at, int) and at < len(tables):
        first, last = tables[at], (*tables[at + 1 :], len(lines))[0]
    wanted = re.compile(rf"\s*[\"']?{re.escape(part)}[\"']?\s*=") if part else None
    for number in range(first, last):
        if wanted and wanted.match(lines[number]):
            return number + 1
    return min(first + 1, max(1, len(lines)))


def written(plan: LedgerPlan) -> str:
    """The plan as a TOML file."""
    lines = [
        f"name = {_quoted(plan.name)}",
        f"code = {_quoted(plan.code)}",
        f"prefix = {_quoted(plan.prefix)}",
        f"kind = {_quoted(plan.kind)}",
        f"preset = {_quoted(plan.preset)}",
    ]
    steps = {name: getattr(plan, name) for name in _STEPS}
    lines += [f"{name} = {str(step).lower()}" for name, step in steps.items() if step is not None]
    lines += _extensions(plan)
    for column in plan.columns:
        lines += ["", "[[columns]]", f"name = {_quoted(column.name)}"]
        lines.append(f"type = {_quoted(column.type)}")
        if column.choices:
            lines.append(f"choices = [{', '.join(map(_quoted, column.choices))}]")
        if column.known:
            lines.append(f"known_as = {_quoted(column.known)}")
        if column.is_required:
            lines.append("is_required = true")
    return "\n".join(lines) + "\n"


def _extensions(plan: LedgerPlan) -> Iterator[str]:
    """How often, by how much and by whose word more time is given; to whom the ledger is open."""
    yield f"extensions = {plan.extensions}"
    if plan.extension_days is not None:
        yield f"extension_days = {plan.extension_days}"
    yield f"extension_by = {_quoted(plan.extension_by)}"
    if plan.extension_person:
        yield f"extension_person = {_quoted(plan.extension_person)}"
    for right, named in plan.rights.items():
        yield f"may_{right} = [{', '.join(map(_quoted, named))}]"


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    signs = (one if one >= " " and one != "\x7f" else f"\\u{ord(one):04x}" for one in safe)
    return f'"{"".join(signs)}"'
