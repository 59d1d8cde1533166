"""The lists that an office prints: 问题台账, 隐患台账, 实事清单, 未销号清单.

Each has the columns that its readers expect, in their order, and says only what the ledger holds.
The words are Chinese, whoever reads the screen: the form is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext, pgettext
from django.utils.translation import pgettext_lazy as _c

from taizhang.engine.codes import Labelled
from taizhang.ledger.queries import name_of
from taizhang.ledger.queries.listing import RUNNING
from taizhang.reporting.columns import BY_KEY, Column, numbered_rows
from taizhang.reporting.papers import sheet
from taizhang.reporting.papers.sheet import Frame, Heading
from taizhang.reporting.queries import Fact, holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import BinaryIO

    from django_stubs_ext import StrOrPromise

    from taizhang.ledger.models import Ledger
    from taizhang.reporting.workbooks import Cell


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


MOST_ROWS: Final = 20_000
"""More than five hundred pages are no list that anybody reads on paper."""
_NUMBER_WIDTH: Final = 5


class ListKind(Labelled):
    """A printed list; the first three are a ledger's whole form."""

    APPEALS = "appeal", _("Ledger of problems")
    HAZARDS = "hazard", _("Ledger of hazards")
    DEEDS = "deed", _("List of deeds")
    OPEN = "open", _("List of matters not closed")


class Printed(NamedTuple):
    """One column: what it shows, by key of `reporting.columns`, how wide, under which words."""

    key: str
    width: int
    heading: StrOrPromise = ""
    """Empty where the office's usual word stands."""
    is_long: bool = False


_NUMBER: Final = Printed("number", 12)
_ENTERPRISE: Final = Printed("enterprise", 15, is_long=True)
_PEOPLE: Final = (Printed("accountable", 8), Printed("in_charge", 8))
_DUE: Final = Printed("due", 10)
_PROGRESS: Final = Printed("progress", 17, is_long=True)
_CLOSED: Final = (
    Printed("closed", 6),
    Printed("closed_on", 10),
)
_LATE: Final = "late"
"""Key of the column that no other list has: by how many days it is overdue."""
LISTS: Final[dict[ListKind, tuple[Printed, ...]]] = {
    ListKind.APPEALS: (
        _NUMBER,
        _ENTERPRISE,
        Printed("text", 25, _c("printed list", "Problem raised"), is_long=True),
        Printed("category", 8),
        Printed("scope", 6, _c("printed list", "Common or not")),
        Printed("source", 10, is_long=True),
        Printed("registered", 10, _c("printed list", "Raised on")),
        Printed("lead", 11),
        Printed("co_units", 10),
        *_PEOPLE,
        _DUE,
        _PROGRESS,
        Printed("reply", 18, _c("printed list", "Measures and reply"), is_long=True),
        Printed("satisfaction", 7),
        Printed("closed", 6),
    ),
    ListKind.HAZARDS: (
        _NUMBER,
        Printed("enterprise", 18, _c("printed list", "Where"), is_long=True),
        Printed("text", 28, _c("printed list", "Hazard found"), is_long=True),
        Printed("source", 10, _c("printed list", "Found by"), is_long=True),
        Printed("registered", 10, _c("printed list", "Found on")),
        Printed("lead", 12, _c("printed list", "Unit responsible for putting it right")),
        *_PEOPLE,
        Printed("due", 10, _c("printed list", "To be put right by")),
        Printed("progress", 18, _c("printed list", "How far it is put right"), is_long=True),
        Printed("reply", 18, _c("printed list", "What was done"), is_long=True),
        Printed("called_back_by", 9, _c("printed list", "Re-checked by")),
        Printed("called_back", 10, _c("printed list", "Re-checked on")),
        *_CLOSED,
    ),
    ListKind.DEEDS: (
        _NUMBER,
        Printed("title", 22, _c("printed list", "Deed"), is_long=True),
        Printed("text", 34, _c("printed list", "What is done, and what for"), is_long=True),
        Printed("lead", 14, _c("printed list", "Unit responsible")),
        Printed("co_units", 14),
        *_PEOPLE,
        Printed("due", 10, _c("printed list", "To be done by")),
        _PROGRESS,
        Printed("reply", 18, _c("printed list", "What came of it"), is_long=True),
        *_CLOSED,
    ),
    ListKind.OPEN: (
        _NUMBER,
        Printed("ledger", 9),
        _ENTERPRISE,
        Printed("title", 26, is_long=True),
        Printed("lead", 14),
        *_PEOPLE,
        Printed("dispatched", 10),
        _DUE,
        Printed(_LATE, 7, _c("printed list", "Days overdue")),
        Printed("state", 9),
        _PROGRESS,
        Printed("why_not", 18, _c("printed list", "Why it is not closed"), is_long=True),
    ),
}


def lists_for(book: Ledger | None) -> list[ListKind]:
    """The lists that can be printed of a ledger; of all ledgers together what is not closed."""
    own = [kind for kind in ListKind if book is not None and kind.value == book.kind]
    return [*own, ListKind.OPEN]


def listed(kind: ListKind, today: date) -> Q:
    """Which entries belong on it."""
    return holds(Fact.OPEN, today) if kind is ListKind.OPEN else Q()


def title_of(kind: ListKind, book: Ledger | None) -> str:
    """The ledger's own name where it has one."""
    name = gettext(kind.label)
    if book is None or not (book.name or kind is ListKind.OPEN):
        return name
    if kind is ListKind.OPEN:
        return gettext("{list} ({ledger})").format(list=name, ledger=name_of(book))
    return book.name


def print_list(
    target: BinaryIO,
    kind: ListKind,
    book: Ledger | None,
    chunks: Iterable[Sequence[int]],
    *,
    zone: str,
    today: date,
    scope: str = "",
) -> int:
    """Write the entries of these keys, in their order; how many there were."""
    with translation.override("zh-hans"):
        wanted = [(one, _column(one, today)) for one in LISTS[kind]]
        frame = Frame(
            title=title_of(kind, book),
            unit=zone,
            on=today,
            scope=gettext("Chosen: {what}").format(what=scope) if scope else "",
            unit_word=gettext("Drawn up by: "),
            foot=gettext("{n} matters in all.    Filled in by:            Checked by:"),
            nothing=gettext("No matter."),
            pages=gettext("Page &P of &N"),
        )
        headings = [
            Heading(pgettext("column", "Row"), _NUMBER_WIDTH),
            *(
                Heading(str(one.heading or column.heading), one.width, one.is_long)
                for one, column in wanted
            ),
        ]
        rows = numbered_rows([column for _one, column in wanted], chunks)
        return sheet.write(target, frame, headings, rows)


def _column(one: Printed, today: date) -> Column:
    if one.key != _LATE:
        return BY_KEY[one.key]
    return Column(
        one.key, one.heading, one.width, lambda row: _days_late(row.due, row.state, today)
    )


def _days_late(due: date | None, state: str, today: date) -> Cell:
    """Nothing while it is on time, or waits lawfully."""
    late = (today - due).days if due and state in RUNNING else 0
    return late if late > 0 else None
