"""What became of a rule's drafts: a rule that is rejected again and again is trusted less.

Counts with a Beta prior, nothing else. Say a rule's drafts were given the confidence `t` on
average, `right` of them were confirmed (edited or not) and `wrong` rejected. Before anybody
decided, `t` is believed as if twenty drafts had proved it: Beta(20·t, 20·(1 - t)). Afterwards the
rule's share of right drafts is expected to be

    (20·t + right) / (20 + right + wrong)

and what this lies below `t` is taken off the confidence of its next drafts. From three rejections
on; a rule is never trusted more for what was confirmed, and no draft falls below `LOWEST`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from taizhang.engine.extract.confidence import LOWEST

PRIOR: Final = 20
"""Drafts that the confidence of a rule counts as, before people decide about them."""
_AGAIN_AND_AGAIN: Final = 3
_NEVER: Final = MappingProxyType[str, datetime]({})


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft that a person confirmed or rejected."""

    rule: str
    confidence: float
    """As the rule gave it, before anything was taken off."""
    is_right: bool
    number: int
    """Names the draft."""
    at: datetime


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What became of the drafts of one rule."""

    right: int
    wrong: int
    given: float
    """The mean of their confidences, from 0 to 1."""
    newest: int
    """The number of the draft that was rejected last."""

    @property
    def decided(self) -> int:
        """How many drafts of the rule people decided."""
        return self.right + self.wrong

    @property
    def expected(self) -> float:
        """The share of right drafts that is to be expected of the rule, from 0 to 1."""
        return (PRIOR * self.given + self.right) / (PRIOR + self.decided)

    def lowered(self, confidence: float) -> float:
        """The confidence of a draft of this rule, less what the rule is trusted less."""
        return round(max(min(LOWEST, confidence), confidence + self.expected - self.given), 2)


def track_records(
    judged: Iterable[Judged], forgotten: Mapping[str, datetime] = _NEVER
) -> dict[str, TrackRecord]:
    """The rules that are trusted less than they claim, by the drafts that people decided.

    What was decided about a rule until it was forgotten does not count.
    """
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        if one.rule not in forgotten or one.at > forgotten[one.rule]:
            groups.setdefault(one.rule, []).append(one)
    records = {}
    for rule, drafts in groups.items():
        wrong = [one for one in drafts if not one.is_right]
        if len(wrong) < _AGAIN_AND_AGAIN:
            continue
        record = TrackRecord(
            right=len(drafts) - len(wrong),
            wrong=len(wrong),
            given=sum(one.confidence for one in drafts) / len(drafts),
            newest=max(wrong, key=lambda one: (one.at, one.number)).number,
        )
        if record.expected < record.given:
            records[rule] = record
    return records
