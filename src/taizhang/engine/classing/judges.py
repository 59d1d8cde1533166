"""Three judges that learn from examples in different ways, and their common vote.

A plane between each class and the others weighs letters, pairs of letters and words together; a
count of words asks how unlike the other classes a text is (naive Bayes); the nearest examples say
what they are. Each is wrong in its own way: together they are right more often than the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from taizhang.engine.classing.reading import Read

Votes = NDArray[np.float64]
"""For each text, each judge and each class a share; those of one judge are 1 together."""
_Rows = Any
"""A sparse matrix; SciPy publishes no types."""
_WORD: Final = r"\S+"
_SOFT: Final = 0.4
"""How little the plane may bend to single examples."""
_SMOOTH: Final = 0.2
"""What the count of words grants to words it has not seen."""
_PLANE: Final = 3.0
_COUNT: Final = 1.5
"""How steeply distances become shares."""
_NEAREST: Final = 15
_KEPT: Final = 8_000
"""So many examples are looked through for the nearest: a proposal stays a matter of moments."""
_AT_ONCE: Final = 64
_FEW: Final = 20
JUDGES: Final = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judges say of some texts."""

    letters: _Rows
    """Which letters and pairs of letters each has, weighed."""
    votes: Votes


class Judges:
    """The three, taught by the same examples."""

    def __init__(self, read: Sequence[Read], labels: Sequence[str]) -> None:
        self._letters = _weigher(len(read), analyzer="char", ngram_range=(1, 2))
        self._words = _weigher(len(read), analyzer="word", token_pattern=_WORD)
        letters = _fitted(self._letters, [each.letters for each in read])
        words = _fitted(self._words, [each.words for each in read])
        plane = LinearSVC(C=_SOFT, class_weight="balanced", random_state=0)
        plane.fit(sparse.hstack([letters, words]).tocsr(), labels)
        self.labels: tuple[str, ...] = tuple(map(str, plane.classes_))
        two = len(self.labels) == 2  # noqa: PLR2004 - two classes need one plane only
        self._weights = np.vstack([-plane.coef_, plane.coef_]) if two else plane.coef_
        shift = plane.intercept_
        self._shift = np.concatenate([-shift, shift]) if two else shift
        self._count = ComplementNB(alpha=_SMOOTH).fit(words, labels) if words.shape[1] else None
        self._spread = self._usual(words)
        step = max(1, -(-len(labels) // _KEPT))
        self._examples = words[::step].T.tocsr()
        columns = {label: place for place, label in enumerate(self.labels)}
        self._classes = np.array([columns[label] for label in labels[::step]])
        self._names: list[str] | None = None

    def judge(self, read: Sequence[Read]) -> Judged:
        """How each judge votes on each text."""
        letters = self._letters.transform([each.letters for each in read]).tocsr()
        words = self._words.transform([each.words for each in read]).tocsr()
        distances = np.asarray(sparse.hstack([letters, words]).tocsr() @ self._weights.T)
        plane = _shares(_PLANE * (distances + self._shift))
        return Judged(letters, np.stack([plane, self._counted(words), self._near(words)], axis=1))

    def spoke(self, row: _Rows, label: int) -> list[str]:
        """The letters and pairs of letters of a text that spoke for a class, the loudest first."""
        if self._names is None:
            self._names = list(self._letters.get_feature_names_out())
        loud = row.data * self._weights[label, row.indices]
        return [self._names[row.indices[at]] for at in np.argsort(-loud) if loud[at] > 0]

    def _usual(self, words: _Rows) -> float:
        """How far apart the count of words usually sets the classes."""
        if self._count is None:
            return 1.0
        some = words[:: max(1, words.shape[0] // 2_000)]
        return float(_centred(self._count.predict_log_proba(some)).std(axis=1).mean()) or 1.0

    def _counted(self, words: _Rows) -> NDArray[np.float64]:
        if self._count is None:
            return np.full((words.shape[0], len(self.labels)), 1 / len(self.labels))
        return _shares(_COUNT / self._spread * _centred(self._count.predict_log_proba(words)))

    def _near(self, words: _Rows) -> NDArray[np.float64]:
        """What share of the nearest examples each class has, by the square of how near they are."""
        found = np.full((words.shape[0], len(self.labels)), 1 / len(self.labels))
        edges = [*range(0, words.shape[0], _AT_ONCE), words.shape[0]]
        for first, last in pairwise(edges):
            near = (words[first:last] @ self._examples).tocsr()
            for row, (start, end) in enumerate(pairwise(near.indptr)):
                values, places = near.data[start:end], near.indices[start:end]
                best = np.lexsort((places, -values))[:_NEAREST]
                weight = np.bincount(
                    self._classes[places[best]], values[best] ** 2, minlength=len(self.labels)
                )
                if weight.sum() > 0:
                    found[first + row] = weight / weight.sum()
        return found


def _weigher(examples: int, **how: Any) -> TfidfVectorizer:  # noqa: ANN401 - passed on
    many = examples > _FEW
    return TfidfVectorizer(
        sublinear_tf=True,
        min_df=2 if many else 1,
        max_df=0.5 if many else 1.0,
        lowercase=False,
        dtype=np.float64,
        **how,
    )


def _fitted(weigher: TfidfVectorizer, texts: Sequence[str]) -> _Rows:
    return weigher.fit_transform(texts).tocsr()


def _centred(values: NDArray[np.float64]) -> NDArray[np.float64]:
    centred: NDArray[np.float64] = values - values.mean(axis=1, keepdims=True)
    return centred


def _shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers made shares of one, the greater the more."""
    grown = np.exp(values - values.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = grown / grown.sum(axis=1, keepdims=True)
    return shares
