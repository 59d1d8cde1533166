"""What the extractor claims becomes rows: activities and drafts, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from taizhang.engine import extract
from taizhang.engine.codes import LedgerKind
from taizhang.engine.due_texts import parse_due
from taizhang.intake.claims import said as what_is_said
from taizhang.intake.fingerprint import fingerprint
from taizhang.intake.knowing import category_lessons, known_names, rule_records
from taizhang.intake.models import Activity, Document, Draft, LessonKind
from taizhang.intake.places import reading_place
from taizhang.intake.services.learning import note_uses
from taizhang.intake.services.naming import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from taizhang.engine.extract.result import Extraction
    from taizhang.engine.lessons import Lessons
    from taizhang.engine.text import RawText
    from taizhang.engine.text.article import PartialDate
    from taizhang.engine.track_record import TrackRecord

_TITLE: Final = 200
_SHORT: Final = 100
_NOT_COUNTED: Final = ("工作日", "每")
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
    """The document's date: as a person gave it or an e-mail was sent, else as its text says."""
    if told := document.dated or extraction.raw.dated:
        return told
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


def _same(row: Activity, found: Activity) -> bool:
    """Whether two readings of the document tell of one activity."""
    if None in (row.start, row.end, found.start, found.end) or row.kind != found.kind:
        return False
    return bool(row.start < found.end and found.start < row.end)  # type: ignore[operator]


def _activities(
    document: Document, extraction: Extraction, reading: dict[str, Any], names: Names, on: date
) -> dict[str, Activity]:
    """The activities as rows; what an earlier reading found and this one finds too stays a row."""
    said = {activity.id: activity.date for activity in extraction.activities}
    earlier = list(document.activities.all())
    for row in earlier:
        row.key = f"x{row.pk}"  # out of the way of the new keys
        row.save(update_fields=["key"])
    rows: dict[str, Activity] = {}
    for found in reading["activities"]:
        row = _activity(document, found, said[found["id"]], on)
        same = next((one for one in earlier if _same(one, row)), None)
        if same:
            earlier.remove(same)
            row.pk = same.pk
        codes = [names.enterprise(org)["code"] for org in found["enterprises"]]
        enterprises = [names.enterprises[code] for code in codes if code in names.enterprises]
        parks = {enterprise.park_id for enterprise in enterprises}
        # One park for all of them: the activity was there.
        row.park_id = parks.pop() if len(parks) == 1 else None
        row.save()
        row.enterprises.set(enterprises)
        rows[found["id"]] = row
    return rows


def _forget(document: Document, activities: Iterable[Activity]) -> None:
    """Drop activities of an earlier reading that nothing speaks of any more."""
    kept = {activity.pk for activity in activities}
    for row in document.activities.exclude(pk__in=kept).exclude(drafts__isnull=False):
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:  # an entry was registered with it
            continue


def _time_limit(
    found: dict[str, Any], activity: Activity | None, on: date
) -> tuple[date | None, bool]:
    """The due date, and whether it was counted from the words.

    Working days are left to the ledger, which knows the holidays; "every Friday" is no one day.
    """
    if found["due"]:
        return date.fromisoformat(found["due"]), False
    words = found["due_text"] or ""
    if not words or any(word in words for word in _NOT_COUNTED):
        return None, False
    day = parse_due(words, activity.held_on if activity and activity.held_on else on)
    return day, day is not None


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every draft of one reading needs."""

    document: Document
    names: Names
    activities: dict[str, Activity]
    lessons: Lessons
    records: dict[str, TrackRecord]
    on: date
    used: set[tuple[LessonKind, str]] = field(default_factory=set)
    """The lessons that served so far."""


def _learned(draft: Draft, scene: _Scene) -> None:
    """The category as people decided it in such matters before."""
    if draft.ledger != LedgerKind.APPEAL:
        return
    taught = scene.lessons.category(draft.text, draft.category, draft.category_words)
    if taught:
        draft.category, draft.category_words = taught.category, list(taught.words)
        scene.used.update((LessonKind.CATEGORY, word) for word in taught.words)


def _trusted(draft: Draft, scene: _Scene) -> dict[str, Any]:
    """Lower the confidence of a rule that was rejected again and again; the claim says so."""
    given, rule = draft.confidence, (draft.reasons or [""])[0]
    record = scene.records.get(rule)
    if record is None:
        return {}
    draft.confidence = record.lowered(given)
    scene.used.add((LessonKind.RULE, rule))
    return {
        "rule_confidence": given,
        "lowered": {"rejected": record.wrong, "decided": record.decided},
    }


def _draft(scene: _Scene, position: int, found: dict[str, Any]) -> Draft:
    names = scene.names
    start, end = found["span"]
    activity = scene.activities.get(found["activity"] or "")
    due, due_inferred = _time_limit(found, activity, scene.on)
    lead, lead_name = names.unit(found["lead_unit"])
    reply = found.get("reply_span") or (None, None)
    draft = Draft(
        document=scene.document,
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
        due=due,
        due_inferred=due_inferred,
        reply=found["reply"] or "",
        reply_start=reply[0],
        reply_end=reply[1],
        activity=activity,
        article=found["article"],
        confidence=min(max(found["confidence"], 0.0), 1.0),
        reasons=list(found.get("reasons") or ()),
    )
    _learned(draft, scene)
    trust = _trusted(draft, scene)
    draft.claim = {**what_is_said(draft), **trust}
    return draft


def _covers(draft: Draft, found: Draft) -> bool:
    """Whether a draft that people touched says what is found there again."""
    shared = min(draft.end, found.end) - max(draft.start, found.start)
    return 2 * shared >= min(draft.end - draft.start, found.end - found.start)


def _drafts(scene: _Scene, entries: Sequence[dict[str, Any]]) -> None:
    """Keep what the reading claims, beside what people decided or changed of an earlier one."""
    # Locked: somebody may decide one of them while a long document is read again.
    earlier = list(scene.document.drafts.select_for_update().exclude(status=Draft.Status.REPLACED))
    touched = [one for one in earlier if one.status != Draft.Status.WAITING or one.edited]
    waiting = {(one.start, one.end, one.ledger): one for one in earlier if one not in touched}
    for position, found in enumerate(entries, start=1):
        draft = _draft(scene, position, found)
        if any(_covers(one, draft) for one in touched):
            continue
        same = waiting.pop((draft.start, draft.end, draft.ledger), None)
        if same:
            draft.pk, draft.version = same.pk, same.version + (same.claim != draft.claim)
        draft.save()
    scene.document.drafts.filter(pk__in=[one.pk for one in waiting.values()]).delete()
    if touched:
        _in_order(scene.document)


def _in_order(document: Document) -> None:
    """Number all drafts by their place in the reading."""
    place = reading_place(document)
    every = sorted(document.drafts.all(), key=lambda one: (*place(one.start)[:3], one.pk))
    for position, draft in enumerate(every, start=1):
        Draft.objects.filter(pk=draft.pk).update(position=position, article=place(draft.start)[3])


def _form(raw: RawText) -> dict[str, list[list[int]]]:
    """What a file tells of its text, kept so that it need not be opened again."""
    told = {"blocks": raw.blocks, "documents": raw.documents}
    return {name: [[span.start, span.end] for span in spans] for name, spans in told.items()}


@transaction.atomic
def record(document: Document, extraction: Extraction, *, again: bool = False) -> None:
    """Keep the reading; without `again` a second one changes nothing.

    Read again, the document keeps every draft that a person decided, edited or made; only what
    still waits untouched is replaced by what is found now.
    """
    current = Document.objects.select_for_update().get(pk=document.pk)
    if current.status == Document.Status.READY and not again:
        return
    reading: dict[str, Any] = dict(extract.to_json(extraction))
    dated = _own_date(current, extraction)
    on = dated or timezone.localdate(current.received_at)
    names = Names(reading, known_names(current))
    current.text, current.form = extraction.raw.text, _form(extraction.raw)
    current.reading = reading
    activities = _activities(current, extraction, reading, names, on)
    scene = _Scene(current, names, activities, category_lessons(), rule_records(), on)
    _drafts(scene, reading["entries"])
    note_uses(current, reading, scene.used)
    _forget(current, activities.values())
    current.fingerprint = fingerprint(extraction.raw.text)
    current.dated = dated
    current.status = Document.Status.READY
    current.done = 100
    current.failure, current.failure_fields = "", {}
    current.progress_at = timezone.now()
    current.save()
