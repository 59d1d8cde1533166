"""Where an entry belongs: kept by the nightly run, said at once of one that was registered since.

The index of the run is read once in each process; what came since is placed beside it, one after
the other, and forgotten with the process. Nothing is written but by the nightly run.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import structlog
from django.db.models import Count, Q

from taizhang.engine.clustering.decisions import Decision as Same
from taizhang.engine.clustering.decisions import DecisionsContradict
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.problems import need
from taizhang.engine.clusters import Group, grouped
from taizhang.engine.codes import LedgerKind
from taizhang.engine.lifecycle import State
from taizhang.engine.placing import Doubt, Index, Placed
from taizhang.intake.language_model import embeddings
from taizhang.intake.language_model.embeddings import Embeddings
from taizhang.ledger.models import Entry
from taizhang.matching.codes import ProblemState, Verdict
from taizhang.matching.messages import message_of
from taizhang.matching.models import (
    CandidateEntry,
    CommonProblem,
    Decision,
    Membership,
    Placement,
    Run,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = structlog.get_logger(__name__)

OPEN: Final = tuple(state.value for state in State if state.is_open)
_NEVER_CAME_IN: Final = (State.WITHDRAWN, State.MERGED)
_REMEMBERED: Final = timedelta(days=730)
"""So long after a common problem is finished it is told that more of the same comes in."""
_SINCE: Final = 2_000
"""Of more that came since the run, a process that has just begun places the newest only."""
_CHUNK: Final = 1_000


@dataclass(frozen=True, slots=True)
class Belongs:
    """Where one entry belongs."""

    alike: tuple[str, ...]
    """Numbers of entries that say much the same, the nearest or the earliest first."""
    doubts: tuple[Doubt, ...]
    """Why the next full run may say otherwise; none where it is a full run that says so."""
    need: str
    words: tuple[str, ...]
    """The words that say the need."""


def open_appeals() -> QuerySet[Entry]:
    """What waits or is worked on, with who asks."""
    return _told(Entry.objects.filter(ledger__kind=LedgerKind.APPEAL, state__in=OPEN))


def compared(now: datetime) -> QuerySet[Entry]:
    """What the nightly run compares: the open appeals, and what shows that a problem goes on.

    Members of a common problem stay when they are closed, and when it is finished: else nobody
    would be told that more of the same comes in. So does what was proposed to one, and what came
    since the run before: who was answered at once came in all the same.
    """
    members = Membership.objects.filter(unlinked_at__isnull=True).exclude(
        problem__finished_at__lt=now - _REMEMBERED
    )
    proposed = CandidateEntry.objects.filter(
        candidate__is_current=True, candidate__problem__isnull=False
    )
    wanted = Q(state__in=OPEN)
    wanted |= Q(pk__in=members.values("entry")) | Q(pk__in=proposed.values("entry"))
    before = Run.objects.order_by("-made_at").values_list("made_at", flat=True).first()
    if before is not None:
        wanted |= Q(registered_at__gte=before)
    rows = Entry.objects.filter(wanted, ledger__kind=LedgerKind.APPEAL)
    return _told(rows.exclude(state__in=_NEVER_CAME_IN))


def _told(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.prefetch_related("requesters__enterprise__park").order_by("pk")


@dataclass(frozen=True, slots=True)
class FullRun:
    """The groups of all entries, and the index that placing one more starts from."""

    entries: Mapping[str, Entry]
    groups: tuple[Group, ...]
    state: bytes


def full_run(entries: Mapping[str, Entry]) -> FullRun:
    """Group the entries; nothing is written, so nobody waits for it."""
    messages = {number: message_of(entry) for number, entry in entries.items()}
    groups = _grouped(messages.values())
    index = Index.of(groups, lambda ids: [messages[each] for each in ids])
    return FullRun(entries, groups, index.dumped())


def keep(run: FullRun, *, now: datetime) -> None:
    """Write down where each entry belongs, over what the run before said."""
    Placement.objects.all().delete()
    Placement.objects.bulk_create(
        (
            Placement(entry=run.entries[one.id], group=group.id, need=_need(one)[0])
            for group in run.groups
            for one in group.messages
        ),
        batch_size=_CHUNK,
    )
    Run.objects.all().delete()
    Run.objects.create(
        made_at=now,
        entries=len(run.entries),
        newest=max((entry.pk for entry in run.entries.values()), default=0),
        state=run.state,
    )
    _placer.forget()


def _grouped(messages: Iterable[Message]) -> tuple[Group, ...]:
    """Held to what people decided; two who contradict each other bind nobody."""
    given, vectors = list(messages), embeddings.configured()
    said = _decided(Decision.objects.filter(other__isnull=False))
    try:
        groups = grouped(given, said, vectors=vectors)
    except DecisionsContradict:
        groups = grouped(given, vectors=vectors)
    if vectors is not None:
        _note(vectors, groups)
    return groups


def _note(vectors: Embeddings, groups: Sequence[Group]) -> None:
    """Log what came of asking for vectors: numbers and reasons, no words."""
    log.log(
        logging.WARNING if vectors.troubles else logging.INFO,
        "embeddings_failed" if vectors.troubles else "embeddings_asked",
        sent=vectors.sent,
        requests=vectors.requests,
        troubles={trouble.value: count for trouble, count in vectors.troubles.items()},
        joined=sum(len(group.alike) for group in groups),
    )


def _decided(rows: QuerySet[Decision]) -> list[Same]:
    """What was decided last about each two entries."""
    told = rows.order_by("pk").values_list("entry__number", "other__number", "verdict")
    newest = {(one, other): verdict for one, other, verdict in told if other}
    return [
        Same(one, other, is_same=verdict == Verdict.BELONGS_HERE)
        for (one, other), verdict in newest.items()
        if verdict != Verdict.LEFT_OPEN
    ]


def _need(message: Message) -> tuple[str, tuple[str, ...]]:
    found = need(message)
    return (f"{found.category}:{found.name}", found.words) if found else ("", ())


def belongs(entry: Entry) -> Belongs:
    """Where an entry belongs, as the nightly run found it or as it is placed now."""
    message = message_of(entry)
    needed, words = _need(message)
    kept = Placement.objects.filter(entry=entry).first()
    if kept is not None:
        rows = Placement.objects.filter(group=kept.group).exclude(entry=entry)
        alike = tuple(rows.order_by("entry_id").values_list("entry__number", flat=True))
        return Belongs(alike, (), needed, words)
    placed = _placer.placed(entry) if entry.state in OPEN else None
    if placed is None:
        return Belongs((), (), needed, words)
    return Belongs(placed.like, placed.doubts, needed, words)


def needed_by(text: str) -> str:
    """What words need that are no entry yet; empty where no known word says it."""
    return _need(Message(id="", text=text))[0]


def problem_of(needed: str, entry: Entry | None = None) -> CommonProblem | None:
    """The open common problem whose members have this need, most of them first.

    Not where somebody decided that the entry is not the same.
    """
    if not needed:
        return None
    alike = Placement.objects.filter(need=needed).exclude(entry=entry).values("entry")
    members = Membership.objects.filter(entry__in=alike, unlinked_at__isnull=True)
    members = members.filter(problem__state=ProblemState.OPEN)
    counted = members.values("problem").annotate(count=Count("pk")).order_by("-count", "problem")
    for row in counted:
        problem = CommonProblem.objects.get(pk=row["problem"])
        said = Decision.objects.filter(problem=problem, entry=entry).order_by("pk").last()
        if said is None or said.verdict != Verdict.NOT_THE_SAME:
            return problem
    return None


def others_with(needed: str, entry: Entry) -> int:
    """How many other open entries have this need."""
    if not needed:
        return 0
    rows = Placement.objects.filter(need=needed, entry__state__in=OPEN)
    return rows.exclude(entry=entry).count()


def _read(numbers: Sequence[str]) -> list[Message]:
    rows = Entry.objects.filter(number__in=numbers).prefetch_related("requesters__enterprise")
    found = {entry.number: message_of(entry) for entry in rows}
    return [found[number] for number in numbers]


class _Placer:
    """The index of the newest run in this process, and where it put what came since."""

    def __init__(self) -> None:
        self._lock: Final = threading.Lock()
        self._made_at: datetime | None = None
        self._index: Index | None = None
        self._newest = 0
        self._placed: dict[str, Placed] = {}

    def forget(self) -> None:
        """Read the newest run anew."""
        with self._lock:
            self._made_at = None

    def placed(self, entry: Entry) -> Placed | None:
        """Where an entry registered since the newest run belongs; None where there is no run."""
        with self._lock:
            run = Run.objects.defer("state").order_by("-made_at").first()
            if run is None or entry.ledger.kind != LedgerKind.APPEAL:
                return None
            if run.made_at != self._made_at:
                self._load(run)
            if entry.number not in self._placed:
                self._go_on(entry)
            return self._placed.get(entry.number)

    def _load(self, run: Run) -> None:
        self._made_at, self._newest, self._placed = run.made_at, run.newest, {}
        try:
            self._index = Index.loaded(bytes(run.state), _read)
        except ValueError:  # of an older product: the next night makes it anew
            self._index = None

    def _go_on(self, entry: Entry) -> None:
        """Place what came since, in the order in which it came, up to this entry and beyond."""
        if self._index is None:
            return
        since = open_appeals().filter(pk__gt=self._newest).order_by("-pk")[:_SINCE]
        for one in reversed([entry] if entry.pk <= self._newest else list(since)):
            if one.number not in self._placed:
                self._placed[one.number] = self._place(self._index, one)
            self._newest = max(self._newest, one.pk)

    def _place(self, index: Index, entry: Entry) -> Placed:
        rows = Decision.objects.filter(other__isnull=False)
        own = rows.filter(entry=entry) | rows.filter(other=entry)
        try:
            return index.place(message_of(entry), _decided(own))
        except DecisionsContradict:
            return index.place(message_of(entry))


_placer: Final = _Placer()
