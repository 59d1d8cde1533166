"""Every filter there is, each in one place: a new one is one more line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _c

from taizhang.engine.codes import Category, Satisfaction, Scope
from taizhang.engine.lifecycle import State
from taizhang.engine.moves import Level
from taizhang.ledger.models import Campaign, Column
from taizhang.ledger.queries import Signal
from taizhang.reporting import waiting
from taizhang.reporting.columns import SIZES
from taizhang.reporting.filters import conditions as when
from taizhang.reporting.filters.kinds import (
    NONE_GIVEN,
    Choice,
    Days,
    Filter,
    Named,
    Numbers,
    Words,
)
from taizhang.reporting.queries import Fact
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.engine.codes import Labelled
    from taizhang.ledger.models import Ledger
    from taizhang.reporting.filters.kinds import Options, Reader

GROUPS: Final = (
    ("matter", _("The matter")),
    ("people", _("Who has it")),
    ("dates", _("Dates")),
    ("facts", _("What became of it")),
    ("own", _("Columns of this ledger")),
)


def _codes(codes: type[Labelled], *, none: bool = False) -> Callable[[Reader], Options]:
    def options(_reader: Reader) -> Options:
        found = [(code.value, gettext(code.label)) for code in codes if code.label]
        return [*found, (NONE_GIVEN, gettext("None"))] if none else found

    return options


def _states(_reader: Reader) -> Options:
    return [(when.OPEN, gettext("All open")), *_codes(State)(_reader)]


def _lead_units(_reader: Reader) -> Options:
    found = [(unit.code, str(unit)) for unit in roster.lead_units()]
    return [*found, (NONE_GIVEN, gettext("None"))]


def _parks(_reader: Reader) -> Options:
    return [(park.code, park.name) for park in roster.parks()]


def _sizes(_reader: Reader) -> Options:
    return [(code, gettext(words)) for code, words in SIZES.items()]


def _campaigns(_reader: Reader) -> Options:
    return [(one.code, one.name) for one in Campaign.objects.all()]


def _open_to(_reader: Reader) -> Options:
    return [(when.EVERYBODY, gettext("All officials")), (when.SOME, gettext("Some only"))]


def _yes_no(_reader: Reader) -> Options:
    return [(when.YES, gettext("Yes")), (when.NO, gettext("No"))]


def _yes_no_unknown(reader: Reader) -> Options:
    return [*_yes_no(reader), (when.UNKNOWN, gettext("Not known"))]


def _co_signals(_reader: Reader) -> Options:
    return [
        (when.LATE, gettext("is late")),
        (when.NEAR, gettext("is due soon")),
        (when.ASKING, gettext("waits for more time")),
    ]


def _mine(_reader: Reader) -> Options:
    return [("1", gettext("Yes"))]


def _desk(reader: Reader) -> Options:
    columns = waiting.columns(reader.person, today=reader.today)
    return [(one.key, gettext(one.title)) for column in columns for one in column.groups]


def _person(word: str, _reader: Reader) -> list[Any]:
    exact = list(roster.people().filter(code=word)[:1])
    return exact or list(roster.people().filter(name=word, unit__isnull=False)[:6])


def _enterprise(word: str, _reader: Reader) -> list[Any]:
    found = roster.enterprises()
    exact = list(found.filter(Q(code=word) | Q(name=word))[:1])
    called = Q(short_name=word) | Q(aliases__name=word) | Q(credit_code=word.upper())
    return exact or list(found.filter(called).distinct()[:6])


def _holder(name: str, label: Any) -> Filter:  # noqa: ANN401  # lazy text
    return Filter(name, label, Named(_person, "people"), when.held_by(name), "people")


FILTERS: Final[tuple[Filter, ...]] = (
    Filter("state", _("State"), Choice(_states), when.states, is_near=True),
    Filter(
        "category",
        _("Category"),
        Choice(_codes(Category, none=True)),
        when.one_of("category"),
        is_near=True,
    ),
    Filter("lead", _("Lead unit"), Choice(_lead_units), when.lead, "people", is_near=True),
    Filter("park", _("Industrial park"), Choice(_parks), when.park, is_beside=True, is_near=True),
    Filter(
        "signal",
        _c("filter", "Deadline"),
        Choice(_codes(Signal)),
        when.shows,
        "dates",
        is_beside=True,
        is_near=True,
    ),
    Filter("mine", _c("filter", "Mine"), Choice(_mine, is_single=True), when.mine, "people"),
    Filter(
        "scope",
        _("Common or individual"),
        Choice(_codes(Scope, none=True)),
        when.one_of("scope"),
    ),
    Filter("level", _c("filter", "Level"), Choice(_codes(Level, none=True)), when.one_of("level")),
    Filter("enterprise", _("Enterprise"), Named(_enterprise), when.enterprise, is_beside=True),
    Filter("size", _c("column", "Size"), Choice(_sizes), when.size, is_beside=True),
    Filter("source", _("Activity or document"), Words(), when.activity, is_beside=True),
    Filter("campaign", _("Campaign"), Choice(_campaigns), when.campaign),
    Filter("open_to", _("On ledgers open to"), Choice(_open_to), when.open_to),
    Filter("co_unit", _("Co-unit"), Choice(_lead_units), when.co_unit, "people", is_beside=True),
    Filter(
        "co_signal",
        _("A co-unit"),
        Choice(_co_signals),
        when.co_signal,
        "dates",
        is_beside=True,
    ),
    _holder("in_charge", _("Person in charge")),
    _holder("accountable", _("Accountable leader")),
    _holder("watcher", _("Watcher")),
    Filter(
        "officer",
        _c("column", "Chief service officer"),
        Named(_person, "people"),
        when.officer,
        "people",
        is_beside=True,
    ),
    Filter(
        "registered",
        _c("filter", "Registered"),
        Days(("start", "end")),
        when.moments_between("registered_at"),
        "dates",
    ),
    Filter(
        "dispatched_on",
        _c("column", "Dispatched on"),
        Days(),
        when.moments_between("dispatched_at"),
        "dates",
    ),
    Filter("due", _("Due date"), Days(), when.between("due"), "dates"),
    Filter("closed_on", _("Closed on"), Days(), when.moments_between("closed_at"), "dates"),
    Filter(
        "overdue_by",
        _("Overdue by at least so many days"),
        Numbers(is_whole=True, has_most=False),
        when.overdue_by,
        "dates",
    ),
    Filter("on_time", _c("filter", "On time"), Choice(_yes_no_unknown), when.on_time, "facts"),
    Filter(
        "on_time_first",
        _("By the first date"),
        Choice(_yes_no_unknown),
        when.on_time_first,
        "facts",
    ),
    Filter("closed", _c("filter", "Closed"), Choice(_yes_no), when.closed, "facts"),
    Filter("solved", _c("filter", "Solved"), Choice(_yes_no_unknown), when.solved, "facts"),
    Filter(
        "satisfied", _c("filter", "Satisfied"), Choice(_yes_no_unknown), when.satisfied, "facts"
    ),
    Filter(
        "satisfaction",
        _c("column", "Satisfaction"),
        Choice(_codes(Satisfaction, none=True)),
        when.one_of("satisfaction"),
        "facts",
    ),
    Filter("reopened", _c("filter", "Reopened"), Choice(_yes_no), when.reopened, "facts"),
    Filter("parked", _c("filter", "Parked"), Choice(_yes_no), when.parked, "facts"),
    Filter(
        "broadcast", _c("filter", "Each unit answers"), Choice(_yes_no), when.broadcast, "facts"
    ),
    Filter("merged", _c("filter", "Merged"), Choice(_yes_no), when.merged, "facts"),
    Filter(
        "fact", _c("filter", "Figure"), Choice(_codes(Fact), is_single=True), when.figure, "facts"
    ),
    Filter(
        "desk",
        _c("filter", "Desk"),
        Choice(_desk, is_single=True),
        when.on_desk,
        "facts",
        is_beside=True,
    ),
)
"""In the order of the form."""


def filters_for(ledger: Ledger | None) -> tuple[Filter, ...]:
    """All of them, and those of the ledger's own columns."""
    if ledger is None:
        return FILTERS
    own = Column.objects.filter(ledger=ledger, known_as="", is_retired=False)
    return (*FILTERS, *(_own(column) for column in own))


def _own(column: Column) -> Filter:
    """By a column that the ledger itself brings: the operators follow from its type."""
    name, key = f"own_{column.key}", column.pk
    kind: Any
    if column.type == Column.Type.DATE:
        kind, holds = Days(), when.own_between(key, "day")
    elif column.type == Column.Type.NUMBER:
        kind, holds = Numbers(), when.own_between(key, "number")
    elif column.type == Column.Type.YES_NO:
        kind, holds = Choice(_answers(column.choices)), when.own_fact(key)
    elif column.type == Column.Type.CHOICE:
        kind, holds = Choice(_listed(column.choices)), when.own_choice(key)
    elif column.type == Column.Type.LONG_TEXT:
        kind, holds = Words(), when.own_long_text(column)
    else:
        kind, holds = Words(), when.own_text(key)
    return Filter(name, column.name, kind, holds, "own", is_beside=True)


def _answers(words: list[str]) -> Callable[[Reader], Options]:
    """Yes and no, in the words of the column where it has some."""
    if len(words) != 2:  # noqa: PLR2004
        return _yes_no_unknown
    said = ((when.YES, str(words[0])), (when.NO, str(words[1])))
    return lambda _reader: [*said, (when.UNKNOWN, gettext("Not known"))]


def _listed(choices: list[str]) -> Callable[[Reader], Options]:
    return lambda _reader: [
        *((str(one), str(one)) for one in choices),
        (NONE_GIVEN, gettext("None")),
    ]
