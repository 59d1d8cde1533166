"""What was found in a template: which fields where, and what keeps it from being filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from taizhang.engine.errors import BadInput
from taizhang.engine.templates.fields import Field


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a message with fields, for the surface to translate."""

    message: str
    fields: Mapping[str, object] = field(default_factory=dict)


PARAGRAPH: Final = _("paragraph {n}: “{text}”")
IN_TABLE: Final = _("table {table}, row {row}, column {column}: “{text}”")
HEADER: Final = _("page header: “{text}”")
FOOTER: Final = _("page footer: “{text}”")
ELSEWHERE: Final = _("part {part} of the file")
CELL: Final = _("sheet “{sheet}”, cell {cell}")
NAMED: Final = _("named cell “{name}”: sheet “{sheet}”, {cell}")

NO_FIELDS: Final = _("It has no field: every paper made from it is the same.")
LINKED_FORM: Final = _("It is linked to a form outside; the papers made from it are not.")
ROW_REPEATED: Final = _("Row {row} of sheet “{sheet}” is repeated for every entry of the list.")
TABLE_ROW_REPEATED: Final = _("Row {row} of table {table} is repeated for every entry of the list.")


@dataclass(frozen=True, slots=True)
class Use:
    """A field as it is written somewhere; `field` is None when nobody knows it."""

    name: str
    field: Field | None
    place: Place
    nearest: Field | None = None
    """Of an unknown one: what may be meant."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps it from being filled, and where."""

    refusal: BadInput
    place: Place


@dataclass(frozen=True, slots=True)
class Report:
    """All of it, in the order of the file."""

    uses: tuple[Use, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Place, ...] = ()
    """What a person should know, though nothing is wrong."""

    @property
    def unknown(self) -> tuple[Use, ...]:
        """The fields that nobody knows."""
        return tuple(use for use in self.uses if use.field is None)

    @property
    def is_fit(self) -> bool:
        """Whether papers may be printed with it."""
        return not self.problems and not self.unknown

    def fields(self) -> dict[Field, list[Use]]:
        """By field, where it stands."""
        found: dict[Field, list[Use]] = {}
        for use in self.uses:
            if use.field is not None:
                found.setdefault(use.field, []).append(use)
        return found

    def keys(self) -> Iterator[str]:
        """The keys of the fields, each once."""
        return (one.key for one in self.fields())
