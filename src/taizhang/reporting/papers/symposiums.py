"""The minutes of a symposium (座谈会纪要) as an official paper, with what was promised at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone, translation
from django.utils.translation import gettext

from taizhang.intake.symposiums import queries
from taizhang.ledger.queries import entries_of_drafts
from taizhang.reporting.papers.paper import Paper
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from taizhang.intake.symposiums.models import Remark, Symposium
    from taizhang.intake.symposiums.queries import Line
    from taizhang.ledger.models import Entry


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


_PROMISES: Final = (2, 9, 6, 6, 6, 8)
_ENTRIES: Final = (9, 7, 10, 6, 6)
_HEADS: Final = (
    _("No."),
    _("Promise"),
    _("To whom"),
    _("Who does it"),
    _("By when"),
    _("Entry"),
)

_ENTRY_HEADS: Final = (_("Number"), _("Enterprise"), _("Matter"), _("Lead unit"), _("Due date"))


def minutes_paper(symposium: Symposium, *, zone: str, at: datetime) -> Paper:
    """The minutes in Chinese: who sat there, what was said and answered, promised, put down."""
    lines = [line for line in queries.lines(symposium) if not line.remark.is_struck]
    entries = entries_of_drafts(
        [line.remark.draft_id for line in lines if line.remark.draft_id is not None]
    )
    with translation.override("zh-hans"):
        title = gettext("Minutes of “{title}”").format(title=symposium.activity.title)
        paper = Paper(subject=title, author=zone, at=at)
        paper.title(title)
        for text in _head(symposium):
            paper.paragraph(text)
        paper.heading(gettext("What was said"))
        for text in _said(lines):
            paper.paragraphs(text)
        _promised(paper, lines, entries)
        _put_down(paper, lines, entries)
        paper.signature(zone, timezone.localdate(at))
    return paper


def _head(symposium: Symposium) -> Iterator[str]:
    activity = symposium.activity
    seats = "、".join(seat.name for seat in queries.seats(symposium))
    for name, value in (
        (gettext("When"), day(activity.held_on) if activity.held_on else ""),
        (gettext("Place"), activity.place),
        (gettext("Chair"), symposium.chair),
        (gettext("Enterprises at the table"), seats),
    ):
        if value:
            yield f"{name}：{value}"


def _said(lines: Sequence[Line]) -> Iterator[str]:
    """Each line with its answers right behind it."""
    for line in lines:
        yield _words(line.remark)
        yield from (_words(one) for one in line.replies if not one.is_struck)
    if not lines:
        yield gettext("Nothing was noted.")


def _words(remark: Remark) -> str:
    if remark.kind == queries.Kind.ANSWERED:
        who = f"（{remark.speaker}）" if remark.speaker else ""
        return f"{gettext('Answer')}{who}：{remark.text}"
    who = remark.seat.name if remark.seat else remark.speaker
    return f"{who}：{remark.text}" if who else remark.text


def _promised(paper: Paper, lines: Sequence[Line], entries: Mapping[int, Entry]) -> None:
    paper.heading(gettext("List of what was promised"))
    rows = [
        (
            place,
            remark.text,
            about.seat.name if about and about.seat else gettext("all of them"),
            remark.unit.name if remark.unit else gettext("still to be asked"),
            day(remark.due) if remark.due else remark.due_text or gettext("still to be asked"),
            entry.number if entry else "",
        )
        for place, (remark, about) in enumerate(queries.commitments(lines), 1)
        for entry in (entries.get((about or remark).draft_id or 0),)
    ]
    if rows:
        paper.table([gettext(head) for head in _HEADS], rows, _PROMISES)
    else:
        paper.paragraph(gettext("Nothing was promised."))


def _put_down(paper: Paper, lines: Sequence[Line], entries: Mapping[int, Entry]) -> None:
    paper.heading(gettext("What is on a ledger"))
    rows = [
        (
            entry.number,
            line.remark.seat.name if line.remark.seat else "",
            line.remark.text,
            entry.lead.name if entry.lead else gettext("not dispatched yet"),
            day(entry.due) if entry.due else "",
        )
        for line in lines
        if (entry := entries.get(line.remark.draft_id or 0))
    ]
    if rows:
        paper.table([gettext(head) for head in _ENTRY_HEADS], rows, _ENTRIES)
    else:
        paper.paragraph(gettext("Nothing was put on a ledger yet."))
