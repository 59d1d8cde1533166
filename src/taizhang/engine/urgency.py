"""Whether a matter can wait, by the words that say that it cannot; and how long such take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.engine.clustering.wording import plain
from taizhang.engine.codes import Labelled
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.urgency import DANGER, NOT_BEFORE, PRESSING, STANDSTILL, URGENT


def _(message: str) -> str:
    """Mark a message for translation; the engine itself speaks no language."""
    return message


class Urgency(Labelled):
    """Why a matter cannot wait."""

    DANGER = DANGER, _("Danger to people")
    STANDSTILL = STANDSTILL, _("Work or pay stands still")
    PRESSING = PRESSING, _("Its date is near")
    ORDINARY = "ordinary", _("In its turn")


@dataclass(frozen=True, slots=True)
class Pressed:
    """How urgent a matter is, with the words that say so."""

    urgency: Urgency
    words: tuple[str, ...] = ()


_REASON: Final = {word: reason for reason, some in URGENT.items() for word in some}
_WORD: Final = re.compile(either(tuple(_REASON)))
_BEFORE: Final = 4
_MOST: Final = 4


def pressed(text: str) -> Pressed:
    """How urgent the matter is; danger comes before what stands still, that before dates."""
    told = plain(text)
    found: dict[str, list[str]] = {}
    for match in _WORD.finditer(told):
        before = told[max(0, match.start() - _BEFORE) : match.start()]
        if not before.endswith(NOT_BEFORE):
            found.setdefault(_REASON[match.group()], []).append(match.group())
    for reason in (Urgency.DANGER, Urgency.STANDSTILL, Urgency.PRESSING):
        if reason in found:
            return Pressed(reason, tuple(dict.fromkeys(found[reason]))[:_MOST])
    return Pressed(Urgency.ORDINARY)


@dataclass(frozen=True, slots=True)
class Lasting:
    """How many days such matters took."""

    matters: int
    half: int
    """Half of them took up to so many days …"""
    most: int
    """… nine of ten up to so many."""


FEWEST: Final = 5
"""Fewer say nothing about the next one."""


def lasting(days: Sequence[int]) -> Lasting | None:
    """How long such matters took; None where there are too few."""
    if len(days) < FEWEST:
        return None
    ordered = sorted(days)
    half, most = (-(-len(ordered) * tenths // 10) - 1 for tenths in (5, 9))
    return Lasting(len(ordered), ordered[half], ordered[most])
