"""One entry: what it is about, how it stands, who deals with it, and what I may do now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.urls import reverse
from django.views.decorators.http import require_safe

from taizhang.access.acts import allowed_moves
from taizhang.access.decorators import requires
from taizhang.access.get import get_entry
from taizhang.access.permissions import Permission
from taizhang.access.scopes import shut_ledgers, visible_entries
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries
from taizhang.web.ledger import forms_aside as aside
from taizhang.web.ledger.aside import may_still_undo
from taizhang.web.ledger.assisting import co_units
from taizhang.web.ledger.belonging import in_common
from taizhang.web.ledger.forms import FORMS
from taizhang.web.ledger.four import four_facts
from taizhang.web.ledger.ladder import due_story, ladder
from taizhang.web.ledger.papers import offered, offered_for
from taizhang.web.ledger.sentences import timeline
from taizhang.web.ledger.source import source_of
from taizhang.web.ledger.triage import card, settles
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person
    from taizhang.web.request import Request

NEXT: Final[dict[State, tuple[Move, ...]]] = {
    State.TRIAGE: (Move.ACCEPT,),
    State.ACCEPTED: (Move.DISPATCH,),
    State.DISPATCHED: (Move.ACKNOWLEDGE, Move.CONTRIBUTE),
    State.RETURN_REQUESTED: (Move.DISPATCH,),
    State.ACKNOWLEDGED: (Move.ANSWER, Move.CONTRIBUTE),
    State.IN_PROGRESS: (Move.ANSWER, Move.CONTRIBUTE),
    State.REOPENED: (Move.ANSWER, Move.DISPATCH, Move.CONTRIBUTE),
    State.EXTENSION_REQUESTED: (Move.GRANT_EXTENSION, Move.ANSWER, Move.CONTRIBUTE),
    State.PARKED: (Move.RESUME, Move.CONTRIBUTE),
    State.ANSWERED: (Move.CALL_BACK, Move.CLOSE),
    State.CALLED_BACK: (Move.CLOSE,),
    State.CLOSED: (),
    State.DECLINED: (),
    State.MERGED: (Move.SHARE_ANSWER,),
    State.WITHDRAWN: (),
}
"""The move that usually comes next: the one button that is filled."""
RUNNING: Final = frozenset(
    state
    for state in State
    if state.is_open and state not in {State.PARKED, State.ANSWERED, State.CALLED_BACK}
)
"""States in which the due date still asks for something."""
_IN_HEAD: Final = 4


class Button(NamedTuple):
    """One act on offer."""

    move: Move
    url: str
    is_main: bool


@require_safe
@requires(Permission.ENTRY_VIEW)
def entry(request: Request, number: str) -> HttpResponse:
    """The page."""
    found = queries.in_full(get_entry(request.person, number, Permission.ENTRY_VIEW))
    today = request.today
    events = list(queries.events(found))
    allowed = set(allowed_moves(request.person, found))
    if not may_still_undo(found, request.now):
        allowed.discard(Move.UNDO)
    acts = buttons(found, allowed)
    # What stands beside the straight way waits under “more”.
    in_head = [one for one in acts if one.move not in aside.FORMS][:_IN_HEAD]
    context: dict[str, Any] = {
        "entry": found,
        "today": today,
        "ladder": ladder(found, today=today),
        "facts": four_facts(found, today=today),
        "source": source_of(found, request.person),
        "days": timeline(events),
        "requesters": list(found.requesters.all()),
        "merged": queries.merged_into(found, visible_entries(request.person)),
        "values": queries.shown_values(found),
        "listings": listings(found, request.person),
        "opens_ledger": found.ledger_id not in shut_ledgers(request.person),
        "helpers": co_units(found, today),
        "buttons": in_head,
        "more_buttons": [one for one in acts if one not in in_head],
        "runs": State(found.state) in RUNNING,
        "signal": str(queries.signal_of(found, today)),
        "due_story": due_story(found),
        "unsigned": found.state in queries.UNSIGNED,
        "papers": offered(found, events, today=today),
        "own_forms": offered_for(found, request.person),
        **in_common(request.person, found),
    }
    if settles(request.person, found):
        context["triage"] = card(request, found)
    return page(request, "ledger/entry.html", context)


@require_safe
@requires(Permission.ENTRY_VIEW)
def dates(request: Request, number: str) -> HttpResponse:
    """How each of its dates was counted: a page, or over a list the explanation alone."""
    found = queries.in_full(get_entry(request.person, number, Permission.ENTRY_VIEW))
    today = request.today
    context = {
        "entry": found,
        "today": today,
        "ladder": ladder(found, today=today),
        "due_story": due_story(found),
        "helpers": co_units(found, today),
    }
    return page(request, "ledger/dates.html#dates", context)


def listings(entry: Entry, person: Person) -> list[tuple[str, str]]:
    """The other ledgers on which it stands, as far as they are not narrowed to others."""
    shut = shut_ledgers(person)
    listed = [one for one in entry.listings.all() if one.ledger_id not in shut]
    return [(queries.name_of(one.ledger), one.number) for one in listed]


def buttons(entry: Entry, allowed: Collection[Move]) -> list[Button]:
    """What the person may do, what usually comes next first."""
    main = next((move for move in NEXT[State(entry.state)] if move in allowed), None)
    ordered = sorted(
        (move for move in allowed if move in FORMS),
        key=lambda move: (move is not main, move is Move.AMEND, _rank(move)),
    )
    return [
        Button(move, reverse("ledger:act", args=[entry.number, move.value]), move is main)
        for move in ordered
    ]


def _rank(move: Move) -> tuple[bool, bool, int]:
    """In the order of the work; then what stands beside it, correcting words, undoing last."""
    return move in aside.FORMS, move is Move.UNDO, list(Move).index(move)
