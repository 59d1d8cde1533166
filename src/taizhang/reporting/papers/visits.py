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
    from datetime import date, datetime

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


def facts_of(activity: Activity) -> dict[str, str | date | None]:
    """When, where, who and with whom; of a single enterprise how to reach it."""
    firms = list(activity.enterprises.all())
    return {
        "subject": activity.title,
        "day": activity.held_on,
        "place": activity.place,
        "people": "、".join(one.name for one in activity.people.all()),
        "caller": activity.organizer,
        "firms": "、".join(one.name for one in firms),
        **(_of_firm(firms[0]) if len(firms) == 1 else {}),
    }


def _of_firm(firm: Enterprise) -> dict[str, str]:
    contacts = [one for one in firm.contacts.all() if one.is_active]
    return {
        "code": firm.credit_code or "",
        "park": str(firm.park or ""),
        "contact": "、".join(one.name for one in contacts),
        "phone": "、".join(one.phone for one in contacts if one.phone),
    }


def _facts(activity: Activity) -> list[tuple[str, ...]]:
    known = facts_of(activity)
    said = {key: value if isinstance(value, str) else "" for key, value in known.items()}
    rows: list[tuple[str, ...]] = [
        (gettext("Subject"), said["subject"]),
        (
            gettext("When"),
            day(activity.held_on) if activity.held_on else "",
            gettext("Place"),
            said["place"],
        ),
        (gettext("Who went"), said["people"], gettext("Called by"), said["caller"]),
        (gettext("Enterprises visited"), said["firms"]),
    ]
    if "code" in said:
        rows += [
            (gettext("Credit code"), said["code"], gettext("Park"), said["park"]),
            (gettext("Contact"), said["contact"], gettext("Telephone"), said["phone"]),
        ]
    return rows


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
