"""What an enterprise reads about its matter: plain sentences, no terms of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from taizhang.engine.lifecycle import State
from taizhang.web import provisional, wording

if TYPE_CHECKING:
    from datetime import date, datetime

    from taizhang.ledger.models import Entry


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


_SENTENCES = {
    State.TRIAGE: _("The office has received it and is deciding who deals with it."),
    State.ACCEPTED: _("The office has taken it on and is choosing the unit that deals with it."),
    State.DECLINED: _("The office cannot take it on; below you read why and where to turn."),
    State.DISPATCHED: _("{unit} has been asked to deal with it."),
    State.ACKNOWLEDGED: _("{unit} is dealing with it."),
    State.RETURN_REQUESTED: _("The office is checking which unit deals with it."),
    State.IN_PROGRESS: _("{unit} is dealing with it."),
    State.EXTENSION_REQUESTED: _("{unit} is dealing with it and has asked for more time."),
    State.PARKED: _("It cannot go on for now; it is taken up again on {review}."),
    State.ANSWERED: _("{unit} replied on {answered}. Please tell us whether it is solved."),
    State.CALLED_BACK: _("You told us what you think; the office is completing it."),
    State.REOPENED: _("It is open again; {unit} takes it up anew."),
    State.MERGED: _("It is worked on together with the same matter of others."),
    State.WITHDRAWN: _("It was taken back; nothing more is done about it."),
    State.CLOSED: _("It was completed on {closed}."),
}
_SHARED: str = _("There is a reply of {answered}. Please tell us whether it is solved.")
"""Of a merged matter that has a reply of its own."""
_WAITING_FOR_A_REPLY = {
    State.DISPATCHED,
    State.ACKNOWLEDGED,
    State.RETURN_REQUESTED,
    State.IN_PROGRESS,
    State.EXTENSION_REQUESTED,
    State.REOPENED,
}


def standing(entry: Entry, *, today: date) -> str:
    """Where the matter stands, and by when a reply comes."""
    state = State(entry.state)
    shared = state is State.MERGED and entry.answered_at is not None
    sentence = gettext(_SHARED if shared else _SENTENCES[state]).format(
        unit=str(entry.lead) if entry.lead else gettext("The office"),
        review=_day(entry.review_on),
        answered=_day(entry.answered_at),
        closed=_day(entry.closed_at),
    )
    gap = "" if wording.is_chinese() else " "
    if state not in _WAITING_FOR_A_REPLY or entry.due is None:
        return sentence
    if entry.due < today:
        late = gettext("The reply was due on {due} and is late; the office is pressing for it.")
        return sentence + gap + late.format(due=_day(entry.due))
    until = provisional.marked(_day(entry.due), entry.due)
    due = gettext("Reply due by {due}.").format(due=until)
    if entry.extension_count and entry.original_due:
        more = gettext("More time was granted; first it was {first}.")
        due += gap + more.format(first=_day(entry.original_due))
    return sentence + gap + due


def _day(moment: date | datetime | None) -> str:
    return wording.day(moment) if moment is not None else ""
