"""How sure a vote is: how often votes like it were right on examples the judges had not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from taizhang.engine.classing.judges import Counts, Judges, Votes, joint
from taizhang.engine.classing.reading import Read

_FIRM: Final = 10.0
"""How closely the surety follows what was measured."""
_PARTS: Final = 5
_MEASURED: Final = 6_000
"""Examples on which it is measured how sure a vote is."""
_FEW: Final = 2


@dataclass(frozen=True)
class Surety:
    """What was measured; where there was too little to measure, every vote is as good as a toss."""

    slope: NDArray[np.float64]
    """How much each sign of a vote says; none where no sign tells right from wrong."""
    shift: float

    @classmethod
    def measured(
        cls,
        read: Sequence[Read],
        counts: Counts,
        labels: Sequence[str],
        weights: NDArray[np.float64],
    ) -> Self:
        """How likely a vote is right by its signs, on parts not learnt from."""
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  # only teaching
        from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415  # only teaching

        some = _spread(labels)
        names = np.array([labels[at] for at in some])
        parts = min([_PARTS, *Counter(names.tolist()).values()]) if some else 0
        if parts < _FEW:
            return cls(np.zeros(0), 0.0)
        told: list[NDArray[np.float64]] = []
        right: list[NDArray[np.bool_]] = []
        weighed: list[NDArray[np.float64]] = []
        some_of, heavy = [read[at] for at in some], weights[some]
        counted = counts.part(np.array(some, dtype=np.int64))
        for learn, test in StratifiedKFold(parts, shuffle=True, random_state=0).split(names, names):
            judges = Judges.taught(counted.part(learn), names[learn].tolist(), heavy[learn])
            votes = judges.judge(counted.part(test)).votes
            told.append(_signs([some_of[at] for at in test], votes))
            right.append(np.array(judges.labels)[joint(votes).argmax(axis=1)] == names[test])
            weighed.append(heavy[test])
        answers = np.concatenate(right)
        if answers.all() or not answers.any():
            # Nothing tells the right from the wrong: one more of each is expected (Laplace).
            return cls(np.zeros(0), float(np.log((answers.sum() + 1) / ((~answers).sum() + 1))))
        found = LogisticRegression(C=_FIRM, max_iter=500)
        found.fit(np.concatenate(told), answers, sample_weight=np.concatenate(weighed))
        return cls(found.coef_[0], float(found.intercept_[0]))

    def of(self, read: Sequence[Read], votes: Votes) -> NDArray[np.float64]:
        """How sure each vote is, from 0 to 1."""
        told = _signs(read, votes) @ self.slope if self.slope.size else np.zeros(len(votes))
        sure: NDArray[np.float64] = 1 / (1 + np.exp(-told - self.shift))
        return sure

    @classmethod
    def loaded(cls, told: Mapping[str, Any]) -> Self:
        """What was measured, read back."""
        return cls(np.array(told["slope"], dtype=np.float64), float(told["shift"]))

    def told(self) -> dict[str, Any]:
        """What was measured, as plain values."""
        return {"slope": self.slope.tolist(), "shift": self.shift}


UNMEASURED: Final = Surety(np.zeros(0), 0.0)
"""Every vote is as good as a toss."""


def _spread(labels: Sequence[str]) -> list[int]:
    """Every class at least twice, and no more examples than needed for measuring."""
    often = Counter(labels)
    known = [place for place, label in enumerate(labels) if often[label] >= _FEW]
    some = known[:: max(1, -(-len(known) // _MEASURED))]
    left = Counter(labels[place] for place in some)
    return [place for place in some if left[labels[place]] >= _FEW]


def _signs(read: Sequence[Read], votes: Votes) -> NDArray[np.float64]:
    """What tells a sure vote: how clear it is, how clear each judge is about it, the text.

    Long texts say more, and lists of words less than sentences.
    """
    common = joint(votes)
    best = common.argmax(axis=1)
    two = np.sort(common, axis=1)[:, -2:]
    each = votes[np.arange(len(votes)), :, best]
    length = np.log1p([len(one.whole) for one in read]) / 10
    lists = np.array([one.is_list for one in read], dtype=float)
    return np.column_stack([two[:, 1], two[:, 1] - two[:, 0], each, length, lists])
