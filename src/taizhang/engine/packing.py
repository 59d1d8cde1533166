"""Facts as JSON values and back: how an undo says what it restores, and a rebuild what it made."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from taizhang.engine.facts import Facts

NEVER_RESTORED: Final = frozenset({"version", "changed_at", "last_move", "last_by"})
"""Facts about the history itself: an undo adds to it."""


def packed(facts: Facts, names: Iterable[str]) -> dict[str, Any]:
    """The named facts as JSON values."""
    return {name: _packed(getattr(facts, name)) for name in names}


def differing(one: Facts, other: Facts) -> tuple[str, ...]:
    """The names of the facts in which two differ."""
    theirs = other.__dict__
    return tuple(name for name, value in one.__dict__.items() if value != theirs[name])


def unpacked(said: Mapping[str, Any]) -> dict[str, Any]:
    """Facts by name out of JSON values; what is not the name of a fact is left out."""
    kinds = _hints(Facts)
    return {name: _unpacked(value, kinds[name]) for name, value in said.items() if name in kinds}


def _packed(value: object) -> object:
    if isinstance(value, date):  # a moment is a date too
        return value.isoformat()
    if isinstance(value, tuple):
        return [_packed(one) for one in value]
    if is_dataclass(value):
        return {one.name: _packed(getattr(value, one.name)) for one in fields(value)}
    return str(value) if isinstance(value, StrEnum) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _unpacked(value: Any, kind: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
    if get_origin(kind) is types.UnionType:  # always: something or None
        kind = next(one for one in get_args(kind) if one is not type(None))
        return None if value is None else _unpacked(value, kind)
    if get_origin(kind) is tuple:
        return tuple(_unpacked(one, get_args(kind)[0]) for one in value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _unpacked(one, hints[name]) for name, one in value.items()})
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value
