"""The sentences of a bulletin: one wording for none, one, all and some.

“共0件，其中0件……” is said by no clerk: what is not there is said not to be there, and a part is
told only where the whole has parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext

from taizhang.reporting.bulletins.flow import KINDS, Flow
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Rate(NamedTuple):
    """How a part of a whole is said."""

    part: Flow
    whole: Flow
    nobody: str
    """There is no whole; `{silent}` of what was closed."""
    only: str
    """The whole is one, and it is so."""
    not_only: str
    """The whole is one, and it is not."""
    every: str
    none: str
    some: str


RATES: Final = (
    Rate(
        Flow.ON_TIME,
        Flow.TIMED,
        "",
        _("The one closed with a date was answered on time."),
        _("The one closed with a date was answered late."),
        _("All {whole} closed with a date were answered on time."),
        _("None of the {whole} closed with a date was answered on time."),
        _("Of {whole} closed with a date {part} were answered on time, {share}."),
    ),
    Rate(
        Flow.ON_TIME_FIRST,
        Flow.TIMED_FIRST,
        "",
        _("It was answered by the date first set."),
        _("It was answered after the date first set."),
        _("All {whole} were answered by the dates first set."),
        _("None of the {whole} was answered by the date first set."),
        _("By the dates first set {part} of {whole} were answered, {share}."),
    ),
    Rate(
        Flow.SOLVED,
        Flow.SAID,
        _("No requester of what was closed has said whether it is solved."),
        _("One requester said whether it is solved: it is."),
        _("One requester said whether it is solved: it is not."),
        _("Of what was closed {whole} requesters said whether it is solved: for all it is."),
        _("Of what was closed {whole} requesters said whether it is solved: for none it is."),
        _("Of {whole} closed whose requesters said so or not {part} are solved, {share}."),
    ),
    Rate(
        Flow.SATISFIED,
        Flow.RATED,
        _("Nothing of what was closed has been rated."),
        _("One that was closed was rated: satisfied."),
        _("One that was closed was rated: not satisfied."),
        _("All {whole} that were closed and rated were rated satisfied."),
        _("None of the {whole} that were closed and rated was rated satisfied."),
        _("Of {whole} closed and rated {part} are satisfied, {share}."),
    ),
)


def rate(one: Rate, counts: Mapping[Flow, int]) -> str:
    """Empty where there is nothing to be said."""
    part, whole = counts[one.part], counts[one.whole]
    if not counts[Flow.CLOSED]:
        return ""
    if one.part is Flow.ON_TIME_FIRST and part == counts[Flow.ON_TIME]:
        return ""  # no extension made a difference
    if not whole:
        return gettext(one.nobody) if one.nobody else ""
    if whole == 1:
        return gettext(one.only if part else one.not_only)
    said = one.every if part == whole else one.some if part else one.none
    return gettext(said).format(part=part, whole=whole, share=share(part, whole))


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}"


def registered(counts: Mapping[Flow, int], by_kind: Iterable[tuple[str, int]], period: str) -> str:
    """How many came in, and on which ledgers."""
    n = counts[Flow.NEW]
    if not n:
        return gettext("{period}: nothing new was registered.").format(period=period)
    parts = [(_called(kind), count) for kind, count in by_kind if count]
    if len(parts) == 1:
        if n == 1:
            return gettext("{period}: one new matter was registered ({kind}).").format(
                period=period, kind=parts[0][0]
            )
        return gettext("{period}: {n} new matters were registered, all {kind}.").format(
            period=period, n=n, kind=parts[0][0]
        )
    told = "、".join(
        gettext("{kind} {n}").format(kind=kind, n=count)
        for kind, count in sorted(parts, key=lambda one: -one[1])
    )
    return gettext("{period}: {n} new matters were registered: {parts}.").format(
        period=period, n=n, parts=told
    )


def _called(kind: str) -> str:
    return gettext(KINDS[kind]) if kind in KINDS else kind


def closed(counts: Mapping[Flow, int], period: str) -> str:
    n, carried = counts[Flow.CLOSED], counts[Flow.CARRIED]
    if not n:
        said = _("{period}: nothing was closed.")
    elif not carried:
        said = _("{period}: {n} matters were closed, all registered in the period.")
    elif carried == n:
        said = _("{period}: {n} matters were closed, all registered before.")
    else:
        said = _("{period}: {n} matters were closed, {carried} of them registered before.")
    return gettext(said).format(period=period, n=n, carried=carried)


def standing(counts: Mapping[Flow, int], as_of: date) -> str:
    """What is open on the day of the figures."""
    n, late = counts[Flow.OPEN], counts[Flow.OVERDUE]
    if not n:
        said = _("On {day} nothing is open.")
    elif not late:
        said = _("On {day} {n} matters are open, none overdue.")
    elif late == n:
        said = _("On {day} {n} matters are open, every one overdue.")
    else:
        said = _("On {day} {n} matters are open, {late} of them overdue.")
    return gettext(said).format(day=day(as_of), n=n, late=late)


def clipped(text: str, most: int) -> str:
    """The first sentences of a text, as many as fit; one too long is cut with an ellipsis."""
    text = "".join(line.strip() for line in text.splitlines())
    if len(text) <= most:
        return text
    cut = max(text.rfind(stop, 0, most) for stop in "。；！？")
    return text[: cut + 1] if cut > 0 else text[: most - 1] + "…"


def ended(text: str) -> str:
    """With one full stop at its end."""
    return text.rstrip("。；;，, ") + "。" if text and text[-1] not in "！？…" else text
