"""A planned ledger as a TOML file: read, or refused with the line that is wrong, and written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from taizhang.engine.codes import Approver, LedgerKind, Right
from taizhang.engine.ledger_plans import (
    USUAL_PRESETS,
    LedgerPlan,
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
_TABLE: Final = re.compile(r"\s*\[\[\s*columns\s*\]\]")


@dataclass(frozen=True, slots=True)
class Located:
    """Why a file is refused, and its line counted from 1."""

    refusal: PlanRefused
    line: int


def read_plan(text: str) -> LedgerPlan | Located:
    """The plan that a TOML file describes, or why not and where."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        last = text.count("\n") + 1
        return Located(PlanUnreadable(reason=str(error)), int(line[1]) if line else last)
    try:
        plan = _plan(said)
        plan.check()
    except PlanRefused as refusal:
        return Located(refusal, _line(text, refusal))
    return plan


def _plan(said: Mapping[str, Any]) -> LedgerPlan:
    _check_entries(said, _LEDGER)
    kind = _one_of(LedgerKind, said, "kind", LedgerKind.APPEAL)
    rows = said.get("columns", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PlanUnreadable(reason="columns", part="columns")
    return LedgerPlan(
        name=said.get("name", ""),
        code=said.get("code", said.get("prefix", "").lower()),
        prefix=said.get("prefix", ""),
        kind=kind,
        preset=said.get("preset", USUAL_PRESETS[kind]),
        columns=tuple(_columns(rows)),
        needs_triage=said.get("needs_triage"),
        needs_call_back=said.get("needs_call_back"),
        needs_evidence=said.get("needs_evidence"),
        extensions=said.get("extensions", 1),
        extension_days=said.get("extension_days"),
        extension_by=_one_of(Approver, said, "extension_by", Approver.OFFICE_OR_LEADER),
        extension_person=said.get("extension_person", ""),
        rights={
            right: tuple(map(str, said[name])) for name, right in _RIGHTS.items() if said.get(name)
        },
    )


def _columns(rows: Sequence[Mapping[str, Any]]) -> Iterator[PlannedColumn]:
    for at, row in enumerate(rows):
        _check_entries(row, _COLUMN, at=at)
        known = _one_of(Known, row, "known_as", None, at=at) if row.get("known_as") else None
        yield PlannedColumn(
            name=row.get("name", ""),
            type=_one_of(ColumnType, row, "type", ColumnType.TEXT, at=at),
            choices=tuple(map(str, row.get("choices", ()))),
            known=known,
            is_required=row.get("is_required", known is Known.TITLE),
        )


def _check_entries(said: Mapping[str, Any], allowed: Sequence[str], **at: int) -> None:
    for name, value in said.items():
        if name not in allowed:
            raise PlanEntryUnknown(name=name, allowed=", ".join(allowed), part=name, **at)
        if name in _TEXTS:
            fits, wanted = isinstance(value, str), "“…”"
        elif name in _NUMBERS:
            fits, wanted = isinstance(value, int) and not isinstance(value, bool), "1, 2, 3…"
        elif name in _LISTS:
            fits, wanted = isinstance(value, list), "[…]"
        else:
            fits, wanted = isinstance(value, bool), "true, false"
        if not fits:
            raise PlanValueWrong(value=value, name=name, allowed=wanted, part=name, **at)


def _one_of(codes: Any, said: Mapping[str, Any], name: str, default: Any, **at: int) -> Any:  # noqa: ANN401  # of that enumeration
    value = said.get(name, default)
    if value not in set(codes):
        allowed = ", ".join(codes)
        raise PlanValueWrong(value=value, name=name, allowed=allowed, part=name, **at)
    return codes(value)


def _line(text: str, refusal: PlanRefused) -> int:
    """Where the entry that is wrong stands: in the file's head or in its n-th column."""
    lines = text.splitlines()
    tables = [number for number, line in enumerate(lines) if _TABLE.match(line)]
    at = refusal.fields.get("at")
    part = str(refusal.fields.get("part", refusal.part))
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
