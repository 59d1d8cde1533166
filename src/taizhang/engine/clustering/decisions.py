"""What people decided about messages: they belong together, or they do not. It binds for ever."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation; the engine itself speaks no language."""
    return message


class DecisionsContradict(BadInput):
    """Two messages were said to belong together and to be apart."""

    code = "decisions_contradict"
    message = _("“{one}” and “{other}” were put together and kept apart.")
    remedy = _("Take one of the two decisions back: {chain} belong together by decision.")


@dataclass(frozen=True, slots=True)
class Decision:
    """That two messages are about one matter or event, or that they are not."""

    one: str
    other: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """All decisions together, free of contradiction."""

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    named: frozenset[str] = field(default=frozenset())
    """Every message that a decision names."""


def belongs(message: str, group: Sequence[str]) -> tuple[Decision, ...]:
    """That a message belongs to a group, given by its messages: to the first of them."""
    return (Decision(message, group[0], is_same=True),) if group else ()


def differs(message: str, group: Sequence[str]) -> tuple[Decision, ...]:
    """That a message is not about what a group is about: it stays apart from every one of it."""
    return tuple(Decision(message, other, is_same=False) for other in group if other != message)


def decided(decisions: Iterable[Decision]) -> Decided:
    """The decisions, in an order of their own, each once.

    Raises:
        DecisionsContradict: two messages are to be together and apart, with what says so.
    """
    said = list(decisions)
    together = tuple(sorted({_pair(each) for each in said if each.is_same}))
    apart = tuple(sorted({_pair(each) for each in said if not each.is_same}))
    neighbours: dict[str, list[str]] = {}
    for one, other in together:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    for one, other in apart:
        chain = _chain(one, other, neighbours)
        if chain:
            raise DecisionsContradict(one=one, other=other, chain=" – ".join(chain))
    named = frozenset(name for pair in (*together, *apart) for name in pair)
    return Decided(together, apart, named)


def _pair(decision: Decision) -> tuple[str, str]:
    one, other = decision.one, decision.other
    return (one, other) if one < other else (other, one)


def _chain(one: str, other: str, neighbours: dict[str, list[str]]) -> tuple[str, ...]:
    """How one is put together with the other, step by step; empty if it is not."""
    came: dict[str, str] = {one: one}
    waiting = [one]
    for name in waiting:
        for following in neighbours.get(name, ()):
            if following not in came:
                came[following] = name
                waiting.append(following)
    if other not in came:
        return ()
    chain = [other]
    while chain[-1] != one:
        chain.append(came[chain[-1]])
    return tuple(reversed(chain))
