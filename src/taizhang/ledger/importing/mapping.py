"""Which column of a workbook is which fact of a ledger: proposed with reasons, then confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

from taizhang.engine.consolidating.forms import Target
from taizhang.engine.consolidating.mapping import How, mapped
from taizhang.engine.sheets.known import Known
from taizhang.engine.sheets.layout import Layout
from taizhang.engine.sheets.recognition import Reason, SheetColumn
from taizhang.engine.sheets.row_marks import NUMBER
from taizhang.engine.sheets.values import folded
from taizhang.intake.errors import MappedTwice, NothingMapped
from taizhang.intake.importing import columns_of
from taizhang.ledger.importing.fields import Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from taizhang.ledger.importing.fields import Field


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


QUOTE: Final = "quote"
"""Kept with a new entry as what its source says, under no column of its own."""
NOT_OURS: Final = _("Its cells are none of those that “{target}” takes.")
NOWHERE: Final = _("Nothing that the ledger holds goes by this name.")
COUNTS: Final = _("It says nothing of the matter.")
BEFORE: Final = _("So it was confirmed for a file of this form.")
_NO_FORM: Final = Layout("", 0, 0, 0, 0, 0)
Mapping_ = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a column is taken for; `key` is empty for what is left out."""

    key: str
    reason: Reason


def proposed(
    tables: Sequence[dict[str, Any]],
    fields: Mapping[str, Field],
    before: Mapping[str, Mapping[str, str]] | None = None,
) -> list[list[Proposed]]:
    """For each table, for each of its columns; `before` is what was confirmed for this form."""
    if before:
        return [
            [
                Proposed(before.get(str(at), {}).get(str(place), ""), Reason(BEFORE))
                for place in range(len(table["columns"]))
            ]
            for at, table in enumerate(tables)
        ]
    return [_of_table(table, fields) for table in tables]


def _of_table(table: dict[str, Any], fields: Mapping[str, Field]) -> list[Proposed]:
    columns = columns_of(table)
    found = [list(_tried(columns, target)) for target in _targets(fields)]
    best = max(found, key=lambda tried: sum(how is How.NAME for how, _one in tried))
    return [
        _fitting(one, fields, table["columns"][place]) for place, (_how, one) in enumerate(best)
    ]


def _targets(fields: Mapping[str, Field]) -> Iterator[list[tuple[str, str, Field]]]:
    """The fields under the names of each language: an export has them all in one."""
    many = max(len(one.names()) for one in fields.values())
    for at in range(many):
        names = {key: one.names() for key, one in fields.items()}
        yield [(key, names[key][min(at, len(names[key]) - 1)], one) for key, one in fields.items()]


def _tried(
    columns: Sequence[SheetColumn], target: Sequence[tuple[str, str, Field]]
) -> Iterator[tuple[How, Proposed]]:
    asked = tuple(
        SheetColumn(
            place=at,
            name=name,
            heading=name,
            type=one.type,
            type_reason=Reason(""),
            choices=one.choices,
            known=one.known,
        )
        for at, (_key, name, one) in enumerate(target)
    )
    for one in mapped(columns, Target("", asked, _NO_FORM), {}):
        if one.target is not None:
            yield one.how, Proposed(target[one.target][0], one.reason)
        elif one.column.known is Known.ROW or one.column.name in _reasons():
            yield one.how, Proposed("", Reason(COUNTS))
        else:
            yield one.how, Proposed(QUOTE, Reason(NOWHERE))


def _reasons() -> list[str]:
    """What the last column of rows that came back refused is called."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(pgettext("column", "Why it was not taken"))
    return found


def _fitting(one: Proposed, fields: Mapping[str, Field], column: dict[str, Any]) -> Proposed:
    """Somebody else's numbers, or the words of somebody else's list, are not ours."""
    field = fields.get(one.key)
    if field is None or not column["samples"]:
        return one
    cells = [folded(word) for word in column["samples"]]
    if field.use is Use.NUMBER:
        is_ours = any(NUMBER.fullmatch(cell) for cell in cells)
    elif field.codes and not field.is_loose:
        words = field.words()
        is_ours = any(cell.lower() in words for cell in cells)
    else:
        return one
    return one if is_ours else Proposed(QUOTE, Reason(NOT_OURS, {"target": str(field.name)}))


def checked(
    mapping: Mapping[str, Mapping[str, str]],
    tables: Sequence[dict[str, Any]],
    fields: Mapping[str, Field],
) -> Mapping_:
    """The mapping without what means nothing; refused when no row could say what it is about."""
    found: Mapping_ = {}
    for at, table in enumerate(tables):
        said = mapping.get(str(at), {})
        columns = table["columns"]
        kept = {
            str(place): key
            for place in range(len(columns))
            if (key := said.get(str(place), "")) and (key in fields or key == QUOTE)
        }
        if any(key != QUOTE for key in kept.values()):
            found[str(at)] = kept
            _check_once(kept, columns, fields)
    taken = {key for kept in found.values() for key in kept.values()}
    if not taken & {"title", "text", "matter", "number", "mark"}:
        raise NothingMapped
    return found


def _check_once(
    kept: Mapping[str, str], columns: Sequence[dict[str, Any]], fields: Mapping[str, Field]
) -> None:
    first: dict[str, str] = {}
    for place, key in kept.items():
        name = columns[int(place)]["name"]
        if key in first and key != QUOTE:
            raise MappedTwice(first=first[key], second=name, name=str(fields[key].name))
        first[key] = name


def resolved(kept: Mapping[str, str]) -> dict[int, str]:
    """By place the key; where a file has the full text too, the matter is its title."""
    has_text = "text" in kept.values()
    return {
        int(place): "title" if key == "matter" and has_text else key for place, key in kept.items()
    }


def is_marked(kept: Mapping[str, str], fields: Mapping[str, Field]) -> bool:
    """Whether a table says which version of each entry it was exported from."""
    return any(key in fields and fields[key].use is Use.MARK for key in kept.values())
