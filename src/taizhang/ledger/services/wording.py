"""How acts put units, people and words into an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taizhang.roster.models import Person, Unit

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
"""Signs that no text needs and PostgreSQL does not keep."""


def plain(text: str) -> str:
    """`text` without control characters and outer blanks, line ends in one form."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def person_said(key: str, person: Person | None) -> dict[str, Any]:
    """A person by code, with the name as it is today."""
    return {key: person.code, f"{key}_name": person.name} if person else {}


def unit_said(key: str, unit: Unit) -> dict[str, Any]:
    """A unit by code, with the name as it is today."""
    return {key: unit.code, f"{key}_name": unit.name}


def units_said(key: str, units: Sequence[Unit]) -> dict[str, Any]:
    """Several units by code, in the order given."""
    if not units:
        return {}
    return {key: [unit.code for unit in units], f"{key}_name": [unit.name for unit in units]}
