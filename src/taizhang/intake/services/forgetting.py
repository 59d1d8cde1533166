"""What was learned is forgotten; that it was, by whom and when, is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.db import transaction

from taizhang.engine.codes import AuditAct
from taizhang.intake.errors import NothingToForget
from taizhang.intake.lessons import Learned, learned
from taizhang.intake.models import Document, Forgetting, LessonKind, LessonUse
from taizhang.roster import services as roster

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from taizhang.roster.models import Person
    from taizhang.roster.services import Origin

log = structlog.get_logger(__name__)


@transaction.atomic
def forget(
    kind: LessonKind | str,
    said: Sequence[str],
    *,
    by: Person,
    now: datetime,
    origin: Origin | None = None,
) -> list[Forgetting]:
    """Forget a lesson: names go off the roster's aliases, what is counted is counted from now on.

    Documents that were read stay as they are, and what people said about a name of a document
    holds in that document. Decided again, it is learned again.
    """
    known = {word: one for one in _learned(kind) for word in one.said}
    words = list(dict.fromkeys(said))
    if not words or not all(word in known for word in words):
        raise NothingToForget
    rows = [_forgotten(known[word], word, by=by, now=now) for word in words]
    roster.audit(
        AuditAct.LESSON_FORGOTTEN,
        now=now,
        actor=roster.actor_name(by),
        subject=f"{kind} · {'、'.join(words)}",
        origin=origin,
    )
    log.info("lesson_forgotten", kind=str(kind), count=len(rows), by=by.code)
    return rows


def _learned(kind: LessonKind | str) -> list[Learned]:
    every = learned(Document.objects.all(), is_all=True)
    return [one for one in every if one.kind == kind]


def _forgotten(lesson: Learned, word: str, *, by: Person, now: datetime) -> Forgetting:
    if lesson.kind == LessonKind.ENTERPRISE:
        roster.forget_enterprise_name(lesson.means, word)
    elif lesson.kind == LessonKind.UNIT:
        roster.forget_unit_name(lesson.means, word)
    LessonUse.objects.filter(kind=lesson.kind, said=word).delete()
    return Forgetting.objects.create(
        kind=lesson.kind, said=word, code=lesson.means[:32], used=lesson.used, by=by, at=now
    )
