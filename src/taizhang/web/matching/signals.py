"""Signals in the reader's words, with no name and no quote of what the reader may not see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.web import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from taizhang.engine.clustering.kinds import Ground
    from taizhang.engine.clustering.signals import Signal
    from taizhang.ledger.models import Entry

_MOST: Final = 8
"""Names, days and quotes of one signal."""
_SIZES: Final = {
    "large": _("large enterprises"),
    "medium": _("medium enterprises"),
    "small": _("small enterprises"),
    "micro": _("micro enterprises"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One signal."""

    code: str
    label: str
    why: tuple[str, ...]
    who: tuple[str, ...]
    others: int
    """How many more there are, whom the reader does not see or who would be too many."""
    days: tuple[str, ...]
    words: tuple[str, ...]
    quotes: tuple[tuple[str, str], ...]
    """Number of an entry and what it says."""

    @property
    def in_a_line(self) -> str:
        """All of it that fits into a sentence: what is kept when a theme is chosen."""
        return (
            f"{self.label}：{''.join(self.why)}"
            if wording.is_chinese()
            else " ".join((f"{self.label}:", *self.why))
        )


def in_words(signals: Iterable[Signal], seen: Sequence[Entry]) -> list[Said]:
    """The signals, with what the reader sees of the entries behind them."""
    numbers = {entry.number for entry in seen}
    names = {
        one.enterprise.code if one.enterprise else one.name: one.name
        for entry in seen
        for one in entry.requesters.all()
    }
    return [_said(signal, numbers, names) for signal in signals]


def _said(signal: Signal, numbers: set[str], names: dict[str, str]) -> Said:
    who = [names[party] for party in signal.parties if party in names][:_MOST]
    # An entry of several enterprises says it once.
    quoted = dict.fromkeys(
        (one.message, one.said) for one in signal.quotes if one.message in numbers
    )
    return Said(
        code=signal.alert.value,
        label=gettext(signal.alert.label),
        why=tuple(_ground(one, names) for one in signal.grounds),
        who=tuple(who),
        others=len(signal.parties) - len(who),
        days=_days(signal.dates),
        words=signal.words[:_MOST],
        quotes=tuple(quoted)[:_MOST],
    )


def _ground(ground: Ground, names: dict[str, str]) -> str:
    fields = dict(ground.fields)
    if fields.get("value") in _SIZES:
        fields["value"] = str(_SIZES[str(fields["value"])])
    if "day" in fields:
        fields["day"] = wording.day(date.fromisoformat(str(fields["day"])))
    if "party" in fields:
        fields["party"] = names.get(str(fields["party"]), "—")
    return gettext(ground.message).format(**fields)


def _days(dates: Sequence[date]) -> tuple[str, ...]:
    """The first and the newest days, where there are many."""
    told = [wording.day(day) for day in dates]
    if len(told) <= _MOST:
        return tuple(told)
    return (*told[:2], "…", *told[-4:])
