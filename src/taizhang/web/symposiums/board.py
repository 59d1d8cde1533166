"""What the table shows: who sits there, what was said, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taizhang.access.permissions import Permission, can
from taizhang.intake.symposiums import queries
from taizhang.ledger import queries as ledger
from taizhang.web.symposiums.forms import LinesForm, NoteForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taizhang.intake.symposiums.models import Remark, Seat, Symposium
    from taizhang.ledger.models import Entry
    from taizhang.web.request import Request


@dataclass(frozen=True, slots=True)
class Spoken:
    """A seat and how often it raised something."""

    seat: Seat
    times: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A remark, its answers, and the entry it became."""

    remark: Remark
    replies: tuple[Remark, ...]
    entry: Entry | None = None

    @property
    def number(self) -> str:
        """The entry's."""
        return self.entry.number if self.entry else ""

    @property
    def waits(self) -> bool:
        """Whether it can still be put on a ledger from here."""
        draft = self.remark.draft
        return draft is not None and draft.status == draft.Status.WAITING


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, what it answers, and the entry that holds it."""

    remark: Remark
    about: Remark | None
    entry: Entry | None = None


def said(request: Request, symposium: Symposium) -> dict[str, Any]:
    """The running lines and everything counted from them: in a fixed number of queries."""
    lines = queries.lines(symposium)
    entries = ledger.entries_of_drafts(
        [line.remark.draft_id for line in lines if line.remark.draft_id]
    )
    return {
        "symposium": symposium,
        "lines": [
            Shown(line.remark, line.replies, entries.get(line.remark.draft_id or 0))
            for line in lines
        ],
        "seats": _spoken(symposium, lines),
        "promises": [
            Promise(remark, about, entries.get((about or remark).draft_id or 0))
            for remark, about in queries.commitments(lines)
        ],
        "registered": len(entries),
        "raised": sum(
            line.remark.kind == queries.Kind.RAISED and not line.remark.is_struck for line in lines
        ),
        "may_note": symposium.is_open and can(request.person, Permission.DOCUMENT_ADD),
        "may_dispatch": can(request.person, Permission.ENTRY_DISPATCH),
    }


def _spoken(symposium: Symposium, lines: Sequence[queries.Line]) -> list[Spoken]:
    times: dict[int, int] = {}
    for line in lines:
        if line.remark.seat_id and not line.remark.is_struck:
            times[line.remark.seat_id] = times.get(line.remark.seat_id, 0) + 1
    return [Spoken(seat, times.get(seat.pk, 0)) for seat in queries.seats(symposium)]


def console(
    request: Request, symposium: Symposium, *, form: NoteForm | None = None
) -> dict[str, Any]:
    """The whole console; `?answer=` begins the form as an answer to that remark."""
    return {
        **said(request, symposium),
        "form": form or NoteForm(symposium=symposium, initial=_begun(request)),
        "lines_form": LinesForm(auto_id="lines_%s"),
        "is_wall": "wall" in request.GET,
    }


def _begun(request: Request) -> dict[str, Any]:
    answer, seat = request.GET.get("answer", ""), request.GET.get("seat", "")
    if answer.isdecimal():
        return {"kind": queries.Kind.ANSWERED.value, "answers": answer}
    return {"seat": seat} if seat.isdecimal() else {}
