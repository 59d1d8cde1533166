"""Work that falls into parts, done one after the other or by many processes: the same result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol, TypeVar

_P = TypeVar("_P")
_S = TypeVar("_S")
_R = TypeVar("_R")


class Spread(Protocol):
    """Who does the parts. Nothing about the result may depend on it."""

    def over(self, work: Callable[[_P, _S], _R], parts: Sequence[_P], shared: _S) -> list[_R]:
        """`work(part, shared)` of every part, in the order of the parts.

        `work` is a function of a module, so that another process finds it by its name; `shared`
        is sent to each process once.
        """


class Here:
    """This process, one part after the other."""

    def over(self, work: Callable[[_P, _S], _R], parts: Sequence[_P], shared: _S) -> list[_R]:
        """`work(part, shared)` of every part."""
        return [work(part, shared) for part in parts]


HERE: Final = Here()
