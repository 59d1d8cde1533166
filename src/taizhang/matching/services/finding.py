"""The nightly run: which entries share a need, so that a person may decide about them.

What enterprises need is read first, whatever their words and their place; entries whose need no
list knows are proposed where they say much the same.

It proposes and never links. What people decided binds: an entry that was said not to be the same
is not proposed there again, entries that were said to belong together are proposed together. A
proposal keeps its identity from run to run when it grows; where people split it, its larger part
goes on and the other is one of its own; where two join, the larger goes on, and the other is
itself again if they part.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from taizhang.engine.clustering.problems import common_problems
from taizhang.ledger.models import Entry
from taizhang.matching.codes import Verdict
from taizhang.matching.messages import of_enterprises
from taizhang.matching.models import Candidate, CandidateEntry, Decision, Membership
from taizhang.matching.placing import OPEN, compared, full_run, keep
from taizhang.matching.queries import requester_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from taizhang.engine.clusters import Group

FEWEST: Final = 3
"""So many different enterprises make a proposal."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one run came to."""

    entries: int
    """Open entries that were compared."""
    proposed: int
    new: int


@dataclass(frozen=True, slots=True)
class _Proposal:
    """Entries that belong together, and the problem that some of them are members of."""

    title: str
    words: tuple[str, ...]
    entries: tuple[Entry, ...]
    problem: int | None = None
    alike: tuple[tuple[str, str], ...] = ()
    """Entries that vectors joined, not words, by their numbers."""


def find_problems(*, now: datetime) -> Found:
    """Propose what several enterprises share; run as often as one likes.

    Everything is read and compared first: only the result is written in one transaction.
    """
    run = full_run({entry.number: entry for entry in compared(now)})
    linked = dict(
        Membership.objects.filter(unlinked_at__isnull=True).values_list("entry", "problem")
    )
    verdicts = _verdicts()
    by_key = {entry.pk: entry for entry in run.entries.values()}
    shared = _as_decided(_shared(run.entries, run.groups), by_key, verdicts)
    proposals = _by_problem([each for one in shared for each in _proposals(one, linked, verdicts)])
    with transaction.atomic():
        keep(run, now=now)
        new = _kept(proposals, now)
    waiting = sum(entry.state in OPEN for entry in run.entries.values())
    return Found(waiting, len(proposals), new)


def _shared(entries: Mapping[str, Entry], groups: Sequence[Group]) -> Iterator[_Proposal]:
    """What has a need or a cause in common, then what only says the same."""
    said = list(of_enterprises(entries.values()))
    known: set[str] = set()
    for problem in common_problems(said, least=FEWEST):
        members = dict.fromkeys(message.id for message in problem.messages)
        known.update(members)
        title = next(message.title for message in problem.messages)
        yield _Proposal(title, problem.words, tuple(entries[number] for number in members))
    for group in groups:
        alike = [entries[one.id] for one in group.messages if one.id not in known]
        # The same words in two categories are two needs.
        category = _category(alike)
        of_one = tuple(entry for entry in alike if entry.category == category)
        yield _Proposal(group.title, tuple(group.reason.words), of_one, alike=group.alike)


def _as_decided(
    shared: Iterable[_Proposal], by_key: Mapping[int, Entry], verdicts: _Verdicts
) -> Iterator[_Proposal]:
    """What people said to belong together is in one proposal, the first of those it was in."""
    found = list(shared)
    home: dict[int, int] = {}
    for place, one in enumerate(found):
        for entry in one.entries:
            home.setdefault(entry.pk, place)
    for key, other in verdicts.together:
        into, place = sorted(home.get(each, len(found)) for each in (key, other))
        if into == place or not {key, other} <= by_key.keys():
            continue
        left = found[place].entries if place < len(found) else ()
        moved = {entry.pk: entry for entry in (by_key[key], by_key[other], *left)}
        entries = dict.fromkeys((*found[into].entries, *moved.values()))
        also = found[place].alike if place < len(found) else ()
        found[into] = replace(
            found[into], entries=tuple(entries), alike=(*found[into].alike, *also)
        )
        if place < len(found):
            found[place] = replace(found[place], entries=(), alike=())
        home |= dict.fromkeys(moved, into)
    yield from found


def _category(entries: Sequence[Entry]) -> str:
    counted = Counter(entry.category for entry in entries)
    return min(counted, key=lambda one: (-counted[one], one), default="")


def _by_problem(found: Sequence[_Proposal]) -> list[_Proposal]:
    """What may belong to one problem is one proposal, however many groups its members are in."""
    together: dict[int, _Proposal] = {}
    for one in found:
        if one.problem is not None:
            before = together.get(one.problem, replace(one, entries=(), alike=()))
            entries = tuple(dict.fromkeys((*before.entries, *one.entries)))
            alike = (*before.alike, *one.alike)
            together[one.problem] = replace(before, entries=entries, alike=alike)
    return [*(one for one in found if one.problem is None), *together.values()]


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """The newest of what people decided, about an entry and a problem or another entry."""

    of_problems: dict[tuple[int, int], str]
    of_pairs: dict[tuple[int, int], str]

    @property
    def together(self) -> list[tuple[int, int]]:
        """Entries that were said to belong together."""
        said = (pair for pair, one in self.of_pairs.items() if one == Verdict.BELONGS_HERE)
        return sorted(said)


def _verdicts() -> _Verdicts:
    verdicts = _Verdicts({}, {})
    for one in Decision.objects.order_by("pk"):
        if one.problem_id is not None:
            verdicts.of_problems[one.entry_id, one.problem_id] = one.verdict
        elif one.other_id is not None:
            verdicts.of_pairs[one.entry_id, one.other_id] = one.verdict
    return verdicts


def _proposals(
    shared: _Proposal, linked: dict[int, int], verdicts: _Verdicts
) -> Iterator[_Proposal]:
    """What is to be decided about it; nothing where all is decided or too few share it."""
    joined = Counter(linked[entry.pk] for entry in shared.entries if entry.pk in linked)
    problem = min(joined, key=lambda key: (-joined[key], key), default=None)
    free = [entry for entry in shared.entries if entry.pk not in linked]
    if problem is not None:
        refused = Verdict.NOT_THE_SAME
        fits = [one for one in free if verdicts.of_problems.get((one.pk, problem)) != refused]
        if fits:
            yield replace(shared, entries=tuple(fits), problem=problem)
        # What people said is not of this problem may be one of its own.
        free = [one for one in free if one not in fits]
    title = "" if problem is not None else shared.title
    free = [one for one in free if one.state in OPEN]
    while free:
        part = _undisputed(free, verdicts)
        parties = {key for entry in part for key in requester_keys(entry)}
        if len(part) > 1 and len(parties) >= FEWEST:
            yield replace(shared, title=title or part[0].title, entries=tuple(part))
        # What people told apart from it may be a problem of its own.
        free, title = [one for one in free if one not in part], ""


def _undisputed(entries: Sequence[Entry], verdicts: _Verdicts) -> list[Entry]:
    """Without those told apart from others: who is apart from most goes first, then the later."""
    kept = sorted(entries, key=lambda one: one.pk)
    while True:
        against = {one.pk: sum(_are_apart(one, other, verdicts) for other in kept) for one in kept}
        worst = max(kept, key=lambda one: (against[one.pk], one.pk), default=None)
        if worst is None or not against[worst.pk]:
            return kept
        kept.remove(worst)


def _are_apart(one: Entry, other: Entry, verdicts: _Verdicts) -> bool:
    first, second = sorted((one.pk, other.pk))
    return verdicts.of_pairs.get((first, second)) == Verdict.NOT_THE_SAME


def _kept(proposals: Sequence[_Proposal], now: datetime) -> int:
    """Write the proposals over those of the run before; how many nobody knew."""
    names = _names(_stood(), proposals)
    Candidate.objects.filter(is_current=True).update(is_current=False)
    for place, proposal in enumerate(proposals):
        _write(proposal, names.get(place), now)
    return len(proposals) - len(names)


@dataclass(slots=True)
class _Stood:
    """A proposal of an earlier run, as it was last found."""

    key: int
    problem: int | None
    is_current: bool
    entries: set[int]


def _stood() -> list[_Stood]:
    rows = Candidate.objects.order_by("pk").values_list("pk", "problem", "is_current")
    stood = {key: _Stood(key, problem, is_new, set()) for key, problem, is_new in rows}
    for candidate, entry in CandidateEntry.objects.values_list("candidate", "entry"):
        stood[candidate].entries.add(entry)
    return list(stood.values())


def _names(stood: Sequence[_Stood], found: Sequence[_Proposal]) -> dict[int, int]:
    """Which candidate each proposal goes on as.

    What may belong to one problem is always the same candidate. Else those of the newest run come
    first, then the largest overlap, then the older.
    """
    ranks = []
    for place, one in enumerate(found):
        wanted = {entry.pk for entry in one.entries}
        for each in stood:
            same = one.problem is not None and each.problem == one.problem
            both = len(wanted & each.entries)
            if same or (both and each.problem is None):
                ranks.append((not same, not each.is_current, -both, each.key, place))
    names: dict[int, int] = {}
    for *_rank, key, place in sorted(ranks):
        if place not in names and key not in names.values():
            names[place] = key
    return names


def _write(proposal: _Proposal, key: int | None, now: datetime) -> None:
    candidate = Candidate(first_found_at=now) if key is None else Candidate.objects.get(pk=key)
    candidate.title = proposal.title[:200]
    candidate.category = _category(proposal.entries)
    candidate.words = list(proposal.words)
    numbers = {entry.number for entry in proposal.entries}
    candidate.alike = [pair for pair in proposal.alike if not numbers.isdisjoint(pair)]
    candidate.problem_id = proposal.problem
    candidate.found_at, candidate.is_current = now, True
    candidate.save()
    candidate.proposed.all().delete()
    CandidateEntry.objects.bulk_create(
        CandidateEntry(candidate=candidate, entry=entry) for entry in proposal.entries
    )
