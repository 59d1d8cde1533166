"""What an entry puts under the columns, where it is more than a fact of its own row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext, pgettext

from taizhang.engine.codes import LedgerKind
from taizhang.engine.lifecycle import Move, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from taizhang.engine.codes import Labelled
    from taizhang.ledger.models import Entry, Event
    from taizhang.roster.models import Enterprise

SIZES: Final = {"large": "Large", "medium": "Medium", "small": "Small", "micro": "Micro"}


def named(codes: type[Labelled]) -> Callable[[], dict[Any, str]]:
    return lambda: {code.value: gettext(code.label) for code in codes if code.label}


def facts() -> dict[Any, str]:
    return {True: pgettext("fact", "Yes"), False: pgettext("fact", "No")}


def day(moment: datetime | None) -> date | None:
    # As `localdate`, which asks twice for the zone of the thread: here it is always the site's.
    zone = timezone.get_default_timezone()
    return moment.astimezone(zone).date() if moment is not None else None


def several(words: Iterable[object]) -> str:
    """Joined by 、; each once, in order."""
    found = [str(word) for word in words if word]
    return "、".join(dict.fromkeys(found)) if len(found) > 1 else "".join(found)


def _enterprises(entry: Entry) -> list[Enterprise]:
    return [one.enterprise for one in entry.requesters.all() if one.enterprise is not None]


def of_enterprises(fact: Callable[[Enterprise], object]) -> Callable[[Entry], str]:
    def cell(entry: Entry) -> str:
        found = _enterprises(entry)
        return str(fact(found[0]) or "") if len(found) == 1 else several(map(fact, found))

    return cell


def contacts(what: str) -> Callable[[Entry], str]:
    return lambda entry: several(
        getattr(person, what) for one in _enterprises(entry) for person in one.contacts.all()
    )


def _newest(entry: Entry, move: Move) -> Event | None:
    found = None
    for event in entry.events.all():
        if event.move == move.value and (found is None or event.version > found.version):
            found = event
    return found


def said(entry: Entry, move: Move, key: str) -> str:
    event = _newest(entry, move)
    return str(event.payload.get(key) or "") if event is not None else ""


def co_units(entry: Entry) -> str:
    return several(one.unit.name for one in entry.assignments.all() if one.assists)


def source(entry: Entry) -> str:
    if entry.activity is not None:
        return entry.activity.title
    return entry.draft.document.name if entry.draft is not None else ""


def why_not(entry: Entry) -> str:
    for move in (Move.PARK, Move.DECLINE):
        if entry.state in {State.PARKED.value, State.DECLINED.value} and _newest(entry, move):
            return said(entry, move, "reason")
    return ""


def also_on(entry: Entry) -> str:
    """The other ledgers on which it stands."""
    books = (one.ledger for one in entry.listings.all())
    return several(book.name or gettext(LedgerKind(book.kind).label) for book in books)


def park_kind(entry: Entry) -> str:
    """Why it is parked, as long as it is."""
    return entry.park_kind if entry.state == State.PARKED.value else ""
