"""What a reading may rely on: the roster, what was learned, what was said about this document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.lessons import Decision, Lessons, learn
from taizhang.engine.names import NamesTaught
from taizhang.engine.track_record import Judged, TrackRecord, track_records
from taizhang.intake.models import Draft, Forgetting, Lesson, LessonKind, NameDecision
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.engine.names import RosterNames
    from taizhang.intake.models import Document

_MOST_DECISIONS: Final = 1000
"""The newest decisions that are learned from."""


def forgotten(kind: LessonKind) -> dict[str, datetime]:
    """What was forgotten of this kind, and when last."""
    rows = Forgetting.objects.filter(kind=kind).order_by("at", "pk")
    return dict(rows.values_list("said", "at"))


def in_force() -> list[Lesson]:
    """The lessons that hold, oldest first: of one name the newest that was not forgotten."""
    gone: dict[tuple[str, str], datetime] = {}
    for kind, said, at in Forgetting.objects.order_by("at").values_list("kind", "said", "at"):
        gone[kind, said] = at
    newest: dict[tuple[str, str], Lesson] = {}
    lessons = Lesson.objects.select_related("by", "draft__document", "decision__document")
    for lesson in lessons.order_by("at", "pk"):
        key = (lesson.kind, lesson.said)
        if key not in gone or lesson.at > gone[key]:
            newest[key] = lesson
    return list(newest.values())


def decisions(document: Document) -> dict[str, NameDecision]:
    """What people said last about each name of the document."""
    rows = document.name_decisions.select_related("by").order_by("at", "pk")
    return {decision.said: decision for decision in rows}


def known_names(document: Document) -> RosterNames:
    """The roster's names and what was learned; what was said about this document goes first."""
    known = roster.roster_names()
    kinds: dict[str, str] = {}
    titles: set[str] = set()
    people: dict[str, str] = {}
    for lesson in in_force():
        if lesson.kind == LessonKind.NAME:
            kinds[lesson.said] = lesson.code
        elif lesson.kind == LessonKind.TITLE:
            titles.add(lesson.said)
        elif lesson.kind == LessonKind.PERSON:
            people[lesson.said] = lesson.code
    own = decisions(document)
    kinds |= {said: decision.kind for said, decision in own.items()}
    meant = {kind: _meant(own, kind) for kind in NameDecision.Kind}
    return replace(
        known,
        enterprises={**known.enterprises, **meant[NameDecision.Kind.ENTERPRISE]},
        units={**known.units, **meant[NameDecision.Kind.UNIT]},
        taught=NamesTaught(
            kinds=kinds,
            titles=frozenset(titles),
            called=_called({**people, **meant[NameDecision.Kind.PERSON]}),
            titled={
                said: tuple(decision.titles)
                for said, decision in own.items()
                if decision.kind == NameDecision.Kind.PERSON
            },
        ),
    )


def _meant(own: dict[str, NameDecision], kind: NameDecision.Kind) -> dict[str, str]:
    return {said: one.code for said, one in own.items() if one.kind == kind and one.code}


def _called(codes: dict[str, str]) -> dict[str, str]:
    """What people are called → their names on the roster; who has left is left out."""
    if not codes:
        return {}
    found = roster.people().filter(code__in=codes.values())
    names = dict(found.values_list("code", "name"))
    return {said: names[code] for said, code in codes.items() if code in names}


def category_lessons() -> Lessons:
    """What people decided about the categories of appeals."""
    confirmed = (
        Draft.objects.filter(
            status=Draft.Status.ACCEPTED, ledger=LedgerKind.APPEAL, claim__isnull=False
        )
        .exclude(category="")
        .order_by("-decided_at", "-pk")
        .values_list("text", "claim", "category", "decided_by__code", "pk", "decided_at")
    )[:_MOST_DECISIONS]
    decided = (
        Decision(text, said["category"], tuple(said["category_words"]), category, by or "", pk, at)
        for text, said, category, by, pk, at in confirmed
        if said
    )
    return learn(decided, forgotten(LessonKind.CATEGORY))


def rule_records() -> dict[str, TrackRecord]:
    """The rules whose drafts people rejected again and again."""
    decided = (
        Draft.objects.filter(
            status__in=[Draft.Status.ACCEPTED, Draft.Status.REJECTED], claim__isnull=False
        )
        .order_by("-decided_at", "-pk")
        .values_list("pk", "status", "claim", "decided_at")
    )[:_MOST_DECISIONS]
    judged = (
        Judged(
            rule=said["reasons"][0],
            confidence=said.get("rule_confidence", said["confidence"]),
            is_right=status == Draft.Status.ACCEPTED,
            number=pk,
            at=at,
        )
        for pk, status, said, at in decided
        if said and said["reasons"] and at
    )
    return track_records(judged, forgotten(LessonKind.RULE))
