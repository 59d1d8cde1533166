"""What can be asked about a symposium."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from taizhang.intake.symposiums.models import Remark, Seat, Symposium
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from taizhang.intake.models import Document

Kind = Remark.Kind


def symposiums() -> QuerySet[Symposium]:
    """Every symposium, newest first."""
    return Symposium.objects.select_related("activity__park", "document", "closed_by")


def of_documents(documents: QuerySet[Document]) -> QuerySet[Symposium]:
    """The symposiums whose minutes are among `documents`."""
    return symposiums().filter(document__in=documents)


def listed(found: QuerySet[Symposium]) -> QuerySet[Symposium]:
    """For a list: with how many sit there and how much was raised."""
    return found.annotate(
        seats_count=Count("seats", distinct=True),
        raised_count=Count(
            "remarks", filter=Q(remarks__kind=Kind.RAISED, remarks__is_struck=False), distinct=True
        ),
    ).order_by("closed_at", "-activity__held_on", "-pk")


def seats(symposium: Symposium) -> QuerySet[Seat]:
    """Who sits at the table."""
    return symposium.seats.select_related("enterprise__park")


@dataclass(frozen=True, slots=True)
class Line:
    """A remark with what was answered to it."""

    remark: Remark
    replies: tuple[Remark, ...] = ()


def lines(symposium: Symposium) -> list[Line]:
    """What was said, each with its answers, in the order of the minutes."""
    rows = list(
        symposium.remarks.select_related(
            "seat__enterprise", "unit", "draft", "noted_by", "changed_by"
        ).order_by("position")
    )
    replies: dict[int, list[Remark]] = {}
    for row in rows:
        if row.answers_id:
            replies.setdefault(row.answers_id, []).append(row)
    return [Line(row, tuple(replies.get(row.pk, ()))) for row in rows if row.answers_id is None]


def commitments(found: Iterable[Line]) -> list[tuple[Remark, Remark | None]]:
    """What was promised, each with what it answers; struck ones are left out."""
    promised: list[tuple[Remark, Remark | None]] = []
    for line in found:
        if line.remark.is_struck:
            continue
        if line.remark.kind == Kind.ANSWERED:
            promised.append((line.remark, None))
        promised += [(reply, line.remark) for reply in line.replies if not reply.is_struck]
    return promised


def remarks_at(found: QuerySet[Symposium]) -> QuerySet[Remark]:
    """Everything said at these tables."""
    joined = ("symposium__activity", "symposium__document", "seat__enterprise", "unit", "draft")
    rows = Remark.objects.select_related(*joined, "noted_by", "changed_by")
    return rows.filter(symposium__in=found)


def names_at(symposium: Symposium) -> dict[str, str]:
    """Every name by which a text may call who sits at the table → the name of the seat."""
    seats = list(symposium.seats.select_related("enterprise"))
    codes = {seat.enterprise.code: seat.name for seat in seats if seat.enterprise}
    names = {seat.name: seat.name for seat in seats}
    for name, code in roster.roster_names().enterprises.items():
        if code in codes:
            names.setdefault(name, codes[code])
    for seat in seats:
        if seat.enterprise and seat.enterprise.short_name:
            names.setdefault(seat.enterprise.short_name, seat.name)
    return names
