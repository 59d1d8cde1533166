"""A person puts a name right: what it is, whose titles, whom of the roster it means.

The document is read again with what was said; what is new about it is used from the next one on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from taizhang.engine.extract.people import is_known_title
from taizhang.engine.lessons import bare_title
from taizhang.intake.errors import NotOnTheRoster, QuoteNotFound, SeveralOfThatName
from taizhang.intake.knowing import in_force
from taizhang.intake.models import Document, Lesson, LessonKind, NameDecision
from taizhang.intake.names import Kind, Name, name_of
from taizhang.intake.services.cutting import places_of
from taizhang.intake.services.learning import SHORTEST, keep_lessons
from taizhang.intake.services.rereading import locked, read_again, refuse_stale
from taizhang.roster import queries as roster
from taizhang.roster import services as roster_services

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from taizhang.roster.models import Person

_LONGEST: Final = 100
_SHOWN: Final = 40
_SHORTEST_OF_ALL: Final = 2


@dataclass(frozen=True, slots=True)
class Corrected:
    """The document afterwards, and what was learned for others."""

    document: Document
    lessons: tuple[Lesson, ...] = ()


def same_as(kind: str, words: str) -> str:
    """The code of whom the words (a code, or a name as the roster has it) mean; empty for none."""
    words = words.strip()
    if not words or kind not in {Kind.PERSON, Kind.ENTERPRISE, Kind.UNIT}:
        return ""
    if kind == Kind.PERSON:
        codes = set(roster.people().filter(code=words).values_list("code", flat=True))
        codes = codes or set(roster.people().filter(name=words).values_list("code", flat=True))
    else:
        known = roster.roster_names()
        names = known.enterprises if kind == Kind.ENTERPRISE else known.units
        codes = {code for code in names.values() if code == words} or {
            code for name, code in names.items() if name == words
        }
    if not codes:
        raise NotOnTheRoster(said=words[:_SHOWN])
    if len(codes) > 1:
        raise SeveralOfThatName(said=words[:_SHOWN], codes="、".join(sorted(codes)))
    return codes.pop()


def _found(current: Document, said: str) -> Name:
    """The name as it was read or decided before, else at its first place in the text."""
    words = "".join(said.split())
    known = name_of(current, words)
    if known:
        return known
    places = places_of(current, words)
    if not _SHORTEST_OF_ALL <= len(words) <= _LONGEST or not places:
        raise QuoteNotFound(quote=said.strip()[:_SHOWN])
    start, end = places[0]
    return Name(words, "", start, end, words, is_read=False)


@transaction.atomic
def correct_name(
    document: Document,
    said: str,
    *,
    kind: Kind | str,
    titles: Sequence[str] = (),
    code: str = "",
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> Corrected:
    """Say what a name of the document is; said twice the same, it is one decision."""
    current = locked(document)
    name = _found(current, said)
    kept = list(titles) if kind == Kind.PERSON else []
    same = (name.kind, list(name.titles), name.code) == (kind, kept, code)
    if same and (name.is_read or name.decision):
        return Corrected(current)
    refuse_stale(current, seen)
    decision = NameDecision.objects.create(
        document=current,
        said=name.said,
        start=name.start,
        end=name.end,
        kind=kind,
        titles=kept,
        code=code,
        claim=name.claim,
        by=by,
        at=now,
    )
    lessons = keep_lessons(_taught(current, decision), by=by, now=now, decision=decision)
    again = read_again(current, Document.Change.NAMED, by=by, now=now)
    return Corrected(again, tuple(lessons))


def _taught(document: Document, decision: NameDecision) -> Iterator[tuple[LessonKind, str, str]]:
    """What the decision tells about other documents: only what the machine did not know."""
    said, kind, code = decision.said, decision.kind, decision.code
    if kind == Kind.ENTERPRISE and code:
        if roster_services.remember_enterprise_name(code, said):
            yield LessonKind.ENTERPRISE, said, code
    elif kind == Kind.UNIT and code:
        if roster_services.remember_unit_name(code, said):
            yield LessonKind.UNIT, said, code
    elif kind == Kind.PERSON and code:
        person = roster.person_by_code(code)
        if person and person.name != said:
            yield LessonKind.PERSON, said, code
    if _is_another_kind(decision):
        yield LessonKind.NAME, said, kind
    yield from _titles(document, decision)


def _is_another_kind(decision: NameDecision) -> bool:
    """Whether the machine took the name for something else, or an earlier lesson does."""
    said, kind = decision.said, decision.kind
    is_body = kind in {Kind.ENTERPRISE, Kind.UNIT, Kind.PARK}
    if is_body and len(said) < SHORTEST:
        return False
    learned = {one.said: one.code for one in in_force() if one.kind == LessonKind.NAME}
    if said in learned:
        return learned[said] != kind
    claimed = (decision.claim or {}).get("kind")
    return claimed != kind and not (claimed is None and decision.code)


def _titles(document: Document, decision: NameDecision) -> Iterator[tuple[LessonKind, str, str]]:
    """Titles that no rule knows, as far as the document itself says them."""
    text = "".join(document.text.split())
    units = [*roster.roster_names().units]
    units += [org["name"] for org in (document.reading or {}).get("organisations", ())]
    for title in decision.titles:
        bare = bare_title(title, units)
        if len(bare) >= _SHORTEST_OF_ALL and not is_known_title(bare) and title in text:
            yield LessonKind.TITLE, bare, ""
