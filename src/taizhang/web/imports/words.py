"""What a row would do, and why not, as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from taizhang.engine.errors import named
from taizhang.engine.importing.planning import Refusal, Side
from taizhang.engine.lifecycle import Move, State
from taizhang.engine.sheets import ColumnType
from taizhang.intake import import_queries as queries
from taizhang.ledger.importing.mapping import QUOTE
from taizhang.web import wording
from taizhang.web.errors import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taizhang.intake.models import ImportRow
    from taizhang.ledger.importing.fields import Field

_REFUSALS: Final = {
    Refusal.EMPTY: _("No cell under the columns that are taken says anything."),
    Refusal.UNKNOWN_NUMBER: _("This ledger has no entry {number}."),
    Refusal.REPEATED: _("Row {row} says the same already."),
    Refusal.FROM_LATER: _("It was exported from a later state than this ledger has."),
    Refusal.ONLY_WORK: _("It changes only what the work brings: {columns}."),
}
_LOST: Final = frozenset({"date", "number", "yes_no", "choice", "text", "long_text"})
_KINDS: Final = {
    "group": _("name of a group"),
    "total": _("total"),
    "example": _("example"),
    "again": _("headings again"),
    "note": _("note"),
    "left_out": _("table left out"),
}
LONGEST: Final = 120
"""Characters of a cell that a list shows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell in which file and ledger differ."""

    key: str
    name: str
    old: str
    new: str
    is_held: bool
    is_disputed: bool
    is_left: bool
    """The ledger was changed since, the file was not."""
    decision: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file on the screen."""

    row: ImportRow
    sheet: str
    says: str
    """What a new row is about."""
    beside: str
    cells: list[Cell]
    reason: str
    kind: str
    """What a row is that is no data."""

    @property
    def is_open(self) -> bool:
        """Whether a person has to decide it."""
        is_conflict = self.row.outcome == queries.Outcome.CONFLICT
        return is_conflict and self.row.applied_at is None


def line(row: ImportRow, sheets: list[str], fields: Mapping[str, Field]) -> Line:
    """The row with its differences in words."""
    values = row.values
    says = values.get("title") or values.get("matter") or values.get("text") or ""
    beside = str(values.get("enterprise") or "")
    return Line(
        row=row,
        sheet=sheets[row.table],
        says=_short(says) if row.outcome != queries.Outcome.NO_DATA else "",
        beside=beside,
        cells=[_cell(row, fields, *one) for one in row.differences],
        reason=reason(row, fields),
        kind=gettext(_KINDS[row.kind]) if row.kind in _KINDS else "",
    )


def _cell(
    row: ImportRow, fields: Mapping[str, Field], key: str, old: Any, new: Any, *how: Any
) -> Cell:
    side, is_held = how
    field = fields.get(key)
    return Cell(
        key=key,
        name=str(field.name) if field and not field.headings else _heading(field, key),
        old=_short(said(old, field)),
        new=_short(said(new, field)),
        is_held=is_held,
        is_disputed=side == Side.BOTH and not is_held,
        is_left=side == Side.LEDGER,
        decision=str(row.decisions.get(key, "")),
    )


def _heading(field: Field | None, key: str) -> str:
    return field.headings[0] if field else key


def _short(text: object) -> str:
    words = " ".join(str(text).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def said(value: Any, field: Field | None) -> str:  # a JSON value
    """A value in words: codes, days, yes and no as the reader calls them."""
    if value is None or value == "":
        return gettext("(empty)")
    if isinstance(value, bool):
        words = field.choices if field and len(field.choices) == 2 else ()  # noqa: PLR2004
        both = words or (pgettext("fact", "Yes"), pgettext("fact", "No"))
        return str(both[0] if value else both[1])
    for codes in field.codes if field else ():
        if value in set(codes):
            return gettext(codes(value).label)
    if field and field.type is ColumnType.DATE and isinstance(value, str):
        try:
            return wording.day(date.fromisoformat(value))
        except ValueError:
            return value
    return str(value)


def reason(row: ImportRow, fields: Mapping[str, Field]) -> str:
    """Why a row is not taken; empty when it is."""
    if not row.refusal:
        return ""
    given = row.refusal_fields
    if row.refusal == Refusal.UNREADABLE:
        return " ".join(_unreadable(*cell) for cell in given.get("cells", ()))
    if row.refusal in _REFUSALS:
        held = [one for one in row.differences if one[4]]
        names = [_cell(row, fields, *one).name for one in held]
        return gettext(_REFUSALS[Refusal(row.refusal)]).format(
            number=row.number, row=given.get("row", ""), columns="、".join(names)
        )
    kind = named(row.refusal)
    if kind is None:
        return row.refusal
    return str(in_words(kind(**_typed(given))))


def _unreadable(name: str, text: str, why: str) -> str:
    """Under which column stands what, and what would fit."""
    if why not in _LOST:
        return gettext("“{column}”: {reason}").format(column=name, reason=gettext(why))
    wanted = gettext(ColumnType(why).label)
    return gettext("Under “{column}” stands “{text}”; wanted is: {type}.").format(
        column=name, text=_short(text), type=wanted
    )


def _typed(given: Mapping[str, Any]) -> dict[str, object]:
    """Fields of a refusal as they were when it was raised: codes again."""
    codes: dict[str, Any] = {"move": Move, "state": State}
    return {
        name: codes[name](value) if name in codes and value in set(codes[name]) else value
        for name, value in given.items()
    }


def use_of(key: str, fields: Mapping[str, Field]) -> str:
    """What happens to the cells of a column."""
    if key == QUOTE:
        return gettext("kept with a new entry as its source")
    return gettext(_USES[fields[key].use]) if key in fields else gettext("left out")


_USES: Final = {
    "number": _("says which entry a row is"),
    "mark": _("says which version of it was exported"),
    "written": _("written into the entry"),
    "first": _("written for new entries, compared for others"),
    "work": _("compared; only the work changes it"),
    "roster": _("kept in the roster; not compared"),
}
