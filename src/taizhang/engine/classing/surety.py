"""How sure a vote is: how often votes like it were right on examples the judges had not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from taizhang.engine.classing.judges import Judges, Votes
from taizhang.engine.classing.reading import Read

_FIRM: Final = 10.0
"""How closely the surety follows what was measured."""
_PARTS: Final = 5
_MEASURED: Final = 6_000
"""Examples on which it is measured how sure a vote is."""
_FEW: Final = 2
_UNKNOWN: Final = 0.5


class Surety:
    """What was measured; where there was too little to measure, every vote is as good as a toss."""

    def __init__(self, read: Sequence[Read], labels: Sequence[str]) -> None:
        some = _spread(labels)
        self._right = _measured([read[at] for at in some], [labels[at] for at in some])

    def of(self, read: Sequence[Read], votes: Votes) -> NDArray[np.float64]:
        """How sure each vote is, from 0 to 1."""
        if self._right is None:
            return np.full(len(votes), _UNKNOWN)
        return np.asarray(self._right.predict_proba(_signs(read, votes)))[:, 1]


def joint(votes: Votes) -> NDArray[np.float64]:
    """The common vote on each text: the mean of the judges'."""
    mean: NDArray[np.float64] = votes.mean(axis=1)
    return mean


def _measured(read: Sequence[Read], labels: Sequence[str]) -> LogisticRegression | None:
    """How likely a vote is right by its signs, on parts not learnt from."""
    names = np.array(labels)
    parts = min([_PARTS, *Counter(labels).values()]) if read else 0
    if parts < _FEW:
        return None
    told: list[NDArray[np.float64]] = []
    right: list[NDArray[np.bool_]] = []
    for learn, test in StratifiedKFold(parts, shuffle=True, random_state=0).split(names, names):
        judges = Judges([read[at] for at in learn], names[learn].tolist())
        tested = [read[at] for at in test]
        votes = judges.judge(tested).votes
        told.append(_signs(tested, votes))
        right.append(np.array(judges.labels)[joint(votes).argmax(axis=1)] == names[test])
    answers = np.concatenate(right)
    if answers.all() or not answers.any():
        return None
    return LogisticRegression(C=_FIRM, max_iter=500).fit(np.concatenate(told), answers)


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
