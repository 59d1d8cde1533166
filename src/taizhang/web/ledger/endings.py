"""How an entry ended that nobody replied to: its dates tell of that, not of what is to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext

from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries
from taizhang.web import wording

if TYPE_CHECKING:
    from datetime import date

    from taizhang.ledger.models import Entry


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


_ENDS: Final = {State.DECLINED: Move.DECLINE, State.WITHDRAWN: Move.WITHDRAW}
_ENDED: Final = {
    Move.DECLINE: _("declined on {day}"),
    Move.WITHDRAW: _("withdrawn on {day}"),
}
_STORIES: Final = {
    (Move.DECLINE, False): _(
        "It was declined on {day} and never had a reply date. Reason: {reason}. "
        "What the requester was told: {route}."
    ),
    (Move.DECLINE, True): _(
        "It was declined on {day}; until then the reply was due on {due}. Reason: {reason}. "
        "What the requester was told: {route}."
    ),
    (Move.WITHDRAW, False): _(
        "It was withdrawn on {day} and never had a reply date. Reason: {reason}."
    ),
    (Move.WITHDRAW, True): _(
        "It was withdrawn on {day}; until then the reply was due on {due}. Reason: {reason}."
    ),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """The act that ended it, and what that said."""

    move: Move
    on: date
    reason: str
    route: str

    @property
    def words(self) -> str:
        """Declined on 9月20日."""
        return gettext(_ENDED[self.move]).format(day=wording.day(self.on))


def ending_of(entry: Entry) -> Ending | None:
    """How it ended; None while it runs, and where it was replied to or goes on in another."""
    move = _ENDS.get(State(entry.state))
    if move is None:
        return None
    event = queries.newest_event(entry, move)
    said = event.payload
    reason, route = said.get("reason", ""), said.get("route", "")
    return Ending(move, timezone.localdate(event.at), _in_line(reason), _in_line(route))


def _in_line(text: str) -> str:
    """Without the full stop that the sentence around it brings."""
    return text.strip().rstrip("。.；;")


def story_of(entry: Entry, ending: Ending) -> str:
    """When and why, whether there was a date, and where the requester was sent."""
    return gettext(_STORIES[ending.move, entry.due is not None]).format(
        day=wording.day(ending.on),
        due=wording.day(entry.due) if entry.due else "",
        reason=ending.reason,
        route=ending.route,
    )
