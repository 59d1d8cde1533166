"""One answer for all that becomes each member's own, after somebody looked at that member.

An entry at work is answered through the ledger's own act, by an event of its own. What is
answered or over already is told, and stays as it is: nobody's matter is reopened by silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from taizhang.engine.errors import TaizhangError
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import services as ledger
from taizhang.ledger.models import Entry
from taizhang.ledger.services.wording import plain
from taizhang.matching import history
from taizhang.matching.codes import AnswerState, ProblemAct, ShareState
from taizhang.matching.errors import (
    AnsweredAlready,
    AnswerGiven,
    NobodyLookedAt,
    NoGroupAnswer,
    NotAMember,
    NothingChanges,
)
from taizhang.matching.models import CommonProblem, GroupAnswer, MemberAnswer, Membership
from taizhang.matching.queries import ANSWERED, standing_answer
from taizhang.matching.services.linking import needed

if TYPE_CHECKING:
    from taizhang.roster.models import Person

_ON_THE_ENTRY: Final = frozenset({State.ANSWERED})
"""Where an answer may be taken back by itself: nobody was called, nothing was closed."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A member that a person looked at, and what it is to be answered."""

    membership: Membership
    seen: int
    """The version of its entry that the person saw."""
    text: str = ""
    """Words of its own; empty for those of the group answer."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What came of it for one member."""

    membership: Membership
    share: MemberAnswer | None = None
    refusal: TaizhangError | None = None


@transaction.atomic
def draft_answer(
    problem: CommonProblem, *, text: str, by: Person, now: datetime, seen: int | None = None
) -> CommonProblem:
    """Write the answer down, or change it; nobody gets it by that."""
    said = {"text": needed(text)}
    act = ProblemAct.DRAFT_ANSWER
    problem, again = history.taken_up(problem, act, by=by, seen=seen, said=said)
    if again:
        return problem
    answer = standing_answer(problem)
    if answer is None:
        answer = GroupAnswer(problem=problem)
    elif answer.state != AnswerState.DRAFT:
        raise AnswerGiven
    elif answer.text == said["text"]:
        raise NothingChanges
    answer.text, answer.drafted_at, answer.drafted_by = said["text"], now, by
    answer.save()
    history.add(problem, act, by=by, now=now, said=said)
    return problem


@transaction.atomic
def give_answer(
    problem: CommonProblem,
    members: Sequence[Looked],
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> list[Shared]:
    """Answer the members that were looked at, each in its own entry; others wait.

    Whom the ledger refuses keeps nobody else waiting: the refusal is handed back by name.
    """
    if not members:
        raise NobodyLookedAt
    said = {
        "members": sorted(one.membership.entry.number for one in members),
        "own_words": sorted(one.membership.entry.number for one in members if plain(one.text)),
    }
    act = ProblemAct.GIVE_ANSWER
    problem, again = history.taken_up(problem, act, by=by, seen=seen, said=said)
    answer = standing_answer(problem)
    if again:
        return _as_shared(answer, members)
    if answer is None:
        raise NoGroupAnswer
    shared = [_shared(answer, one, by=by, now=now) for one in members]
    done = [one.share for one in shared if one.share is not None]
    if done:
        answer.state = AnswerState.GIVEN
        answer.save(update_fields=["state"])
        came_to = {
            state.value: sorted(one.membership.entry.number for one in done if one.state == state)
            for state in (ShareState.GIVEN, ShareState.TOLD)
        }
        history.add(problem, act, by=by, now=now, said={**said, **came_to, "text": answer.text})
    return shared


def _as_shared(answer: GroupAnswer | None, members: Sequence[Looked]) -> list[Shared]:
    shares = {} if answer is None else {one.membership_id: one for one in answer.shares.all()}
    return [Shared(one.membership, shares.get(one.membership.pk)) for one in members]


def _shared(answer: GroupAnswer, one: Looked, *, by: Person, now: datetime) -> Shared:
    try:
        with transaction.atomic():
            return Shared(one.membership, _share(answer, one, by=by, now=now))
    except TaizhangError as refusal:
        return Shared(one.membership, refusal=refusal)


def _share(answer: GroupAnswer, one: Looked, *, by: Person, now: datetime) -> MemberAnswer:
    membership = Membership.objects.select_related("entry").get(pk=one.membership.pk)
    entry = membership.entry
    if membership.problem_id != answer.problem_id or membership.unlinked_at is not None:
        raise NotAMember(entry=entry.number)
    if answer.shares.filter(membership=membership).exists():
        raise AnsweredAlready(entry=entry.number)
    text = plain(one.text) or answer.text
    given: dict[str, Any] = {
        "answer": answer,
        "membership": membership,
        "text": text,
        "looked_at": now,
        "looked_by": by,
    }
    if State(entry.state) in ANSWERED:
        return MemberAnswer.objects.create(**given, state=ShareState.TOLD)
    entry = ledger.answer(entry, reply=text, by=by, now=now, seen=one.seen)
    event = entry.events.filter(move=Move.ANSWER).latest("version")
    return MemberAnswer.objects.create(**given, state=ShareState.GIVEN, event=event)


@transaction.atomic
def take_answer_back(
    problem: CommonProblem, *, reason: str, by: Person, now: datetime, seen: int | None = None
) -> CommonProblem:
    """Compensate: members whom nobody asked yet are reopened with the reason, by an event.

    Whoever was called, rated, closed or answered anew keeps what there is; the history says so.
    """
    said = {"reason": needed(reason)}
    act = ProblemAct.TAKE_ANSWER_BACK
    problem, again = history.taken_up(problem, act, by=by, seen=seen, said=said)
    if again:
        return problem
    answer = standing_answer(problem)
    if answer is None or answer.state != AnswerState.GIVEN:
        raise NoGroupAnswer
    back: list[str] = []
    kept: list[str] = []
    given = answer.shares.filter(state=ShareState.GIVEN).select_related("membership__entry")
    for share in given.order_by("membership__entry_id"):
        is_back = _taken_back(share, by=by, now=now, reason=said["reason"])
        (back if is_back else kept).append(share.membership.entry.number)
    answer.state, answer.reason = AnswerState.TAKEN_BACK, said["reason"]
    answer.taken_back_at, answer.taken_back_by = now, by
    answer.save()
    history.add(problem, act, by=by, now=now, said={**said, "back": back, "kept": kept})
    return problem


def _taken_back(share: MemberAnswer, *, by: Person, now: datetime, reason: str) -> bool:
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=share.membership.entry_id)
    newest = entry.events.filter(move=Move.ANSWER).latest("version")
    rated = entry.requesters.filter(rated_at__gte=newest.at).exists()
    if State(entry.state) not in _ON_THE_ENTRY or newest.pk != share.event_id or rated:
        share.state = ShareState.KEPT
        share.save(update_fields=["state"])
        return False
    entry = ledger.reopen(entry, reason=reason, by=by, now=now)
    share.state = ShareState.TAKEN_BACK
    share.taken_back = entry.events.latest("version")
    share.save(update_fields=["state", "taken_back"])
    return True
