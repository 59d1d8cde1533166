"""The record of a visit (走访记录表): one page to be signed, filled with what is known.

What nobody wrote down stays an empty cell, to be filled in by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext

from taizhang.engine.codes import ActivityKind
from taizhang.reporting.papers.paper import Paper
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from taizhang.intake.models import Activity
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Enterprise


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


MOST_MATTERS: Final = 30
_TITLES: Final = {
    ActivityKind.SYMPOSIUM: _("Record of a symposium"),
    ActivityKind.MEETING: _("Record of a meeting"),
    ActivityKind.INSPECTION: _("Record of an inspection"),
}
_VISIT: Final = _("Record of a visit")


def visit_record(activity: Activity, entries: QuerySet[Entry], *, zone: str, at: datetime) -> Paper:
    """The record in Chinese; `entries` are those that who draws it up sees."""
    matters = list(
        entries.filter(activity=activity)
        .select_related("lead", "in_charge")
        .prefetch_related("requesters")
        .order_by("id")[:MOST_MATTERS]
    )
    with translation.override("zh-hans"):
        title = gettext(_TITLES.get(ActivityKind(activity.kind), _VISIT))
        paper = Paper(subject=f"{title} {activity.title}", author=zone, at=at)
        paper.title(title)
        paper.grid([*_facts(activity), *_said(matters), *_below()])
    return paper


def _facts(activity: Activity) -> list[tuple[str, ...]]:
    firms = list(activity.enterprises.all())
    only = firms[0] if len(firms) == 1 else None
    rows: list[tuple[str, ...]] = [
        (gettext("Subject"), activity.title),
        (
            gettext("When"),
            day(activity.held_on) if activity.held_on else "",
            gettext("Place"),
            activity.place,
        ),
        (
            gettext("Who went"),
            "、".join(one.name for one in activity.people.all()),
            gettext("Called by"),
            activity.organizer,
        ),
        (gettext("Enterprises visited"), "、".join(one.name for one in firms)),
    ]
    if only is not None:
        rows += _of_firm(only)
    return rows


def _of_firm(firm: Enterprise) -> list[tuple[str, ...]]:
    contacts = [one for one in firm.contacts.all() if one.is_active]
    return [
        (
            gettext("Credit code"),
            firm.credit_code or "",
            gettext("Park"),
            str(firm.park or ""),
        ),
        (
            gettext("Contact"),
            "、".join(one.name for one in contacts),
            gettext("Telephone"),
            "、".join(one.phone for one in contacts if one.phone),
        ),
    ]


def _said(matters: list[Entry]) -> list[tuple[str, ...]]:
    several = len(matters) > 1

    def told(place: int, text: str) -> str:
        return f"{place}.{text}" if several else text

    raised = [told(at, one.text) for at, one in enumerate(matters, 1)]
    promised = [told(at, one.promise) for at, one in enumerate(matters, 1) if one.promise]
    given = [told(at, _given(one)) for at, one in enumerate(matters, 1) if one.lead]
    return [
        (gettext("Problems and wishes"), "\n".join(raised)),
        (gettext("Answered on the spot"), "\n".join(promised)),
        (gettext("To whom it was given"), "\n".join(given)),
    ]


def _given(entry: Entry) -> str:
    said = gettext("{number}, led by {lead}").format(
        number=entry.number, lead=entry.lead.name if entry.lead else ""
    )
    if entry.due:
        said += gettext(", due on {day}").format(day=day(entry.due))
    return said


def _below() -> list[tuple[str, ...]]:
    return [
        (gettext("Remarks"), ""),
        (gettext("Signed by who went"), "", gettext("Signed by the enterprise"), ""),
    ]
