"""Notable cases: what was solved, had to be begun again, is overdue; each by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext

from taizhang.engine.codes import Category, LedgerKind, Satisfaction
from taizhang.reporting.bulletins.blocks import Block, BlockKind, Source
from taizhang.reporting.bulletins.flow import Flow
from taizhang.reporting.bulletins.sentences import clipped, ended
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry
    from taizhang.reporting.bulletins.flow import Scope


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


MOST_CASES: Final = 3
MOST_LATE: Final = 30
_LONGEST_REPLY: Final = 90
_LATE_HEAD: Final = (
    _("Number"),
    _("Matter"),
    _("Lead unit"),
    _("Person in charge"),
    _("Due date"),
    _("Days overdue"),
)
_LATE_WIDTHS: Final = (6, 8, 4, 3, 5, 2)


def solved_cases(scope: Scope) -> list[Block]:
    """Closed in the period and solved, as the requester says: those of most requesters first."""
    found = scope.rows().filter(scope.holds(Flow.SOLVED))
    return [
        _block(entry, _solved(entry))
        for entry in _first(found, "-requesters_here", "-closed_at", "-id")
    ]


def hard_cases(scope: Scope) -> list[Block]:
    """Open, and begun again at least once: an answer that did not hold."""
    found = scope.rows().filter(scope.holds(Flow.OPEN), reopen_count__gt=0)
    return [
        _block(entry, _reopened(entry)) for entry in _first(found, "-reopen_count", "due", "id")
    ]


def _first(found: QuerySet[Entry], *order: str) -> list[Entry]:
    ordered = found.annotate(requesters_here=Count("requesters", distinct=True)).order_by(*order)
    return list(
        ordered.select_related("ledger", "lead").prefetch_related("requesters")[:MOST_CASES]
    )


def _block(entry: Entry, text: str) -> Block:
    return Block(
        f"case-{entry.number}",
        BlockKind.TEXT,
        text,
        (Source(entry.number, number=entry.number),),
    )


def who_asked(entry: Entry) -> str:
    """Whose matter it is: at most three by name."""
    names = [one.name for one in entry.requesters.all()]
    if len(names) <= 3:  # noqa: PLR2004  # as many as a line holds
        return "、".join(names)
    return gettext("{names} and others, {n} in all").format(
        names="、".join(names[:3]), n=len(names)
    )


def raised(entry: Entry) -> str:
    """Who raised what, by its number; a hazard or a deed has nobody who asks."""
    said = {"title": entry.title.rstrip("。"), "number": entry.number, "who": who_asked(entry)}
    if said["who"] and entry.ledger.kind == LedgerKind.APPEAL:
        return gettext("{who} raised “{title}” ({number})").format(**said)
    return gettext("“{title}” ({number})").format(**said)


def _solved(entry: Entry) -> str:
    reply = ended(clipped(entry.reply, _LONGEST_REPLY))
    at = entry.answered_at
    told = gettext("{raised}: {lead} took the lead and replied on {day}: {reply}").format(
        raised=raised(entry),
        lead=entry.lead.name if entry.lead else "",
        day=day(timezone.localdate(at)) if at else "",
        reply=reply,
    )
    if not entry.satisfaction:
        return told + gettext("Asked back, the requester says that it is solved.")
    return told + gettext(
        "Asked back, the requester says that it is solved, and rates it “{rating}”."
    ).format(rating=gettext(Satisfaction(entry.satisfaction).label))


def _reopened(entry: Entry) -> str:
    return gettext("{raised}: led by {lead}, begun again {n} times, not solved yet.").format(
        raised=raised(entry),
        lead=entry.lead.name if entry.lead else gettext("nobody yet"),
        n=entry.reopen_count,
    )


def overdue(scope: Scope, count: int) -> list[Block]:
    """The list by name: what is late longest stands first."""
    if not count:
        return []
    source = scope.source(Flow.OVERDUE, gettext("What is overdue"))
    if count <= MOST_LATE:
        said = (
            gettext("These {n} matters are overdue:")
            if count > 1
            else gettext("This matter is overdue:")
        )
    else:
        said = gettext("{n} matters are overdue; the {most} longest are:")
    rows = (
        scope.rows()
        .filter(scope.holds(Flow.OVERDUE))
        .select_related("lead", "in_charge")
        .order_by(F("due").asc(), "id")[:MOST_LATE]
    )
    table = [
        (
            entry.number,
            clipped(entry.title, 40),
            str(entry.lead or ""),
            str(entry.in_charge or ""),
            entry.due.isoformat(),
            (scope.today - entry.due).days,
        )
        for entry in rows
        if entry.due
    ]
    return [
        Block(
            "overdue",
            BlockKind.TABLE,
            said.format(n=count, most=MOST_LATE),
            (source,),
            tuple(gettext(word) for word in _LATE_HEAD),
            tuple(table),
            _LATE_WIDTHS,
        )
    ]


def common(scope: Scope, *, in_full: bool) -> list[Block]:
    """Problems that many share, by category; `in_full` each with its entries."""
    found = list(
        scope.rows()
        .filter(scope.holds(Flow.COMMON))
        .select_related("ledger", "lead")
        .prefetch_related("requesters")
        .order_by("category", "registered_at", "id")
    )
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        groups.setdefault(entry.category, []).append(entry)
    blocks: list[Block] = []
    for code, entries in sorted(groups.items(), key=lambda one: (-len(one[1]), one[0])):
        name = gettext(Category(code).label) if code else gettext("No category")
        if in_full:
            blocks.append(Block(f"common-head-{code}", BlockKind.HEADING, name))
        source = scope.source(Flow.COMMON, name, category=code or "-")
        blocks.append(Block(f"common-{code}", BlockKind.TEXT, _shared(name, entries), (source,)))
        if in_full:
            blocks += [_block(entry, _how_far(entry)) for entry in entries[:MOST_LATE]]
    return blocks


def _shared(name: str, entries: list[Entry]) -> str:
    firms = {one.name for entry in entries for one in entry.requesters.all()}
    leads = dict.fromkeys(entry.lead.name for entry in entries if entry.lead)
    shut = sum(entry.closed_at is not None for entry in entries)
    said = gettext("{category}: {n} common problems").format(category=name, n=len(entries))
    if firms:
        said += gettext(", of {n} requesters").format(n=len(firms))
    if leads:
        said += gettext(", led by {units}").format(units="、".join(leads))
    if shut == len(entries):
        return said + gettext("; all are closed.")
    if shut:
        return said + gettext("; {n} are closed.").format(n=shut)
    return said + gettext("; none is closed yet.")


def _how_far(entry: Entry) -> str:
    if entry.reply:
        return gettext("{raised}: {reply}").format(
            raised=raised(entry), reply=ended(clipped(entry.reply, _LONGEST_REPLY))
        )
    if entry.lead:
        return gettext("{raised}: with {lead}, not answered yet.").format(
            raised=raised(entry), lead=entry.lead.name
        )
    return gettext("{raised}: not dispatched yet.").format(raised=raised(entry))
