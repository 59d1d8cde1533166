"""An extraction in the form of the extraction contract, version 1."""

from __future__ import annotations

from collections.abc import Iterable

from taizhang.engine.extract.result import (
    Extraction,
    FoundActivity,
    FoundEntry,
    FoundOrganisation,
    FoundPerson,
)
from taizhang.engine.text.contract import articles_to_json
from taizhang.engine.text.span import Span


def to_json(extraction: Extraction) -> dict[str, object]:
    """The contract's object, ready for `json.dumps`."""
    raw = extraction.raw
    return {
        "document": {"name": raw.name, "sha256": raw.sha256, "characters": len(raw.text)},
        "articles": articles_to_json(extraction.articles),
        "activities": [_activity(activity) for activity in extraction.activities],
        "people": [_person(person) for person in extraction.people],
        "organisations": [_organisation(each) for each in extraction.organisations],
        "entries": [_entry(entry) for entry in extraction.entries],
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [_pair(span) for span in spans]


def _activity(activity: FoundActivity) -> dict[str, object]:
    return {
        "id": activity.id,
        "article": activity.article,
        "kind": activity.kind,
        "title": activity.title,
        "date": None if activity.date is None else str(activity.date),
        "place": activity.place,
        "organizer": activity.organizer,
        "people": list(activity.people),
        "enterprises": list(activity.enterprises),
        "span": _pair(activity.span),
        "stated": _stated(activity),
        "reasons": list(activity.reasons),
    }


def _stated(activity: FoundActivity) -> dict[str, int]:
    """What the text counts: an extra key beside the contract, empty where it counts nothing."""
    number = activity.stated_enterprises
    return {} if number is None else {"enterprises": number}


def _person(person: FoundPerson) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "titles": list(person.titles),
        "units": list(person.units),
        "mentions": _pairs(person.mentions),
        "reasons": list(person.reasons),
    }


def _organisation(organisation: FoundOrganisation) -> dict[str, object]:
    return {
        "id": organisation.id,
        "name": organisation.name,
        "kind": organisation.kind,
        "aliases": list(organisation.aliases),
        "part_of": [
            {"whole": each.whole, "span": _pair(each.span)} for each in organisation.part_of
        ],
        "mentions": _pairs(organisation.mentions),
        "reasons": list(organisation.reasons),
    }


def _entry(entry: FoundEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "ledger": entry.ledger.value,
        "text": entry.text,
        "quote": entry.quote,
        "span": _pair(entry.span),
        "category": None if entry.category is None else entry.category.value,
        "category_words": list(entry.category_words),
        "enterprises": list(entry.enterprises),
        "lead_unit": entry.lead_unit,
        "co_units": list(entry.co_units),
        "due_text": entry.due_text,
        "due": entry.due,
        "scope": None if entry.scope is None else entry.scope.value,
        "reply": entry.reply,
        "reply_span": None if entry.reply_span is None else _pair(entry.reply_span),
        "article": entry.article,
        "activity": entry.activity,
        "confidence": entry.confidence,
        "reasons": list(entry.reasons),
    }
