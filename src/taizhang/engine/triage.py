"""Classes for texts, learnt from others: with how sure that is and the words that decided.

A linear model over single letters and pairs of letters: for short Chinese texts it is as good as
anything that needs no model weights, trains in seconds and can say which words spoke for a class.
`sure` is a share of right decisions: it is measured on parts of the examples that the model had
not seen, never taken from the model's own distances.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

LONGEST: Final = 5_000
"""Characters of a text that are read."""
_HEADING: Final = 60
"""A first line of at most so many characters is a heading and counts twice."""
_Row = Any
"""A row of a sparse matrix; SciPy publishes no types."""
_SOFT: Final = 0.4
"""How little the model may bend to single examples."""
_FIRM: Final = 10.0
"""How closely the surety follows what was measured."""
_PARTS: Final = 5
_MEASURED: Final = 12_000
"""Examples on which it is measured how sure a decision is."""
_FEW: Final = 2
_WORDS: Final = 4
_NAMED: Final = 24
"""Pairs of letters from which the words that decided are put together."""
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the class somebody gave it; `words`: apart by blanks, without small words."""

    text: str
    label: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A class for a text."""

    label: str
    sure: float
    """How many of a hundred such decisions are right, from 0 to 1."""
    words: tuple[str, ...]
    """What in the text spoke for it, the most telling first."""


class NoExamples(ValueError):
    """Nothing to learn from."""


class Model:
    """What was learnt from examples."""

    def __init__(self, examples: Sequence[Example]) -> None:
        """Learn from the examples.

        Raises:
            NoExamples: there is none with a text and a label.
        """
        known = [each for each in examples if each.label and each.text.strip()]
        if not known:
            raise NoExamples
        self._counts = Counter(each.label for each in known)
        self.labels = tuple(sorted(self._counts))
        self._trained = _Trained(known) if len(self.labels) > 1 else None
        self._surety = _measured(known) if self._trained else None

    def propose(self, texts: Sequence[tuple[str, bool]]) -> list[Proposal]:
        """A class for each text; with it whether the text is a list of words."""
        if not texts:
            return []
        if self._trained is None:
            return [Proposal(self.labels[0], 0.5, ()) for _text in texts]
        read = [_read(*text) for text in texts]
        rows, distances = self._trained.judged(read)
        sure = _sure(self._surety, read, distances)
        return [
            self._proposal(
                self._trained, rows[number], distances[number], (sure[number], read[number])
            )
            for number in range(len(texts))
        ]

    def _proposal(
        self, trained: _Trained, row: _Row, distances: NDArray[np.float64], told: tuple[float, str]
    ) -> Proposal:
        if not row.nnz:
            label, count = self._counts.most_common(1)[0]
            return Proposal(label, round(count / self._counts.total(), 3), ())
        best = int(distances.argmax())
        sure, read = told
        words = trained.telling(row, best, read)
        return Proposal(trained.labels[best], round(float(sure), 3), words)


class _Trained:
    """Letters weighed by how rare they are, and a plane between each class and the others."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._letters = TfidfVectorizer(
            analyzer="char",
            ngram_range=(1, 2),
            sublinear_tf=True,
            min_df=2 if len(examples) > 10 * _FEW else 1,
            max_df=0.5 if len(examples) > 10 * _FEW else 1.0,
            lowercase=False,
            dtype=np.float64,
        )
        rows = self._letters.fit_transform([_read(each.text, each.words) for each in examples])
        planes = LinearSVC(C=_SOFT, class_weight="balanced", random_state=0)
        planes.fit(rows, [each.label for each in examples])
        self.labels: tuple[str, ...] = tuple(map(str, planes.classes_))
        two = len(self.labels) == _FEW
        self._weights = np.vstack([-planes.coef_, planes.coef_]) if two else planes.coef_
        self._shift = (
            np.concatenate([-planes.intercept_, planes.intercept_]) if two else planes.intercept_
        )
        self._names: list[str] | None = None

    def judged(self, read: Sequence[str]) -> tuple[Any, NDArray[np.float64]]:
        """The rows of the texts, and how far each lies on each class's side."""
        rows = self._letters.transform(read).tocsr()
        return rows, np.asarray(rows @ self._weights.T) + self._shift

    def telling(self, row: _Row, label: int, text: str) -> tuple[str, ...]:
        """The words of a text that spoke most for a class."""
        if self._names is None:
            self._names = list(self._letters.get_feature_names_out())
        spoke = row.data * self._weights[label, row.indices]
        order = np.argsort(-spoke)[:_NAMED]
        found = [self._names[row.indices[place]] for place in order if spoke[place] > 0]
        return _joined([word for word in found if len(word) > 1 and word.isalnum()], text)


def _measured(examples: Sequence[Example]) -> LogisticRegression | None:
    """How likely a decision is right by its distances, on parts not learnt from."""
    some = _spread(examples)
    labels = np.array([each.label for each in some])
    parts = min([_PARTS, *Counter(labels.tolist()).values()]) if some else 0
    if parts < _FEW:
        return None
    told: list[NDArray[np.float64]] = []
    right: list[NDArray[np.bool_]] = []
    for learn, test in StratifiedKFold(parts, shuffle=True, random_state=0).split(labels, labels):
        trained = _Trained([some[place] for place in learn])
        tested = [_read(some[place].text, some[place].words) for place in test]
        _rows, distances = trained.judged(tested)
        told.append(_signs(tested, distances))
        right.append(np.array(trained.labels)[distances.argmax(axis=1)] == labels[test])
    answers = np.concatenate(right)
    if answers.all() or not answers.any():
        return None
    return LogisticRegression(C=_FIRM, max_iter=500).fit(np.concatenate(told), answers)


def _spread(examples: Sequence[Example]) -> list[Example]:
    """Every class at least twice, and no more examples than needed for measuring."""
    often = Counter(each.label for each in examples)
    known = [each for each in examples if often[each.label] >= _FEW]
    step = max(1, len(known) // _MEASURED)
    some = known[::step]
    left = Counter(each.label for each in some)
    return [each for each in some if left[each.label] >= _FEW]


def _sure(
    surety: LogisticRegression | None, read: Sequence[str], distances: NDArray[np.float64]
) -> NDArray[np.float64]:
    if surety is None:
        return np.full(len(distances), 0.5)
    return np.asarray(surety.predict_proba(_signs(read, distances)))[:, 1]


def _signs(read: Sequence[str], distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """What tells a sure decision: how far the best lies, how far before the second, the text.

    Long texts say more, and lists of words (which have blanks) less than sentences.
    """
    two = np.sort(distances, axis=1)[:, -2:]
    length = np.log1p([len(text) for text in read]) / 10
    words = np.array([" " in text for text in read], dtype=float)
    return np.column_stack([two[:, 1], two[:, 1] - two[:, 0], length, words])


def _read(text: str, words: bool = False) -> str:  # noqa: FBT001, FBT002  # one of two kinds of text
    """As the model reads it: letters narrow, words apart by a blank or no blanks; heading twice."""
    narrow = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    if words:
        return _BLANKS.sub(" ", narrow)
    heading, _break, rest = narrow.partition("\n")
    whole = _BLANKS.sub("", narrow)
    return f"{_BLANKS.sub('', heading)}。{whole}" if rest and len(heading) <= _HEADING else whole


def _joined(pairs: Sequence[str], text: str) -> tuple[str, ...]:
    """Pairs of letters that follow each other in the text put together: 公积 and 积金 to 公积金."""
    words: list[str] = []
    for pair in pairs:
        for place, word in enumerate(words):
            longer = _longer(word, pair, text)
            if longer:
                words[place] = longer
                break
        else:
            words.append(pair)
    return tuple(words[:_WORDS])


def _longer(word: str, pair: str, text: str) -> str:
    """The word with the pair at one of its ends, as it stands in the text; empty if it does not."""
    ends = (word + pair[1:]) if word.endswith(pair[0]) else ""
    starts = (pair[:-1] + word) if word.startswith(pair[-1]) else ""
    return next((each for each in (ends, starts) if each and each in text), "")
