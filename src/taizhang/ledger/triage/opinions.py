"""What is thought of a matter: by the model in use where it is sure enough, else by words alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from taizhang.engine.codes import Category
from taizhang.engine.duties import charged, clear
from taizhang.engine.extract.categories import categorise
from taizhang.engine.lexicon import either
from taizhang.engine.triage import Model
from taizhang.ledger.triage.codes import Ground, Target
from taizhang.ledger.triage.models import Learnt
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.engine.teaching import Opinion

Catalogue = Mapping[str, tuple[str, str]]
"""For each unit that takes work its name and its duties."""


@dataclass(frozen=True, slots=True)
class Thought:
    """One label for a matter, with its reasons; none where nobody knows."""

    label: str
    ground: Ground
    words: tuple[str, ...] = ()
    sure: float | None = None
    """A share of right decisions, where it was measured."""
    others: tuple[str, ...] = ()
    """What else it may be."""

    @property
    def is_known(self) -> bool:
        """Whether something is proposed."""
        return self.ground is not Ground.UNKNOWN


_OFFERED: Final = 3
"""Units that may be chosen by one key."""
_AGAIN: Final = 1
"""By how much the words of one category must outweigh those of the next."""


def thought(target: Target, text: str, catalogue: Catalogue, category: str = "") -> Thought:
    """What is thought of one matter."""
    model = model_in_use(target)
    labels = set(catalogue) if target is Target.LEAD else set(Category)
    cold = _cold(target, text, catalogue, category)
    holds = words_hold(target)
    if model is None:
        return cold if holds else _unknown((), cold)
    (found,) = model.propose([(text, False)])
    others = tuple(each for each in (found.label, *found.others) if each in labels)
    if found.is_known and found.label in labels:
        return Thought(found.label, Ground.LEARNT, found.words, found.sure, others[1:])
    if cold.is_known and holds:
        rest = tuple(each for each in others if each != cold.label)
        return Thought(cold.label, cold.ground, cold.words, None, rest)
    return _unknown(others, cold)


def _unknown(others: Sequence[str], cold: Thought) -> Thought:
    """Nobody knows; what words would say can be chosen."""
    guess = (cold.label,) if cold.label else ()
    rest = tuple(dict.fromkeys((*others, *guess, *cold.others)))
    return Thought("", Ground.UNKNOWN, (), None, rest)


def _cold(target: Target, text: str, catalogue: Catalogue, category: str) -> Thought:
    if target is Target.CATEGORY:
        title, _break, body = text.partition("\n")
        found = categorise(body, title=title)
        if found.category and found.margin >= _AGAIN and found.category != Category.OTHER:
            return Thought(found.category, Ground.WORDS, found.words)
        guess = (str(found.category),) if found.category else ()
        return Thought("", Ground.UNKNOWN, found.words, None, guess)
    units = charged(text, catalogue, category)
    best = clear(units)
    rest = tuple(one.code for one in units if one is not best)[:_OFFERED]
    if best is None:
        return Thought("", Ground.UNKNOWN, (), None, rest)
    return Thought(best.code, Ground.DUTIES, best.words, None, rest)


def cold_opinion(target: Target, catalogue: Catalogue) -> Opinion:
    """By words and duties alone, as on the first day."""

    def judged(text: str) -> str:
        by_words = _cold(Target.CATEGORY, text, catalogue, "").label
        return (
            by_words
            if target is Target.CATEGORY
            else _cold(target, text, catalogue, by_words).label
        )

    return lambda texts: [judged(text) for text in texts]


def nobody(texts: Sequence[str]) -> Sequence[str]:
    """Who never knows."""
    return [""] * len(texts)


def opinion(model: Model, fallback: Opinion) -> Opinion:
    """Of a model where it is sure enough, else of words and duties where these hold."""

    def said(texts: Sequence[str]) -> Sequence[str]:
        found = model.propose([(text, False) for text in texts])
        otherwise = fallback(texts)
        return [
            each.label if each.is_known else other
            for each, other in zip(found, otherwise, strict=True)
        ]

    return said


def words_hold(target: Target) -> bool:
    """Whether words and duties were not wrong more often than right when they were last measured.

    Before anything was measured they speak: a first day has nothing else.
    """
    gains = Learnt.objects.filter(target=target, words_gain__isnull=False).order_by("-version")
    last = gains.values_list("words_gain", flat=True).first()
    return last is None or last >= 0


def catalogue() -> Catalogue:
    """The units that take work. The name of a park says where, not what: it is no duty."""
    rows = roster.lead_units().values_list("code", "name", "duties")
    parks = tuple(roster.parks().values_list("name", flat=True))
    where = re.compile(either(parks)) if parks else None
    return {code: (name, where.sub("", duties) if where else duties) for code, name, duties in rows}


def model_in_use(target: Target) -> Model | None:
    """The newest model that proved itself; read once in each process."""
    rows = Learnt.objects.filter(target=target, is_in_use=True)
    found = rows.values_list("pk", "learnt_at").first()
    return None if found is None else _loaded(*found)


def forget_loaded() -> None:
    """Read the models in use anew."""
    _loaded.cache_clear()


@lru_cache(maxsize=4)
def _loaded(key: int, _learnt_at: datetime) -> Model | None:
    """A model by its row, which never changes; None where its data is of an older product."""
    state = Learnt.objects.filter(pk=key).values_list("state", flat=True).first()
    try:
        return Model.loaded(bytes(state)) if state else None
    except ValueError:
        return None
