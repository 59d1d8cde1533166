"""Who belongs to a common problem: linked, unlinked, decided. Linking is not merging.

A linked entry keeps its requesters, its units, its clocks and its reply; nothing here writes to
the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.engine.lifecycle import State
from taizhang.ledger.models import Entry
from taizhang.ledger.services.wording import plain
from taizhang.matching import history
from taizhang.matching.codes import ProblemAct, Verdict
from taizhang.matching.errors import (
    AlreadyMember,
    DecidedAlready,
    DecidedNotTheSame,
    EntryMerged,
    MemberOfAnother,
    NotAMember,
    NothingToTakeBack,
    WordsNeeded,
)
from taizhang.matching.models import CommonProblem, Decision, Membership
from taizhang.matching.queries import (
    decision_between,
    decision_on,
    membership_of,
    told_apart,
)

if TYPE_CHECKING:
    from taizhang.roster.models import Person


def needed(words: str) -> str:
    """What a person said, refused when it is nothing."""
    text = plain(words)
    if not text:
        raise WordsNeeded
    return text


def joined(
    problem: CommonProblem, entry: Entry, *, by: Person, now: datetime, why: str
) -> Membership:
    """A new member, under the lock of its entry: two people never link it to two problems."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.state == State.MERGED and entry.merged_into is not None:
        raise EntryMerged(entry=entry.number, head=entry.merged_into.number)
    held = membership_of(entry)
    if held is not None:
        if held.problem_id == problem.pk:
            raise AlreadyMember(entry=entry.number)
        raise MemberOfAnother(entry=entry.number, number=held.problem.number)
    decided = decision_on(problem, entry)
    if decided is not None and decided.verdict == Verdict.NOT_THE_SAME:
        raise DecidedNotTheSame(entry=entry.number, by=decided.by_name, at=decided.at)
    return Membership.objects.create(
        problem=problem, entry=entry, linked_at=now, linked_by=by, why=why
    )


@transaction.atomic
def link(
    problem: CommonProblem,
    entry: Entry,
    *,
    why: str,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """Let the entry belong to the problem."""
    said = {"entry": entry.number, "why": needed(why)}
    problem, again = history.taken_up(problem, ProblemAct.LINK, by=by, seen=seen, said=said)
    if again:
        return problem
    joined(problem, entry, by=by, now=now, why=said["why"])
    history.add(problem, ProblemAct.LINK, by=by, now=now, said=said)
    return problem


@transaction.atomic
def unlink(
    problem: CommonProblem,
    entry: Entry,
    *,
    why: str,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """Undo the linking; the entry was a matter of its own all along and simply goes on."""
    said = {"entry": entry.number, "why": needed(why)}
    problem, again = history.taken_up(problem, ProblemAct.UNLINK, by=by, seen=seen, said=said)
    if again:
        return problem
    parted(problem, entry, by=by, now=now, why=said["why"])
    history.add(problem, ProblemAct.UNLINK, by=by, now=now, said=said)
    return problem


@transaction.atomic
def decide_not_the_same(
    problem: CommonProblem,
    entry: Entry,
    *,
    why: str,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """It does not belong here: unlinked if it was a member, and never proposed again."""
    said = {"entry": entry.number, "why": needed(why)}
    act = ProblemAct.NOT_THE_SAME
    problem, again = history.taken_up(problem, act, by=by, seen=seen, said=said)
    if again:
        return problem
    _decide(Verdict.NOT_THE_SAME, problem, entry, by=by, now=now, why=said["why"])
    held = membership_of(entry)
    if held is not None and held.problem_id == problem.pk:
        parted(problem, entry, by=by, now=now, why=said["why"])
    history.add(problem, act, by=by, now=now, said=said)
    return problem


@transaction.atomic
def decide_belongs_here(
    problem: CommonProblem,
    entry: Entry,
    *,
    why: str,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """It belongs here whatever the words say: linked if it was not yet."""
    said = {"entry": entry.number, "why": needed(why)}
    act = ProblemAct.BELONGS_HERE
    problem, again = history.taken_up(problem, act, by=by, seen=seen, said=said)
    if again:
        return problem
    _decide(Verdict.BELONGS_HERE, problem, entry, by=by, now=now, why=said["why"])
    held = membership_of(entry)
    if held is None or held.problem_id != problem.pk:
        joined(problem, entry, by=by, now=now, why=said["why"])
    history.add(problem, act, by=by, now=now, said=said)
    return problem


@transaction.atomic
def decide_between(
    entry: Entry, other: Entry, *, verdict: Verdict, why: str, by: Person, now: datetime
) -> Decision:
    """Whether two entries share a problem, before there is one: what is proposed keeps to it."""
    first, second = sorted((entry, other), key=lambda one: one.pk)
    if first.pk == second.pk:
        raise NotAMember(entry=entry.number)
    text = needed(why)
    list(Entry.objects.select_for_update(of=("self",)).filter(pk=first.pk).values_list("pk"))
    decided = decision_between(first, second)
    if decided is not None and decided.verdict == verdict:
        raise DecidedAlready(by=decided.by_name)
    return Decision.objects.create(
        verdict=verdict, entry=first, other=second, why=text, at=now, by=by, by_name=by.name
    )


@transaction.atomic
def tell_apart(
    entry: Entry, others: Sequence[Entry], *, why: str, by: Person, now: datetime
) -> list[Decision]:
    """It is not the same as any of these; what was decided like this before stays as it is."""
    made = []
    for other in others:
        decided = decision_between(entry, other)
        if decided is None or decided.verdict != Verdict.NOT_THE_SAME:
            verdict = Verdict.NOT_THE_SAME
            made.append(decide_between(entry, other, verdict=verdict, why=why, by=by, now=now))
    if not made:
        raise DecidedAlready(by=by.name)
    return made


@transaction.atomic
def leave_open(decision: Decision, *, by: Person, now: datetime) -> list[Decision]:
    """Take back that an entry was told apart, from all from which it was at once.

    Nothing binds what is proposed any more; that it was decided stays written down.
    """
    list(Entry.objects.select_for_update(of=("self",)).filter(pk=decision.entry_id).values("pk"))
    made = [
        Decision.objects.create(
            verdict=Verdict.LEFT_OPEN,
            entry=one.entry,
            other=one.other,
            why=decision.why,
            at=now,
            by=by,
            by_name=by.name,
        )
        for one in told_apart().filter(at=decision.at, by=decision.by_id, why=decision.why)
    ]
    if not made:
        raise NothingToTakeBack
    return made


def _decide(
    verdict: Verdict, problem: CommonProblem, entry: Entry, *, by: Person, now: datetime, why: str
) -> None:
    decided = decision_on(problem, entry)
    if decided is not None and decided.verdict == verdict:
        raise DecidedAlready(by=decided.by_name)
    Decision.objects.create(
        verdict=verdict, entry=entry, problem=problem, why=why, at=now, by=by, by_name=by.name
    )


def parted(problem: CommonProblem, entry: Entry, *, by: Person, now: datetime, why: str) -> None:
    """No member any more; refused where it is none."""
    held = membership_of(entry)
    if held is None or held.problem_id != problem.pk:
        raise NotAMember(entry=entry.number)
    held.unlinked_at, held.unlinked_by, held.why_not = now, by, why
    held.save(update_fields=["unlinked_at", "unlinked_by", "why_not"])
