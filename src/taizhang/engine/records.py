"""Small values that are made by the thousand: frozen for who reads the code, quick to make.

`dataclass(frozen=True)` sets every field through `object.__setattr__`, four times as slow as
setting it. A page makes two thousand lines, mentions and turns, so that the guard costs more than
most rules. A record is frozen where that is checked for nothing: the type checker lets nobody
assign to a field. What the engine hands out stays a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_T]) -> type[_T]:
    """A dataclass with slots that compares and hashes by its fields."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
