"""What stands in one cell of the list: words, badges, links; the workbook has the plain values."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from taizhang.engine.lifecycle import State
from taizhang.ledger.queries import spans
from taizhang.web import addresses, dates, wording
from taizhang.web.highlight import marked
from taizhang.web.templatetags.taizhang import state_badge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from taizhang.ledger.models import Entry
    from taizhang.ledger.queries import Excerpt
    from taizhang.reporting.columns import Column

LONGEST: Final = 120
"""Signs of a long text that a cell shows."""
_FEW: Final = 2
_ANY: Final = "0-0"
"""Stands for the number of an entry where what stands around it is made."""
_MOST: Final = 1000
"""Values of a column whose cells are kept while a page is made."""


class Rows:
    """The rows of one page. A page has hundreds of cells, and what stands in many is made once."""

    def __init__(
        self,
        columns: Sequence[Column],
        today: date,
        words: str,
        excerpts: Mapping[int, Excerpt],
        asked_by: Mapping[int, Sequence[str]],
        *,
        ticks: bool,
    ) -> None:
        """`words` are what was searched for, `excerpts` where else than in the title they stand.

        `asked_by` are the names of who asks for each entry. With `ticks` each row can be chosen.
        """
        self._today = today
        self._words = words
        self._excerpts = excerpts
        self._asked_by = asked_by
        self._ticks = _tick() if ticks else None
        self._columns = [(_begins(one), self._maker(one)) for one in columns]

    def row(self, entry: Entry) -> SafeString:
        """The cells of an entry: its number as their head, then each with what it says."""
        number = escape(entry.number)
        tick = number.join(self._ticks) if self._ticks else ""
        url = addresses.entry(entry.number)
        head = f'<th scope="row" class="col-number">{tick}<a href="{url}">{number}</a></th>'
        cells = [f"{begins}{made(entry)}</td>" for begins, made in self._columns]
        return mark_safe(head + "".join(cells))  # noqa: S308  # escaped where they are made

    def _maker(self, column: Column) -> Callable[[Entry], str]:
        own = {"title": self._title, "enterprise": self._enterprise, "due": self._due}
        return own.get(column.key) or _once(*_ONCE.get(column.key, (column.said(), _plain)))

    def _title(self, entry: Entry) -> str:
        title, url = escape(entry.title), addresses.entry(entry.number)
        shown = tinted(entry.title, self._words) if self._words else title
        excerpt = found(self._excerpts[entry.pk]) if entry.pk in self._excerpts else ""
        return f'<a href="{url}" tabindex="-1" title="{title}">{shown}</a>{excerpt}'

    def _enterprise(self, entry: Entry) -> str:
        names = self._asked_by.get(entry.pk, ())
        if not names:
            return ""
        shown = conditional_escape(tinted("、".join(names[:_FEW]), self._words))
        if len(names) > _FEW:
            more = gettext("{n} in all").format(n=len(names))
            shown = format_html('{} <span class="muted">{}</span>', shown, more)
        return f'<span title="{escape("、".join(names))}">{shown}</span>'

    def _due(self, entry: Entry) -> str:
        """Its date with where that is explained."""
        if entry.due is None:
            return ""
        runs = State(entry.state).is_open and entry.state != State.PARKED.value
        is_over = entry.answered_at or not runs
        if is_over:
            return dates.past(entry.due, self._today, entry.number)
        signal: str = entry.signal  # type: ignore[attr-defined]  # set by the list
        return dates.deadline(entry.due, self._today, signal, entry.number)


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


def _begins(column: Column) -> SafeString:
    """How the cells of a column begin; on a phone each says what it is."""
    name = "" if column.key == "title" else format_html(' data-name="{}"', column.heading)
    return format_html('<td class="col-{}"{}>', column.key, name)


def _tick() -> list[str]:
    """What stands around the number where a row can be chosen."""
    choose = gettext("Choose %(number)s") % {"number": _ANY}
    html = format_html(
        '<label class="tick"><input type="checkbox" name="entry" value="{}" data-tick>'
        '<span class="unseen">{}</span></label>',
        _ANY,
        choose,
    )
    return html.split(_ANY)


def _once(said: Callable[[Entry], Any], html: Callable[[Any], str]) -> Callable[[Entry], str]:
    """A cell that says the same of many entries."""
    made = lru_cache(maxsize=_MOST, typed=True)(html)
    return lambda entry: made(said(entry))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return dates.day(value)
    text = str(value)
    if len(text) <= LONGEST:
        return escape(text)
    return format_html('<span title="{}">{}…</span>', text[:1000], text[: LONGEST - 1])


_ONCE: Final[dict[str, tuple[Callable[[Entry], Any], Callable[[Any], str]]]] = {
    "state": (lambda entry: entry.state, state_badge),
    "lead": (lambda entry: str(entry.lead or ""), escape),
    "category": (
        lambda entry: entry.category,
        lambda code: escape(wording.label(code, "category")),
    ),
}
"""Columns whose cells say it otherwise than the workbook does: of what, and how."""
