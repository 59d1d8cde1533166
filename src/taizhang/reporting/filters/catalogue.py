"""Every filter there is, each in one place: a new one is one more line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _c

from taizhang.engine.codes import Category, Satisfaction, Scope
from taizhang.engine.lifecycle import Level, ParkKind
from taizhang.ledger.queries import Signal
from taizhang.reporting.filters import conditions as when
from taizhang.reporting.filters import options as offer
from taizhang.reporting.filters.kinds import Acts, Choice, Days, Filter, Named, Numbers, Words
from taizhang.reporting.filters.own import filters_of
from taizhang.reporting.queries import Fact

if TYPE_CHECKING:
    from taizhang.ledger.models import Ledger

GROUPS: Final = (
    ("matter", _("The matter")),
    ("people", _("Who has it")),
    ("dates", _("Dates")),
    ("facts", _("What became of it")),
    ("own", _("Columns of this ledger")),
)


def _holder(name: str, label: Any) -> Filter:  # noqa: ANN401  # lazy text
    return Filter(name, label, Named(offer.person, "people"), when.held_by(name), "people")


def _actor(name: str, label: Any) -> Filter:  # noqa: ANN401  # lazy text
    return Filter(name, label, Named(offer.anybody, "people"), when.held_by(name), "people")


def _days(name: str, label: Any, column: str, index: str) -> Filter:  # noqa: ANN401
    holds = when.between(column)
    return Filter(name, label, Days(), holds, "dates", window=when.lies_in(column, index, holds))


def _moments(name: str, label: Any, column: str, index: str, days: Days = Days()) -> Filter:  # noqa: ANN401, B008
    holds = when.moments_between(column)
    return Filter(name, label, days, holds, "dates", window=when.lies_in(column, index, holds))


def _times(name: str, label: Any) -> Filter:  # noqa: ANN401
    return Filter(name, label, Numbers(is_whole=True), when.between(name), "facts")


FILTERS: Final[tuple[Filter, ...]] = (
    Filter("state", _("State"), Choice(offer.states), when.states, is_near=True),
    Filter(
        "category",
        _("Category"),
        Choice(offer.codes(Category, none=True)),
        when.one_of("category"),
        is_near=True,
    ),
    Filter(
        "lead", _("Lead unit"), Choice(offer.lead_units), when.unit("lead"), "people", is_near=True
    ),
    Filter(
        "park", _("Industrial park"), Choice(offer.parks), when.park, is_beside=True, is_near=True
    ),
    Filter(
        "signal",
        _c("filter", "Deadline"),
        Choice(offer.codes(Signal)),
        when.shows,
        "dates",
        is_beside=True,
        is_near=True,
    ),
    Filter("mine", _c("filter", "Mine"), Choice(offer.mine, is_single=True), when.mine, "people"),
    Filter(
        "scope",
        _("Common or individual"),
        Choice(offer.codes(Scope, none=True)),
        when.one_of("scope"),
    ),
    Filter(
        "level", _c("filter", "Level"), Choice(offer.codes(Level, none=True)), when.one_of("level")
    ),
    Filter("enterprise", _("Enterprise"), Named(offer.enterprise), when.enterprise, is_beside=True),
    Filter("size", _c("column", "Size"), Choice(offer.sizes), when.size, is_beside=True),
    Filter(
        "industry",
        _c("column", "Industry"),
        Choice(offer.industries),
        when.industry,
        is_beside=True,
    ),
    Filter("source", _("Activity or document"), Words(), when.activity, is_beside=True),
    Filter("campaign", _("Campaign"), Choice(offer.campaigns), when.campaign),
    Filter(
        "also_on",
        _c("column", "Also on the ledger"),
        Choice(offer.books),
        when.also_on,
        is_beside=True,
    ),
    Filter(
        "in_problem",
        _c("filter", "In a common problem"),
        Choice(offer.yes_no),
        when.in_problem,
        is_beside=True,
    ),
    Filter("promised", _("Answered on the spot"), Choice(offer.yes_no), when.promised),
    Filter("open_to", _("On ledgers open to"), Choice(offer.open_to), when.open_to),
    Filter(
        "co_unit", _("Co-unit"), Choice(offer.lead_units), when.co_unit, "people", is_beside=True
    ),
    Filter(
        "co_signal",
        _("A co-unit"),
        Choice(offer.co_signals),
        when.co_signal,
        "dates",
        is_beside=True,
    ),
    Filter(
        "first_receiver",
        _("First receiver"),
        Choice(offer.lead_units),
        when.unit("first_receiver"),
        "people",
    ),
    _holder("in_charge", _("Person in charge")),
    _holder("accountable", _("Accountable leader")),
    _holder("watcher", _("Watcher")),
    Filter(
        "officer",
        _c("column", "Chief service officer"),
        Named(offer.person, "people"),
        when.officer,
        "people",
        is_beside=True,
    ),
    _holder("visitor", _c("column", "Visitor")),
    _actor("registered_by", _c("column", "Registered by")),
    _actor("answered_by", _c("column", "Answered by")),
    _actor("called_back_by", _c("column", "Called back by")),
    _actor("closed_by", _c("column", "Closed by")),
    _moments(
        "registered",
        _c("filter", "Registered"),
        "registered_at",
        "entry_registered",
        Days(("start", "end")),
    ),
    _moments("dispatched_on", _c("column", "Dispatched on"), "dispatched_at", "entry_dispatched"),
    _days("first_due", _c("column", "First due date"), "original_due", "entry_first_due"),
    _days("due", _("Due date"), "due", "entry_due"),
    _moments("answered_on", _c("column", "Answered on"), "answered_at", "entry_answered"),
    _moments(
        "called_back_on", _c("column", "Called back on"), "called_back_at", "entry_called_back"
    ),
    _moments("closed_on", _("Closed on"), "closed_at", "entry_closed"),
    _moments("changed_on", _c("column", "Last changed on"), "changed_at", "entry_changed"),
    _days("parked_until", _c("column", "Parked until"), "review_on", "entry_parked_until"),
    _days("visit_on", _c("column", "Visit planned on"), "visit_on", "entry_to_be_visited"),
    Filter(
        "act",
        _c("filter", "An act, on days"),
        Acts(offer.acts),
        when.acted,
        "dates",
        is_beside=True,
        window=when.acted_in,
    ),
    Filter(
        "overdue_by",
        _("Overdue by at least so many days"),
        Numbers(is_whole=True, has_most=False),
        when.overdue_by,
        "dates",
    ),
    Filter("on_time", _c("filter", "On time"), Choice(offer.yes_no_unknown), when.on_time, "facts"),
    Filter(
        "on_time_first",
        _("By the first date"),
        Choice(offer.yes_no_unknown),
        when.on_time_first,
        "facts",
    ),
    Filter("closed", _c("filter", "Closed"), Choice(offer.yes_no), when.closed, "facts"),
    Filter("solved", _c("filter", "Solved"), Choice(offer.yes_no_unknown), when.solved, "facts"),
    Filter(
        "satisfied",
        _c("filter", "Satisfied"),
        Choice(offer.yes_no_unknown),
        when.satisfied,
        "facts",
    ),
    Filter(
        "satisfaction",
        _c("column", "Satisfaction"),
        Choice(offer.codes(Satisfaction, none=True)),
        when.one_of("satisfaction"),
        "facts",
    ),
    Filter(
        "reopened",
        _c("filter", "Reopened"),
        Choice(offer.yes_no),
        when.more_than_none("reopen_count"),
        "facts",
    ),
    _times("reopen_count", _c("column", "Times reopened")),
    _times("dispatch_count", _c("column", "Times dispatched")),
    Filter(
        "designated",
        _c("column", "Designated"),
        Choice(offer.yes_no),
        when.flag("designated"),
        "facts",
    ),
    Filter(
        "extended",
        _c("filter", "Extended"),
        Choice(offer.yes_no),
        when.more_than_none("extension_count"),
        "facts",
    ),
    _times("extension_count", _c("column", "Times extended")),
    Filter(
        "evidence",
        _c("filter", "With evidence"),
        Choice(offer.yes_no),
        when.more_than_none("evidence"),
        "facts",
    ),
    Filter("parked", _c("filter", "Parked"), Choice(offer.yes_no), when.parked, "facts"),
    Filter(
        "park_kind",
        _c("column", "Why parked"),
        Choice(offer.codes(ParkKind)),
        when.park_kind,
        "facts",
    ),
    Filter(
        "broadcast",
        _c("filter", "Each unit answers"),
        Choice(offer.yes_no),
        when.flag("is_broadcast"),
        "facts",
    ),
    Filter("merged", _c("filter", "Merged"), Choice(offer.yes_no), when.merged, "facts"),
    Filter(
        "fact",
        _c("filter", "Figure"),
        Choice(offer.codes(Fact), is_single=True),
        when.figure,
        "facts",
    ),
    Filter(
        "desk",
        _c("filter", "Desk"),
        Choice(offer.desk, is_single=True),
        when.on_desk,
        "facts",
        is_beside=True,
    ),
)
"""In the order of the form."""


def filters_for(ledger: Ledger | None) -> tuple[Filter, ...]:
    """All of them, and those of the ledger's own columns."""
    return (*FILTERS, *filters_of(ledger)) if ledger is not None else FILTERS
