"""What the extractor claims becomes rows: activities and drafts, in one transaction."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from taizhang.engine import extract
from taizhang.intake.fingerprint import fingerprint
from taizhang.intake.models import Activity, Document, Draft
from taizhang.intake.services.naming import Names
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from taizhang.engine.extract.result import Extraction
    from taizhang.engine.text.article import PartialDate

_TITLE: Final = 200
_SHORT: Final = 100
_AHEAD: Final = timedelta(days=60)
"""A day without a year lies at most so far ahead of the document's date; else it was last year."""


def inferred(said: PartialDate | None, on: date) -> tuple[date | None, bool]:
    """A date of the text as a day, and whether its year was inferred from `on`."""
    if said is None:
        return None, False
    if said.year is not None:
        return date(said.year, said.month, said.day), said.inferred
    for year in (on.year, on.year - 1):
        try:
            found = date(year, said.month, said.day)
        except ValueError:  # 29 February
            continue
        if found <= on + _AHEAD:
            return found, True
    return None, False


def _own_date(document: Document, extraction: Extraction) -> date | None:
    """The document's date: as told by its sender, else as it says itself with its year."""
    if document.dated:
        return document.dated
    said = [article.date for article in extraction.articles]
    said += [activity.date for activity in extraction.activities]
    days = [date(d.year, d.month, d.day) for d in said if d and d.year and not d.inferred]
    return max(days, default=None)


def _activity(
    document: Document, found: dict[str, Any], said: PartialDate | None, on: date
) -> Activity:
    held_on, year_inferred = inferred(said, on)
    start, end = found["span"]
    return Activity(
        document=document,
        key=found["id"],
        kind=found["kind"],
        title=found["title"][:_TITLE],
        held_on=held_on,
        year_inferred=year_inferred,
        place=(found["place"] or "")[:_SHORT],
        organizer=(found["organizer"] or "")[:_SHORT],
        start=start,
        end=end,
    )


def _activities(
    document: Document, extraction: Extraction, reading: dict[str, Any], names: Names, on: date
) -> dict[str, Activity]:
    said = {activity.id: activity.date for activity in extraction.activities}
    rows = {
        found["id"]: _activity(document, found, said[found["id"]], on)
        for found in reading["activities"]
    }
    for found in reading["activities"]:
        row = rows[found["id"]]
        codes = [names.enterprise(org)["code"] for org in found["enterprises"]]
        enterprises = [names.enterprises[code] for code in codes if code in names.enterprises]
        parks = {enterprise.park_id for enterprise in enterprises}
        # One park for all of them: the activity was there.
        row.park_id = parks.pop() if len(parks) == 1 else None
        row.save()
        row.enterprises.set(enterprises)
    return rows


def _draft(document: Document, position: int, found: dict[str, Any], names: Names) -> Draft:
    start, end = found["span"]
    lead, lead_name = names.unit(found["lead_unit"])
    reply = found.get("reply_span") or (None, None)
    return Draft(
        document=document,
        position=position,
        ledger=found["ledger"],
        start=start,
        end=end,
        quote=found["quote"],
        text=found["text"],
        category=found["category"] or "",
        category_words=list(found.get("category_words") or ()),
        scope=found["scope"] or "",
        enterprises=[names.enterprise(org) for org in found["enterprises"]],
        lead_unit=lead,
        lead_name=lead_name[:_SHORT],
        co_units=[names.said(org) for org in found["co_units"]],
        due_text=(found["due_text"] or "")[:_SHORT],
        due=date.fromisoformat(found["due"]) if found["due"] else None,
        reply=found["reply"] or "",
        reply_start=reply[0],
        reply_end=reply[1],
        article=found["article"],
        confidence=min(max(found["confidence"], 0.0), 1.0),
        reasons=list(found.get("reasons") or ()),
    )


@transaction.atomic
def record(document: Document, extraction: Extraction) -> None:
    """Keep the reading; a second reading of the same document changes nothing."""
    current = Document.objects.select_for_update().get(pk=document.pk)
    if current.status == Document.Status.READY:
        return
    reading: dict[str, Any] = dict(extract.to_json(extraction))
    dated = _own_date(current, extraction)
    on = dated or timezone.localdate(current.received_at)
    names = Names(reading, roster.roster_names())
    current.drafts.all().delete()
    current.activities.all().delete()
    activities = _activities(current, extraction, reading, names, on)
    for position, found in enumerate(reading["entries"], start=1):
        draft = _draft(current, position, found, names)
        draft.activity = activities.get(found["activity"] or "")
        draft.save()
    current.text = extraction.raw.text
    current.reading = reading
    current.fingerprint = fingerprint(extraction.raw.text)
    current.dated = dated
    current.status = Document.Status.READY
    current.done = 100
    current.progress_at = timezone.now()
    current.save()
