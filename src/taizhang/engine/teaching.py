"""What people decided becomes examples: nobody alone can turn what is learnt, and all can see it.

Only decisions that a person took teach; the machine's own proposals never do. All that one person
set right after others counts at most a tenth of what those others decided, and all that one person
decided in a day at most a tenth of everything. What a correction counts less, the decision that it
overrode goes on counting: whoever changes hundreds of matters in an afternoon does not take away
what others taught.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from taizhang.engine.triage import Example

OPEN: Final = 50
"""So many decisions of one person in one day count in full, however few there are in all."""
OPEN_CORRECTIONS: Final = 20
"""So many corrections of one person do."""
_SHARE: Final = 10
"""More than these count one in so many: of all decisions, of the decisions of the others."""
SHOWN: Final = 10
"""So many matters and kinds of change are named of what is held back."""
MEASURED: Final = 200
"""The newest decisions: what is learnt is measured on them before it is used."""
_PART: Final = 5
"""One in so many, where there are fewer."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a matter."""

    number: str
    """Of the matter."""
    text: str
    label: str
    by: str
    at: datetime
    overrode: str = ""
    """What somebody else had decided about it before; empty where nobody had."""


@dataclass(frozen=True, slots=True)
class Held:
    """Decisions of one person that count less: of one day, or all that they set right."""

    day: str
    """In ISO form; empty for what was set right after others, on whatever day."""
    decisions: int
    counted: float
    turned: tuple[tuple[str, str, int], ...]
    """What others had decided (empty: nobody had), what they decide, how often; the most first."""
    numbers: tuple[str, ...]
    """Some of the matters, the newest first."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """How much one person taught."""

    by: str
    decisions: int
    corrections: int
    counted: float
    """What their decisions count together; as many as they are where nothing is held back."""
    held: tuple[Held, ...] = ()

    @property
    def is_limited(self) -> bool:
        """Whether their decisions count less than those of others."""
        return round(self.counted) < self.decisions


@dataclass(frozen=True, slots=True)
class Lesson:
    """Decisions with what each counts."""

    decisions: tuple[Decision, ...]
    weights: tuple[float, ...]
    teachers: tuple[Teacher, ...]
    """Who decided most first."""

    @property
    def examples(self) -> list[Example]:
        """What is learnt from: each decision, and what it overrode for what it counts less."""
        found = []
        for one, weight in zip(self.decisions, self.weights, strict=True):
            found.append(Example(one.text, one.label, weight=weight))
            if one.overrode and weight < 1:
                found.append(Example(one.text, one.overrode, weight=1 - weight))
        return found


def lesson(decisions: Iterable[Decision]) -> Lesson:
    """Weigh decisions, so that nobody outvotes the others in an afternoon."""
    told = tuple(sorted(decisions, key=lambda one: (one.at, one.number)))
    whole = Counter(one.by for one in told)
    fixed = Counter(one.by for one in told if one.overrode)
    daily = Counter((one.by, one.at.date()) for one in told if not one.overrode)
    a_day = max(OPEN, len(told) // _SHARE)
    counted: defaultdict[str, float] = defaultdict(float)
    less: defaultdict[str, _Less] = defaultdict(lambda: defaultdict(list))
    weights = []
    for one in told:
        if one.overrode:
            most = max(OPEN_CORRECTIONS, (len(told) - whole[one.by]) // _SHARE)
            weight = min(1.0, most / fixed[one.by])
        else:
            weight = min(1.0, a_day / daily[one.by, one.at.date()])
        weights.append(weight)
        counted[one.by] += weight
        if weight < 1:
            less[one.by]["" if one.overrode else one.at.date().isoformat()].append((one, weight))
    teachers = (
        Teacher(
            by,
            whole[by],
            fixed[by],
            round(counted[by], 2),
            tuple(_held(day, some) for day, some in sorted(less[by].items())),
        )
        for by in whole
    )
    ordered = sorted(teachers, key=lambda one: (-one.decisions, one.by))
    return Lesson(told, tuple(weights), tuple(ordered))


_Less = dict[str, list[tuple[Decision, float]]]
"""By day what counts less, with how much it counts."""


def _held(day: str, some: Sequence[tuple[Decision, float]]) -> Held:
    turned = Counter((one.overrode, one.label) for one, _weight in some)
    ranked = sorted(turned.items(), key=lambda item: (-item[1], item[0]))
    return Held(
        day,
        len(some),
        round(sum(weight for _one, weight in some), 2),
        tuple((old, new, count) for (old, new), count in ranked[:SHOWN]),
        tuple(one.number for one, _weight in reversed(some[-SHOWN:])),
    )


def parted(told: Lesson) -> tuple[Lesson, Lesson]:
    """What a trial learns from, and the newest decisions, on which it is measured."""
    held = min(MEASURED, len(told.decisions) // _PART)
    at = len(told.decisions) - held
    return (
        Lesson(told.decisions[:at], told.weights[:at], told.teachers),
        Lesson(told.decisions[at:], told.weights[at:], told.teachers),
    )


def since(told: Lesson, at: datetime | None) -> Lesson:
    """The decisions taken after a moment."""
    kept = [place for place, one in enumerate(told.decisions) if at is None or one.at > at]
    return Lesson(
        tuple(told.decisions[place] for place in kept),
        tuple(told.weights[place] for place in kept),
        told.teachers,
    )


Opinion = Callable[[Sequence[str]], Sequence[str]]
"""For texts the label of each; empty where it does not know."""


@dataclass(frozen=True, slots=True)
class Score:
    """What an opinion said about the matters of one label."""

    label: str
    decisions: int
    known: int
    """For how many of them it named one."""
    right: int


@dataclass(frozen=True, slots=True)
class Measured:
    """An opinion held against decisions that it had not seen."""

    scores: tuple[Score, ...]
    """What was decided most often first."""
    gain: float
    """What was right less what was wrong, each decision as much as it counts."""

    @property
    def decisions(self) -> int:
        """How many decisions it was measured on."""
        return sum(one.decisions for one in self.scores)


def measured(opinion: Opinion, told: Lesson) -> Measured:
    """Hold an opinion against decisions; not to know costs nothing, to be wrong does."""
    said = opinion([one.text for one in told.decisions])
    often, known, right = Counter[str](), Counter[str](), Counter[str]()
    gain = 0.0
    for one, label, weight in zip(told.decisions, said, told.weights, strict=True):
        often[one.label] += 1
        known[one.label] += bool(label)
        right[one.label] += label == one.label
        gain += weight * ((label == one.label) - (bool(label) and label != one.label))
    scores = (Score(each, often[each], known[each], right[each]) for each in often)
    ordered = sorted(scores, key=lambda one: (-one.decisions, one.label))
    return Measured(tuple(ordered), round(gain, 3))
