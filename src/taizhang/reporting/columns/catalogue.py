"""Every column there is, each in one place: a new one is one more line here."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import pgettext_lazy as _c

from taizhang.engine.codes import Category, LedgerKind, Satisfaction, Scope
from taizhang.engine.lifecycle import Level, Move, ParkKind, State
from taizhang.engine.sheets.row_marks import mark_of
from taizhang.reporting.columns import cells
from taizhang.reporting.columns.cells import SIZES, day, facts, named
from taizhang.reporting.columns.kinds import Column

COLUMNS: Final[tuple[Column, ...]] = (
    Column("number", _c("column", "Number"), 16, lambda entry: entry.number, order="number"),
    Column(
        "ledger",
        _c("column", "Ledger"),
        10,
        lambda entry: entry.ledger.name or entry.ledger.kind,
        words=named(LedgerKind),
    ),
    Column(
        "enterprise",
        _c("column", "Enterprise"),
        28,
        lambda entry: cells.several(r.name for r in entry.requesters.all()),
        needs="requesters",
    ),
    Column(
        "credit_code",
        _c("column", "Unified social credit code"),
        22,
        cells.of_enterprises(lambda one: one.credit_code),
        needs="enterprises",
    ),
    Column(
        "park",
        _c("column", "Park"),
        16,
        cells.of_enterprises(lambda one: one.park),
        needs="enterprises",
    ),
    Column(
        "industry",
        _c("column", "Industry"),
        10,
        cells.of_enterprises(lambda one: one.industry),
        needs="enterprises",
    ),
    Column(
        "size",
        _c("column", "Size"),
        8,
        cells.of_enterprises(lambda one: gettext(SIZES[one.size]) if one.size else ""),
        needs="enterprises",
    ),
    Column("contact", _c("column", "Contact"), 12, cells.contacts("name"), needs="contacts"),
    Column("phone", _c("column", "Telephone"), 16, cells.contacts("phone"), needs="contacts"),
    Column(
        "officer",
        _c("column", "Chief service officer"),
        12,
        cells.of_enterprises(lambda one: one.service_officer),
        needs="enterprises",
    ),
    Column(
        "source",
        _c("column", "Source"),
        28,
        cells.source,
        needs="source",
        words=lambda: {"": gettext("By hand")},
        reads=("activity", "draft"),
    ),
    Column("also_on", _c("column", "Also on the ledger"), 16, cells.also_on, needs="listings"),
    Column(
        "registered",
        _c("column", "Registered on"),
        12,
        lambda entry: day(entry.registered_at),
        order="registered",
        reads=("registered_at",),
    ),
    Column(
        "registered_by",
        _c("column", "Registered by"),
        12,
        lambda entry: str(entry.registered_by or ""),
        needs="registered_by",
    ),
    Column(
        "category",
        _c("column", "Category"),
        12,
        lambda entry: entry.category,
        words=named(Category),
        order="category",
    ),
    Column("title", _c("column", "Matter"), 36, lambda entry: entry.title),
    Column("text", _c("column", "In full"), 48, lambda entry: entry.text),
    Column("promise", _c("column", "Answered on the spot"), 36, lambda entry: entry.promise),
    Column(
        "scope",
        _c("column", "Common or individual"),
        10,
        lambda entry: entry.scope,
        words=named(Scope),
    ),
    Column(
        "lead",
        _c("column", "Lead unit"),
        18,
        lambda entry: entry.lead.name if entry.lead else "",
        order="lead",
    ),
    Column(
        "first_receiver",
        _c("column", "First receiver"),
        18,
        lambda entry: entry.first_receiver.name if entry.first_receiver else "",
        needs="first_receiver",
    ),
    Column("co_units", _c("column", "Co-units"), 24, cells.co_units, needs="assignments"),
    Column(
        "accountable",
        _c("column", "Accountable leader"),
        12,
        lambda entry: str(entry.accountable or ""),
    ),
    Column(
        "in_charge",
        _c("column", "Person in charge"),
        12,
        lambda entry: str(entry.in_charge or ""),
        order="charge",
    ),
    Column("watcher", _c("column", "Watcher"), 12, lambda entry: str(entry.watcher or "")),
    Column(
        "dispatched",
        _c("column", "Dispatched on"),
        12,
        lambda entry: day(entry.dispatched_at),
        reads=("dispatched_at",),
    ),
    Column(
        "dispatch_count",
        _c("column", "Times dispatched"),
        10,
        lambda entry: entry.dispatch_count,
    ),
    Column(
        "designated",
        _c("column", "Designated"),
        10,
        lambda entry: entry.designated,
        words=facts,
    ),
    Column(
        "first_due",
        _c("column", "First due date"),
        12,
        lambda entry: entry.original_due,
        reads=("original_due",),
    ),
    Column("due", _c("column", "Due date"), 12, lambda entry: entry.due, order="due"),
    Column(
        "extension_count",
        _c("column", "Times extended"),
        10,
        lambda entry: entry.extension_count,
    ),
    Column(
        "level",
        _c("column", "Level"),
        12,
        lambda entry: entry.level,
        words=named(Level),
    ),
    Column(
        "state",
        _c("column", "State"),
        12,
        lambda entry: entry.state,
        words=named(State),
        order="state",
    ),
    Column(
        "progress",
        _c("column", "Progress"),
        36,
        lambda entry: cells.said(entry, Move.PROGRESS, "text"),
        needs="events",
    ),
    Column("reply", _c("column", "Reply"), 48, lambda entry: entry.reply),
    Column(
        "answered",
        _c("column", "Answered on"),
        12,
        lambda entry: day(entry.answered_at),
        reads=("answered_at",),
    ),
    Column(
        "answered_by",
        _c("column", "Answered by"),
        12,
        lambda entry: str(entry.answered_by or ""),
        needs="answered_by",
    ),
    Column("on_time", _c("column", "On time"), 8, lambda entry: entry.on_time, words=facts),
    Column(
        "solved",
        _c("column", "Solved"),
        8,
        lambda entry: entry.is_solved,
        words=facts,
        reads=("is_solved",),
    ),
    Column(
        "why_not", _c("column", "Why not yet"), 28, cells.why_not, needs="events", reads=("state",)
    ),
    Column(
        "park_kind",
        _c("column", "Why parked"),
        16,
        cells.park_kind,
        words=named(ParkKind),
        reads=("park_kind", "state"),
    ),
    Column("review_on", _c("column", "Parked until"), 12, lambda entry: entry.review_on),
    Column("visit_on", _c("column", "Visit planned on"), 12, lambda entry: entry.visit_on),
    Column(
        "visitor",
        _c("column", "Visitor"),
        12,
        lambda entry: str(entry.visitor or ""),
        needs="visitor",
    ),
    Column(
        "called_back_by",
        _c("column", "Called back by"),
        12,
        lambda entry: str(entry.called_back_by or ""),
        needs="called_back_by",
    ),
    Column(
        "called_back",
        _c("column", "Called back on"),
        12,
        lambda entry: day(entry.called_back_at),
        reads=("called_back_at",),
    ),
    Column(
        "satisfaction",
        _c("column", "Satisfaction"),
        12,
        lambda entry: entry.satisfaction,
        words=named(Satisfaction),
    ),
    Column(
        "closed",
        _c("column", "Closed"),
        8,
        lambda entry: entry.state == State.CLOSED.value,
        words=facts,
        reads=("state",),
    ),
    Column(
        "closed_on",
        _c("column", "Closed on"),
        12,
        lambda entry: day(entry.closed_at),
        order="closed",
        reads=("closed_at",),
    ),
    Column(
        "closed_by",
        _c("column", "Closed by"),
        12,
        lambda entry: str(entry.closed_by or ""),
        needs="closed_by",
    ),
    Column(
        "reopened",
        _c("column", "Times reopened"),
        10,
        lambda entry: entry.reopen_count,
        reads=("reopen_count",),
    ),
    Column("evidence", _c("column", "Files of evidence"), 10, lambda entry: entry.evidence),
    Column(
        "changed",
        _c("column", "Last changed on"),
        12,
        lambda entry: day(entry.changed_at),
        order="changed",
        reads=("changed_at",),
    ),
)
MARK: Final = Column(
    "mark", _c("column", "Row mark"), 18, lambda entry: mark_of(entry.number, entry.version)
)
"""Of a file that may come back: which version of an entry each row is; nobody chooses it."""
