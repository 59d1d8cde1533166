"""What is said at the table: noted once, corrected, struck out, or taken from a growing text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog
from django.db import transaction
from django.db.models import Max

from taizhang.engine.due_texts import parse_due
from taizhang.engine.minutes import lines_of
from taizhang.intake.models import Draft
from taizhang.intake.symposiums.errors import (
    NobodySpeaks,
    NotAtThisTable,
    RemarkDecided,
    RemarkMissing,
    RemarkTooLong,
    StaleRemark,
    TableFull,
)
from taizhang.intake.symposiums.models import Remark, Seat
from taizhang.intake.symposiums.queries import names_at
from taizhang.intake.symposiums.services.table import locked
from taizhang.intake.symposiums.services.writing import write

if TYPE_CHECKING:
    from datetime import date, datetime

    from taizhang.intake.symposiums.models import Symposium
    from taizhang.roster.models import Person, Unit

log = structlog.get_logger(__name__)

LONGEST: Final = 5_000
MOST_REMARKS: Final = 2_000
_KEY: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is noted: whose words, what they are, and what they promise."""

    kind: Remark.Kind | str
    text: str
    seat: Seat | None = None
    speaker: str = ""
    answers: Remark | None = None
    unit: Unit | None = None
    due: date | None = None
    due_text: str = ""


@transaction.atomic
def note(symposium: Symposium, words: Words, *, key: str, by: Person, now: datetime) -> Remark:
    """Note what was said; the same `key` again gives the remark that is there."""
    current = locked(symposium)
    known = current.remarks.filter(key=key[:_KEY]).first()
    if known:
        return known
    remark = _added(current, words, key=key, by=by, now=now)
    write(current)
    remark.refresh_from_db()
    return remark


def _added(symposium: Symposium, words: Words, *, key: str, by: Person, now: datetime) -> Remark:
    last = symposium.remarks.aggregate(last=Max("position"))["last"] or 0
    if last >= MOST_REMARKS:
        raise TableFull(limit=MOST_REMARKS)
    remark = Remark(
        symposium=symposium, key=key[:_KEY], position=last + 1, noted_by=by, noted_at=now
    )
    _put(remark, words)
    remark.save()
    log.info("remark_noted", symposium=symposium.pk, remark=remark.pk, by=by.code)
    return remark


def _put(remark: Remark, words: Words) -> None:
    """The words into the row, checked; what only an answer has is dropped from other kinds."""
    text = words.text.replace("\r\n", "\n").strip()
    if not text:
        raise RemarkMissing
    if len(text) > LONGEST:
        raise RemarkTooLong(limit=LONGEST, length=len(text))
    kind = Remark.Kind(words.kind)
    if kind == Remark.Kind.RAISED and words.seat is None:
        raise NobodySpeaks
    for thing in (words.seat, words.answers):
        if thing is not None and thing.symposium_id != remark.symposium_id:
            raise NotAtThisTable
    is_answer = kind == Remark.Kind.ANSWERED
    remark.kind, remark.text = kind, " ".join(text.split("\n"))
    remark.seat = None if is_answer else words.seat
    remark.speaker = words.speaker.strip()[:100] if remark.seat is None else ""
    remark.answers = _open(words.answers) if is_answer else None
    remark.unit = words.unit if is_answer else None
    remark.due_text = words.due_text.strip()[:100] if is_answer else ""
    remark.due = words.due if is_answer else None
    if remark.due is None and remark.due_text:
        remark.due = parse_due(remark.due_text, remark.symposium.activity.held_on)  # type: ignore[arg-type]


def _open(answered: Remark | None) -> Remark | None:
    """What is answered, while that still waits; a later answer is a promise of its own."""
    if answered is None or answered.answers_id or answered.kind != Remark.Kind.RAISED:
        return None
    is_decided = answered.draft is not None and answered.draft.status != Draft.Status.WAITING
    return None if is_decided else answered


def _current(remark: Remark, seen: int | None) -> Remark:
    """The remark as it is now, its symposium locked; refuses what is decided and a stale form."""
    locked(remark.symposium)
    current = Remark.objects.select_related(
        "draft", "symposium__activity", "symposium__document", "changed_by"
    ).get(pk=remark.pk)
    if seen is not None and seen != current.version:
        by = current.changed_by.name if current.changed_by else current.noted_by.name
        raise StaleRemark(by=by, at=current.changed_at or current.noted_at)
    of = current.answers.draft if current.answers else current.draft
    if of is not None and of.status in {Draft.Status.ACCEPTED, Draft.Status.REPLACED}:
        raise RemarkDecided
    return current


def _changed(remark: Remark, *, by: Person, now: datetime) -> Remark:
    remark.version += 1
    remark.changed_by, remark.changed_at = by, now
    remark.save()
    write(remark.symposium)
    remark.refresh_from_db()
    return remark


@transaction.atomic
def correct(
    remark: Remark, words: Words, *, by: Person, now: datetime, seen: int | None = None
) -> Remark:
    """Put the words right; what it is (raised, answered, noted) stays once it is a draft."""
    current = _current(remark, seen)
    kept = current.kind if current.draft_id or current.replies.exists() else words.kind
    _put(current, Words(**{**_fields(words), "kind": kept}))
    return _changed(current, by=by, now=now)


def _fields(words: Words) -> dict[str, object]:
    return {name: getattr(words, name) for name in Words.__dataclass_fields__}


@transaction.atomic
def strike(remark: Remark, *, by: Person, now: datetime, seen: int | None = None) -> Remark:
    """Leave it out of the minutes: it is no draft any more, its words stay here. Twice is once."""
    if Remark.objects.filter(pk=remark.pk, is_struck=True).exists():
        return Remark.objects.get(pk=remark.pk)
    current = _current(remark, seen)
    current.is_struck = True
    if draft := current.draft:
        current.draft = None
        current.save(update_fields=["draft"])
        draft.delete()
    return _changed(current, by=by, now=now)


@transaction.atomic
def take_strike_back(
    remark: Remark, *, by: Person, now: datetime, seen: int | None = None
) -> Remark:
    """Put it into the minutes again. Twice is once."""
    if not Remark.objects.filter(pk=remark.pk, is_struck=True).exists():
        return Remark.objects.get(pk=remark.pk)
    current = _current(remark, seen)
    current.is_struck = False
    return _changed(current, by=by, now=now)


@transaction.atomic
def take_lines(symposium: Symposium, text: str, *, by: Person, now: datetime) -> int:
    """Note the lines of minutes kept elsewhere; lines taken before are not taken again.

    Returns how many were new, so that the same text, grown, can be brought again and again.
    """
    current = locked(symposium)
    seats = {seat.name: seat for seat in current.seats.all()}
    found = lines_of(text, names_at(current))
    taken: list[Remark | None] = []
    new = 0
    for line in found:
        key = _key_of(line.kind, line.speaker, line.text)
        known = current.remarks.filter(key=key).first()
        if known is None:
            answers = taken[line.answers] if line.answers is not None else None
            words = Words(
                kind=line.kind.value,
                text=line.text[:LONGEST],
                seat=seats.get(line.speaker) if line.kind.value == Remark.Kind.RAISED else None,
                speaker=line.speaker,
                answers=answers,
            )
            known = _added(current, words, key=key, by=by, now=now)
            new += 1
        taken.append(known)
    if new:
        write(current)
    return new


def _key_of(*said: str) -> str:
    return "text-" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]
