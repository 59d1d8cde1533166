"""What people made of drafts: how well the machine reads, measured on its own work.

A draft that a person decided is an example: what was claimed first against what was confirmed.
Nothing here is a guess; what nobody decided is no example.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Outcome(Labelled):
    """What became of a claim; the last one is of what the machine did not see."""

    AS_IS = "as_is", _("Confirmed unchanged")
    EDITED = "edited", _("Confirmed after editing")
    REJECTED = "rejected", _("Rejected")
    MISSED = "missed", _("Missed, added by a person")


class Part(Labelled):
    """What of a claim a person changed."""

    SPAN = "span", _("Place in the text")
    LEDGER = "ledger", _("Ledger")
    TEXT = "text", _("Matter")
    CATEGORY = "category", _("Category")
    SCOPE = "scope", _("Common or individual")
    ENTERPRISES = "enterprises", _("Enterprises")
    LEAD = "lead", _("Lead unit")
    DUE = "due", _("Time limit")
    REPLY = "reply", _("Answered on the spot")


_PLAIN: Final = (Part.LEDGER, Part.TEXT, Part.CATEGORY, Part.SCOPE, Part.LEAD, Part.REPLY)
_K = TypeVar("_K", bound=Hashable)


def changed(claim: Mapping[str, Any], kept: Mapping[str, Any]) -> tuple[Part, ...]:
    """What of the claim was not kept as it was, in the order of `Part`."""
    parts = {part for part in _PLAIN if _bare(claim[part]) != _bare(kept[part])}
    if (claim["start"], claim["end"]) != (kept["start"], kept["end"]):
        parts.add(Part.SPAN)
    if _named(claim) != _named(kept):
        parts.add(Part.ENTERPRISES)
    if claim["due"] != kept["due"]:
        parts.add(Part.DUE)
    return tuple(part for part in Part if part in parts)


def _bare(value: object) -> str:
    return "".join(str(value).split())


def _named(said: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(item.get("code") or item["name"] for item in said["enterprises"])


@dataclass(frozen=True, slots=True)
class Example:
    """One decided draft."""

    draft: int
    document: int
    on: date
    """When it was decided."""
    ledger: str
    category: str
    """As claimed; of what was missed as the person put it."""
    outcome: Outcome
    parts: tuple[Part, ...] = ()
    """What was changed, when it was edited."""
    confidence: float | None = None
    """As it was given, from 0 to 1; None for what was missed."""

    @property
    def tenth(self) -> int | None:
        """The confidence in whole tenths: 8 from 0.8 to below 0.9, 9 up to 1."""
        return None if self.confidence is None else min(9, round(100 * self.confidence) // 10)


@dataclass(frozen=True, slots=True)
class Figures:
    """How often each outcome occurred."""

    as_is: int = 0
    edited: int = 0
    rejected: int = 0
    missed: int = 0
    documents: int = 0

    @property
    def claimed(self) -> int:
        """Claims that a person decided."""
        return self.as_is + self.edited + self.rejected

    @property
    def right(self) -> int:
        """Claims that became entries, edited or not."""
        return self.as_is + self.edited

    @property
    def wanted(self) -> int:
        """All that became entries, found or not."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """Share of the claims that were right; None without any."""
        return self.right / self.claimed if self.claimed else None

    @property
    def recall(self) -> float | None:
        """Share of what was wanted that was found; None when nothing was."""
        return self.right / self.wanted if self.wanted else None

    @property
    def unchanged(self) -> float | None:
        """Share of the claims that needed no hand at all."""
        return self.as_is / self.claimed if self.claimed else None


def figures(examples: Iterable[Example]) -> Figures:
    """Count the outcomes."""
    every = list(examples)
    count = Counter(example.outcome for example in every)
    return Figures(
        as_is=count[Outcome.AS_IS],
        edited=count[Outcome.EDITED],
        rejected=count[Outcome.REJECTED],
        missed=count[Outcome.MISSED],
        documents=len({example.document for example in every}),
    )


def figures_by(examples: Iterable[Example], key: Callable[[Example], _K]) -> dict[_K, Figures]:
    """The same for each group, in the order in which the groups first occur."""
    groups: dict[_K, list[Example]] = {}
    for example in examples:
        groups.setdefault(key(example), []).append(example)
    return {name: figures(group) for name, group in groups.items()}


def parts_changed(examples: Iterable[Example]) -> dict[Part, int]:
    """How often each part was changed, most often first; ties in the order of `Part`."""
    count = Counter(part for example in examples for part in example.parts)
    places = list(Part)
    return dict(sorted(count.items(), key=lambda item: (-item[1], places.index(item[0]))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of drafts given about the same confidence, how many a person confirmed."""

    claimed: int
    right: int
    """Confirmed, edited or not."""
    given: float
    """The mean of the confidences that they were given, from 0 to 1."""

    @property
    def share(self) -> float:
        """Of those claimed the share that was right; honest confidence comes near `given`."""
        return self.right / self.claimed


def calibration(examples: Iterable[Example]) -> Calibration | None:
    """Confidence against confirmation over these examples; None when none was claimed."""
    given = [(one.confidence, one.outcome) for one in examples if one.confidence is not None]
    if not given:
        return None
    return Calibration(
        claimed=len(given),
        right=sum(outcome is not Outcome.REJECTED for _confidence, outcome in given),
        given=sum(confidence for confidence, _outcome in given) / len(given),
    )


def by_tenth(examples: Iterable[Example]) -> dict[int, Calibration]:
    """The same for each tenth of confidence that occurs, the highest first."""
    groups: dict[int, list[Example]] = {}
    for example in examples:
        if example.tenth is not None:
            groups.setdefault(example.tenth, []).append(example)
    found = ((tenth, calibration(groups[tenth])) for tenth in sorted(groups, reverse=True))
    return {tenth: each for tenth, each in found if each}
