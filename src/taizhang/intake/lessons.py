"""What was learned, from where, and how often it served."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taizhang.intake.knowing import category_lessons, in_force, rule_records
from taizhang.intake.models import Document, Draft, Forgetting, Lesson, LessonKind, LessonUse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from taizhang.roster.models import Person

__all__ = ["Forgetting", "Learned", "LessonKind", "forgotten_lessons", "learned"]


@dataclass(frozen=True, slots=True)
class Learned:
    """One lesson that holds."""

    kind: LessonKind
    said: tuple[str, ...]
    """The name, title, words or rule; words that the same decisions taught stand together."""
    means: str
    """A code of the roster, a kind of name, a category; of a rule "rejected / decided"."""
    at: datetime | None
    """Since when: of what is counted anew the newest decision."""
    by: Person | None
    document: Document | None
    draft: int | None = None
    decisions: int = 1
    """How many decisions taught it."""
    used: int = 0
    """In how many documents it served."""


def learned(found: QuerySet[Document], *, is_all: bool) -> list[Learned]:
    """The lessons out of these documents, newest first.

    What is counted over all documents (categories, rules) is told only to who sees all of them.
    """
    used = _used()
    every = [*_kept(used)]
    if is_all:
        every += [*_categories(used), *_rules(used)]
    else:
        seen = set(found.values_list("pk", flat=True))
        every = [one for one in every if one.document and one.document.pk in seen]
    return sorted(every, key=lambda one: (one.at is not None, one.at, one.said), reverse=True)


def forgotten_lessons() -> QuerySet[Forgetting]:
    """What was forgotten, by whom and when, newest first."""
    return Forgetting.objects.select_related("by")


def _used() -> Mapping[tuple[str, str], set[int]]:
    used: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for kind, said, document in LessonUse.objects.values_list("kind", "said", "document_id"):
        used[kind, said].add(document)
    return used


def _source(lesson: Lesson) -> Document | None:
    source = lesson.draft or lesson.decision
    return source.document if source else None


def _kept(used: Mapping[tuple[str, str], set[int]]) -> Iterator[Learned]:
    for lesson in in_force():
        yield Learned(
            kind=LessonKind(lesson.kind),
            said=(lesson.said,),
            means=lesson.code,
            at=lesson.at,
            by=lesson.by,
            document=_source(lesson),
            draft=lesson.draft_id,
            used=len(used.get((lesson.kind, lesson.said), ())),
        )


def _drafts(numbers: set[int]) -> dict[int, Draft]:
    return Draft.objects.select_related("document", "decided_by").in_bulk(numbers)


def _counted(kind: LessonKind, said: tuple[str, ...], draft: Draft, **more: object) -> Learned:
    return Learned(
        kind=kind,
        said=said,
        at=draft.decided_at,
        by=draft.decided_by,
        document=draft.document,
        draft=draft.pk,
        **more,  # type: ignore[arg-type]
    )


def _categories(used: Mapping[tuple[str, str], set[int]]) -> Iterator[Learned]:
    lessons = category_lessons()
    groups: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    for words in (lessons.words, lessons.runs):
        for word, category in words.items():
            groups.setdefault((category, lessons.sources[word]), []).append(word)
    # The decisions come newest first.
    drafts = _drafts({sources[0] for _category, sources in groups})
    for (category, sources), together in groups.items():
        serves = set().union(*(used.get((LessonKind.CATEGORY, word), ()) for word in together))
        yield _counted(
            LessonKind.CATEGORY,
            tuple(sorted(together, key=lambda word: (-len(word), word))),
            drafts[sources[0]],
            means=category,
            decisions=len(sources),
            used=len(serves),
        )


def _rules(used: Mapping[tuple[str, str], set[int]]) -> Iterator[Learned]:
    records = rule_records()
    drafts = _drafts({record.newest for record in records.values()})
    for rule, record in records.items():
        yield _counted(
            LessonKind.RULE,
            (rule,),
            drafts[record.newest],
            means=f"{record.wrong} / {record.decided}",
            decisions=record.decided,
            used=len(used.get((LessonKind.RULE, rule), ())),
        )
