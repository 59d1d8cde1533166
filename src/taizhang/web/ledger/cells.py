"""What stands in one cell of the list: words, badges, links; the workbook has the plain values."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from taizhang.engine.lifecycle import State
from taizhang.ledger.queries import spans
from taizhang.web import wording
from taizhang.web.highlight import marked
from taizhang.web.templatetags.taizhang import day, deadline, explained_date, state_badge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from taizhang.ledger.models import Entry
    from taizhang.ledger.queries import Excerpt
    from taizhang.reporting.columns import Column
    from taizhang.reporting.workbooks import Cell

LONGEST: Final = 120
"""Signs of a long text that a cell shows."""
_FEW: Final = 2


def row(
    entry: Entry,
    columns: Sequence[tuple[Column, Callable[[Entry], Cell]]],
    *,
    today: date,
    words: str,
    excerpt: Excerpt | None,
) -> list[dict[str, Any]]:
    """The cells of an entry under columns, each with what it says."""
    cells = []
    for column, said in columns:
        made = _CELLS.get(column.key)
        html = made(entry, today, words) if made else _plain(said(entry))
        if column.key == "title" and excerpt is not None:
            html = format_html("{}{}", html, found(excerpt))
        cells.append({"key": column.key, "name": column.heading, "html": html})
    return cells


def tinted(text: str, words: str) -> str:
    """The text, what was searched for marked in it."""
    if not words:
        return text
    return marked(text, [(start, end, "found") for start, end in spans(text, words)])


def found(excerpt: Excerpt) -> str:
    """The line under a title that shows where else the words stand."""
    text = marked(excerpt.text, [(start, end, "found") for start, end in excerpt.spans])
    if not excerpt.file:
        return format_html('<span class="excerpt">{}</span>', text)
    return format_html(
        '<span class="excerpt"><b>{}</b> {}</span>',
        gettext("In the file {name}:").format(name=excerpt.file),
        text,
    )


def _title(entry: Entry, _today: date, words: str) -> str:
    return format_html(
        '<a href="{}" tabindex="-1" title="{}">{}</a>',
        reverse("ledger:entry", args=[entry.number]),
        entry.title,
        tinted(entry.title, words),
    )


def _enterprise(entry: Entry, _today: date, words: str) -> str:
    names = [one.name for one in entry.requesters.all()]
    if not names:
        return ""
    shown, every = tinted("、".join(names[:_FEW]), words), "、".join(names)
    if len(names) > _FEW:
        more = gettext("{n} in all").format(n=len(names))
        shown = format_html('{} <span class="muted">{}</span>', shown, more)
    return format_html('<span title="{}">{}</span>', every, shown)


def _state(entry: Entry, _today: date, _words: str) -> str:
    return state_badge(entry.state)


def _due(entry: Entry, today: date, _words: str) -> str:
    if entry.due is None:
        return ""
    runs = State(entry.state).is_open and entry.state != State.PARKED.value
    if entry.answered_at or not runs:
        return explained_date(entry.due, day(entry.due), "muted", entry.number)
    signal: str = entry.signal  # type: ignore[attr-defined]  # set by the list
    return deadline(entry.due, today, signal, entry.number)


_CELLS: Final[dict[str, Callable[[Entry, date, str], str]]] = {
    "title": _title,
    "enterprise": _enterprise,
    "state": _state,
    "due": _due,
    "lead": lambda entry, _today, _words: str(entry.lead or ""),
    "category": lambda entry, _today, _words: wording.label(entry.category, "category"),
}


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return day(value)
    text = str(value)
    if len(text) <= LONGEST:
        return text
    return format_html('<span title="{}">{}…</span>', text[:1000], text[: LONGEST - 1])
