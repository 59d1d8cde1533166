"""Dates as pages show them: in words, with what they ask for, and where they are explained.

A list and a desk have fifty of them, and most stand there more than once: they are worded once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from taizhang.web import addresses, provisional, wording

if TYPE_CHECKING:
    from datetime import date

_ADDRESS: Final = "\0"
"""Stands for the address where what stands around it is worded."""
_KEPT: Final = 4096
"""Dates that are kept as they were worded, which all pages of a day share."""


def day(value: date | None) -> str:
    """8月26日（周四） or "Thu 26 Aug", as <time>."""
    if not value:
        return ""
    when = wording.local_date(value)
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), wording.day(when))


def deadline(due: date | None, today: date, signal: str = "", number: str = "") -> SafeString | str:
    """Blue, orange or red with its word; `signal` is what `ledger.queries.signal_of` says.

    With the number of its entry it leads to how the date was counted.
    """
    if due is None:
        return ""
    signal = str(signal)
    if number:
        around = _deadline(due, today, signal, provisional.is_provisional(due), get_language())
        return mark_safe(addresses.dates(number).join(around))  # noqa: S308  # worded below
    colour, words = _told(due, today, signal)
    said = wording.day(due)
    if provisional.is_provisional(due):
        said = f"{said}: {provisional.reason(due.year)}"
    return format_html('<span class="badge{}" title="{}">{}</span>', colour, said, words)


def past(due: date, today: date, number: str) -> SafeString:
    """The due date of an entry that asks for nothing any more."""
    around = _past(due, today, get_language())
    return mark_safe(addresses.dates(number).join(around))  # noqa: S308  # worded below


# What is not looked at is what the words depend on beside the rest.
@lru_cache(maxsize=_KEPT)
def _deadline(
    due: date, today: date, signal: str, _is_provisional: object, _language: str | None
) -> list[str]:
    """What stands around the address where the date is explained."""
    colour, words = _told(due, today, signal)
    return _explained(due, words, f"badge{colour}")


@lru_cache(maxsize=_KEPT)
def _past(due: date, _today: date, _language: str | None) -> list[str]:
    return _explained(due, day(due), "muted")


def _told(due: date, today: date, signal: str) -> tuple[str, str]:
    """How a deadline looks, and its words."""
    left = (due - today).days
    colour = (signal or wording.signal(left)).replace("none", "")
    words = wording.days_left(left, due)
    if signal == "orange" and left > 0:  # not near its end: a milestone before it is missed
        late = gettext("a step is late")
        words = f"{late} · {words}" if left <= wording.SOON else late
    return f" deadline-{colour}" if colour else "", provisional.marked(words, due)


def _explained(due: date, words: str, look: str) -> list[str]:
    """A due date in a list: pressing it shows how it was counted, without leaving the list.

    The explanation is counted there alone, so that a list of any length asks nothing more.
    """
    said = gettext("{day}: see how it was counted").format(day=wording.day(due))
    html = format_html(
        '<a class="{}" href="{}" hx-get="{}" hx-target="#explained" title="{}">{}</a>',
        look,
        _ADDRESS,
        _ADDRESS,
        said,
        words,
    )
    return html.split(_ADDRESS)
