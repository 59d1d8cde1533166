"""What people's decisions teach about names, and which lessons served a reading.

Only what a person confirmed counts, never what the machine proposed itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import structlog

from taizhang.intake.knowing import in_force
from taizhang.intake.models import Draft, Lesson, LessonKind, LessonUse, NameDecision
from taizhang.roster import services as roster

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from taizhang.intake.models import Document
    from taizhang.roster.models import Person

log = structlog.get_logger(__name__)

SHORTEST: Final = 3
"""Two characters stand in too many other words to be looked for as the name of a body."""


def keep_lessons(
    taught: Iterable[tuple[LessonKind, str, str]],
    *,
    by: Person,
    now: datetime,
    draft: Draft | None = None,
    decision: NameDecision | None = None,
) -> list[Lesson]:
    """Keep what was taught (kind, name, meaning) and is not known yet, with its source."""
    known = {(lesson.kind, lesson.said, lesson.code) for lesson in in_force()}
    kept = []
    for kind, said, code in taught:
        if (kind, said, code) not in known:
            row = Lesson(kind=kind, said=said, code=code, by=by, at=now)
            row.draft, row.decision = draft, decision
            row.save()
            kept.append(row)
            log.info("lesson_kept", kind=str(kind), code=code, by=by.code)
    return kept


def _enterprises(draft: Draft, claim: dict[str, Any]) -> Iterator[tuple[LessonKind, str, str]]:
    """Names that the reading could not place and a person could."""
    open_names = {
        item["name"] for item in claim["enterprises"] if not item["code"] and item.get("candidates")
    }
    for item in draft.enterprises:
        name, code = item["name"], item.get("code")
        if name in open_names and code and roster.remember_enterprise_name(code, name):
            yield LessonKind.ENTERPRISE, name, code


def _lead(draft: Draft, claim: dict[str, Any]) -> Iterator[tuple[LessonKind, str, str]]:
    """The lead unit's name: as the reading left it open, or as a person took it from the text."""
    names = [] if claim.get("lead") else [claim.get("lead_name", "")]
    written = draft.lead_name
    if written != claim.get("lead_name") and written in "".join(draft.document.text.split()):
        names.append(written)
    unit = draft.lead_unit
    for name in filter(None, names):
        if unit and roster.remember_unit_name(unit.code, name):
            yield LessonKind.UNIT, name, unit.code
    if not unit and len(written) >= SHORTEST and written in names[1:]:
        read = (draft.document.reading or {}).get("organisations", [])
        if not any(written in (found["name"], *found["aliases"]) for found in read):
            yield LessonKind.NAME, written, NameDecision.Kind.UNIT.value


def learn_names(draft: Draft, *, by: Person, now: datetime) -> None:
    """Keep the names that the confirmed draft explains; the roster gets them as aliases."""
    claim = draft.claim
    taught = [*(_enterprises(draft, claim) if claim else ()), *_lead(draft, claim or {})]
    keep_lessons(taught, by=by, now=now, draft=draft)


def note_uses(
    document: Document, reading: dict[str, Any], used: Iterable[tuple[LessonKind, str]]
) -> None:
    """Note which lessons of other documents served this reading, in place of earlier notes."""
    plain = "".join(document.text.split())
    names = {
        name for org in reading["organisations"] for name in (org["name"], *org["aliases"])
    } | {person["name"] for person in reading["people"]}
    titles = [title for person in reading["people"] for title in person["titles"]]
    every = set(used)
    for lesson in in_force():
        if document in {lesson.draft and lesson.draft.document, _decided_in(lesson)}:
            continue
        if lesson.kind == LessonKind.TITLE:
            serves = any(title.endswith(lesson.said) for title in titles)
        elif lesson.kind == LessonKind.PERSON or lesson.code == NameDecision.Kind.NONE:
            serves = lesson.said in plain
        else:
            serves = lesson.said in names
        if serves:
            every.add((LessonKind(lesson.kind), lesson.said))
    LessonUse.objects.filter(document=document).delete()
    LessonUse.objects.bulk_create(
        LessonUse(document=document, kind=kind, said=said) for kind, said in sorted(every)
    )


def _decided_in(lesson: Lesson) -> Document | None:
    return lesson.decision.document if lesson.decision else None
