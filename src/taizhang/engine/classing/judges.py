"""Three judges that learn from examples in different ways, and their common vote.

A plane between each class and the others weighs words, letters and pairs of letters together, those
of the beginning once more by themselves; a count of words asks how unlike the other classes a text
is (naive Bayes); the nearest examples say what they are. Each is wrong in its own way: together
they are right more often than the best.
What they learnt is a handful of arrays, so that it can be kept as data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from taizhang.engine.classing.reading import Read
from taizhang.engine.classing.terms import Counted, Numbers, Rows, Terms

Votes = NDArray[np.float64]
"""For each text, each judge and each class a share; those of one judge are 1 together."""
Arrays = dict[str, NDArray[Any]]
_SOFT: Final = 0.4
"""How little the plane may bend to single examples."""
_CLOSE: Final = 0.03
"""How near to the best plane is near enough: the votes are the same, in a third of the rounds."""
_SMOOTH: Final = 0.2
"""What the count of words grants to words it has not seen."""
_BEGINNING: Final = 0.7
"""How much the beginning by itself counts beside the whole."""
_PLANE: Final = 3.0
_COUNT: Final = 1.5
"""How steeply distances become shares."""
_NEAREST: Final = 15
_KEPT: Final = 8_000
"""So many examples are looked through for the nearest: a proposal stays a matter of moments."""
_AT_ONCE: Final = 64
_VOICES: Final = (0.6, 0.2, 0.2)
"""What share of the common vote each judge has: the plane alone is right most often."""


@dataclass(frozen=True)
class Counts:
    """What is counted of some texts."""

    letters: Counted
    words: Counted
    beginning: Counted
    is_told: bool
    """Whether a list told the words; else pairs of letters stand for them."""

    @classmethod
    def of(cls, read: Sequence[Read]) -> Self:
        """What each text says."""
        letters = Counted.letters([each.letters for each in read])
        words = [each.words for each in read if each.words is not None]
        return cls(
            letters=letters,
            words=Counted.words(words) if words else letters.pairs(),
            beginning=Counted.letters([each.beginning for each in read]),
            is_told=bool(words),
        )

    def part(self, rows: NDArray[np.int64]) -> Self:
        """That of some of the texts."""
        letters, words, beginning = self.letters.of(rows), self.words.of(rows), self.beginning
        return type(self)(letters, words, beginning.of(rows), self.is_told)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judges say of some texts."""

    letters: Rows
    """Which letters and pairs of letters each has, weighed."""
    votes: Votes


@dataclass(frozen=True, slots=True)
class _Kept:
    """The examples that are looked through: their words, what they are, how much each counts."""

    words: Rows
    """A row for each word, a column for each example."""
    classes: NDArray[np.int32]
    weights: Numbers


@dataclass(frozen=True)
class Judges:
    """The three, taught by the same examples."""

    labels: tuple[str, ...]
    letters: Terms
    words: Terms
    beginning: Terms
    plane: tuple[Numbers, Numbers, Numbers]
    """For each letter or pair, each word (if a list told them), each letter or pair of the
    beginning its weight for each class …"""
    shift: Numbers
    """… and what is added to it."""
    count: Numbers
    """For each word how unlike the others it is for each class."""
    spread: float
    """How far apart the count of words usually sets the classes."""
    kept: _Kept

    @classmethod
    def taught(cls, counts: Counts, labels: Sequence[str], weights: NDArray[np.float64]) -> Self:
        """What the examples teach, each as much as its weight."""
        from sklearn.svm import LinearSVC  # noqa: PLC0415  # only teaching

        own, letters = Terms.learnt(counts.letters)
        known, words = Terms.learnt(counts.words)
        first, begun = Terms.learnt(counts.beginning)
        plane = LinearSVC(C=_SOFT, tol=_CLOSE, class_weight="balanced", random_state=0)
        # Pairs of letters, where they stand for words, are among the letters already.
        sides = [letters, words if counts.is_told else words[:, :0], _BEGINNING * begun]
        plane.fit(sparse.hstack(sides).tocsr(), labels, sample_weight=weights)
        names = tuple(map(str, plane.classes_))
        two = len(names) == 2  # noqa: PLR2004 - two classes need one plane only
        slope = np.vstack([-plane.coef_, plane.coef_]) if two else plane.coef_
        shift = plane.intercept_
        edges = np.cumsum([side.shape[1] for side in sides])[:-1]
        of_letters, of_words, of_first = np.split(slope, edges, axis=1)
        count = _count(words, labels, weights)
        step = max(1, -(-len(labels) // _KEPT))
        columns = {label: place for place, label in enumerate(names)}
        classes = np.array([columns[label] for label in labels[::step]], dtype=np.int32)
        examples = words[::step].T.tocsr()
        return cls(
            labels=names,
            letters=own,
            words=known,
            beginning=first,
            plane=(_turned(of_letters), _turned(of_words), _turned(_BEGINNING * of_first)),
            shift=(np.concatenate([-shift, shift]) if two else shift).astype(np.float32),
            count=count,
            spread=_usual(words, count),
            kept=_Kept(examples, classes, weights[::step].astype(np.float32)),
        )

    def judge(self, counts: Counts) -> Judged:
        """How each judge votes on each text."""
        letters = self.letters.weighed(counts.letters)
        words = self.words.weighed(counts.words)
        first = self.beginning.weighed(counts.beginning)
        of_letters, of_words, of_first = self.plane
        distances = _times(letters, of_letters) + _times(first, of_first) + self.shift
        if of_words.size:
            distances += _times(words, of_words)
        plane = _shares(_PLANE * distances)
        return Judged(letters, np.stack([plane, self._counted(words), self._near(words)], axis=1))

    def spoke(self, row: Rows, label: int) -> list[str]:
        """The letters and pairs of letters of a text that spoke for a class, the loudest first."""
        loud = row.data * self.plane[0][row.indices, label]
        return [self.letters.names[row.indices[at]] for at in np.argsort(-loud) if loud[at] > 0]

    def _counted(self, words: Rows) -> NDArray[np.float64]:
        if not self.count.size:
            return np.full((words.shape[0], len(self.labels)), 1 / len(self.labels))
        return _shares(_COUNT / self.spread * _centred(_times(words, self.count)))

    def _near(self, words: Rows) -> NDArray[np.float64]:
        """What share of the nearest examples each class has, by the square of how near they are."""
        found = np.full((words.shape[0], len(self.labels)), 1 / len(self.labels))
        edges = [*range(0, words.shape[0], _AT_ONCE), words.shape[0]]
        for first, last in pairwise(edges):
            near = (words[first:last] @ self.kept.words).tocsr()
            for row, (start, end) in enumerate(pairwise(near.indptr)):
                values, places = near.data[start:end], near.indices[start:end]
                best = np.lexsort((places, -values))[:_NEAREST]
                told = values[best] ** 2 * self.kept.weights[places[best]]
                votes = np.bincount(
                    self.kept.classes[places[best]], told, minlength=len(self.labels)
                )
                if votes.sum() > 0:
                    found[first + row] = votes / votes.sum()
        return found

    def arrays(self) -> tuple[dict[str, Any], Arrays]:
        """What was learnt: the words of it, and its numbers."""
        told = {
            "labels": self.labels,
            "letters": self.letters.names,
            "words": self.words.names,
            "beginning": self.beginning.names,
            "spread": self.spread,
        }
        return told, {
            "letters_rare": self.letters.rare,
            "words_rare": self.words.rare,
            "beginning_rare": self.beginning.rare,
            "plane_letters": self.plane[0],
            "plane_words": self.plane[1],
            "plane_beginning": self.plane[2],
            "shift": self.shift,
            "count": self.count,
            "kept_data": self.kept.words.data,
            "kept_indices": self.kept.words.indices,
            "kept_ends": self.kept.words.indptr,
            "kept_classes": self.kept.classes,
            "kept_weights": self.kept.weights,
        }

    @classmethod
    def of(cls, told: Mapping[str, Any], found: Mapping[str, NDArray[Any]]) -> Self:
        """What was learnt, read back."""
        size = (len(told["words"]), len(found["kept_classes"]))
        parts = (found["kept_data"], found["kept_indices"], found["kept_ends"])
        examples = sparse.csr_matrix(parts, shape=size)
        return cls(
            labels=tuple(told["labels"]),
            letters=Terms(tuple(told["letters"]), found["letters_rare"]),
            words=Terms(tuple(told["words"]), found["words_rare"]),
            beginning=Terms(tuple(told["beginning"]), found["beginning_rare"]),
            plane=(found["plane_letters"], found["plane_words"], found["plane_beginning"]),
            shift=found["shift"],
            count=found["count"],
            spread=float(told["spread"]),
            kept=_Kept(examples, found["kept_classes"], found["kept_weights"]),
        )


def joint(votes: Votes) -> NDArray[np.float64]:
    """The common vote on each text."""
    common: NDArray[np.float64] = np.einsum("ijk,j->ik", votes, np.array(_VOICES))
    return common


def _count(words: Rows, labels: Sequence[str], weights: NDArray[np.float64]) -> Numbers:
    if not words.shape[1]:
        return np.zeros((0, len(set(labels))), dtype=np.float32)
    from sklearn.naive_bayes import ComplementNB  # noqa: PLC0415  # only teaching

    count = ComplementNB(alpha=_SMOOTH).fit(words, labels, sample_weight=weights)
    return _turned(count.feature_log_prob_)


def _usual(words: Rows, count: Numbers) -> float:
    if not count.size:
        return 1.0
    some = words[:: max(1, words.shape[0] // 2_000)]
    return float(_centred(_times(some, count)).std(axis=1).mean()) or 1.0


def _times(rows: Rows, classes: Numbers) -> NDArray[np.float64]:
    """What the terms of each text come to for each class."""
    return np.asarray(rows @ classes, dtype=np.float64)


def _turned(values: NDArray[np.float64]) -> Numbers:
    """A row for each term: so that a text's few terms are found side by side."""
    return np.ascontiguousarray(values.T, dtype=np.float32)


def _centred(values: NDArray[np.float64]) -> NDArray[np.float64]:
    centred: NDArray[np.float64] = values - values.mean(axis=1, keepdims=True)
    return centred


def _shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers made shares of one, the greater the more."""
    grown = np.exp(values - values.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = grown / grown.sum(axis=1, keepdims=True)
    return shares
