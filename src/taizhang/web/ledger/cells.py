"""What stands in one cell of the list: words, badges, links; the workbook has the plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
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


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of the list: how its cells begin, and what they say."""

    key: str
    begins: SafeString
    said: Callable[[Entry], Cell]

    @classmethod
    def of(cls, column: Column) -> Shown:
        """Made once for all rows: a page has hundreds of cells."""
        name = ""
        if column.key != "title":
            name = format_html(' data-name="{}"', column.heading)
        begins = format_html('<td class="col-{}"{}>', column.key, name)
        return cls(column.key, begins, column.said())


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a row of the list, with what its cells look at."""

    entry: Entry
    url: str
    today: date
    words: str
    excerpt: Excerpt | None = None


def row(line: Line, columns: Sequence[Shown]) -> SafeString:
    """The cells of an entry under columns, each with what it says."""
    cells = []
    for column in columns:
        made = _CELLS.get(column.key)
        html = made(line) if made else _plain(column.said(line.entry))
        if column.key == "title" and line.excerpt is not None:
            html = format_html("{}{}", html, found(line.excerpt))
        cells.append(f"{column.begins}{conditional_escape(html)}</td>")
    return mark_safe("".join(cells))  # noqa: S308  # each escaped above


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


def _title(line: Line) -> str:
    title = line.entry.title
    return format_html(
        '<a href="{}" tabindex="-1" title="{}">{}</a>', line.url, title, tinted(title, line.words)
    )


def _enterprise(line: Line) -> str:
    words = line.words
    names = [one.name for one in line.entry.requesters.all()]
    if not names:
        return ""
    shown, every = tinted("、".join(names[:_FEW]), words), "、".join(names)
    if len(names) > _FEW:
        more = gettext("{n} in all").format(n=len(names))
        shown = format_html('{} <span class="muted">{}</span>', shown, more)
    return format_html('<span title="{}">{}</span>', every, shown)


def _state(line: Line) -> str:
    return state_badge(line.entry.state)


def _due(line: Line) -> str:
    entry, today = line.entry, line.today
    if entry.due is None:
        return ""
    runs = State(entry.state).is_open and entry.state != State.PARKED.value
    if entry.answered_at or not runs:
        return explained_date(entry.due, day(entry.due), "muted", entry.number)
    signal: str = entry.signal  # type: ignore[attr-defined]  # set by the list
    return deadline(entry.due, today, signal, entry.number)


_CELLS: Final[dict[str, Callable[[Line], str]]] = {
    "title": _title,
    "enterprise": _enterprise,
    "state": _state,
    "due": _due,
    "lead": lambda line: str(line.entry.lead or ""),
    "category": lambda line: wording.label(line.entry.category, "category"),
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
