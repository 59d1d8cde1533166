"""What a person decided about a contradiction, bound to what it says, not to where it stood.

The key of a question is made of the matter, the column and what each unit says there, or of the
names in doubt. Next month's files that say the same are answered by the same decision; where
anything else is said, the question is a new one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """What is contradictory or in doubt."""

    CELL = "cell"
    """Units say different things in one column of one matter."""
    MATTER = "matter"
    """Two rows may be one matter."""
    ENTERPRISE = "enterprise"
    UNIT = "unit"
    """Two names may be one party's."""


class Answer(StrEnum):
    """How a person decides."""

    TAKE = "take"
    """One of what was said; of two rows, one matter in the words of this one."""
    OWN = "own"
    """Something else."""
    BOTH = "both"
    """Keep both: two values, two matters, two parties."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by whom and when."""

    answer: Answer
    value: str = ""
    """The words that count; empty where both are kept."""
    by: str = ""
    at: dt.datetime | None = None


Decided = Mapping[str, Decision]
"""Decisions by the key of their question."""
NOTHING: Final[Decided] = MappingProxyType({})


def question_key(kind: Kind, *words: str, said: Iterable[str] = ()) -> str:
    """The same for the same question; in which order things are `said` does not matter."""
    text = "\n".join((kind.value, *words, *sorted(said)))
    return hashlib.sha256(text.encode()).hexdigest()
