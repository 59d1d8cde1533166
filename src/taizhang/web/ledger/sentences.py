"""What happened to an entry, one sentence per event, in the reader's language.

The names in it are those of the day on which it happened: the event keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from taizhang.engine.codes import Satisfaction
from taizhang.engine.lifecycle import Level, Move, ParkKind
from taizhang.web import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from taizhang.ledger.models import Attachment, Event


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it is read."""

    at: datetime
    text: str
    said: tuple[str, ...]
    """What a person wrote, word for word."""
    files: tuple[Attachment, ...] = ()

    @property
    def time(self) -> str:
        return wording.local_time(self.at).strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class Day:
    """The events of one day, newest first."""

    day: date
    events: tuple[Told, ...]


_SENTENCES = {
    Move.REGISTER: _("{who} registered it"),
    Move.AMEND: _("{who} amended {fields}"),
    Move.ACCEPT: _("{who} accepted it"),
    Move.DECLINE: _("{who} declined it"),
    Move.DISPATCH: _("{who} dispatched it, lead unit {lead}"),
    Move.ACKNOWLEDGE: _("{who} acknowledged it"),
    Move.REQUEST_RETURN: _("{who} asked to return it"),
    Move.REFUSE_RETURN: _("{who} refused the return"),
    Move.PROGRESS: _("{who} reported progress"),
    Move.CONTRIBUTE: _("{who} contributed as co-unit"),
    Move.REQUEST_EXTENSION: _("{who} asked for more time, until {due}"),
    Move.GRANT_EXTENSION: _("{who} granted more time, until {due}"),
    Move.REFUSE_EXTENSION: _("{who} refused more time"),
    Move.REQUEST_CO_EXTENSION: _("{who} asked for more time as co-unit, until {due}"),
    Move.GRANT_CO_EXTENSION: _("{who} granted {unit} more time, until {due}"),
    Move.REFUSE_CO_EXTENSION: _("{who} refused {unit} more time"),
    Move.PARK: _("{who} parked it until {review_on}: {kind}"),
    Move.RESUME: _("{who} took it up again"),
    Move.ANSWER: _("{who} replied"),
    Move.CALL_BACK: _("{who} called back"),
    Move.RATE: _("{who} rated it: {satisfaction}"),
    Move.CLOSE: _("{who} closed it"),
    Move.REOPEN: _("{who} reopened it"),
    Move.ACKNOWLEDGE_PART: _("{who} acknowledged it as co-unit"),
    Move.ESCALATE: _("{who} raised it to: {level}"),
    Move.PLAN_VISIT: _("{who} planned a visit on {on} by {visitor}"),
    Move.VISIT: _("{who} visited"),
    Move.MERGE: _("{who} merged it into {into}"),
    Move.UNMERGE: _("{who} made it a matter of its own again"),
    Move.SHARE_ANSWER: _("{who} gave it the reply of the entry it was merged into"),
    Move.WITHDRAW: _("{who} withdrew it"),
    Move.HAND_OVER: _("{who} handed it over"),
    Move.LIST: _("{who} put it on another ledger as well: {ledger_name} {number}"),
    Move.UNLIST: _("{who} took it off another ledger"),
    Move.REDATE: _("The dates were counted anew"),
    Move.UNDO: _("{who} undid: {undone_move}"),
}
_CLAUSES: dict[str, str] = {
    "co_units": _("co-units {co_units}"),
    "in_charge": _("person in charge {in_charge}"),
    "watcher": _("watched by {watcher}"),
    "accountable": _("accountable {accountable}"),
    "decides": _("{decides} decides"),
    "units": _("now with {units}"),
    "due": _("due {due}"),
    "requester": _("spoke with {requester}"),
    "solved": _("says: {solved}"),
    "satisfaction": _("rates: {satisfaction}"),
}
_CLAUSES_OF = {
    Move.REGISTER: ("watcher", "due"),
    Move.DISPATCH: ("co_units", "in_charge", "watcher", "due"),
    Move.HAND_OVER: ("units", "accountable", "in_charge", "watcher"),
    Move.REDATE: ("due",),
    Move.REQUEST_EXTENSION: ("decides",),
    Move.REQUEST_CO_EXTENSION: ("decides",),
    Move.RESUME: ("due",),
    Move.ACKNOWLEDGE: ("in_charge",),
    Move.REOPEN: ("accountable", "in_charge", "watcher"),
    Move.UNMERGE: ("accountable", "in_charge", "watcher"),
    Move.CALL_BACK: ("requester", "solved", "satisfaction"),
    Move.RATE: ("solved",),
}
_SAID = ("reason", "route", "text", "reply", "said", "comment", "note", "impossible")
"""Words that a person wrote; the entry's own text is not repeated under its registration."""
_FIELDS = {
    "title": _("the title"),
    "text": _("the text"),
    "category": _("the category"),
    "scope": _("common or individual"),
    "watcher": _("the watcher"),
    "values": _("columns of its ledger"),
}


def told(event: Event) -> Told:
    """The sentence of one event."""
    move = Move(event.move)
    words = _Words(event)
    parts = [gettext(_SENTENCES[move]).format_map(words)]
    parts += [
        gettext(_CLAUSES[key]).format_map(words)
        for key in _CLAUSES_OF.get(move, ())
        if event.payload.get(key) not in (None, "", [])
    ]
    files = event.attachments.all()
    return Told(event.at, gettext("; ").join(parts), _written(move, event.payload), tuple(files))


def timeline(events: Iterable[Event]) -> list[Day]:
    """The history by day, newest first."""
    newest_first = sorted(events, key=lambda event: -event.version)
    days = groupby(newest_first, key=lambda event: wording.local_date(event.at))
    return [Day(day, tuple(told(event) for event in group)) for day, group in days]


def _written(move: Move, payload: dict[str, Any]) -> tuple[str, ...]:
    keys = () if move in {Move.REGISTER, Move.AMEND} else _SAID
    written = tuple(str(payload[key]) for key in keys if payload.get(key))
    if "ground" in payload:
        return tuple(_by_itself(words, payload) for words in written)
    ours = move in {Move.REOPEN, Move.RESUME, Move.UNMERGE}
    return tuple(gettext(words) for words in written) if ours else written


def reason_of(event: Event) -> str:
    """Why it was done, as the reader is told."""
    words = str(event.payload.get("reason", ""))
    return _by_itself(words, event.payload) if "ground" in event.payload else words


def _by_itself(words: str, payload: dict[str, Any]) -> str:
    """Of what happened by itself the reason is ours: a message, not somebody's words."""
    return gettext(words).format(count=payload.get("count", ""))


class _Words(dict[str, str]):
    """The fields of the sentences, made when a sentence asks for them."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event

    def __missing__(self, key: str) -> str:
        special = _SPECIAL.get(key)
        if special is not None:
            return special(self.event)
        value = self.event.payload.get(f"{key}_name") or self.event.payload.get(key)
        return str(wording.readable(value)) if value is not None else ""


def _who(event: Event) -> str:
    if not event.by_unit:
        return event.by_name
    return gettext("{unit} {name}").format(unit=event.by_unit, name=event.by_name)


def _day(key: str) -> Callable[[Event], str]:
    def words(event: Event) -> str:
        value = event.payload.get(key)
        return wording.day(date.fromisoformat(value)) if value else ""

    return words


def _kind(event: Event) -> str:
    value = event.payload.get("kind", "")
    return gettext(ParkKind(value).label) if value in set(ParkKind) else value


def _satisfaction(event: Event) -> str:
    value = event.payload.get("satisfaction", "")
    return gettext(Satisfaction(value).label) if value in set(Satisfaction) else value


def _solved(event: Event) -> str:
    return gettext("solved") if event.payload.get("solved") else gettext("not solved")


def _fields(event: Event) -> str:
    names = [gettext(words) for key, words in _FIELDS.items() if key in event.payload]
    return str(wording.readable(names))


def _level(event: Event) -> str:
    value = event.payload.get("level", "")
    return gettext(Level(value).label) if value in set(Level) else value


def _undone_move(event: Event) -> str:
    value = event.payload.get("undone_move", "")
    return gettext(Move(value).label) if value in set(Move) else value


_SPECIAL: dict[str, Callable[[Event], str]] = {
    "who": _who,
    "due": _day("due"),
    "review_on": _day("review_on"),
    "on": _day("on"),
    "level": _level,
    "undone_move": _undone_move,
    "kind": _kind,
    "satisfaction": _satisfaction,
    "solved": _solved,
    "fields": _fields,
}
