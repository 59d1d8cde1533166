"""One matter on the desk: its title, what is to be known of it, the act it waits for.

A desk has sixty of them: a template takes longer for each than the database did for all.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from taizhang.engine.lifecycle import State
from taizhang.engine.signals import signal
from taizhang.ledger.queries import signal_of
from taizhang.web import addresses, dates, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.utils.safestring import SafeString

    from taizhang.ledger.models import Entry
    from taizhang.reporting.desks import Waiting


def rows(one: Waiting, today: date) -> SafeString:
    """The rows of a group."""
    move = one.group.move
    name = escape(wording.label(move.value, "move")) if move is not None else ""
    made = []
    for entry in one.entries:
        url = addresses.entry(entry.number)
        about = "".join(_about(one, entry, today))
        act = ""
        if move is not None:
            place = addresses.act(entry.number, move.value)
            act = f'<a class="btn btn-small" href="{place}" tabindex="-1">{name}</a>'
        made.append(
            f'<div class="matter" data-row><a href="{url}">{escape(entry.title)}</a>'
            f'<span class="about">{about}</span>{act}</div>'
        )
    return mark_safe("".join(made))  # noqa: S308  # escaped where it is made


def _about(one: Waiting, entry: Entry, today: date) -> Iterator[str]:
    """When it is due or comes back, its number, whose matter it is, who has it."""
    if entry.state == State.PARKED.value:
        yield _back(entry.review_on)
    elif not entry.answered_at:
        yield _due(one, entry, today)
    yield f"<span>{escape(entry.number)}</span>"
    if who := _who(one.asked_by.get(entry.pk, ())):
        yield f"<span>{escape(who)}</span>"
    if entry.lead and one.group.move is None:
        yield f"<span>{escape(str(entry.lead))}</span>"


def _back(day: date | None) -> str:
    said = gettext("back on %(day)s") % {"day": dates.day(day)}
    return f"<span>{said}</span>"


def _due(one: Waiting, entry: Entry, today: date) -> str:
    """The date that counts: of who helps, that of their own part."""
    due, colour = entry.due, signal_of(entry, today)
    if entry.pk in one.own_dates:
        due, warn_on = one.own_dates[entry.pk]
        colour = signal(due, warn_on, today)
    return dates.deadline(due, today, colour, entry.number)


def _who(asked_by: Sequence[str]) -> str:
    """Whose matter it is, in few words."""
    if len(asked_by) > 1:
        return gettext("{first} and {n} more").format(first=asked_by[0], n=len(asked_by) - 1)
    return asked_by[0] if asked_by else ""
